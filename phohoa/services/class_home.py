"""What classes ask of the actor's role, for the first page (one select; none for a branch)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import exists, or_, select

from ..domain.access import Role
from ..domain.plan_days import KnownClass
from ..domain.signing import RoundState
from ..domain.training import ClassState, NoticeState
from ..domain.vietnamese import format_date
from ..models import SigningRound, TrainingClass
from .command import Query
from .home_parts import Task


def _of_office(row: TrainingClass, is_being_signed: bool, cx: Query) -> Task | None:
    at, words = {"class_id": row.id}, {"name": row.name}
    if row.state is ClassState.PLANNED and row.notice_state is NoticeState.RETURNED:
        return Task("class_returned", at, {**words, "reason": row.return_reason}, urgent=True)
    if row.state is ClassState.ANNOUNCED and row.nominate_by is not None and row.nominate_by < cx.today:
        return Task("class_to_settle", at, {**words, "day": format_date(row.nominate_by)}, row.starts_on)
    if row.state is ClassState.DECIDED and row.ends_on <= cx.today:
        return Task("class_results", at, {**words, "day": format_date(row.ends_on)})
    return None


def _of_signatory(row: TrainingClass, is_being_signed: bool, cx: Query) -> Task | None:
    waits = row.state is ClassState.PLANNED and row.notice_state is NoticeState.SUBMITTED
    if not waits or is_being_signed or row.signatory_id != cx.actor.user_id:
        return None
    return Task("class_to_sign", {"class_id": row.id}, {"name": row.name}, urgent=True)


def announced_tasks(classes: Iterable[tuple[KnownClass, ClassState]], today: date) -> list[Task]:
    """For a branch, from classes at hand (no select): those that may still be proposed for."""
    return [
        Task("class_announced", {"class_id": one.id}, {"name": one.name}, one.nominate_by)
        for one, state in sorted(classes, key=lambda pair: (pair[0].starts_on, pair[0].id))
        if state is ClassState.ANNOUNCED and one.nominate_by is not None and one.nominate_by >= today
    ]


_TASKS = {Role.OFFICE: _of_office, Role.SIGNATORY: _of_signatory}


def class_tasks(cx: Query) -> list[Task]:
    """What is to be done for classes that are not over, the next one first."""
    made = _TASKS.get(cx.actor.role)
    if made is None:
        return []
    signed = exists().where(SigningRound.class_id == TrainingClass.id, SigningRound.state == RoundState.OPEN)
    rows = cx.session.execute(
        select(TrainingClass, signed)
        .where(
            or_(
                TrainingClass.state.in_((ClassState.ANNOUNCED, ClassState.DECIDED)),
                TrainingClass.notice_state.in_((NoticeState.SUBMITTED, NoticeState.RETURNED)),
            )
        )
        .order_by(TrainingClass.starts_on, TrainingClass.id)
    )
    return [
        task for row, is_being_signed in rows if (task := made(row, bool(is_being_signed), cx)) is not None
    ]
