"""Routes of the office: a month, a year, receiving and returning; and a branch's own list."""

from io import BytesIO

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from ...domain.access import Action, Role, may
from ...domain.errors import Invalid
from ...domain.reporting import RateKind
from ...domain.vietnamese import format_date
from ...services import clock, review_months, review_pages, review_years
from ...texts.reviews import SAID, reminder
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from . import month_sheets
from .forms import ReturnForm
from .showing import AT, blueprint, sheet_url, show, view_of

#: So many reports stand on one page of a list.
LINES_SHOWN = 60


def _months_around(year: int, month: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    number, now = year * 12 + month - 1, clock.today().year * 12 + clock.today().month - 1
    before, after = divmod(number - 1, 12), divmod(number + 1, 12)
    return (before[0], before[1] + 1), (after[0], after[1] + 1) if number < now else None


def shown_kind() -> RateKind | None:
    """Which count's list is asked for; what is not understood asks for all."""
    try:
        return RateKind(request.args.get("show", ""))
    except ValueError:
        return None


def _month(year: int, month: int) -> Response:
    view = review_months.month_page(actor(), year, month)
    before, after = _months_around(year, month)
    kind = shown_kind()
    lines = view.shown(kind)
    text = ""
    if view.missing:
        text = reminder([line.name for line in view.missing], month, year, format_date(view.due))
    return page(
        "reviews/month.html",
        view=view,
        lines=lines,
        totals=review_months.totals_of(lines),
        kind=kind,
        kinds=RateKind,
        before=before,
        after=after,
        reminder=text,
        can_lock=may(actor(), Action.REVIEW_LOCK),
        press=CommandForm(formdata=None),
    )


def _file(data: bytes, name: str) -> ResponseReturnValue:
    return send_file(
        BytesIO(data),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_attachment=True,
        download_name=name,
    )


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


@blueprint.get("/reviews/<int:year>/<int:month>.xlsx")
@requires(Action.REVIEW_MONTH_VIEW)
def month_xlsx(year: int, month: int) -> ResponseReturnValue:
    view, kind = review_months.month_page(actor(), year, month), shown_kind()
    return _file(month_sheets.month_file(view, kind), f"reports-{year}-{month:02d}.xlsx")


@blueprint.get("/reviews/<int:year>")
@requires(Action.REVIEW_MONTH_VIEW)
def year_page(year: int) -> ResponseReturnValue:
    view = review_years.year_page(actor(), year)
    this_year = clock.today().year
    return page("reviews/year.html", view=view, this_year=this_year, kinds=RateKind, cell=month_sheets.cell)


@blueprint.get("/reviews/<int:year>.xlsx")
@requires(Action.REVIEW_MONTH_VIEW)
def year_xlsx(year: int) -> ResponseReturnValue:
    view = review_years.year_page(actor(), year)
    return _file(month_sheets.year_file(view), f"reports-{year}.xlsx")


@blueprint.get("/reviews/<int:year>/list")
@requires(Action.REVIEW_MONTH_VIEW)
def year_list(year: int) -> ResponseReturnValue:
    view, kind = review_years.year_page(actor(), year), shown_kind()
    return page(
        "reviews/reports.html", view=view, branch=None, kind=kind, kinds=RateKind, **_paged(view, kind)
    )


@blueprint.get("/branches/<int:branch_id>/reviews/<int:year>")
@requires(Action.REVIEW_VIEW)
def branch_year(branch_id: int, year: int) -> ResponseReturnValue:
    found, kind = review_years.branch_year(actor(), branch_id, year), shown_kind()
    view = found.page
    return page(
        "reviews/reports.html", view=view, branch=found, kind=kind, kinds=RateKind, **_paged(view, kind)
    )


def _paged(view: review_years.YearPage, kind: RateKind | None) -> dict[str, object]:
    """The page of the list that is asked for; one out of range is the first."""
    lines = view.shown(kind)
    asked = request.args.get("page", "1")
    last = max(1, -(-len(lines) // LINES_SHOWN))
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 4 else 1
    number = number if 1 <= number <= last else 1
    first = (number - 1) * LINES_SHOWN
    return {"lines": lines[first : first + LINES_SHOWN], "first": first, "number": number, "last": last}


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
                caller(), branch_id, year, month, form.version.data, form.reason.data or "", form.until.data
            )
            return goto(sheet_url(branch_id, year, month), SAID["returned"])
        except Invalid as error:
            form.take(error)
    return show(view_of(branch_id, year, month), 422, returning=form)
