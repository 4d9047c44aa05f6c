"""The monthly review: its states, the branch's decisions, and what concluding needs."""

from __future__ import annotations

from enum import StrEnum


class ReviewState(StrEnum):
    """Where a branch's review of a month stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    RETURNED = "returned"
    NOT_HELD = "not_held"


class ReviewDecision(StrEnum):
    """What the branch decides on one person."""

    KEEP = "keep"
    ADD = "add"
    REMOVE = "remove"
    PROPOSE_CLASS = "propose_class"
    PROPOSE_START = "propose_start"


class Rating(StrEnum):
    """How good a source the branch finds the person."""

    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    POOR = "poor"
