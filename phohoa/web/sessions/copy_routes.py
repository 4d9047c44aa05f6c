"""Routes of the signed copies of a session's papers."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...domain.proposals import SessionPaper
from ...services import ward_session_copies as copies
from ...texts.dossiers import FILE_KINDS
from ...texts.messages import explain
from ...texts.review_papers import SAID
from ..dossiers.forms import RemovalForm, ScanForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..kept_files import in_words, to_keep
from ..reviews.forms import apart
from .blueprint import ONE, blueprint
from .paper_routes import ANY_PAPER

_COPY = "/session-files/<int:session_file_id>"


def _form(paper: SessionPaper, sent: ScanForm | None = None) -> ScanForm:
    form = sent or ScanForm(formdata=None)
    apart(form, paper.value)
    return form


def _page(meeting_id: int, status: int = 200, sent: dict[SessionPaper, ScanForm] | None = None) -> Response:
    found = copies.copies_page(actor(), meeting_id)
    forms = {paper: _form(paper, (sent or {}).get(paper)) for paper in SessionPaper}
    papers = [(paper, forms[paper], found.copies_of(paper)) for paper in found.papers]
    return page("sessions/copies.html", status, found=found, papers=papers, forms=forms, kinds=FILE_KINDS)


@blueprint.get(ONE + "/papers")
@requires(Action.WARD_SESSION_VIEW)
def copy_list(meeting_id: int) -> ResponseReturnValue:
    return _page(meeting_id)


@blueprint.post(ONE + "/papers/" + ANY_PAPER)
@requires(Action.WARD_SESSION_EDIT)
def bring_copy(meeting_id: int, paper: str) -> ResponseReturnValue:
    form = ScanForm()
    if form.validate_on_submit():
        data, name = form.content()
        try:
            copies.bring_copy(caller(), meeting_id, SessionPaper(paper), data, name)
        except Invalid as error:
            form.take(in_words(error))
        except Refused as error:
            form.form_errors.append(explain(error.code, **error.params)[1])
        else:
            return goto(url_for(".copy_list", meeting_id=meeting_id), SAID["copy_added"])
    return _page(meeting_id, 422, {SessionPaper(paper): form})


@blueprint.get(_COPY)
@requires(Action.WARD_SESSION_VIEW)
def copy(session_file_id: int) -> ResponseReturnValue:
    """The copy as a file to keep; who opened it stands in the access log before it is read."""
    copies.note_copy_opened(caller(), session_file_id)
    return to_keep(copies.copy_file(actor(), session_file_id))


def _removal_page(session_file_id: int, form: RemovalForm, status: int = 200) -> ResponseReturnValue:
    sheet = copies.copy_sheet(actor(), session_file_id)
    back = url_for(".copy_list", meeting_id=sheet.session_id)
    return page("sessions/remove_copy.html", status, sheet=sheet, form=form, back=back)


@blueprint.get(_COPY + "/remove")
@requires(Action.WARD_SESSION_EDIT)
def ask_remove_copy(session_file_id: int) -> ResponseReturnValue:
    return _removal_page(session_file_id, RemovalForm(formdata=None))


@blueprint.post(_COPY + "/remove")
@requires(Action.WARD_SESSION_EDIT)
def remove_copy(session_file_id: int) -> ResponseReturnValue:
    form = RemovalForm()
    if form.validate_on_submit():
        try:
            gone = copies.remove_copy(caller(), session_file_id, form.reason.data or "")
        except Invalid as error:
            form.take(error)
        else:
            return goto(url_for(".copy_list", meeting_id=gone.session_id), SAID["copy_removed"])
    return _removal_page(session_file_id, form, 422)
