"""Who counts in a vote: official members called, less those whom the rules leave out."""

from __future__ import annotations

from enum import StrEnum


class AbsenceKind(StrEnum):
    """Why a member is left out of the number called, for as long as it lasts.

    Source: domain notes 02, 2.5. Whoever is exempt from meetings counts all the same when present.
    """

    TEMPORARY_ELSEWHERE = "temporary_elsewhere"
    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    PROSECUTED = "prosecuted"
    DETAINED = "detained"
