"""From the due dates after the vote of the branch to the official member."""

from datetime import date
from urllib.parse import urlsplit

from playwright.sync_api import Page

from .journey import NAME, VOTE, Ward, fill, follow, open_step, press, refused_step, said, take_step

BODY = "Ban Thường vụ Đảng ủy phường Phổ Hòa"
PROPOSE = "Chi bộ xét, đề nghị công nhận chính thức"


def see_deadlines(ward: Ward) -> None:
    """The page of due dates names the person and the place; the calendar to take along only initials."""
    ward.on(date(2025, 11, 10))
    page = ward.at("b1", "/deadlines")
    line = page.locator("tr", has_text=NAME).inner_text()
    assert "09/01/2026" in line
    assert "45 ngày làm việc kể từ ngày chi bộ ra nghị quyết 05/11/2025" in line
    assert "Quy định 294-QĐ/TW, điểm 4.3.1" in line
    follow(page, "Đưa vào lịch điện thoại")
    press(page, "Tạo địa chỉ lịch")
    kind, calendar = ward.file("b1", urlsplit(page.input_value("#feed-url")).path)
    assert kind.startswith("text/calendar")
    text = calendar.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20260109" in text
    assert "M.T.L." in text
    assert NAME not in text
    assert "Trăng" not in text


def decide(ward: Ward, me: str) -> None:
    """Mode B: the ward's own standing committee decides by more than half of its members."""
    ward.on(date(2025, 11, 10))
    page = ward.at("office", me)
    take_step(page, "Gửi hồ sơ lên Ban Thường vụ", {"happened_on": "10/11/2025"})
    ward.on(date(2025, 12, 19))
    page = ward.at("office", me)
    open_step(page, "Nhập quyết định kết nạp")
    early = {"decision_number": "12-QĐ/ĐU", "decision_on": "04/11/2025", "issuing_body": BODY}
    early |= {"called": 9, "present": 9, "in_favour": 4, "against": 5}
    words = refused_step(page, early)
    assert "(04/11/2025) sớm hơn ngày gửi hồ sơ lên cấp có thẩm quyền (10/11/2025)" in words
    words = refused_step(page, {**early, "decision_on": "19/12/2025"})
    assert "chưa quá một nửa tổng số ủy viên Ban Thường vụ (9)" in words
    assert "Hướng dẫn 06-HD/TW, mục 3.7 a" in words
    fill(page, {"in_favour": 9, "against": 0, "received_on": "19/12/2025"})
    press(page, "Lưu")
    words = said(page)
    assert "Nay ở giai đoạn “Có quyết định kết nạp”" in words
    assert "Hạn tổ chức lễ kết nạp: 02/02/2026" in words
    assert "Quy định 294-QĐ/TW, điểm 4.1" in words


def hold_ceremony(ward: Ward, me: str) -> None:
    """The day of the ceremony begins the twelve months."""
    ward.on(date(2026, 1, 9))
    page = ward.at("b1", me)
    open_step(page, "Tổ chức lễ kết nạp")
    words = refused_step(page, {"ceremony_on": "18/12/2025", "place": "Nhà văn hóa tổ dân phố An Thử"})
    assert "18/12/2025" in words
    assert "19/12/2025" in words, "both days are named"
    fill(page, {"ceremony_on": "09/01/2026"})
    press(page, "Lưu")
    words = said(page)
    assert "Nay ở giai đoạn “Đảng viên dự bị”" in words
    assert "Hết thời gian dự bị: 09/01/2027" in words
    assert "Hoàn thành lý lịch và phiếu đảng viên" in words
    card = page.locator("section", has=page.get_by_role("heading", name="Thời gian dự bị")).inner_text()
    assert "26/02/2027 (Quy định 294-QĐ/TW, điểm 4.2.1, chưa đối chiếu với văn bản mới)" in card
    assert card.count("chưa có ") == 4, "what the branch will have before it, and has not yet"
    follow(page, "Hoàn thành lý lịch và phiếu đảng viên")
    fill(page, {"done_on": "09/01/2026"})
    press(page, "Ghi đã làm xong")


def wait_for_the_day(ward: Ward, me: str) -> None:
    """Recognition is closed the day before the twelve months end, and open on the day."""
    ward.on(date(2027, 1, 8))
    page = ward.at("b1", me)
    follow(page, "Chuyển bước")
    closed = page.locator("li.closed", has_text=PROPOSE).inner_text()
    assert "Thời gian dự bị đến ngày 09/01/2027 mới hết" in closed
    assert "Sớm nhất: 09/01/2027" in closed
    assert "Quy định 294-QĐ/TW, điểm 4.2; chưa đối chiếu với văn bản mới" in closed, "under QD 208"
    ward.on(date(2027, 1, 9))
    page = ward.at("b1", f"{me}/dossier")
    for key in ("self_review", "helper_remarks", "probation_opinions"):
        fill(page, {f"state-{key}-1": "received", f"dated-{key}-1": "09/01/2027"})
    press(page, "Lưu các giấy tờ")


def recognise(ward: Ward, me: str) -> None:
    """The branch proposes on the day; the decision comes later, and counts from the day."""
    page = ward.at("b1", me)
    vote = {"happened_on": "09/01/2027", "basis_number": "01-NQ/CB", **VOTE, "in_favour": 5, "against": 0}
    words = take_step(page, PROPOSE, vote)
    assert "Nay ở giai đoạn “Đã đề nghị chính thức”" in words
    assert "Hạn có quyết định công nhận chính thức: 26/02/2027" in words
    ward.on(date(2027, 2, 4))
    page = ward.at("office", me)
    open_step(page, "Nhập quyết định công nhận chính thức")
    early = {"decision_number": "03-QĐ/ĐU", "decision_on": "08/01/2027", "issuing_body": BODY}
    early |= {"called": 9, "present": 9, "in_favour": 9, "against": 0}
    words = refused_step(page, early)
    assert "08/01/2027" in words
    assert "09/01/2027" in words, "both days are named"
    fill(page, {"decision_on": "04/02/2027"})
    press(page, "Lưu")
    words = said(page)
    assert "Đảng viên chính thức" in words
    assert "Chính thức từ ngày\n09/01/2027" in words, "from the day the twelve months ended"


def tells_it_all(page: Page) -> None:
    """The timeline of the person's page: every step on its day, the failed vote among them."""
    happened = [
        "Được giới thiệu",
        "Đưa vào danh sách cảm tình Đảng",
        "Đề nghị học lớp bồi dưỡng",
        "Nhập giấy chứng nhận học lớp",
        "Đề nghị cho làm thủ tục",
        "Đảng ủy cho làm thủ tục",
        "Chi bộ xét, biểu quyết kết nạp",
        "Chi bộ xét, biểu quyết kết nạp",
        "Gửi hồ sơ lên Ban Thường vụ",
        "Nhập quyết định kết nạp",
        "Tổ chức lễ kết nạp",
        PROPOSE,
        "Nhập quyết định công nhận chính thức",
    ]
    titles = [line.inner_text().split("\n")[0] for line in page.locator("ol.timeline li div").all()]
    assert [title for title in reversed(titles) if title in happened] == happened
