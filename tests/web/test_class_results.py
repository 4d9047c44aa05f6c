"""The page of results: one save for the whole class, and the same from an Excel file with a preview."""

import unicodedata
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from phohoa.domain.stages import Stage
from phohoa.domain.training import ClassState
from phohoa.services import clock
from tests.class_world import ClassWorld, ward
from tests.documents.test_sheets import HOSTILE
from tests.harness import Client, check_page

__all__ = ["ward"]
TODAY = f"{clock.today():%d/%m/%Y}"


@pytest.fixture
def office(ward: ClassWorld, signed_in: Any) -> Client:
    return signed_in("office")


def at(ward: ClassWorld, tail: str = "") -> str:
    return f"/classes/{ward.class_id}/results{tail}"


def form(office: Client, ward: ClassWorld) -> dict[str, Any]:
    return {**office.form(at(ward), at(ward)), "issued_on": TODAY}


def template(office: Client, ward: ClassWorld) -> Any:
    answer = office.post(at(ward, ".xlsx"))
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data))


def upload(office: Client, ward: ClassWorld, book: Any) -> Any:
    data = book
    if not isinstance(book, bytes):
        out = BytesIO()
        book.save(out)
        data = out.getvalue()
    fields = office.form(at(ward), at(ward, "/file"))
    return office.post(at(ward, "/file"), {**fields, "file": (BytesIO(data), "ket-qua.xlsx")})


def fill(sheet: Worksheet, row: int, **values: object) -> None:
    """Write into a line of the template by the names of its columns."""
    places = {"code": 2, "name": 3, "days": 6, "result": 7, "number": 8, "issued_on": 9, "note": 10}
    for name, value in values.items():
        sheet.cell(row=row, column=places[name]).value = value


def test_the_whole_class_is_saved_with_one_press(office: Client, ward: ClassWorld) -> None:
    a, b, c = ward.sent("Thử An", "Thử Bình", "Thử Châu")
    page = office.page(at(ward))
    assert "một dòng sai thì chưa ghi dòng nào" in page.text
    typed = {f"n{a}": "15/GCN", f"d{a}": "5", f"r{b}": "absent", f"x{b}": "Ốm."}
    answer = office.post(at(ward), {**form(office, ward), **typed})
    assert answer.status_code == 303
    assert (ward.run(a).stage, ward.run(b).stage) == (Stage.CLASS_DONE, Stage.SYMPATHISER)
    page = office.page(at(ward))
    assert "15/GCN" in page.text
    assert f"n{a}" not in {field.get("name") for field in page.all("input")}
    answer = office.post(at(ward), {**form(office, ward), f"n{c}": "16/GCN"})
    assert answer.status_code == 303
    assert ward.row().state is ClassState.CLOSED
    assert "Đạt" in office.page(at(ward)).text


def test_one_wrong_line_keeps_everything_typed_and_says_why_beside_it(
    office: Client, ward: ClassWorld
) -> None:
    ward.person(
        "Thử Có Rồi",
        "second",
        stage=Stage.CLASS_DONE,
        certificate_number="15/GCN",
        certificate_on=clock.today(),
    )
    a, b = ward.sent("Thử An", "Thử Bình")
    typed = {f"n{a}": "15-gcn", f"n{b}": "16/GCN", f"d{b}": "99", f"o{b}": "31/2/2026"}
    answer = office.post(at(ward), {**form(office, ward), **typed})
    assert answer.status_code == 422
    assert "Không có ngày này trên lịch." in answer.text
    check_page(answer)
    answer = office.post(at(ward), {**form(office, ward), **typed, f"o{b}": ""})
    assert answer.status_code == 422
    page = check_page(answer)
    assert "Số giấy chứng nhận 15-gcn đã ghi cho Thử Có Rồi" in answer.text
    assert "số ngày học từ 0 đến 5" in answer.text
    assert "Có 2 dòng chưa đúng nên chưa ghi dòng nào." in answer.text
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (values[f"n{a}"], values[f"n{b}"], values[f"d{b}"]) == ("15-gcn", "16/GCN", "99")
    assert all(one.result is None for one in ward.nominations())


def test_a_line_that_somebody_else_filled_meanwhile(office: Client, ward: ClassWorld) -> None:
    a, b = ward.sent("Thử An", "Thử Bình")
    first, late = form(office, ward), form(office, ward)
    assert office.post(at(ward), {**first, f"n{a}": "15/GCN"}).status_code == 303
    answer = office.post(at(ward), {**late, f"n{a}": "17/GCN", f"n{b}": "16/GCN"})
    assert answer.status_code == 409
    page = check_page(answer)
    assert "kết quả của Thử An đã được ghi" in answer.text
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert values[f"n{b}"] == "16/GCN"
    assert ward.run(a).certificate_number == "15/GCN"
    assert ward.run(b).stage is Stage.CLASS_PROPOSED


def test_a_stale_class_keeps_what_was_typed(office: Client, ward: ClassWorld) -> None:
    (a,) = ward.sent("Thử An")
    answer = office.post(at(ward), {**form(office, ward), "version": "77", f"n{a}": "15/GCN"})
    assert answer.status_code == 409
    page = check_page(answer)
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert values[f"n{a}"] == "15/GCN"
    assert values["version"] != "77"


def test_the_template_holds_no_more_than_is_needed_and_only_text(office: Client, ward: ClassWorld) -> None:
    ward.sent("=Thử An")
    sheet = template(office, ward).active
    heads = [cell.value for cell in sheet[4]]
    assert heads == [
        "STT",
        "Mã dòng",
        "Họ và tên",
        "Năm sinh",
        "Chi bộ",
        "Số ngày học",
        "Kết quả",
        "Số giấy chứng nhận",
        "Ngày cấp",
        "Lý do, ghi chú",
    ]
    cells = [cell.value for cell in sheet[5]]
    assert cells[2:5] == ["=Thử An", "1995", "Tổ dân phố An Thử"]
    assert {cell.data_type for cell in sheet[5] if cell.value} == {"s"}
    assert len(cells[1]) == 14


def test_a_filled_file_is_shown_first_and_then_saved(office: Client, ward: ClassWorld) -> None:
    a, b, _ = ward.sent("Thử An", "Thử Bình", "Thử Châu")
    book = template(office, ward)
    fill(book.active, 5, days=5, number="15/GCN", issued_on=clock.today(), result="Đạt")
    decomposed = unicodedata.normalize("NFD", "Không dự")
    fill(book.active, 6, result=decomposed, note="Ốm.")
    answer = upload(office, ward, book)
    assert answer.status_code == 200
    page = check_page(answer)
    assert "chưa ghi gì" in answer.text
    assert all(one.result is None for one in ward.nominations())
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (values[f"n{a}"], values[f"d{a}"], values[f"o{a}"]) == ("15/GCN", "5", TODAY)
    chosen = {f"r{a}": "passed", f"r{b}": "absent"}
    sent = {name: value or "" for name, value in values.items() if name and name != "q"}
    answer = office.post(at(ward), {**sent, **chosen})
    assert answer.status_code == 303, answer.text
    assert (ward.run(a).stage, ward.run(b).stage) == (Stage.CLASS_DONE, Stage.SYMPATHISER)
    again = upload(office, ward, book)
    assert "2 người đã có kết quả từ trước nên không đổi" in again.text


def test_what_is_wrong_in_the_file_stands_beside_its_line(office: Client, ward: ClassWorld) -> None:
    a, b, c, d = ward.sent("Thử An", "Thử Bình", "Thử Châu", "Thử Dung")
    book = template(office, ward)
    sheet = book.active
    fill(sheet, 5, name="Thử Bình", days="năm", result="Giỏi", number="15/GCN", issued_on="mai")
    fill(sheet, 6, number='=HYPERLINK("http://x.invalid","16")')
    fill(sheet, 7, number="17/GCN", issued_on="01/01/2020")
    fill(sheet, 8, number="18/GCN", issued_on=clock.today())
    fill(sheet, 9, code=sheet.cell(row=8, column=2).value, number="19/GCN")
    fill(sheet, 10, code="AAAA-BBBB-CCCC", number="20/GCN")
    fill(sheet, 11, name="Thử Không Mã", number="21/GCN")
    answer = upload(office, ward, book)
    assert answer.status_code == 200
    check_page(answer)
    for words in (
        "Họ tên trong tệp là Thử Bình, còn mã dòng là của Thử An.",
        "“năm” không phải là số ngày.",
        "“Giỏi” không phải là Đạt, Không đạt hoặc Không dự.",
        "“mai” không đọc được là ngày.",
        "Ô H6 chứa công thức hoặc lỗi nên không đọc.",
        "Ngày cấp (01/01/2020) đang trước ngày lớp kết thúc",
        "Mã dòng này có thêm ở dòng 9 của tệp.",
        "Dòng 10 của tệp: Mã dòng AAAA-BBBB-CCCC không có trong danh sách của lớp này.",
        "Dòng 11 của tệp: Dòng này không có mã dòng nên không biết là của ai.",
        "trong đó 4 dòng chưa đúng",
    ):
        assert words in answer.text, words
    assert {a, b, c, d} and all(one.result is None for one in ward.nominations())


def test_words_of_an_old_encoding_are_converted_and_it_is_said(office: Client, ward: ClassWorld) -> None:
    (a,) = ward.sent("Thử An")
    book = template(office, ward)
    fill(book.active, 5, result="Kh«ng ®¹t", note="V¾ng hai buæi, cã ®¬n")
    answer = upload(office, ward, book)
    assert answer.status_code == 200
    assert "chữ mã TCVN3 (ABC) đã chuyển sang Unicode" in answer.text
    values = {field.get("name"): field.get("value") for field in check_page(answer).all("input")}
    assert values[f"x{a}"] == "Vắng hai buổi, có đơn"


def test_a_file_of_another_class_or_without_our_head_is_refused(office: Client, ward: ClassWorld) -> None:
    ward.sent("Thử An")
    other = template(office, ward)
    fill(other.active, 5, number="15/GCN")
    ward.new_class()
    ward.sent("Thử Bình")
    answer = upload(office, ward, other)
    assert answer.status_code == 422
    assert "Không có dòng nào của tệp thuộc lớp này." in answer.text
    check_page(answer)
    book = template(office, ward)
    book.active.delete_rows(4)
    answer = upload(office, ward, book)
    assert answer.status_code == 422
    assert "Không thấy dòng tiêu đề có cột Mã dòng." in answer.text


@pytest.mark.parametrize("what", ["not a file at all", "words", "unpacks to 30 MB", "a macro"])
def test_a_hostile_file_is_refused_with_a_sentence(office: Client, ward: ClassWorld, what: str) -> None:
    ward.sent("Thử An")
    answer = upload(office, ward, HOSTILE[what][0])
    assert answer.status_code == 422
    check_page(answer)
    assert "Tệp Excel đã điền" in answer.text
    assert "Traceback" not in answer.text


def test_a_class_of_sixty_fits_into_one_page(office: Client, ward: ClassWorld) -> None:
    ward.sent(*(f"Thử Người {number}" for number in range(60)))
    office.page(at(ward))


def test_results_are_the_offices_work(ward: ClassWorld, signed_in: Any) -> None:
    ward.sent("Thử An")
    branch = signed_in("b1")
    assert branch.get(at(ward)).status_code == 403
    assert branch.post(at(ward), {"version": "1"}).status_code == 403
    assert branch.post(at(ward, ".xlsx")).status_code == 403
    assert "Kết quả và giấy chứng nhận" not in branch.page(f"/classes/{ward.class_id}").text
