"""What classes ask of the actor's role, for the first page (one select)."""

from sqlalchemy import or_, select

from ..domain.access import Role
from ..domain.training import ClassState, NoticeState
from ..domain.vietnamese import format_date
from ..models import TrainingClass
from .command import Query
from .home_parts import Task


def _of_office(row: TrainingClass, cx: Query) -> Task | None:
    at, words = {"class_id": row.id}, {"name": row.name}
    if row.state is ClassState.PLANNED and row.notice_state is NoticeState.RETURNED:
        return Task("class_returned", at, {**words, "reason": row.return_reason}, urgent=True)
    if row.state is ClassState.ANNOUNCED and row.nominate_by is not None and row.nominate_by < cx.today:
        return Task("class_to_settle", at, {**words, "day": format_date(row.nominate_by)}, row.starts_on)
    if row.state is ClassState.DECIDED and row.ends_on <= cx.today:
        return Task("class_results", at, {**words, "day": format_date(row.ends_on)})
    return None


def _of_signatory(row: TrainingClass, cx: Query) -> Task | None:
    waits = row.state is ClassState.PLANNED and row.notice_state is NoticeState.SUBMITTED
    if not waits or row.signatory_id != cx.actor.user_id:
        return None
    return Task("class_to_sign", {"class_id": row.id}, {"name": row.name}, urgent=True)


def _of_branch(row: TrainingClass, cx: Query) -> Task | None:
    if row.state is not ClassState.ANNOUNCED or row.nominate_by is None or row.nominate_by < cx.today:
        return None
    return Task("class_announced", {"class_id": row.id}, {"name": row.name}, row.nominate_by)


_TASKS = {Role.OFFICE: _of_office, Role.SIGNATORY: _of_signatory, Role.BRANCH: _of_branch}


def class_tasks(cx: Query) -> list[Task]:
    """What is to be done for classes that are not over, the next one first."""
    made = _TASKS.get(cx.actor.role)
    if made is None:
        return []
    rows = cx.session.scalars(
        select(TrainingClass)
        .where(
            or_(
                TrainingClass.state.in_((ClassState.ANNOUNCED, ClassState.DECIDED)),
                TrainingClass.notice_state.in_((NoticeState.SUBMITTED, NoticeState.RETURNED)),
            )
        )
        .order_by(TrainingClass.starts_on, TrainingClass.id)
    )
    return [task for row in rows if (task := made(row, cx)) is not None]
