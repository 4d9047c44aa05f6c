"""Tasks that a branch gives at its meetings, and that come up again until they are closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..domain.access import Action, may
from ..domain.errors import Invalid, NotFound
from ..domain.meetings import TaskState, usual_due_day
from ..domain.reviews import ReviewState
from ..domain.vietnamese import nfc
from ..models import Branch, MeetingTask, PartyMember, Review, TrackingRun
from .command import Command, Context, Query, command, query
from .review_locks import lock_state
from .review_pages import due_day
from .review_sheet import entries, find_review, is_editable, load_branch, official_members
from .reviews import open_for_writing
from .task_lines import TaskLine, in_order, line_of

TEXT_MAX = 300
#: How long the list of a branch still shows what was closed.
CLOSED_SHOWN = timedelta(days=60)


@dataclass(frozen=True)
class TaskInput:
    """What is typed of a task; without run and member it is the whole branch's."""

    text: str
    due_on: date | None
    run_id: int | None = None
    member_id: int | None = None
    state: TaskState = TaskState.OPEN
    note: str = ""


@dataclass(frozen=True)
class TaskSaved:
    """The task that was written."""

    task_id: int
    branch_id: int
    run_id: int | None


@dataclass(frozen=True)
class GivePage:
    """What the form of a new task offers: people of the list with their helpers, and the members."""

    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    people: tuple[tuple[int, str, int | None], ...]
    members: tuple[tuple[int, str], ...]
    usual_due: date
    editable: bool
    given: tuple[TaskLine, ...]


def _checked(data: TaskInput) -> str:
    text = nfc(data.text).strip()
    wrong = {}
    if not text:
        wrong["text"] = "task_text_needed"
    elif len(text) > TEXT_MAX:
        wrong["text"] = "text_long"
    if data.state is TaskState.DROPPED and not data.note.strip():
        wrong["note"] = "task_note_needed"
    if len(data.note) > TEXT_MAX:
        wrong["note"] = "text_long"
    if wrong:
        raise Invalid(fields=wrong)
    return text


@command(Action.REVIEW_EDIT)
def give_task(cx: Command, branch_id: int, year: int, month: int, data: TaskInput) -> TaskSaved:
    """Give a task at a month's meeting. Raises Invalid, NotFound, Refused for a review that is closed."""
    review = open_for_writing(cx, branch_id, year, month)
    text = _checked(data)
    if data.run_id is not None and cx.load(TrackingRun, data.run_id).branch_id != branch_id:
        raise NotFound
    if data.member_id is not None:
        member = cx.load(PartyMember, data.member_id)
        if member.branch_id != branch_id:
            raise NotFound
        if member.left_on is not None and member.left_on <= cx.today:
            raise Invalid(fields={"given_to": "review_helper"})
    task = MeetingTask(
        branch_id=branch_id,
        review_id=review.id,
        run_id=data.run_id,
        member_id=data.member_id,
        text=text,
        due_on=data.due_on,
        created_at=cx.now,
    )
    cx.session.add(task)
    cx.session.flush()
    return TaskSaved(task.id, branch_id, task.run_id)


@command(Action.REVIEW_EDIT)
def save_task(cx: Command, branch_id: int, task_id: int, version: int | None, data: TaskInput) -> TaskSaved:
    """Write what became of a task, or put its words right. Raises Invalid, NotFound, Conflict("stale").

    It is closed at the meeting that is open just then, or outside of any.
    """
    task = cx.load(MeetingTask, task_id, version)
    if task.branch_id != branch_id:
        raise NotFound
    task.text, task.due_on = _checked(data), data.due_on
    if data.state is not task.state:
        task.closed_on = None if data.state is TaskState.OPEN else cx.today
        task.closed_review_id = None if data.state is TaskState.OPEN else _meeting_now(cx, branch_id)
        task.state = data.state
    task.closed_note = "" if task.state is TaskState.OPEN else nfc(data.note).strip()
    cx.session.flush()
    return TaskSaved(task.id, branch_id, task.run_id)


def _meeting_now(cx: Command, branch_id: int) -> int | None:
    found = cx.session.scalar(
        select(Review)
        .where(Review.branch_id == branch_id, Review.state == ReviewState.IN_PROGRESS)
        .order_by(Review.year.desc(), Review.month.desc())
        .limit(1)
    )
    return found.id if found is not None else None


def _runs(cx: Context, branch_id: int) -> dict[int, str]:
    rows = cx.session.scalars(
        select(TrackingRun)
        .where(TrackingRun.branch_id == branch_id)
        .where(
            TrackingRun.id.in_(
                select(MeetingTask.run_id).where(MeetingTask.branch_id == branch_id, MeetingTask.run_id > 0)
            )
        )
        .options(joinedload(TrackingRun.person))
    )
    return {run.id: run.person.full_name for run in rows}


def _members(cx: Context, branch_id: int) -> dict[int, str]:
    rows = cx.session.scalars(select(PartyMember).where(PartyMember.branch_id == branch_id))
    return {row.id: row.full_name for row in rows}


@query(Action.REVIEW_EDIT)
def give_page(cx: Query, branch_id: int, year: int, month: int) -> GivePage:
    """What the form of a new task offers. Raises NotFound, Refused for a month not begun."""
    branch = load_branch(cx, branch_id, year, month)
    review = find_review(cx.session, branch_id, year, month)
    listed = entries(cx.session, branch_id, year, month, review)
    members = official_members(cx.session, branch_id, cx.today)
    people = tuple((one.run.id, one.run.person.full_name, one.run.helper_id) for one in listed)
    given: list[MeetingTask] = []
    if review is not None:
        given += cx.session.scalars(select(MeetingTask).where(MeetingTask.review_id == review.id))
    names = {run_id: name for run_id, name, _ in people}
    known = _members(cx, branch_id) if given else {}
    return GivePage(
        branch_id,
        branch.name,
        branch.is_practice,
        year,
        month,
        people,
        tuple((m.id, m.full_name) for m in members),
        usual_due_day(year, month, due_day(cx.session)),
        is_editable(review) and not lock_state(cx.session, branch_id, year, month, cx.today).closed,
        in_order(line_of(task, names, known, cx.today) for task in given),
    )


@dataclass(frozen=True)
class TasksPage:
    """The tasks of a branch: open ones, and those closed lately."""

    branch_id: int
    branch_name: str
    is_practice: bool
    open: tuple[TaskLine, ...]
    closed: tuple[TaskLine, ...]
    may_edit: bool


@query(Action.REVIEW_VIEW)
def tasks_page(cx: Query, branch_id: int) -> TasksPage:
    """All open tasks of a branch, and those closed in the last sixty days. Raises NotFound."""
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id)
    if branch is None:
        raise NotFound
    rows = cx.session.scalars(
        select(MeetingTask)
        .where(MeetingTask.branch_id == branch_id)
        .where(MeetingTask.closed_on.is_(None) | (MeetingTask.closed_on >= cx.today - CLOSED_SHOWN))
    ).all()
    runs, members = _runs(cx, branch_id), _members(cx, branch_id)
    lines = in_order(line_of(row, runs, members, cx.today) for row in rows)
    return TasksPage(
        branch_id,
        branch.name,
        branch.is_practice,
        tuple(one for one in lines if one.state is TaskState.OPEN),
        tuple(one for one in lines if one.state is not TaskState.OPEN),
        may(cx.actor, Action.REVIEW_EDIT, branch_id),
    )


@dataclass(frozen=True)
class TaskPage:
    """One task with its branch, for the form that closes it."""

    branch_id: int
    branch_name: str
    is_practice: bool
    task: TaskLine


@query(Action.REVIEW_EDIT)
def task_page(cx: Query, branch_id: int, task_id: int) -> TaskPage:
    """One task. Raises NotFound for another branch's."""
    task = cx.load(MeetingTask, task_id)
    branch = cx.session.get(Branch, branch_id)
    if branch is None or task.branch_id != branch_id:
        raise NotFound
    line = line_of(task, _runs(cx, branch_id), _members(cx, branch_id), cx.today)
    return TaskPage(branch_id, branch.name, branch.is_practice, line)
