"""Routes of the table of days off."""

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import holidays as table
from ...services.holidays import Mark
from ...texts.rules import SAID, WEEKDAYS
from ..forms import CommandForm
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint, year_asked
from .forms import HolidayForm, MarkForm


def _show(
    status: int = 200, year: int | None = None, form: HolidayForm | None = None, problem: str = ""
) -> ResponseReturnValue:
    return page(
        "rules/holidays.html",
        status,
        shown=table.holidays_of_year(actor(), year),
        form=form or HolidayForm(formdata=None),
        press=CommandForm(formdata=None),
        problem=problem,
        weekdays=WEEKDAYS,
    )


@blueprint.get("/calendar/holidays")
@requires(Action.RULE_VIEW)
def holidays() -> ResponseReturnValue:
    return _show(year=year_asked())


@blueprint.post("/calendar/holidays")
@requires(Action.CALENDAR_EDIT)
def add_holiday() -> ResponseReturnValue:
    form = HolidayForm()
    if not form.validate_on_submit():
        return _show(422, form.day.data.year if form.day.data else None, form)
    try:
        table.add_holiday(caller(), form.day.data, form.name.data, form.sort.data == "worked")
    except Invalid as error:
        form.take(error)
        return _show(422, form.day.data.year, form)
    return goto(url_for("rules.holidays", year=form.day.data.year), SAID["holiday_added"])


@blueprint.post("/calendar/holidays/mark")
@requires(Action.CALENDAR_EDIT)
def mark_holiday() -> ResponseReturnValue:
    form = MarkForm()
    if not form.validate_on_submit():
        first = next(iter(form.errors.values()), [""])
        return _show(422, problem=first[0])
    try:
        table.mark_holiday(caller(), form.day.data, Mark(form.mark.data))
    except Invalid as error:
        form.take(error)
        return _show(422, form.day.data.year, problem=form.day.errors[0])
    return goto(url_for("rules.holidays", year=form.day.data.year), SAID["holiday_marked"])
