"""Routes of the layout linter: its findings on a plan, remedies, reasons for leaving something as it is."""

from dataclasses import dataclass
from itertools import groupby

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, StringField
from wtforms.validators import Optional

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...services import plan_lint_pages, plan_lint_steps
from ...services.plan_lint_pages import LintLine, LintPage
from ...texts import linting
from ...texts.messages import explain
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from ..limits import row_id
from .routes import blueprint

#: So many findings stand on a page.
_ON_PAGE = 15
_LONGEST = 80


class LintForm(CommandForm):
    """A press on a finding: which one, or which mark, and why it is left as it is."""

    finding = StringField(validators=[Optional()])
    mark = IntegerField(validators=[Optional()])
    everywhere = StringField(validators=[Optional()])
    reason = StringField(linting.REASON, validators=[Optional()])


@dataclass(frozen=True)
class ShownLine:
    """A finding in words."""

    line: LintLine
    kind: str
    severity: str
    words: str
    rule: str
    citation: str
    remedy: str


_KINDS = {"must": "late", "look": "due", "note": "plain"}


def _shown(line: LintLine, shown: LintPage) -> ShownLine:
    one = line.finding
    rule, citation = linting.rule(one.code, shown.day)
    return ShownLine(
        line,
        _KINDS[one.severity.value],
        linting.SEVERITIES[one.severity],
        linting.sentence(one),
        rule,
        citation,
        linting.remedy(one),
    )


def _place(line: LintLine) -> str:
    return line.section or linting.PLACES[line.place]


def lint_page(
    plan_id: int, status: int = 200, *, said: tuple[str, str] | None = None, form: LintForm | None = None
) -> Response:
    """The page of the findings. `said`: title and sentence of what did not go; `form`: what was typed."""
    shown = plan_lint_pages.lint_page(actor(), plan_id)
    pages = max(1, -(-len(shown.lines) // _ON_PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    here = shown.lines[(number - 1) * _ON_PAGE : number * _ON_PAGE]
    return page(
        "plans/lint.html",
        status,
        shown=shown,
        groups=[
            (place, [_shown(line, shown) for line in lines]) for place, lines in groupby(here, key=_place)
        ],
        asides=[(_place(line), _shown(line, shown)) for line in shown.asides],
        pages=[
            (n, None if n == number else url_for("plans.lint", plan_id=plan_id, page=n))
            for n in range(1, pages + 1)
        ],
        said=said,
        typed=form,
        form=LintForm(formdata=None, version=shown.version),
    )


def refused(plan_id: int, error: Refused) -> Response:
    """The page that says why a plan was not presented."""
    return lint_page(plan_id, 422, said=explain(error.code, **error.params))


@blueprint.get("/plans/<int:plan_id>/lint")
@requires(Action.PLAN_VIEW)
def lint(plan_id: int) -> ResponseReturnValue:
    return lint_page(plan_id)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"


@blueprint.post("/plans/<int:plan_id>/lint/mend")
@requires(Action.PLAN_EDIT)
def mend(plan_id: int) -> ResponseReturnValue:
    form = LintForm()
    try:
        done = plan_lint_steps.mend(
            caller(), plan_id, form.finding.data or "", form.version.data or 0, bool(form.everywhere.data)
        )
    except Conflict as error:
        return _too_late(plan_id, error)
    except Invalid as error:
        return lint_page(plan_id, 422, said=explain(error.code))
    old, new = _short(done.original), _short(done.replacement)
    key = "mended_all" if done.count > 1 else "mended"
    if not old or not new:
        key = "removed" if old else "added" if new else "spaces"
    message = linting.SAID[key].format(old=old, new=new, count=done.count)
    return goto(url_for("plans.lint", plan_id=plan_id), message)


def _too_late(plan_id: int, error: Conflict) -> Response:
    if error.code not in ("stale", "lint_gone", "plan_frozen"):
        raise error
    return lint_page(plan_id, 409, said=explain(error.code))


@blueprint.post("/plans/<int:plan_id>/lint/undo")
@requires(Action.PLAN_EDIT)
def undo_mend(plan_id: int) -> ResponseReturnValue:
    try:
        form = LintForm()
        done = plan_lint_steps.take_back(
            caller(), plan_id, row_id(form.mark.data), bool(form.everywhere.data)
        )
    except Conflict as error:
        return _too_late(plan_id, error)
    except Invalid as error:
        return lint_page(plan_id, 422, said=explain(error.code))
    key = "undone_all" if done.count > 1 else "undone"
    message = linting.SAID[key].format(old=_short(done.original) or "…", count=done.count)
    return goto(url_for("plans.lint", plan_id=plan_id), message)


@blueprint.post("/plans/<int:plan_id>/lint/put-aside")
@requires(Action.PLAN_EDIT)
def put_aside(plan_id: int) -> ResponseReturnValue:
    form = LintForm()
    try:
        plan_lint_steps.put_aside(caller(), plan_id, form.finding.data or "", form.reason.data or "")
    except Invalid as error:
        form.take(error)
        return lint_page(plan_id, 422, form=form)
    except Conflict as error:
        return _too_late(plan_id, error)
    except Refused as error:
        return lint_page(plan_id, 422, said=explain(error.code))
    return goto(url_for("plans.lint", plan_id=plan_id), linting.SAID["put_aside"])


@blueprint.post("/plans/<int:plan_id>/lint/take-up")
@requires(Action.PLAN_EDIT)
def take_up(plan_id: int) -> ResponseReturnValue:
    try:
        plan_lint_steps.take_up(caller(), plan_id, row_id(LintForm().mark.data))
    except Conflict as error:
        return _too_late(plan_id, error)
    return goto(url_for("plans.lint", plan_id=plan_id), linting.SAID["taken_up"])
