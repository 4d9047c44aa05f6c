"""Route of the review on the wall: large letters, one person at a time."""

from flask.typing import ResponseReturnValue

from ...domain.access import Action
from ...services.review_screen import review_screen
from ..gate import actor, requires
from ..htmx import page
from .showing import AT, blueprint
from .words import since_lines


@blueprint.get(AT + "/screen")
@requires(Action.REVIEW_VIEW)
def first_screen(branch_id: int, year: int, month: int) -> ResponseReturnValue:
    return screen(branch_id, year, month, 0)


@blueprint.get(AT + "/screen/<int:place>")
@requires(Action.REVIEW_VIEW)
def screen(branch_id: int, year: int, month: int, place: int) -> ResponseReturnValue:
    found = review_screen(actor(), branch_id, year, month, place)
    lines = since_lines(found.person.since, projected=True) if found.person else []
    return page("reviews/screen.html", view=found, lines=lines, practice=found.is_practice)
