"""What the pages of one branch's monthly reviews show: the working page and the list by month."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..domain.access import Action, may
from ..domain.errors import NotFound
from ..domain.reviews import (
    Reported,
    ReviewDecision,
    ReviewState,
    allowed_decisions,
    due_date,
    removal_reasons,
    timeliness,
)
from ..domain.stages import Stage
from ..models import (
    Branch,
    Document,
    MeetingTask,
    Proposal,
    Review,
    ReviewEvent,
    ReviewLine,
    RunEvent,
    Ward,
)
from . import clock
from .agenda import agenda_points
from .command import Query, query
from .review_locks import lock_state
from .review_sheet import Entered, entries, find_review, is_editable, load_branch
from .review_views import EventView, LineView
from .review_views import ReviewPage as ReviewPage
from .reviews import head_defaults, head_of
from .roll import Roll, day_of_meeting, quorum_of, roll_of
from .run_rows import RunRows, rows_where
from .since_last import SinceLast, asked_since, last_held, since_of
from .storage import read_file
from .task_lines import TaskLine, in_order, line_of, of_meeting

#: How many months a branch's list goes back.
MONTHS_SHOWN = 12


def sent_on(review: Review | None) -> date | None:
    """The ward's day on which the review was first sent."""
    sent = review.first_submitted_at if review is not None else None
    return clock.local(sent).date() if sent is not None else None


def due_day(session: Session) -> int:
    """The day of the month by which branches report."""
    return session.scalar(select(Ward.review_due_day)) or 10


def _line_view(
    entry: Entered,
    helpers: dict[int, str],
    today: date,
    since: SinceLast,
    tasks: tuple[TaskLine, ...],
) -> LineView:
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
        votes_for=line.votes_for if line is not None else None,
        votes_against=line.votes_against if line is not None else None,
        version=line.version if line is not None else 0,
        saved_at=line.saved_at if line is not None else None,
        applied=entry.applied,
        since=since,
        tasks=tasks,
    )


def _opened(cx: Query, branch_id: int, year: int, month: int) -> tuple[Branch, Review | None, int]:
    """The branch, its review of the month, and the day by which branches report (one select)."""
    cx.allow(branch_id=branch_id)
    of_month = (Review.branch_id == Branch.id) & (Review.year == year) & (Review.month == month)
    found = cx.session.execute(
        select(Branch, Review, Ward.review_due_day)
        .outerjoin(Review, of_month)
        .outerjoin(Ward, Ward.id > 0)
        .where(Branch.id == branch_id)
    ).first()
    # The branch is in the session now: what checks it does not ask the database again.
    branch = load_branch(cx, branch_id, year, month)
    return branch, found[1] if found else None, (found[2] if found else None) or 10


@dataclass(frozen=True)
class _Beside:
    """What the page shows beside the lines, read in two selects."""

    last: Review | None
    rows: RunRows
    roll: Roll


def _beside(
    cx: Query, branch_id: int, review: Review | None, listed: list[Entered], year: int, month: int
) -> _Beside:
    last = last_held(cx.session, branch_id, year, month)
    wanted: dict[type, ColumnElement[bool]] = {
        MeetingTask: of_meeting(branch_id, review),
        **asked_since(last, review, [entry.run.id for entry in listed], cx.today),
        ReviewEvent: ReviewEvent.review_id == (review.id if review is not None else 0),
    }
    roll = roll_of(cx.session, branch_id, review, day_of_meeting(review, year, month, cx.today))
    return _Beside(last, rows_where(cx, wanted), roll)


@query(Action.REVIEW_VIEW)
def review_page(cx: Query, branch_id: int, year: int, month: int) -> ReviewPage:
    """The working page. Reads only: before the first save the list is prepared from the board each time.

    Raises NotFound for another one's branch, Refused for a month not begun or without this branch.
    """
    return page_of(cx, branch_id, year, month)


def page_of(cx: Query, branch_id: int, year: int, month: int) -> ReviewPage:
    """What the page and the screens of a review show; raises as `review_page`."""
    branch, review, due = _opened(cx, branch_id, year, month)
    listed = entries(cx.session, branch_id, year, month, review, grouped=False)
    beside = _beside(cx, branch_id, review, listed, year, month)
    roll, rows = beside.roll, beside.rows
    members = tuple((line.member_id, line.name) for line in roll.lines if line.is_official)
    lock = lock_state(cx.session, branch_id, year, month, cx.today)
    head = head_defaults(cx.session, branch_id, year, month) if review is None else head_of(review)
    names = {entry.run.id: entry.run.person.full_name for entry in listed}
    people = {line.member_id: line.name for line in roll.lines}
    tasks = in_order(line_of(task, names, people, cx.today) for task in rows.of(MeetingTask))
    lines = []
    for entry in listed:
        mine = tuple(one for one in tasks if one.run_id == entry.run.id)
        since = since_of(
            entry.run.id, beside.last, rows.of(RunEvent), rows.of(Proposal), rows.of(ReviewLine), ()
        )
        lines.append(_line_view(entry, dict(members), cx.today, since, mine))
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
        lines=tuple(lines),
        members=members,
        editable=is_editable(review) and not lock.closed and may(cx.actor, Action.REVIEW_EDIT, branch_id),
        no_change=review is not None and review.no_change,
        not_held_reason=review.not_held_reason if review is not None else "",
        return_reason=review.return_reason if review is not None else "",
        due=due_date(year, month, due),
        reported=timeliness(year, month, due, sent_on(review), cx.today),
        sent_at=review.submitted_at if review is not None else None,
        has_minutes=review is not None and review.document_id is not None,
        events=tuple(
            EventView(row.at, row.actor_name, row.to_state, row.reason, row.open_until)
            for row in rows.of(ReviewEvent)
        ),
        lock=lock,
        roll=roll,
        quorum=quorum_of(roll, head.members_official, head.present_official),
        quorum_answer=review.quorum_answer if review is not None else "",
        agenda=agenda_points(review),
        last_on=beside.last.meeting_on if beside.last is not None else None,
        tasks=tuple(one for one in tasks if one.run_id not in names),
    )


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
