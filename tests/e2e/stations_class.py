"""Classes: announced by the level above, filled by the office, certificates entered for all at once."""

from datetime import date

from playwright.sync_api import expect

from .journey import NAME, Ward, fill, follow, path_of, press, refused_step, said

TOWN = "Trung tâm Chính trị thị xã"
PROVINCE = "Trường Chính trị tỉnh"


def _record(ward: Ward, data: dict[str, object], notice: dict[str, object]) -> str:
    """A class with the notice of the body that holds it; gives its address."""
    page = ward.at("office", "/classes")
    follow(page, "Thêm lớp")
    fill(page, data)
    press(page, "Lưu lớp")
    follow(page, "Lớp do cấp trên thông báo")
    fill(page, notice)
    press(page, "Ghi thông báo")
    assert f"số {notice['notice_number']}, ngày {notice['notice_on']}" in said(page)
    return path_of(page)


def _send(ward: Ward, class_url: str, number: str) -> None:
    """Choose the person and settle the list."""
    page = ward.at("office", class_url)
    follow(page, "Danh sách đề nghị đi học")
    line = page.locator(".line", has_text=NAME)
    line.locator("label[for$='-accepted']").click()
    expect(line.locator(".saved-mark")).to_contain_text("đã lưu")
    fill(page, {"decision_number": number, "decided_on": ward.day})
    press(page, "Chốt danh sách cử đi học")


def announce(ward: Ward) -> str:
    ward.on(date(2025, 4, 2))
    page = ward.at("office", "/classes/new")
    data = {"kind": "awareness", "name": "Lớp bồi dưỡng nhận thức về Đảng khóa I năm 2025", "seats": 40}
    data |= {"starts_on": "05/05/2025", "ends_on": "02/05/2025", "host": TOWN, "nominate_by": "15/04/2025"}
    words = refused_step(page, data, "Lưu lớp")
    assert "02/05/2025" in words
    assert "05/05/2025" in words, "both days are named"
    notice = {"notice_number": "12-TB/TTCT", "notice_on": "01/04/2025", "notice_issuer": TOWN}
    return _record(ward, {**data, "ends_on": "09/05/2025"}, notice)


def accept(ward: Ward, class_url: str, me: str) -> None:
    """The ward sends the person; the branch learns it when the list is settled."""
    ward.on(date(2025, 4, 18))
    _send(ward, class_url, "21-CV/ĐU")
    assert "21-CV/ĐU" in said(ward.at("office", class_url))
    assert "Lớp bồi dưỡng nhận thức về Đảng khóa I năm 2025, 05/05/2025: Được cử đi học" in said(
        ward.at("b1", me)
    )


def enter_results(ward: Ward, class_url: str, me: str) -> None:
    """Attendance and certificate for the whole class; a number that another person has is refused."""
    ward.on(date(2025, 5, 19))
    page = ward.at("office", class_url)
    follow(page, "Kết quả và giấy chứng nhận")
    run = me.rsplit("/", 1)[1]
    line = {f"d{run}": 5, f"r{run}": "passed", f"n{run}": "GCN 11/2024", "issued_on": "16/05/2025"}
    words = refused_step(page, {"issuer": TOWN, **line}, "Ghi kết quả")
    assert "GCN 11/2024" in words
    assert "Trăng Văn Rằm" in words, "the other person is named"
    fill(page, {f"n{run}": "GCN 07/2025"})
    press(page, "Ghi kết quả")
    assert "GCN 07/2025, 16/05/2025" in said(page)
    words = said(ward.at("b1", me))
    assert "Căn cứ: Công văn 21-CV/ĐU" in words
    assert "Hạn giấy chứng nhận: 16/05/2030" in words


def new_members(ward: Ward, me: str) -> None:
    """The class for new members, in the list of which everybody on probation stands by itself."""
    ward.on(date(2026, 7, 6))
    data = {"kind": "new_member", "name": "Lớp bồi dưỡng đảng viên mới năm 2026", "host": PROVINCE}
    data |= {"starts_on": "17/08/2026", "ends_on": "21/08/2026"}
    notice = {"notice_number": "09-TB/TCT", "notice_on": "03/07/2026", "notice_issuer": PROVINCE}
    class_url = _record(ward, data, notice)
    _send(ward, class_url, "33-CV/ĐU")
    ward.on(date(2026, 9, 10))
    page = ward.at("office", class_url)
    follow(page, "Kết quả và giấy chứng nhận")
    run = me.rsplit("/", 1)[1]
    fill(page, {f"d{run}": 5, f"r{run}": "passed", f"n{run}": "ĐVM 03/2026", "issued_on": "28/08/2026"})
    press(page, "Ghi kết quả")
    assert "ĐVM 03/2026, 28/08/2026" in said(page)
