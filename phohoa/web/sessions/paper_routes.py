"""Routes of a session's papers, and of issuing the notice."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.proposals import SessionPaper
from ...domain.signing import SubjectKind
from ...services import issuing, signing_at_once, signing_keys, signing_pages
from ...services import ward_session_files as files
from ...texts.ward_sessions import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..signing.showing import signed, take_stamp
from .blueprint import ONE, blueprint
from .forms import IssueForm

ANY_PAPER = "<any(" + ",".join(paper.value for paper in SessionPaper) + "):paper>"
_PAPER = ONE + "/papers/" + ANY_PAPER
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get(_PAPER + ".pdf")
@requires(Action.WARD_SESSION_VIEW)
def paper_pdf(meeting_id: int, paper: str) -> ResponseReturnValue:
    stored = files.paper_pdf(actor(), meeting_id, SessionPaper(paper))
    headers = {"Content-Disposition": f'inline; filename="{stored.name}"'}
    return Response(stored.data, mimetype="application/pdf", headers=headers)


@blueprint.get(_PAPER + ".docx")
@requires(Action.WARD_SESSION_VIEW)
def paper_docx(meeting_id: int, paper: str) -> ResponseReturnValue:
    stored = files.paper_docx(actor(), meeting_id, SessionPaper(paper))
    headers = {"Content-Disposition": f'attachment; filename="{stored.name}"'}
    return Response(stored.data, mimetype=_WORD, headers=headers)


def _issue(meeting_id: int, form: IssueForm | None = None, status: int = 200) -> ResponseReturnValue:
    found = files.issue_page(actor(), meeting_id)
    key = signing_keys.own_key_file(actor())
    form = form or IssueForm(formdata=None, version=found.version, dated=found.today)
    return page("sessions/issue.html", status, found=found, key=key, form=form)


@blueprint.get(ONE + "/issue")
@requires(Action.WARD_SESSION_ISSUE)
def ask_issue(meeting_id: int) -> ResponseReturnValue:
    answer = _issue(meeting_id)
    issuing.prepare()
    return answer


@blueprint.post(ONE + "/issue")
@requires(Action.WARD_SESSION_ISSUE)
def issue(meeting_id: int) -> ResponseReturnValue:
    form = IssueForm()
    if not form.validate_on_submit():
        return _issue(meeting_id, form, 422)
    given = (
        *(meeting_id, form.version.data or 0, form.passphrase.data, form.dated.data),
        form.unstamped.data,
    )
    try:
        if signing_pages.setup(actor()).seal_follows:
            return signed(signing_at_once.start_and_sign(caller(), SubjectKind.SESSION_NOTICE, *given))
        signing_at_once.ready_to_stamp(form.unstamped.data)
        issued = files.issue_notice(caller(), *given)
    except Invalid as error:
        form.take(error)
        return _issue(meeting_id, form, 422)
    except Refused as error:
        take_stamp(form, error)
        return _issue(meeting_id, form, 422)
    except Conflict as error:
        return _issue(meeting_id, form, form.outdated(error))
    target = url_for("documents.show", document_id=issued.document_id)
    return goto(target, SAID["issued"].format(symbol=issued.symbol))
