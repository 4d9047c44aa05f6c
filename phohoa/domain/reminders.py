"""When an account is reminded by a message, and of what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .deadlines import last_day_of_month
from .reviews import REPORTED_STATES, ReviewState, due_date


class DigestOccasion(StrEnum):
    """Why a digest is due: before the 20th, two days before the meeting, after the due day."""

    MONTH = "month"
    MEETING = "meeting"
    OVERDUE = "overdue"


class DigestItem(StrEnum):
    """What a digest counts, in the order in which it says it."""

    NOT_BEGUN = "not_begun"
    NOT_SENT = "not_sent"
    RETURNED = "returned"
    LOCKS_SOON = "locks_soon"
    LOCKED = "locked"
    TO_PREPARE = "to_prepare"
    MISSING = "missing"
    TO_RECEIVE = "to_receive"
    ASKED = "asked"
    HINTS = "hints"


#: The digest of the month goes out from this day on, so that what is left is done before the 20th.
MONTH_FROM, MONTH_BEFORE = 15, 20
#: So many days before the branches meet.
MEETING_AHEAD = 2
#: After the due day a message that failed, or a machine that was off, is made up for so many days.
OVERDUE_LASTS = 3


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion that is due, with the month that it is about."""

    occasion: DigestOccasion
    year: int
    month: int


def meeting_date(year: int, month: int, meeting_day: int) -> date:
    """The day around which branches meet in a month."""
    last = last_day_of_month(year, month)
    return date(year, month, min(max(meeting_day, 1), last.day))


def due_occasions(today: date, meeting_day: int, due_day: int) -> tuple[Occasion, ...]:
    """The occasions whose digest may be sent on a day.

    Each lasts some days, so that what could not be sent is tried again: from the 15th to the 19th; from two
    days before the meeting to the day before it; the three days after the due day.
    """
    found = []
    after = last_day_of_month(today.year, today.month) + timedelta(days=1)
    before = today.replace(day=1) - timedelta(days=1)
    for month in (today, after):
        meets = meeting_date(month.year, month.month, meeting_day)
        if meets - timedelta(days=MEETING_AHEAD) <= today < meets:
            found.append(Occasion(DigestOccasion.MEETING, month.year, month.month))
    for month in (before, today):
        due = due_date(month.year, month.month, due_day)
        if due < today <= due + timedelta(days=OVERDUE_LASTS):
            found.append(Occasion(DigestOccasion.OVERDUE, month.year, month.month))
    if MONTH_FROM <= today.day < MONTH_BEFORE:
        found.append(Occasion(DigestOccasion.MONTH, today.year, today.month))
    return tuple(found)


#: What counts on an occasion; what is not named says nothing on it.
_COUNTED: dict[DigestOccasion, frozenset[DigestItem]] = {
    DigestOccasion.MEETING: frozenset({DigestItem.TO_PREPARE, DigestItem.RETURNED, DigestItem.LOCKS_SOON}),
    DigestOccasion.OVERDUE: frozenset(DigestItem) - {DigestItem.TO_PREPARE, DigestItem.HINTS},
    DigestOccasion.MONTH: frozenset(DigestItem) - {DigestItem.TO_PREPARE},
}
#: What leaders are told of; the rest is the office's and the branches' work.
LEADERS_COUNT = frozenset({DigestItem.MISSING})
#: Worth a message by themselves; hints only come along.
_WORTH = frozenset(DigestItem) - {DigestItem.HINTS}


def digest_counts(
    occasion: DigestOccasion, counts: Mapping[DigestItem, int]
) -> tuple[tuple[DigestItem, int], ...]:
    """What a digest says: what counts on the occasion and is not zero; nothing where not worth it."""
    said = tuple(
        (item, counts[item]) for item in DigestItem if item in _COUNTED[occasion] and counts.get(item)
    )
    return said if any(item in _WORTH for item, _ in said) else ()


#: So many days before a month is locked its branches are told.
LOCK_AHEAD = 7


def month_item(
    state: ReviewState, returned: bool, today: date, last_open: date | None, has_leave: bool = False
) -> DigestItem | None:
    """What a month that its branch must report asks of it; None for one that is reported.

    `last_open`: the last day on which the branch may write in it; None: never locked.
    """
    if state in REPORTED_STATES:
        return None
    if last_open is not None and not has_leave:
        if today > last_open:
            return DigestItem.LOCKED
        if today >= last_open - timedelta(days=LOCK_AHEAD):
            return DigestItem.LOCKS_SOON
    if returned or state is ReviewState.RETURNED:
        return DigestItem.RETURNED
    return DigestItem.NOT_BEGUN if state is ReviewState.NOT_STARTED else DigestItem.NOT_SENT


LONGEST_ADDRESS = 200
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)


def is_address(text: str) -> bool:
    """Whether a text can be the address of a mailbox: ASCII, one name at one domain, nothing else in it."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
