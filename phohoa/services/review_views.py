"""What the page of one review shows."""

from dataclasses import dataclass
from datetime import date, datetime

from ..domain.errors import NotFound
from ..domain.meetings import Quorum
from ..domain.reviews import Rating, Reported, ReviewDecision, ReviewState
from ..domain.stages import ReasonToLeave, Stage
from .review_locks import LockState
from .reviews import HeadInput
from .roll import Roll
from .since_last import SinceLast
from .task_lines import TaskLine


@dataclass(frozen=True)
class LineView:
    """One person of a review, with what was entered and what can be chosen."""

    run_id: int
    name: str
    birth: str
    stage: Stage
    days: int
    helper: str
    offers_helper: bool
    decisions: tuple[ReviewDecision, ...]
    reasons: tuple[ReasonToLeave, ...]
    decision: ReviewDecision | None
    reason_code: str
    reason_on: date | None
    reason: str
    helper_id: int | None
    remark: str
    rating: Rating | None
    votes_for: int | None
    votes_against: int | None
    version: int
    saved_at: datetime | None
    applied: bool
    since: SinceLast
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class EventView:
    """One change of a review's state."""

    at: datetime
    by: str
    state: ReviewState
    reason: str
    #: A locked month was opened for the branch until this day.
    open_until: date | None = None


@dataclass(frozen=True)
class ReviewPage:
    """A branch's review of a month as its page shows it; the head has a version of its own."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    state: ReviewState
    version: int
    head: HeadInput
    head_version: int
    lines: tuple[LineView, ...]
    members: tuple[tuple[int, str], ...]
    editable: bool
    no_change: bool
    not_held_reason: str
    return_reason: str
    due: date
    reported: Reported
    sent_at: datetime | None
    has_minutes: bool
    events: tuple[EventView, ...]
    lock: LockState
    roll: Roll
    quorum: Quorum
    quorum_answer: str
    agenda: tuple[str, ...]
    #: The day of the meeting before this one.
    last_on: date | None
    #: Those of a member or of the whole branch; a person's stand in their line.
    tasks: tuple[TaskLine, ...]

    @property
    def all_tasks(self) -> tuple[TaskLine, ...]:
        """The tasks of everybody, person by person, then the branch's."""
        return (*(task for line in self.lines for task in line.tasks), *self.tasks)

    @property
    def decided(self) -> int:
        return sum(line.decision is not None for line in self.lines)

    def line(self, run_id: int) -> LineView:
        """The line of a run. Raises NotFound."""
        for line in self.lines:
            if line.run_id == run_id:
                return line
        raise NotFound
