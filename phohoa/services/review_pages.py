"""What the pages of one branch's monthly reviews show: the working page and the list by month."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.access import Action, may
from ..domain.errors import NotFound
from ..domain.reviews import (
    Rating,
    Reported,
    ReviewDecision,
    ReviewState,
    allowed_decisions,
    due_date,
    removal_reasons,
    timeliness,
)
from ..domain.stages import ReasonToLeave, Stage
from ..models import Branch, Document, Review, ReviewEvent, ReviewLine, Ward
from . import clock
from .command import Query, query
from .review_locks import LockState, lock_state
from .review_sheet import Entered, entries, find_review, is_editable, load_branch, official_members
from .reviews import HeadInput, head_defaults, head_of
from .storage import read_file

#: How many months a branch's list goes back.
MONTHS_SHOWN = 12


@dataclass(frozen=True)
class LineView:
    """One person of a review, with what was entered and what can be chosen."""

    run_id: int
    name: str
    birth: str
    stage: Stage
    days: int
    helper: str
    offers_helper: bool
    decisions: tuple[ReviewDecision, ...]
    reasons: tuple[ReasonToLeave, ...]
    decision: ReviewDecision | None
    reason_code: str
    reason_on: date | None
    reason: str
    helper_id: int | None
    remark: str
    rating: Rating | None
    version: int
    saved_at: datetime | None
    applied: bool


@dataclass(frozen=True)
class EventView:
    """One change of a review's state."""

    at: datetime
    by: str
    state: ReviewState
    reason: str
    #: A locked month was opened for the branch until this day.
    open_until: date | None = None


@dataclass(frozen=True)
class ReviewPage:
    """A branch's review of a month as its page shows it; the head has a version of its own."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    state: ReviewState
    version: int
    head: HeadInput
    head_version: int
    lines: tuple[LineView, ...]
    members: tuple[tuple[int, str], ...]
    editable: bool
    no_change: bool
    not_held_reason: str
    return_reason: str
    due: date
    reported: Reported
    sent_at: datetime | None
    has_minutes: bool
    events: tuple[EventView, ...]
    lock: LockState

    @property
    def decided(self) -> int:
        return sum(line.decision is not None for line in self.lines)

    def line(self, run_id: int) -> LineView:
        """The line of a run. Raises NotFound."""
        for line in self.lines:
            if line.run_id == run_id:
                return line
        raise NotFound


def sent_on(review: Review | None) -> date | None:
    """The ward's day on which the review was first sent."""
    sent = review.first_submitted_at if review is not None else None
    return clock.local(sent).date() if sent is not None else None


def due_day(session: Session) -> int:
    """The day of the month by which branches report."""
    return session.scalar(select(Ward.review_due_day)) or 10


def _line_view(entry: Entered, helpers: dict[int, str], today: date) -> LineView:
    run, line = entry.run, entry.line
    helper_id = line.helper_id if line is not None else None
    current = run.helper.full_name if run.helper is not None else ""
    chosen = line.decision if line is not None else None
    decisions = (chosen,) if entry.applied and chosen is not None else allowed_decisions(run.stage)
    return LineView(
        run_id=run.id,
        name=run.person.full_name,
        birth=str(run.person.birth_year),
        stage=run.stage,
        days=max((today - run.stage_since).days, 0),
        helper=helpers.get(helper_id, current) if helper_id is not None else current,
        offers_helper=not entry.applied and (run.helper_id is None or run.stage is Stage.SOURCE),
        decisions=decisions,
        reasons=removal_reasons(run.stage),
        decision=chosen,
        reason_code=line.reason_code if line is not None else "",
        reason_on=line.reason_on if line is not None else None,
        reason=line.reason if line is not None else "",
        helper_id=helper_id,
        remark=line.remark if line is not None else "",
        rating=line.rating if line is not None else None,
        version=line.version if line is not None else 0,
        saved_at=line.saved_at if line is not None else None,
        applied=entry.applied,
    )


@query(Action.REVIEW_VIEW)
def review_page(cx: Query, branch_id: int, year: int, month: int) -> ReviewPage:
    """The working page. Reads only: before the first save the list is prepared from the board each time.

    Raises NotFound for another one's branch, Refused for a month not begun or without this branch.
    """
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    listed = entries(cx.session, branch_id, year, month, review)
    members = tuple((m.id, m.full_name) for m in official_members(cx.session, branch_id, cx.today))
    due = due_day(cx.session)
    lock = lock_state(cx.session, branch_id, year, month, cx.today)
    head = head_defaults(cx.session, branch_id, year, month) if review is None else head_of(review)
    return ReviewPage(
        branch_id=branch_id,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        year=year,
        month=month,
        state=review.state if review is not None else ReviewState.NOT_STARTED,
        version=review.version if review is not None else 0,
        head=head,
        head_version=review.head_version if review is not None else 0,
        lines=tuple(_line_view(entry, dict(members), cx.today) for entry in listed),
        members=members,
        editable=is_editable(review) and not lock.closed and may(cx.actor, Action.REVIEW_EDIT, branch_id),
        no_change=review is not None and review.no_change,
        not_held_reason=review.not_held_reason if review is not None else "",
        return_reason=review.return_reason if review is not None else "",
        due=due_date(year, month, due),
        reported=timeliness(year, month, due, sent_on(review), cx.today),
        sent_at=review.submitted_at if review is not None else None,
        has_minutes=review is not None and review.document_id is not None,
        events=_events(cx.session, review),
        lock=lock,
    )


def _events(session: Session, review: Review | None) -> tuple[EventView, ...]:
    if review is None:
        return ()
    rows = session.scalars(
        select(ReviewEvent).where(ReviewEvent.review_id == review.id).order_by(ReviewEvent.id)
    )
    return tuple(EventView(row.at, row.actor_name, row.to_state, row.reason, row.open_until) for row in rows)


@dataclass(frozen=True)
class Minutes:
    """The stored minutes: exactly the bytes that were made when the review was concluded."""

    data: bytes
    file_name: str


@query(Action.REVIEW_VIEW)
def minutes_of(cx: Query, branch_id: int, year: int, month: int) -> Minutes:
    """The minutes of a concluded review. Raises NotFound when there are none."""
    load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    document = cx.session.get(Document, review.document_id) if review and review.document_id else None
    if document is None:
        raise NotFound
    return Minutes(read_file(document.sha256), f"bien-ban-{branch_id}-{year}-{month:02d}.pdf")


@dataclass(frozen=True)
class MonthView:
    """One month of a branch in its list."""

    year: int
    month: int
    state: ReviewState
    reported: Reported
    meeting_on: date | None
    chair: str
    sent_at: datetime | None
    no_change: bool
    counts: dict[ReviewDecision, int]
    has_minutes: bool
    return_reason: str


@dataclass(frozen=True)
class BranchReviews:
    """A branch's reviews, newest month first."""

    branch_id: int
    branch_name: str
    is_practice: bool
    months: tuple[MonthView, ...]


def decision_counts(session: Session, review_ids: list[int]) -> dict[int, dict[ReviewDecision, int]]:
    """How many people each decision concerns, by review (one select)."""
    counts: dict[int, dict[ReviewDecision, int]] = {}
    if not review_ids:
        return counts
    rows = session.execute(
        select(ReviewLine.review_id, ReviewLine.decision, func.count(ReviewLine.id))
        .where(ReviewLine.review_id.in_(review_ids))
        .where(ReviewLine.decision.is_not(None))
        .group_by(ReviewLine.review_id, ReviewLine.decision)
    )
    for review_id, decision, count in rows:
        if decision is not None:
            counts.setdefault(review_id, {})[decision] = count
    return counts


@query(Action.REVIEW_VIEW)
def branch_reviews(cx: Query, branch_ids: tuple[int, ...]) -> tuple[BranchReviews, ...]:
    """The reviews of the last twelve months of some branches. Raises NotFound for another one's branch."""
    for branch_id in branch_ids:
        cx.allow(branch_id=branch_id)
    cx.allow()
    branches = {
        branch.id: branch
        for branch in cx.session.scalars(
            select(Branch).where(Branch.id.in_(branch_ids)).order_by(Branch.position, Branch.id)
        )
    }
    if len(branches) < len(set(branch_ids)):
        raise NotFound
    newest = cx.today.year * 12 + cx.today.month - 1
    reviews = {
        (review.branch_id, review.year * 12 + review.month - 1): review
        for review in cx.session.scalars(
            select(Review)
            .where(Review.branch_id.in_(branch_ids))
            .where(Review.year * 12 + Review.month - 1 > newest - MONTHS_SHOWN)
        )
    }
    counts = decision_counts(cx.session, [review.id for review in reviews.values()])
    due = due_day(cx.session)
    return tuple(
        BranchReviews(
            branch.id,
            branch.name,
            branch.is_practice,
            tuple(
                _month_view(reviews.get((branch.id, number)), number, due, counts, cx.today)
                for number in range(newest, newest - MONTHS_SHOWN, -1)
                if _was_there(branch, number)
            ),
        )
        for branch in branches.values()
    )


def _was_there(branch: Branch, number: int) -> bool:
    first = date(number // 12, number % 12 + 1, 1)
    opened = branch.opened_on.year * 12 + branch.opened_on.month - 1 <= number
    return opened and (branch.closed_on is None or branch.closed_on > first)


def _month_view(
    review: Review | None, number: int, due: int, counts: dict[int, dict[ReviewDecision, int]], today: date
) -> MonthView:
    year, month = number // 12, number % 12 + 1
    return MonthView(
        year=year,
        month=month,
        state=review.state if review is not None else ReviewState.NOT_STARTED,
        reported=timeliness(year, month, due, sent_on(review), today),
        meeting_on=review.meeting_on if review is not None else None,
        chair=review.chair if review is not None else "",
        sent_at=review.submitted_at if review is not None else None,
        no_change=review is not None and review.no_change,
        counts=counts.get(review.id, {}) if review is not None else {},
        has_minutes=review is not None and review.document_id is not None,
        return_reason=review.return_reason if review is not None else "",
    )
