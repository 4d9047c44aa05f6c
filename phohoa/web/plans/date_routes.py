"""Routes of the years and dates that a plan took over from the plan it was begun from."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict
from ...services import plan_from_last
from ...texts.messages import explain
from ...texts.plan_writing import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import StepForm
from .routes import blueprint


@blueprint.get("/plans/<int:plan_id>/dates")
@requires(Action.PLAN_EDIT)
def dates(plan_id: int) -> ResponseReturnValue:
    return _dates(plan_id, StepForm(formdata=None, version=0))


def _dates(
    plan_id: int, form: StepForm, status: int = 200, chosen: frozenset[str] | None = None
) -> Response | ResponseReturnValue:
    shown = plan_from_last.shift_page(actor(), plan_id, request.args.get("page", 1, type=int))
    if shown is None:
        return goto(url_for("plans.show", plan_id=plan_id))
    return page("plans/dates.html", status, shown=shown, form=form, chosen=chosen)


@blueprint.post("/plans/<int:plan_id>/dates")
@requires(Action.PLAN_EDIT)
def move_dates(plan_id: int) -> ResponseReturnValue:
    form = StepForm()
    chosen = tuple(request.form.getlist("place"))
    if not chosen:
        return goto(url_for("plans.dates", plan_id=plan_id), SAID["no_date_chosen"], "warn")
    try:
        done = plan_from_last.move_dates(caller(), plan_id, chosen)
    except Conflict as error:
        form.form_errors.append(explain(error.code)[1])
        form.renew()
        return _dates(plan_id, form, 409, frozenset(chosen))
    return goto(url_for("plans.dates", plan_id=plan_id), SAID["dates_moved"].format(count=done.count))
