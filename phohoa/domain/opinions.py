"""Written opinions that the level above gives before a step may be taken."""

from __future__ import annotations

from enum import StrEnum


class OpinionKind(StrEnum):
    """What the level above was asked about."""

    OVER_AGE = "over_age"
    EDUCATION = "education"
    SPECIAL_CASE = "special_case"
    READMISSION = "readmission"


class ReasonLeftParty(StrEnum):
    """Why a former member left the Party; after some there is no way back (QD 294, 3.5)."""

    STRUCK_OFF = "struck_off"
    EXPELLED = "expelled"
    STOPPED_ATTENDING = "stopped_attending"
    ASKED_TO_LEAVE = "asked_to_leave"
    ASKED_FOR_FAMILY = "asked_for_family"
    SERIOUS_DISUNITY = "serious_disunity"
    CORRUPTION = "corruption"
    SERIOUS_CRIME = "serious_crime"
    LESSER_CRIME = "lesser_crime"
    OTHER = "other"
