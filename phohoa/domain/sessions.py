"""Sessions of the committee on which steps of many runs wait."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from .deadlines import DEFAULT_HOLIDAYS, Holidays, is_working_day, last_day_of_month

_DAY = timedelta(days=1)


class SessionKind(StrEnum):
    """Which body meets."""

    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"


def session_day(year: int, month: int, day: int, holidays: Holidays = DEFAULT_HOLIDAYS) -> date:
    """The usual day of a month, moved to the next working day; to the one before where that leaves the month.

    A month without such a day counts from its last day.
    """
    last = last_day_of_month(year, month)
    usual = last.replace(day=min(day, last.day))
    found = usual
    while not is_working_day(found, holidays):
        found += _DAY
        if found > last:
            break
    else:
        return found
    found = usual
    while not is_working_day(found, holidays):
        found -= _DAY
    return found


def session_days(year: int, day: int, holidays: Holidays = DEFAULT_HOLIDAYS) -> tuple[date, ...]:
    """A day of each month of a year on which the body usually meets, none of them a day off."""
    return tuple(session_day(year, month, day, holidays) for month in range(1, 13))
