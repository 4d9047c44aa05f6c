"""Routes of the first page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ..gate import requires
from ..htmx import page

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@requires(Action.HOME_VIEW)
def index() -> ResponseReturnValue:
    return page("home/index.html")
