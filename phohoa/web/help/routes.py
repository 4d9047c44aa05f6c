"""Routes of the guides."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ..gate import actor, requires
from ..htmx import page

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
@requires(Action.HELP_VIEW)
def index() -> ResponseReturnValue:
    return page("help/index.html", guide=f"help/_{actor().role.value}.html")
