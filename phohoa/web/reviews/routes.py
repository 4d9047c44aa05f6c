"""Routes of one branch's review: the working page, and every save of it."""

from flask import make_response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid, Refused
from ...services import review_pages, reviews
from ...texts.reviews import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, is_htmx
from . import (
    attendance_routes,
    conclusion_routes,
    lock_routes,
    marks,
    month_routes,
    paper_routes,
    screen_routes,
    task_routes,
)
from .forms import HeadForm, LineForm, NotHeldForm
from .showing import AT, blueprint, sheet_url, show, view_of

__all__ = [
    "attendance_routes",
    "blueprint",
    "conclusion_routes",
    "lock_routes",
    "month_routes",
    "paper_routes",
    "screen_routes",
    "task_routes",
]


@blueprint.get(AT)
@requires(Action.REVIEW_VIEW)
def sheet(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return show(view_of(branch_id, year, month))


@blueprint.post(AT + "/start")
@requires(Action.REVIEW_EDIT)
def start(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    reviews.start_review(caller(), branch_id, year, month)
    return goto(sheet_url(branch_id, year, month), SAID["started"])


@blueprint.post(AT + "/head")
@requires(Action.REVIEW_EDIT)
def save_head(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = HeadForm()
    status, mark = 422, None
    if form.validate_on_submit():
        try:
            saved = reviews.save_head(caller(), branch_id, year, month, form.version.data, form.head())
        except Invalid as error:
            form.take(error)
        except Refused as error:
            mark = marks.refused("head", form, error)
        except Conflict as error:
            if error.code != "stale":
                raise
            view = view_of(branch_id, year, month)
            status, mark = 409, marks.stale("head", form, HeadForm.of(view.head, view.head_version))
        else:
            if is_htmx():
                return marks.answer(marks.saved("head", saved.version, saved.at))
            return goto(sheet_url(branch_id, year, month), SAID["head_saved"].format(at=saved.at))
    mark = mark or marks.to_mend("head", form)
    if is_htmx():
        return marks.answer(mark, status)
    return show(view_of(branch_id, year, month), status, head=form, mark=mark)


@blueprint.post(AT + "/runs/<int:run_id>")
@requires(Action.REVIEW_EDIT)
def save_line(branch_id: int, year: int, month: int, run_id: int) -> ResponseReturnValue:
    form = LineForm(run_id)
    status, mark, key = 422, None, str(run_id)
    typed = form.line() if form.validate_on_submit() else None
    if typed is not None:
        try:
            saved = reviews.save_line(caller(), branch_id, year, month, run_id, form.version.data, typed)
        except Invalid as error:
            form.take(error)
        except Refused as error:
            mark = marks.refused(key, form, error)
        except Conflict as error:
            if error.code != "stale":
                raise
            view = view_of(branch_id, year, month)
            line = view.line(run_id)
            stored = LineForm.of(line).offer(line, view.members)
            status, mark = 409, marks.stale(key, form.offer(line, view.members), stored)
        else:
            if is_htmx():
                return marks.answer(marks.saved(key, saved.version, saved.at))
            back = sheet_url(branch_id, year, month, f"line-{run_id}")
            return goto(back, SAID["line_saved"].format(at=saved.at))
    mark = mark or marks.to_mend(key, form)
    if is_htmx():
        return marks.answer(mark, status)
    return show(view_of(branch_id, year, month), status, line=(run_id, form), mark=mark)


@blueprint.post(AT + "/runs/<int:run_id>/take-back")
@requires(Action.REVIEW_EDIT)
def take_back(branch_id: int, year: int, month: int, run_id: int) -> ResponseReturnValue:
    reviews.take_back(caller(), branch_id, year, month, run_id)
    return goto(sheet_url(branch_id, year, month, f"line-{run_id}"), SAID["taken_back"])


@blueprint.post(AT + "/keep-others")
@requires(Action.REVIEW_EDIT)
def keep_others(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    kept = reviews.keep_others(caller(), branch_id, year, month)
    back = url_for("reviews.conclusion", branch_id=branch_id, year=year, month=month)
    return goto(back, SAID["kept"].format(count=kept.count))


@blueprint.post(AT + "/not-held")
@requires(Action.REVIEW_EDIT)
def not_held(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    form = NotHeldForm()
    if form.validate_on_submit():
        try:
            reviews.declare_not_held(caller(), branch_id, year, month, form.reason.data or "")
            return goto(sheet_url(branch_id, year, month), SAID["not_held"])
        except Invalid as error:
            form.take(error)
    return show(view_of(branch_id, year, month), 422, not_held=form)


@blueprint.get(AT + "/minutes.pdf")
@requires(Action.REVIEW_VIEW)
def minutes(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    found = review_pages.minutes_of(actor(), branch_id, year, month)
    response = make_response(found.data)
    response.headers["Content-Type"] = "application/pdf"
    kind = "attachment" if request.args.get("download") else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="{found.file_name}"'
    return response
