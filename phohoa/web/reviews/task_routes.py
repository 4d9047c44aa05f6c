"""Routes of the tasks that a branch gives: at a meeting, and what became of them."""

from typing import Any

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, NotFound
from ...services import meeting_tasks
from ...services.meeting_tasks import GivePage, TaskPage
from ...texts.meetings import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import marks
from .meeting_forms import GiveForm, TaskForm
from .showing import AT, blueprint, sheet_url


def _form(found: GivePage, run_id: int | None, status: int = 200, form: GiveForm | None = None) -> Response:
    person = next((one for one in found.people if one[0] == run_id), None)
    if run_id is not None and person is None:
        raise NotFound
    form = form or GiveForm(formdata=None, due_on=found.usual_due)
    return page(
        "reviews/give.html",
        status,
        view=found,
        person=person,
        form=form.offer(found, run_id),
        practice=found.is_practice,
    )


def _give(branch_id: int, year: int, month: int, run_id: int | None) -> ResponseReturnValue:
    form = GiveForm()
    if form.validate_on_submit():
        try:
            meeting_tasks.give_task(caller(), branch_id, year, month, form.task(run_id))
            anchor = f"line-{run_id}" if run_id is not None else "tasks"
            return goto(sheet_url(branch_id, year, month, anchor), SAID["task_given"])
        except Invalid as error:
            form.take(error)
    return _form(meeting_tasks.give_page(actor(), branch_id, year, month), run_id, 422, form)


@blueprint.get(AT + "/tasks/new")
@requires(Action.REVIEW_EDIT)
def new_task(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _form(meeting_tasks.give_page(actor(), branch_id, year, month), None)


@blueprint.post(AT + "/tasks/new")
@requires(Action.REVIEW_EDIT)
def give_task(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _give(branch_id, year, month, None)


@blueprint.get(AT + "/runs/<int:run_id>/task")
@requires(Action.REVIEW_EDIT)
def new_task_of_run(branch_id: int, year: int, month: int, run_id: int) -> ResponseReturnValue:
    return _form(meeting_tasks.give_page(actor(), branch_id, year, month), run_id)


@blueprint.post(AT + "/runs/<int:run_id>/task")
@requires(Action.REVIEW_EDIT)
def give_task_of_run(branch_id: int, year: int, month: int, run_id: int) -> ResponseReturnValue:
    return _give(branch_id, year, month, run_id)


@blueprint.get("/branches/<int:branch_id>/tasks")
@requires(Action.REVIEW_VIEW)
def tasks(branch_id: int) -> ResponseReturnValue:
    found = meeting_tasks.tasks_page(actor(), branch_id)
    return page("reviews/tasks.html", view=found, practice=found.is_practice)


def _task(
    found: TaskPage, status: int = 200, form: TaskForm | None = None, both: tuple[Any, ...] = ()
) -> Response:
    return page(
        "reviews/task.html",
        status,
        view=found,
        form=form or TaskForm.of(found.task),
        both=both,
        practice=found.is_practice,
    )


@blueprint.get("/branches/<int:branch_id>/tasks/<int:task_id>")
@requires(Action.REVIEW_EDIT)
def task(branch_id: int, task_id: int) -> ResponseReturnValue:
    return _task(meeting_tasks.task_page(actor(), branch_id, task_id))


@blueprint.post("/branches/<int:branch_id>/tasks/<int:task_id>")
@requires(Action.REVIEW_EDIT)
def save_task(branch_id: int, task_id: int) -> ResponseReturnValue:
    form = TaskForm()
    status, stale = 422, False
    if form.validate_on_submit():
        try:
            meeting_tasks.save_task(caller(), branch_id, task_id, form.version.data, form.task())
            return goto(url_for("reviews.tasks", branch_id=branch_id), SAID["task_saved"])
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status, stale = form.outdated(error), True
    found = meeting_tasks.task_page(actor(), branch_id, task_id)
    both = marks.differing(form, TaskForm.of(found.task)) if stale else ()
    return _task(found, status, form, both)
