"""Spreadsheets that people upload, read in a child process that has never seen anything else."""

from dataclasses import dataclass

from phohoa.documents.errors import refusal
from phohoa.documents.press import READING

#: Bytes of a file that is looked at at all; a class of some hundred people is far smaller.
MAX_BYTES = 2 * 1024 * 1024
#: Letters of a cell that are read, unless a table has longer ones by its nature.
MAX_CELL = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `kind`: text, number, day (dd/mm/yyyy), formula (its place), error, empty."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as far as it was read; rows end with their last cell that holds something."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_sheets(data: bytes, longest: int = MAX_CELL) -> tuple[Sheet, ...]:
    """The first sheets of a workbook, none of whose cells is longer than `longest`.

    Raises NotASheet, SheetUnsafe, SheetTooLarge and as the press does.
    """
    answer = READING.run("read_sheet", {"longest": longest}, (data,))
    if answer.name != "done":
        raise refusal(str(answer.values["code"]), str(answer.values["detail"]))
    sheets = answer.values["sheets"]
    if not isinstance(sheets, list):
        raise refusal("child_failed", "no sheets")
    return tuple(
        Sheet(str(one["name"]), tuple(tuple(Cell(*cell) for cell in row) for row in one["rows"]))
        for one in sheets
    )
