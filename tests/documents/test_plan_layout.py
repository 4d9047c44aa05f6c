"""The plan on paper: measures of HD 36-HD/VPTW, page numbers, what stays together, a draft's blanks."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from phohoa.documents.content import PlanContent, Section, Table
from phohoa.documents.errors import TooLarge
from phohoa.documents.fields import SIGNATURE_FIELD
from phohoa.documents.pdf import render_plan

from .papers import (
    BRANCH_TABLE,
    DRAFT,
    HEAD,
    ORGANISATION_TABLE,
    PLAN,
    SHORT_PLAN,
    issued_plan,
    plan_of_pages,
)
from .reading import MM, Line, bookmarks, find, pages, poppler_text, rules, run

BOLD_ITALIC = "LiberationSerif-BoldItalic"
BOLD, PLAIN, ITALIC = "LiberationSerif-Bold", "LiberationSerif", "LiberationSerif-Italic"


@pytest.mark.parametrize(
    ("words", "size", "font", "centre"),
    [
        pytest.param("ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ", 14, PLAIN, 65.5, id="parent: 14 upright, left column"),
        pytest.param("ĐẢNG ỦY PHƯỜNG PHỔ HÒA", 14, BOLD, 65.5, id="issuer: 14 bold, left column"),
        pytest.param("*", 14, PLAIN, 65.5, id="star under the issuer"),
        pytest.param("Số 04-KH/ĐU", 14, PLAIN, 65.5, id="number: 14 upright"),
        pytest.param("ĐẢNG CỘNG SẢN VIỆT NAM", 15, BOLD, 148, id="title of the Party: 15 bold, right column"),
        pytest.param("Phổ Hòa, ngày 05 tháng 01 năm 2026", 14, ITALIC, 148, id="place and date: 14 italic"),
        pytest.param("KẾ HOẠCH", 16, BOLD, 112.5, id="kind: 16 bold, centred"),
        pytest.param("phát triển đảng viên năm 2026", 14, BOLD, 112.5, id="subject: 14 bold, centred"),
        pytest.param("-----", 14, PLAIN, 112.5, id="five hyphens"),
    ],
)
def test_head_of_the_paper(words: str, size: float, font: str, centre: float) -> None:
    line = next(line for line in pages(issued_plan())[0] if line.words.strip() == words)
    assert line.size == size
    assert line.fonts == {font}
    assert (line.left + line.right) / 2 == pytest.approx(centre, abs=0.7)


def test_the_line_under_the_title_of_the_party_is_as_long_as_its_words() -> None:
    title = find(issued_plan(), "ĐẢNG CỘNG SẢN VIỆT NAM")[1]
    (rule,) = rules(issued_plan())
    assert rule[0] == pytest.approx(title.left, abs=0.5)
    assert rule[1] == pytest.approx(title.right, abs=0.5)
    assert title.bottom < rule[2] < title.bottom + 3


def test_text_stands_within_the_margins() -> None:
    for number, lines in enumerate(pages(issued_plan()), start=1):
        body = [line for line in lines if line.top > 15]
        assert min(line.left for line in body) == pytest.approx(30, abs=2.6), number
        assert min(line.left for line in body) >= 29.9
        assert max(line.right for line in body) <= 195.2
        assert min(line.top for line in body) >= 19.3
        assert max(line.bottom for line in body) <= 277.2


def test_paragraphs_are_justified_and_indented_ten_millimetres() -> None:
    first, second = pages(issued_plan())[0][11:13]
    assert (first.left, first.right) == (pytest.approx(40, abs=0.3), pytest.approx(195, abs=0.3))
    assert second.left == pytest.approx(30, abs=0.3)


@pytest.mark.parametrize(
    ("content", "count"),
    [
        pytest.param(SHORT_PLAN, 1, id="one page"),
        pytest.param(plan_of_pages(3), 5, id="five pages"),
        pytest.param(plan_of_pages(55), 40, id="forty pages"),
    ],
)
def test_page_number_stands_at_the_top_from_page_two(content: PlanContent, count: int) -> None:
    found = pages(render_plan(content))
    assert len(found) == count
    assert all(line.top > 19 for line in found[0])
    for number, lines in enumerate(found[1:], start=2):
        head = lines[0]
        assert head.words == str(number)
        assert (head.left + head.right) / 2 == pytest.approx(112.5, abs=0.5)
        assert 8 < head.top < 12


def test_a_long_table_repeats_its_head_and_loses_no_row(tmp_path: Path) -> None:
    rows = tuple((str(order), f"Chi bộ thử số {order}", "01", "") for order in range(1, 121))
    table = replace(BRANCH_TABLE, rows=rows, total=("", "Cộng", "120", ""))
    paper = render_plan(replace(PLAN, sections=(Section(2, "4.", "Chỉ tiêu", ("Như sau:",), (table,)),)))
    with_rows = [lines for lines in pages(paper) if any("Chi bộ thử số" in line.words for line in lines)]
    assert len(with_rows) >= 4
    for lines in with_rows:
        assert any("Chi bộ trực thuộc" in line.words for line in lines)
    text = poppler_text(paper, tmp_path, "-raw")
    assert re.findall(r"Chi bộ thử số (\d+)", text) == [str(order) for order in range(1, 121)]


def test_a_short_table_is_not_cut() -> None:
    for count in range(0, 40, 3):
        filler = ("Một dòng.",) * count
        section = Section(2, "4.", "Chỉ tiêu", (*filler, "Như sau:"), (ORGANISATION_TABLE,))
        paper = render_plan(replace(SHORT_PLAN, sections=(section,)))
        where = {
            find(paper, words)[0]
            for words in ("Bảng 2.", "Ủy ban Mặt trận Tổ quốc phường", "Đoàn Thanh niên Cộng sản")
        }
        assert len(where) == 1, count


@pytest.mark.parametrize(
    ("rows", "step"), [pytest.param(0, 1, id="text"), pytest.param(2, 3, id="text and a table")]
)
def test_wherever_the_page_ends_nothing_stands_alone(rows: int, step: int) -> None:
    """The signature keeps two lines of text, a heading its text, a paragraph two lines on either side.

    Each length is a line longer than the one before it, so that every part comes to every place of a page.
    """
    words = (
        "Chi bộ xét từng người trong danh sách, nêu rõ ưu điểm, hạn chế và hướng giúp đỡ trong tháng tới. "
    )
    table = Table(heads=("STT", "Chi bộ"), rows=(("1", "Chi bộ thử"),) * rows, widths=(20, 80))
    for count in range(0, 32, step):
        filler = tuple(words * (1 + order % 3) for order in range(count // 2)) + ("Một dòng.",) * (count % 2)
        sections = (
            Section(1, "I-", "Phần thứ nhất", (words, *filler)),
            Section(1, "II-", "Phần thứ hai"),
            Section(2, "1.", "Mục có mục con"),
            Section(3, "a)", "Mục có chữ", (words * 2,), (table,) * bool(rows)),
            Section(2, "2.", "Mục liền chữ:", (words * 2,), run_in=True),
        )
        paper = render_plan(replace(SHORT_PLAN, sections=sections, closing="Kết thúc ở đây."))
        found = [[line for line in lines if line.top > 15] for lines in pages(paper)]
        last = [line.words for line in found[-1]]
        before = last[: next(place for place, line in enumerate(last) if "T/M ĐẢNG ỦY" in line)]
        assert len([line for line in before if "Nơi nhận" not in line]) >= 2, count
        for words_of_foot in ("Nơi nhận:", "BÍ THƯ", "Trần Văn Mẫu", "- Lưu Văn phòng Đảng ủy."):
            assert words_of_foot in " ".join(last), count
        for upper, lower in pairwise(found):
            assert upper[-1].fonts not in ({BOLD}, {BOLD_ITALIC}), f"{count}: a heading at the foot of a page"
            if lower[0].left < 35 and lower[0].size == 14:
                continues = [line.left < 35 for line in lower[:2]]
                assert all(continues), f"{count}: one line alone at the top of a page"
                assert upper[-1].left < 35, f"{count}: one line alone at the foot of a page"
        assert_bookmarks_lead_to_their_headings(paper, found, count)


def assert_bookmarks_lead_to_their_headings(paper: bytes, found: list[list[Line]], count: int) -> None:
    marks = bookmarks(paper)
    assert [(mark.level, mark.words) for mark in marks] == [
        (1, "I- Phần thứ nhất"),
        (1, "II- Phần thứ hai"),
        (2, "1. Mục có mục con"),
        (3, "a) Mục có chữ"),
        (2, "2. Mục liền chữ:"),
    ]
    for mark in marks:
        (line,) = [line for line in found[mark.page - 1] if line.words.startswith(mark.words)]
        assert -2 < line.top - mark.top < 4, (count, mark)


def test_the_signature_block_is_in_order_and_in_its_place() -> None:
    paper = issued_plan()
    authority, position, name = (find(paper, words)[1] for words in ("T/M ĐẢNG ỦY", "BÍ THƯ", "Trần Văn Mẫu"))
    recipients = find(paper, "Nơi nhận:")[1]
    assert authority.fonts == name.fonts == {BOLD}
    assert position.fonts == {PLAIN}
    assert authority.bottom <= position.top + 1
    assert 28 <= name.top - position.bottom <= 33
    centres = [(line.left + line.right) / 2 for line in (authority, position, name)]
    assert max(centres) - min(centres) < 0.5
    assert min(centres) > 135
    assert recipients.left == pytest.approx(30, abs=0.3)
    assert recipients.bottom == pytest.approx(authority.bottom, abs=0.5)
    listed = [line for line in pages(paper)[-1] if line.words.startswith("- ") and line.size == 12]
    assert [line.words[-1] for line in listed] == [";", ";", ";", ";", "."]


def test_the_signature_field_lies_between_position_and_name() -> None:
    paper = issued_plan()
    number, position = find(paper, "BÍ THƯ")
    name = find(paper, "Trần Văn Mẫu")[1]
    with pikepdf.open(BytesIO(paper)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        left, bottom, right, top = (float(side) / MM for side in field.Rect)
        assert str(field.T) == SIGNATURE_FIELD
        assert pikepdf.Name.Sig == field.FT
        assert "/V" not in field
        assert pdf.Root.AcroForm.SigFlags == 3
        assert pdf.pages[number - 1].objgen == field.P.objgen
    assert (right - left, top - bottom) == (pytest.approx(72, abs=0.1), pytest.approx(28, abs=0.1))
    assert (left + right) / 2 == pytest.approx((name.left + name.right) / 2, abs=0.5)
    assert position.bottom - 1 <= 297 - top
    assert 297 - bottom <= name.top + 1


def test_a_draft_leaves_room_for_number_and_day() -> None:
    lines = [line.words.replace("\u00a0", " ") for line in pages(render_plan(DRAFT))[0][:6]]
    assert any(re.fullmatch(r"Số {5,}-KH/ĐU", words) for words in lines), lines
    assert any(re.fullmatch(r"Phổ Hòa, ngày {5,}tháng {5,}năm 2026", words.strip()) for words in lines), lines


@pytest.mark.parametrize(
    ("number", "day", "lines"),
    [
        pytest.param(
            4, date(2026, 1, 5), ("Số 04-KH/ĐU", "ngày 05 tháng 01 năm 2026"), id="zero for day 5, month 1"
        ),
        pytest.param(
            44, date(2026, 2, 13), ("Số 44-KH/ĐU", "ngày 13 tháng 02 năm 2026"), id="zero for month 2"
        ),
        pytest.param(
            125, date(2026, 3, 9), ("Số 125-KH/ĐU", "ngày 09 tháng 3 năm 2026"), id="no zero for month 3"
        ),
        pytest.param(
            9, date(2026, 12, 30), ("Số 09-KH/ĐU", "ngày 30 tháng 12 năm 2026"), id="no zero from day 10"
        ),
    ],
)
def test_number_and_date_are_written_as_the_guidance_says(
    number: int, day: date, lines: tuple[str, str]
) -> None:
    paper = render_plan(replace(SHORT_PLAN, head=replace(HEAD, number=number, dated=day)))
    for words in lines:
        assert find(paper, words)[0] == 1


def test_title_author_and_language_are_set(tmp_path: Path) -> None:
    facts = run(issued_plan(), tmp_path, "pdfinfo", "{}")
    assert re.search(r"Title: +Kế hoạch phát triển đảng viên năm 2026 \(Số 04-KH/ĐU\)", facts)
    assert re.search(r"Author: +ĐẢNG ỦY PHƯỜNG PHỔ HÒA", facts)
    assert "595.276 x 841.89 pts (A4)" in facts
    assert re.search(r"JavaScript: +no", facts)
    with pikepdf.open(BytesIO(issued_plan())) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8")
    assert "Kế hoạch phát triển đảng viên năm 2026 (Số 04-KH/ĐU)" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata


def test_the_file_is_sound_and_the_same_every_time(tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in run(issued_plan(), tmp_path, "qpdf", "--check", "{}")
    assert render_plan(PLAN) == issued_plan()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param('<img src="http://127.0.0.1:9/x.png">', id="an image of a server"),
        pytest.param('<img src="file:///etc/passwd">', id="an image of a local file"),
        pytest.param('<link rel="stylesheet" href="http://127.0.0.1:9/x.css">', id="a style sheet"),
        pytest.param("<style>@import url(file:///etc/hostname);</style>", id="a style"),
        pytest.param('<pdf:insertpdf src="/etc/hostname"/><pdf:nextpage/>', id="a tag of the engine"),
        pytest.param('<p style="color:rgb(1,2,[].__class__)">đỏ</p>', id="an expression as a colour"),
        pytest.param("{{ 7 * 7 }}{% include 'plan.html' %}", id="a template"),
        pytest.param("</body></html><script>1</script> & < > \" '", id="an end of the page"),
    ],
)
def test_markup_in_the_text_stays_text(words: str, tmp_path: Path) -> None:
    paper = render_plan(replace(SHORT_PLAN, opening=words))
    assert "".join(words.split()) in "".join(poppler_text(paper, tmp_path).split())
    assert len(pages(paper)) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(replace(PLAN, opening="dài " * 200_000), id="a paragraph without end"),
        pytest.param(
            replace(
                PLAN,
                sections=(
                    Section(2, "1.", "Bảng", (), (Table(heads=("a", "b"), rows=(("1", "2"),) * 2_000),)),
                ),
            ),
            id="two thousand rows",
        ),
        pytest.param(
            replace(
                PLAN,
                sections=(Section(2, "1.", "Bảng", (), (Table(heads=("a",), rows=(("x " * 3_000,),)),)),),
            ),
            id="a cell higher than a page",
        ),
    ],
)
def test_content_beyond_any_paper_is_refused(content: PlanContent) -> None:
    with pytest.raises(TooLarge):
        render_plan(content)


def test_long_unbroken_words_stay_within_the_margin() -> None:
    paper = render_plan(replace(SHORT_PLAN, opening="https://vi-du.example/" + "duong-dan-rat-dai" * 12))
    assert max(line.right for lines in pages(paper) for line in lines) <= 195.5


@pytest.mark.parametrize("name", ["kind", "authority", "position", "signatory", "closing"])
def test_a_paper_without_its_required_parts_cannot_be_made(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        replace(PLAN, **{name: "  "})
