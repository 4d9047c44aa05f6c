"""Routes of a meeting's papers: their page, minutes and extract as PDF and Word, signed copies."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...domain.meetings import MeetingPaper
from ...services import review_extract, review_files
from ...texts.dossiers import FILE_KINDS
from ...texts.labels import label
from ...texts.messages import explain
from ...texts.review_papers import SAID
from ..dossiers.forms import RemovalForm, ScanForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..kept_files import in_words, to_keep
from .forms import apart
from .keying_shown import send
from .showing import AT, blueprint

_PAPER = "<any(" + ",".join(paper.value for paper in MeetingPaper) + "):meeting_paper>"
_COPY = "/meeting-files/<int:meeting_file_id>"


def _form(paper: MeetingPaper, sent: ScanForm | None = None) -> ScanForm:
    form = sent or ScanForm(formdata=None)
    apart(form, paper.value)
    return form


def _page(
    branch_id: int, year: int, month: int, status: int = 200, sent: dict[MeetingPaper, ScanForm] | None = None
) -> Response:
    found = review_extract.papers_page(actor(), branch_id, year, month)
    forms = {paper: _form(paper, (sent or {}).get(paper)) for paper in MeetingPaper}
    return page(
        "reviews/papers.html",
        status,
        view=found,
        papers=[(paper, forms[paper], found.copies_of(paper)) for paper in MeetingPaper],
        kinds=FILE_KINDS,
        practice=found.is_practice,
    )


@blueprint.get(AT + "/papers")
@requires(Action.REVIEW_VIEW)
def papers(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _page(branch_id, year, month)


def _drawn(branch_id: int, year: int, month: int, paper: MeetingPaper, kind: str) -> Response:
    file = review_extract.meeting_paper(actor(), branch_id, year, month, paper, kind)
    return send(file, kind, "inline" if kind == "pdf" else "attachment")


@blueprint.get(AT + "/draft.pdf")
@requires(Action.REVIEW_VIEW)
def draft_minutes(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    """The minutes as they would read now; once concluded, the words that were kept."""
    return _drawn(branch_id, year, month, MeetingPaper.MINUTES, "pdf")


@blueprint.get(AT + "/minutes.docx")
@requires(Action.REVIEW_VIEW)
def minutes_word(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _drawn(branch_id, year, month, MeetingPaper.MINUTES, "docx")


@blueprint.get(AT + "/extract.pdf")
@requires(Action.REVIEW_VIEW)
def extract(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _drawn(branch_id, year, month, MeetingPaper.EXTRACT, "pdf")


@blueprint.get(AT + "/extract.docx")
@requires(Action.REVIEW_VIEW)
def extract_word(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _drawn(branch_id, year, month, MeetingPaper.EXTRACT, "docx")


@blueprint.post(AT + "/papers/" + _PAPER)
@requires(Action.PAPER_MAKE)
def bring_copy(branch_id: int, year: int, month: int, meeting_paper: str) -> ResponseReturnValue:
    paper, form = MeetingPaper(meeting_paper), ScanForm()
    if form.validate_on_submit():
        data, name = form.content()
        try:
            review_files.bring_copy(caller(), branch_id, year, month, paper, data, name)
        except Invalid as error:
            form.take(in_words(error))
        except Refused as error:
            form.form_errors.append(explain(error.code, **error.params)[1])
        else:
            url = url_for(".papers", branch_id=branch_id, year=year, month=month)
            return goto(url, SAID["copy_added"])
    return _page(branch_id, year, month, 422, {paper: form})


@blueprint.get(_COPY)
@requires(Action.ATTACHMENT_VIEW)
def copy(meeting_file_id: int) -> ResponseReturnValue:
    """The copy as a file to keep; who opened it stands in the access log before it is read."""
    review_files.note_copy_opened(caller(), meeting_file_id)
    return to_keep(review_files.copy_file(actor(), meeting_file_id))


def _removal_page(meeting_file_id: int, form: RemovalForm, status: int = 200) -> ResponseReturnValue:
    sheet = review_files.copy_sheet(actor(), meeting_file_id)
    back = url_for(".papers", branch_id=sheet.branch_id, year=sheet.year, month=sheet.month)
    return page(
        "reviews/remove_copy.html",
        status,
        sheet=sheet,
        form=form,
        back=back,
        what=label(sheet.paper),
        practice=sheet.is_practice,
    )


@blueprint.get(_COPY + "/remove")
@requires(Action.PAPER_MAKE)
def ask_remove_copy(meeting_file_id: int) -> ResponseReturnValue:
    return _removal_page(meeting_file_id, RemovalForm(formdata=None))


@blueprint.post(_COPY + "/remove")
@requires(Action.PAPER_MAKE)
def remove_copy(meeting_file_id: int) -> ResponseReturnValue:
    form = RemovalForm()
    if form.validate_on_submit():
        try:
            gone = review_files.remove_copy(caller(), meeting_file_id, form.reason.data or "")
        except Invalid as error:
            form.take(error)
        else:
            url = url_for(".papers", branch_id=gone.branch_id, year=gone.year, month=gone.month)
            return goto(url, SAID["copy_removed"])
    return _removal_page(meeting_file_id, form, 422)
