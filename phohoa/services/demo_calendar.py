"""When the branches of the demo ward meet and report: on time, late, not at all. Dates only, no database."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ..domain.deadlines import add_months

FIRST_YEAR = 2023
DUE_DAY = 10
#: A review sent so soon may decide about people: whatever follows for them in the same month comes later.
_DECISIVE_LAG = 12


class Report(Enum):
    """What became of a branch's review of a month."""

    SENT = "sent"
    RETURNED = "returned"
    NOT_HELD = "not_held"
    MISSING = "missing"
    IN_PROGRESS = "in_progress"


@dataclass(frozen=True)
class MonthPlan:
    """A branch's month: the day it meets, what it reports and when (None: it does not)."""

    branch: int
    year: int
    month: int
    meeting_on: date
    report: Report
    sent_on: date | None = None
    received: bool = True

    @property
    def decisive(self) -> bool:
        """Whether decisions about people may be taken in it."""
        if self.report not in (Report.SENT, Report.RETURNED) or self.sent_on is None:
            return False
        return (self.sent_on - self.meeting_on).days <= _DECISIVE_LAG


def first_of(day: date) -> date:
    return day.replace(day=1)


class Calendar:
    """The reviewed months of `branches` branches (numbered from 0), and of the practice one after them.

    Reviewed are 2023 (by the first `in_first_year` branches) and the months from January, or the last six, up
    to today's; other months have meetings of which only the resolutions are known.
    """

    def __init__(self, today: date, branches: int, in_first_year: int, orderly: frozenset[int]) -> None:
        self.today = today
        self.branches = branches
        self._orderly = orderly
        self._rng = random.Random(44)  # noqa: S311 - invented data, the same everywhere
        self.months: dict[tuple[int, int, int], MonthPlan] = {}
        this = first_of(today)
        for month in range(1, 13):
            for branch in range(in_first_year):
                self._put(branch, date(FIRST_YEAR, month, 1))
        first = min(date(today.year, 1, 1), add_months(this, -6))
        while first < this:
            for branch in range(branches):
                self._put(branch, first)
            first = add_months(first, 1)
        last = add_months(this, -1)
        self._return_one(last)
        for branch in range(branches):
            self._put_current(branch, this)
        for back in (2, 1):
            self._put(branches, add_months(this, -back), Report.SENT)

    def _put(self, branch: int, first: date, report: Report | None = None) -> None:
        rng = self._rng
        meeting = first.replace(day=rng.choice((2, 3, 3, 3, 4, 5)))
        late, fate = 0, rng.random()
        if report is None:
            report = Report.SENT
            if branch not in self._orderly and fate < 0.05:
                report = Report.MISSING
            elif fate < 0.08 and branch != 0:
                report = Report.NOT_HELD
            elif fate < 0.22 and branch != 0:
                late = rng.choice((1, 1, 2, 3, 4, 7, 11))
        sent: date | None = meeting + timedelta(days=rng.randint(1, 4))
        if late:
            sent = first.replace(day=DUE_DAY + late)
        if report is Report.MISSING:
            sent = None
        self.months[branch, first.year, first.month] = MonthPlan(
            branch, first.year, first.month, meeting, report, sent
        )

    def _return_one(self, first: date) -> None:
        """The office has returned the last month's review of one branch."""
        for branch in range(3, self.branches):
            plan = self.months[branch, first.year, first.month]
            if plan.report is Report.SENT and plan.decisive:
                self._change(plan, Report.RETURNED)
                return

    def _change(self, plan: MonthPlan, report: Report) -> None:
        self.months[plan.branch, plan.year, plan.month] = MonthPlan(
            plan.branch, plan.year, plan.month, plan.meeting_on, report, plan.sent_on
        )

    def _put_current(self, branch: int, first: date) -> None:
        """The month under way: the first branch has not begun, the second is at it, others differ."""
        meeting = min(first.replace(day=self._rng.choice((2, 3, 4))), self.today)
        turn = branch % 7
        if branch == 0 or turn in (4, 6):
            return
        report = Report.IN_PROGRESS if branch == 1 or turn == 3 else Report.SENT
        sent = min(meeting + timedelta(days=1), self.today) if report is Report.SENT else None
        self.months[branch, first.year, first.month] = MonthPlan(
            branch, first.year, first.month, meeting, report, sent, received=turn == 2
        )

    def of(self, branch: int, day: date) -> MonthPlan | None:
        """The review of the month of a day, where there is one."""
        return self.months.get((branch, day.year, day.month))

    def meeting_before(self, branch: int, day: date) -> date:
        """The last meeting up to the day that could decide about somebody; never one of this month."""
        first = min(first_of(day), add_months(first_of(self.today), -1))
        while True:
            plan = self.of(branch, first)
            if plan is None:
                meeting = first.replace(day=2 + (first.month * 5 + branch) % 4)
                if meeting <= day:
                    return meeting
            elif plan.decisive and plan.meeting_on <= day:
                return plan.meeting_on
            first = add_months(first, -1)
