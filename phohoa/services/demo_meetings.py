"""What surrounds the latest meetings of the demo ward: who came, and the tasks that were given."""

from datetime import date

from sqlalchemy import select

from ..domain.meetings import Presence, TaskState, usual_due_day
from ..models import MeetingTask, Review
from ..texts.demo import meetings as texts
from .attendance import Presences, note_roll
from .command import Command
from .review_sheet import Entered
from .roll import roll_of

#: So many months back the meetings were entered with their roll and their tasks.
MONTHS = 3
#: At so many meetings one of the tasks before is left open, so that some are overdue.
_LEFT_OPEN = 3


def is_recent(year: int, month: int, today: date) -> bool:
    """Whether a month is one of the latest."""
    return today.year * 12 + today.month - (year * 12 + month) < MONTHS


def enter_meeting(cx: Command, review: Review, listed: list[Entered]) -> None:
    """The roll as many as the head says are absent, last month's tasks looked at, and new ones given."""
    _roll(cx, review)
    _look_at_tasks(cx, review)
    _give_tasks(cx, review, listed)


def _roll(cx: Command, review: Review) -> None:
    before = roll_of(cx.session, review.branch_id, review, review.meeting_on or cx.today)
    official = [line for line in before.lines if line.is_official]
    missing = max((review.members_official or 0) - (review.present_official or 0), 0)
    first = (review.branch_id * 3 + review.month) % max(len(official), 1)
    away = {official[(first + n) % len(official)].member_id for n in range(min(missing, len(official)))}
    typed = {}
    for n, line in enumerate(before.lines):
        reason = texts.ABSENCE[(n + review.month) % len(texts.ABSENCE)]
        absent = Presences(Presence.EXCUSED, reason)
        typed[line.member_id] = absent if line.member_id in away else Presences(Presence.PRESENT)
    note_roll(cx, review, before, typed)


def _look_at_tasks(cx: Command, review: Review) -> None:
    given = cx.session.scalars(
        select(MeetingTask)
        .where(MeetingTask.branch_id == review.branch_id, MeetingTask.state == TaskState.OPEN)
        .order_by(MeetingTask.id)
    ).all()
    for n, task in enumerate(given):
        if (n + review.month) % _LEFT_OPEN == 0:
            continue
        task.state, task.closed_on, task.closed_review_id = TaskState.DONE, review.meeting_on, review.id


def _give_tasks(cx: Command, review: Review, listed: list[Entered]) -> None:
    due = usual_due_day(review.year, review.month, texts.TASK_DUE_DAY)
    for n, entry in enumerate(listed[:2]):
        to_helper = n == 1 and entry.run.helper_id is not None
        wording = texts.HELPER_TASKS if to_helper else texts.TASKS
        cx.session.add(
            MeetingTask(
                branch_id=review.branch_id,
                review_id=review.id,
                run_id=entry.run.id,
                member_id=entry.run.helper_id if to_helper else None,
                text=wording[(review.branch_id + review.month) % len(wording)],
                due_on=due,
                state=TaskState.OPEN,
                created_at=cx.now,
            )
        )
