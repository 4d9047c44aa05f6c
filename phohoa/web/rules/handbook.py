"""Routes of the rule book for people, and the links that lead into it."""

from flask import Flask, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.rule_ids import RuleGroup, RuleId
from ...domain.rule_table import RULE_OF, rule_at
from ...services import rule_pages
from ...texts.findings import citation_text
from ...texts.rulebook import rule_sentence, value_text
from ..gate import actor, requires
from ..htmx import page
from .blueprint import blueprint
from .forms import DayForm


def rule_url(rule: RuleId | None) -> str:
    """Where the rule stands in the rule book; "" for none."""
    return url_for("rules.index", group=RULE_OF[rule].group.value, _anchor=rule.value) if rule else ""


def citation_url(citation: str | None) -> str:
    """Where the rule that stands at a place of a regulation is read; "" for a place of none."""
    return rule_url(rule_at(citation)) if citation else ""


def _install(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]
    app.jinja_env.filters.update(
        rule_url=rule_url,
        citation_url=citation_url,
        citation=citation_text,
        rule_sentence=rule_sentence,
        rule_value=value_text,
    )


blueprint.record(_install)


@blueprint.get("/rules")
@requires(Action.RULE_VIEW)
def index() -> ResponseReturnValue:
    form = DayForm(request.args)
    asked = request.args.get("group", "")
    group = RuleGroup(asked) if asked in set(RuleGroup) else RuleGroup.STANDARDS
    valid = form.validate()
    day = form.day.data if valid else None
    form.group.data = group.value
    shown = rule_pages.rule_page(actor(), group, day)
    return page("rules/index.html", 200 if valid else 422, shown=shown, form=form, groups=list(RuleGroup))
