"""The blank form of a review: everybody under their number, room for the pen, the code on every page."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from phohoa.documents.blank_form import NEW_LINES, BlankForm, FormLine, render_blank_form
from phohoa.documents.errors import ForeignLetter

from .reading import find, pages, poppler_text, run

ALL = (True, True, True, True, True)
LONG = "Nguyễn Thị Mây Trắng Bến Sông Dài Thăm Thẳm"


def person(number: int, **more: object) -> FormLine:
    values: dict[str, object] = {
        "name": f"Mây Thị Thử {number}",
        "birth_year": "1999",
        "stage": "Cảm tình Đảng",
        "helper": "Lê Văn Giúp",
        "open_decisions": (True, False, True, True, False),
        **more,
    }
    return FormLine(**values)


FORM = BlankForm(
    parent="ĐẢNG BỘ PHƯỜNG PHỔ HÒA",
    branch="Chi bộ Tổ dân phố số 3",
    month=3,
    year=2026,
    code="12-9AF3",
    printed_on=date(2026, 3, 4),
    official=17,
    probationary=1,
    lines=tuple(person(number) for number in range(1, 13)),
    members=("Lê Văn Giúp", "Trần Thị Đỡ"),
)


def words_of(pdf: bytes, path: Path) -> str:
    return " ".join(poppler_text(pdf, path, "-raw").split())


def test_the_form_names_branch_month_list_and_members(tmp_path: Path) -> None:
    text = words_of(render_blank_form(FORM), tmp_path)
    for words in (
        "CHI BỘ TỔ DÂN PHỐ SỐ 3",
        "PHIẾU XÉT THÁNG 03/2026",
        "Đảng viên chính thức: 17, có mặt:",
        "Đảng viên dự bị: 1, có mặt:",
        "Danh sách tháng này (12 người)",
        "(1) Giữ",
        "(5) Làm thủ tục",
        "Chất lượng: ghi 1 tốt, 2 khá, 3 trung bình, 4 chưa đạt.",
        "1 Lê Văn Giúp; 2 Trần Thị Đỡ.",
        "In ngày 04/03/2026. Mã danh sách: 12-9AF3. Trang 1",
        "Biểu quyết: tán thành",
    ):
        assert words in text, words


def test_a_closed_decision_is_struck_out_and_an_open_one_left_to_the_pen(tmp_path: Path) -> None:
    (line,) = (person(1, open_decisions=(True, False, False, False, True)),)
    text = words_of(render_blank_form(replace(FORM, lines=(line,))), tmp_path)
    assert text.count(" –") == 3 + 1, "three cells, and the sentence that explains the mark"


def test_numbers_go_on_for_people_whom_the_meeting_brings_up(tmp_path: Path) -> None:
    paper = render_blank_form(FORM)
    numbers = [line.words.strip() for lines in pages(paper) for line in lines if line.left < 20]
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, 13 + NEW_LINES)]


def test_sixty_people_run_over_pages_with_head_and_code_on_each(tmp_path: Path) -> None:
    paper = render_blank_form(replace(FORM, lines=tuple(person(n) for n in range(1, 61)), code="60-9AF3"))
    everything = pages(paper)
    listed = [lines for lines in everything if any("Mây Thị Thử" in line.words for line in lines)]
    assert len(listed) >= 4
    for lines in listed:
        assert any("Họ và tên, năm sinh" in line.words for line in lines)
    for lines in everything:
        assert any("60-9AF3" in line.words for line in lines)


def test_the_sheet_lies_and_long_names_and_tasks_stay_inside(tmp_path: Path) -> None:
    line = person(1, name=LONG, tasks=("Phụ trách đội thanh niên tình nguyện dọn vệ sinh (05/04/2026)",))
    paper = render_blank_form(replace(FORM, lines=(line,)))
    facts = run(paper, tmp_path, "pdfinfo", "{}")
    assert "841.89 x 595.276 pts" in facts
    assert "Phiếu xét tháng 03/2026 - Chi bộ Tổ dân phố số 3" in facts
    assert "No syntax or stream encoding errors" in run(paper, tmp_path, "qpdf", "--check", "{}")
    squeezed = "".join(words_of(paper, tmp_path).split())
    assert "".join(LONG.split()) in squeezed
    assert "Phụtráchđộithanhniêntìnhnguyện" in squeezed
    assert all(line.right < 283 for lines in pages(paper) for line in lines)


def test_nobody_on_the_list_and_counts_unknown_still_make_a_form(tmp_path: Path) -> None:
    text = words_of(
        render_blank_form(replace(FORM, lines=(), members=(), official=None, probationary=None)), tmp_path
    )
    assert "Chi bộ chưa có quần chúng trong danh sách theo dõi." in text
    assert "Đảng viên chính thức: ……, có mặt" in text


def test_a_name_with_a_foreign_letter_is_refused() -> None:
    with pytest.raises(ForeignLetter):
        render_blank_form(replace(FORM, lines=(person(1, name="Nguyễn 明"),)))


def test_signatures_stand_side_by_side() -> None:
    writer, chair = (find(render_blank_form(FORM), words)[1] for words in ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ"))
    assert writer.left < chair.left
    assert writer.bottom == pytest.approx(chair.bottom, abs=0.3)
