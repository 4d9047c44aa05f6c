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
