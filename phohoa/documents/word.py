"""The same papers as DOCX, for an office that goes on writing in Word; made from our own content only."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from phohoa.documents import typesetting, wording
from phohoa.documents.content import Head, Table
from phohoa.documents.letters import compose
from phohoa.documents.official import OfficialPaper, Signature
from phohoa.documents.typesetting import Block
from phohoa.domain.layout_rules import MEASURES
from phohoa.texts import documents as texts

FONT = "Times New Roman"
TEXT_WIDTH = 165
#: Millimetres of the first line of the head in bold 15 points.
PARTY_WIDTH = 74
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
#: Heights of lines in points, as the stylesheet of the PDF has them.
HEAD_LINE, STAR_LINE, KIND_LINE, DASHES_LINE, RECIPIENT_LINE = 17, 15, 20, 14, 15
TABLE_LINE, TIGHT_LINE = 15.5, 14
#: Rows of a table that is not broken over pages.
SHORT, SHORT_TIGHT = 8, 2
#: Room above and below the words of a cell, in points: what a row of the PDF has around its lines.
CELL_ROOM = 3.4


def render_docx(paper: OfficialPaper) -> bytes:
    """The paper as DOCX: A4, margins 20 20 30 15 mm, page numbers from page 2, the words of the PDF."""
    document = Document()
    _set_page(document)
    _set_language(document, paper.language)
    document.core_properties.title = compose(paper.title)
    document.core_properties.author = compose(paper.head.issuer)
    document.core_properties.language = paper.language
    document.core_properties.comments = ""
    if paper.form_number:
        _write(document.add_paragraph(), paper.form_number, RIGHT, size=12, italic=True)
    _head(document, paper.head, wording.letter_subject(paper))
    _kind(document, paper)
    _addressees(document, paper)
    blocks = typesetting.body_blocks(paper)
    before = typesetting.decided_from(paper)
    start = typesetting.tail_start(blocks, before)
    for place, block in enumerate(blocks):
        if place == before:
            _resolves(document, paper)
        _block(document, block, keep=place >= start)
    _foot(document, paper)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        _letters(run, size=14)
        if kind:
            run._r.append(_element("w:fldChar", **{"w:fldCharType": kind}))
        else:
            instruction = _element("w:instrText")
            instruction.text = words
            run._r.append(instruction)


def _set_language(document: WordDocument, language: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    properties.append(_element("w:lang", **{"w:val": language, "w:eastAsia": language, "w:bidi": language}))
    spacing = normal.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing = 1.0
    spacing.widow_control = True


def _head(document: WordDocument, head: Head, under: str) -> None:
    table = _bare_table(document, (43, 57))
    left, right = table.rows[0].cells
    size = 13 if len(head.parent) > 25 or len(head.issuer) > 24 else 14
    _high(_write(left.paragraphs[0], head.parent, CENTRE, size=size), HEAD_LINE)
    _high(_write(left.add_paragraph(), head.issuer, CENTRE, size=size, bold=True), HEAD_LINE)
    _high(_write(left.add_paragraph(), "*", CENTRE), STAR_LINE)
    _high(_write(left.add_paragraph(), typesetting.blanks(typesetting.head_number(head)), CENTRE), HEAD_LINE)
    for line in under.splitlines():
        _high(_write(left.add_paragraph(), line, CENTRE, size=12, italic=True), DASHES_LINE)
    title = _write(right.paragraphs[0], texts.PARTY, CENTRE, size=15, bold=True)
    _rule_below(_high(title, HEAD_LINE), 57)
    dated = _write(
        right.add_paragraph(),
        typesetting.blanks(texts.date_line(head.place, head.dated, head.year)),
        CENTRE,
        italic=True,
    )
    dated.paragraph_format.space_before = Pt(8)
    _high(dated, HEAD_LINE)


def _rule_below(paragraph: Paragraph, percent: int) -> None:
    """A line as long as the words: an underline would cut the dots below the letters."""
    around = Mm((TEXT_WIDTH * percent / 100 - PARTY_WIDTH) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = around
    borders = _element("w:pBdr")
    borders.append(
        _element("w:bottom", **{"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"})
    )
    # The order of the parts of a paragraph is fixed: borders stand before spacing, indents and alignment.
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _kind(document: WordDocument, paper: OfficialPaper) -> None:
    if not paper.kind:
        return
    kind = _write(document.add_paragraph(), paper.kind.upper(), CENTRE, size=16, bold=True)
    kind.paragraph_format.space_before = Pt(16)
    _high(kind, KIND_LINE)
    for line in paper.subject.splitlines():
        _high(_write(document.add_paragraph(), line, CENTRE, bold=True), typesetting.LINE)
    dashes = _high(_write(document.add_paragraph(), "-----", CENTRE), DASHES_LINE, exactly=True)
    dashes.paragraph_format.space_after = Pt(10)


def _addressees(document: WordDocument, paper: OfficialPaper) -> None:
    lines = wording.addressee_lines(paper)
    for place, line in enumerate(lines):
        paragraph = _write(document.add_paragraph(), line, LEFT if lines[1:] else CENTRE)
        spacing = paragraph.paragraph_format
        if lines[1:]:
            spacing.left_indent, spacing.first_line_indent = Mm(25), Mm(-8)
        if place == 0:
            spacing.space_before = Pt(14)
        if place == len(lines) - 1:
            spacing.space_after = Pt(10)


def _resolves(document: WordDocument, paper: OfficialPaper) -> None:
    for place, line in enumerate(paper.resolves):
        paragraph = _write(document.add_paragraph(), line, CENTRE, bold=True)
        paragraph.paragraph_format.keep_with_next = True
        if place == len(paper.resolves) - 1:
            paragraph.paragraph_format.space_after = Pt(8)


def _block(document: WordDocument, block: Block, *, keep: bool) -> None:
    if block.table is not None:
        _rows(document, block.table)
        return
    paragraph = document.add_paragraph()
    _justify(paragraph)
    words = f"{block.label} {block.words}".strip() if block.label else block.words
    bold = block.kind in ("heading", "run_in")
    _letters(paragraph.add_run(compose(words)), bold=bold, italic=bold and block.level == 3)
    if block.rest:
        _letters(paragraph.add_run(compose(f" {block.rest}")))
    # The last lines stay with the signature (domain/04: no signature alone on a page).
    paragraph.paragraph_format.keep_with_next = keep or block.kind == "heading" or block.room > 0
    paragraph.paragraph_format.keep_together = keep


def _justify(paragraph: Paragraph) -> None:
    paragraph.alignment = BOTH
    spacing = paragraph.paragraph_format
    spacing.first_line_indent = Mm(10)
    spacing.space_after = Pt(6)
    spacing.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    spacing.line_spacing = Pt(18)


def _rows(document: WordDocument, table: Table) -> None:
    if table.caption:
        caption = _write(document.add_paragraph(), table.caption, CENTRE, italic=True)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(2), Pt(6.5)
        _high(caption, typesetting.LINE)
    columns = len(table.heads)
    widths = table.widths or tuple(100 // columns for _ in range(columns))
    size = 12 if table.tight else 13
    drawn = document.add_table(rows=0, cols=columns)
    drawn.style = "Table Grid"
    drawn.autofit = False
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    for line in (table.heads, *table.rows, *([table.total] if table.total else [])):
        cells = drawn.add_row().cells
        is_head, is_total = line is table.heads, line is table.total
        for column, words in enumerate(line):
            align = CENTRE if is_head or column in table.numeric else LEFT
            written = _write(cells[column].paragraphs[0], words, align, size=size, bold=is_head or is_total)
            _high(written, TIGHT_LINE if table.tight else TABLE_LINE)
            cells[column].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    # A short table stays on one page, as in the PDF; of a longer one the head stays with its first row.
    short = len(table.rows) <= (SHORT_TIGHT if table.tight else SHORT)
    for row in drawn.rows[: -1 if short else 1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in drawn.rows:
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    drawn.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    _set_widths(drawn, widths)
    _set_margins(drawn, "60" if table.tight else "80", CELL_ROOM)
    _high(document.add_paragraph(), 10, exactly=True)


def _foot(document: WordDocument, paper: OfficialPaper) -> None:
    if len(paper.signatures) == 2:
        table = _bare_table(document, (50, 50))
        for cell, signature in zip(table.rows[0].cells, paper.signatures, strict=True):
            _signature(cell, signature, italic_position=True)
    else:
        table = _bare_table(document, (45, 55))
        left, right = table.rows[0].cells
        _high(_write(left.paragraphs[0], texts.SEND_TO, LEFT, underline=True), typesetting.LINE)
        for line in wording.recipient_lines(paper):
            _high(_write(left.add_paragraph(), line, LEFT, size=12), RECIPIENT_LINE)
        _signature(right, paper.signatures[0], italic_position=False)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _signature(cell: _Cell, signature: Signature, *, italic_position: bool) -> None:
    first = _write(cell.paragraphs[0], signature.authority, CENTRE, bold=True)
    last = _write(cell.add_paragraph(), signature.position, CENTRE, italic=italic_position)
    for paragraph in (first, last):
        _high(paragraph, typesetting.LINE).paragraph_format.keep_with_next = True
    name = _write(cell.add_paragraph(), signature.signatory, CENTRE, bold=True)
    # The room for a signature and a seal.
    name.paragraph_format.space_before = Mm(MEASURES.signature_room.value)
    _high(name, typesetting.LINE)


def _bare_table(document: WordDocument, widths: tuple[int, ...]) -> WordTable:
    table: WordTable = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    _set_widths(table, widths)
    _set_margins(table, "0")
    return table


def _set_margins(table: WordTable, twentieths: str, room: float = 0) -> None:
    """Room left and right of the words of each cell in twentieths of a point; above and below in points."""
    margins = _element("w:tblCellMar")
    above = str(round(room * 20))
    for side, width in (
        ("w:top", above),
        ("w:left", twentieths),
        ("w:bottom", above),
        ("w:right", twentieths),
    ):
        margins.append(_element(side, **{"w:w": width, "w:type": "dxa"}))
    table._tbl.tblPr.append(margins)


def _set_widths(table: WordTable, percents: tuple[int, ...]) -> None:
    # LibreOffice goes by the grid, Word by the cells: both are set.
    for column, percent in zip(table.columns, percents, strict=True):
        column.width = Mm(TEXT_WIDTH * percent / 100)
        for cell in column.cells:
            cell.width = Mm(TEXT_WIDTH * percent / 100)


def _write(
    paragraph: Paragraph,
    words: str,
    align: WD_ALIGN_PARAGRAPH,
    *,
    size: float = 14,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> Paragraph:
    paragraph.alignment = align
    _letters(paragraph.add_run(compose(words)), size=size, bold=bold, italic=italic, underline=underline)
    return paragraph


def _high(paragraph: Paragraph, points: float, *, exactly: bool = False) -> Paragraph:
    """Lines at least so high, so that no accent is cut; `exactly` only for what has none."""
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY if exactly else WD_LINE_SPACING.AT_LEAST
    spacing.line_spacing = Pt(points)
    return paragraph


def _letters(
    run: Run, *, size: float = 14, bold: bool = False, italic: bool = False, underline: bool = False
) -> None:
    run.font.size, run.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
    # Only what differs from the style: an explicit "not bold" would stop an office from restyling it.
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
