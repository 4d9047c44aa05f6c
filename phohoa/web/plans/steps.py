"""The way of a plan: presented, returned, approved, issued, corrected."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...domain.signing import SubjectKind
from ...services import clock, issuing, plan_pages, plans, signing_at_once, signing_keys, signing_pages
from ...texts.plans import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..signing.showing import signed, take_stamp
from . import lint_routes
from .forms import IssueForm, ReturnForm, StepForm
from .routes import blueprint


def _version(form: StepForm) -> int:
    return int(form.version.data or 0)


@blueprint.post("/plans/<int:plan_id>/submit")
@requires(Action.PLAN_EDIT)
def submit(plan_id: int) -> ResponseReturnValue:
    seen = request.form.get("seen") == "1"
    try:
        plans.submit_plan(caller(), plan_id, _version(StepForm()), seen)
    except Refused as error:
        return lint_routes.refused(plan_id, error)
    return goto(url_for("plans.show", plan_id=plan_id), SAID["submitted"])


@blueprint.post("/plans/<int:plan_id>/take-back")
@requires(Action.PLAN_EDIT)
def take_back(plan_id: int) -> ResponseReturnValue:
    plans.take_back_plan(caller(), plan_id, _version(StepForm()))
    return goto(url_for("plans.show", plan_id=plan_id), SAID["taken_back"])


@blueprint.post("/plans/<int:plan_id>/approve")
@requires(Action.PLAN_DECIDE)
def approve(plan_id: int) -> ResponseReturnValue:
    plans.approve_plan(caller(), plan_id, _version(StepForm()))
    return goto(url_for("plans.show", plan_id=plan_id), SAID["approved"])


@blueprint.get("/plans/<int:plan_id>/return")
@requires(Action.PLAN_DECIDE)
def ask_return(plan_id: int) -> ResponseReturnValue:
    plan = plan_pages.plan_page(actor(), plan_id)
    return page("plans/return.html", plan=plan, form=ReturnForm(version=plan.version))


@blueprint.post("/plans/<int:plan_id>/return")
@requires(Action.PLAN_DECIDE)
def return_(plan_id: int) -> ResponseReturnValue:
    form = ReturnForm()
    if form.validate_on_submit():
        plans.return_plan(caller(), plan_id, _version(form), form.reason.data)
        return goto(url_for("plans.show", plan_id=plan_id), SAID["returned"])
    return page("plans/return.html", 422, plan=plan_pages.plan_page(actor(), plan_id), form=form)


def _issue_page(plan: plan_pages.PlanPage, form: IssueForm, status: int = 200) -> ResponseReturnValue:
    return page("plans/issue.html", status, plan=plan, key=signing_keys.own_key_file(actor()), form=form)


@blueprint.get("/plans/<int:plan_id>/issue")
@requires(Action.PLAN_ISSUE)
def ask_issue(plan_id: int) -> ResponseReturnValue:
    plan = plan_pages.plan_page(actor(), plan_id)
    issuing.prepare()
    return _issue_page(plan, IssueForm(version=plan.version, dated=plan.dated or clock.today()))


@blueprint.post("/plans/<int:plan_id>/issue")
@requires(Action.PLAN_ISSUE)
def issue(plan_id: int) -> ResponseReturnValue:
    form = IssueForm()
    if not form.validate_on_submit():
        return _issue_page(plan_pages.plan_page(actor(), plan_id), form, 422)
    given = (plan_id, _version(form), form.passphrase.data, form.dated.data, form.unstamped.data)
    try:
        if signing_pages.setup(actor()).seal_follows:
            return signed(signing_at_once.start_and_sign(caller(), SubjectKind.PLAN, *given))
        signing_at_once.ready_to_stamp(form.unstamped.data)
        issued = issuing.issue(caller(), *given)
    except Invalid as error:
        form.take(error)
        return _issue_page(plan_pages.plan_page(actor(), plan_id), form, 422)
    except Refused as error:
        take_stamp(form, error)
        return _issue_page(plan_pages.plan_page(actor(), plan_id), form, 422)
    target = url_for("documents.show", document_id=issued.document_id)
    return goto(target, SAID["issued"].format(symbol=issued.symbol))


@blueprint.post("/plans/<int:plan_id>/correct")
@requires(Action.PLAN_EDIT)
def correct(plan_id: int) -> ResponseReturnValue:
    saved = plans.correct_plan(caller(), plan_id, _version(StepForm()))
    return goto(url_for("plans.show", plan_id=saved.plan_id), SAID["correcting"])
