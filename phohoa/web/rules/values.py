"""Routes in which the office enters what is new of a rule."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...domain.rule_ids import RuleId
from ...services import rule_entries, rule_pages
from ...texts.rules import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import EndForm, RuleForm


def _rule(text: str) -> RuleId:
    if text not in set(RuleId):
        abort(404)
    return RuleId(text)


def _show(
    rule: RuleId, status: int = 200, form: RuleForm | None = None, end: EndForm | None = None, ending: int = 0
) -> ResponseReturnValue:
    shown = rule_pages.rule_editing(actor(), rule)
    if form is None:
        form = RuleForm(formdata=None, rule=rule.value)
        form.offer(shown.unit)
    return page(
        "rules/rule.html",
        status,
        shown=shown,
        form=form,
        end=end or EndForm(formdata=None),
        ending=ending,
        press=CommandForm(formdata=None),
    )


@blueprint.get("/rules/values")
@requires(Action.RULE_EDIT)
def rule() -> ResponseReturnValue:
    asked = request.args.get("rule", "")
    if not asked:
        return goto(url_for("rules.index"))
    return _show(_rule(asked))


@blueprint.post("/rules/values")
@requires(Action.RULE_EDIT)
def enter() -> ResponseReturnValue:
    asked = request.form.get("rule", "")
    if asked not in set(RuleId):
        raise Invalid("rule_unknown")
    about = RuleId(asked)
    form = RuleForm()
    form.offer(rule_pages.rule_editing(actor(), about).unit)
    if not form.validate_on_submit():
        return _show(about, 422, form)
    try:
        rule_entries.enter_value(caller(), about, form.input(), form.sure.data)
    except Invalid as error:
        form.take(error)
        return _show(about, 422, form)
    return goto(url_for("rules.rule", rule=about.value), SAID["rule_entered"])


@blueprint.post("/rules/values/<int:value_id>/end")
@requires(Action.RULE_EDIT)
def end_value(value_id: int) -> ResponseReturnValue:
    about, form = rule_entries.rule_of_value(actor(), value_id), EndForm()
    if not form.validate_on_submit():
        return _show(about, 422, end=form, ending=value_id)
    try:
        rule_entries.end_value(caller(), value_id, form.valid_to.data)
    except Invalid as error:
        form.take(error)
        return _show(about, 422, end=form, ending=value_id)
    return goto(url_for("rules.rule", rule=about.value), SAID["rule_ended"])


@blueprint.post("/rules/values/<int:value_id>/withdraw")
@requires(Action.RULE_EDIT)
def withdraw_value(value_id: int) -> ResponseReturnValue:
    about = rule_entries.rule_of_value(actor(), value_id)
    rule_entries.withdraw_value(caller(), value_id)
    return goto(url_for("rules.rule", rule=about.value), SAID["rule_withdrawn"])
