"""What the forms of moves show of a run, and what is said after one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ..domain.access import Action
from ..domain.errors import NotFound
from ..domain.moves import MOVE_OF, Move
from ..domain.stages import Input, MoveCode, Stage
from ..domain.voting import Reckoning
from ..models import Branch, PartyMember, Person, RunEvent, TrackingRun
from .class_notes import list_of_run
from .command import Query, query
from .moves import MoveOption, all_options, may_enter, rows_of
from .rosters import BranchLine, branches_on
from .rules import mode_on
from .run_facts import birth_of
from .undoing import last_event, undo_refusal
from .voting import reckoning_for


@dataclass(frozen=True)
class MovedNote:
    """What to say of a move that was just made."""

    event_id: int
    run_id: int
    branch_id: int
    name: str
    move: str
    from_stage: Stage | None
    stage: Stage
    failed_vote: bool
    may_undo: bool


@query(Action.CANDIDATE_MOVE)
def moved_note(cx: Query, event_id: int) -> MovedNote | None:
    """The note of an event; None for one that is no move, is cancelled, or belongs to another branch."""
    cx.allow()
    found = cx.session.execute(
        select(RunEvent, Person.full_name)
        .join(TrackingRun, TrackingRun.id == RunEvent.run_id)
        .join(Person, Person.id == TrackingRun.person_id)
        .where(RunEvent.id == event_id, RunEvent.kind.in_(("move", "helper")))
    ).first()
    if found is None:
        return None
    event, name = found
    last = last_event(cx, event.run_id)
    return None if last is None or last.id != event.id else _note_of(cx, event, name)


def _note_of(cx: Query, event: RunEvent, name: str) -> MovedNote:
    return MovedNote(
        event.id,
        event.run_id,
        event.branch_id,
        name,
        event.move,
        event.from_stage,
        event.to_stage or Stage.SOURCE,
        bool(event.data.get("failed_vote")),
        undo_refusal(cx, event, event) is None,
    )


@dataclass(frozen=True)
class MemberChoice:
    """A member of the branch as a choice for helping."""

    id: int
    name: str
    is_official: bool


@dataclass(frozen=True)
class MoveSheet:
    """What choosing and entering a move shows of the run; `others` are moves that another role enters."""

    run_id: int
    version: int
    branch_id: int
    branch_name: str
    is_practice: bool
    name: str
    birth: str
    stage: Stage
    stage_since: date
    paused_from: Stage | None
    options: tuple[MoveOption, ...]
    others: tuple[Move, ...]
    members: tuple[MemberChoice, ...]
    branches: tuple[BranchLine, ...]
    last: MovedNote | None
    last_by: str
    today: date
    #: The number called today, for the form of a vote; None where there is none or it cannot be reckoned.
    reckoning: Reckoning | None = None
    #: Whether the form begins with that number: only where a vote must be entered.
    prefilled: bool = False
    #: Number of the settled list by which the person was sent to a class, and who held it.
    class_list: tuple[str, str] | None = None

    def option(self, code: str) -> MoveOption | None:
        """The move of a code, if it starts in the stage and the actor's role enters it."""
        return next((one for one in self.options if one.move.code == code), None)


@query(Action.CANDIDATE_MOVE)
def move_sheet(cx: Query, run_id: int, code: str = "") -> MoveSheet:
    """The moves of a run; with the code of one, also the choices of its form.

    Raises NotFound for another branch's run.
    """
    # One select brings the rows that are asked for one by one below; held, so that the session keeps them.
    held = cx.session.scalar(
        select(TrackingRun)
        .where(TrackingRun.id == run_id)
        .options(joinedload(TrackingRun.person), joinedload(TrackingRun.helper))
    )
    run = cx.load(TrackingRun, run_id) if held is None else held
    cx.allow(branch_id=run.branch_id)
    person, _ = rows_of(cx, run)
    branch = cx.session.get(Branch, run.branch_id)
    if branch is None:
        raise NotFound
    options = all_options(cx, run)
    asked = MOVE_OF[MoveCode(code)].inputs if code else ()
    members = (
        cx.session.scalars(
            select(PartyMember)
            .where(PartyMember.branch_id == run.branch_id)
            .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > cx.today))
        )
        if Input.HELPER in asked
        else ()
    )
    others = branches_on(cx.session, cx.today, practice=True) if Input.TO_BRANCH in asked else ()
    last = last_event(cx, run.id)
    return MoveSheet(
        run_id=run.id,
        version=run.version,
        branch_id=branch.id,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        name=person.full_name,
        birth=birth_of(person).display(),
        stage=run.stage,
        stage_since=run.stage_since,
        paused_from=run.paused_from,
        options=tuple(option for option in options if may_enter(cx, option.move)),
        others=tuple(option.move for option in options if not may_enter(cx, option.move)),
        members=tuple(
            MemberChoice(one.id, one.full_name, one.is_official)
            for one in sorted(members, key=lambda one: (not one.is_official, one.sort_key, one.id))
        ),
        branches=tuple(
            one for one in others if one.id != branch.id and one.is_practice is branch.is_practice
        ),
        last=None if last is None else _note_of(cx, last, person.full_name),
        last_by=last.actor_name if last else "",
        today=cx.today,
        reckoning=_reckoning(cx, run, code) if Input.CALLED in asked else None,
        class_list=list_of_run(cx, run) if code == MoveCode.RECORD_CERTIFICATE else None,
        prefilled=bool(code) and Input.CALLED in MOVE_OF[MoveCode(code)].required,
    )


def _reckoning(cx: Query, run: TrackingRun, code: str) -> Reckoning | None:
    mode = mode_on(cx.session, cx.today)
    return reckoning_for(cx.session, run.branch_id, MoveCode(code), cx.today, mode)
