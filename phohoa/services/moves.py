"""Moves of a run: what is open, carrying one out, and taking the last one back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ..domain.access import Action, Role
from ..domain.consequences import later_dues
from ..domain.errors import Forbidden, Invalid, NotFound, Refused
from ..domain.facts import Entry, Finding, Outcome, RunFacts, blocked, unanswered
from ..domain.guards import check, closed, day_of
from ..domain.moves import MOVE_OF, Move, moves_from
from ..domain.outcomes import outcome as outcome_of
from ..domain.stages import CLOSED_STAGES, BasisKind, Column, Input, MoveCode, Stage, column_of
from ..models import Branch, PartyMember, Person, RunEvent, TrackingRun, UpperOpinion
from .certificate_numbers import certificate_used
from .command import Command, Context, command
from .decisions import decision_used
from .dossier_handover import hand_over
from .helping import assign_helper, end_helper
from .obligations import arise, done_by_move
from .proposals import follow
from .rules import RuleBook, book_of
from .run_facts import facts_of
from .undoing import KEPT, changed_from, plain, snapshot, undo, whole_ward
from .voting import kept, reckoning_for

#: What a run takes along when another branch goes on with it: everything but the helper.
_CARRIED = tuple(
    name for name in KEPT if name not in ("stage", "closed_on", "paused_from", "helper_id", "helper_since")
)
OPINION_COLUMNS = tuple(
    column.key
    for column in UpperOpinion.__table__.columns
    if column.key not in ("id", "version", "run_id", "branch_id")
)
_BASIS_OF_INPUT = {
    Input.DECISION_NUMBER: BasisKind.DECISION,
    Input.CERTIFICATE_NUMBER: BasisKind.CERTIFICATE,
    Input.INTRODUCED_BY: BasisKind.INTRODUCTION,
    Input.BASIS_ON: BasisKind.STATEMENT,
}


@dataclass(frozen=True)
class MoveOption:
    """One move out of the stage, with what the facts say of it before anything is typed."""

    move: Move
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        return not blocked(self.findings)


@dataclass(frozen=True)
class Moved:
    """A move that was carried out or taken back; `new_run_id` when it opened a run in another branch."""

    run_id: int
    event_id: int
    branch_id: int
    name: str
    to_stage: str
    from_column: str
    to_column: str
    failed_vote: bool = False
    new_run_id: int | None = None
    obligations: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        return Stage(self.to_stage)


def may_enter(cx: Context, move: Move) -> bool:
    """Whether the actor's role enters this move."""
    return cx.actor.role is Role.SYSTEM or cx.actor.role.value in move.entered_by


def rows_of(cx: Context, run: TrackingRun) -> tuple[Person, PartyMember | None]:
    """The person of a loaded run and the helper."""
    person = cx.session.get(Person, run.person_id)
    if person is None:
        raise NotFound
    helper = cx.session.get(PartyMember, run.helper_id) if run.helper_id is not None else None
    return person, helper


def all_options(cx: Context, run: TrackingRun) -> tuple[MoveOption, ...]:
    """Every move out of the stage, whoever enters it, open or closed by today's facts."""
    person, helper = rows_of(cx, run)
    book = book_of(cx.session)
    facts = facts_of(cx, run, person, helper)
    rules, mode = book.rules_on(cx.today), book.mode_on(cx.today)
    return tuple(
        MoveOption(move, closed(move, facts, rules, cx.today, mode)) for move in moves_from(run.stage, mode)
    )


def closed_and_open(cx: Context, run: TrackingRun) -> tuple[MoveOption, ...]:
    """Every move out of the stage that the actor's role may enter, open or closed by today's facts."""
    return tuple(option for option in all_options(cx, run) if may_enter(cx, option.move))


def judged(cx: Context, run: TrackingRun, move: Move, entry: Entry) -> tuple[Finding, ...]:
    """What the rules in force on the day of the step say of a move as typed so far; changes nothing."""
    person, helper = rows_of(cx, run)
    book, day = book_of(cx.session), day_of(move, entry) or cx.today
    entry = _reckoned(cx, run.branch_id, move, entry, day, book)
    findings = judge(book, move, facts_of(cx, run, person, helper, day), entry, cx.today)
    return findings + decision_used(cx, run, move, entry) + certificate_used(cx, run, move, entry)


def _reckoned(cx: Context, branch_id: int, move: Move, entry: Entry, day: date, book: RuleBook) -> Entry:
    """The entry with the number called of the day, where there is a vote with counts."""
    if entry.votes is None or Input.CALLED not in move.inputs:
        return entry
    mode = book.mode_on(day)
    found = reckoning_for(cx.session, branch_id, move.code, day, mode, entry.decided_by)
    return replace(entry, reckoning=found)


def judge(book: RuleBook, move: Move, facts: RunFacts, entry: Entry, today: date) -> tuple[Finding, ...]:
    """The findings of a move by the rules in force on its day."""
    day = day_of(move, entry) or today
    rules = book.rules_on(day)
    found = check(move, facts, entry, rules, today, book.mode_on(day), book.holidays)
    if blocked(found):
        return found
    return (*found, *later_dues(move, facts, entry, rules, today, book.holidays))


def missing_inputs(move: Move, entry: Entry) -> dict[str, str]:
    """What must be typed for a move and is not, by field."""
    # A monthly review is its own basis.
    given = {Input.BASIS_NUMBER} if entry.basis_kind is BasisKind.REVIEW else set()
    return {
        code.value: "required"
        for code in move.required
        if code not in given and entry.given(code) in (None, "")
    }


def _checked(cx: Command, run: TrackingRun, move: Move, entry: Entry, day: date) -> Entry:
    """The entry with what only the rows know; raises Invalid for an id that does not fit."""
    if entry.helper is not None and Input.HELPER in move.inputs:
        member = cx.session.get(PartyMember, entry.helper)
        if (
            member is None
            or member.branch_id != run.branch_id
            or (member.left_on is not None and member.left_on <= day)
        ):
            raise Invalid(fields={Input.HELPER.value: "helper_unknown"})
        entry = replace(entry, helper_official=member.is_official)
    if entry.to_branch is not None and Input.TO_BRANCH in move.inputs:
        here, there = cx.session.get(Branch, run.branch_id), cx.session.get(Branch, entry.to_branch)
        if (
            there is None
            or here is None
            or there.id == here.id
            or there.is_practice is not here.is_practice
            or (there.closed_on is not None and there.closed_on <= day)
        ):
            raise Invalid(fields={Input.TO_BRANCH.value: "branch_unknown"})
    if move.reasons and entry.reason_code not in move.reasons:
        raise Invalid(fields={Input.REASON_CODE.value: "required"})
    return entry


def typed_of(move: Move, entry: Entry) -> dict[str, Any]:
    """What was typed beyond the columns of an event."""
    own = {Input.HAPPENED_ON, Input.BASIS_NUMBER, Input.BASIS_ON, Input.REASON, Input.REASON_CODE}
    return {
        code.value: plain(entry.given(code))
        for code in move.inputs
        if code not in own and entry.given(code) not in (None, "")
    }


def _basis(move: Move, entry: Entry, review_id: int | None) -> BasisKind | None:
    if entry.basis_kind is not None or review_id is not None:
        return entry.basis_kind or BasisKind.REVIEW
    for code, kind in _BASIS_OF_INPUT.items():
        if code in move.inputs:
            # The number beside a certificate is that of the letter with which the class was proposed.
            return BasisKind.LETTER if kind is BasisKind.CERTIFICATE and entry.basis_number else kind
    if not entry.basis_number:
        return None
    if move.entered_by == {Role.BRANCH.value}:
        return BasisKind.BRANCH_RESOLUTION
    return (
        BasisKind.LETTER
        if move.code in (MoveCode.SUBMIT, MoveCode.SUBMIT_UP)
        else BasisKind.COMMITTEE_RESOLUTION
    )


def _change(cx: Command, run: TrackingRun, entry: Entry, outcome: Outcome) -> dict[str, Any]:
    """Put the outcome on the run; gives what an undo has to know besides the columns."""
    made: dict[str, Any] = {}
    member_id = outcome.changes.get("helper_id")
    if isinstance(member_id, int):
        made["assignment"] = assign_helper(
            cx, run, member_id, outcome.day, entry.basis_number, entry.helper_together_since
        )
    for name, value in outcome.changes.items():
        setattr(run, name, value)
    run.stage = outcome.stage
    if outcome.stage in CLOSED_STAGES and run.helper_id is not None:
        made["assignment"] = end_helper(cx, run, outcome.day)
    return made


def _continue_elsewhere(cx: Command, run: TrackingRun, entry: Entry, outcome: Outcome) -> TrackingRun | None:
    """The run with which another branch of the ward goes on (HD 06, 3.9); it names its own helper."""
    if outcome.continues_in is None or entry.to_branch is None:
        return None
    cx.session.flush()  # the old run must be closed first: a person has one open run
    new = TrackingRun(
        person_id=run.person_id,
        branch_id=entry.to_branch,
        previous_run_id=run.id,
        opened_on=outcome.day,
        stage=outcome.continues_in,
        **{name: getattr(run, name) for name in _CARRIED if name != "stage_since"},
        stage_since=outcome.day,
    )
    cx.session.add(new)
    cx.session.flush()
    _take_opinions_along(cx, run, new)
    with whole_ward(cx):
        hand_over(cx, run, new)
    return new


def _take_opinions_along(cx: Command, run: TrackingRun, new: TrackingRun) -> None:
    """What the level above answered holds for the person, wherever in the ward it is followed."""
    rows = cx.session.scalars(select(UpperOpinion).where(UpperOpinion.run_id == run.id)).all()
    for row in rows:
        values = {name: getattr(row, name) for name in OPINION_COLUMNS}
        cx.session.add(UpperOpinion(run_id=new.id, branch_id=new.branch_id, **values))


def _must_be_free(cx: Command, run: TrackingRun, outcome: Outcome) -> None:
    """A run that opens again must be the person's only open one."""
    if run.closed_on is None or outcome.stage in CLOSED_STAGES:
        return
    with whole_ward(cx):
        other = cx.session.scalar(
            select(TrackingRun.id)
            .where(TrackingRun.person_id == run.person_id, TrackingRun.closed_on.is_(None))
            .where(TrackingRun.id != run.id)
        )
    if other is not None:
        raise Refused("open_run_exists")


def apply_move(
    cx: Command, run: TrackingRun, move_code: MoveCode, entry: Entry, *, review_id: int | None = None
) -> RunEvent:
    """Carry out a move on a loaded run, judged by the rules in force on the day of the step.

    Raises Forbidden for a role that does not enter it, Invalid with field names for what is missing or does
    not fit, Refused with the findings when one blocks or a warning has no written answer. Gives the event,
    flushed; `event.data` holds "failed_vote", "obligations" and "new_run" where there are such.
    """
    move = MOVE_OF[move_code]
    if not may_enter(cx, move):
        raise Forbidden
    fields = missing_inputs(move, entry)
    if fields:
        raise Invalid(fields=fields)
    day = day_of(move, entry)
    if day is None:
        raise Invalid(fields={move.day.value: "required"})
    person, helper = rows_of(cx, run)
    entry = _checked(cx, run, move, entry, day)
    book = book_of(cx.session)
    entry = _reckoned(cx, run.branch_id, move, entry, day, book)
    facts = facts_of(cx, run, person, helper, day)
    findings = judge(book, move, facts, entry, cx.today)
    findings += decision_used(cx, run, move, entry) + certificate_used(cx, run, move, entry)
    if blocked(findings) or unanswered(findings, entry.answers):
        raise Refused("refused", findings=findings)
    outcome = outcome_of(move, facts, entry, book.rules_on(day), book.holidays)
    _must_be_free(cx, run, outcome)
    before, from_stage = snapshot(run), run.stage
    made = _change(cx, run, entry, outcome)
    new = _continue_elsewhere(cx, run, entry, outcome)
    cx.session.flush()
    did = done_by_move(cx, run, move.code, day, entry.basis_number or entry.decision_number)
    asked = {finding.code.value for finding in findings}
    event = RunEvent(
        branch_id=run.branch_id,
        run_id=run.id,
        kind="helper" if move.code is MoveCode.ASSIGN_HELPER else "move",
        move=move.code.value,
        from_stage=from_stage,
        to_stage=run.stage,
        happened_on=day,
        entered_at=cx.now,
        actor_id=cx.actor.user_id,
        actor_name=cx.actor.full_name,
        basis_kind=_basis(move, entry, review_id),
        basis_number=entry.basis_number,
        basis_on=entry.basis_on,
        review_id=review_id,
        reason_code=entry.reason_code if move.reasons else "",
        reason=entry.reason,
        warnings={code: text.strip() for code, text in entry.answers.items() if code in asked},
        data={
            "before": changed_from(before, run),
            "typed": typed_of(move, entry),
            **made,
            **({"reckoning": kept(entry.reckoning)} if entry.reckoning is not None else {}),
            **({"did": did} if did else {}),
            **({"failed_vote": True} if outcome.failed_vote else {}),
            **({"obligations": [one.value for one in outcome.obligations]} if outcome.obligations else {}),
            **({"new_run": new.id} if new is not None else {}),
        },
        regime=book.mode_on(day).value,
    )
    cx.session.add(event)
    cx.session.flush()
    arise(cx, run, new, event, outcome.obligations, book.rules_on(day), book.holidays)
    follow(cx, run, event)
    cx.session.flush()
    return event


@command(Action.CANDIDATE_MOVE)
def move_candidate(cx: Command, run_id: int, version: int, move_code: MoveCode, entry: Entry) -> Moved:
    """Carry out a move. Raises Conflict for a stale version, and whatever `apply_move` raises."""
    run = cx.load(TrackingRun, run_id, version)
    column = column_of(run.stage, run.paused_from)
    return _moved(cx, run, column, apply_move(cx, run, move_code, entry))


@command(Action.CANDIDATE_MOVE)
def undo_move(cx: Command, event_id: int) -> Moved:
    """Take back an event of a run; raises what `undo` raises."""
    run = cx.load(TrackingRun, cx.load(RunEvent, event_id, lock=False).run_id)
    column = column_of(run.stage, run.paused_from)
    return _moved(cx, run, column, undo(cx, event_id))


def _moved(cx: Command, run: TrackingRun, before: Column, event: RunEvent) -> Moved:
    person, _ = rows_of(cx, run)
    return Moved(
        run_id=run.id,
        event_id=event.id,
        branch_id=run.branch_id,
        name=person.full_name,
        to_stage=run.stage.value,
        from_column=before.value,
        to_column=column_of(run.stage, run.paused_from).value,
        failed_vote=bool(event.data.get("failed_vote")),
        new_run_id=event.data.get("new_run"),
        obligations=tuple(event.data.get("obligations", ())),
    )
