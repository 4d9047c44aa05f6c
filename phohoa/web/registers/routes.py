"""Routes of the outgoing book: a year, one number, and what the office does with numbers by hand."""

from collections.abc import Callable

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...domain.register import EntryState
from ...services import clock, register, register_entries, register_pages
from ...services.register_pages import EntryPage
from ...texts.messages import explain
from ...texts.plans import SAID as PLAN_SAID
from ...texts.registers import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import asked, checking, incoming, printing
from .blueprint import blueprint
from .forms import CancelForm, CarryOverForm, CorrectForm, ReasonForm, RecordForm, ReserveForm, UseForm

__all__ = ["blueprint", "checking", "incoming", "printing"]


def _book(year: int | None) -> Response:
    wanted = asked.outgoing()
    book = register_pages.book(actor(), year, wanted)
    args = {name: value.value for name, value in (("kind", wanted.kind), ("state", wanted.state)) if value}
    pages = [
        (n, None if n == book.page else url_for("register.of_year", year=book.year, page=n, **args))
        for n in range(1, book.pages + 1)
    ]
    first = (book.page - 1) * register_pages.PER_PAGE
    choices = {"kinds": register.OUTGOING, "states": tuple(EntryState)}
    return page(
        "register/index.html", book=book, wanted=wanted, args=args, pages=pages, first=first, **choices
    )


@blueprint.get("/register")
@requires(Action.REGISTER_VIEW)
def index() -> ResponseReturnValue:
    return _book(None)


@blueprint.get("/register/<int(max=9999):year>")
@requires(Action.REGISTER_VIEW)
def of_year(year: int) -> ResponseReturnValue:
    return _book(year)


@blueprint.get("/register/gaps")
@requires(Action.REGISTER_VIEW)
def gaps() -> ResponseReturnValue:
    return page("register/gaps.html", runs=register_pages.gap_report(actor()))


# --- numbers that are taken now ----------------------------------------------------------------------------


def _to_year(taken: register.Taken, said: str) -> ResponseReturnValue:
    return goto(url_for("register.of_year", year=taken.year), said.format(symbol=taken.symbol))


def _refuse(form: CommandForm, error: Refused) -> None:
    form.form_errors.append(explain(error.code, **error.params)[1])


def _with_reason(
    form: ReserveForm | CancelForm, take: Callable[..., register.Taken], said: str, template: str
) -> ResponseReturnValue:
    """A number with no paper yet, or none any more: what it is for, and why."""
    if form.validate_on_submit():
        try:
            taken = take(
                caller(),
                form.kind.data,
                form.dated.data,
                form.subject.data,
                form.reason.data,
                form.back_dated_reason.data or "",
            )
            return _to_year(taken, said)
        except Invalid as error:
            form.take(error)
    return page(template, 422, form=form)


@blueprint.get("/register/reserve")
@requires(Action.REGISTER_EDIT)
def ask_reserve() -> ResponseReturnValue:
    return page("register/reserve.html", form=ReserveForm(version=0, dated=clock.today()))


@blueprint.post("/register/reserve")
@requires(Action.REGISTER_EDIT)
def reserve() -> ResponseReturnValue:
    return _with_reason(ReserveForm(), register_entries.reserve, SAID["reserved"], "register/reserve.html")


@blueprint.get("/register/record")
@requires(Action.REGISTER_EDIT)
def ask_record() -> ResponseReturnValue:
    return page("register/record.html", form=RecordForm(version=0, dated=clock.today()), found=None)


@blueprint.post("/register/record")
@requires(Action.REGISTER_EDIT)
def record() -> ResponseReturnValue:
    form = RecordForm()
    if form.validate_on_submit():
        try:
            taken = register_entries.record_outside(
                caller(),
                form.kind.data,
                form.dated.data,
                form.paper(form.file_sha256()),
                form.back_dated_reason.data or "",
            )
            return _to_year(taken, SAID["recorded"])
        except Invalid as error:
            form.take(error)
    return page("register/record.html", 422, form=form, found=None)


@blueprint.get("/register/cancel")
@requires(Action.REGISTER_CANCEL)
def ask_cancel() -> ResponseReturnValue:
    return page("register/cancel.html", form=CancelForm(version=0, dated=clock.today()))


@blueprint.post("/register/cancel")
@requires(Action.REGISTER_CANCEL)
def cancel() -> ResponseReturnValue:
    return _with_reason(CancelForm(), register.cancel_number, PLAN_SAID["cancelled"], "register/cancel.html")


@blueprint.get("/register/carry-over")
@requires(Action.REGISTER_CANCEL)
def ask_carry_over() -> ResponseReturnValue:
    return page("register/carry_over.html", form=CarryOverForm(version=0))


@blueprint.post("/register/carry-over")
@requires(Action.REGISTER_CANCEL)
def carry_over() -> ResponseReturnValue:
    form = CarryOverForm()
    if form.validate_on_submit():
        try:
            taken = register.carry_over(caller(), form.kind.data, form.dated.data, form.last_number.data)
            return _to_year(taken, PLAN_SAID["carried_over"])
        except Invalid as error:
            form.take(error)
        except Refused as error:
            _refuse(form, error)
    return page("register/carry_over.html", 422, form=form)


# --- one number --------------------------------------------------------------------------------------------


@blueprint.get("/register/entries/<int:entry_id>")
@requires(Action.REGISTER_VIEW)
def entry(entry_id: int) -> ResponseReturnValue:
    return page("register/entry.html", found=register_pages.entry_page(actor(), entry_id))


def _to_entry(entry_id: int, taken: register.Taken, said: str) -> ResponseReturnValue:
    return goto(url_for("register.entry", entry_id=entry_id), said.format(symbol=taken.symbol))


def _found(entry_id: int) -> EntryPage:
    return register_pages.entry_page(actor(), entry_id)


@blueprint.get("/register/entries/<int:entry_id>/use")
@requires(Action.REGISTER_EDIT)
def ask_use(entry_id: int) -> ResponseReturnValue:
    found = _found(entry_id)
    line = found.line
    form = UseForm(version=line.version, dated=line.dated, subject=line.subject, recipients=line.recipients)
    return page("register/record.html", form=form, found=found)


@blueprint.post("/register/entries/<int:entry_id>/use")
@requires(Action.REGISTER_EDIT)
def use(entry_id: int) -> ResponseReturnValue:
    form, status = UseForm(), 422
    if form.validate_on_submit():
        try:
            taken = register_entries.use_reserved(
                caller(),
                entry_id,
                form.version.data,
                form.dated.data,
                form.paper(form.file_sha256()),
                form.back_dated_reason.data or "",
            )
            return _to_entry(entry_id, taken, SAID["recorded"])
        except Invalid as error:
            form.take(error)
        except Refused as error:
            _refuse(form, error)
        except Conflict as error:
            status = form.outdated(error)
    return page("register/record.html", status, form=form, found=_found(entry_id))


@blueprint.get("/register/entries/<int:entry_id>/give-up")
@requires(Action.REGISTER_CANCEL)
def ask_give_up(entry_id: int) -> ResponseReturnValue:
    found = _found(entry_id)
    return page("register/give_up.html", form=ReasonForm(version=found.line.version), found=found)


@blueprint.post("/register/entries/<int:entry_id>/give-up")
@requires(Action.REGISTER_CANCEL)
def give_up(entry_id: int) -> ResponseReturnValue:
    form, status = ReasonForm(), 422
    if form.validate_on_submit():
        try:
            taken = register_entries.give_up(caller(), entry_id, form.version.data, form.reason.data or "")
            return _to_entry(entry_id, taken, SAID["given_up"])
        except Invalid as error:
            form.take(error)
        except Refused as error:
            _refuse(form, error)
        except Conflict as error:
            status = form.outdated(error)
    return page("register/give_up.html", status, form=form, found=_found(entry_id))


@blueprint.get("/register/entries/<int:entry_id>/correct")
@requires(Action.REGISTER_EDIT)
def ask_correct(entry_id: int) -> ResponseReturnValue:
    found = _found(entry_id)
    line = found.line
    form = CorrectForm(
        version=line.version,
        subject=line.subject,
        signatory=line.signatory_name,
        recipients=line.recipients,
        kept_by=line.kept_by,
        copies=line.copies,
    )
    return page("register/correct.html", form=form, found=found)


@blueprint.post("/register/entries/<int:entry_id>/correct")
@requires(Action.REGISTER_EDIT)
def correct(entry_id: int) -> ResponseReturnValue:
    form, status = CorrectForm(), 422
    if form.validate_on_submit():
        try:
            taken = register_entries.correct(
                caller(), entry_id, form.version.data, form.paper(), form.reason.data or ""
            )
            return _to_entry(entry_id, taken, SAID["corrected"])
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            status = form.outdated(error)
    return page("register/correct.html", status, form=form, found=_found(entry_id))
