"""Rows of an uploaded Excel file: found by the words of their head, read cell by cell into clean text."""

from collections.abc import Mapping, Sequence
from datetime import date

from ..documents.errors import DocumentError
from ..documents.sheets import MAX_BYTES, MAX_CELL, Cell, Sheet, read_sheets
from ..domain.errors import Invalid
from ..domain.legacy_encodings import LegacyEncoding, convert_legacy, looks_legacy
from ..domain.training import Problem
from ..domain.vietnamese import TextError, fold, nfc, parse_date
from .vault import digest

_HEADER_WITHIN = 20


def line_code(key: bytes, place: str) -> str:
    """The code of a line in a file: it names the place to us, and nothing to anybody else."""
    text = digest(key, place)[:12].upper()
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def open_sheets(data: bytes, part: str, longest: int = MAX_CELL) -> tuple[Sheet, ...]:
    """The sheets of a file. Raises Invalid for `file`, with the codes of the part ("class_file")."""
    if not data:
        raise Invalid(fields={"file": f"{part}_none"})
    if len(data) > MAX_BYTES:
        raise Invalid(fields={"file": f"{part}_large"})
    try:
        return read_sheets(data, longest)
    except DocumentError as problem:
        known = {"not_a_sheet": "kind", "sheet_unsafe": "unsafe"}
        large = ("sheet_too_large", "took_too_long", "child_failed")
        code = known.get(problem.code, "large" if problem.code in large else "kind")
        raise Invalid(fields={"file": f"{part}_{code}"}) from problem


def _columns(row: Sequence[Cell], heads: Mapping[str, str]) -> dict[str, int]:
    """Name of a column -> its place, by the words of the head; the first of two counts."""
    wanted = {fold(words): name for name, words in heads.items()}
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = wanted.get(fold(cell.text))
        if name is not None:
            found.setdefault(name, place)
    return found


def find_table(
    sheets: tuple[Sheet, ...], heads: Mapping[str, str], part: str
) -> tuple[dict[str, int], list[tuple[int, tuple[Cell, ...]]]]:
    """The columns of the table and its rows with their numbers. Raises Invalid when there is none."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            columns = _columns(row, heads)
            if "code" in columns and len(columns) > 1:
                body = [(number, cells) for number, cells in enumerate(sheet.rows, start=1)]
                return columns, body[at + 1 :]
    raise Invalid(fields={"file": f"{part}_head"})


class Row:
    """The cells of one row by name; text is made NFC, and out of an old encoding when it is in one."""

    def __init__(self, cells: tuple[Cell, ...], columns: Mapping[str, int], part: str) -> None:
        self._cells, self._columns, self._part = cells, columns, part
        self.converted: LegacyEncoding | None = None
        self.problems: dict[str, Problem] = {}

    def has(self, name: str) -> bool:
        """Whether the table has such a column."""
        return name in self._columns

    def kind(self, name: str) -> str:
        """What stands in the cell; "empty" where the file has none."""
        place = self._columns.get(name)
        return self._cells[place].kind if place is not None and place < len(self._cells) else "empty"

    def text(self, name: str) -> str:
        """The words of a cell on one line; a formula or an error of the sheet is a problem of it."""
        kind = self.kind(name)
        if kind == "empty":
            return ""
        cell = self._cells[self._columns[name]]
        if kind in ("formula", "error"):
            self.problem(name, "formula", cell=cell.text)
            return ""
        words = " ".join(nfc(cell.text).split())
        encoding = looks_legacy(words)
        if encoding is not None:
            self.converted = encoding
            words = convert_legacy(words, encoding)
        return words

    def number(self, name: str) -> int | None:
        """A count of up to four digits."""
        words = self.text(name)
        if not words:
            return None
        if not words.isascii() or not words.isdigit() or len(words) > 4:
            self.problem(name, "number", text=words[:40])
            return None
        return int(words)

    def day(self, name: str) -> date | None:
        """A date, typed as text or as Excel's own."""
        words = self.text(name)
        if not words:
            return None
        try:
            return parse_date(words)
        except TextError:
            self.problem(name, "day", text=words[:40])
            return None

    def problem(self, cell: str, code: str, /, **params: str | int) -> None:
        """Note what is wrong with a cell, by a code of the part."""
        self.problems[cell] = (f"{self._part}_{code}", params)
