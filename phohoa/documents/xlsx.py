"""Lists as Excel files: every cell is text, so that no number loses its zero and nothing is a formula."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
_LINE = Side(style="thin", color="999999")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD = PatternFill("solid", fgColor="F3F0E8")
_WIDEST, _NARROWEST = 44, 6


def write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Put a text into a cell, whatever it begins with."""
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # noqa: S101  (merged cells are made only in the title, which is column 1)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    # After the value: a text that begins with = must stay a text.
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def list_sheet(
    title: str,
    subtitle: str,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    foot: Sequence[Sequence[str]] = (),
) -> bytes:
    """One sheet `name` with a title, a line under it, and a table whose first column counts the rows.

    `heads` begins with the head of that count; each row has one cell less. Rows of the `foot`
    come last and are not counted. Gives the bytes of the .xlsx.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  (a new workbook has one)
    sheet.title = name[:31]
    write(sheet, 1, 1, title).font = Font(name=FONT, size=14, bold=True)
    write(sheet, 2, 1, subtitle).font = Font(name=FONT, size=12, italic=True)
    table = [list(heads), *([str(number), *row] for number, row in enumerate(rows, start=1))]
    table += [["", *row, *[""] * (len(heads) - 1 - len(row))] for row in foot]
    for at, line in enumerate(table, start=4):
        for column, text in enumerate(line, start=1):
            cell = write(sheet, at, column, text)
            cell.font = Font(name=FONT, size=12, bold=at == 4)
            cell.border = BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at == 4:
                cell.fill = HEAD
    for column in range(1, len(heads) + 1):
        longest = max(len(line[column - 1]) for line in table)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "C5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()
