"""Tasks given at meetings, as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement

from ..domain.meetings import TaskState, days_overdue
from ..models import MeetingTask, Review


@dataclass(frozen=True)
class TaskLine:
    """One task: about whom (`about`), and who does it; both empty for the branch as a whole."""

    id: int
    run_id: int | None
    about: str
    member: str
    text: str
    due_on: date | None
    state: TaskState
    closed_on: date | None
    note: str
    overdue: int
    version: int


def line_of(task: MeetingTask, runs: Mapping[int, str], members: Mapping[int, str], today: date) -> TaskLine:
    """A task with the names of whom it is about."""
    return TaskLine(
        id=task.id,
        run_id=task.run_id,
        about=runs.get(task.run_id, "") if task.run_id is not None else "",
        member=members.get(task.member_id, "") if task.member_id is not None else "",
        text=task.text,
        due_on=task.due_on,
        state=task.state,
        closed_on=task.closed_on,
        note=task.closed_note,
        overdue=days_overdue(task.due_on, task.state, today),
        version=task.version,
    )


def of_meeting(branch_id: int, review: Review | None) -> ColumnElement[bool]:
    """What a meeting looks at: open tasks of the branch, and those it gave or closed itself."""
    mine = MeetingTask.state == TaskState.OPEN
    if review is not None:
        mine = mine | (MeetingTask.review_id == review.id) | (MeetingTask.closed_review_id == review.id)
    return (MeetingTask.branch_id == branch_id) & mine


def overdue_in(branch_ids: Iterable[int], today: date) -> ColumnElement[bool]:
    """Open tasks of some branches whose day has passed."""
    open_ones = MeetingTask.branch_id.in_(tuple(branch_ids)) & (MeetingTask.state == TaskState.OPEN)
    return open_ones & (MeetingTask.due_on < today)


def in_order(lines: Iterable[TaskLine]) -> tuple[TaskLine, ...]:
    """Open ones first, the oldest due day before the others."""
    return tuple(
        sorted(lines, key=lambda one: (one.state is not TaskState.OPEN, one.due_on or date.max, one.id))
    )
