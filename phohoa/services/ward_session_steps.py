"""What concluding a session will do: the step that each decision becomes, and what stands against it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..domain.access import Action
from ..domain.errors import Conflict, NotFound
from ..domain.facts import Entry, Finding, Severity, Votes
from ..domain.moves import MOVE_OF
from ..domain.proposals import MOVE_OF_EFFECT, Effect, SessionState, effect_of
from ..domain.rulebook import AuthorityMode
from ..domain.sessions import SessionKind
from ..domain.stages import CLOSED_STAGES, BasisKind
from ..domain.voting import DecidingBody
from ..models import CommitteeSession, RunEvent, SessionRecord, TrackingRun
from ..texts.ward_sessions import ISSUING_BODY
from .command import Context, Query, query
from .moves import judged
from .ward_session_table import ProposalLine, lines_of, reader_of
from .ward_sessions import lacks_quorum, missing_of

_DECIDED_BY = {
    SessionKind.COMMITTEE: DecidingBody.AUTHORISED_COMMITTEE,
    SessionKind.STANDING_COMMITTEE: DecidingBody.STANDING_COMMITTEE,
}


@dataclass(frozen=True)
class SessionStep:
    """What concluding does for one proposal. `problem`: the code of why it cannot be; findings besides."""

    line: ProposalLine
    effect: Effect
    findings: tuple[Finding, ...] = ()
    problem: str = ""

    @property
    def blocks(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.BLOCK)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.WARNING)


@dataclass(frozen=True)
class AtHand:
    """Everything a session decides with, read once."""

    planned: CommitteeSession
    record: SessionRecord
    day: date
    mode: AuthorityMode
    lines: list[ProposalLine]
    runs: Mapping[int, TrackingRun]

    @property
    def decided(self) -> list[ProposalLine]:
        return [line for line in self.lines if line.outcome is not None]

    @property
    def undecided(self) -> int:
        return sum(line.outcome is None for line in self.lines)

    @property
    def can_end(self) -> bool:
        """Whether there is something to conclude: a decision, or that nothing was laid before the session."""
        return bool(self.decided) or not self.lines

    def effect(self, line: ProposalLine) -> Effect:
        if line.outcome is None:
            return Effect.NOTHING
        return effect_of(line.kind, line.outcome, self.mode)

    def stamp(self) -> str:
        """A short name of everything that concluding depends on; another one when anything of it changes."""
        state: list[Any] = [self.record.version, self.undecided]
        state += [[line.id, line.version] for line in self.decided]
        state += [
            [line.run_id, self.runs[line.run_id].version]
            for line in self.decided
            if line.run_id is not None and self.effect(line) is not Effect.NOTHING
        ]
        return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:24]


def at_hand(cx: Context, planned: CommitteeSession, record: SessionRecord) -> AtHand:
    """The table of an open session with the runs that its decisions touch (three selects)."""
    day = record.held_on or planned.planned_on
    reader = reader_of(cx, planned, day)
    lines = lines_of(cx, reader, day)
    ids = [line.run_id for line in lines if line.outcome is not None and line.run_id is not None]
    runs = {}
    if ids:
        found = cx.session.scalars(
            select(TrackingRun)
            .where(TrackingRun.id.in_(ids))
            .options(joinedload(TrackingRun.person), joinedload(TrackingRun.helper))
        )
        runs = {run.id: run for run in found}
    return AtHand(planned, record, day, reader.mode, lines, runs)


def entry_of(hand: AtHand, line: ProposalLine, effect: Effect, answers: Mapping[str, str]) -> Entry:
    """What is entered for the move of an effect: it rests on the session's conclusion."""
    record, tally = hand.record, line.tally
    counted = tally.in_favour is not None
    against = tally.against
    if counted and against is None and tally.present is not None:
        against = tally.present - (tally.in_favour or 0)
    votes = Votes(tally.called, tally.present, tally.in_favour, against, record.vote_form)
    given: dict[str, Any] = {"reason": line.reason, "answers": answers}
    if effect is Effect.DECIDE:
        given |= {
            "decision_number": line.decision_number,
            "decision_on": line.decision_on,
            "issuing_body": ISSUING_BODY[hand.planned.kind],
            "decided_by": _DECIDED_BY[hand.planned.kind],
        }
    else:
        given |= {
            "happened_on": hand.day,
            "basis_kind": BasisKind.COMMITTEE_RESOLUTION,
            "basis_number": record.conclusion_number,
            "basis_on": hand.day,
        }
    if effect in (Effect.DECIDE, Effect.RESOLVE):
        given |= {"votes": votes, "called_reason": record.absence_note}
    return Entry(**given)


def last_events(cx: Context, run_ids: list[int]) -> dict[int, int]:
    """The last move that still holds of each run (one select)."""
    if not run_ids:
        return {}
    undone = select(RunEvent.cancels_id).where(RunEvent.cancels_id.is_not(None))
    rows = cx.session.execute(
        select(RunEvent.run_id, func.max(RunEvent.id))
        .where(RunEvent.run_id.in_(run_ids), RunEvent.kind.in_(("move", "helper")))
        .where(RunEvent.id.not_in(undone))
        .group_by(RunEvent.run_id)
    )
    return {row[0]: row[1] for row in rows}


def open_elsewhere(cx: Context, runs: list[TrackingRun]) -> frozenset[int]:
    """People of ended runs who are followed in another one meanwhile (one select)."""
    people = [run.person_id for run in runs if run.stage in CLOSED_STAGES]
    if not people:
        return frozenset()
    return frozenset(
        cx.session.scalars(
            select(TrackingRun.person_id).where(
                TrackingRun.person_id.in_(people), TrackingRun.closed_on.is_(None)
            )
        )
    )


def cancel_problems(cx: Context, hand: AtHand) -> dict[int, str]:
    """Proposal id -> code of why what the branch did cannot be cancelled any more."""
    some = [line for line in hand.decided if hand.effect(line) is Effect.CANCEL and line.run_id is not None]
    runs = [hand.runs[line.run_id] for line in some if line.run_id is not None]
    last, elsewhere = last_events(cx, [run.id for run in runs]), open_elsewhere(cx, runs)
    found = {}
    for line, run in zip(some, runs, strict=True):
        if line.event_id is None or last.get(run.id) != line.event_id:
            found[line.id] = "session_followed"
        elif run.person_id in elsewhere:
            found[line.id] = "session_other_run"
    return found


def steps_of(cx: Context, hand: AtHand) -> tuple[SessionStep, ...]:
    """What each decision becomes, judged as things stand now."""
    problems = cancel_problems(cx, hand)
    steps = []
    for line in hand.decided:
        effect = hand.effect(line)
        problem = problems.get(line.id, "")
        if line.raised_on > hand.day:
            problem = "session_before"
        findings: tuple[Finding, ...] = ()
        move = MOVE_OF_EFFECT.get(effect)
        if move is not None and line.run_id is not None:
            entry = entry_of(hand, line, effect, {})
            found = judged(cx, hand.runs[line.run_id], MOVE_OF[move], entry)
            findings = tuple(one for one in found if one.severity is not Severity.INFO)
        steps.append(SessionStep(line, effect, findings, problem))
    return tuple(steps)


@dataclass(frozen=True)
class Preview:
    """What the page before concluding shows. `stamp` names exactly this state of affairs."""

    session_id: int
    kind: SessionKind
    day: date
    stamp: str
    steps: tuple[SessionStep, ...]
    undecided: int
    missing: tuple[str, ...]
    lacks_quorum: bool
    counts: tuple[int | None, int | None]
    is_future: bool

    @property
    def blocked(self) -> bool:
        hindered = any(step.blocks or step.problem for step in self.steps)
        nothing = not self.steps and self.undecided > 0
        return hindered or bool(self.missing) or self.is_future or nothing


@query(Action.WARD_SESSION_EDIT)
def preview(cx: Query, session_id: int) -> Preview:
    """What concluding would do now. Raises NotFound, Conflict once concluded."""
    planned = cx.load(CommitteeSession, session_id)
    record = cx.session.get(SessionRecord, session_id)
    if record is None:
        raise NotFound
    if record.state is not SessionState.OPEN:
        raise Conflict("session_concluded")
    hand = at_hand(cx, planned, record)
    return Preview(
        session_id=session_id,
        kind=planned.kind,
        day=hand.day,
        stamp=hand.stamp(),
        steps=steps_of(cx, hand),
        undecided=hand.undecided,
        missing=missing_of(record),
        lacks_quorum=lacks_quorum(record),
        counts=(record.present, record.called),
        is_future=hand.day > cx.today,
    )
