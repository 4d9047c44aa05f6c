"""Papers of the process on paper and in Word: the same words, what stays together, what is refused."""

import json
import re
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from phohoa.documents.content import Head, Section, Table
from phohoa.documents.errors import ForeignLetter
from phohoa.documents.official import OfficialPaper, Signature, from_plain, of_plan, to_plain
from phohoa.documents.pdf import render_official
from phohoa.documents.word import render_docx

from .papers import PLAN
from .reading import find, pages, poppler_text, rules, squeezed

HEAD = Head(
    parent="ĐẢNG BỘ PHƯỜNG PHỔ HÒA",
    issuer="CHI BỘ TỔ DÂN PHỐ AN THỬ",
    symbol="NQ/CB",
    place="Phổ Hòa",
    year=2026,
    dated=date(2026, 2, 5),
    number_text="05-NQ/CB",
)
RESOLUTION = OfficialPaper(
    head=HEAD,
    kind="NGHỊ QUYẾT",
    subject="đề nghị kết nạp đảng viên",
    title="Nghị quyết thử - Chi bộ Tổ dân phố An Thử",
    form_number="Mẫu thử",
    bases=("Căn cứ Điều lệ Đảng;", "Căn cứ đề nghị của chi ủy,"),
    opening="Chi bộ họp xét, với kết quả như sau:",
    sections=(
        Section(2, "1.", "Thành phần", ("- Tổng số: 12 đồng chí.",)),
        Section(3, "a)", "Về lý lịch:", ("Rõ ràng.",), run_in=True),
        Section(
            2,
            "2.",
            "Danh sách",
            (),
            (Table(heads=("STT", "Họ và tên"), rows=(("1", "Nguyễn Thị Thử"),), widths=(20, 80)),),
        ),
    ),
    closing="Chi bộ đề nghị xem xét, quyết định.",
    recipients=("Đảng ủy phường", "Lưu chi bộ"),
    signatures=(Signature("T/M CHI BỘ", "BÍ THƯ", "Trần Văn Mẫu"),),
)
DECISION = replace(
    RESOLUTION,
    head=replace(HEAD, issuer="ĐẢNG ỦY PHƯỜNG PHỔ HÒA", symbol="QĐ/ĐU", number=7, number_text=""),
    kind="QUYẾT ĐỊNH",
    opening="",
    resolves=("BAN THƯỜNG VỤ ĐẢNG ỦY", "QUYẾT ĐỊNH"),
    sections=(
        Section(2, "Điều 1.", "", ("Kết nạp quần chúng Nguyễn Thị Thử vào Đảng.",), run_in=True),
        Section(2, "Điều 2.", "", ("Chi bộ tổ chức lễ kết nạp.",), run_in=True),
    ),
    closing="",
    digital=True,
)
LETTER = replace(
    RESOLUTION,
    kind="",
    subject="đề nghị thẩm tra lý lịch",
    addressees=("Đảng ủy xã Thử Nghiệm",),
    recipients_end=";",
)
SHEET = replace(
    RESOLUTION,
    recipients=(),
    signatures=(
        Signature("NGƯỜI GIAO", "(Ký, ghi rõ họ tên)", ""),
        Signature("NGƯỜI NHẬN", "(Ký, ghi rõ họ tên)", ""),
    ),
)
PAPERS = {"resolution": RESOLUTION, "decision": DECISION, "letter": LETTER, "sheet": SHEET}


def words_of_docx(data: bytes) -> str:
    """Everything written in the body, in reading order."""
    body = Document(BytesIO(data)).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


@pytest.fixture(scope="module")
def drawn() -> dict[str, tuple[bytes, bytes]]:
    """Each paper once: PDF and DOCX."""
    return {name: (render_official(paper), render_docx(paper)) for name, paper in PAPERS.items()}


@pytest.mark.parametrize("name", PAPERS)
def test_both_files_say_the_same(name: str, drawn: dict[str, tuple[bytes, bytes]], tmp_path: Path) -> None:
    pdf, docx = drawn[name]
    # Poppler reads the columns of head and foot in another order: the letters are compared as a bag.
    there = sorted(squeezed(poppler_text(pdf, tmp_path, "-raw")))
    assert there == sorted(squeezed(words_of_docx(docx)))


def test_the_head_of_a_branch_bears_the_number_from_its_own_book(
    drawn: dict[str, tuple[bytes, bytes]],
) -> None:
    pdf = drawn["resolution"][0]
    for words in ("ĐẢNG BỘ PHƯỜNG PHỔ HÒA", "CHI BỘ TỔ DÂN PHỐ AN THỬ", "Số 05-NQ/CB"):
        assert find(pdf, words)[0] == 1
    assert find(pdf, "Phổ Hòa, ngày 05 tháng 02 năm 2026")[0] == 1
    title, (rule,) = find(pdf, "ĐẢNG CỘNG SẢN VIỆT NAM")[1], rules(pdf)[:1]
    assert (rule[0], rule[1]) == (pytest.approx(title.left, abs=0.5), pytest.approx(title.right, abs=0.5))


def test_what_is_decided_stands_below_the_bold_lines(drawn: dict[str, tuple[bytes, bytes]]) -> None:
    pdf = drawn["decision"][0]
    base, bold = find(pdf, "Căn cứ đề nghị")[1], find(pdf, "BAN THƯỜNG VỤ ĐẢNG ỦY")[1]
    assert base.bottom < bold.top < find(pdf, "Điều 1.")[1].top
    assert find(pdf, "Số 07-QĐ/ĐU")[0] == 1
    words = words_of_docx(drawn["decision"][1])
    assert words.index("Căn cứ đề nghị") < words.index("BAN THƯỜNG VỤ ĐẢNG ỦY") < words.index("Điều 1.")


def test_a_letter_has_its_subject_under_the_number(drawn: dict[str, tuple[bytes, bytes]]) -> None:
    pdf = drawn["letter"][0]
    number, subject = find(pdf, "Số 05-NQ/CB")[1], find(pdf, "về việc đề nghị")[1]
    assert number.bottom <= subject.top + 1
    assert subject.right < 105
    assert subject.size == 12
    listed = [line.words for line in pages(pdf)[-1] if line.words.startswith("- ") and line.size == 12]
    assert listed == ["- Đảng ủy phường;", "- Lưu chi bộ."]


@pytest.mark.parametrize("lines", range(18, 34, 2))
def test_the_signature_never_stands_alone(lines: int) -> None:
    sections = (Section(2, "1.", "Nội dung", ("Một dòng chữ của nội dung.",) * lines),)
    found = pages(render_official(replace(RESOLUTION, sections=sections)))
    last = [line.words for line in found[-1] if line.top > 15]
    before = last[: next(place for place, words in enumerate(last) if "T/M CHI BỘ" in words)]
    assert len([words for words in before if "Nơi nhận" not in words]) >= 2
    for number, page in enumerate(found[1:], start=2):
        assert page[0].words == str(number)


def test_word_keeps_the_last_lines_with_the_signature_and_numbers_from_page_two(
    drawn: dict[str, tuple[bytes, bytes]],
) -> None:
    document = Document(BytesIO(drawn["resolution"][1]))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    # A length is kept in twentieths of a point.
    assert [round(one / Mm(1)) for one in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert not section.first_page_header.paragraphs[0].text
    last = [p for p in document.paragraphs if p.text][-1]
    assert last.text == RESOLUTION.closing
    assert last.paragraph_format.keep_with_next
    _, table, foot = document.tables
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert foot.rows[0]._tr.find(f".//{qn('w:cantSplit')}") is not None
    normal = document.styles["Normal"].element.rPr
    assert normal.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert {
        normal.find(qn("w:rFonts")).get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "cs", "eastAsia")
    } == {"Times New Roman"}
    assert document.core_properties.title == RESOLUTION.title


def test_decomposed_input_comes_out_composed(tmp_path: Path) -> None:
    paper = replace(RESOLUTION, closing=unicodedata.normalize("NFD", "Đồng chí Nguyễn Thị Ường."))
    assert "Đồng chí Nguyễn Thị Ường." in poppler_text(render_official(paper), tmp_path)
    assert "Đồng chí Nguyễn Thị Ường." in words_of_docx(render_docx(paper))


def test_a_letter_outside_the_fonts_is_named() -> None:
    with pytest.raises(ForeignLetter) as refused:
        render_official(replace(RESOLUTION, closing="Nhận xét 好."))
    assert refused.value.letter == "好"


def test_long_names_stay_within_the_margins() -> None:
    issuer = "CHI BỘ TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ THỬ NGHIỆM SỐ HAI PHƯỜNG PHỔ HÒA"
    name = " ".join(["Công Tằng Tôn Nữ Nguyễn Thị"] * 3)
    paper = replace(
        RESOLUTION,
        head=replace(HEAD, issuer=issuer),
        signatures=(Signature("T/M CHI BỘ", "BÍ THƯ", name),),
        recipients=("Ban Thường vụ Đảng ủy " * 4,),
    )
    lines = [line for page in pages(render_official(paper)) for line in page]
    assert min(line.left for line in lines) >= 29.5
    assert max(line.right for line in lines) <= 195.5


@pytest.mark.parametrize("name", PAPERS)
def test_content_comes_back_from_storage_as_it_was(name: str) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(PAPERS[name])))) == PAPERS[name]


def test_a_plan_can_be_had_in_word_too() -> None:
    words = words_of_docx(render_docx(of_plan(PLAN, "Kế hoạch thử")))
    assert squeezed(PLAN.closing) in squeezed(words)
    assert all(squeezed(line) in squeezed(words) for line in PLAN.bases)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"subject": " "}, "subject"),
        ({"signatures": ()}, "signature"),
        ({"signatures": (Signature("", "BÍ THƯ", "A"),)}, "authority"),
        ({"sections": (), "opening": "", "closing": ""}, "something"),
    ],
)
def test_a_paper_without_its_required_parts_cannot_be_made(change: dict[str, object], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        replace(RESOLUTION, **change)


def test_the_file_names_no_one_in_its_title(drawn: dict[str, tuple[bytes, bytes]]) -> None:
    assert not re.search("Nguyễn", Document(BytesIO(drawn["resolution"][1])).core_properties.title)
