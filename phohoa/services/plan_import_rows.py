"""An imported paper as rows beside its source: what each piece is, why it is uncertain, where it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..documents.importing import Imported
from ..documents.importing.structure import Certainty, Piece, Role, TableFound

#: Pieces that say nothing of themselves: signs of the layout.
_QUIET = frozenset((Role.PARTY, Role.STAR, Role.RULE, Role.PAGE_NUMBER, Role.RECIPIENTS_HEAD, Role.REPEATED))
_BODY = frozenset((Role.PARAGRAPH, Role.HEADING, Role.LABEL, Role.CELL, Role.CAPTION))


@dataclass(frozen=True)
class Row:
    """A piece or a table of the draft; `marks` are codes with a word, `fixes` numbers of corrections."""

    role: str
    text: str
    line: int
    level: int = 0
    certainty: str = Certainty.SURE.value
    marks: tuple[tuple[str, str], ...] = ()
    fixes: tuple[int, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    #: The lines of the source that stand beside it: its own, and those up to the next row.
    beside: tuple["SourceLine", ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether the row says what it is: parts of head and foot do, paragraphs only when uncertain."""
        return self.role not in {role.value for role in _BODY} or self.certainty != Certainty.SURE.value


@dataclass(frozen=True)
class SourceLine:
    """A line of the source as stretches; the marked ones are in question."""

    number: int
    stretches: tuple[tuple[str, bool], ...]


def rows_of(imported: Imported) -> tuple[Row, ...]:
    """The draft in the order of the source, each row with its lines of the source beside it."""
    rows = list(_Rows(imported).made())
    lines = source_lines(imported)
    numbers = [line.number for line in lines]
    made = []
    for place, row in enumerate(rows):
        start = 0 if place == 0 else bisect_left(numbers, row.line)
        end = bisect_left(numbers, rows[place + 1].line) if place + 1 < len(rows) else len(lines)
        made.append(replace(row, beside=lines[start:end]))
    return tuple(made)


def leading_fixes(imported: Imported) -> dict[int, int]:
    """For each correction the number whose answer it takes: stars of a piece are one question."""
    places = {one.start: n for n, one in enumerate(imported.corrections)}
    leaders: dict[int, int] = {}
    for piece in imported.pieces:
        first = next((places[one.start] for one in piece.corrections if one.reason == "star"), None)
        for one in piece.corrections:
            n = places[one.start]
            leaders[n] = first if one.reason == "star" and first is not None else n
    return leaders


class _Rows:
    def __init__(self, imported: Imported) -> None:
        self.imported = imported
        self.starts = [0, *(n + 1 for n, letter in enumerate(imported.source.text) if letter == "\n")]
        leaders = leading_fixes(imported)
        self.fixes = {one.start: n for n, one in enumerate(imported.corrections) if leaders[n] == n}
        self.levels = {id(one.heading or one.label): one.level for one in imported.sections}
        self.tables = {
            id(cell): item.table
            for section in imported.sections
            for item in section.items
            if item.table is not None
            for row in item.table.rows
            for cell in row
            if cell is not None
        }

    def made(self) -> Iterator[Row]:
        label: Piece | None = None
        shown: set[int] = set()
        for piece in self.imported.pieces:
            table = self.tables.get(id(piece))
            if table is not None:
                if id(table) not in shown:
                    shown.add(id(table))
                    yield self._table(piece, table)
            elif piece.role is Role.LABEL and not piece.corrections:
                label = piece
            elif piece.role not in _QUIET or piece.corrections:
                yield self._row(piece, label)
                label = None

    def _row(self, piece: Piece, label: Piece | None) -> Row:
        words = piece.words(True)
        level = self.levels.get(id(piece), self.levels.get(id(label), 0))
        return Row(
            role=piece.role.value,
            text=f"{label.words(True)} {words}" if label is not None else words,
            line=self._line((label or piece).parts[0].start),
            level=level,
            certainty=piece.certainty.value,
            marks=tuple((mark.code, mark.word) for mark in piece.marks if mark.code != "correction"),
            fixes=tuple(self.fixes[one.start] for one in piece.corrections if one.start in self.fixes),
        )

    def _table(self, first: Piece, table: TableFound) -> Row:
        cells = [cell for row in table.rows for cell in row if cell is not None]
        uncertain = any(cell.certainty is not Certainty.SURE for cell in cells)
        return Row(
            role=Role.CELL.value,
            text="",
            line=self._line(first.parts[0].start),
            certainty=(Certainty.LIKELY if uncertain else Certainty.SURE).value,
            marks=tuple((m.code, m.word) for cell in cells for m in cell.marks if m.code != "correction"),
            fixes=tuple(
                self.fixes[one.start] for cell in cells for one in cell.corrections if one.start in self.fixes
            ),
            cells=tuple(tuple(cell.words(True) if cell else "" for cell in row) for row in table.rows),
        )

    def _line(self, place: int) -> int:
        return bisect_right(self.starts, place)


def source_lines(imported: Imported) -> tuple[SourceLine, ...]:
    """The source line by line as it was read; empty lines are left out, their numbers stay."""
    text = imported.source.text
    asked: set[int] = set()
    for piece in imported.pieces:
        if piece.certainty is Certainty.DOUBTFUL:
            for part in piece.parts:
                asked.update(range(part.start, part.end))
        for one in piece.corrections:
            asked.update(range(one.start, one.end))
    found, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            found.append(SourceLine(number, tuple(_stretches(line, start, asked))))
        start += len(line) + 1
    return tuple(found)


def _stretches(line: str, start: int, asked: set[int]) -> Iterator[tuple[str, bool]]:
    run, marked = "", False
    for place, letter in enumerate(line, start=start):
        if run and (place in asked) != marked:
            yield run, marked
            run = ""
        marked = place in asked
        run += letter
    if run:
        yield run, marked
