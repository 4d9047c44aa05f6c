"""What branches lay before the committee: raised by moves, settled or withdrawn by later ones."""

from collections.abc import Iterable

from sqlalchemy import select

from ..domain.access import Role
from ..domain.errors import Refused
from ..domain.proposals import (
    ProposalOutcome,
    ProposalState,
    kind_raised,
    settled_by,
    withdrawn_by,
)
from ..domain.stages import MoveCode, Stage
from ..models import Branch, Proposal, RunEvent, TrackingRun
from .command import Command


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


def decided_in_session(rows: Iterable[Proposal], event_id: int) -> bool:
    """Whether a session of the committee decided on what the event proposed, or by what it carries out."""
    return any(
        row.state is ProposalState.DECIDED
        and row.session_id is not None
        and event_id in (row.event_id, row.result_event_id)
        for row in rows
    )


def take_back(cx: Command, event: RunEvent) -> None:
    """Before an event is cancelled: its proposal is withdrawn, and what it had answered is pending again.

    Raises Refused when a session has decided on it, or when the event carries out what a session decided.
    """
    rows = cx.session.scalars(
        select(Proposal).where((Proposal.event_id == event.id) | (Proposal.result_event_id == event.id))
    ).all()
    if decided_in_session(rows, event.id):
        raise Refused("proposal_decided")
    for row in rows:
        if row.result_event_id == event.id:
            clear_draft(row)
            row.state, row.decided_on, row.result_event_id = ProposalState.PENDING, None, None
        elif row.state is ProposalState.PENDING:
            clear_draft(row)
            row.state = ProposalState.WITHDRAWN
