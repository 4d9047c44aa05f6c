"""What branches lay before the committee: raised by moves or written, settled or withdrawn by later ones."""

from dataclasses import dataclass

from sqlalchemy import select

from ..domain.access import Action, Role
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.proposals import (
    ProposalKind,
    ProposalOutcome,
    ProposalState,
    kind_raised,
    settled_by,
    withdrawn_by,
)
from ..domain.stages import MoveCode, Stage
from ..domain.vietnamese import nfc
from ..models import Branch, Proposal, Review, RunEvent, TrackingRun
from .command import Command, command

SUBJECT_MAX = 1000


def clear_draft(row: Proposal) -> None:
    """Take what a session's table says of a proposal away again."""
    row.session_id, row.outcome, row.reason = None, None, ""
    row.called = row.present = row.in_favour = row.against = None
    row.decision_number, row.decision_on = "", None


def follow(cx: Command, run: TrackingRun, event: RunEvent) -> None:
    """After a flushed move: answer or withdraw what is pending of the run, and raise what the move proposes.

    The practice branch proposes nothing. Source: HD 38, I.1.1 c and d.
    """
    move, failed = MoveCode(event.move), bool(event.data.get("failed_vote"))
    from_stage = Stage(event.from_stage) if event.from_stage is not None else None
    raised = kind_raised(move, from_stage, failed)
    settled = settled_by(move, cx.actor.role is not Role.BRANCH, failed)
    lost = withdrawn_by(move, run.stage, raised)
    if raised is None and settled is None and not lost:
        return
    branch = cx.session.get(Branch, run.branch_id)
    if branch is None or branch.is_practice:
        return
    pending = cx.session.scalars(
        select(Proposal).where(Proposal.run_id == run.id, Proposal.state == ProposalState.PENDING)
    ).all()
    for row in pending:
        if settled is not None and row.kind is settled[0]:
            _settle(row, settled[1], event)
        elif row.kind in lost:
            clear_draft(row)
            row.state, row.result_event_id = ProposalState.WITHDRAWN, event.id
    if raised is not None:
        cx.session.add(
            Proposal(
                branch_id=run.branch_id,
                kind=raised,
                run_id=run.id,
                event_id=event.id,
                review_id=event.review_id,
                raised_on=event.happened_on,
            )
        )


def _settle(row: Proposal, outcome: ProposalOutcome, event: RunEvent) -> None:
    clear_draft(row)
    row.state, row.outcome, row.decided_on = ProposalState.DECIDED, outcome, event.happened_on
    row.reason, row.result_event_id, row.seen_at = event.reason, event.id, None


def take_back(cx: Command, event: RunEvent) -> None:
    """Before an event is cancelled: its proposal is withdrawn, and what it had answered is pending again.

    Raises Refused when a session has decided on it, or when the event carries out what a session decided.
    """
    rows = cx.session.scalars(
        select(Proposal).where((Proposal.event_id == event.id) | (Proposal.result_event_id == event.id))
    ).all()
    for row in rows:
        if row.state is ProposalState.DECIDED and row.session_id is not None:
            raise Refused("proposal_decided")
        if row.result_event_id == event.id:
            clear_draft(row)
            row.state, row.decided_on, row.result_event_id = ProposalState.PENDING, None, None
        elif row.state is ProposalState.PENDING:
            clear_draft(row)
            row.state = ProposalState.WITHDRAWN


@dataclass(frozen=True)
class ProposalSaved:
    """A proposal that was written, withdrawn, laid before the committee again."""

    proposal_id: int


@command(Action.PROPOSAL_MAKE)
def write_proposal(cx: Command, branch_id: int, year: int, month: int, subject: str) -> ProposalSaved:
    """Lay a written proposal of the month's meeting before the committee.

    Raises Invalid without words, Refused for the practice branch or a month whose review has not begun.
    """
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id)
    subject = nfc(subject).strip()
    if not subject:
        raise Invalid(fields={"subject": "required"})
    if len(subject) > SUBJECT_MAX:
        raise Invalid(fields={"subject": "text_long"})
    review = cx.session.scalar(
        select(Review).where(Review.branch_id == branch_id, Review.year == year, Review.month == month)
    )
    if branch is None or branch.is_practice:
        raise Refused("proposal_practice")
    if review is None:
        raise Refused("proposal_no_review", month=f"{month:02d}/{year}")
    row = Proposal(
        branch_id=branch_id,
        kind=ProposalKind.OTHER,
        review_id=review.id,
        raised_on=review.meeting_on or cx.today,
        subject=subject,
    )
    cx.session.add(row)
    cx.session.flush()
    return ProposalSaved(row.id)


@command(Action.PROPOSAL_MAKE)
def withdraw_proposal(cx: Command, proposal_id: int) -> ProposalSaved:
    """Take back a written proposal that no session has decided. Raises Conflict, NotFound."""
    row = cx.load(Proposal, proposal_id)
    if row.kind is not ProposalKind.OTHER:
        raise NotFound
    if row.state is not ProposalState.PENDING:
        raise Conflict("proposal_decided")
    clear_draft(row)
    row.state = ProposalState.WITHDRAWN
    return ProposalSaved(row.id)


@command(Action.PROPOSAL_MAKE)
def lay_again(cx: Command, proposal_id: int) -> ProposalSaved:
    """Lay a returned admission before the committee again, once what was asked for is there.

    Other kinds are proposed again by a new move. Raises Conflict when it stands no longer as returned.
    """
    row = cx.load(Proposal, proposal_id)
    run = cx.load(TrackingRun, row.run_id) if row.run_id is not None else None
    if row.kind is not ProposalKind.ADMIT or run is None:
        raise NotFound
    waiting = cx.session.scalar(
        select(Proposal.id)
        .where(Proposal.run_id == run.id, Proposal.kind == row.kind)
        .where(Proposal.state == ProposalState.PENDING)
        .limit(1)
    )
    standing = run.stage in (Stage.BRANCH_RESOLVED, Stage.SUBMITTED)
    if row.outcome is not ProposalOutcome.RETURNED or not standing or waiting is not None:
        raise Conflict("proposal_state")
    row.seen_at = row.seen_at or cx.now
    new = Proposal(branch_id=row.branch_id, kind=row.kind, run_id=run.id, raised_on=cx.today)
    cx.session.add(new)
    cx.session.flush()
    return ProposalSaved(new.id)


@dataclass(frozen=True)
class Seen:
    """How many outcomes were marked as seen."""

    count: int


@command(Action.PROPOSAL_MAKE)
def mark_seen(cx: Command, branch_id: int) -> Seen:
    """Note that the branch has seen every outcome there is now."""
    cx.allow(branch_id=branch_id)
    rows = cx.session.scalars(
        select(Proposal)
        .where(Proposal.branch_id == branch_id, Proposal.state == ProposalState.DECIDED)
        .where(Proposal.seen_at.is_(None))
    ).all()
    for row in rows:
        row.seen_at = cx.now
    return Seen(len(rows))
