"""What the review of a branch shows of the committee's session."""

from typing import Any


def found(branch_id: int, year: int, month: int) -> Any:
    """What the committee has to say to this review; None when there is nothing."""
    return None
