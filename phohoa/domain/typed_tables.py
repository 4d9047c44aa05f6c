"""Tables in the words of a section: a line is a row, cells stand between bars, the first row names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .recognition import flat

_BAR = re.compile(r"(?<!\\)\|")
#: The line that some programs draw below the first row.
_DRAWN = re.compile(r"(\|\s*:?-{3,}:?\s*)+\|?")
_CAPTION = re.compile(r"(?:bang|bieu|phu bieu) (?:so )?\d{0,2}")
_NUMBERED = re.compile(r"bang (?:so )?(\d{1,2})\b")
_BY_MEANS_OF = "b\u1eb1ng "
_LONGEST_CAPTION = 160
#: No table of an office has more columns; what has, stays words, for a page takes them no longer.
MOST_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table as it is typed; every row has as many cells as the longest."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: a bar in front and another one behind it, not too many."""
    words = line.strip()
    return words.startswith("|") and 2 <= len(_BAR.findall(words)) <= MOST_COLUMNS + 1


def is_caption(words: str) -> bool:
    """Whether a line names the table below it."""
    if len(words) > _LONGEST_CAPTION or words.lower().startswith(_BY_MEANS_OF):
        return False
    return _CAPTION.match(flat(words)) is not None


def number_in(caption: str) -> int:
    """The number that a table bears in its name; 0 for none."""
    found = _NUMBERED.match(flat(caption))
    return int(found[1]) if found else 0


def row_line(cells: Sequence[str]) -> str:
    """A row as it is typed; a bar inside a cell is marked as a letter."""
    marked = [cell.strip().replace("|", r"\|") for cell in cells]
    return f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in marked)}|"


def row_with(line: str, words: str) -> str:
    """A row with words at the end of its last cell."""
    return row_line([*(cells := _cells(line))[:-1], f"{cells[-1]} {words}"])


def from_tabs(words: str) -> str:
    """Words in which lines with tabs, as they come from a sheet or a table of Word, stand as rows.

    A line of which only the first or the last cell is filled counts between two others.
    """
    lines = words.splitlines()
    able = {n for n, line in enumerate(lines) if 0 < line.count("\t") < MOST_COLUMNS and not is_row(line)}
    tabbed = {n for n in able if "\t" in lines[n].strip()}
    tabbed |= {n for n in able if n - 1 in tabbed and n + 1 in tabbed}
    near = {n for n in tabbed if n - 1 in tabbed or n + 1 in tabbed}
    return "\n".join(row_line(line.split("\t")) if n in near else line for n, line in enumerate(lines))


def pieces(lines: Sequence[str]) -> Iterator[str | TypedTable]:
    """Paragraphs and tables in order; a line that names a table is its caption, an empty one ends it."""
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        rows = _rows_from(lines, at + 1 if is_caption(lines[at]) else at)
        if not rows:
            yield lines[at].strip()
            at += 1
            continue
        caption = "" if is_row(lines[at]) else lines[at].strip()
        yield TypedTable(_even(rows), caption)
        at += len(rows) + (1 if caption else 0)


def _rows_from(lines: Sequence[str], at: int) -> list[str]:
    end = at
    while end < len(lines) and is_row(lines[end]):
        end += 1
    return list(lines[at:end])


def _even(rows: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    kept = [_cells(row) for n, row in enumerate(rows) if n != 1 or _DRAWN.fullmatch(row.strip()) is None]
    columns = max(len(row) for row in kept)
    return tuple((*row, *[""] * (columns - len(row))) for row in kept)


def _cells(row: str) -> tuple[str, ...]:
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(row.strip())[1:]]
    return tuple(cells[:-1] if len(cells) > 1 and not cells[-1] else cells)
