"""Years and dates of last year's plan that may have to move with the year: found and proposed.

The date of a cited paper and a span of years, such as a term, never move. A full date, a year beside a
citation and the year before are found, but not taken for likely: only people know whether they return.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

_FULL_DATE = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(20\d\d)(?!\d)")
_DATE_IN_WORDS = re.compile(r"(?<!\d)\d{1,2}\s+\w+\s+\d{1,2}\s+\w+\s+(20\d\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)20\d\d\s*[-\u2013\u2014]\s*20\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PLAIN_YEAR = re.compile(r"(?<![/.-])20\d\d(?![/-])")
_CITED = re.compile(r"(?<!\d)\d+\s*-\s*[^\W\d_]{2,}\s*/\s*[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Shift:
    """A place in a text: letters `start` to `end` say `old` and may have to say `new`."""

    start: int
    end: int
    old: str
    new: str
    likely: bool


def shifts_in(
    text: str, before: int, after: int, *, cites: bool = False, untouched: Collection[str] | None = None
) -> tuple[Shift, ...]:
    """Places that name the year `before` or the one before it, in the order of the text.

    `cites`: the whole text is citations, so that nothing in it is likely. `untouched`: only lines that say
    what one of these says; others have been gone through already.
    """
    found: list[Shift] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if untouched is None or line.strip() in untouched:
            found += (
                Shift(one.start + start, one.end + start, one.old, one.new, one.likely and not cites)
                for one in _in_line(line, before, after)
            )
        start += len(line)
    return tuple(found)


def _in_line(line: str, before: int, after: int) -> Iterator[Shift]:
    near = (before - 1, before)
    cited = bool(_CITED.search(line))
    apart = [found.span() for found in _SPAN.finditer(line)]
    dates = [found.span() for found in _DATE_IN_WORDS.finditer(line)]
    places: list[Shift] = []
    for found in _FULL_DATE.finditer(line):
        apart.append(found.span())
        if int(found[4]) in near and not cited:
            new = _moved(found, after - before)
            places.append(Shift(found.start(), found.end(), found[0], new, likely=False))
    for found in _YEAR.finditer(line):
        inside = any(a <= found.start() < b for a, b in apart)
        in_date = any(a <= found.start() < b for a, b in dates)
        if inside or (in_date and cited) or int(found[0]) not in near:
            continue
        plain = bool(_PLAIN_YEAR.match(line, found.start())) and not in_date and not cited
        new = str(int(found[0]) + after - before)
        places.append(Shift(found.start(), found.end(), found[0], new, plain and int(found[0]) == before))
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
