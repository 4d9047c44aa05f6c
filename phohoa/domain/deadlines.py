"""Working days, months and due dates; public holidays are data that the office completes."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


class HolidayKind(StrEnum):
    """Which public holiday a day off belongs to."""

    NEW_YEAR = "new_year"
    LUNAR_NEW_YEAR = "lunar_new_year"
    HUNG_KINGS = "hung_kings"
    REUNIFICATION = "reunification"
    LABOUR = "labour"
    NATIONAL = "national"
    SUBSTITUTE = "substitute"


class HolidayCertainty(StrEnum):
    """Whether a day is fixed by law or depends on the government's yearly announcement."""

    CERTAIN = "certain"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """One day off on which offices would else work, or one weekend day swapped into a working day."""

    day: date
    kind: HolidayKind
    certainty: HolidayCertainty
    is_working: bool = False


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days off besides weekends, and weekend days that are worked instead."""

    off: frozenset[date]
    worked: frozenset[date] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[PublicHoliday]) -> Holidays:
        """The calendar of some rows."""
        rows = tuple(rows)
        return cls(
            frozenset(row.day for row in rows if not row.is_working),
            frozenset(row.day for row in rows if row.is_working),
        )


def _fixed(year: int) -> list[PublicHoliday]:
    sure = HolidayCertainty.CERTAIN
    return [
        PublicHoliday(date(year, 1, 1), HolidayKind.NEW_YEAR, sure),
        PublicHoliday(date(year, 4, 30), HolidayKind.REUNIFICATION, sure),
        PublicHoliday(date(year, 5, 1), HolidayKind.LABOUR, sure),
        PublicHoliday(date(year, 9, 2), HolidayKind.NATIONAL, sure),
    ]


# First day of the lunar year and the tenth of its third month, by the lunar calendar of Vietnam.
_LUNAR = {
    2023: (date(2023, 1, 22), date(2023, 4, 29)),
    2024: (date(2024, 2, 10), date(2024, 4, 18)),
    2025: (date(2025, 1, 29), date(2025, 4, 7)),
    2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)),
}
# Days the government adds around a feast: which neighbour of 02/09, which days beside Tet, which
# substitutes for feasts on a weekend. Announced year by year, so the office confirms them.
_NATIONAL_NEIGHBOUR = {
    2023: date(2023, 9, 1),
    2024: date(2024, 9, 3),
    2025: date(2025, 9, 1),
    2026: date(2026, 9, 1),
    2027: date(2027, 9, 3),
}
_TET_DAYS_BEFORE_AND_AFTER = {2023: (2, 4), 2024: (2, 4), 2025: (4, 4), 2026: (3, 3), 2027: (1, 5)}
_SUBSTITUTES = (
    date(2023, 1, 2),
    date(2023, 5, 2),
    date(2023, 5, 3),
    date(2023, 9, 4),
    date(2026, 4, 27),
    date(2027, 5, 3),
)
# Days off swapped for a Saturday that is worked.
_SWAPS = (
    (date(2024, 4, 29), date(2024, 5, 4)),
    (date(2025, 5, 2), date(2025, 4, 26)),
    (date(2026, 1, 2), date(2026, 1, 10)),
    (date(2026, 8, 31), date(2026, 8, 22)),
)


def _around_lunar(year: int) -> list[PublicHoliday]:
    first, kings = _LUNAR[year]
    before, after = _TET_DAYS_BEFORE_AND_AFTER[year]
    open_question = HolidayCertainty.TO_CONFIRM
    days = [
        PublicHoliday(
            first + offset * _DAY,
            HolidayKind.LUNAR_NEW_YEAR,
            HolidayCertainty.CERTAIN if 0 <= offset <= 2 else open_question,
        )
        for offset in range(-before, after + 1)
    ]
    days.append(PublicHoliday(kings, HolidayKind.HUNG_KINGS, HolidayCertainty.CERTAIN))
    days.append(PublicHoliday(_NATIONAL_NEIGHBOUR[year], HolidayKind.NATIONAL, open_question))
    return days


def _announced() -> list[PublicHoliday]:
    off = [*_SUBSTITUTES, *(free for free, _ in _SWAPS)]
    open_question = HolidayCertainty.TO_CONFIRM
    return [PublicHoliday(day, HolidayKind.SUBSTITUTE, open_question) for day in off] + [
        PublicHoliday(worked, HolidayKind.SUBSTITUTE, open_question, is_working=True) for _, worked in _SWAPS
    ]


#: The days fixed by law are known for years of which nobody has announced the lunar ones yet.
_FIXED_UNTIL = 2040

PUBLIC_HOLIDAYS: tuple[PublicHoliday, ...] = tuple(
    sorted(
        [row for year in range(min(_LUNAR), _FIXED_UNTIL + 1) for row in _fixed(year)]
        + [row for year in _LUNAR for row in _around_lunar(year)]
        + _announced(),
        key=lambda row: row.day,
    )
)
DEFAULT_HOLIDAYS: Holidays = Holidays.of(PUBLIC_HOLIDAYS)


def is_working_day(day: date, holidays: Holidays = DEFAULT_HOLIDAYS) -> bool:
    """Monday to Friday less the days off, or a weekend day that is worked instead of another."""
    return day in holidays.worked or (day.weekday() < 5 and day not in holidays.off)


def add_working_days(start: date, count: int, holidays: Holidays = DEFAULT_HOLIDAYS) -> date:
    """The day on which a limit of `count` working days ends; the day after `start` is the first to count.

    Raises ValueError for a negative count; zero gives `start` itself.
    """
    if count < 0:
        raise ValueError("a limit cannot be negative")
    day = start
    while count:
        day += _DAY
        count -= is_working_day(day, holidays)
    return day


def subtract_working_days(end: date, count: int, holidays: Holidays = DEFAULT_HOLIDAYS) -> date:
    """The last day from which a limit of `count` working days does not end after `end`."""
    if count < 0:
        raise ValueError("a limit cannot be negative")
    day = end
    while count:
        count -= is_working_day(day, holidays)
        day -= _DAY
    return day


def _weekdays_to(day: date) -> int:
    """Days from Monday to Friday since the calendar began (its first day was a Monday), `day` included."""
    weeks, rest = divmod(day.toordinal(), 7)
    return 5 * weeks + min(rest, 5)


def working_days_between(start: date, end: date, holidays: Holidays = DEFAULT_HOLIDAYS) -> int:
    """Working days after `start` up to and including `end`; negative if `end` comes first."""
    if end < start:
        return -working_days_between(end, start, holidays)
    # Counted, not walked: a board asks this for deadlines that are years away.
    free = sum(start < day <= end and day.weekday() < 5 for day in holidays.off - holidays.worked)
    extra = sum(start < day <= end and day.weekday() >= 5 for day in holidays.worked)
    return _weekdays_to(end) - _weekdays_to(start) - free + extra


def weekdays_off_between(start: date, end: date, holidays: Holidays = DEFAULT_HOLIDAYS) -> int:
    """Mondays to Fridays after `start` up to and including `end` that are days off."""
    return sum(start < day <= end and day.weekday() < 5 for day in holidays.off - holidays.worked)


# The lunar new year falls between these days of the solar year; fewer days off there: not entered.
_LUNAR_WINDOW = ((1, 20), (2, 25))
_LUNAR_DAYS_LEAST = 3


def lunar_year_entered(year: int, holidays: Holidays = DEFAULT_HOLIDAYS) -> bool:
    """True if the days off of the lunar new year of a year are in the table."""
    first, last = (date(year, month, day) for month, day in _LUNAR_WINDOW)
    return sum(first <= day <= last for day in holidays.off) >= _LUNAR_DAYS_LEAST


def lunar_years_missing(start: date, end: date, holidays: Holidays = DEFAULT_HOLIDAYS) -> tuple[int, ...]:
    """The years that a span of days reaches and whose lunar days off are not entered."""
    return tuple(year for year in range(start.year, end.year + 1) if not lunar_year_entered(year, holidays))


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier); where that month has no such day, its last day."""
    month = day.year * 12 + day.month - 1 + months
    year, index = divmod(month, 12)
    return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


# The tenth of the third lunar month falls between these days of the solar year.
_KINGS_WINDOW = ((3, 28), (4, 29))


def holidays_missing(year: int, holidays: Holidays = DEFAULT_HOLIDAYS) -> tuple[HolidayKind, ...]:
    """The feasts of a year of which no day off is in the table."""
    off = holidays.off
    first, last = (date(year, month, day) for month, day in _KINGS_WINDOW)
    there = {
        HolidayKind.NEW_YEAR: date(year, 1, 1) in off,
        HolidayKind.LUNAR_NEW_YEAR: lunar_year_entered(year, holidays),
        HolidayKind.HUNG_KINGS: any(first <= day <= last for day in off),
        HolidayKind.REUNIFICATION: date(year, 4, 30) in off,
        HolidayKind.LABOUR: date(year, 5, 1) in off,
        HolidayKind.NATIONAL: date(year, 9, 2) in off and bool({date(year, 9, 1), date(year, 9, 3)} & off),
    }
    return tuple(kind for kind, known in there.items() if not known)
