"""An existing plan brought in: file or text, the draft beside its source, and the draft that is kept."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import plan_import
from ...services.plan_import_rows import rows_of
from ...texts.importing import ASKED, MARKS, NOTES, REASONS, ROLES
from ...texts.messages import explain
from ...texts.plans import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .import_forms import KEEP, PLAN, USE, DraftForm, UploadForm, draft_form
from .routes import blueprint


@blueprint.get("/plans/import")
@requires(Action.PLAN_EDIT)
def ask_import() -> ResponseReturnValue:
    return page("plans/import.html", form=UploadForm(version=0))


@blueprint.post("/plans/import")
@requires(Action.PLAN_EDIT)
def read_import() -> ResponseReturnValue:
    form = UploadForm()
    if not form.validate_on_submit():
        return page("plans/import.html", 422, form=form)
    data, name = form.content(plan_import.MAX_BYTES)
    try:
        material = plan_import.take_file(data, name) if data else plan_import.take_text(form.text.data or "")
    except Invalid as error:
        form.take(error)
        return page("plans/import.html", 422, form=form)
    shown = plan_import.import_page(actor(), material)
    return _draft(shown, draft_form(shown, sent=False))


@blueprint.post("/plans/import/draft")
@requires(Action.PLAN_EDIT)
def create_import() -> ResponseReturnValue:
    try:
        material = plan_import.open_material(actor(), request.form.get("sealed", ""))
    except Invalid as error:
        form = UploadForm(formdata=None, version=0)
        form.form_errors.append(explain(error.code)[1])
        return page("plans/import.html", 422, form=form)
    shown = plan_import.import_page(actor(), material)
    form = draft_form(shown, sent=True)
    asked = request.form.get("do", "create")
    if asked in (USE, KEEP):
        form.choose(shown, asked)
    every = frozenset(one.start for one in shown.imported.corrections)
    corrected = plan_import.import_page(actor(), material, every)
    chosen = plan_import.import_page(actor(), material, frozenset(form.taken(shown)))
    form.follow(chosen, (shown, corrected))
    shown = chosen
    if asked != "create":
        return _draft(shown, form)
    return _create(shown, form)


def _create(shown: plan_import.ImportPage, form: DraftForm) -> ResponseReturnValue:
    if not form.validate_on_submit():
        return _draft(shown, form, 422)
    if form.kind.data != PLAN:
        form.kind.errors = [*form.kind.errors, explain("import_not_plan")[1]]
        return _draft(shown, form, 422)
    try:
        saved = plan_import.create_imported_plan(caller(), form.input(shown))
    except Invalid as error:
        form.take(error)
        return _draft(shown, form, 422)
    except Conflict as error:
        if error.code not in ("plan_open_already", "plan_in_force_already"):
            raise
        form.year.errors = [*form.year.errors, explain(error.code, **error.params)[1]]
        form.renew()
        return _draft(shown, form, 409)
    return goto(url_for("plans.show", plan_id=saved.plan_id), SAID["imported"])


def _draft(shown: plan_import.ImportPage, form: DraftForm, status: int = 200) -> Response:
    return page(
        "plans/imported.html",
        status,
        shown=shown,
        form=form,
        rows=rows_of(shown.imported),
        roles=ROLES,
        marks=MARKS,
        reasons=REASONS,
        notes=[NOTES[note] for note in shown.imported.source.notes],
        asked=[ASKED[name] for name in shown.imported.asked],
    )
