"""An existing plan brought in with a browser without scripts: read, looked through, made a draft."""

import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from phohoa.documents import importing
from phohoa.domain.numbering import PlanState
from phohoa.extensions import db
from phohoa.models import Plan, PlanAllocation, PlanEvent, PlanSection
from tests.documents import plans_of_units as plans
from tests.documents.imports import model
from tests.documents.test_import_files import word_plan
from tests.harness import Client, _values, check_page
from tests.plan_world import World, signing, world

__all__ = ["signing", "world"]
SignedIn = Callable[[str], Client]
#: The page has the draft and its source side by side, and the source once more in its form.
SIDE_BY_SIDE = 40 * 1024


def upload(office: Client, data: bytes, name: str) -> str:
    """The page that shows what was read."""
    fields = office.form("/plans/import", "/plans/import")
    answer = office.post("/plans/import", {**fields, "file": (io.BytesIO(data), name)})
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    check_page(answer, budget=SIDE_BY_SIDE)
    return str(answer.get_data(as_text=True))


def said(answer: TestResponse) -> list[str]:
    """What a page says is wrong."""
    html = answer.get_data(as_text=True)
    return re.findall(r'<p class="error"[^>]*>([^<]*)', html)


def draft_fields(html: str) -> dict[str, str]:
    start = html.index('action="/plans/import/draft"')
    return _values(html[html.rindex("<form", 0, start) : html.index("</form>", start)])


def count(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_from_the_file_to_the_draft(signing: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    assert 'href="/plans/import"' in office.get("/plans").get_data(as_text=True)
    office.page("/plans/import")
    html = upload(office, model(), "ke-hoach-44.txt")
    assert "Cụm từ hay dùng bị nhận dạng sai dấu" in html and "dòng 36</small>" in html
    assert "<mark>Đây</mark> mạnh công tác tuyên truyền" in html
    assert "Quyền hạn ký, Chức vụ người ký" in html
    fields = draft_fields(html)
    assert (fields["symbol"], fields["dated"], fields["year"]) == ("44-KH/ĐU", "13/01/2023", "2023")
    assert {fields[name] for name in fields if name.startswith("c") and name[1:].isdigit()} == {"keep"}
    assert count(Plan) == 0
    refused = office.post("/plans/import/draft", {**fields, "do": "create"})
    assert refused.status_code == 422 and count(Plan) == 0
    chosen = {name: "use" for name in fields if name.startswith("c") and name[1:].isdigit()}
    chosen["c8"] = "keep"
    signed = {"authority": "T/M ĐẢNG ỦY", "position": "BÍ THƯ"}
    answer = office.post("/plans/import/draft", {**fields, **chosen, **signed, "do": "create"})
    assert answer.status_code == 303, said(answer)
    db.session.rollback()
    plan = db.session.scalars(select(Plan)).one()
    assert (plan.year, plan.state, plan.place) == (2023, PlanState.DRAFT, "Phổ Hòa")
    assert plan.subject == "phát triển đảng viên năm 2023"
    assert plan.recipients.splitlines()[3] == "Các đồng chí Đảng ủy viên"
    sections = db.session.scalars(
        select(PlanSection).where(PlanSection.plan_id == plan.id).order_by(PlanSection.position)
    ).all()
    assert [(one.kind, one.level, one.heading[:32]) for one in sections] == [
        ("bases", 0, "Căn cứ"),
        ("opening", 0, "Lời dẫn"),
        ("text", 1, "Mục đích, yêu cầu"),
        ("text", 2, "Mục đích"),
        ("text", 2, "Yêu cầu"),
        ("text", 1, "Nội dung thực hiện"),
        ("text", 2, "Phổ biến, tuyên truyền thực hiện"),
        ("text", 2, "Khảo sát, đánh giá, làm tốt công"),
        ("text", 2, "Tăng cường công tác giáo dục chí"),
        ("allocation", 2, "Phân bổ số lượng nguồn phát triể"),
        ("text", 1, "Tổ chức thực hiện"),
        ("text", 2, "Văn phòng, Tuyên giáo Đảng ủy:"),
        ("text", 2, "Chi ủy, chi bộ trực thuộc Đảng b"),
        ("text", 2, "Mặt trận và các đoàn thể chính t"),
        ("closing", 0, "Lời kết"),
    ]
    # The ninth correction was declined, the others taken.
    assert sections[6].body.startswith("- Đây mạnh công tác")
    assert "- Mặt trận, các đoàn thể chính trị-xã hội" in sections[9].body
    assert sections[0].body == (
        "Thực hiện Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương khóa XIII về “Thi hành "
        "Điều lệ Đảng”, Hướng dẫn số 01-HD/TW ngày 28/9/2021 của Ban Bí thư về “Một số vấn đề cụ thể "
        "thi hành Điều lệ Đảng”."
    )
    assert count(PlanAllocation) > 0
    assert db.session.scalars(select(PlanEvent.reason)).one() == (
        "Lập từ văn bản cũ số 44-KH/ĐU ngày 13/01/2023."
    )
    assert office.get(str(answer.headers["Location"])).status_code == 200


def test_every_correction_can_be_taken_or_left_at_once(signing: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    fields = draft_fields(upload(office, model(), "a.txt"))
    used = office.post("/plans/import/draft", {**fields, "do": "use"}).get_data(as_text=True)
    assert "- Đẩy mạnh công tác tuyên truyền" in used and count(Plan) == 0
    again = office.post("/plans/import/draft", {**draft_fields(used), "do": "keep"}).get_data(as_text=True)
    assert "- Đẩy mạnh công tác tuyên truyền" not in again
    # What was typed into the head stays through it.
    typed = office.post("/plans/import/draft", {**fields, "subject": "việc khác", "do": "again"})
    assert 'value="việc khác"' in typed.get_data(as_text=True)


def test_pasted_text_and_word_files_are_read_too(signing: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    fields = office.form("/plans/import", "/plans/import")
    answer = office.post("/plans/import", {**fields, "text": plans.SCHOOL})
    page = check_page(answer, budget=SIDE_BY_SIDE)
    assert "Cử đi học lớp nhận thức" in page.text and "Số văn bản" in page.text
    html = upload(office, word_plan(), "ke-hoach.docx")
    assert "Có chữ phông VNI, đã chuyển từ mã VNI" in html
    fields = draft_fields(html)
    made = office.post("/plans/import/draft", {**fields, "do": "create"})
    assert made.status_code == 303, said(made)
    db.session.rollback()
    tables = db.session.scalars(select(PlanSection.body).where(PlanSection.kind == "text")).all()
    assert any("| 1 | Thôn Mây | 02 |\n" in body for body in tables), tables


ROWS = [
    ["STT", "Nội dung công việc", "Thời gian", "Người phụ trách"],
    ["1", "Lập danh sách nguồn", "Tháng 9", "Cô Lá Thị Xanh"],
    ["2", "Cử đi học lớp nhận thức", "", "Bí thư chi bộ"],
    ["3", "Xét kết nạp | trình Đảng ủy", "Tháng 3/2024", "Chi ủy"],
]
CAPTION = "Bảng 1. Tiến độ"
AFTER = "- Mỗi quý kiểm điểm tiến độ một lần."


def school_with(table: str) -> bytes:
    """A plan as text whose table of work is drawn in one way or another, with a paragraph after it."""
    start = plans.SCHOOL.index("STT   ")
    end = plans.SCHOOL.index("Yêu cầu đảng viên")
    return f"{plans.SCHOOL[:start]}{CAPTION}\n{table}\n\n{AFTER}\n{plans.SCHOOL[end:]}".encode()


def bars() -> bytes:
    drawn = ["| " + " | ".join(cell.replace(" | ", " / ") for cell in row) + " |" for row in ROWS]
    return school_with("\n".join([drawn[0], "|---|---|---|---|", *drawn[1:]]))


def tabs() -> bytes:
    return school_with("\n".join("\t".join(cell.replace(" | ", " / ") for cell in row) for row in ROWS))


def spaces() -> bytes:
    return school_with(
        "\n".join(
            f"{a:6}{b.replace(' | ', ' / '):34}{c:16}{d}" for a, b, c, d in (tuple(row) for row in ROWS)
        )
    )


def word() -> bytes:
    document = Document()
    before, _, after = school_with("@").decode().partition("@")
    for line in before.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    for line in after.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "source"), [("a.txt", bars), ("b.txt", tabs), ("c.txt", spaces), ("d.docx", word)]
)
def test_a_table_stays_a_table_up_to_the_papers(
    signing: World, signed_in: SignedIn, name: str, source: Callable[[], bytes]
) -> None:
    rows = [[one if name == "d.docx" else one.replace(" | ", " / ") for one in row] for row in ROWS]
    office = signed_in("office")
    html = upload(office, source(), name)
    assert "<tr><th>STT</th><th>Nội dung công việc</th>" in html
    signed = {"authority": "T/M ĐẢNG ỦY", "position": "BÍ THƯ"}
    made = office.post("/plans/import/draft", {**draft_fields(html), **signed, "do": "create"})
    assert made.status_code == 303, said(made)
    url = str(made.headers["Location"])
    html = office.get(f"{url}/preview").get_data(as_text=True)
    table = html[html.index(CAPTION) :]
    table = table[: table.index("</table>")]
    shown = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>.*?</tr>", table)]
    assert shown == rows
    assert html.index("</table>", html.index(CAPTION)) < html.index(AFTER) and "<h3> </h3>" not in html
    printed = importing.read(office.get(f"{url}/draft.pdf").data, "a.pdf")
    (drawn,) = [item.table for one in printed.sections for item in one.items if item.table is not None]
    assert drawn.caption is not None and drawn.caption.text == CAPTION
    assert [[cell.text if cell else "" for cell in row] for row in drawn.rows] == rows
    tables = Document(io.BytesIO(office.get(f"{url}/draft.docx").data)).tables
    (again,) = [one for one in tables if len(one.columns) == 4]
    assert [[cell.text for cell in row.cells] for row in again.rows] == rows
    linted = office.get(f"{url}/lint").get_data(as_text=True)
    assert "Có nhiều dấu cách liền nhau" not in linted


def test_what_cannot_be_read_is_said_beside_the_field(signing: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    fields = office.form("/plans/import", "/plans/import")
    answer = office.post("/plans/import", {**fields, "file": (io.BytesIO(b"MZ\x00\x01"), "a.exe")})
    assert answer.status_code == 422
    assert "Đuôi tên tệp không đúng với nội dung" in answer.get_data(as_text=True)
    assert office.post("/plans/import", fields).status_code == 422


def test_only_the_own_source_comes_back(signing: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    fields = draft_fields(upload(office, model(), "a.txt"))
    for sealed in ("", "abc", fields["sealed"][:-6] + "AAAAA="):
        answer = office.post("/plans/import/draft", {**fields, "sealed": sealed, "do": "create"})
        assert answer.status_code == 422 and "đưa văn bản vào lại" in answer.get_data(as_text=True)
    assert count(Plan) == 0


def test_a_year_that_has_a_plan_keeps_what_was_typed(signing: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    signing.draft(2024)
    fields = draft_fields(upload(office, model(), "a.txt"))
    signed = {"authority": "T/M ĐẢNG ỦY", "position": "BÍ THƯ", "year": "2024"}
    answer = office.post("/plans/import/draft", {**fields, **signed, "do": "create"})
    assert answer.status_code == 409
    html = answer.get_data(as_text=True)
    assert "Mỗi năm chỉ soạn một bản" in html
    again = office.post("/plans/import/draft", {**draft_fields(html), "year": "2023", "do": "create"})
    assert again.status_code == 303
