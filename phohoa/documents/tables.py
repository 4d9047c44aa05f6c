"""Rows of words as a table for the layout: the first row is the head, columns of figures are centred."""

from collections.abc import Sequence
from math import ceil

from phohoa.documents.content import Table


def table_of(rows: Sequence[Sequence[str]], caption: str = "") -> Table:
    """The table of rows that have as many cells each."""
    heads, body = tuple(rows[0]), tuple(tuple(row) for row in rows[1:])
    numeric = tuple(
        column
        for column in range(len(heads))
        if body and all(_is_figure(row[column]) for row in body if row[column])
    )
    return Table(heads=heads, rows=body, caption=caption, widths=_widths(rows), numeric=numeric)


def _is_figure(words: str) -> bool:
    return words.strip().replace(".", "").replace(",", "").isdigit() or words.strip() in ("-", "x", "X")


def _widths(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Percents: each column takes its longest word unbroken, the rest goes by what stands in the columns."""
    columns = range(len(rows[0]))
    least = [max(_room(row[n]) for row in rows) for n in columns]
    if sum(least) > 100:
        return ()
    longest = [max(min(max(len(row[n]) for row in rows), 40), 1) for n in columns]
    widths = [
        room + (100 - sum(least)) * one // sum(longest) for room, one in zip(least, longest, strict=True)
    ]
    widths[longest.index(max(longest))] += 100 - sum(widths)
    return tuple(widths)


def _room(words: str) -> int:
    """Percents of the text width that the longest word takes in bold, with the room beside it."""
    words_wide = (sum(2 if letter.isupper() else 1.5 for letter in word) for word in words.split())
    return 3 + ceil(max(words_wide, default=0))
