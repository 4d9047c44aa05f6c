"""The office's view of a month: who has reported, how whole; receiving or returning a review."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.deadlines import last_day_of_month
from ..domain.errors import Conflict, Invalid, NotFound
from ..domain.reporting import (
    Lack,
    RateKind,
    Rates,
    Report,
    can_be_locked,
    counts_in,
    is_locked,
    last_open_day,
    rates_of,
)
from ..domain.reviews import (
    EDITABLE_STATES,
    Reported,
    ReviewDecision,
    ReviewMoveCode,
    ReviewState,
    due_date,
    expected_branches,
)
from ..models import Review
from .command import Command, Query, command, query
from .report_facts import Judged, judge, rhythm_of, roster_of, untouched_people
from .review_locks import Leave, give_leave, leaves_of_month, lock_state
from .review_pages import decision_counts
from .review_sheet import check_month, find_review, load_branch
from .reviews import Saved, shift
from .rosters import BranchLine, branches_on


@dataclass(frozen=True)
class RosterLine:
    """A branch in a month. `expected` is false for one that was not there on the due day."""

    branch_id: int
    name: str
    short_name: str
    expected: bool
    state: ReviewState
    reported: Reported
    report: Report
    lacks: tuple[Lack, ...]
    undecided: int
    meeting_on: date | None
    chair: str
    sent_at: datetime | None
    no_change: bool
    counts: dict[ReviewDecision, int]
    has_minutes: bool


@dataclass(frozen=True)
class MonthPage:
    """A month of the whole ward; practice branches stand apart and never count."""

    year: int
    month: int
    due: date
    lines: tuple[RosterLine, ...]
    practice: tuple[RosterLine, ...]
    #: The last day on which every branch may write in it; None: it is never locked.
    last_open: date | None = None
    locked: bool = False
    #: Leaves to write in it after that day, and questions for one, with the name of the branch.
    leaves: tuple[tuple[str, Leave], ...] = ()
    today: date = date.max

    @property
    def rates(self) -> Rates:
        return rates_of(line.report for line in self.lines)

    @property
    def expected(self) -> int:
        return self.rates[RateKind.EXPECTED]

    @property
    def sent(self) -> int:
        return self.rates[RateKind.ACTUAL]

    @property
    def received(self) -> int:
        return sum(line.expected and line.state is ReviewState.RECEIVED for line in self.lines)

    @property
    def missing(self) -> tuple[RosterLine, ...]:
        """Branches whose day is past and whose report is not there."""
        return self.shown(RateKind.OVERDUE)

    @property
    def totals(self) -> Counter[ReviewDecision]:
        return totals_of(self.lines)

    def shown(self, kind: RateKind | None) -> tuple[RosterLine, ...]:
        """The branches that a count of the month is made of; all of them without one."""
        if kind is None:
            return self.lines
        return tuple(line for line in self.lines if counts_in(kind, line.report))


def totals_of(lines: Iterable[RosterLine]) -> Counter[ReviewDecision]:
    """How many people each decision concerns."""
    total: Counter[ReviewDecision] = Counter()
    for line in lines:
        total.update(line.counts)
    return total


def month_of(session: Session, year: int, month: int, today: date, *, whole: bool = False) -> MonthPage:
    """The month from the roster of branches, never from the reports that exist (four selects).

    `whole`: also what each report lacks person by person, and who may write in it after the lock (up to three
    more).
    """
    first, last = date(year, month, 1), last_day_of_month(year, month)
    branches = branches_on(session, first, last, practice=True)
    rhythm = rhythm_of(session)
    due = rhythm.due_day
    expected = set(expected_branches(roster_of(branches), year, month, due))
    reviews = {
        review.branch_id: review
        for review in session.scalars(select(Review).where(Review.year == year).where(Review.month == month))
    }
    counts = decision_counts(session, [review.id for review in reviews.values()])
    undecided: dict[int, int] = {}
    leaves: tuple[tuple[str, Leave], ...] = ()
    if whole:
        under_way = [r for r in reviews.values() if r.state in EDITABLE_STATES]
        undecided = untouched_people(session, under_way, year, month)
        if can_be_locked(year, month, today):
            names = {branch.id: branch.name for branch in branches}
            found = leaves_of_month(session, year, month)
            leaves = tuple((names.get(leave.branch_id, ""), leave) for leave in found)

    def line(branch: BranchLine) -> RosterLine:
        review = reviews.get(branch.id)
        missing = undecided.get(review.id, 0) if review is not None else 0
        judged = judge(review, branch.id in expected, year, month, due, today, missing)
        return _roster_line(branch, review, judged, missing, counts)

    lines = [(branch, line(branch)) for branch in branches]
    return MonthPage(
        year,
        month,
        due_date(year, month, due),
        tuple(line for branch, line in lines if not branch.is_practice),
        tuple(line for branch, line in lines if branch.is_practice),
        last_open_day(year, month, rhythm.lock_day) if rhythm.lock_day is not None else None,
        is_locked(year, month, rhythm.lock_day, today),
        leaves,
        today,
    )


def _roster_line(
    branch: BranchLine,
    review: Review | None,
    judged: Judged,
    undecided: int,
    counts: dict[int, dict[ReviewDecision, int]],
) -> RosterLine:
    return RosterLine(
        branch_id=branch.id,
        name=branch.name,
        short_name=branch.short_name,
        expected=judged.report.expected,
        state=review.state if review is not None else ReviewState.NOT_STARTED,
        reported=judged.reported,
        report=judged.report,
        lacks=judged.lacks,
        undecided=undecided,
        meeting_on=review.meeting_on if review is not None else None,
        chair=review.chair if review is not None else "",
        sent_at=review.submitted_at if review is not None else None,
        no_change=review is not None and review.no_change,
        counts=counts.get(review.id, {}) if review is not None else {},
        has_minutes=review is not None and review.document_id is not None,
    )


@query(Action.REVIEW_MONTH_VIEW)
def month_page(cx: Query, year: int, month: int) -> MonthPage:
    """Who has reported in a month. Raises NotFound for no month, Refused for one not yet begun."""
    cx.allow()
    check_month(year, month, cx.today)
    return month_of(cx.session, year, month, cx.today, whole=True)


def _for_office(cx: Command, branch_id: int, year: int, month: int, version: int | None) -> Review:
    load_branch(cx, branch_id, year, month, lock=True)
    review = find_review(cx.session, branch_id, year, month)
    if review is None:
        raise NotFound
    if review.version != version:
        raise Conflict("review_state")
    return review


@command(Action.REVIEW_RECEIVE)
def receive_review(cx: Command, branch_id: int, year: int, month: int, version: int | None) -> Saved:
    """Note that the office has received the review. Raises Conflict("review_state") when it was not sent."""
    review = _for_office(cx, branch_id, year, month, version)
    shift(cx, review, ReviewMoveCode.RECEIVE)
    review.received_at = cx.now
    cx.session.flush()
    return Saved(review.version, "")


@command(Action.REVIEW_RECEIVE)
def return_review(
    cx: Command,
    branch_id: int,
    year: int,
    month: int,
    version: int | None,
    reason: str,
    until: date | None = None,
) -> Saved:
    """Return the review to its branch. What was carried out stays; the branch corrects the rest and adds.

    A month that is locked for the branch is opened in the same step, until the day `until` and for the same
    reason. Raises Invalid without a reason, or without that day where it is needed; Conflict("review_state")
    when it was not sent.
    """
    review = _for_office(cx, branch_id, year, month, version)
    if not reason.strip():
        raise Invalid(fields={"reason": "return_reason_needed"})
    shift(cx, review, ReviewMoveCode.RETURN, reason.strip())
    if lock_state(cx.session, branch_id, year, month, cx.today).closed:
        give_leave(cx, review, branch_id, year, month, until, reason)
    review.return_reason = reason.strip()
    review.received_at = None
    review.no_change = False
    cx.session.flush()
    return Saved(review.version, "")
