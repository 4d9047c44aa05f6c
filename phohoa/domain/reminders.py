"""When an account is reminded by a message, and of what."""

from __future__ import annotations

from enum import StrEnum


class DigestOccasion(StrEnum):
    """Why a digest is due: before the 20th, two days before the meeting, after the due day."""

    MONTH = "month"
    MEETING = "meeting"
    OVERDUE = "overdue"
