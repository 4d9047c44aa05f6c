"""Days in a paper: written with the zero where it is due, on the calendar, on the right day of the week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .paper_lint_shape import PROSE, Gravity, LintCode, LintFinding, LintPaper, Stretch, StretchRole, found
from .recognition import flat

C, R = LintCode, StretchRole
MUST, LOOK, NOTE = Gravity.MUST, Gravity.LOOK, Gravity.NOTE

_IN_WORDS = re.compile(r"\bngay\s+(?P<d>\d{1,2})\s+thang\s+(?P<m>\d{1,2})(?:\s+nam\s+(?P<y>\d{4}))?(?!\d)")
_IN_FIGURES = re.compile(
    r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/])"
)
_DAY_MONTH = re.compile(r"\bngay\s+(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])")
_WEEKDAY = re.compile(
    r"\b(?P<name>thu\s+(?:hai|ba|tu|nam|sau|bay)|chu nhat)\b\s*(?:[,(]\s*)?(?=(?:ngay\s+)?\d)"
)
_DEADLINE = re.compile(r"\b(?:truoc|den|den het|cham nhat|han)\s+(?:ngay\s+)?$")
_NUMBER_OF = ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat")
_LAST_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: Years before and after the paper's own in which a day is believed without a look.
_EARLIEST, _YEARS_AHEAD = 1930, 10


def findings(paper: LintPaper) -> Iterator[LintFinding]:
    """Days that are written wrongly or cannot be."""
    for stretch in paper.of(*PROSE, R.DATE_LINE, R.RECIPIENTS):
        for pattern in (_IN_WORDS, _IN_FIGURES, _DAY_MONTH):
            for said in pattern.finditer(stretch.flat):
                yield from _check(stretch, said, paper)


def _check(stretch: Stretch, said: re.Match[str], paper: LintPaper) -> Iterator[LintFinding]:
    day, month = int(said["d"]), int(said["m"])
    year = int(said["y"]) if "y" in said.re.groupindex and said["y"] else None
    start, end = said.span()
    if not 1 <= month <= 12 or not 1 <= day <= _LAST_OF_MONTH[month - 1] or not _real(year, month, day):
        yield found(stretch, C.DATE_IMPOSSIBLE, MUST, start, end)
        return
    yield from _zeros(stretch, said, day, month)
    if year is None:
        return
    when, own = date(year, month, day), paper.facts.day
    if not _EARLIEST <= year <= own.year + _YEARS_AHEAD:
        yield found(stretch, C.DATE_FAR, LOOK, start, end)
    elif paper.facts.day_is_own and when < own and _is_deadline(stretch, start):
        yield found(stretch, C.DATE_PAST, LOOK, start, end, day=f"{own:%d/%m/%Y}")
    yield from _weekday(stretch, start, when, paper)


def _is_deadline(stretch: Stretch, start: int) -> bool:
    return stretch.role is not R.DATE_LINE and _DEADLINE.search(stretch.flat[:start]) is not None


def _real(year: int | None, month: int, day: int) -> bool:
    if year is None:
        return True
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _zeros(stretch: Stretch, said: re.Match[str], day: int, month: int) -> Iterator[LintFinding]:
    # With hyphens and points a day is written as in life histories, by other rules.
    if "sep" in said.re.groupindex and said["sep"] != "/":
        return
    right = (f"{day:02d}", f"{month:02d}" if month < 3 else str(month))
    if (said["d"], said["m"]) == right:
        return
    start, end = said.start("d"), said.end("m")
    new = right[0] + stretch.text[said.end("d") : said.start("m")] + right[1]
    head = stretch.role is R.DATE_LINE
    code = C.DATE_ZERO if head else C.DATE_ZERO_TEXT
    yield found(stretch, code, MUST if head else LOOK, start, end, new, right=new)


def _weekday(stretch: Stretch, start: int, when: date, paper: LintPaper) -> Iterator[LintFinding]:
    before = list(_WEEKDAY.finditer(stretch.flat[: start + 12]))
    if not before:
        return
    last = before[-1]
    between = stretch.flat[last.end() : start]
    if last.end() > start + 6 or between.strip(" ,(") not in ("", "ngay"):
        return
    name = " ".join(last["name"].split())
    if name != _NUMBER_OF[when.weekday()]:
        right = paper.words.weekdays[when.weekday()]
        if stretch.text[last.start("name")].islower():
            right = right[:1].lower() + right[1:]
        yield found(stretch, C.WEEKDAY, LOOK, *last.span("name"), right, right=right)


def weekday_of(name: str) -> int | None:
    """Which day of the week a name says, Monday 0; None for something else."""
    bare = " ".join(flat(name).split())
    return _NUMBER_OF.index(bare) if bare in _NUMBER_OF else None
