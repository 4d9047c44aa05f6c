"""The review on the wall of the meeting room: one person at a time, and nothing that is nobody's there."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from ..domain.access import Action
from ..domain.errors import NotFound
from ..domain.meetings import Quorum
from ..domain.reviews import ReviewDecision
from ..domain.stages import Stage
from .command import Query, query
from .review_pages import page_of
from .review_views import LineView
from .reviews import HeadInput
from .roll import Roll
from .since_last import SinceLast
from .task_lines import TaskLine


@dataclass(frozen=True)
class ScreenPerson:
    """What a room may see of one person."""

    name: str
    birth: str
    stage: Stage
    days: int
    helper: str
    decision: ReviewDecision | None
    new_helper: str
    votes: tuple[int, int] | None
    since: SinceLast
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class Screen:
    """One screen: the meeting at place 0, then the people, then what was decided."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    place: int
    people: int
    person: ScreenPerson | None
    head: HeadInput
    roll: Roll
    quorum: Quorum
    agenda: tuple[str, ...]
    counts: dict[ReviewDecision, int]
    undecided: int
    last_on: date | None
    tasks: tuple[TaskLine, ...]


def _shown(line: LineView) -> ScreenPerson:
    votes = None if line.votes_for is None else (line.votes_for, line.votes_against or 0)
    return ScreenPerson(
        name=line.name,
        birth=line.birth,
        stage=line.stage,
        days=line.days,
        helper=line.helper,
        decision=line.decision,
        new_helper="",
        votes=votes,
        since=_public(line.since),
        tasks=tuple(replace(one, note="") for one in line.tasks),
    )


def _public(since: SinceLast) -> SinceLast:
    decided = tuple(replace(one, reason="") for one in since.decided)
    return replace(since, decided=decided, rating=None, remark="")


@query(Action.REVIEW_VIEW)
def review_screen(cx: Query, branch_id: int, year: int, month: int, place: int) -> Screen:
    """One screen of a month's review. Raises NotFound for a place that there is not."""
    view = page_of(cx, branch_id, year, month)
    if place > len(view.lines) + 1:
        raise NotFound
    counts = Counter(line.decision for line in view.lines if line.decision is not None)
    return Screen(
        branch_id=branch_id,
        branch_name=view.branch_name,
        is_practice=view.is_practice,
        year=year,
        month=month,
        place=place,
        people=len(view.lines),
        person=_shown(view.lines[place - 1]) if 0 < place <= len(view.lines) else None,
        head=view.head,
        roll=view.roll,
        quorum=view.quorum,
        agenda=view.agenda,
        counts=dict(counts),
        undecided=len(view.lines) - sum(counts.values()),
        last_on=view.last_on,
        tasks=tuple(replace(one, note="") for one in view.tasks),
    )
