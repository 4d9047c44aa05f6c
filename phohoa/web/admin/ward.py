"""Routes of the ward's settings."""

from dataclasses import asdict

from flask import url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import ward_settings
from ...texts.administration import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import WardForm


@blueprint.get("/admin/ward")
@requires(Action.UNIT_MANAGE)
def ward() -> ResponseReturnValue:
    settings = ward_settings.ward_settings(actor())
    return page("admin/ward.html", form=WardForm(version=settings.version, **asdict(settings.values)))


@blueprint.post("/admin/ward")
@requires(Action.UNIT_MANAGE)
def save_ward() -> ResponseReturnValue:
    form = WardForm()
    if not form.validate_on_submit():
        return page("admin/ward.html", 422, form=form)
    try:
        ward_settings.save_ward_settings(caller(), form.version.data, form.input())
    except Invalid as error:
        form.take(error)
        return page("admin/ward.html", 422, form=form)
    return goto(url_for("admin.ward"), SAID["ward_saved"])
