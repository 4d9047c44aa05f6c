"""Tables: those that a file names as such, and those that stand in a plain text with bars, tabs or spaces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phohoa.documents.importing.draft import Draft
from phohoa.documents.importing.lines import Line, join
from phohoa.documents.importing.structure import Part, Piece, Role, TableFound

_SPACES = re.compile(r"[ \u00a0]{2,}")
_TABS = re.compile(r"[ \u00a0]*\t[ \u00a0]*")
_FIRST_HEADS = ("stt", "tt", "so tt", "so")
_RULED = re.compile(r"[-=+|:\s\u2500-\u257f]+")

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A table in the lines: how many lines it takes, and its rows of cells, each some stretches or none."""

    lines: int
    rows: tuple[tuple[tuple[Part, ...], ...], ...]


def table_at(lines: Sequence[Line], at: int) -> Found | None:
    """The table that begins with a line, if one does."""
    if lines[at].cell is not None:
        return _given(lines, at)
    first, drawn = _cells(lines[at])
    # A bar at the beginning of the head is the border of the table, not an empty cell.
    border = 1 if first and first[0][1] == 0 else 0
    first = first[border:]
    if len(first) < 2:
        return None
    head = lines[at].text[first[0][0] : first[0][1]].lower().strip("*. ")
    if len(first) < 3 and not drawn and head not in _FIRST_HEADS:
        return None
    rows, end = [first], at + 1
    while end < len(lines) and lines[end].cell is None:
        if _RULED.fullmatch(lines[end].text):
            rows.append([])
            end += 1
            continue
        cells, _ = _cells(lines[end])
        if len(cells) < 2 or (not drawn and lines[end].blank_before and head not in _FIRST_HEADS):
            break
        rows.append(cells[border:] if cells[0][1] == 0 else cells)
        end += 1
    if sum(1 for row in rows if row) < 2:
        return None
    return _aligned(lines[at:end], rows, drawn)


def _given(lines: Sequence[Line], at: int) -> Found:
    number, end = lines[at].cell, at
    grid: dict[tuple[int, int], list[Line]] = {}
    while end < len(lines) and (cell := lines[end].cell) is not None and number and cell[0] == number[0]:
        grid.setdefault(cell[1:], []).append(lines[end])
        end += 1
    columns = max(column for _, column in grid) + 1
    rows = sorted({row for row, _ in grid})
    return Found(
        end - at,
        tuple(tuple(join(grid.get((row, column), [])) for column in range(columns)) for row in rows),
    )


def _cells(line: Line) -> tuple[list[Cell], bool]:
    """The cells of a line of plain text, and whether bars or tabs part them."""
    text = line.text
    if text.count("|") >= 2:
        gaps, drawn = [(found.start(), found.end()) for found in re.finditer(r"\s*\|\s*", text)], True
    elif "\t" in text:
        gaps, drawn = [(found.start(), found.end()) for found in _TABS.finditer(text)], True
    else:
        gaps, drawn = [(found.start(), found.end()) for found in _SPACES.finditer(text)], False
    cells, start = [], 0
    for opened, closed in [*gaps, (len(text), len(text))]:
        if opened > start or (drawn and opened < len(text)):
            cells.append((start, opened))
        start = closed
    return cells, drawn


def _aligned(lines: Sequence[Line], rows: Sequence[Sequence[Cell]], drawn: bool) -> Found:
    """Every row with as many cells as the longest; spaces are read by where they stand below the head."""
    columns = max(len(row) for row in rows)
    head = next(n for n, row in enumerate(rows) if len(row) == columns)
    shift = [line.indent if not drawn else 0 for line in lines]
    edges = [(start + shift[head], end + shift[head]) for start, end in rows[head]]
    made = []
    for n, row in enumerate(rows):
        if not row:
            continue
        cells: list[list[Part]] = [[] for _ in range(columns)]
        for place, (start, end) in enumerate(row):
            whole = len(row) == columns or drawn
            column = (
                place
                if whole
                else _column(edges, start + shift[n], end + shift[n], columns - len(row) + place)
            )
            if end > start:
                cells[column].append(Part(lines[n].start + start, lines[n].start + end))
        made.append(tuple(tuple(cell) for cell in cells))
    return Found(len(lines), tuple(made))


def _column(edges: Sequence[tuple[float, float]], start: float, end: float, last: int) -> int:
    """The column a cell stands below; at most `last`, so that the cells after it have room."""
    overlap = [min(end, right) - max(start, left) for left, right in edges]
    return min(max(range(len(edges)), key=lambda n: overlap[n]), last)


def take_table(draft: Draft, found: Found, caption: Piece | None) -> TableFound:
    """Pieces for the cells of a table; a head repeated where the page turned is no row of it."""

    def words(row: tuple[tuple[Part, ...], ...]) -> list[str]:
        return [" ".join(draft.text[part.start : part.end] for part in cell) for cell in row]

    head, rows = words(found.rows[0]), []
    for place, row in enumerate(found.rows):
        repeated = place > 0 and words(row) == head
        pieces = [
            draft.piece(Role.REPEATED if repeated else Role.CELL, cell) if cell else None for cell in row
        ]
        if not repeated:
            rows.append(tuple(pieces))
    return TableFound(tuple(rows), caption)
