"""What office and leaders have to do this month: reports of branches, the plan, papers to enter."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, cast, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from ..domain.access import Role
from ..domain.numbering import PlanState
from ..domain.reviews import ReviewState
from ..domain.signing import RoundState
from ..domain.stages import Stage
from ..models import Branch, Plan, Review, ReviewException, SigningKey, SigningRound, TrackingRun
from .class_home import class_tasks
from .command import Query
from .home_parts import Late, Task, Work, changes_since, owed
from .incoming_pages import overdue_papers
from .obligations import open_obligations
from .review_months import MonthPage, month_of
from .signing_pages import ROUND_TASKS, round_task, rounds_due, rounds_to_sign
from .ward_session_files import notices_to_sign
from .ward_settings import is_set_up


def stage_counts(session: Session) -> dict[Stage, int]:
    """Open runs of the ward by stage, practice left out (one select)."""
    rows = session.execute(
        select(TrackingRun.stage, func.count(TrackingRun.id))
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(TrackingRun.closed_on.is_(None))
        .where(Branch.is_practice.is_(False))
        .group_by(TrackingRun.stage)
    )
    return dict(rows.all())


def _month_words(month: MonthPage) -> dict[str, object]:
    return {"month": f"{month.month:02d}/{month.year}", "sent": month.sent, "expected": month.expected}


#: Marks the rows of questions to open a locked month among reviews, which have no stage either; those of
#: incoming papers past their due day; and what stands before the title of a paper that waits to be signed.
_ASKED, _INCOMING, _ROUND = "asked", "incoming", "round:"


def _waiting(cx: Query) -> tuple[list[Task], dict[Stage, int]]:
    """Papers to sign, reviews sent and not received, locked months asked for, overdue papers; runs by stage.

    All in one select, for the page has many.
    """
    no_month = literal(0)
    signed = rounds_due(cx.actor.user_id)
    rows: Sequence[Any] = cx.session.execute(
        union_all(
            select(cast(TrackingRun.stage, String), no_month, no_month, func.count(TrackingRun.id))
            .join(Branch, Branch.id == TrackingRun.branch_id)
            .where(TrackingRun.closed_on.is_(None), Branch.is_practice.is_(False))
            .group_by(TrackingRun.stage),
            select(literal(""), Review.year, Review.month, func.count(Review.id))
            .join(Branch, Branch.id == Review.branch_id)
            .where(Review.state == ReviewState.SUBMITTED, Branch.is_practice.is_(False))
            .group_by(Review.year, Review.month),
            select(literal(_ASKED), ReviewException.year, ReviewException.month, func.count())
            .where(ReviewException.granted_at.is_(None), ReviewException.revoked_at.is_(None))
            .group_by(ReviewException.year, ReviewException.month),
            select(literal(_ROUND) + signed.c.title, signed.c.id, no_month, signed.c.place),
            overdue_papers(cx.today, literal(_INCOMING), no_month, no_month),
        )
    ).all()
    tasks = [
        round_task(round_id, stage.removeprefix(_ROUND), place)
        for stage, round_id, _, place in rows
        if stage.startswith(_ROUND)
    ]
    tasks += [
        Task("incoming_overdue", {}, {"count": count}, urgent=True)
        for stage, _, _, count in rows
        if stage == _INCOMING and count
    ]
    rows = [row for row in rows if not row[0].startswith(_ROUND) and row[0] != _INCOMING]
    counts = {Stage(stage): count for stage, _, _, count in rows if stage not in ("", _ASKED)}
    asked = sorted((year, month, count) for stage, year, month, count in rows if stage == _ASKED)
    for year, month, count in asked[:1]:
        of_all = {"count": sum(count for *_, count in asked), "month": f"{month:02d}/{year}"}
        tasks.append(Task("months_asked_for", {"year": year, "month": month}, of_all, urgent=True))
    months = sorted((year, month, count) for stage, year, month, count in rows if not stage)
    for year, month, _ in months[:1]:
        words = {"count": sum(count for *_, count in months), "month": f"{month:02d}/{year}"}
        tasks.append(Task("reviews_to_receive", {"year": year, "month": month}, words))
    return tasks, counts


def newest_plan(session: Session, today: date) -> tuple[Plan, bool] | None:
    """The plan that somebody may have to act on, and whether it is being signed in a round.

    It is this year's, or next year's once it is begun.
    """
    signed = exists().where(SigningRound.plan_id == Plan.id, SigningRound.state == RoundState.OPEN)
    found = session.execute(
        select(Plan, signed)
        .where(Plan.year >= today.year)
        .where(Plan.state != PlanState.SUPERSEDED)
        .order_by(Plan.year.desc(), Plan.id.desc())
        .limit(1)
    ).first()
    return (found[0], bool(found[1])) if found is not None else None


_OFFICE_PLAN = {
    PlanState.DRAFT: "plan_draft",
    PlanState.RETURNED: "plan_returned",
    PlanState.IN_REVIEW: "plan_in_review",
    PlanState.APPROVED: "plan_approved",
}
_SIGNATORY_PLAN = {PlanState.IN_REVIEW: "plan_to_approve", PlanState.APPROVED: "plan_to_sign"}


def plan_task(cx: Query) -> Task | None:
    """What the plan asks of the actor's role (one select); for leaders without work, where it stands."""
    found = newest_plan(cx.session, cx.today)
    if found is None:
        return Task("plan_none", {}, {"year": cx.today.year}) if cx.actor.role is Role.OFFICE else None
    plan, is_being_signed = found
    words = {"year": plan.year}
    if is_being_signed:
        return Task("plan_being_signed", {"plan_id": plan.id}, words)
    if cx.actor.role is Role.OFFICE:
        code = _OFFICE_PLAN.get(plan.state)
        return (
            Task(code, {"plan_id": plan.id}, words, urgent=plan.state is PlanState.RETURNED) if code else None
        )
    if cx.actor.role is Role.SIGNATORY:
        code = _SIGNATORY_PLAN.get(plan.state)
        if code is not None:
            return Task(code, {"plan_id": plan.id}, words, urgent=True)
    state = {PlanState.ISSUED: "plan_issued", **_OFFICE_PLAN}[plan.state]
    return Task(state, {"plan_id": plan.id}, words)


def _late_branches(month: MonthPage) -> tuple[Late, ...]:
    return tuple(
        Late(
            "review",
            line.name,
            {"branch_id": line.branch_id, "year": month.year, "month": month.month},
            {"month": f"{month.month:02d}/{month.year}", "days": line.reported.days_late},
        )
        for line in month.missing
    )


def office_work(cx: Query) -> Work:
    """The office: branches that have not reported, reviews to receive, the plan, papers to enter."""
    month = month_of(cx.session, cx.today.year, cx.today.month, cx.today)
    at = {"year": month.year, "month": month.month}
    received, counts = _waiting(cx)
    plan, classes = plan_task(cx), class_tasks(cx)
    # What waits for a signature, then what came back, stands before everything else.
    signing = [one for one in received if one.code in ROUND_TASKS]
    back = [one for one in (plan, *classes) if one is not None and one.urgent]
    tasks: list[Task | None] = [*signing, *back]
    if not is_set_up(cx.session, cx.today):
        tasks.append(Task("ward_to_set_up", urgent=True))
    if month.missing:
        words = {**_month_words(month), "count": len(month.missing), "due": month.due.strftime("%d/%m/%Y")}
        tasks.append(Task("branches_missing", at, words, month.due))
    elif month.sent < month.expected:
        tasks.append(Task("branches_to_come", at, _month_words(month), month.due))
    tasks += [one for one in received if one not in signing]
    owed_tasks, owed_late = owed(open_obligations(cx), cx.today)
    tasks += owed_tasks
    tasks += [one for one in (plan, *classes) if one not in back]
    for code, stage in (
        ("starts_to_answer", Stage.START_PROPOSED),
        ("certificates_to_enter", Stage.CLASS_PROPOSED),
    ):
        if counts.get(stage):
            tasks.append(Task(code, {}, {"count": counts[stage]}))
    changes = changes_since(cx.session, cx.now - timedelta(days=30))
    late = _late_branches(month) + owed_late
    return Work(tuple(task for task in tasks if task), late, changes)


def leader_work(cx: Query) -> Work:
    """Those who decide or sign: the plan first, a key to sign with, then where the ward stands."""
    month = month_of(cx.session, cx.today.year, cx.today.month, cx.today)
    tasks: list[Task | None] = [
        *(rounds_to_sign(cx) if cx.actor.role is Role.SIGNATORY else ()),
        plan_task(cx),
        *class_tasks(cx),
    ]
    if cx.actor.role is Role.SIGNATORY:
        tasks += notices_to_sign(cx)
        keys = cx.session.scalar(
            select(func.count(SigningKey.id))
            .where(SigningKey.user_id == cx.actor.user_id)
            .where(SigningKey.removed_at.is_(None))
            .where(SigningKey.not_after > cx.now)
        )
        tasks.append(None if keys else Task("key_missing"))
    at = {"year": month.year, "month": month.month}
    tasks.append(Task("month_of_ward", at, _month_words(month)))
    tasks.append(Task("ward_board", {}, {"count": sum(stage_counts(cx.session).values())}))
    changes = changes_since(cx.session, cx.now - timedelta(days=30))
    return Work(tuple(task for task in tasks if task), _late_branches(month), changes)
