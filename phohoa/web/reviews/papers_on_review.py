"""What the page of a review shows of its papers."""

from typing import Any

from flask import url_for

from ...domain.access import Action, may
from ...services.review_pages import ReviewPage
from ...texts.review_papers import LINKS
from ..gate import actor


def found(view: ReviewPage) -> Any:
    """The links to the papers of this review."""
    at = {"branch_id": view.branch_id, "year": view.year, "month": view.month}
    places = []
    if view.editable:
        places.append("blank")
        if may(actor(), Action.REVIEW_EDIT, view.branch_id):
            places.append("keying")
    places.append("papers")
    return [(LINKS[place], url_for(f"reviews.{place}", **at)) for place in places]
