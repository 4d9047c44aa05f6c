"""Routes of a locked month: asking for it, opening it for one branch, closing it again."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid, Refused
from ...domain.vietnamese import format_date
from ...services import review_locks, review_pages
from ...texts.reporting import SAID
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .lock_forms import AskForm, LeaveForm
from .showing import AT, blueprint, in_words, sheet_url, show, view_of


@blueprint.post(AT + "/ask-open")
@requires(Action.REVIEW_EDIT)
def ask_open(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = AskForm()
    problem = None
    if form.validate_on_submit():
        try:
            review_locks.ask_for_exception(caller(), branch_id, year, month, form.request.data or "")
            return goto(sheet_url(branch_id, year, month), SAID["asked"])
        except Invalid as error:
            form.take(error)
        except Refused as error:
            problem = in_words(error)
    return show(view_of(branch_id, year, month), 422, asking=form, problem=problem)


def _ask(
    branch_id: int,
    year: int,
    month: int,
    status: int = 200,
    form: LeaveForm | None = None,
    problem: tuple[str, tuple[str, ...]] | None = None,
) -> ResponseReturnValue:
    view = review_pages.review_page(actor(), branch_id, year, month)
    form = form or LeaveForm(formdata=None)
    return page("reviews/open.html", status, view=view, form=form, problem=problem)


@blueprint.get(AT + "/open")
@requires(Action.REVIEW_LOCK)
def ask_leave(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return _ask(branch_id, year, month)


@blueprint.post(AT + "/open")
@requires(Action.REVIEW_LOCK)
def grant_leave(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = LeaveForm()
    problem = None
    if form.validate_on_submit():
        try:
            review_locks.grant_exception(
                caller(), branch_id, year, month, form.until.data, form.reason.data or ""
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            problem = in_words(error)
        else:
            said = SAID["granted"].format(month=f"{month:02d}/{year}", day=format_date(form.until.data))
            return goto(url_for("reviews.month_page", year=year, month=month), said)
    return _ask(branch_id, year, month, 422, form, problem)


@blueprint.post("/reviews/leaves/<int:leave_id>/revoke")
@requires(Action.REVIEW_LOCK)
def revoke_leave(leave_id: int) -> ResponseReturnValue:
    CommandForm().validate_on_submit()
    closed = review_locks.revoke_exception(caller(), leave_id)
    return goto(url_for("reviews.month_page", year=closed.year, month=closed.month), SAID["revoked"])
