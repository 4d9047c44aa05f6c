"""Routes of the dossier: the page with all its papers, one paper, the file, who introduces."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, NotFound
from ...services import candidates, dossiers
from ...services.dossier_files import files_page
from ...services.dossier_lines import PaperLine
from ...services.dossier_pages import DossierPage, belonging_sheet, dossier_page
from ...texts.dossiers import SAID
from ...texts.messages import explain
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import scanning, verifying  # noqa: F401  (their routes stand on the same blueprint)
from .blueprint import blueprint
from .forms import BelongingForm, FileForm, PaperForm, PapersForm, StartForm
from .showing import paper_page
from .shown import page_context, shown_line


def _said(changed: int) -> str:
    return SAID["papers_saved"].format(count=changed) if changed else SAID["nothing_changed"]


@blueprint.get("/runs/<int:run_id>/dossier")
@requires(Action.DOSSIER_VIEW)
def show(run_id: int) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    candidates.note_opened(caller(), run_id)
    form = PapersForm.of(found, formdata=None) if found.may_edit else None
    return page("dossiers/show.html", **page_context(found, form))


@blueprint.post("/runs/<int:run_id>/dossier")
@requires(Action.DOSSIER_EDIT)
def save(run_id: int) -> ResponseReturnValue:
    """Store every line in which something was typed, all or none."""
    found = dossier_page(actor(), run_id)
    form = PapersForm.of(found)
    overtaken: list[PaperLine] = []
    status = 422
    if form.validate_on_submit():
        try:
            saved = dossiers.record_papers(caller(), run_id, form.touched(found))
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            if error.code != "stale":
                raise
            found = dossier_page(actor(), run_id)
            overtaken, status = form.overtaken(found), 409
            form.form_errors.append(explain("stale")[1])
            form.renew()
        else:
            return goto(url_for(".show", run_id=run_id), _said(saved.changed))
    theirs = [shown_line(line) for line in overtaken]
    return page("dossiers/show.html", status, theirs=theirs, **page_context(found, form))


# --- one paper ---------------------------------------------------------------------------------------------


def _paper(found: DossierPage, code: str) -> PaperLine:
    line = found.line(code)
    if line is None:
        raise NotFound
    return line


@blueprint.get("/runs/<int:run_id>/papers/<code>")
@requires(Action.DOSSIER_VIEW)
def paper(run_id: int, code: str) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    return paper_page(found, _paper(found, code))


@blueprint.post("/runs/<int:run_id>/papers/<code>")
@requires(Action.DOSSIER_EDIT)
def save_paper(run_id: int, code: str) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    line = _paper(found, code)
    form = PaperForm.of(line, found)
    status, theirs = 422, None
    if form.validate_on_submit():
        try:
            saved = dossiers.record_papers(caller(), run_id, (form.input(line),))
        except Invalid as error:
            plain = {name.removesuffix(f"-{line.key}"): what for name, what in error.fields.items()}
            form.take(Invalid(fields=plain))
        except Conflict as error:
            if error.code != "stale":
                raise
            found = dossier_page(actor(), run_id)
            line = _paper(found, code)
            form.form_errors.append(explain("stale")[1])
            form.version.raw_data, form.version.data = None, line.version
            form.renew()
            status, theirs = 409, shown_line(line)
        else:
            return goto(url_for(".show", run_id=run_id), _said(saved.changed))
    return paper_page(found, line, status, form, theirs=theirs)


# --- where the paper file is -------------------------------------------------------------------------------


def _file_page(found: DossierPage, form: FileForm, status: int = 200) -> ResponseReturnValue:
    return page("dossiers/file.html", status, found=found, form=form, practice=found.is_practice)


@blueprint.get("/runs/<int:run_id>/dossier/file")
@requires(Action.DOSSIER_EDIT)
def file(run_id: int) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    place = found.file
    form = FileForm(formdata=None, holder=place.holder, shelf=place.shelf, version=place.version)
    return _file_page(found, form)


@blueprint.post("/runs/<int:run_id>/dossier/file")
@requires(Action.DOSSIER_EDIT)
def save_file(run_id: int) -> ResponseReturnValue:
    form = FileForm()
    status = 422
    if form.validate_on_submit():
        try:
            saved = dossiers.place_file(caller(), run_id, form.version.data or 0, form.input())
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status = form.outdated(error)
        else:
            said = SAID["file_saved"] if saved.changed else SAID["nothing_changed"]
            return goto(url_for(".show", run_id=run_id), said)
    return _file_page(dossier_page(actor(), run_id), form, status)


def _wanted(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@blueprint.get("/dossiers")
@requires(Action.DOSSIER_VIEW)
def files() -> ResponseReturnValue:
    branch_id, holder = _wanted("branch"), _wanted("holder")
    found = files_page(actor(), branch_id, holder)
    return page("dossiers/files.html", found=found, branch_id=branch_id, holder=holder)


# --- from when the months count ---------------------------------------------------------------------------


def _start_page(found: DossierPage, form: StartForm, status: int = 200) -> ResponseReturnValue:
    return page("dossiers/start.html", status, found=found, form=form, practice=found.is_practice)


@blueprint.get("/runs/<int:run_id>/dossier/start")
@requires(Action.DOSSIER_EDIT)
def start(run_id: int) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    if not found.may_set_start:
        raise NotFound
    return _start_page(
        found, StartForm(formdata=None, version=found.run_version, started_on=found.started_on)
    )


@blueprint.post("/runs/<int:run_id>/dossier/start")
@requires(Action.DOSSIER_EDIT)
def save_start(run_id: int) -> ResponseReturnValue:
    found = dossier_page(actor(), run_id)
    form = StartForm()
    status = 422
    if form.validate_on_submit():
        try:
            saved = dossiers.set_dossier_start(
                caller(), run_id, form.version.data or 0, form.started_on.data, form.reason.data or ""
            )
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status = form.outdated(error)
        else:
            said = SAID["start_saved"] if saved.changed else SAID["nothing_changed"]
            return goto(url_for(".show", run_id=run_id), said)
    if not found.may_set_start:
        raise NotFound
    return _start_page(found, form, status)


# --- who introduces ----------------------------------------------------------------------------------------


@blueprint.get("/runs/<int:run_id>/dossier/introducers")
@requires(Action.DOSSIER_EDIT)
def belonging(run_id: int) -> ResponseReturnValue:
    sheet = belonging_sheet(actor(), run_id)
    form = BelongingForm(
        formdata=None,
        version=sheet.version,
        is_youth_union_member=sheet.is_youth_union_member,
        is_youth_union_cadre=sheet.is_youth_union_cadre,
        youth_union_on=sheet.youth_union_on,
        is_trade_union_member=sheet.is_trade_union_member,
    )
    return page("dossiers/belonging.html", sheet=sheet, form=form, practice=sheet.is_practice)


@blueprint.post("/runs/<int:run_id>/dossier/introducers")
@requires(Action.DOSSIER_EDIT)
def save_belonging(run_id: int) -> ResponseReturnValue:
    form = BelongingForm()
    status = 422
    if form.validate_on_submit():
        try:
            dossiers.record_belonging(caller(), run_id, form.version.data or 0, form.input())
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status = form.outdated(error)
        else:
            return goto(url_for(".show", run_id=run_id), SAID["belonging_saved"])
    sheet = belonging_sheet(actor(), run_id)
    return page("dossiers/belonging.html", status, sheet=sheet, form=form, practice=sheet.is_practice)
