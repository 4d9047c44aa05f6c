"""Routes of one person: the record, introducing, editing, showing the citizen number."""

from typing import Any

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...services import candidates, records
from ...services.candidates import Edited, Introduced
from ...services.records import PersonSheet
from ...texts.candidates import NUMBER_WARNINGS, SAID
from ...texts.messages import explain
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import fragment, goto, is_htmx, page
from . import moving  # noqa: F401  (its routes stand on the same blueprint)
from .blueprint import blueprint
from .forms import PersonForm, values_of
from .shown import differences, page_context


def _say_warnings(saved: Introduced | Edited) -> None:
    for code in saved.warnings:
        flash(NUMBER_WARNINGS[code], "warn")


@blueprint.get("/runs/<int:run_id>")
@requires(Action.CANDIDATE_VIEW)
def show(run_id: int) -> ResponseReturnValue:
    found = records.candidate_page(actor(), run_id)
    candidates.note_opened(caller(), run_id)
    return page("candidates/show.html", **page_context(found))


@blueprint.post("/runs/<int:run_id>/reveal")
@requires(Action.CANDIDATE_REVEAL)
def reveal(run_id: int) -> ResponseReturnValue:
    """Show the citizen number once; who asked stands in the access log before it is read."""
    candidates.note_revealed(caller(), run_id)
    number = records.revealed_citizen_id(actor(), run_id)
    if is_htmx():
        return fragment("candidates/_number.html", url_for(".show", run_id=run_id), number=number)
    found = records.candidate_page(actor(), run_id)
    return page("candidates/show.html", **page_context(found), number=number)


@blueprint.post("/runs/<int:run_id>/again")
@requires(Action.CANDIDATE_CREATE)
def again(run_id: int) -> ResponseReturnValue:
    opened = candidates.follow_again(caller(), run_id)
    return goto(url_for(".show", run_id=opened.run_id), SAID["again"])


# --- introducing and editing -------------------------------------------------------------------------------


def _form_page(form: PersonForm, sheet: PersonSheet, status: int = 200, **more: Any) -> ResponseReturnValue:
    return page("candidates/edit.html", status, form=form, sheet=sheet, practice=sheet.is_practice, **more)


@blueprint.get("/branches/<int:branch_id>/people/new")
@requires(Action.CANDIDATE_CREATE)
def new(branch_id: int) -> ResponseReturnValue:
    sheet = records.new_person_sheet(actor(), branch_id)
    form = PersonForm(formdata=typed_before(), version=0)
    form.offer(sheet.organisations)
    return _form_page(form, sheet, run_id=None, asked=False)


@blueprint.post("/branches/<int:branch_id>/people/new")
@requires(Action.CANDIDATE_CREATE)
def create(branch_id: int) -> ResponseReturnValue:
    sheet = records.new_person_sheet(actor(), branch_id)
    form = PersonForm()
    form.offer(sheet.organisations)
    asked = False
    if form.validate_on_submit():
        try:
            saved = candidates.introduce(caller(), branch_id, form.input())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            asked = error.code == "possible_duplicate"
            form.form_errors.append(explain(error.code)[1])
        else:
            _say_warnings(saved)
            return goto(url_for(".show", run_id=saved.run_id), SAID["introduced"])
    return _form_page(form, sheet, 422, run_id=None, asked=asked)


@blueprint.get("/runs/<int:run_id>/edit")
@requires(Action.CANDIDATE_EDIT)
def edit(run_id: int) -> ResponseReturnValue:
    sheet = records.edit_person_sheet(actor(), run_id)
    form = PersonForm(formdata=typed_before(), data=values_of(sheet.record) if sheet.record else {})
    form.offer(sheet.organisations)
    candidates.note_opened(caller(), run_id)
    return _form_page(form, sheet, run_id=run_id, asked=False)


@blueprint.post("/runs/<int:run_id>/edit")
@requires(Action.CANDIDATE_EDIT)
def save(run_id: int) -> ResponseReturnValue:
    sheet = records.edit_person_sheet(actor(), run_id)
    form = PersonForm()
    form.offer(sheet.organisations)
    asked, theirs, status = False, [], 422
    if form.validate_on_submit():
        try:
            saved = candidates.edit_person(caller(), run_id, form.version.data or 0, form.input())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            asked = error.code == "possible_duplicate"
            form.form_errors.append(explain(error.code)[1])
        except Conflict as error:
            if error.code != "stale" or sheet.record is None:
                raise
            # Both texts are shown; saving once more is then a decision, so it carries the new version.
            form.form_errors.append(explain("stale")[1])
            theirs, status = differences(form, sheet.record), 409
            form.version.data = form.version.raw_data = None
            form.version.data = sheet.record.version
            form.renew()
        else:
            _say_warnings(saved)
            said = SAID["saved"] if saved.changed else SAID["nothing_changed"]
            return goto(url_for(".show", run_id=run_id), said)
    return _form_page(form, sheet, status, run_id=run_id, asked=asked, theirs=theirs)
