"""Concluding a session of the committee: all decisions in one transaction, or none."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.facts import unanswered
from ..domain.proposals import MOVE_OF_EFFECT, Effect, ProposalState, SessionState
from ..models import Proposal, RunEvent
from .command import Caller, Command, command
from .moves import apply_move
from .undoing import cancel
from .ward_session_papers import SessionDrawn, contents_of, digest_of, drawn_ahead, keep_papers
from .ward_session_steps import AtHand, at_hand, cancel_problems, entry_of
from .ward_session_table import ProposalLine
from .ward_sessions import lacks_quorum, missing_of, open_record


@dataclass(frozen=True)
class SessionConcluded:
    """How many proposals have their outcome, and how many stay for the next session."""

    session_id: int
    decided: int
    left: int


def conclude_session(
    caller: Caller,
    session_id: int,
    stamp: str,
    answers: Mapping[str, str] | None = None,
    quorum_answer: str = "",
) -> SessionConcluded:
    """Apply every decision to the runs, close the session and store its papers: all or nothing.

    `answers` are written answers to warnings, by "proposal id:finding code". Raises Conflict when it is no
    longer what `stamp` names, Refused naming the person and the findings when a decision cannot stand.
    """
    drawn = drawn_ahead(caller.actor, session_id, quorum_answer.strip())
    return _conclude(caller, session_id, stamp, dict(answers or {}), quorum_answer.strip(), drawn)


@command(Action.WARD_SESSION_EDIT)
def _conclude(
    cx: Command,
    session_id: int,
    stamp: str,
    answers: dict[str, str],
    quorum_answer: str,
    drawn: SessionDrawn,
) -> SessionConcluded:
    planned, record = open_record(cx, session_id)
    hand = at_hand(cx, planned, record)
    if hand.stamp() != stamp or drawn.stamp != stamp:
        raise Conflict("session_changed")
    _must_be_ready(cx, hand, quorum_answer)
    contents = contents_of(cx, hand, quorum_answer)
    if digest_of(contents) != drawn.digest:
        raise Conflict("session_changed")
    rows = {
        row.id: row
        for row in cx.session.scalars(
            select(Proposal).where(Proposal.id.in_([line.id for line in hand.decided])).with_for_update()
        )
    }
    for line in hand.decided:
        _carry_out(cx, hand, line, rows[line.id], answers)
    record.quorum_answer = quorum_answer if lacks_quorum(record) else ""
    record.state, record.concluded_at = SessionState.CONCLUDED, cx.now
    record.concluded_by_name = cx.actor.full_name
    keep_papers(cx, session_id, contents, drawn)
    cx.session.flush()
    return SessionConcluded(session_id, len(rows), hand.undecided)


def _must_be_ready(cx: Command, hand: AtHand, quorum_answer: str) -> None:
    record = hand.record
    if not hand.can_end:
        raise Refused("session_nothing")
    if missing := missing_of(record):
        raise Invalid("session_not_ready", fields=dict.fromkeys(missing, "required"))
    if hand.day > cx.today:
        raise Refused("session_future")
    if lacks_quorum(record) and not quorum_answer:
        raise Invalid(
            fields={"quorum_answer": ("session_quorum", {"present": record.present, "called": record.called})}
        )
    problems = cancel_problems(cx, hand)
    for line in hand.decided:
        if line.raised_on > hand.day:
            raise Refused("session_before", name=line.name or line.branch)
        if line.id in problems:
            raise Refused(problems[line.id], name=line.name)


def _carry_out(
    cx: Command, hand: AtHand, line: ProposalLine, row: Proposal, answers: Mapping[str, str]
) -> None:
    effect = hand.effect(line)
    event: RunEvent | None = None
    if effect is Effect.CANCEL:
        event = _cancelled(cx, line, row)
    # Decided before the move is made: the move then finds nothing pending that it would answer itself.
    row.state, row.decided_on, row.seen_at = ProposalState.DECIDED, hand.day, None
    cx.session.flush()
    if effect in MOVE_OF_EFFECT:
        event = _moved(cx, hand, line, effect, answers)
    row.result_event_id = event.id if event is not None else None


def _cancelled(cx: Command, line: ProposalLine, row: Proposal) -> RunEvent | None:
    raised = cx.session.get(RunEvent, row.event_id) if row.event_id is not None else None
    if raised is None:
        return None
    kept = (row.session_id, row.outcome, row.reason)
    try:
        event = cancel(cx, raised)
    except Conflict as error:
        raise Refused("session_followed", name=line.name) from error
    row.session_id, row.outcome, row.reason = kept
    return event


def _moved(
    cx: Command, hand: AtHand, line: ProposalLine, effect: Effect, answers: Mapping[str, str]
) -> RunEvent | None:
    if line.run_id is None:
        return None
    mine = {
        key.partition(":")[2]: text.strip()
        for key, text in answers.items()
        if key.partition(":")[0] == str(line.id) and text.strip()
    }
    try:
        return apply_move(
            cx, hand.runs[line.run_id], MOVE_OF_EFFECT[effect], entry_of(hand, line, effect, mine)
        )
    except Refused as error:
        standing = tuple(one for one in error.findings if one in unanswered(error.findings, mine)) + tuple(
            one for one in error.findings if one.severity.value == "block"
        )
        raise Refused("session_line_refused", standing, name=line.name) from error
    except Invalid as error:
        raise Invalid("session_line_refused", error.fields, name=line.name) from error
