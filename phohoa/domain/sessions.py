"""Sessions of the committee on which steps of many runs wait."""

from __future__ import annotations

from enum import StrEnum


class SessionKind(StrEnum):
    """Which body meets."""

    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"
