"""Introducing people and editing their records."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.stages import BasisKind, MoveCode, Stage
from ..models import AccessLine, Branch, Person, RunEvent, TrackingRun
from .command import Command, Context, command
from .people import PersonInput, fill, load_person, new_person, number_warnings
from .undoing import whole_ward


@dataclass(frozen=True)
class Introduced:
    """A person who was introduced; `warnings` are codes of what does not fit in the citizen number."""

    run_id: int
    branch_id: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edited:
    """A record that was saved, with the names of the fields that changed."""

    run_id: int
    changed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def open_branch(cx: Context, branch_id: int) -> Branch:
    """A branch that takes people in today. Raises NotFound."""
    branch = cx.session.get(Branch, branch_id)
    if branch is None or (branch.closed_on is not None and branch.closed_on <= cx.today):
        raise NotFound
    return branch


def _begin(
    cx: Command, person: Person, branch_id: int, day: date, previous: int | None = None
) -> TrackingRun:
    """A new run in the first stage with its first event."""
    run = TrackingRun(
        person_id=person.id,
        branch_id=branch_id,
        stage=Stage.SOURCE,
        stage_since=day,
        opened_on=day,
        previous_run_id=previous,
    )
    cx.session.add(run)
    cx.session.flush()
    cx.session.add(
        RunEvent(
            branch_id=branch_id,
            run_id=run.id,
            kind="introduce",
            move=MoveCode.INTRODUCE.value,
            to_stage=Stage.SOURCE,
            happened_on=day,
            entered_at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            basis_kind=BasisKind.INTRODUCTION if person.introduced_by_id else None,
            warnings={},
            data={"again": True} if previous is not None else {},
        )
    )
    return run


def _introduce(cx: Command, branch_id: int, data: PersonInput) -> Introduced:
    person = new_person()
    cx.session.add(person)
    with cx.session.no_autoflush:
        fill(cx, person, data, branch_id)
    cx.session.flush()
    run = _begin(cx, person, branch_id, data.introduced_on or cx.today)
    return Introduced(run.id, branch_id, number_warnings(cx, person))


@command(Action.CANDIDATE_CREATE)
def introduce(cx: Command, branch_id: int, data: PersonInput) -> Introduced:
    """Begin to follow somebody in a branch. Raises Invalid; Refused once for a likely duplicate."""
    cx.allow(branch_id=branch_id)
    open_branch(cx, branch_id)
    return _introduce(cx, branch_id, data)


@command(Action.INTRODUCTION_CREATE)
def introduce_by_organisation(cx: Command, branch_id: int, data: PersonInput) -> Introduced:
    """Let the actor's organisation introduce somebody to a branch. Raises as `introduce` does."""
    organisation_id = cx.actor.organisation_id
    if organisation_id is None:
        raise NotFound
    cx.allow(organisation_id=organisation_id)
    if data.introduced_by_id != organisation_id:
        raise NotFound
    if open_branch(cx, branch_id).is_practice:
        raise Invalid(fields={"branch_id": "branch_unknown"})
    return _introduce(cx, branch_id, data)


def followed_elsewhere(cx: Context, run: TrackingRun) -> bool:
    """Whether the person of a closed run has an open one."""
    with whole_ward(cx):
        return (
            cx.session.scalar(
                select(TrackingRun.id)
                .where(TrackingRun.person_id == run.person_id, TrackingRun.closed_on.is_(None))
                .where(TrackingRun.id != run.id)
            )
            is not None
        )


@command(Action.CANDIDATE_CREATE)
def follow_again(cx: Command, run_id: int) -> Introduced:
    """Open a new run for somebody whose run has ended, linked to the old one (domain notes 09, 5)."""
    old = cx.load(TrackingRun, run_id)
    if old.closed_on is None or followed_elsewhere(cx, old):
        raise Refused("open_run_exists")
    if old.stage in (Stage.OFFICIAL, Stage.DECEASED):
        raise Refused("cannot_follow_again")
    open_branch(cx, old.branch_id)
    person = cx.session.get(Person, old.person_id)
    if person is None:
        raise NotFound
    run = _begin(cx, person, old.branch_id, cx.today, previous=old.id)
    return Introduced(run.id, run.branch_id)


@command(Action.CANDIDATE_EDIT)
def edit_person(cx: Command, run_id: int, version: int, data: PersonInput) -> Edited:
    """Change a person's record through one of the runs; `version` is the person's.

    Raises Invalid, Conflict("stale"), Refused for a likely duplicate or somebody followed elsewhere now.
    """
    run = cx.load(TrackingRun, run_id)
    person = load_person(cx, run)
    if person.version != version:
        raise Conflict("stale", current=person.version)
    if run.closed_on is not None and followed_elsewhere(cx, run):
        raise Refused("person_elsewhere")
    changed = fill(cx, person, data, run.branch_id)
    if changed:
        cx.session.add(
            RunEvent(
                branch_id=run.branch_id,
                run_id=run.id,
                kind="edit",
                happened_on=cx.today,
                entered_at=cx.now,
                actor_id=cx.actor.user_id,
                actor_name=cx.actor.full_name,
                warnings={},
                data={"fields": list(changed)},
            )
        )
    return Edited(run.id, changed, number_warnings(cx, person))


def _note(cx: Command, run_ids: tuple[int, ...], what: str) -> None:
    user_id = cx.actor.user_id
    if user_id is None:  # the operator at the command line is nobody's account
        cx.allow()
        return
    rows = cx.session.execute(
        select(TrackingRun.branch_id, TrackingRun.person_id).where(TrackingRun.id.in_(run_ids))
    ).all()
    cx.allow()
    for row in rows:
        cx.allow(branch_id=row.branch_id)
        cx.session.add(AccessLine(at=cx.now, user_id=user_id, person_id=row.person_id, what=what))


@command(Action.CANDIDATE_VIEW)
def note_opened(cx: Command, run_id: int) -> None:
    """Write into the access log that the actor opened the record."""
    _note(cx, (run_id,), "view")


@command(Action.CANDIDATE_REVEAL)
def note_revealed(cx: Command, run_id: int) -> None:
    """Write into the access log that the actor asked for the citizen number; before it is shown."""
    _note(cx, (run_id,), "reveal")


@command(Action.CANDIDATE_EXPORT)
def note_exported(cx: Command, run_ids: tuple[int, ...]) -> None:
    """Write into the access log that the actor took these people along in a file, a line per person."""
    _note(cx, run_ids, "export")
