"""Rows of words as a table for the layout: the first row is the head, columns of figures are centred."""

from collections.abc import Sequence

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
    """Percents by what stands in the columns, none too narrow for its head."""
    longest = [max(min(max(len(row[n]) for row in rows), 40), 5) for n in range(len(rows[0]))]
    total = sum(longest)
    widths = [max(6, round(100 * one / total)) for one in longest]
    widths[widths.index(max(widths))] += 100 - sum(widths)
    return tuple(widths) if min(widths) > 0 else ()
