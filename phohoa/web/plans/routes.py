"""Routes of the plan: list, overview, and its content part by part. The way to issuing stands in steps.py."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from ...documents.wording import recipient_lines
from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import plan_pages, plans
from ...services.plan_from_last import create_plan_from
from ...texts.documents import date_line, number_line
from ...texts.messages import explain
from ...texts.plan_template import TO_COMPARE
from ...texts.plan_writing import SAID as SAID_WRITING
from ...texts.plans import EVENTS, SAID
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..limits import row_id
from .forms import (
    CreateForm,
    HeadForm,
    StepForm,
    allocation_form,
    differences,
    typed_allocation,
)

blueprint = Blueprint("plans", __name__)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEAD_FIELDS = (
    "subject",
    "parent_issuer",
    "place",
    "dated",
    "authority",
    "position",
    "signatory_id",
    "ward_target",
    "recipients",
)


@blueprint.get("/plans")
@requires(Action.PLAN_VIEW)
def index() -> ResponseReturnValue:
    shown = plan_pages.plan_list(actor())
    form = CreateForm(formdata=None, year=shown.next_year, version=0)
    return page("plans/index.html", list=shown, form=form.offer(shown))


@blueprint.post("/plans")
@requires(Action.PLAN_EDIT)
def create() -> ResponseReturnValue:
    form = CreateForm()
    if form.validate_on_submit():
        try:
            if form.source.data:
                saved = create_plan_from(caller(), form.year.data, row_id(form.source.data))
                return goto(url_for("plans.dates", plan_id=saved.plan_id), SAID_WRITING["created_from"])
            saved = plans.create_plan(caller(), form.year.data)
            return goto(url_for("plans.show", plan_id=saved.plan_id), SAID["created"])
        except Invalid as error:
            form.take(error)
    shown = plan_pages.plan_list(actor())
    return page("plans/index.html", 422, list=shown, form=form.offer(shown))


@blueprint.get("/plans/<int:plan_id>")
@requires(Action.PLAN_VIEW)
def show(plan_id: int) -> ResponseReturnValue:
    plan = plan_pages.plan_page(actor(), plan_id)
    problems = [explain(p.code, **p.params)[1] for p in plan.problems]
    return page(
        "plans/show.html",
        plan=plan,
        problems=problems,
        done=EVENTS,
        step=StepForm(version=plan.version),
        compare=TO_COMPARE,
    )


@blueprint.get("/plans/<int:plan_id>/allocation")
@requires(Action.PLAN_EDIT)
def allocation(plan_id: int) -> ResponseReturnValue:
    shown = plan_pages.allocation_page(actor(), plan_id)
    return page("plans/allocation.html", shown=shown, form=allocation_form(shown, typed_before()), now=[])


@blueprint.post("/plans/<int:plan_id>/allocation")
@requires(Action.PLAN_EDIT)
def save_allocation(plan_id: int) -> ResponseReturnValue:
    shown = plan_pages.allocation_page(actor(), plan_id)
    form = allocation_form(shown)
    if not form.validate_on_submit():
        return page("plans/allocation.html", 422, shown=shown, form=form, now=[])
    try:
        plans.edit_allocation(caller(), plan_id, form.version.data or 0, *typed_allocation(form, shown))
    except Invalid as error:
        form.take(error)
        return page("plans/allocation.html", 422, shown=shown, form=form, now=[])
    except Conflict as error:
        if error.code not in ("stale", "plan_frozen"):
            raise
        now = [(f.label.text, f.default) for f in form if f.name[1:].isdigit() and f.data != f.default]
        _freshen(form, shown.version, error)
        return page("plans/allocation.html", 409, shown=shown, form=form, now=now)
    return goto(url_for("plans.show", plan_id=plan_id), SAID["allocation_saved"])


@blueprint.get("/plans/<int:plan_id>/head")
@requires(Action.PLAN_EDIT)
def head(plan_id: int) -> ResponseReturnValue:
    shown = plan_pages.head_page(actor(), plan_id)
    form = HeadForm(
        formdata=typed_before(), version=shown.version, **{n: getattr(shown, n) for n in _HEAD_FIELDS}
    )
    return page("plans/head.html", shown=shown, form=form.offer(shown), now=[])


@blueprint.post("/plans/<int:plan_id>/head")
@requires(Action.PLAN_EDIT)
def save_head(plan_id: int) -> ResponseReturnValue:
    shown = plan_pages.head_page(actor(), plan_id)
    form = HeadForm().offer(shown)
    if not form.validate_on_submit():
        return page("plans/head.html", 422, shown=shown, form=form, now=[])
    try:
        plans.edit_head(caller(), plan_id, form.version.data or 0, form.input())
    except Invalid as error:
        form.take(error)
        return page("plans/head.html", 422, shown=shown, form=form, now=[])
    except Conflict as error:
        if error.code not in ("stale", "plan_frozen"):
            raise
        now = differences(form, _HEAD_FIELDS, shown)
        _freshen(form, shown.version, error)
        return page("plans/head.html", 409, shown=shown, form=form, now=now)
    return goto(url_for("plans.show", plan_id=plan_id), SAID["head_saved"])


def _freshen(form: HeadForm, version: int, error: Conflict) -> None:
    form.form_errors.append(explain(error.code)[1])
    form.version.process_data(version)
    form.version.raw_data = None
    form.renew()


@blueprint.get("/plans/<int:plan_id>/preview")
@requires(Action.PLAN_VIEW)
def preview(plan_id: int) -> ResponseReturnValue:
    shown = plan_pages.preview(actor(), plan_id)
    head_of = shown.content.head
    return page(
        "plans/preview.html",
        shown=shown,
        content=shown.content,
        number_line=number_line(head_of.number, head_of.symbol),
        date_line=date_line(head_of.place, head_of.dated, head_of.year),
        recipients=recipient_lines(shown.content),
    )


@blueprint.get("/plans/<int:plan_id>/draft.pdf")
@requires(Action.PLAN_VIEW)
def draft_file(plan_id: int) -> ResponseReturnValue:
    data = plan_pages.draft_pdf(actor(), plan_id)
    headers = {"Content-Disposition": f'inline; filename="du-thao-{plan_id}.pdf"'}
    return Response(data, mimetype="application/pdf", headers=headers)


@blueprint.get("/plans/<int:plan_id>/draft.docx")
@requires(Action.PLAN_EDIT)
def draft_word(plan_id: int) -> ResponseReturnValue:
    data = plan_pages.draft_docx(actor(), plan_id)
    headers = {"Content-Disposition": f'attachment; filename="du-thao-{plan_id}.docx"'}
    return Response(data, mimetype=_WORD, headers=headers)


from . import (  # noqa: E402
    comment_routes,  # noqa: F401  (their routes hang on the same blueprint)
    date_routes,  # noqa: F401
    history_routes,  # noqa: F401
    import_routes,  # noqa: F401
    passage_routes,  # noqa: F401
    section_routes,  # noqa: F401
    steps,  # noqa: F401
)
