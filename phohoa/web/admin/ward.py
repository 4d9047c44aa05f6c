"""Routes of the ward's settings."""

from dataclasses import asdict

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import ward_settings
from ...texts.administration import SAID
from ...texts.papers import FORM_NUMBERS_HINT
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import CountForm, TermForm, WardForm


def _show(
    status: int = 200, form: WardForm | None = None, term: TermForm | None = None
) -> ResponseReturnValue:
    settings = ward_settings.ward_settings(actor())
    form = form or WardForm(formdata=None, version=settings.version, **asdict(settings.values))
    return page(
        "admin/ward.html",
        status,
        form=form,
        term=term or TermForm(formdata=None),
        terms=settings.terms,
        is_new=settings.version == 0,
        form_numbers_hint=FORM_NUMBERS_HINT,
    )


@blueprint.get("/admin/ward")
@requires(Action.UNIT_MANAGE)
def ward() -> ResponseReturnValue:
    return _show()


@blueprint.post("/admin/ward")
@requires(Action.UNIT_MANAGE)
def save_ward() -> ResponseReturnValue:
    form = WardForm()
    if not form.validate_on_submit():
        return _show(422, form)
    try:
        ward_settings.save_ward_settings(caller(), form.version.data, form.input())
    except Invalid as error:
        form.take(error)
        return _show(422, form)
    return goto(url_for("admin.ward"), SAID["ward_saved"])


@blueprint.post("/admin/ward/terms")
@requires(Action.UNIT_MANAGE)
def open_term() -> ResponseReturnValue:
    form = TermForm()
    if not form.validate_on_submit():
        return _show(422, term=form)
    try:
        ward_settings.open_term(caller(), form.input())
    except Invalid as error:
        form.take(error)
        return _show(422, term=form)
    return goto(url_for("admin.ward"), SAID["term_opened"])


def _count(term_id: int, status: int = 200, form: CountForm | None = None) -> ResponseReturnValue:
    term = ward_settings.term_line(actor(), term_id)
    form = form or CountForm(formdata=None, members=term.members, standing_members=term.standing_members)
    return page("admin/term.html", status, term=term, form=form)


@blueprint.get("/admin/ward/terms/<int:term_id>")
@requires(Action.UNIT_MANAGE)
def term(term_id: int) -> ResponseReturnValue:
    return _count(term_id)


@blueprint.post("/admin/ward/terms/<int:term_id>")
@requires(Action.UNIT_MANAGE)
def count_term(term_id: int) -> ResponseReturnValue:
    form = CountForm()
    if not form.validate_on_submit():
        return _count(term_id, 422, form)
    try:
        ward_settings.count_term(caller(), term_id, form.members.data, form.standing_members.data)
    except Invalid as error:
        form.take(error)
        return _count(term_id, 422, form)
    return goto(url_for("admin.ward"), SAID["term_counted"])
