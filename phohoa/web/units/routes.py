"""Routes of branches and organisations."""

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import units
from ...services.units import Unit
from ...texts.administration import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import CloseForm, NameForm, UnionsForm, UnitForm

blueprint = Blueprint("units", __name__)
_ONE = "/admin/units/<any(branch, organisation):what>/<int:unit_id>"


@blueprint.get("/admin/units")
@requires(Action.UNIT_MANAGE)
def index() -> ResponseReturnValue:
    branches, organisations = units.list_units(actor())
    return page("units/index.html", branches=branches, organisations=organisations)


def _unit_form(what: Unit) -> UnitForm:
    form = UnitForm()
    form.offer(what)
    return form


@blueprint.get("/admin/units/<any(branch, organisation):what>/new")
@requires(Action.UNIT_MANAGE)
def new(what: str) -> ResponseReturnValue:
    return page("units/new.html", form=_unit_form(Unit(what)), what=what)


@blueprint.post("/admin/units/<any(branch, organisation):what>/new")
@requires(Action.UNIT_MANAGE)
def create(what: str) -> ResponseReturnValue:
    form = _unit_form(Unit(what))
    if not form.validate_on_submit():
        return page("units/new.html", 422, form=form, what=what)
    try:
        units.open_unit(caller(), Unit(what), form.input())
    except Invalid as error:
        form.take(error)
        return page("units/new.html", 422, form=form, what=what)
    return goto(url_for("units.index"), SAID["unit_opened"])


def _show(
    what: Unit,
    unit_id: int,
    status: int = 200,
    *,
    naming: NameForm | None = None,
    closing: CloseForm | None = None,
) -> ResponseReturnValue:
    unit = units.unit_page(actor(), what, unit_id)
    naming = naming or NameForm(
        formdata=None, version=unit.version, name=unit.name, short_name=unit.short_name
    )
    if closing is None:
        closing = CloseForm(formdata=None, version=unit.version)
        closing.offer(what, _others(unit_id))
    press = CommandForm(formdata=None, version=unit.version)
    unions = UnionsForm(
        formdata=None,
        version=unit.version,
        has_youth_union=unit.has_youth_union,
        has_trade_union=unit.has_trade_union,
    )
    return page(
        "units/show.html", status, unit=unit, naming=naming, closing=closing, press=press, unions=unions
    )


def _others(unit_id: int) -> tuple[tuple[int, str], ...]:
    branches, _ = units.list_units(actor())
    return tuple((b.id, b.name) for b in branches if b.closed_on is None and b.id != unit_id)


@blueprint.get(_ONE)
@requires(Action.UNIT_MANAGE)
def show(what: str, unit_id: int) -> ResponseReturnValue:
    return _show(Unit(what), unit_id)


@blueprint.post(_ONE + "/name")
@requires(Action.UNIT_MANAGE)
def rename(what: str, unit_id: int) -> ResponseReturnValue:
    form = NameForm()
    if not form.validate_on_submit():
        return _show(Unit(what), unit_id, 422, naming=form)
    try:
        units.rename_unit(
            caller(),
            Unit(what),
            unit_id,
            form.version.data,
            form.name.data,
            form.short_name.data,
            form.valid_from.data,
        )
    except Invalid as error:
        form.take(error)
        return _show(Unit(what), unit_id, 422, naming=form)
    return goto(url_for("units.show", what=what, unit_id=unit_id), SAID["unit_renamed"])


@blueprint.post(_ONE + "/close")
@requires(Action.UNIT_MANAGE)
def close(what: str, unit_id: int) -> ResponseReturnValue:
    form = CloseForm()
    form.offer(Unit(what), _others(unit_id))
    if not form.validate_on_submit():
        return _show(Unit(what), unit_id, 422, closing=form)
    successor = form.successor_id.data if form.successor_id else None
    try:
        units.close_unit(caller(), Unit(what), unit_id, form.version.data, form.closed_on.data, successor)
    except Invalid as error:
        form.take(error)
        return _show(Unit(what), unit_id, 422, closing=form)
    return goto(url_for("units.index"), SAID["unit_closed"])


@blueprint.post(_ONE + "/reopen")
@requires(Action.UNIT_MANAGE)
def reopen(what: str, unit_id: int) -> ResponseReturnValue:
    units.reopen_unit(caller(), Unit(what), unit_id, CommandForm().version.data)
    return goto(url_for("units.show", what=what, unit_id=unit_id), SAID["unit_reopened"])


@blueprint.post("/admin/units/branch/<int:unit_id>/unions")
@requires(Action.UNIT_MANAGE)
def save_unions(unit_id: int) -> ResponseReturnValue:
    form = UnionsForm()
    if not form.validate_on_submit():
        return _show(Unit.BRANCH, unit_id, 422)
    units.save_unions(
        caller(), unit_id, form.version.data, form.has_youth_union.data, form.has_trade_union.data
    )
    return goto(url_for("units.show", what="branch", unit_id=unit_id), SAID["unions_saved"])
