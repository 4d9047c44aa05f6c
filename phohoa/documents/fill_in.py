"""Excel files to be filled in and brought back: key cells locked and hidden, choices from lists, all text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from phohoa.documents.xlsx import BORDER, FONT, HEAD, write

_FIRST_ROW = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table. `typed`: people fill it in; the others are locked. `hidden`: keys, not seen."""

    head: str
    width: int
    typed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FillRow:
    """The texts of one row, and for some of its columns what can be chosen there."""

    cells: tuple[str, ...]
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def fill_in_book(
    title: str,
    subtitle: str,
    names: tuple[str, str],
    columns: Sequence[Column],
    rows: Sequence[FillRow],
    wrong_choice: tuple[str, str],
) -> bytes:
    """A workbook with a table to fill in; `names` are those of the sheet and of the hidden one with lists.

    `wrong_choice` is the title and the sentence that Excel shows for a word that is in no list. The lock has
    no password: it keeps from slips, not from people.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  (a new workbook has one)
    sheet.title = names[0][:31]
    write(sheet, 1, 3, title).font = Font(name=FONT, size=14, bold=True)
    write(sheet, 2, 3, subtitle).font = Font(name=FONT, size=12, italic=True)
    table = [FillRow(tuple(column.head for column in columns)), *rows]
    for at, row in enumerate(table, start=_FIRST_ROW - 1):
        for number, text in enumerate(row.cells, start=1):
            cell = write(sheet, at, number, text)
            is_head, column = at < _FIRST_ROW, columns[number - 1]
            cell.font = Font(name=FONT, size=12, bold=is_head)
            cell.border = BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.protection = Protection(locked=is_head or not column.typed)
            if is_head or not column.typed:
                cell.fill = HEAD
    for number, column in enumerate(columns, start=1):
        look = sheet.column_dimensions[get_column_letter(number)]
        look.width, look.hidden = column.width, column.hidden
    _lists(book, sheet, names[1], rows, wrong_choice)
    sheet.freeze_panes = sheet.cell(row=_FIRST_ROW, column=5)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.print_title_rows = f"{_FIRST_ROW - 1}:{_FIRST_ROW - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lists(
    book: Workbook, sheet: Worksheet, name: str, rows: Sequence[FillRow], wrong_choice: tuple[str, str]
) -> None:
    """A hidden sheet with each list once, and the cells that choose from it: a formula takes 255 letters."""
    hidden = book.create_sheet(name[:31])
    hidden.sheet_state = "hidden"
    rules: dict[tuple[str, ...], DataValidation] = {}
    for at, row in enumerate(rows, start=_FIRST_ROW):
        for column, choices in row.choices.items():
            if not choices:
                continue
            if choices not in rules:
                place = len(rules) + 1
                for line, words in enumerate(choices, start=1):
                    write(hidden, line, place, words)
                letter = get_column_letter(place)
                rules[choices] = DataValidation(
                    type="list",
                    formula1=f"{quote_sheetname(hidden.title)}!${letter}$1:${letter}${len(choices)}",
                    allow_blank=True,
                    showErrorMessage=True,
                    errorTitle=wrong_choice[0],
                    error=wrong_choice[1],
                )
                sheet.add_data_validation(rules[choices])
            rules[choices].add(sheet.cell(row=at, column=column + 1).coordinate)
    hidden.protection.sheet = True
