"""The page on the organisation's own signature: in use or not, its keeper, the picture of the seal."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...domain.errors import Conflict, Invalid
from ...services import seal_settings
from ...texts.signing import SAID
from ..gate import actor, caller, requires
from ..htmx import goto, page
from .blueprint import blueprint
from .forms import RemoveForm, SealForm, SealImageForm


def _shown(
    status: int = 200, form: SealForm | None = None, picture: SealImageForm | None = None
) -> ResponseReturnValue:
    found = seal_settings.seal_page(actor())
    form = form or SealForm(
        formdata=None, version=found.version, in_use=found.in_use, keeper_id=found.keeper_id or 0
    )
    picture = picture or SealImageForm(formdata=None, version=found.version)
    return page("keys/seal.html", status, found=found, form=form.offer(found), picture=picture)


@blueprint.get("/seal")
@requires(Action.SEAL_MANAGE)
def seal() -> ResponseReturnValue:
    return _shown()


@blueprint.post("/seal")
@requires(Action.SEAL_MANAGE)
def save_seal() -> ResponseReturnValue:
    form = SealForm().offer(seal_settings.seal_page(actor()))
    if not form.validate_on_submit():
        return _shown(422, form=form)
    try:
        seal_settings.save_seal(
            caller(), form.version.data or 0, form.in_use.data, form.keeper_id.data or None
        )
    except Invalid as error:
        form.take(error)
        return _shown(422, form=form)
    except Conflict as error:
        return _shown(form.outdated(error), form=form)
    return goto(url_for("keys.seal"), SAID["seal_saved"])


@blueprint.get("/seal/image.png")
@requires(Action.SEAL_MANAGE)
def seal_image() -> ResponseReturnValue:
    return Response(seal_settings.image(actor()), mimetype="image/png")


@blueprint.post("/seal/image")
@requires(Action.SEAL_MANAGE)
def put_seal_image() -> ResponseReturnValue:
    form = SealImageForm()
    if not form.validate_on_submit():
        return _shown(422, picture=form)
    try:
        seal_settings.put_image(caller(), form.version.data or 0, form.content())
    except Invalid as error:
        form.take(error)
        return _shown(422, picture=form)
    except Conflict as error:
        return _shown(form.outdated(error), picture=form)
    return goto(url_for("keys.seal"), SAID["seal_image_saved"])


@blueprint.post("/seal/image/remove")
@requires(Action.SEAL_MANAGE)
def remove_seal_image() -> ResponseReturnValue:
    seal_settings.remove_image(caller(), RemoveForm().version.data or 0)
    return goto(url_for("keys.seal"), SAID["seal_image_removed"])
