"""Routes of the first page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.facts import Obligation
from ...domain.reviews import ReviewState
from ...domain.vietnamese import format_date
from ...services import home
from ...services.home_parts import HomePage, Late, Task
from ...texts.findings import due_text, lowered
from ...texts.home import CHANGES, LATE, SINCE, TASKS, WHEN
from ...texts.labels import label
from ..gate import actor, requires
from ..htmx import page
from ..planning.forecasts import shown_verdict
from ..reminders.hints import shown_hint

blueprint = Blueprint("home", __name__)
NAMES_SHOWN, HINTS_SHOWN = 3, 3

#: Where the button of a task leads; its values come with the task.
ENDPOINTS: dict[str, str] = {
    "review_returned": "reviews.sheet",
    "review_open": "reviews.sheet",
    "review_to_hold": "reviews.sheet",
    "review_sent": "reviews.sheet",
    "review_locks_soon": "reviews.sheet",
    "review_locked": "reviews.sheet",
    "months_asked_for": "reviews.month_page",
    "incoming_overdue": "register.incoming_overdue",
    "people_due": "boards.branch",
    "tasks_overdue": "reviews.tasks",
    "obligations_open": "stages.owed",
    "people_without_helper": "boards.branch",
    "sources_waiting": "reviews.sheet",
    "ready_to_start": "reviews.sheet",
    "ward_to_set_up": "admin.ward",
    "branches_missing": "reviews.month_page",
    "branches_to_come": "reviews.month_page",
    "reviews_to_receive": "reviews.month_page",
    "plan_none": "plans.index",
    "plan_draft": "plans.show",
    "plan_returned": "plans.show",
    "plan_in_review": "plans.show",
    "plan_approved": "plans.show",
    "plan_to_approve": "plans.show",
    "plan_to_sign": "plans.ask_issue",
    "plan_issued": "plans.show",
    "key_missing": "keys.index",
    "committee_decided": "reviews.sheet",
    "plan_being_signed": "plans.show",
    "round_to_sign": "signing.show",
    "round_to_seal": "signing.show",
    "session_notice_to_sign": "sessions.ask_issue",
    "class_returned": "classes.show",
    "class_to_sign": "classes.show",
    "class_to_settle": "classes.people",
    "class_results": "classes.results",
    "class_announced": "classes.people",
    "certificates_to_enter": "boards.ward",
    "starts_to_answer": "sessions.index",
    "month_of_ward": "reviews.month_page",
    "ward_board": "boards.ward",
    "passwords_expired": "admin.users",
    "passwords_initial": "admin.users",
    "audit_to_check": "admin.audit",
    "introduce": "introductions.new",
    "introductions": "introductions.index",
    "documents": "documents.index",
    "targets": "targets.index",
}
LATE_ENDPOINTS = {"review": "reviews.sheet", "person": "candidates.show", "obligation": "candidates.show"}


@dataclass(frozen=True)
class Shown:
    """A task in words."""

    title: str
    text: str
    button: str
    url: str
    kind: str
    when: str | None


def _plain(value: object) -> object:
    if isinstance(value, Obligation):
        return lowered(label(value))
    if isinstance(value, date):
        return format_date(value)
    return label(value).lower() if isinstance(value, ReviewState) else value


def _when(due: date | None, today: date, urgent: bool) -> tuple[str, str | None]:
    if due is None:
        return ("late" if urgent else "plain"), None
    days = (due - today).days
    if days < 0:
        return "late", WHEN["late"].format(days=-days)
    if days > 7:
        return "plain", WHEN["on"].format(due=format_date(due))
    return "due", WHEN["due" if days else "today"].format(days=days)


def _task(task: Task, today: date) -> Shown:
    title, text, button = TASKS[task.code]
    words: dict[str, Any] = {key: _plain(value) for key, value in task.words.items()}
    words["names"] = ", ".join(task.names[:NAMES_SHOWN]) + ("…" if len(task.names) > NAMES_SHOWN else "")
    if task.next_due is not None:
        words["due"] = due_text(task.next_due, today).lower()
    kind, when = _when(task.due, today, task.urgent)
    url = url_for(ENDPOINTS[task.code], **task.at)
    filled = (one.format_map(words) for one in (title, text, button))
    return Shown(*filled, url, kind, when)


def _late(one: Late, today: date) -> tuple[str, str, str]:
    words: dict[str, Any] = {key: _plain(value) for key, value in one.words.items()}
    if one.next_due is not None:
        words["due"] = due_text(one.next_due, today).lower()
    return one.name, LATE[one.code].format_map(words), url_for(LATE_ENDPOINTS[one.code], **one.at)


def _since(found: HomePage) -> str:
    return SINCE["review"].format(day=format_date(found.since)) if found.since else SINCE["month"]


@blueprint.get("/")
@requires(Action.HOME_VIEW)
def index() -> ResponseReturnValue:
    found = home.home_page(actor())
    return page(
        "home/index.html",
        today=found.today,
        tasks=[_task(task, found.today) for task in found.tasks],
        late=[_late(one, found.today) for one in found.late],
        late_in_all=found.late_in_all,
        changes=[CHANGES[one.code].format(count=f"{one.count:02d}") for one in found.changes],
        since=_since(found),
        hints=[shown_hint(line, found.hints.most) for line in found.hints.lines[:HINTS_SHOWN]]
        if found.hints
        else [],
        hints_in_all=len(found.hints.lines) if found.hints else 0,
        outlooks=[
            {"branch": one.branch, "branch_id": one.branch_id, **shown_verdict(one.found, found.today.year)}
            for one in found.outlooks
        ],
    )
