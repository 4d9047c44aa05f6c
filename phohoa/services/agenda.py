"""The agenda of a branch's meeting."""

from ..domain.meetings import points_of
from ..models import Review
from ..texts.meetings import USUAL_AGENDA


def agenda_points(review: Review | None) -> tuple[str, ...]:
    """The points of the meeting in their order; the usual ones of the minutes where none were written."""
    return points_of(review.agenda if review is not None else "") or points_of(USUAL_AGENDA)
