"""The parts of the first page, as codes and numbers; the words are in texts/home.py."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from ..domain.facts import Due
from ..domain.stages import CLOSED_STAGES, NORMAL_WAY, Stage
from ..models import Branch, RunEvent
from .data_hints import HintPage
from .forecasts import BranchForecast
from .obligations import OpenObligation


@dataclass(frozen=True)
class Task:
    """One thing to do. `at` are the values of the address that its button opens."""

    code: str
    at: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)
    due: date | None = None
    next_due: Due | None = None
    names: tuple[str, ...] = ()
    urgent: bool = False


@dataclass(frozen=True)
class Late:
    """One line of what is late: a person's deadline, or a branch's month."""

    code: str
    name: str
    at: Mapping[str, int]
    words: Mapping[str, object] = field(default_factory=dict)
    next_due: Due | None = None


@dataclass(frozen=True)
class Change:
    """How often something happened."""

    code: str
    count: int


@dataclass(frozen=True)
class Work:
    """What one role's part finds."""

    tasks: tuple[Task, ...] = ()
    late: tuple[Late, ...] = ()
    changes: tuple[Change, ...] = ()
    since: date | None = None
    outlooks: tuple[BranchForecast, ...] = ()
    hints: HintPage | None = None


@dataclass(frozen=True)
class HomePage:
    """The first page. `since`: the day of the last review that was sent, None for the last thirty days."""

    today: date
    tasks: tuple[Task, ...]
    late: tuple[Late, ...]
    late_in_all: int
    changes: tuple[Change, ...]
    since: date | None
    outlooks: tuple[BranchForecast, ...] = ()
    #: Of a branch: what looks forgotten in its data.
    hints: HintPage | None = None


#: The weightiest first.
_ORDER = (
    "official",
    "admitted",
    "decided",
    "resolved",
    "dossier",
    "trained",
    "proposed",
    "listed",
    "introduced",
    "left",
)
_ENTERED: dict[Stage, str] = {
    Stage.SOURCE: "introduced",
    Stage.SYMPATHISER: "listed",
    Stage.CLASS_PROPOSED: "proposed",
    Stage.CLASS_DONE: "trained",
    Stage.START_PROPOSED: "dossier",
    Stage.DOSSIER: "dossier",
    Stage.BRANCH_RESOLVED: "resolved",
    Stage.COMMITTEE_RESOLVED: "resolved",
    Stage.SUBMITTED: "resolved",
    Stage.DECIDED: "decided",
    Stage.PROBATIONARY: "admitted",
    Stage.OFFICIAL: "official",
}


def _kind(before: Stage | None, after: Stage | None) -> str | None:
    """What it was to come from one stage to another; None for what is no step forward and no end."""
    if after is None or before is after:
        return None
    if after in CLOSED_STAGES and after is not Stage.OFFICIAL:
        return "left"
    if before in NORMAL_WAY and after in NORMAL_WAY and NORMAL_WAY.index(after) < NORMAL_WAY.index(before):
        return None
    return None if before is Stage.PAUSED else _ENTERED.get(after)


def changes_since(
    session: Session, since: datetime, branch_ids: Collection[int] | None = None
) -> tuple[Change, ...]:
    """What was entered since a moment and still stands; without branches: the ward without practice."""
    cancelling = aliased(RunEvent)
    rows = select(RunEvent.from_stage, RunEvent.to_stage, func.count(RunEvent.id)).where(
        RunEvent.entered_at > since,
        RunEvent.kind.in_(("move", "introduce")),
        ~select(cancelling.id).where(cancelling.cancels_id == RunEvent.id).exists(),
    )
    if branch_ids is None:
        practice = select(Branch.id).where(Branch.is_practice.is_(True))
        rows = rows.where(RunEvent.branch_id.not_in(practice))
    else:
        rows = rows.where(RunEvent.branch_id.in_(branch_ids))
    counted: Counter[str] = Counter()
    for before, after, count in session.execute(rows.group_by(RunEvent.from_stage, RunEvent.to_stage)):
        kind = _kind(before, after)
        if kind is not None:
            counted[kind] += count
    return tuple(Change(code, counted[code]) for code in _ORDER if counted[code])


def owed(found: Sequence[OpenObligation], today: date) -> tuple[tuple[Task, ...], tuple[Late, ...]]:
    """What moves have asked for and nobody has done: one task, and a line for each that is late."""
    if not found:
        return (), ()
    names = tuple(dict.fromkeys(one.name for one in found))
    due = found[0].line.due_on
    task = Task("obligations_open", {}, {"count": len(found)}, due, names=names)
    late = tuple(
        Late(
            "obligation",
            one.name,
            {"run_id": one.line.run_id},
            {"obligation": one.line.obligation, "days": (today - one.line.due_on).days},
        )
        for one in found
        if one.line.due_on is not None and one.line.is_late(today)
    )
    return (task,), late
