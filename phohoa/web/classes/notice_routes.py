"""Routes of the notice of a class: written, presented, returned, issued, recorded, replaced."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...documents.wording import recipient_lines
from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.signing import SubjectKind
from ...services import (
    class_notices,
    class_pages,
    clock,
    issuing,
    signing_at_once,
    signing_keys,
    signing_pages,
)
from ...services.class_notices import NoticePage
from ...texts.classes import SAID
from ...texts.documents import date_line, number_line
from ...texts.messages import explain
from ..drafts.kept import typed_before
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..signing.showing import signed, take_stamp
from .blueprint import ONE, blueprint
from .forms import IssueForm, NoticeForm, PressForm, ReasonForm, RecordForm

_NOTICE = ONE + "/notice"


def _home(class_id: int, said: str) -> ResponseReturnValue:
    return goto(url_for("classes.show", class_id=class_id), said)


def _version(form: PressForm | IssueForm | ReasonForm | RecordForm | NoticeForm) -> int:
    return int(form.version.data or 0)


@blueprint.get(_NOTICE)
@requires(Action.CLASS_VIEW)
def notice(class_id: int) -> ResponseReturnValue:
    content = class_notices.notice_preview(actor(), class_id)
    found = class_pages.class_page(actor(), class_id)
    head = content.head
    return page(
        "classes/notice.html",
        found=found,
        content=content,
        number_line=number_line(head.number, head.symbol),
        date_line=date_line(head.place, head.dated, head.year),
        recipients=recipient_lines(content),
        shown={"document_id": None},
    )


@blueprint.get(ONE + "/notice.pdf")
@requires(Action.CLASS_VIEW)
def notice_file(class_id: int) -> ResponseReturnValue:
    data = class_notices.draft_pdf(actor(), class_id)
    headers = {"Content-Disposition": f'inline; filename="du-thao-thong-bao-{class_id}.pdf"'}
    return Response(data, mimetype="application/pdf", headers=headers)


def _edit(shown: NoticePage, form: NoticeForm, status: int = 200) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), shown.class_id)
    return page("classes/notice_edit.html", status, found=found, form=form.offer(shown))


@blueprint.get(_NOTICE + "/edit")
@requires(Action.CLASS_EDIT)
def edit_notice(class_id: int) -> ResponseReturnValue:
    shown = class_notices.notice_page(actor(), class_id)
    return _edit(shown, NoticeForm(formdata=typed_before(), obj=shown.data, version=shown.version))


@blueprint.post(_NOTICE + "/edit")
@requires(Action.CLASS_EDIT)
def save_notice(class_id: int) -> ResponseReturnValue:
    shown = class_notices.notice_page(actor(), class_id)
    form = NoticeForm().offer(shown)
    status = 422
    if form.validate_on_submit():
        try:
            class_notices.edit_notice(caller(), class_id, _version(form), form.input())
            return goto(url_for("classes.notice", class_id=class_id), SAID["notice_saved"])
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            if error.code not in ("stale", "class_frozen"):
                raise
            status = 409
            form.form_errors.append(explain(error.code)[1])
            form.version.process_data(shown.version)
            form.version.raw_data = None
            form.renew()
    return _edit(shown, form, status)


@blueprint.post(_NOTICE + "/submit")
@requires(Action.CLASS_EDIT)
def submit_notice(class_id: int) -> ResponseReturnValue:
    class_notices.submit_notice(caller(), class_id, _version(PressForm()))
    return _home(class_id, SAID["notice_submitted"])


@blueprint.post(_NOTICE + "/take-back")
@requires(Action.CLASS_EDIT)
def take_back_notice(class_id: int) -> ResponseReturnValue:
    class_notices.take_back_notice(caller(), class_id, _version(PressForm()))
    return _home(class_id, SAID["notice_taken_back"])


@blueprint.post(_NOTICE + "/replace")
@requires(Action.CLASS_EDIT)
def replace_notice(class_id: int) -> ResponseReturnValue:
    class_notices.replace_notice(caller(), class_id, _version(PressForm()))
    return _home(class_id, SAID["notice_replaced"])


def _return(class_id: int, form: ReasonForm | None = None, status: int = 200) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), class_id)
    form = form or ReasonForm(formdata=None, version=found.version)
    return page("classes/notice_return.html", status, found=found, form=form)


@blueprint.get(_NOTICE + "/return")
@requires(Action.CLASS_ISSUE)
def ask_return_notice(class_id: int) -> ResponseReturnValue:
    return _return(class_id)


@blueprint.post(_NOTICE + "/return")
@requires(Action.CLASS_ISSUE)
def return_notice(class_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        class_notices.return_notice(caller(), class_id, _version(form), form.reason.data)
        return _home(class_id, SAID["notice_returned"])
    return _return(class_id, form, 422)


def _issue(class_id: int, form: IssueForm | None = None, status: int = 200) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), class_id)
    key = signing_keys.own_key_file(actor())
    form = form or IssueForm(formdata=None, version=found.version, dated=clock.today())
    return page("classes/notice_issue.html", status, found=found, key=key, form=form)


@blueprint.get(_NOTICE + "/issue")
@requires(Action.CLASS_ISSUE)
def ask_issue_notice(class_id: int) -> ResponseReturnValue:
    answer = _issue(class_id)
    issuing.prepare()
    return answer


@blueprint.post(_NOTICE + "/issue")
@requires(Action.CLASS_ISSUE)
def issue_notice(class_id: int) -> ResponseReturnValue:
    form = IssueForm()
    if not form.validate_on_submit():
        return _issue(class_id, form, 422)
    given = (class_id, _version(form), form.passphrase.data, form.dated.data, form.unstamped.data)
    try:
        if signing_pages.setup(actor()).seal_follows:
            return signed(signing_at_once.start_and_sign(caller(), SubjectKind.CLASS_NOTICE, *given))
        signing_at_once.ready_to_stamp(form.unstamped.data)
        issued = class_notices.issue_notice(caller(), *given)
    except Invalid as error:
        form.take(error)
        return _issue(class_id, form, 422)
    except Refused as error:
        take_stamp(form, error)
        return _issue(class_id, form, 422)
    target = url_for("documents.show", document_id=issued.document_id)
    return goto(target, SAID["notice_issued"].format(symbol=issued.symbol))


def _record(class_id: int, form: RecordForm | None = None, status: int = 200) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), class_id)
    form = form or RecordForm(formdata=None, version=found.version)
    return page("classes/notice_record.html", status, found=found, form=form)


@blueprint.get(_NOTICE + "/record")
@requires(Action.CLASS_EDIT)
def ask_record_notice(class_id: int) -> ResponseReturnValue:
    return _record(class_id)


@blueprint.post(_NOTICE + "/record")
@requires(Action.CLASS_EDIT)
def record_notice(class_id: int) -> ResponseReturnValue:
    form = RecordForm()
    if form.validate_on_submit():
        try:
            class_notices.record_notice(
                caller(),
                class_id,
                _version(form),
                form.notice_number.data,
                form.notice_on.data,
                form.notice_issuer.data,
            )
            return _home(class_id, SAID["notice_recorded"])
        except Invalid as error:
            form.take(error)
    return _record(class_id, form, 422)
