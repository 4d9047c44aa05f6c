"""Routes of classes: the list, one class, planning and calling off."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import class_pages, classes
from ...texts.classes import SAID
from ...texts.messages import explain
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import ONE, blueprint
from .forms import ClassForm, PressForm, ReasonForm


def version_of(form: PressForm | ClassForm | ReasonForm) -> int:
    """The version that the form was filled in on."""
    return int(form.version.data or 0)


def freshen(form: PressForm | ClassForm, version: int, error: Conflict) -> None:
    """Keep what was typed; the next press counts for what is stored now."""
    form.form_errors.append(explain(error.code)[1])
    form.version.process_data(version)
    form.version.raw_data = None
    form.renew()


@blueprint.get("/classes")
@requires(Action.CLASS_VIEW)
def index() -> ResponseReturnValue:
    asked = request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) >= 1 else None
    return page("classes/index.html", found=class_pages.class_list(actor(), year))


@blueprint.get(ONE)
@requires(Action.CLASS_VIEW)
def show(class_id: int) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), class_id)
    problems = [explain(code)[1] for code in found.notice_missing]
    press = PressForm(formdata=None, version=found.version)
    return page("classes/show.html", found=found, press=press, problems=problems)


@blueprint.get("/classes/new")
@requires(Action.CLASS_EDIT)
def new() -> ResponseReturnValue:
    return page("classes/edit.html", form=ClassForm(formdata=None, version=0), found=None, now=[])


@blueprint.post("/classes")
@requires(Action.CLASS_EDIT)
def create() -> ResponseReturnValue:
    form = ClassForm()
    if form.validate_on_submit():
        try:
            saved = classes.create_class(caller(), form.input())
            return goto(url_for("classes.show", class_id=saved.class_id), SAID["created"])
        except Invalid as error:
            form.take(error)
    return page("classes/edit.html", 422, form=form, found=None, now=[])


@blueprint.get(ONE + "/edit")
@requires(Action.CLASS_EDIT)
def edit(class_id: int) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), class_id)
    return page("classes/edit.html", form=ClassForm.of(found.data, found.version), found=found, now=[])


@blueprint.post(ONE + "/edit")
@requires(Action.CLASS_EDIT)
def save(class_id: int) -> ResponseReturnValue:
    form, status = ClassForm(), 422
    if form.validate_on_submit():
        try:
            classes.edit_class(caller(), class_id, version_of(form), form.input())
            return goto(url_for("classes.show", class_id=class_id), SAID["saved"])
        except Invalid as error:
            form.take(error)
        except Conflict as error:
            if error.code not in ("stale", "class_frozen"):
                raise
            status = 409
            found = class_pages.class_page(actor(), class_id)
            now = [
                (field.label.text, getattr(found.data, field.short_name))
                for field in form
                if hasattr(found.data, field.short_name)
                and field.data != getattr(found.data, field.short_name)
            ]
            freshen(form, found.version, error)
            return page("classes/edit.html", status, form=form, found=found, now=now)
    return page(
        "classes/edit.html", status, form=form, found=class_pages.class_page(actor(), class_id), now=[]
    )


@blueprint.get(ONE + "/cancel")
@requires(Action.CLASS_EDIT)
def ask_cancel(class_id: int) -> ResponseReturnValue:
    found = class_pages.class_page(actor(), class_id)
    return page("classes/cancel.html", found=found, form=ReasonForm(formdata=None, version=found.version))


@blueprint.post(ONE + "/cancel")
@requires(Action.CLASS_EDIT)
def cancel(class_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            classes.cancel_class(caller(), class_id, version_of(form), form.reason.data)
            return goto(url_for("classes.show", class_id=class_id), SAID["cancelled"])
        except Invalid as error:
            form.take(error)
    found = class_pages.class_page(actor(), class_id)
    return page("classes/cancel.html", 422, found=found, form=form)
