"""What the reports of branches are judged from: the roster of a month, the ward's days, the reviews."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.deadlines import last_day_of_month
from ..domain.reporting import Lack, Report, ReportFacts, lacks, standing_of
from ..domain.reviews import Reported, ReviewState, RosterBranch, due_date, timeliness
from ..models import Review, ReviewLine, TrackingRun, Ward
from .review_pages import sent_on
from .review_sheet import LISTED
from .rosters import BranchLine


@dataclass(frozen=True)
class Rhythm:
    """The ward's days of the month, as the office has set them."""

    due_day: int = 10
    meeting_day: int = 3
    lock_day: int | None = None
    helper_most: int = 2
    sends_digests: bool = False


def rhythm_of(session: Session) -> Rhythm:
    """The ward's days (one select); the usual ones before it is set up."""
    row = session.execute(
        select(
            Ward.review_due_day,
            Ward.meeting_day,
            Ward.review_lock_day,
            Ward.helper_most,
            Ward.sends_digests,
        )
    ).first()
    return Rhythm(*row) if row is not None else Rhythm()


def roster_of(branches: tuple[BranchLine, ...]) -> list[RosterBranch]:
    """Branches as the rule of who must report knows them: there by their last day, not the day after."""
    day = timedelta(days=1)
    return [
        RosterBranch(b.id, b.opened_on, b.closed_on - day if b.closed_on else None, b.is_practice)
        for b in branches
    ]


def undecided_lines(session: Session, review_ids: list[int]) -> dict[int, int]:
    """How many people of a review have a line and no decision, by review (one select)."""
    if not review_ids:
        return {}
    rows = session.execute(
        select(ReviewLine.review_id, func.count(ReviewLine.id))
        .where(ReviewLine.review_id.in_(review_ids), ReviewLine.decision.is_(None))
        .group_by(ReviewLine.review_id)
    )
    return dict(rows.all())


def untouched_people(session: Session, reviews: list[Review], year: int, month: int) -> dict[int, int]:
    """How many people on the list of a review under way have no decision yet, by review (two selects)."""
    if not reviews:
        return {}
    by_branch = {review.branch_id: review.id for review in reviews}
    listed = session.execute(
        select(TrackingRun.id, TrackingRun.branch_id)
        .where(TrackingRun.branch_id.in_(by_branch))
        .where(TrackingRun.closed_on.is_(None), TrackingRun.stage.in_(LISTED))
        .where(TrackingRun.opened_on <= last_day_of_month(year, month))
    ).all()
    decided = set(
        session.scalars(
            select(ReviewLine.run_id)
            .where(ReviewLine.review_id.in_(by_branch.values()))
            .where(ReviewLine.decision.is_not(None))
        )
    )
    counts: dict[int, int] = {}
    for run_id, branch_id in listed:
        if run_id not in decided:
            counts[by_branch[branch_id]] = counts.get(by_branch[branch_id], 0) + 1
    return counts


def _sum(first: int | None, second: int | None) -> int | None:
    return None if first is None else first + (second or 0)


@dataclass(frozen=True)
class Judged:
    """A branch's month: when it was reported, how it counts, what it lacks."""

    reported: Reported
    report: Report
    lacks: tuple[Lack, ...]


def judge(
    review: Review | None, expected: bool, year: int, month: int, due_day: int, today: date, undecided: int
) -> Judged:
    """A branch's month from its review, if it has one."""
    reported = timeliness(year, month, due_day, sent_on(review), today)
    state = review.state if review is not None else ReviewState.NOT_STARTED
    facts = ReportFacts(state)
    if review is not None:
        facts = ReportFacts(
            state=state,
            no_change=review.no_change,
            meeting_on=review.meeting_on,
            chair=review.chair,
            members=_sum(review.members_official, review.members_probationary),
            present=_sum(review.present_official, review.present_probationary),
            undecided=undecided,
            has_minutes=review.document_id is not None,
        )
    missing = lacks(facts)
    standing = standing_of(expected, state, reported, bool(review is not None and review.return_reason))
    is_due = today > due_date(year, month, due_day)
    return Judged(reported, Report(expected, standing, not missing, is_due), missing)
