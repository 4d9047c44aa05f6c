"""What a branch has to do this month: its review, people whose dates come, helpers, next steps."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..domain.facts import Due
from ..domain.reminders import DigestItem, month_item
from ..domain.reporting import can_be_locked, last_open_day
from ..domain.reviews import REPORTED_STATES, ReviewState, due_date
from ..domain.stages import Stage, way_between
from ..models import Branch, MeetingTask, Review, TrackingRun
from . import clock
from .class_home import announced_tasks
from .command import Query
from .data_hints import Ground, ground_of, hints_of
from .due_facts import DueFacts
from .forecasts import forecasts_of
from .home_parts import Late, Task, Work, changes_since, owed
from .obligations import open_obligations
from .plan_sources import PlanSources, plan_sources
from .proposal_notes import UNSEEN
from .rosters import line_of
from .rules import RuleBook, book_of
from .run_rows import rows_where
from .task_lines import overdue_in

#: Stages in which an official member helps; before it nobody is asked yet.
_HELPED = way_between(Stage.SYMPATHISER, Stage.OFFICIAL_PROPOSED)


def _names(runs: Iterable[TrackingRun]) -> tuple[str, ...]:
    return tuple(run.person.full_name for run in runs)


def branch_work(cx: Query) -> Work:
    """The work of the branches that the actor is bound to; the practice branch asks for nothing."""
    asked = cx.session.execute(
        select(Branch, *UNSEEN)
        .where(Branch.id.in_(cx.actor.branch_ids))
        .where(Branch.is_practice.is_(False))
        .where(Branch.closed_on.is_(None) | (Branch.closed_on > cx.today))
        .order_by(Branch.position, Branch.id)
    ).all()
    branches = {branch.id: branch for branch, *_ in asked}
    if not branches:
        return Work()
    now = cx.today.year * 12 + cx.today.month - 1
    rows = rows_where(
        cx,
        {
            Review: Review.branch_id.in_(branches) & (Review.year * 12 + Review.month - 1 >= now - 12),
            MeetingTask: overdue_in(branches, cx.today),
        },
    )
    found = sorted(rows.of(Review), key=lambda review: (review.year, review.month))
    reviews = {(review.branch_id, review.year * 12 + review.month - 1): review for review in found}
    book = book_of(cx.session)
    sources = plan_sources(cx, book, branch_ids=branches)
    due = sources.review_due_day
    ground = ground_of(cx.session, branches, cx.today)
    dues = _dues(cx, branches, book, sources)
    tasks: list[Task] = []
    late: list[Late] = []
    for branch in branches.values():
        opened = branch.opened_on.year * 12 + branch.opened_on.month - 1
        for number in (now - 1, now):
            if number >= opened:
                review = reviews.get((branch.id, number))
                found_task = _lock_task(branch, number, review, ground, cx.today)
                tasks += found_task or _review_task(branch, number, review, due, cx.today)
        tasks += _people_tasks(
            branch, [pair for pair in dues if pair[0].branch_id == branch.id], cx.today, now
        )
        tasks += _overdue(branch, [one for one in rows.of(MeetingTask) if one.branch_id == branch.id])
    tasks += announced_tasks(sources.classes, cx.today)
    at = {"year": now // 12, "month": now % 12 + 1}
    for branch, count, day in asked:
        if count:
            words = {"branch": branch.name, "count": count, "day": day}
            tasks.append(Task("committee_decided", {"branch_id": branch.id, **at}, words, urgent=True))
    for run, one in dues:
        if one is not None and one.is_late(cx.today):
            late.append(Late("person", run.person.full_name, {"run_id": run.id}, next_due=one))
    owed_tasks, owed_late = owed(open_obligations(cx, branches), cx.today)
    tasks += owed_tasks
    late += owed_late
    sent = [review.submitted_at for review in found if review.submitted_at is not None]
    last = max(sent) if sent else None
    changes = changes_since(cx.session, last or cx.now - timedelta(days=30), tuple(branches))
    outlooks, _, _ = forecasts_of(
        cx, [line_of(one) for one in branches.values()], runs=[run for run, _ in dues], sources=sources
    )
    since = clock.local(last).date() if last else None
    hints = hints_of(
        cx.session, cx.today, tuple(branches), runs=[run for run, _ in dues], branches=branches, ground=ground
    )
    return Work(tuple(tasks), tuple(late), changes, since, outlooks, hints)


def _lock_task(branch: Branch, number: int, review: Review | None, ground: Ground, today: date) -> list[Task]:
    """A month that is not reported and is locked, or will be within days; nothing without a lock."""
    year, month = number // 12, number % 12 + 1
    if ground.lock_day is None or not can_be_locked(year, month, today):
        return []
    state = review.state if review is not None else ReviewState.NOT_STARTED
    closes = last_open_day(year, month, ground.lock_day)
    has_leave = (branch.id, year, month) in ground.leaves
    item = month_item(state, False, today, closes, has_leave)
    if item not in (DigestItem.LOCKS_SOON, DigestItem.LOCKED):
        return []
    if item is DigestItem.LOCKS_SOON and review is not None and review.return_reason:
        return []  # what the office wrote when it returned the review says more
    at = {"branch_id": branch.id, "year": year, "month": month}
    words = {"branch": branch.name, "month": f"{month:02d}/{year}", "day": closes.strftime("%d/%m/%Y")}
    if item is DigestItem.LOCKED:
        return [Task("review_locked", at, words, urgent=True)]
    return [Task("review_locks_soon", at, words, closes, urgent=True)]


def _review_task(branch: Branch, number: int, review: Review | None, due: int, today: date) -> list[Task]:
    year, month = number // 12, number % 12 + 1
    at = {"branch_id": branch.id, "year": year, "month": month}
    words: dict[str, object] = {"branch": branch.name, "month": f"{month:02d}/{year}"}
    last = due_date(year, month, due)
    this_month = (year, month) == (today.year, today.month)
    state = review.state if review is not None else ReviewState.NOT_STARTED
    if review is not None and review.return_reason and state not in REPORTED_STATES:
        return [Task("review_returned", at, {**words, "reason": review.return_reason}, urgent=True)]
    if state is ReviewState.IN_PROGRESS:
        return [Task("review_open", at, words, last)]
    if state is ReviewState.NOT_STARTED:
        return [Task("review_to_hold", at, words, last)]
    return [Task("review_sent", at, {**words, "state": state})] if this_month else []


def _overdue(branch: Branch, tasks: list[MeetingTask]) -> list[Task]:
    if not tasks:
        return []
    oldest = min(tasks, key=lambda one: (one.due_on or date.max, one.id))
    words: dict[str, object] = {"branch": branch.name, "count": len(tasks), "task": oldest.text}
    return [Task("tasks_overdue", {"branch_id": branch.id}, words, oldest.due_on)]


def _dues(
    cx: Query, branches: dict[int, Branch], book: RuleBook, sources: PlanSources
) -> list[tuple[TrackingRun, Due | None]]:
    """Each open run with what is due first of it; what is owed after an event has lines of its own."""
    runs = cx.session.scalars(
        select(TrackingRun)
        .where(TrackingRun.branch_id.in_(branches))
        .where(TrackingRun.closed_on.is_(None))
        .options(joinedload(TrackingRun.person), joinedload(TrackingRun.helper))
    ).all()
    asked = DueFacts(sources.dues().verifications)
    pairs = [(run, next(iter(asked.dues_of(run, book, cx.today)), None)) for run in runs]
    return sorted(pairs, key=lambda pair: (pair[1].on if pair[1] else date.max, pair[0].id))


def _people_tasks(
    branch: Branch, dues: list[tuple[TrackingRun, Due | None]], today: date, now: int
) -> list[Task]:
    tasks = []
    board = {"branch_id": branch.id}
    review = {"branch_id": branch.id, "year": now // 12, "month": now % 12 + 1}
    pressing = [
        (run, one) for run, one in dues if one is not None and (one.is_late(today) or one.is_near(today))
    ]
    if pressing:
        run, first = pressing[0]
        words = {"branch": branch.name, "count": len(pressing), "name": run.person.full_name}
        tasks.append(Task("people_due", board, words, first.on, next_due=first))
    runs = [run for run, _ in dues]
    alone = [run for run in runs if run.stage in _HELPED and _is_alone(run, today)]
    waiting = [run for run in runs if run.stage is Stage.SOURCE]
    ready = [run for run in runs if run.stage is Stage.CLASS_DONE and run.certificate_on is not None]
    for code, at, some in (
        ("people_without_helper", board, alone),
        ("sources_waiting", review, waiting),
        ("ready_to_start", review, ready),
    ):
        if some:
            tasks.append(Task(code, at, {"branch": branch.name, "count": len(some)}, names=_names(some)))
    return tasks


def _is_alone(run: TrackingRun, today: date) -> bool:
    helper = run.helper
    return helper is None or (helper.left_on is not None and helper.left_on <= today)
