"""Papers of the process: drawn from the record, kept, opened as PDF and as Word; what is handed over."""

from io import BytesIO

from docx import Document
from pdfminer.high_level import extract_text

from .journey import NAME, Ward, fill, follow, press, refused_step, said

CONCLUSIONS = {
    "background": "Lịch sử gia đình rõ ràng.",
    "awareness": "Tin tưởng vào sự lãnh đạo của Đảng.",
    "character": "Trung thực; còn nể nang.",
    "ability": "Hoàn thành tốt nhiệm vụ.",
    "relations": "Được bà con tin yêu.",
}


def words_of(pdf: bytes) -> str:
    """The text of a PDF on one line."""
    return " ".join(extract_text(BytesIO(pdf)).split())


def draw_branch_resolution(ward: Ward, me: str) -> None:
    """What was voted stands in it already; the branch writes its conclusions; the file says the same."""
    page = ward.at("b1", me)
    follow(page, "Lập: Nghị quyết của chi bộ đề nghị kết nạp đảng viên")
    assert page.input_value("[name=number]") == "11-NQ/CB"
    assert page.input_value("[name=in_favour]") == "4"
    words = refused_step(
        page, {"chair": "Sông Văn Bến", "relations": CONCLUSIONS["relations"]}, "Lưu và xem bản in"
    )
    assert "Kết luận về lý lịch" in words
    fill(page, {**CONCLUSIONS, "secretary": "Núi Minh Đồi", "signatory": "Sông Văn Bến"})
    press(page, "Lưu và xem bản in")
    assert "11-NQ/CB" in page.locator("article.paper").inner_text()
    press(page, "Lập văn bản")
    pdf = page.locator("main a", has_text="PDF").get_attribute("href") or ""
    kind, data = ward.file("b1", pdf)
    assert kind == "application/pdf"
    text = words_of(data)
    assert NAME in text
    assert "Trung thực; còn nể nang." in text
    assert "11-NQ/CB" in text
    _, word = ward.file("b1", page.locator("main a", has_text="Word").get_attribute("href") or "")
    assert any(NAME in p.text for p in Document(BytesIO(word)).paragraphs)


def draw_decision(ward: Ward, me: str) -> None:
    """The decision carries the number and the day that were recorded, and the resolution it rests on."""
    page = ward.at("office", f"{me}/documents")
    follow(page, "Soạn: Quyết định kết nạp đảng viên")
    assert page.input_value("[name=number]") == "12-QĐ/ĐU"
    fill(page, {"native_place": "Phường Phổ Hòa", "signatory": "Sông Văn Bến"})
    press(page, "Lưu và xem bản in")
    press(page, "Lập văn bản")
    assert "Đã lập văn bản số 12-QĐ/ĐU" in said(page)
    _, data = ward.file("office", page.locator("main a", has_text="PDF").first.get_attribute("href") or "")
    text = words_of(data)
    assert "Số 12-QĐ/ĐU" in text
    assert "tại Nghị quyết số 11-NQ/CB ngày 05/11/2025" in text
    assert f"Kết nạp quần chúng {NAME}, sinh ngày 12/4/1990" in text
    assert "294-QĐ/TW" in text, "what the decision of that day rests on"


def hand_over(ward: Ward, me: str) -> None:
    """The sheet for the database of members is drawn at once, with what the record knows by now."""
    page = ward.at("office", f"{me}/documents")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải bản PDF").click()
    path = waiting.value.path()
    text = words_of(path.read_bytes())
    for known in (
        NAME.upper(),
        "05/3/2025",
        "số GCN 07/2025, ngày 16/5/2025",
        "Sông Văn Bến, Núi Minh Đồi",
        "số 11-NQ/CB, ngày 05/11/2025",
        "số 12-QĐ/ĐU, ngày 19/12/2025",
        "09/01/2026",
        "số 03-QĐ/ĐU, ngày 04/02/2027",
        "09/01/2027",
    ):
        assert known in text, known
