"""From the papers of the dossier to the vote of the branch."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

from reportlab.pdfgen.canvas import Canvas

from .journey import NAME, VOTE, Ward, fill, follow, open_step, press, refused_step, said, take_step


def ask_to_verify(ward: Ward, me: str) -> None:
    """July, under QD 294: two requests to verify; an answer cannot come before its question."""
    ward.on(date(2025, 7, 7))
    page = ward.at("b1", me)
    follow(page, "Mở hồ sơ kết nạp")
    for key, day in (("application", "01/07/2025"), ("life_history", "03/07/2025")):
        fill(page, {f"state-{key}-1": "received", f"dated-{key}-1": day})
    press(page, "Lưu các giấy tờ")
    for subject, letter in (("self", "08-CV/CB"), ("parents", "09-CV/CB")):
        follow(page, "Ghi yêu cầu thẩm tra")
        request = {"subject": subject, "asked_place": "Đảng ủy xã Mẫu Thử", "letter_number": letter}
        if subject == "self":
            words = refused_step(page, {**request, "asked_on": "07/07/2025", "answered_on": "04/07/2025"})
            assert "07/07/2025" in words
            assert "04/07/2025" in words, "both days are named"
        fill(page, {**request, "asked_on": "07/07/2025", "answered_on": ""})
        press(page, "Lưu")
    assert said(page).count("Đảng ủy xã Mẫu Thử") == 2
    waiting = said(ward.at("b1", "/verifications"))
    assert NAME in waiting
    assert "Hướng dẫn 06-HD/TW, mục 3.4 d" in waiting


def answer_verification(ward: Ward, me: str) -> None:
    ward.on(date(2025, 8, 8))
    page = ward.at("b1", me)
    for subject in ("Bản thân", "Cha mẹ đẻ hoặc người nuôi dưỡng"):
        page = ward.at("b1", f"{me}/dossier")
        follow(page, subject)
        fill(page, {"answered_on": "05/08/2025", "concluded_on": "08/08/2025", "concluded_by": "Chi ủy"})
        fill(page, {"conclusion": "correct"})
        press(page, "Lưu")
    assert "thẩm tra đang chờ" not in said(ward.at("b1", me))


def fill_dossier(ward: Ward, rows: SimpleNamespace, me: str) -> None:
    """The papers, all but one; two members introduce."""
    page = ward.at("b1", f"{me}/dossier")
    for number, member in enumerate(rows.members[:2], 1):
        key = f"introduction-{number}"
        fill(page, {f"state-{key}": "received", f"dated-{key}": "11/08/2025", f"member_id-{key}": member})
    press(page, "Lưu các giấy tờ")
    assert page.input_value("[name=dated-introduction-1]") == "11/08/2025", "nothing typed is lost"
    assert "Ngày này chưa đến" in said(page)
    for number in (1, 2):
        fill(page, {f"dated-introduction-{number}": "08/08/2025"})
    press(page, "Lưu các giấy tờ")
    lacking = page.locator(".notice", has_text="Còn thiếu cho bước tiếp theo").inner_text()
    assert "tổng hợp ý kiến nhận xét" in lacking
    assert "đơn xin vào Đảng" not in lacking


def attach_scans(ward: Ward, me: str) -> None:
    """A text that calls itself a PDF is refused; a real one is kept and opened again."""
    page = ward.at("b1", f"{me}/papers/application-1")
    liar = {"name": "don.pdf", "mimeType": "application/pdf", "buffer": "Không phải PDF".encode()}
    page.set_input_files("input[type=file]", files=[liar])
    press(page, "Đính kèm bản chụp")
    assert "Tên tệp ghi là PDF, nội dung là văn bản thuần" in said(page)
    canvas = Canvas(drawn := BytesIO())
    canvas.drawString(72, 700, "mau don")
    canvas.save()
    page.set_input_files("input[type=file]", files=[{**liar, "buffer": drawn.getvalue()}])
    press(page, "Đính kèm bản chụp")
    scan = page.locator("main a", has_text="Tải bản chụp 1").get_attribute("href") or ""
    kind, back = ward.file("b1", scan)
    assert kind == "application/pdf"
    assert back.startswith(b"%PDF")


def refused_before_complete(ward: Ward, me: str) -> None:
    """The step is closed for the paper that is missing; the place that asks for it is that of the day."""
    missing = "Hồ sơ còn thiếu tổng hợp ý kiến nhận xét của đoàn thể và chi ủy nơi cư trú"
    for day, cited in ((date(2025, 8, 12), False), (date(2025, 10, 1), True)):
        ward.on(day)
        page = ward.at("b1", me)
        follow(page, "Chuyển bước")
        closed = page.locator("li.closed", has_text="Chi bộ xét, biểu quyết kết nạp").inner_text()
        assert missing in closed
        assert ("Hướng dẫn 38-HD/BTCTW" in closed) is cited
    page = ward.at("b1", f"{me}/dossier")
    fill(page, {"state-opinions-1": "received", "dated-opinions-1": "30/09/2025"})
    press(page, "Lưu các giấy tờ")
    assert not page.locator(".notice", has_text="Còn thiếu cho bước tiếp theo").count()


def vote_in_vain(ward: Ward, me: str) -> None:
    """Three of five do not carry; it is kept, and the branch reports it to the level above."""
    ward.on(date(2025, 10, 3))
    page = ward.at("b1", me)
    open_step(page, "Chi bộ xét, biểu quyết kết nạp")
    assert page.input_value("[name=called]") == "5", "reckoned from the members of the branch"
    early = {"happened_on": "26/06/2025", "basis_number": "10-NQ/CB", **VOTE, "in_favour": 3, "against": 2}
    words = refused_step(page, early)
    assert "(26/06/2025) sớm hơn ngày Đảng ủy cho làm thủ tục (27/06/2025)" in words
    words = refused_step(page, {**early, "happened_on": "03/10/2025", "in_favour": 4})
    assert "cộng lại (6) nhiều hơn số được triệu tập (5)" in words
    fill(page, {"in_favour": 3})
    press(page, "Lưu")
    words = said(page)
    assert "Nay ở" not in words
    assert "chưa đủ tỷ lệ nên giữ nguyên giai đoạn" in words
    assert "Hướng dẫn 06-HD/TW, mục 5.1" in words
    follow(page, "Báo cáo đầy đủ kết quả biểu quyết lên cấp trên")
    words = refused_step(page, {"done_on": "02/10/2025", "done_number": "12-BC/CB"}, "Ghi đã làm xong")
    assert "02/10/2025" in words
    assert "03/10/2025" in words, "both days are named"
    fill(page, {"done_on": "03/10/2025"})
    press(page, "Ghi đã làm xong")
    assert "Đã làm: 1" in said(page)


def vote_again(ward: Ward, me: str) -> None:
    """Four of five carry it in November."""
    ward.on(date(2025, 11, 5))
    page = ward.at("b1", me)
    words = take_step(
        page,
        "Chi bộ xét, biểu quyết kết nạp",
        {"happened_on": "05/11/2025", "basis_number": "11-NQ/CB", **VOTE, "in_favour": 4, "against": 1},
    )
    assert "Nay ở giai đoạn “Chi bộ đã nghị quyết”" in words
    assert "Hạn có quyết định kết nạp: 09/01/2026" in words
    assert "Quy định 294-QĐ/TW, điểm 4.3.1" in words
    assert "báo cáo kết quả lên cấp trên" not in words, "it was reported"
