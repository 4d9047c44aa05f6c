"""What has happened to each person of a review since the branch last met."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from ..domain.meetings import TaskState
from ..domain.proposals import ProposalKind, ProposalOutcome, ProposalState
from ..domain.reviews import Rating, ReviewDecision, ReviewState
from ..domain.stages import MoveCode
from ..models import MeetingTask, Proposal, Review, ReviewLine, RunEvent
from . import clock

#: Moves, helpers and arrivals; what is noted of papers and inquiries is nobody's at a meeting.
_TOLD = ("move", "helper", "introduce")
_HELD = (ReviewState.SUBMITTED, ReviewState.RECEIVED, ReviewState.RETURNED)
#: How far back it looks for a branch that has not met yet.
_AT_FIRST = timedelta(days=31)


@dataclass(frozen=True)
class Decided:
    """What the committee decided on a proposal about the person."""

    kind: ProposalKind
    outcome: ProposalOutcome
    on: date
    reason: str


@dataclass(frozen=True)
class SinceLast:
    """What is new of one person, and what the branch said of them last time."""

    decided: tuple[Decided, ...] = ()
    events: tuple[tuple[date, MoveCode], ...] = ()
    done: tuple[str, ...] = ()
    month: tuple[int, int] | None = None
    decision: ReviewDecision | None = None
    rating: Rating | None = None
    remark: str = ""


def last_held(session: Session, branch_id: int, year: int, month: int) -> Review | None:
    """The branch's last review before a month that was held and sent (one select)."""
    return session.scalar(
        select(Review)
        .where(Review.branch_id == branch_id)
        .where(Review.year * 12 + Review.month < year * 12 + month)
        .where(Review.meeting_on.is_not(None), Review.first_submitted_at.is_not(None))
        .where(Review.state.in_((*_HELD, ReviewState.IN_PROGRESS)))
        .order_by(Review.year.desc(), Review.month.desc())
        .limit(1)
    )


def asked_since(
    last: Review | None, review: Review | None, runs: Collection[int], today: date
) -> dict[type, ColumnElement[bool]]:
    """What is read for all of them, by table; to be read together (services/run_rows.py)."""
    if last is not None and last.first_submitted_at is not None:
        happened = RunEvent.entered_at > last.first_submitted_at
        since = last.meeting_on or clock.local(last.first_submitted_at).date()
    else:
        since = today - _AT_FIRST
        happened = RunEvent.happened_on >= since
    if review is not None:
        happened = happened & (RunEvent.review_id.is_(None) | (RunEvent.review_id != review.id))
    return {
        RunEvent: RunEvent.run_id.in_(runs) & happened,
        Proposal: Proposal.run_id.in_(runs)
        & (Proposal.state == ProposalState.DECIDED)
        & (Proposal.decided_on >= since),
        ReviewLine: ReviewLine.review_id == last.id if last is not None else false(),
    }


def since_of(
    run_id: int,
    last: Review | None,
    events: Iterable[RunEvent],
    proposals: Iterable[Proposal],
    lines: Iterable[ReviewLine],
    tasks: Iterable[MeetingTask],
) -> SinceLast:
    """What is new of one person, from the rows of all (no select)."""
    events = list(events)
    undone = {event.cancels_id for event in events}
    line = next((one for one in lines if one.run_id == run_id), None)
    return SinceLast(
        decided=tuple(
            Decided(one.kind, one.outcome, one.decided_on, one.reason)
            for one in proposals
            if one.run_id == run_id and one.outcome is not None and one.decided_on is not None
        ),
        events=tuple(
            (one.happened_on, MoveCode(one.move))
            for one in events
            if one.run_id == run_id and one.kind in _TOLD and one.move and one.id not in undone
        ),
        done=tuple(one.text for one in tasks if one.run_id == run_id and one.state is TaskState.DONE),
        month=(last.year, last.month) if last is not None else None,
        decision=line.decision if line is not None else None,
        rating=line.rating if line is not None else None,
        remark=line.remark if line is not None else "",
    )
