"""The office's view of a month and of a year: who has reported, and receiving or returning a review."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.deadlines import last_day_of_month
from ..domain.errors import Conflict, Invalid, NotFound
from ..domain.reviews import (
    REPORTED_STATES,
    Reported,
    ReviewDecision,
    ReviewMoveCode,
    ReviewState,
    RosterBranch,
    Timeliness,
    due_date,
    expected_branches,
    month_begun,
    timeliness,
)
from ..models import Review
from .command import Command, Query, command, query
from .review_pages import decision_counts, due_day, sent_on
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

    @property
    def expected(self) -> int:
        return sum(line.expected for line in self.lines)

    @property
    def sent(self) -> int:
        return sum(line.expected and line.state in REPORTED_STATES for line in self.lines)

    @property
    def received(self) -> int:
        return sum(line.expected and line.state is ReviewState.RECEIVED for line in self.lines)

    @property
    def missing(self) -> tuple[RosterLine, ...]:
        return tuple(
            line for line in self.lines if line.expected and line.reported.timeliness is Timeliness.MISSING
        )

    @property
    def late(self) -> int:
        return sum(line.expected and line.reported.timeliness is Timeliness.LATE for line in self.lines)

    @property
    def totals(self) -> Counter[ReviewDecision]:
        total: Counter[ReviewDecision] = Counter()
        for line in self.lines:
            total.update(line.counts)
        return total


def roster_of(branches: tuple[BranchLine, ...]) -> list[RosterBranch]:
    """Branches as the rule of who must report knows them: there by their last day, not the day after."""
    day = timedelta(days=1)
    return [
        RosterBranch(b.id, b.opened_on, b.closed_on - day if b.closed_on else None, b.is_practice)
        for b in branches
    ]


def month_of(session: Session, year: int, month: int, today: date) -> MonthPage:
    """The month from the roster of branches, never from the reports that exist (four selects)."""
    first, last = date(year, month, 1), last_day_of_month(year, month)
    branches = branches_on(session, first, last, practice=True)
    due = due_day(session)
    expected = set(expected_branches(roster_of(branches), year, month, due))
    reviews = {
        review.branch_id: review
        for review in session.scalars(select(Review).where(Review.year == year).where(Review.month == month))
    }
    counts = decision_counts(session, [review.id for review in reviews.values()])
    lines = [
        (
            branch,
            _roster_line(
                branch, branch.id in expected, reviews.get(branch.id), counts, year, month, due, today
            ),
        )
        for branch in branches
    ]
    return MonthPage(
        year,
        month,
        due_date(year, month, due),
        tuple(line for branch, line in lines if not branch.is_practice),
        tuple(line for branch, line in lines if branch.is_practice),
    )


def _roster_line(
    branch: BranchLine,
    expected: bool,
    review: Review | None,
    counts: dict[int, dict[ReviewDecision, int]],
    year: int,
    month: int,
    due: int,
    today: date,
) -> RosterLine:
    return RosterLine(
        branch_id=branch.id,
        name=branch.name,
        short_name=branch.short_name,
        expected=expected,
        state=review.state if review is not None else ReviewState.NOT_STARTED,
        reported=timeliness(year, month, due, sent_on(review), today),
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
    return month_of(cx.session, year, month, cx.today)


@dataclass(frozen=True)
class Cell:
    """A branch in one month of the year; `state` None when there was nothing to report."""

    month: int
    state: ReviewState | None
    reported: Reported


@dataclass(frozen=True)
class YearLine:
    """A branch through the year."""

    branch_id: int
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class YearPage:
    """Branches by months. `sent` and `expected` count per month."""

    year: int
    months: tuple[int, ...]
    lines: tuple[YearLine, ...]
    sent: tuple[int, ...]
    expected: tuple[int, ...]


@query(Action.REVIEW_MONTH_VIEW)
def year_page(cx: Query, year: int) -> YearPage:
    """The year's months that have begun, branch by branch. Raises NotFound, Refused as month_page."""
    cx.allow()
    check_month(year, 1, cx.today)
    months = tuple(m for m in range(1, 13) if month_begun(year, m, cx.today))
    branches = branches_on(cx.session, date(year, 1, 1), date(year, 12, 31))
    due = due_day(cx.session)
    roster = roster_of(branches)
    expected = {month: set(expected_branches(roster, year, month, due)) for month in months}
    reviews = {
        (review.branch_id, review.month): review
        for review in cx.session.scalars(select(Review).where(Review.year == year))
    }

    def cell(branch_id: int, month: int) -> Cell:
        review = reviews.get((branch_id, month))
        reported = timeliness(year, month, due, sent_on(review), cx.today)
        if review is None and branch_id not in expected[month]:
            return Cell(month, None, reported)
        return Cell(month, review.state if review is not None else ReviewState.NOT_STARTED, reported)

    lines = tuple(
        YearLine(branch.id, branch.short_name, tuple(cell(branch.id, month) for month in months))
        for branch in branches
    )
    return YearPage(
        year,
        months,
        lines,
        tuple(
            sum(
                line.branch_id in expected[month] and line.cells[place].state in REPORTED_STATES
                for line in lines
            )
            for place, month in enumerate(months)
        ),
        tuple(len(expected[month]) for month in months),
    )


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
    cx: Command, branch_id: int, year: int, month: int, version: int | None, reason: str
) -> Saved:
    """Return the review to its branch. What was carried out stays; the branch corrects the rest and adds.

    Raises Invalid without a reason, Conflict("review_state") when it was not sent.
    """
    review = _for_office(cx, branch_id, year, month, version)
    if not reason.strip():
        raise Invalid(fields={"reason": "return_reason_needed"})
    shift(cx, review, ReviewMoveCode.RETURN, reason.strip())
    review.return_reason = reason.strip()
    review.received_at = None
    review.no_change = False
    cx.session.flush()
    return Saved(review.version, "")
