"""The table of days off and of weekend days that are worked: what is known, confirmed, added, removed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import extract, select

from ..domain.access import Action, scope_of
from ..domain.deadlines import (
    PUBLIC_HOLIDAYS,
    HolidayCertainty,
    HolidayKind,
    PublicHoliday,
    holidays_missing,
)
from ..domain.errors import Invalid
from ..models import Holiday
from .command import Command, Query, command, query
from .rules import book_of

_KNOWN: dict[date, PublicHoliday] = {row.day: row for row in PUBLIC_HOLIDAYS}
FIRST_YEAR, LAST_YEAR = PUBLIC_HOLIDAYS[0].day.year, PUBLIC_HOLIDAYS[-1].day.year


class Mark(StrEnum):
    """What the office says of a day of the table."""

    CONFIRM = "confirm"
    REMOVE = "remove"
    RESTORE = "restore"


@dataclass(frozen=True)
class HolidayLine:
    """A day of the table. `kind` None: added by the office under a name of its own.

    `is_confirmed`: the office compared it with the announcement. `is_removed`: it does not count this time.
    """

    day: date
    kind: HolidayKind | None
    name: str
    is_worked: bool
    certainty: HolidayCertainty | None
    is_confirmed: bool
    is_removed: bool


@dataclass(frozen=True)
class HolidaysOfYear:
    """The days of a year in order; `missing`, `missing_next`: feasts without a day off this year and next."""

    year: int
    years: tuple[int, ...]
    lines: tuple[HolidayLine, ...]
    to_confirm: int
    missing: tuple[HolidayKind, ...]
    missing_next: tuple[HolidayKind, ...]
    may_edit: bool


def _line(day: date, known: PublicHoliday | None, row: Holiday | None) -> HolidayLine:
    worked = known.is_working if known else bool(row and row.is_working)
    return HolidayLine(
        day=day,
        kind=known.kind if known else None,
        name=row.name if row else "",
        is_worked=worked,
        certainty=known.certainty if known else None,
        is_confirmed=row is not None and row.is_working == worked,
        is_removed=row is not None and row.is_working != worked,
    )


@query(Action.RULE_VIEW)
def holidays_of_year(cx: Query, year: int | None = None) -> HolidaysOfYear:
    """The table of a year; this year where none, or one outside of the table, is asked."""
    cx.allow()
    shown = year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else cx.today.year
    rows = cx.session.scalars(select(Holiday).where(extract("year", Holiday.day) == shown)).all()
    entered = {row.day: row for row in rows}
    days = sorted({day for day in _KNOWN if day.year == shown} | set(entered))
    lines = tuple(_line(day, _KNOWN.get(day), entered.get(day)) for day in days)
    table = book_of(cx.session).holidays
    around = range(max(FIRST_YEAR, shown - 3), min(LAST_YEAR, shown + 3) + 1)
    return HolidaysOfYear(
        year=shown,
        years=tuple(around),
        lines=lines,
        to_confirm=sum(
            line.certainty is HolidayCertainty.TO_CONFIRM and not line.is_confirmed and not line.is_removed
            for line in lines
        ),
        missing=holidays_missing(shown, table),
        missing_next=holidays_missing(shown + 1, table),
        may_edit=scope_of(cx.actor, Action.CALENDAR_EDIT) is not None,
    )


@command(Action.CALENDAR_EDIT)
def add_holiday(cx: Command, day: date, name: str, is_worked: bool) -> None:
    """Add a day off, or a weekend day that is worked instead of another. Raises Invalid."""
    cx.allow()
    weekend = day.weekday() >= 5
    code = ""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        code = "holiday_year"
    elif day in _KNOWN or cx.session.get(Holiday, day) is not None:
        code = "holiday_taken"
    elif weekend and not is_worked:
        code = "holiday_weekend"
    elif is_worked and not weekend:
        code = "holiday_weekday"
    if code:
        raise Invalid(fields={"day": code})
    cx.session.add(Holiday(day=day, name=name, is_working=is_worked))


@command(Action.CALENDAR_EDIT)
def mark_holiday(cx: Command, day: date, mark: Mark) -> None:
    """Confirm a known day, remove a day, or let the table say again what it knew. Raises Invalid."""
    cx.allow()
    known, row = _KNOWN.get(day), cx.session.get(Holiday, day)
    if known is None:
        if row is None or mark is not Mark.REMOVE:
            raise Invalid(fields={"day": "holiday_gone"})
        cx.session.delete(row)
        return
    if mark is Mark.RESTORE:
        if row is not None:
            cx.session.delete(row)
        return
    counts = known.is_working if mark is Mark.CONFIRM else not known.is_working
    if row is None:
        cx.session.add(Holiday(day=day, name="", is_working=counts))
    else:
        row.is_working = counts
