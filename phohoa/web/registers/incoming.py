"""Routes of the incoming book: the list with its search, one paper, and what the office does with it."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...services import clock, incoming
from ...services.incoming_pages import (
    IncomingFilter,
    IncomingPage,
    IncomingStanding,
    incoming_book,
    incoming_page,
)
from ...services.register_pages import PER_PAGE
from ...texts.dossiers import FILE_KINDS
from ...texts.messages import explain
from ...texts.registers import SAID, STANDINGS
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import asked
from .blueprint import blueprint
from .forms import DoneForm, IncomingEditForm, IncomingForm, IncomingScanForm, ReasonForm


def _list(wanted: IncomingFilter) -> Response:
    book = incoming_book(actor(), wanted)
    return page(
        "register/incoming.html",
        book=book,
        wanted=wanted,
        first=(book.page - 1) * PER_PAGE,
        standings=[(one.value, STANDINGS[one.value]) for one in IncomingStanding],
    )


@blueprint.get("/register/incoming")
@requires(Action.INCOMING_VIEW)
def incoming_index() -> ResponseReturnValue:
    return _list(asked.incoming())


@blueprint.get("/register/incoming/overdue")
@requires(Action.INCOMING_VIEW)
def incoming_overdue() -> ResponseReturnValue:
    """What is overdue, of all years."""
    return _list(IncomingFilter(0, IncomingStanding.OVERDUE))


@blueprint.post("/register/incoming")
@requires(Action.INCOMING_VIEW)
def find_incoming() -> ResponseReturnValue:
    """The same list narrowed by words: they stay out of addresses."""
    return _list(asked.incoming())


@blueprint.get("/register/incoming/new")
@requires(Action.INCOMING_EDIT)
def new_incoming() -> ResponseReturnValue:
    form = IncomingForm(version=0, received_on=clock.today())
    return page("register/incoming_form.html", form=form, found=None)


@blueprint.post("/register/incoming/new")
@requires(Action.INCOMING_EDIT)
def enter_incoming() -> ResponseReturnValue:
    form = IncomingForm()
    if form.validate_on_submit():
        try:
            return _to_paper(incoming.enter(caller(), form.input()), "entered")
        except Invalid as error:
            form.take(error)
    return page("register/incoming_form.html", 422, form=form, found=None)


def _to_paper(done: incoming.Entered, code: str) -> ResponseReturnValue:
    said = SAID[code].format(number=f"{done.number:02d}", year=done.year)
    return goto(url_for("register.incoming_paper", incoming_id=done.paper_id), said)


def _found(incoming_id: int) -> IncomingPage:
    return incoming_page(actor(), incoming_id)


def _paper(found: IncomingPage, status: int = 200, form: IncomingScanForm | None = None) -> Response:
    form = form or IncomingScanForm(formdata=None, version=found.line.version)
    return page("register/incoming_paper.html", status, found=found, form=form, standings=STANDINGS)


def _problem(form: CommandForm, error: Invalid | Refused | Conflict) -> int:
    """Put into the form what went wrong; the status to answer with."""
    if isinstance(error, Conflict):
        return form.outdated(error)
    if isinstance(error, Invalid):
        form.take(error)
    else:
        form.form_errors.append(explain(error.code, **error.params)[1])
    return 422


@blueprint.get("/register/incoming/<int:incoming_id>")
@requires(Action.INCOMING_VIEW)
def incoming_paper(incoming_id: int) -> ResponseReturnValue:
    return _paper(_found(incoming_id))


@blueprint.get("/register/incoming/<int:incoming_id>/edit")
@requires(Action.INCOMING_EDIT)
def ask_edit_incoming(incoming_id: int) -> ResponseReturnValue:
    found = _found(incoming_id)
    line = found.line
    form = IncomingEditForm(
        version=line.version,
        received_on=line.received_on,
        sender=line.sender,
        symbol=line.symbol,
        dated=line.dated,
        kind=line.kind,
        subject=line.subject,
        handler=line.handler,
        due_on=line.due_on,
    )
    return page("register/incoming_form.html", form=form, found=found)


@blueprint.post("/register/incoming/<int:incoming_id>/edit")
@requires(Action.INCOMING_EDIT)
def edit_incoming(incoming_id: int) -> ResponseReturnValue:
    form, status = IncomingEditForm(), 422
    if form.validate_on_submit():
        try:
            done = incoming.edit(
                caller(), incoming_id, form.version.data, form.input(), form.reason.data or ""
            )
            return _to_paper(done, "edited")
        except (Invalid, Refused, Conflict) as error:
            status = _problem(form, error)
    return page("register/incoming_form.html", status, form=form, found=_found(incoming_id))


@blueprint.get("/register/incoming/<int:incoming_id>/done")
@requires(Action.INCOMING_EDIT)
def ask_finish_incoming(incoming_id: int) -> ResponseReturnValue:
    line = _found(incoming_id).line
    form = DoneForm(version=line.version, done_on=line.done_on or clock.today(), outcome=line.outcome)
    return page("register/incoming_done.html", form=form, line=line)


@blueprint.post("/register/incoming/<int:incoming_id>/done")
@requires(Action.INCOMING_EDIT)
def finish_incoming(incoming_id: int) -> ResponseReturnValue:
    form, status = DoneForm(), 422
    if form.validate_on_submit():
        try:
            done = incoming.finish(
                caller(), incoming_id, form.version.data, form.done_on.data, form.outcome.data or ""
            )
            return _to_paper(done, "done")
        except (Invalid, Refused, Conflict) as error:
            status = _problem(form, error)
    return page("register/incoming_done.html", status, form=form, line=_found(incoming_id).line)


@blueprint.get("/register/incoming/<int:incoming_id>/cancel")
@requires(Action.INCOMING_EDIT)
def ask_cancel_incoming(incoming_id: int) -> ResponseReturnValue:
    line = _found(incoming_id).line
    return page("register/incoming_cancel.html", form=ReasonForm(version=line.version), line=line)


@blueprint.post("/register/incoming/<int:incoming_id>/cancel")
@requires(Action.INCOMING_EDIT)
def cancel_incoming(incoming_id: int) -> ResponseReturnValue:
    form, status = ReasonForm(), 422
    if form.validate_on_submit():
        try:
            done = incoming.cancel(caller(), incoming_id, form.version.data, form.reason.data or "")
            return _to_paper(done, "incoming_cancelled")
        except (Invalid, Refused, Conflict) as error:
            status = _problem(form, error)
    return page("register/incoming_cancel.html", status, form=form, line=_found(incoming_id).line)


@blueprint.get("/register/incoming/<int:incoming_id>/scan")
@requires(Action.INCOMING_VIEW)
def incoming_scan(incoming_id: int) -> ResponseReturnValue:
    """The scan as a file to keep."""
    file = incoming.scan_file(actor(), incoming_id)
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(file.data, mimetype=file.mime, headers=headers)


@blueprint.post("/register/incoming/<int:incoming_id>/scan")
@requires(Action.INCOMING_EDIT)
def attach_incoming_scan(incoming_id: int) -> ResponseReturnValue:
    form, status = IncomingScanForm(), 422
    if form.validate_on_submit():
        data, name = form.content()
        try:
            done = incoming.attach_scan(caller(), incoming_id, form.version.data, data, name)
            return _to_paper(done, "scan_added")
        except Invalid as error:
            code, sides = error.fields["file"]
            kinds = {side: FILE_KINDS.get(str(kind), kind) for side, kind in sides.items()}
            form.take(Invalid(fields={"file": (code, kinds)}))
        except (Refused, Conflict) as error:
            status = _problem(form, error)
    return _paper(_found(incoming_id), status, form)
