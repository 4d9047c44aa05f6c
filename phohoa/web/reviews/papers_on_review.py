"""What the page of a review shows of its papers."""

from typing import Any

from ...services.review_pages import ReviewPage


def found(view: ReviewPage) -> Any:
    """What the papers of this review are; None when there is nothing to show."""
    return None
