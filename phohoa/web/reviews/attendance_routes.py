"""Routes of the roll of a branch's meeting: who came, all at once, and its numbers put right by hand."""

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...services import attendance
from ...services.attendance import RollPage
from ...texts.meetings import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, is_htmx, page
from . import marks
from .forms import PressForm
from .marks import Mark
from .meeting_forms import CountsForm, RollForm, roll_form
from .showing import AT, blueprint, in_words, sheet_url


def _show(
    found: RollPage,
    status: int = 200,
    form: RollForm | None = None,
    mark: Mark | None = None,
    counts: CountsForm | None = None,
    problem: tuple[str, tuple[str, ...]] | None = None,
    both: tuple[tuple[str, str, str], ...] = (),
) -> Response:
    return page(
        "reviews/attendance.html",
        status,
        view=found,
        form=form or roll_form(found.roll, stored=True),
        mark=mark,
        counts=counts or CountsForm.of(found.counts, found.head_version),
        press=PressForm("all", formdata=None),
        problem=problem,
        both=both,
        practice=found.is_practice,
    )


def _found(branch_id: int, year: int, month: int) -> RollPage:
    return attendance.roll_page(actor(), branch_id, year, month)


def _url(branch_id: int, year: int, month: int) -> str:
    return url_for("reviews.roll", branch_id=branch_id, year=year, month=month)


@blueprint.get(AT + "/attendance")
@requires(Action.REVIEW_EDIT)
def roll(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    found = _found(branch_id, year, month)
    return _show(found) if found.editable else goto(sheet_url(branch_id, year, month))


@blueprint.post(AT + "/attendance")
@requires(Action.REVIEW_EDIT)
def save_roll(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    found = _found(branch_id, year, month)
    form = roll_form(found.roll)
    status, mark = 422, None
    if form.validate_on_submit():
        try:
            saved = attendance.save_roll(
                caller(), branch_id, year, month, form.version.data, form.typed(found.roll)
            )
        except Invalid as error:
            form.take(error)
        except Refused as error:
            mark = marks.refused("roll", form, error)
        except Conflict as error:
            if error.code != "stale":
                raise
            found = _found(branch_id, year, month)
            status, mark = 409, marks.stale("roll", form, roll_form(found.roll, stored=True))
        else:
            if not is_htmx():
                return goto(_url(branch_id, year, month), SAID["roll_saved"].format(at=saved.at))
            mark = marks.saved("roll", saved.version, saved.at)
            return page("reviews/_roll_saved.html", 200, mark=mark, view=_found(branch_id, year, month))
    mark = mark or marks.to_mend("roll", form)
    if is_htmx():
        return marks.answer(mark, status)
    return _show(found, status, form, mark)


@blueprint.post(AT + "/attendance/all")
@requires(Action.REVIEW_EDIT)
def all_present(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    """Everybody of whom nothing was noted was there; back to the page on which it was pressed."""
    saved = attendance.all_present(caller(), branch_id, year, month)
    to_sheet = request.form.get("back") == "sheet"
    back = sheet_url(branch_id, year, month) if to_sheet else _url(branch_id, year, month)
    return goto(back, SAID["roll_saved"].format(at=saved.at))


@blueprint.post(AT + "/attendance/counts")
@requires(Action.REVIEW_EDIT)
def save_counts(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = CountsForm()
    status, problem, stale = 422, None, False
    if form.validate_on_submit():
        try:
            saved = attendance.save_counts(caller(), branch_id, year, month, form.version.data, form.counts())
            return goto(_url(branch_id, year, month), SAID["counts_saved"].format(at=saved.at))
        except Invalid as error:
            form.take(error)
        except Refused as error:
            problem = in_words(error)
        except Conflict as error:
            status, stale = form.outdated(error), True
    found = _found(branch_id, year, month)
    both = marks.differing(form, CountsForm.of(found.counts, found.head_version)) if stale else ()
    return _show(found, status, counts=form, problem=problem, both=both)
