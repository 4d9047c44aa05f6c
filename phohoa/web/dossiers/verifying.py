"""Routes of requests to verify a life history: noting one, what became of it, all that are open."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import dossier_verifications as verifications
from ...services.dossier_verifications import VerificationSheet
from ...texts.dossiers import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import VerificationForm

_NEW = "/runs/<int:run_id>/verifications"
_ONE = _NEW + "/<int:verification_id>"


def _form_page(sheet: VerificationSheet, form: VerificationForm, status: int = 200) -> ResponseReturnValue:
    return page("dossiers/verification.html", status, sheet=sheet, form=form, practice=sheet.is_practice)


@blueprint.get("/verifications")
@requires(Action.DOSSIER_VIEW)
def open_verifications() -> ResponseReturnValue:
    return page("dossiers/verifications.html", found=verifications.open_verifications(actor()))


@blueprint.get(_NEW)
@requires(Action.DOSSIER_EDIT)
def new_verification(run_id: int) -> ResponseReturnValue:
    sheet = verifications.verification_sheet(actor(), run_id)
    return _form_page(sheet, VerificationForm.of(None, formdata=None))


@blueprint.post(_NEW)
@requires(Action.DOSSIER_EDIT)
def add_verification(run_id: int) -> ResponseReturnValue:
    form = VerificationForm()
    if form.validate_on_submit():
        try:
            verifications.add_verification(caller(), run_id, form.input())
        except Invalid as error:
            form.take(error)
        else:
            return goto(url_for(".show", run_id=run_id), SAID["verification_saved"])
    return _form_page(verifications.verification_sheet(actor(), run_id), form, 422)


@blueprint.get(_ONE)
@requires(Action.DOSSIER_EDIT)
def verification(run_id: int, verification_id: int) -> ResponseReturnValue:
    sheet = verifications.verification_sheet(actor(), run_id, verification_id)
    return _form_page(sheet, VerificationForm.of(sheet.line, formdata=None))


@blueprint.post(_ONE)
@requires(Action.DOSSIER_EDIT)
def save_verification(run_id: int, verification_id: int) -> ResponseReturnValue:
    sheet = verifications.verification_sheet(actor(), run_id, verification_id)
    form = VerificationForm()
    status = 422
    if form.validate_on_submit():
        try:
            verifications.save_verification(caller(), verification_id, form.version.data or 0, form.input())
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status = form.outdated(error)
        else:
            return goto(url_for(".show", run_id=run_id), SAID["verification_saved"])
    return _form_page(sheet, form, status)
