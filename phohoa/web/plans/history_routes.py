"""Routes of a plan's history: savings, versions side by side, bringing back; and two plans side by side."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict
from ...services import plan_compare, plan_history, plan_history_pages, plan_order
from ...texts.messages import explain
from ...texts.plan_writing import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import StepForm
from .routes import blueprint


def _number(name: str) -> int:
    """A number out of the address; one that is none counts as the first."""
    return request.args.get(name, 1, type=int)


@blueprint.get("/plans/<int:plan_id>/history")
@requires(Action.PLAN_VIEW)
def history(plan_id: int) -> ResponseReturnValue:
    return _history(plan_id, None)


@blueprint.get("/plans/<int:plan_id>/head/history")
@requires(Action.PLAN_VIEW)
def head_history(plan_id: int) -> ResponseReturnValue:
    return _history(plan_id, 0)


@blueprint.get("/plans/<int:plan_id>/sections/<int:section_id>/history")
@requires(Action.PLAN_VIEW)
def section_history(plan_id: int, section_id: int) -> ResponseReturnValue:
    return _history(plan_id, section_id)


def _history(plan_id: int, section_id: int | None) -> Response:
    shown = plan_history_pages.history_page(actor(), plan_id, section_id, _number("page"))
    return page("plans/history.html", shown=shown, form=StepForm(version=0))


@blueprint.get("/plans/<int:plan_id>/head/versions/<int:number>")
@requires(Action.PLAN_VIEW)
def head_version(plan_id: int, number: int) -> ResponseReturnValue:
    return _version(plan_id, None, number)


@blueprint.get("/plans/<int:plan_id>/sections/<int:section_id>/versions/<int:number>")
@requires(Action.PLAN_VIEW)
def section_version(plan_id: int, section_id: int, number: int) -> ResponseReturnValue:
    return _version(plan_id, section_id, number)


def _version(
    plan_id: int, section_id: int | None, number: int, problem: str = "", status: int = 200
) -> Response:
    view = request.args.get("view", "before")
    shown = plan_history_pages.version_page(actor(), plan_id, section_id, number, view, _number("page"))
    form = StepForm(formdata=None, version=shown.restore_on)
    if problem:
        form.form_errors.append(problem)
    return page("plans/version.html", status, shown=shown, form=form)


@blueprint.post("/plans/<int:plan_id>/head/versions/<int:number>")
@requires(Action.PLAN_EDIT)
def restore_head(plan_id: int, number: int) -> ResponseReturnValue:
    form = StepForm()
    try:
        plan_history.restore_head(caller(), plan_id, form.version.data or 0, number)
    except Conflict as error:
        return _version(plan_id, None, number, explain(error.code)[1], 409)
    return goto(url_for("plans.head_history", plan_id=plan_id), SAID["restored"].format(number=number))


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/versions/<int:number>")
@requires(Action.PLAN_EDIT)
def restore_section(plan_id: int, section_id: int, number: int) -> ResponseReturnValue:
    form = StepForm()
    try:
        plan_history.restore_section(caller(), plan_id, section_id, form.version.data or 0, number)
    except Conflict as error:
        return _version(plan_id, section_id, number, explain(error.code)[1], 409)
    target = url_for("plans.section", plan_id=plan_id, section_id=section_id)
    return goto(target, SAID["restored"].format(number=number))


@blueprint.post("/plans/<int:plan_id>/sections/<int:section_id>/bring-back")
@requires(Action.PLAN_EDIT)
def bring_back_section(plan_id: int, section_id: int) -> ResponseReturnValue:
    plan_order.bring_back_section(caller(), plan_id, section_id)
    return goto(url_for("plans.section", plan_id=plan_id, section_id=section_id), SAID["section_back"])


@blueprint.get("/plans/<int:plan_id>/compare")
@requires(Action.PLAN_VIEW)
def compare(plan_id: int) -> ResponseReturnValue:
    shown = plan_compare.compare_page(actor(), plan_id, request.args.get("with", type=int))
    return page("plans/compare.html", shown=shown)


@blueprint.get("/plans/<int:plan_id>/compare/<int:part>")
@requires(Action.PLAN_VIEW)
def compare_part(plan_id: int, part: int) -> ResponseReturnValue:
    other = request.args.get("with", type=int)
    shown = plan_compare.part_page(actor(), plan_id, part, other, _number("page"))
    if shown is None:
        return goto(url_for("plans.compare", plan_id=plan_id))
    return page("plans/compare_part.html", shown=shown)
