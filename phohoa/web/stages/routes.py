"""Routes of what is owed for a person, and of the certificate on probation."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...services import obligations, probation
from ...services.candidates import note_opened
from ...texts.findings import citation_text
from ...texts.labels import label
from ...texts.messages import explain
from ...texts.stages import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import arrivals, opinions  # noqa: F401  (their routes stand on the same blueprint)
from .blueprint import blueprint
from .forms import CertificateForm, ObligationForm

_OWED = "/runs/<int:run_id>/obligations/<int:obligation_id>"
_CERTIFICATE = "/runs/<int:run_id>/new-member-certificate"


@blueprint.get("/obligations")
@requires(Action.OBLIGATION_EDIT)
def owed() -> ResponseReturnValue:
    return page("stages/obligations.html", found=obligations.owed_page(actor()))


def _obligation(
    run_id: int, obligation_id: int, status: int = 200, form: ObligationForm | None = None
) -> ResponseReturnValue:
    found = obligations.obligation_page(actor(), run_id, obligation_id)
    line = found.line
    return page(
        "stages/obligation.html",
        status,
        found=found,
        citation=citation_text(line.citation) if line.citation else "",
        form=form or ObligationForm(formdata=None, version=line.version),
        press=CommandForm(formdata=None, version=line.version),
        practice=found.is_practice,
    )


@blueprint.get(_OWED)
@requires(Action.OBLIGATION_EDIT)
def obligation(run_id: int, obligation_id: int) -> ResponseReturnValue:
    answer = _obligation(run_id, obligation_id)
    note_opened(caller(), run_id)
    return answer


@blueprint.post(_OWED)
@requires(Action.OBLIGATION_EDIT)
def record_obligation(run_id: int, obligation_id: int) -> ResponseReturnValue:
    form = ObligationForm()
    if form.validate_on_submit():
        try:
            done = obligations.record_done(
                caller(),
                run_id,
                obligation_id,
                form.version.data or 0,
                form.done_on.data,
                form.done_number.data or "",
                form.done_note.data or "",
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        else:
            words = label(obligations.Obligation(done.obligation))
            back = url_for("candidates.show", run_id=run_id)
            return goto(back, SAID["obligation_done"].format(obligation=words))
    return _obligation(run_id, obligation_id, 422, form)


@blueprint.post(_OWED + "/open")
@requires(Action.OBLIGATION_EDIT)
def reopen_obligation(run_id: int, obligation_id: int) -> ResponseReturnValue:
    opened = obligations.reopen(caller(), run_id, obligation_id, CommandForm().version.data or 0)
    words = label(obligations.Obligation(opened.obligation))
    back = url_for("candidates.show", run_id=run_id)
    return goto(back, SAID["obligation_open"].format(obligation=words))


def _certificate(run_id: int, status: int = 200, form: CertificateForm | None = None) -> ResponseReturnValue:
    found = probation.certificate_page(actor(), run_id)
    if not found.on_probation and status == 200:
        return redirect(url_for("candidates.show", run_id=run_id), 303)
    form = form or CertificateForm(
        formdata=None,
        version=found.version,
        certificate_number=found.number,
        certificate_on=found.issued_on,
    )
    return page("stages/certificate.html", status, found=found, form=form, practice=found.is_practice)


@blueprint.get(_CERTIFICATE)
@requires(Action.CANDIDATE_EDIT)
def certificate(run_id: int) -> ResponseReturnValue:
    answer = _certificate(run_id)
    note_opened(caller(), run_id)
    return answer


@blueprint.post(_CERTIFICATE)
@requires(Action.CANDIDATE_EDIT)
def save_certificate(run_id: int) -> ResponseReturnValue:
    form = CertificateForm()
    if form.validate_on_submit():
        try:
            probation.record_new_member_certificate(
                caller(),
                run_id,
                form.version.data or 0,
                form.certificate_number.data or "",
                form.certificate_on.data,
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        else:
            return goto(url_for("candidates.show", run_id=run_id), SAID["certificate_saved"])
    return _certificate(run_id, 422, form)
