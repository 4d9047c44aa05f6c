"""Routes of scans: attaching one to a paper, opening it, removing it."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, NotFound, Refused
from ...services import scans
from ...services.dossier_pages import dossier_page
from ...texts.dossiers import SAID
from ...texts.messages import explain
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..kept_files import in_words, to_keep
from .blueprint import blueprint
from .forms import RemovalForm, ScanForm
from .showing import paper_page
from .shown import title_of


@blueprint.post("/runs/<int:run_id>/papers/<code>/scans")
@requires(Action.DOSSIER_EDIT)
def attach(run_id: int, code: str) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    line = found.line(code)
    if line is None:
        raise NotFound
    form = ScanForm()
    if form.validate_on_submit():
        data, name = form.content()
        try:
            scans.attach_scan(caller(), run_id, line.paper, line.ordinal, data, name)
        except Invalid as error:
            form.take(in_words(error))
        except Refused as error:
            form.form_errors.append(explain(error.code)[1])
        else:
            return goto(url_for(".paper", run_id=run_id, code=code), SAID["scan_added"])
    return paper_page(found, line, 422, scan_form=form)


@blueprint.get("/scans/<int:attachment_id>")
@requires(Action.ATTACHMENT_VIEW)
def scan(attachment_id: int) -> ResponseReturnValue:
    """The scan as a file to keep; who opened it stands in the access log before it is read."""
    scans.note_scan_opened(caller(), attachment_id)
    return to_keep(scans.scan_file(actor(), attachment_id))


@blueprint.get("/scans/<int:attachment_id>/remove")
@requires(Action.DOSSIER_EDIT)
def ask_remove(attachment_id: int) -> ResponseReturnValue:
    return _removal_page(attachment_id, RemovalForm(formdata=None))


@blueprint.post("/scans/<int:attachment_id>/remove")
@requires(Action.DOSSIER_EDIT)
def remove(attachment_id: int) -> ResponseReturnValue:
    form = RemovalForm()
    if form.validate_on_submit():
        try:
            gone = scans.remove_scan(caller(), attachment_id, form.reason.data or "")
        except Invalid as error:
            form.take(error)
        else:
            code = f"{gone.paper}-{gone.ordinal}"
            return goto(url_for(".paper", run_id=gone.run_id, code=code), SAID["scan_removed"])
    return _removal_page(attachment_id, form, 422)


def _removal_page(attachment_id: int, form: RemovalForm, status: int = 200) -> ResponseReturnValue:
    sheet = scans.removal_sheet(actor(), attachment_id)
    found = dossier_page(actor(), sheet.run_id)
    line = found.line(f"{sheet.paper.value}-{sheet.ordinal}")
    return page(
        "dossiers/remove_scan.html",
        status,
        sheet=sheet,
        found=found,
        title=title_of(line) if line else "",
        form=form,
        practice=found.is_practice,
    )
