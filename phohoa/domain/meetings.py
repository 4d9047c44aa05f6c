"""The branch's meeting: who came, whether there were enough, and tasks that come up again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .deadlines import last_day_of_month


class Presence(StrEnum):
    """Whether a member came to a meeting."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class TaskState(StrEnum):
    """What became of a task given at a meeting."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MeetingPaper(StrEnum):
    """A paper of a branch's meeting, drawn here and brought back signed."""

    MINUTES = "minutes"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class Mark:
    """One member in the roll of a meeting; `presence` None: not called yet.

    `left_out`: exempt from meetings or otherwise not called on that day (domain/voting.py).
    """

    is_official: bool
    presence: Presence | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many members there are and how many came, as the minutes say it."""

    members_official: int = 0
    members_probationary: int = 0
    present_official: int = 0
    present_probationary: int = 0
    absent_unexcused: int = 0


def counts_of(roll: Iterable[Mark]) -> Counts:
    """The numbers of a roll; who was not called yet counts as a member and not as present."""
    marks = tuple(roll)
    official = [mark for mark in marks if mark.is_official]
    others = [mark for mark in marks if not mark.is_official]
    return Counts(
        len(official),
        len(others),
        sum(mark.presence is Presence.PRESENT for mark in official),
        sum(mark.presence is Presence.PRESENT for mark in others),
        sum(mark.presence is Presence.UNEXCUSED for mark in marks),
    )


def not_called(roll: Iterable[Mark]) -> int:
    """Official members who are not called that day; one who comes all the same is called."""
    return sum(mark.is_official and mark.left_out and mark.presence is not Presence.PRESENT for mark in roll)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Official members called to a meeting and those who came; None where it is not known yet.

    A meeting is held with more than half of the official members called: the ward's practice, which no
    regulation says (rule MEETING_QUORUM).
    """

    called: int | None = None
    present: int | None = None

    @property
    def needed(self) -> int | None:
        """The smallest number that is more than half."""
        return None if self.called is None else self.called // 2 + 1

    @property
    def is_short(self) -> bool:
        """Whether it is known that too few came."""
        return self.needed is not None and self.present is not None and self.present < self.needed

    @property
    def is_enough(self) -> bool:
        """Whether it is known that enough came."""
        return self.needed is not None and self.present is not None and self.present >= self.needed


def quorum(members_official: int | None, present_official: int | None, left_out: int = 0) -> Quorum:
    """The quorum of a meeting, from the numbers of its head and how many are not called that day."""
    called = None if not members_official else max(members_official - left_out, present_official or 0, 1)
    return Quorum(called, present_official)


def days_overdue(due_on: date | None, state: TaskState, today: date) -> int:
    """How many days an open task is past its day; 0 when it is not."""
    if state is not TaskState.OPEN or due_on is None:
        return 0
    return max((today - due_on).days, 0)


def usual_due_day(year: int, month: int, report_day: int) -> date:
    """By when a task is usually done: the day of the next month by which its meeting is reported."""
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(*following, min(max(report_day, 1), last_day_of_month(*following).day))


def points_of(agenda: str) -> tuple[str, ...]:
    """The points of an agenda, one a line, without empty ones."""
    return tuple(line.strip() for line in agenda.splitlines() if line.strip())
