"""Routes of the office: a month, a year, receiving and returning; and a branch's own list."""

from flask import Response
from flask.typing import ResponseReturnValue

from ...domain.access import Action, Role
from ...domain.errors import Invalid
from ...domain.vietnamese import format_date
from ...services import clock, review_months, review_pages
from ...texts.reviews import SAID, reminder
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .forms import ReturnForm
from .showing import AT, blueprint, sheet_url, show, view_of


def _months_around(year: int, month: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    number, now = year * 12 + month - 1, clock.today().year * 12 + clock.today().month - 1
    before, after = divmod(number - 1, 12), divmod(number + 1, 12)
    return (before[0], before[1] + 1), (after[0], after[1] + 1) if number < now else None


def _month(year: int, month: int) -> Response:
    view = review_months.month_page(actor(), year, month)
    before, after = _months_around(year, month)
    text = ""
    if view.missing:
        text = reminder([line.name for line in view.missing], month, year, format_date(view.due))
    return page("reviews/month.html", view=view, before=before, after=after, reminder=text)


@blueprint.get("/reviews")
@requires(Action.REVIEW_VIEW)
def index() -> ResponseReturnValue:
    who = actor()
    if who.role is Role.BRANCH:
        return page(
            "reviews/list.html", groups=review_pages.branch_reviews(who, tuple(sorted(who.branch_ids)))
        )
    today = clock.today()
    return _month(today.year, today.month)


@blueprint.get("/reviews/<int:year>/<int:month>")
@requires(Action.REVIEW_MONTH_VIEW)
def month_page(year: int, month: int) -> ResponseReturnValue:
    return _month(year, month)


@blueprint.get("/reviews/<int:year>")
@requires(Action.REVIEW_MONTH_VIEW)
def year_page(year: int) -> ResponseReturnValue:
    view = review_months.year_page(actor(), year)
    return page("reviews/year.html", view=view, this_year=clock.today().year)


@blueprint.get("/branches/<int:branch_id>/reviews")
@requires(Action.REVIEW_VIEW)
def of_branch(branch_id: int) -> ResponseReturnValue:
    return page("reviews/list.html", groups=review_pages.branch_reviews(actor(), (branch_id,)))


@blueprint.post(AT + "/receive")
@requires(Action.REVIEW_RECEIVE)
def receive(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = CommandForm()
    review_months.receive_review(caller(), branch_id, year, month, form.version.data)
    return goto(sheet_url(branch_id, year, month), SAID["received"])


@blueprint.post(AT + "/return")
@requires(Action.REVIEW_RECEIVE)
def give_back(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = ReturnForm()
    if form.validate_on_submit():
        try:
            review_months.return_review(
                caller(), branch_id, year, month, form.version.data, form.reason.data or ""
            )
            return goto(sheet_url(branch_id, year, month), SAID["returned"])
        except Invalid as error:
            form.take(error)
    return show(view_of(branch_id, year, month), 422, returning=form)
