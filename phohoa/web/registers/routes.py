"""Routes of the outgoing register."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import clock, register
from ...texts.plans import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import CancelForm, CarryOverForm

blueprint = Blueprint("register", __name__)


@blueprint.get("/register")
@requires(Action.REGISTER_VIEW)
def index() -> ResponseReturnValue:
    return page("register/index.html", book=register.book(actor()))


@blueprint.get("/register/<int(max=9999):year>")
@requires(Action.REGISTER_VIEW)
def of_year(year: int) -> ResponseReturnValue:
    return page("register/index.html", book=register.book(actor(), year))


@blueprint.get("/register/cancel")
@requires(Action.REGISTER_CANCEL)
def ask_cancel() -> ResponseReturnValue:
    return page("register/cancel.html", form=CancelForm(version=0, dated=clock.today()))


@blueprint.post("/register/cancel")
@requires(Action.REGISTER_CANCEL)
def cancel() -> ResponseReturnValue:
    form = CancelForm()
    if form.validate_on_submit():
        try:
            taken = register.cancel_number(
                caller(), form.kind.data, form.dated.data, form.subject.data, form.reason.data
            )
            said = SAID["cancelled"].format(symbol=taken.symbol)
            return goto(url_for("register.of_year", year=taken.year), said)
        except Invalid as error:
            form.take(error)
    return page("register/cancel.html", 422, form=form)


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
            said = SAID["carried_over"].format(symbol=taken.symbol)
            return goto(url_for("register.of_year", year=taken.year), said)
        except Invalid as error:
            form.take(error)
    return page("register/carry_over.html", 422, form=form)
