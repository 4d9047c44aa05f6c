"""Years and dates of last year's plan that may have to move with the year: found and proposed.

What stands in the line of a citation (a number with its symbol), in a span of years or in a full date is
found too, but not taken for likely: only people know whether a date of the paper returns each year.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

_FULL_DATE = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(20\d\d)(?!\d)")
_DATE_IN_WORDS = re.compile(r"(?<!\d)\d{1,2}\s+\w+\s+\d{1,2}\s+\w+\s+(20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)20\d\d\s*[-\u2013\u2014]\s*20\d\d(?!\d)")
_YEAR = re.compile(r"(?<![\d/.-])(20\d\d)(?![\d/-])")
_CITED = re.compile(r"\d+\s*-\s*[^\W\d_]{2,}\s*/\s*[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Shift:
    """A place in a text: letters `start` to `end` say `old` and may have to say `new`."""

    start: int
    end: int
    old: str
    new: str
    likely: bool


def shifts_in(text: str, before: int, after: int, *, cites: bool = False) -> tuple[Shift, ...]:
    """Places that name the year `before`, the one before or after it, in the order of the text.

    `cites`: the whole text is citations, so that nothing in it is likely.
    """
    found: list[Shift] = []
    start = 0
    for line in text.splitlines(keepends=True):
        doubtful = cites or bool(_CITED.search(line))
        found += (
            Shift(one.start + start, one.end + start, one.old, one.new, one.likely and not doubtful)
            for one in _in_line(line, before, after)
        )
        start += len(line)
    return tuple(found)


def _in_line(line: str, before: int, after: int) -> Iterator[Shift]:
    near = range(before - 1, before + 2)
    apart = [found.span() for pattern in (_DATE_IN_WORDS, _SPAN) for found in pattern.finditer(line)]
    places: list[Shift] = []
    for found in _FULL_DATE.finditer(line):
        if int(found[4]) in near:
            new = _moved(found, after - before)
            places.append(Shift(found.start(), found.end(), found[0], new, likely=False))
    for found in re.finditer(r"(?<!\d)20\d\d(?!\d)", line):
        inside = any(one.start <= found.start() < one.end for one in places)
        if inside or int(found[0]) not in near:
            continue
        alone = not any(a <= found.start() < b for a, b in apart) and bool(_YEAR.match(line, found.start()))
        likely = alone and int(found[0]) == before
        new = str(int(found[0]) + after - before)
        places.append(Shift(found.start(), found.end(), found[0], new, likely))
    yield from sorted(places, key=lambda one: one.start)


def _moved(found: re.Match[str], years: int) -> str:
    day, sign, month, year = found[1], found[2], found[3], int(found[4]) + years
    try:
        date(year, int(month), int(day))
    except ValueError:
        # The last of February in a leap year; what is no date at all keeps its day.
        day = "28" if (day, int(month)) == ("29", 2) else day
    return f"{day}{sign}{month}{sign}{year}"


def moved(text: str, shifts: Collection[Shift]) -> str:
    """The text with these places saying what was proposed."""
    for one in sorted(shifts, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.new + text[one.end :]
    return text
