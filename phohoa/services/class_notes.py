"""The classes of one person, for the person's page (one select)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.training import OPEN_STATES, ClassState, NominationState
from ..models import ClassNomination, TrackingRun, TrainingClass
from .command import Context


@dataclass(frozen=True)
class ClassNote:
    """A class that the person was proposed for, and what became of it."""

    class_id: int
    name: str
    starts_on: date
    state: NominationState
    reason: str


def class_notes(cx: Context, run: TrackingRun) -> tuple[ClassNote, ...]:
    """The classes of a loaded run, newest first; a branch learns a decision when its list is settled."""
    rows = cx.session.execute(
        select(ClassNomination, TrainingClass)
        .join(TrainingClass, TrainingClass.id == ClassNomination.class_id)
        .where(ClassNomination.run_id == run.id, TrainingClass.state != ClassState.CANCELLED)
        .order_by(TrainingClass.starts_on.desc())
        .limit(5)
    )
    found = []
    for nomination, row in rows:
        hidden = row.state in OPEN_STATES and not cx.sees_all
        known = not hidden or nomination.state is NominationState.WITHDRAWN
        state = nomination.state if known else NominationState.NOMINATED
        reason = nomination.decision_reason if known else ""
        found.append(ClassNote(row.id, row.name, row.starts_on, state, reason))
    return tuple(found)


def list_of_run(cx: Context, run: TrackingRun) -> tuple[str, str] | None:
    """Number of the newest settled list by which the person of a run was sent to a class, and who held it."""
    row = cx.session.execute(
        select(TrainingClass.decision_number, TrainingClass.host)
        .join(ClassNomination, ClassNomination.class_id == TrainingClass.id)
        .where(ClassNomination.run_id == run.id, ClassNomination.state == NominationState.ACCEPTED)
        .where(TrainingClass.state.in_((ClassState.DECIDED, ClassState.CLOSED)))
        .order_by(TrainingClass.starts_on.desc())
        .limit(1)
    ).first()
    return None if row is None else (row.decision_number, row.host)
