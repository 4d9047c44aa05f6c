"""Routes of the targets."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services import targets
from ..gate import actor, requires
from ..htmx import page

blueprint = Blueprint("targets", __name__)


@blueprint.get("/targets")
@requires(Action.TARGET_VIEW)
def index() -> ResponseReturnValue:
    asked = request.args.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) >= 1 else None
    return page("targets/index.html", shown=targets.target_page(actor(), year))
