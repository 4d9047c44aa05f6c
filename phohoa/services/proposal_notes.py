"""What a branch may know of its proposals: what waits, what was decided; never a session's draft."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, func, literal, or_, select

from ..domain.access import Action, may
from ..domain.deadlines import last_day_of_month
from ..domain.proposals import ProposalKind, ProposalOutcome, ProposalState, outcomes_of
from ..domain.stages import MoveCode, Stage
from ..models import Branch, Person, Proposal, RunEvent, TrackingRun
from .command import Context, Query, query


@dataclass(frozen=True)
class ProposalNote:
    """One proposal as its branch sees it. `outcome` only once it is decided; `noted`: a mere report."""

    id: int
    kind: ProposalKind
    run_id: int | None
    name: str
    subject: str
    raised_on: date
    state: ProposalState
    outcome: ProposalOutcome | None
    noted: bool
    reason: str
    decided_on: date | None
    in_session: bool
    is_new: bool
    may_withdraw: bool = False
    may_lay_again: bool = False


@dataclass(frozen=True)
class FromCommittee:
    """What the page of a month's review says of the branch's proposals."""

    branch_id: int
    year: int
    month: int
    decided: tuple[ProposalNote, ...]
    pending: tuple[ProposalNote, ...]
    unseen: int
    may_write: bool


def note_of(
    row: Proposal, move: str | None, run: TrackingRun | None, name: str, *, writes: bool
) -> ProposalNote:
    """A row as the branch may see it: a draft of a session says nothing."""
    decided = row.state is ProposalState.DECIDED
    standing = run is not None and run.stage in (Stage.BRANCH_RESOLVED, Stage.SUBMITTED)
    returned = decided and row.outcome is ProposalOutcome.RETURNED
    return ProposalNote(
        id=row.id,
        kind=row.kind,
        run_id=row.run_id,
        name=name,
        subject=row.subject,
        raised_on=row.raised_on,
        state=row.state,
        outcome=row.outcome if decided else None,
        noted=len(outcomes_of(row.kind, MoveCode(move) if move else None)) == 1,
        reason=row.reason if decided else "",
        decided_on=row.decided_on if decided else None,
        in_session=decided and row.session_id is not None,
        is_new=decided and row.seen_at is None,
        may_withdraw=writes and row.kind is ProposalKind.OTHER and row.state is ProposalState.PENDING,
        may_lay_again=writes and row.kind is ProposalKind.ADMIT and returned and standing,
    )


def _order(note: ProposalNote) -> tuple[int, str, int]:
    return list(ProposalKind).index(note.kind), note.name, note.id


@query(Action.REVIEW_VIEW)
def from_committee(cx: Query, branch_id: int, year: int, month: int) -> FromCommittee | None:
    """What became of the month's proposals, what is new, and what still waits; None for the practice branch.

    One select. Raises NotFound for another one's branch.
    """
    cx.allow(branch_id=branch_id)
    first, last = date(year, month, 1), last_day_of_month(year, month)
    writes = may(cx.actor, Action.PROPOSAL_MAKE, branch_id)
    this_month = (cx.today.year, cx.today.month) == (year, month)
    spoken_of = or_(
        Proposal.raised_on >= first,
        Proposal.state == ProposalState.PENDING,
        Proposal.decided_on.between(first, last),
        and_(Proposal.seen_at.is_(None), literal(this_month)),
    )
    asked = cx.session.execute(
        select(Branch.is_practice, Proposal, RunEvent.move, TrackingRun, Person.full_name)
        .outerjoin(
            Proposal,
            and_(
                Proposal.branch_id == Branch.id,
                Proposal.state != ProposalState.WITHDRAWN,
                Proposal.raised_on <= last,
                spoken_of,
            ),
        )
        .outerjoin(RunEvent, RunEvent.id == Proposal.event_id)
        .outerjoin(TrackingRun, TrackingRun.id == Proposal.run_id)
        .outerjoin(Person, Person.id == TrackingRun.person_id)
        .where(Branch.id == branch_id)
    ).all()
    if not asked or asked[0].is_practice:
        return None
    rows = [(row, move, run, name) for _, row, move, run, name in asked if row is not None]
    notes = sorted(
        (note_of(row, move, run, name or "", writes=writes) for row, move, run, name in rows), key=_order
    )
    waiting = {(note.run_id, note.kind) for note in notes if note.state is ProposalState.PENDING}
    decided = tuple(
        replace(note, may_lay_again=False) if (note.run_id, note.kind) in waiting else note
        for note in notes
        if note.state is ProposalState.DECIDED
    )
    pending = tuple(note for note in notes if note.state is ProposalState.PENDING)
    unseen = sum(note.is_new for note in decided) if writes else 0
    return FromCommittee(branch_id, year, month, decided, pending, unseen, writes)


def notes_of_run(
    rows: Iterable[Proposal], events: Iterable[RunEvent], run: TrackingRun
) -> tuple[ProposalNote, ...]:
    """The proposals of a run from rows at hand, the newest first (no select)."""
    moves = {event.id: event.move for event in events}
    notes = [
        note_of(row, moves.get(row.event_id or 0), run, "", writes=False)
        for row in rows
        if row.state is not ProposalState.WITHDRAWN
    ]
    return tuple(reversed(notes))


def waiting_of(cx: Context, branch_id: int | None) -> dict[int, tuple[ProposalKind, ...]]:
    """What waits for the committee, by run: of a branch, or of the ward (one select)."""
    rows = select(Proposal.run_id, Proposal.kind).where(
        Proposal.state == ProposalState.PENDING, Proposal.run_id.is_not(None)
    )
    if branch_id is not None:
        rows = rows.where(Proposal.branch_id == branch_id)
    found: dict[int, tuple[ProposalKind, ...]] = {}
    for run_id, kind in cx.session.execute(rows.order_by(Proposal.id)):
        if run_id is not None:
            found[run_id] = (*found.get(run_id, ()), kind)
    return found


def agreed_to_class(cx: Context, run_ids: Iterable[int]) -> frozenset[int]:
    """Of these runs, those whose standing proposal for the class the committee accepted (one select)."""
    rows = cx.session.scalars(
        select(Proposal.run_id)
        .join(TrackingRun, TrackingRun.id == Proposal.run_id)
        .where(Proposal.run_id.in_(tuple(run_ids)), Proposal.kind == ProposalKind.CLASS)
        .where(Proposal.state == ProposalState.DECIDED, Proposal.outcome == ProposalOutcome.ACCEPTED)
        .where(TrackingRun.class_proposed_on.is_not(None))
        .where(Proposal.raised_on >= TrackingRun.class_proposed_on)
    )
    return frozenset(run_id for run_id in rows if run_id is not None)


_NEW = and_(
    Proposal.branch_id == Branch.id, Proposal.state == ProposalState.DECIDED, Proposal.seen_at.is_(None)
)
#: Columns for a select of branches: how many outcomes the branch has not seen, and the day of the last.
UNSEEN = (
    select(func.count(Proposal.id)).where(_NEW).scalar_subquery(),
    select(func.max(Proposal.decided_on)).where(_NEW).scalar_subquery(),
)
