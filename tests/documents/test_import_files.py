"""Plans as DOCX and as PDF with text: structure, tables, numbering, old fonts; hostile files are refused."""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from phohoa.documents import importing, pdf
from phohoa.documents.errors import PaperRefused
from phohoa.documents.importing.structure import Imported
from phohoa.documents.word import render_docx
from phohoa.domain.legacy_encodings import LegacyEncoding
from tests.documents import hostile, papers
from tests.documents import plans_of_units as plans
from tests.documents.imports import check_nothing_is_lost, corrections, shape
from tests.documents.test_import_units import old_bytes

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBERING = f"""
<w:numbering {_W}>
 <w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
 </w:abstractNum>
 <w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>
</w:numbering>"""


def old(words: str, encoding: LegacyEncoding) -> str:
    """The words as they stand in a document whose font is of an old encoding."""
    return old_bytes(words, encoding).decode("latin-1")


def numbered(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    listed = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", 7)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        listed.append(element)
    properties.append(listed)


def in_font(paragraph: Paragraph, words: str, font: str) -> None:
    run = paragraph.add_run(words)
    run.font.name = font


def word_plan() -> bytes:
    """A plan as an office has it in Word: head and foot in tables, automatic numbers, runs in old fonts."""
    document = Document()
    numbering = document.part.numbering_part._element
    for child in list(numbering):
        numbering.remove(child)
    for child in list(parse_xml(_NUMBERING)):
        numbering.append(child)
    head = document.add_table(rows=1, cols=2).rows[0].cells
    head[0].paragraphs[0].add_run("ĐẢNG BỘ HUYỆN ĐỒI CAO")
    head[0].add_paragraph("ĐẢNG ỦY XÃ SUỐI CẠN").runs[0].bold = True
    head[0].add_paragraph("*")
    head[0].add_paragraph("Số 21-KH/ĐU")
    head[1].paragraphs[0].add_run("ĐẢNG CỘNG SẢN VIỆT NAM").bold = True
    head[1].add_paragraph("Suối Cạn, ngày 15 tháng 01 năm 2021").runs[0].italic = True
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("KẾ HOẠCH").bold = True
    title.add_run().add_break()
    title.add_run("phát triển đảng viên năm 2021").bold = True
    in_font(document.add_paragraph(), old("Căn cứ Điều lệ Đảng;", LegacyEncoding.TCVN3), ".VnTime")
    mixed = document.add_paragraph()
    in_font(mixed, old("Đảng ủy xã ", LegacyEncoding.VNI), "VNI-Times")
    mixed.add_run("ban hành kế hoạch ")
    in_font(mixed, old("như sau:", LegacyEncoding.TCVN3), ".VnTime")
    first = document.add_paragraph()
    in_font(first, old("mục tiêu", LegacyEncoding.TCVN3), ".VnTimeH")
    numbered(first, 0)
    numbered(document.add_paragraph("Về số lượng"), 1)
    numbered(document.add_paragraph("Kết nạp 08 đảng viên."), 2)
    numbered(document.add_paragraph("Về chất lượng"), 1)
    changed = document.add_paragraph("Đúng tiêu chuẩn")
    changed._p.append(
        parse_xml(f'<w:del {_W} w:id="1" w:author="a"><w:r><w:delText>, không vội</w:delText></w:r></w:del>')
    )
    changed._p.append(
        parse_xml(f'<w:ins {_W} w:id="2" w:author="a"><w:r><w:t>, đúng quy trình.</w:t></w:r></w:ins>')
    )
    numbered(document.add_paragraph("PHÂN BỔ"), 0)
    document.add_paragraph("Bảng 1. Chỉ tiêu của các chi bộ")
    table = document.add_table(rows=0, cols=3)
    for words in (("STT", "Chi bộ", "Chỉ tiêu"), ("1", "Thôn Mây", "02"), ("2", "Thôn Lá", "01")):
        for cell, word in zip(table.add_row().cells, words, strict=True):
            cell.text = word
    last = table.add_row().cells
    last[0].merge(last[1]).text = "Cộng"
    last[2].text = "03"
    document.add_paragraph("Yêu cầu các chi bộ thực hiện nghiêm túc.")
    foot = document.add_table(rows=1, cols=2).rows[0].cells
    foot[0].paragraphs[0].add_run("Nơi nhận:").underline = True
    foot[0].add_paragraph("- Huyện ủy,").runs[0].font.size = Pt(12)
    foot[0].add_paragraph("- Lưu.")
    foot[1].paragraphs[0].add_run("T/M ĐẢNG ỦY").bold = True
    foot[1].add_paragraph("BÍ THƯ")
    foot[1].add_paragraph("Suối Văn Trong").runs[0].bold = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WORD: dict[str, Any] = {
    "parent": ["ĐẢNG BỘ HUYỆN ĐỒI CAO"],
    "issuer": ["ĐẢNG ỦY XÃ SUỐI CẠN"],
    "number": 21,
    "symbol": "KH/ĐU",
    "place": "Suối Cạn",
    "date": "2021-01-15",
    "kind": "KẾ HOẠCH",
    "subject": ["phát triển đảng viên năm 2021"],
    "bases": ["Căn cứ Điều lệ Đảng;"],
    "opening": ["Đảng ủy xã ban hành kế hoạch như sau:"],
    "sections": [
        (1, "I.", "MỤC TIÊU"),
        (2, "1.", "Về số lượng", "- Kết nạp 08 đảng viên."),
        (2, "2.", "Về chất lượng", "Đúng tiêu chuẩn, đúng quy trình."),
        (
            1,
            "II.",
            "PHÂN BỔ",
            (
                "Bảng 1. Chỉ tiêu của các chi bộ",
                [
                    ["STT", "Chi bộ", "Chỉ tiêu"],
                    ["1", "Thôn Mây", "02"],
                    ["2", "Thôn Lá", "01"],
                    ["Cộng", "", "03"],
                ],
            ),
        ),
    ],
    "closing": ["Yêu cầu các chi bộ thực hiện nghiêm túc."],
    "recipients": ["- Huyện ủy,", "- Lưu."],
    "authority": ["T/M ĐẢNG ỦY"],
    "position": ["BÍ THƯ"],
    "name": "Suối Văn Trong",
}


@pytest.fixture(scope="module")
def word() -> Imported:
    return importing.read(word_plan(), "ke-hoach.docx")


def test_a_word_file_gives_its_structure(word: Imported) -> None:
    assert shape(word) == WORD
    assert corrections(word) == []
    check_nothing_is_lost(word)


def test_what_was_converted_is_said(word: Imported) -> None:
    assert word.source.notes == ("font_tcvn3", "font_vni", "numbered", "revisions")


def test_a_word_file_survives_being_typeset(word: Imported) -> None:
    drawn = pdf.render_official(importing.to_paper(word, corrected=False))
    assert shape(importing.read(drawn, "du-thao.pdf")) == WORD


def test_our_own_word_file_is_read_as_our_own_pdf() -> None:
    paper = importing.to_paper(importing.read_text(plans.PARTS), corrected=False)
    as_word, as_pdf = (
        importing.read(render_docx(paper), "a.docx"),
        importing.read(pdf.render_official(paper), "a.pdf"),
    )
    assert shape(as_word) == shape(as_pdf)
    check_nothing_is_lost(as_word)


def test_an_issued_plan_is_read_back() -> None:
    found = importing.read(papers.signed_plan(), "ke-hoach.signed.pdf")
    check_nothing_is_lost(found)
    got = shape(found)
    plan = papers.PLAN
    assert (got["number"], got["symbol"]) == (plan.head.number, plan.head.symbol)
    assert got["date"] == (plan.head.dated.isoformat() if plan.head.dated else None)
    assert got["name"] == plan.signatory
    assert [one.rstrip(",.;").lstrip("- ") for one in got["recipients"]] == list(plan.recipients)
    labels = [(level, label) for level, label, *_ in got["sections"]]
    assert labels == [(one.level, one.label) for one in plan.sections]
    tables = [item for _, _, _, *items in got["sections"] for item in items if not isinstance(item, str)]
    rows = [[*item[1]] if isinstance(item, tuple) else item for item in tables]
    wanted = [
        [list(table.heads), *(list(row) for row in table.rows), *([list(table.total)] if table.total else [])]
        for one in plan.sections
        for table in one.tables
    ]
    assert rows == wanted


# --- refusals ----------------------------------------------------------------------------------------------


def zipped(change: Callable[[zipfile.ZipFile], None], drop: str = "") -> bytes:
    """The Word plan with something added to its archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_plan())) as old_one,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old_one.infolist():
            if entry.filename != drop:
                new.writestr(entry.filename, old_one.read(entry))
        change(new)
    return out.getvalue()


def _bomb(new: zipfile.ZipFile) -> None:
    new.writestr("word/settings2.xml", b"<a>" + b" " * (70 * 1024 * 1024) + b"</a>")


def _fetching(new: zipfile.ZipFile) -> None:
    new.writestr(
        "word/_rels/settings.xml.rels",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        ' Target="http://example.org/a.dotm" TargetMode="External"/></Relationships>',
    )


def _entity(new: zipfile.ZipFile) -> None:
    new.writestr("word/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def _picture_only() -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    page = document.pages[0]
    picture = pikepdf.Stream(document, bytes(64 * 64))
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    picture.Width = picture.Height = 64
    picture.BitsPerComponent, picture.ColorSpace = 8, pikepdf.Name.DeviceGray
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = pikepdf.Stream(document, b"q 500 0 0 700 40 60 cm /Im0 Do Q")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _wide_table(rows: int, cells: int) -> bytes:
    """A table most of which is empty: every cell says that it is 99 columns wide."""
    document = Document()
    table = document.add_table(rows=rows, cols=1)
    for line in table._tbl.tr_lst:
        first = line.tc_lst[0]
        first.get_or_add_tcPr().grid_span = 99
        for _ in range(cells - 1):
            line.append(deepcopy(first))
    table.cell(0, 0).text = "STT"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "a.txt", "import_empty"),
    "only spaces": (lambda: b" \r\n\t ", "a.txt", "import_empty"),
    "too large": (lambda: b"a" * (5 * 1024 * 1024 + 1), "a.txt", "import_large"),
    "too long": (lambda: "chi bộ ".encode() * 40_000, "a.txt", "import_long"),
    "marked secret": (lambda: f"MẬT\n{plans.OLD}".encode(), "a.txt", "import_secret"),
    "a program": (lambda: b"MZ\x90\x00" + bytes(range(256)), "a.txt", "import_kind"),
    "bytes that are no text": (lambda: bytes([200, 1, 2, 3, 255]) * 50, "a.txt", "import_kind"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.doc", "import_old_word"),
    "rich text": (lambda: b"{\\rtf1\\ansi abc}", "a.rtf", "import_kind"),
    "Word named text": (word_plan, "a.txt", "import_lies"),
    "PDF named Word": (papers.issued_plan, "a.docx", "import_lies"),
    "text named PDF": (lambda: plans.OLD.encode(), "a.pdf", "import_lies"),
    "no document in it": (
        lambda: zipped(lambda new: None, drop="word/document.xml"),
        "a.docx",
        "import_kind",
    ),
    "cut off": (lambda: word_plan()[:5000], "a.docx", "import_unreadable"),
    "zip bomb": (lambda: zipped(_bomb), "a.docx", "import_bomb"),
    "macros": (
        lambda: zipped(lambda new: new.writestr("word/vbaProject.bin", b"x")),
        "a.docx",
        "import_unsafe",
    ),
    "embedded file": (
        lambda: zipped(lambda new: new.writestr("word/embeddings/a.xlsx", b"x")),
        "a.docx",
        "import_unsafe",
    ),
    "template from elsewhere": (lambda: zipped(_fetching), "a.docx", "import_unsafe"),
    "entities": (lambda: zipped(_entity), "a.docx", "import_unsafe"),
    "a table of thousands of columns": (lambda: _wide_table(2, 40), "a.docx", "import_long"),
    "a table of thousands of rows": (lambda: _wide_table(2_001, 1), "a.docx", "import_long"),
    "PDF with a script": (hostile.with_script, "a.pdf", "import_unsafe"),
    "PDF that starts a program": (hostile.with_launch, "a.pdf", "import_unsafe"),
    "PDF with a file in it": (hostile.with_attachment, "a.pdf", "import_unsafe"),
    "PDF with a password": (hostile.encrypted, "a.pdf", "import_encrypted"),
    "PDF cut off": (lambda: papers.issued_plan()[:4000], "a.pdf", "import_unreadable"),
    "PDF of pictures": (_picture_only, "a.pdf", "import_scan"),
}


@pytest.mark.parametrize(("make", "name", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_and_wrong_files_are_refused_with_the_reason(
    make: Callable[[], bytes], name: str, code: str
) -> None:
    with pytest.raises(PaperRefused) as refused:
        importing.read(make(), name)
    assert refused.value.code == code


def test_what_was_read_can_be_put_away_and_taken_up_again() -> None:
    for data, name in ((plans.SCAN.encode(), "a.txt"), (word_plan(), "a.docx")):
        found = importing.material(data, name)
        again = importing.unpack(importing.pack(found))
        assert again == found
        assert len(importing.pack(found)) < 12_000


def test_corrections_are_taken_one_by_one() -> None:
    found = importing.read_text(plans.SCAN)
    first, second = found.corrections[0], found.corrections[1]
    some = importing.choose(found, {second.start})
    said = {**shape(found), "kind": "KẾ HOẠCH"}
    assert shape(some, corrected=True) == said
    assert first.original in some.issuer[0].words(True)
    assert shape(importing.choose(found, {one.start for one in found.corrections}), True) == shape(
        found, True
    )
