"""Taking back the last event of a run: what a run was before, and the event that cancels."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import select

from ..domain.access import Scope, scope_of
from ..domain.errors import Conflict, Refused
from ..domain.stages import Stage
from ..models import (
    ClassNomination,
    HelperAssignment,
    ProcessDocument,
    ReviewLine,
    RunEvent,
    RunObligation,
    TrackingRun,
    UpperOpinion,
)
from .command import Command, Context
from .dossier_handover import hand_over
from .proposals import take_back

#: How long a move can be taken back with one press; later the office corrects it by a move of its own.
UNDO_FOR = timedelta(minutes=30)

#: What a branch that goes on with a run enters; once there is any, the move to it stays.
_OF_A_RUN: tuple[Any, ...] = (
    RunEvent,
    ReviewLine,
    ProcessDocument,
    ClassNomination,
)

#: Columns of a run that a move may change; kept in the event as they were, for an undo.
KEPT = tuple(
    column.key
    for column in TrackingRun.__table__.columns
    if column.key not in ("id", "version", "person_id", "branch_id", "opened_on", "previous_run_id")
)


def snapshot(run: TrackingRun) -> dict[str, Any]:
    return {name: plain(getattr(run, name)) for name in KEPT}


def changed_from(before: dict[str, Any], run: TrackingRun) -> dict[str, Any]:
    """What a move changed, as it was: what others write meanwhile stays when it is taken back."""
    now = snapshot(run)
    return {name: value for name, value in before.items() if now[name] != value}


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _restore(run: TrackingRun, before: dict[str, Any]) -> None:
    for name, value in before.items():
        if value is not None and name.endswith(("_on", "_since")):
            value = date.fromisoformat(value)
        elif value is not None and name in ("stage", "paused_from"):
            value = Stage(value)
        setattr(run, name, value)


@contextmanager
def whole_ward(cx: Context) -> Iterator[None]:
    """Look past the wall of the actor's branches: is a person followed elsewhere, and nothing more."""
    branches = cx.session.info.pop("branches", None)
    try:
        yield
    finally:
        if branches is not None:
            cx.session.info["branches"] = branches


def last_event(cx: Context, run_id: int) -> RunEvent | None:
    """The last move or change of helper of a run that still holds."""
    undone = select(RunEvent.cancels_id).where(RunEvent.run_id == run_id, RunEvent.cancels_id.is_not(None))
    return cx.session.scalar(
        select(RunEvent)
        .where(RunEvent.run_id == run_id, RunEvent.kind.in_(("move", "helper")))
        .where(RunEvent.id.not_in(undone))
        .order_by(RunEvent.id.desc())
        .limit(1)
    )


def undo_refusal(cx: Context, event: RunEvent, last: RunEvent | None) -> str | None:
    """The code of why the actor cannot take an event back now, or None."""
    if last is None or last.id != event.id:
        return "undo_not_last"
    if event.review_id is not None:
        return "undo_by_review"
    if scope_of(cx.actor, cx.action) is not Scope.ALL and event.actor_id != cx.actor.user_id:
        return "undo_not_yours"
    return "undo_too_late" if cx.now - event.entered_at > UNDO_FOR else None


def undo(cx: Command, event_id: int) -> RunEvent:
    """Take back the last event of a run: by who entered it or the office, for a short while.

    Raises Refused with the code of why not; NotFound for an event of another branch.
    """
    event = cx.load(RunEvent, event_id, lock=False)
    refusal = undo_refusal(cx, event, last_event(cx, event.run_id))
    if refusal is not None:
        raise Refused(refusal)
    return cancel(cx, event)


def cancel(cx: Command, event: RunEvent) -> RunEvent:
    """Cancel the last event of a run by another event and put the run back as it was.

    For whoever has decided that it may be: asks neither who nor when. Raises Conflict if the run of another
    branch that the event opened has gone on, Refused if a session of the committee has decided on it.
    """
    run = cx.load(TrackingRun, event.run_id)
    take_back(cx, event)
    _must_not_have_gone_on(cx, event.data.get("new_run"))
    _withdraw_obligations(cx, event)
    _withdraw_new_run(cx, event.data.get("new_run"), run)
    assignment = event.data.get("assignment") or {}
    if opened := cx.session.get(HelperAssignment, assignment.get("opened", 0)):
        cx.session.delete(opened)
    if ended := cx.session.get(HelperAssignment, assignment.get("ended", 0)):
        ended.ended_on = None
    from_stage = run.stage
    _restore(run, event.data["before"])
    cancelling = RunEvent(
        branch_id=run.branch_id,
        run_id=run.id,
        kind="undo",
        move=event.move,
        from_stage=from_stage,
        to_stage=run.stage,
        happened_on=cx.today,
        entered_at=cx.now,
        actor_id=cx.actor.user_id,
        actor_name=cx.actor.full_name,
        warnings={},
        data={},
        cancels_id=event.id,
    )
    cx.session.add(cancelling)
    cx.session.flush()
    return cancelling


def _withdraw_obligations(cx: Command, event: RunEvent) -> None:
    """Take back what an event asked for, and open again what it had done by itself."""
    with whole_ward(cx):
        for row in cx.session.scalars(select(RunObligation).where(RunObligation.event_id == event.id)).all():
            cx.session.delete(row)
        for row_id in event.data.get("did", ()):
            done = cx.session.get(RunObligation, row_id)
            if done is not None:
                done.done_on, done.done_number = None, ""
        cx.session.flush()


def _must_not_have_gone_on(cx: Command, run_id: int | None) -> None:
    if run_id is None:
        return
    with whole_ward(cx):
        for model in _OF_A_RUN:
            if cx.session.scalar(select(model.id).where(model.run_id == run_id).limit(1)) is not None:
                raise Conflict("undo_gone_on")


def _withdraw_new_run(cx: Command, run_id: int | None, old: TrackingRun) -> None:
    if run_id is None:
        return
    with whole_ward(cx):
        new = cx.session.get(TrackingRun, run_id)
        if new is None:
            return
        # Opinions of the level above came along with the person.
        for row in cx.session.scalars(select(UpperOpinion).where(UpperOpinion.run_id == run_id)).all():
            cx.session.delete(row)
        cx.session.flush()
        hand_over(cx, new, old)
        cx.session.delete(new)
        cx.session.flush()
