"""Who must report a month, who has, how late, how whole; and when a month is closed for its branches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .deadlines import last_day_of_month
from .reviews import REPORTED_STATES, Reported, ReviewState, Timeliness

# --- one report --------------------------------------------------------------------------------------------


class Lack(StrEnum):
    """What a report still lacks to be whole."""

    NOT_SENT = "not_sent"
    DECISIONS = "decisions"
    MEETING_DAY = "meeting_day"
    CHAIR = "chair"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A branch's month as far as being whole depends on it. `undecided`: people without a decision."""

    state: ReviewState
    no_change: bool = False
    meeting_on: date | None = None
    chair: str = ""
    members: int | None = None
    present: int | None = None
    undecided: int = 0
    has_minutes: bool = False


def lacks(facts: ReportFacts) -> tuple[Lack, ...]:
    """What is missing from a report, in the order in which it is mended; nothing for one that is whole.

    A month in which the branch did not meet is whole once that was reported; "no change" needs no decision
    per person (HD 38, I.1.1 d). Of a month that nobody has begun only the report itself is missing.
    """
    if facts.state is ReviewState.NOT_HELD:
        return ()
    if facts.state is ReviewState.NOT_STARTED:
        return (Lack.NOT_SENT,)
    sent = facts.state in REPORTED_STATES
    missing = {
        Lack.NOT_SENT: not sent,
        Lack.DECISIONS: facts.undecided > 0 and not facts.no_change,
        Lack.MEETING_DAY: facts.meeting_on is None,
        Lack.CHAIR: not facts.chair.strip(),
        Lack.ATTENDANCE: facts.members is None or facts.present is None,
        Lack.MINUTES: sent and not facts.has_minutes,
    }
    return tuple(lack for lack, is_missing in missing.items() if is_missing)


class ReportStanding(StrEnum):
    """How a branch stands with a month, in one word."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_HELD = "not_held"
    RETURNED = "returned"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    NOT_EXPECTED = "not_expected"


#: Standings of a report that is there.
_THERE = frozenset({ReportStanding.ON_TIME, ReportStanding.LATE, ReportStanding.NOT_HELD})


def standing_of(
    expected: bool, state: ReviewState, reported: Reported, returned_before: bool = False
) -> ReportStanding:
    """The one word. A returned report is no report until it is sent again, however early it first came.

    "Did not meet" is a report like any other, and is named so when it was in time.
    """
    if not expected and state is ReviewState.NOT_STARTED:
        return ReportStanding.NOT_EXPECTED
    if state is ReviewState.RETURNED or (returned_before and state not in REPORTED_STATES):
        return ReportStanding.RETURNED
    if state in REPORTED_STATES:
        if reported.timeliness is Timeliness.LATE:
            return ReportStanding.LATE
        return ReportStanding.NOT_HELD if state is ReviewState.NOT_HELD else ReportStanding.ON_TIME
    if not expected:
        return ReportStanding.NOT_EXPECTED
    return ReportStanding.OVERDUE if reported.timeliness is Timeliness.MISSING else ReportStanding.NOT_DUE


@dataclass(frozen=True, slots=True)
class Report:
    """One branch's month, judged. `due`: its due day is past, so that it counts in the rates of a year."""

    expected: bool
    standing: ReportStanding
    is_whole: bool
    due: bool = True

    @property
    def is_there(self) -> bool:
        """Whether it was reported and stands."""
        return self.standing in _THERE

    @property
    def is_on_time(self) -> bool:
        """Whether it was reported in time, the branch having met or not."""
        return self.standing in (ReportStanding.ON_TIME, ReportStanding.NOT_HELD)


# --- many reports ------------------------------------------------------------------------------------------


class RateKind(StrEnum):
    """The counts of a reporting rate; each opens the list of the reports that it counts."""

    EXPECTED = "expected"
    ACTUAL = "actual"
    ON_TIME = "on_time"
    LATE = "late"
    WHOLE = "whole"
    NOT_WHOLE = "not_whole"
    RETURNED = "returned"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"


def counts_in(kind: RateKind, report: Report) -> bool:
    """Whether a report is one of those that a count is made of; only expected ones ever are."""
    if not report.expected:
        return False
    match kind:
        case RateKind.EXPECTED:
            return True
        case RateKind.ACTUAL:
            return report.is_there
        case RateKind.ON_TIME:
            return report.is_on_time
        case RateKind.WHOLE:
            return report.is_there and report.is_whole
        case RateKind.NOT_WHOLE:
            return report.is_there and not report.is_whole
        case _:
            return report.standing.value == kind.value


@dataclass(frozen=True, slots=True)
class Rates:
    """How many reports were expected, and how many of them are there, in time, whole."""

    counts: dict[RateKind, int]

    def __getitem__(self, kind: RateKind) -> int:
        return self.counts[kind]

    def percent(self, kind: RateKind) -> int | None:
        """The part of the expected ones in whole percent, rounded down (100: all); None for none."""
        expected = self.counts[RateKind.EXPECTED]
        return self.counts[kind] * 100 // expected if expected else None


def rates_of(reports: Iterable[Report]) -> Rates:
    """The counts over some reports."""
    found = list(reports)
    return Rates({kind: sum(counts_in(kind, report) for report in found) for kind in RateKind})


# --- the lock ----------------------------------------------------------------------------------------------


def last_open_day(year: int, month: int, lock_day: int) -> date:
    """The last day on which branches may write in a month: that day of the next one, or its last."""
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    last = last_day_of_month(*after)
    return date(*after, min(max(lock_day, 1), last.day))


def is_locked(year: int, month: int, lock_day: int | None, today: date) -> bool:
    """Whether a month is closed for its branches; without a lock day none ever is."""
    return lock_day is not None and today > last_open_day(year, month, lock_day)


def can_be_locked(year: int, month: int, today: date) -> bool:
    """Whether a lock day could have closed the month at all: only once the next one has begun."""
    return (today.year, today.month) > (year, month)
