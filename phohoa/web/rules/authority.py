"""Routes of who decides, from which day on."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action, scope_of
from ...domain.errors import Invalid
from ...domain.rulebook import AuthorityMode
from ...services import rule_entries
from ...texts.rules import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import PeriodForm, PressForm


def _show(
    status: int = 200, form: PeriodForm | None = None, press: PressForm | None = None, pressed: int = 0
) -> ResponseReturnValue:
    return page(
        "rules/authority.html",
        status,
        periods=rule_entries.authority_periods(actor()),
        form=form or PeriodForm(formdata=None),
        press=press or PressForm(formdata=None),
        pressed=pressed,
        may_edit=scope_of(actor(), Action.RULE_EDIT) is not None,
    )


@blueprint.get("/rules/authority")
@requires(Action.RULE_VIEW)
def periods() -> ResponseReturnValue:
    return _show()


@blueprint.post("/rules/authority")
@requires(Action.RULE_EDIT)
def enter_period() -> ResponseReturnValue:
    form = PeriodForm()
    if not form.validate_on_submit():
        return _show(422, form)
    try:
        rule_entries.enter_period(
            caller(),
            AuthorityMode(form.mode.data),
            form.valid_from.data,
            form.note.data,
            form.sure.data,
        )
    except Invalid as error:
        form.take(error)
        return _show(422, form)
    return goto(url_for("rules.periods"), SAID["period_entered"])


@blueprint.post("/rules/authority/<int:period_id>/withdraw")
@requires(Action.RULE_EDIT)
def withdraw_period(period_id: int) -> ResponseReturnValue:
    form = PressForm()
    try:
        rule_entries.withdraw_period(caller(), period_id, form.sure.data)
    except Invalid as error:
        form.take(error)
        return _show(422, press=form, pressed=period_id)
    return goto(url_for("rules.periods"), SAID["period_withdrawn"])
