"""Routes of drafts: keep one, throw one away. A form that was saved takes its draft with it."""

import logging
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services.command import Caller
from ...services.drafts import drop_draft, keep_draft
from ..auth.held import is_local
from ..files import send
from ..gate import actor, public, requires
from ..htmx import goto
from .kept import offer

blueprint = Blueprint("drafts", __name__)
log = logging.getLogger("phohoa.web")
#: A list that is keyed in has ten for each person.
_MOST_FIELDS = 2000


@blueprint.record
def _offer_in_templates(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals["draft_offer"] = offer


@blueprint.post("/drafts")
@requires(Action.DRAFT_KEEP)
def keep() -> ResponseReturnValue:
    """What is in a form now, sent by the page itself while somebody types."""
    try:
        fields = parse_qsl(request.form.get("fields", ""), True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        fields = []
    place = request.form.get("place", "")
    if fields and is_local(place):
        keep_draft(Caller(actor()), place, tuple(fields))
    return ""


@blueprint.post("/drafts/drop")
@requires(Action.DRAFT_KEEP)
def drop() -> ResponseReturnValue:
    """Back to the form as it stands."""
    place = request.form.get("place", "")
    drop_draft(Caller(actor()), place)
    return goto(place if is_local(place) else url_for("home.index"))


@blueprint.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    """The script that shows copies without a line: at the root, because it speaks for every page below it."""
    response = send("sw.js")
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return response


@blueprint.after_app_request
def _saved(response: Response) -> Response:
    """The form was saved: what was kept of it goes."""
    if (
        request.method == "POST"
        and response.status_code < 400
        and request.form.get("keep")
        and actor().user_id
    ):
        try:
            drop_draft(Caller(actor()), request.form["keep"])
        except Exception as error:  # the work itself is done, and its answer must not be lost for this
            log.error("draft left behind: %s", type(error).__name__)
    return response
