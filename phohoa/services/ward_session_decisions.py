"""Putting down what a session decides, on one proposal or several; nothing holds before it concludes."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid
from ..domain.proposals import (
    ProposalKind,
    ProposalOutcome,
    ProposalState,
    Tally,
    decision_problems,
    majority_of,
    vote_due,
)
from ..domain.rulebook import AuthorityMode
from ..domain.stages import MoveCode
from ..domain.vietnamese import nfc
from ..models import CommitteeSession, Proposal, RunEvent
from .command import Command, command
from .rules import book_of
from .ward_sessions import open_record

REASON_MAX = 1000


@dataclass(frozen=True)
class DecisionInput:
    """What the committee decides on a proposal; without an outcome it stays for the next session."""

    outcome: ProposalOutcome | None = None
    reason: str = ""
    tally: Tally = field(default_factory=Tally)
    decision_number: str = ""
    decision_on: date | None = None


@dataclass(frozen=True)
class LineDecided:
    """A proposal for which a decision was put down."""

    version: int


@dataclass(frozen=True)
class ManyDecided:
    """How many were put down; `changed` were changed by others meanwhile, `unfit` need another decision."""

    count: int
    changed: tuple[int, ...] = ()
    unfit: tuple[int, ...] = ()


def _problems(
    row: Proposal, move: MoveCode | None, planned: CommitteeSession, mode: AuthorityMode, data: DecisionInput
) -> dict[str, str]:
    if data.outcome is None:
        return {}
    found = decision_problems(
        row.kind,
        move,
        data.outcome,
        planned.kind,
        mode,
        reason=data.reason,
        tally=data.tally,
        decision=bool(data.decision_number.strip()) and data.decision_on is not None,
    )
    if len(data.reason) > REASON_MAX:
        found["reason"] = "text_long"
    return found


def _put_down(
    row: Proposal, planned: CommitteeSession, mode: AuthorityMode, data: DecisionInput, keep: Tally | None
) -> None:
    outcome = data.outcome
    row.session_id = planned.id if outcome is not None else None
    row.outcome = outcome
    row.reason = nfc(data.reason).strip() if outcome is not None else ""
    votes = keep or Tally()
    row.called, row.present = votes.called, votes.present
    row.in_favour, row.against = votes.in_favour, votes.against
    accepted = outcome is ProposalOutcome.ACCEPTED
    itself = accepted and row.kind is ProposalKind.ADMIT and mode is not AuthorityMode.A
    row.decision_number = nfc(data.decision_number).strip()[:60] if itself else ""
    row.decision_on = data.decision_on if itself else None


def _counted(
    row: Proposal, planned: CommitteeSession, mode: AuthorityMode, data: DecisionInput
) -> Tally | None:
    """The counts that are kept: where a vote is due, or was taken though the outcome needs none."""
    if data.outcome is None or majority_of(row.kind, planned.kind, mode) is None:
        return None
    due = vote_due(row.kind, data.outcome, planned.kind, mode)
    return data.tally if due or data.tally.in_favour is not None else None


def _move_of(cx: Command, row: Proposal) -> MoveCode | None:
    event = cx.session.get(RunEvent, row.event_id) if row.event_id is not None else None
    return MoveCode(event.move) if event is not None else None


@command(Action.WARD_SESSION_EDIT)
def decide_one(
    cx: Command, session_id: int, proposal_id: int, version: int, data: DecisionInput
) -> LineDecided:
    """Put down what is decided on one proposal; nothing changes for the branch until the session concludes.

    Raises Invalid by field, Conflict when stale or when the proposal is no longer pending.
    """
    planned, record = open_record(cx, session_id)
    row = cx.load(Proposal, proposal_id, version)
    if row.state is not ProposalState.PENDING:
        raise Conflict("proposal_state")
    mode = book_of(cx.session).mode_on(record.held_on or planned.planned_on)
    problems = _problems(row, _move_of(cx, row), planned, mode, data)
    if problems:
        raise Invalid(fields=dict(problems))
    _put_down(row, planned, mode, data, _counted(row, planned, mode, data))
    cx.session.flush()
    return LineDecided(row.version)


@command(Action.WARD_SESSION_EDIT)
def decide_many(
    cx: Command, session_id: int, chosen: tuple[tuple[int, int], ...], data: DecisionInput
) -> ManyDecided:
    """The same decision for several proposals, each by its id and the version that was seen.

    Those that others changed meanwhile, and those for which it cannot be, are left as they are and named in
    the answer. Raises Invalid when it cannot be for any.
    """
    planned, record = open_record(cx, session_id)
    mode = book_of(cx.session).mode_on(record.held_on or planned.planned_on)
    seen = dict(chosen)
    rows = cx.session.scalars(
        select(Proposal).where(Proposal.id.in_(seen)).order_by(Proposal.id).with_for_update()
    ).all()
    events = {
        event.id: MoveCode(event.move)
        for event in cx.session.scalars(
            select(RunEvent).where(
                RunEvent.id.in_([row.event_id for row in rows if row.event_id is not None])
            )
        )
    }
    known = {row.id for row in rows}
    changed = [key for key in seen if key not in known]
    unfit: list[int] = []
    problems: dict[str, str] = {}
    count = 0
    if data.tally.in_favour is None and data.tally.present is not None:
        data = replace(data, tally=replace(data.tally, in_favour=data.tally.present, against=0))
    for row in rows:
        if row.state is not ProposalState.PENDING or row.version != seen[row.id]:
            changed.append(row.id)
            continue
        found = _problems(row, events.get(row.event_id or 0), planned, mode, data)
        if found:
            unfit.append(row.id)
            problems |= found
            continue
        _put_down(row, planned, mode, data, _counted(row, planned, mode, data))
        count += 1
    if problems and not count and not changed:
        raise Invalid(fields=dict(problems))
    cx.session.flush()
    return ManyDecided(count, tuple(changed), tuple(unfit))
