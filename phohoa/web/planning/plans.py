"""The plan of one run, and the day that its branch works towards."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.plan_steps import Goal, StepStanding
from ...services import candidates, run_plans
from ...services.run_plans import RunPlanPage
from ...texts.findings import sentence
from ...texts.labels import label
from ...texts.messages import explain
from ...texts.planning import SAID, earliest_text, latest_text, plan_sentence, whys_text
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import WantedForm

#: How a step's standing looks.
STEP_LOOKS = {
    StepStanding.IN_TIME: "plain",
    StepStanding.SOON: "due",
    StepStanding.UNKNOWN: "due",
    StepStanding.NOT_REACHED: "late",
    StepStanding.PAST: "late",
}


def _context(found: RunPlanPage, form: WantedForm) -> dict[str, Any]:
    plan = found.plan
    return {
        "found": found,
        "plan": plan,
        "form": form,
        "practice": found.is_practice,
        "summary": plan_sentence(plan),
        "kind": "ok" if plan.is_feasible else "warn" if plan.is_feasible_if_quick else "error",
        "goal": label(plan.goal),
        "may_set": found.may_edit and not found.is_closed and plan.goal is not Goal.RECOGNITION,
        "notes": [label(note) for note in plan.notes],
        "bottleneck": label(plan.bottleneck) if plan.bottleneck else "",
        "steps": [
            {
                "title": label(step.step),
                "earliest": earliest_text(step),
                "earliest_why": whys_text(step.earliest_why),
                "latest": latest_text(step),
                "latest_why": whys_text(step.latest_why),
                "look": STEP_LOOKS[step.standing],
                "standing": label(step.standing),
                "missing": [sentence(one) for one in step.missing],
            }
            for step in plan.steps
        ],
    }


@blueprint.get("/runs/<int:run_id>/plan")
@requires(Action.FORECAST_VIEW)
def run_plan(run_id: int) -> ResponseReturnValue:
    found = run_plans.run_plan(actor(), run_id)
    candidates.note_opened(caller(), run_id)
    wanted = None if found.is_default else found.plan.wanted
    form = WantedForm(version=found.version, wanted_on=wanted)
    return page("planning/plan.html", **_context(found, form))


@blueprint.post("/runs/<int:run_id>/plan")
@requires(Action.CANDIDATE_EDIT)
def save_wanted(run_id: int) -> ResponseReturnValue:
    form, status = WantedForm(), 422
    if form.validate_on_submit():
        try:
            run_plans.set_wanted(caller(), run_id, form.version.data or 0, form.wanted_on.data)
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        except Conflict as error:
            if error.code != "stale":
                raise
            form.form_errors.append(explain("stale")[1])
            status = 409
        else:
            return goto(url_for("planning.run_plan", run_id=run_id), SAID["wanted_saved"])
    found = run_plans.run_plan(actor(), run_id)
    if status == 409:
        form.version.data = form.version.raw_data = None
        form.version.data = found.version
        form.renew()
    return page("planning/plan.html", status, **_context(found, form))
