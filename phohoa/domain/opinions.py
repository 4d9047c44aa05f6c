"""Written opinions that the level above gives before a step may be taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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


#: After these nobody is admitted again (QD 294, 3.5).
NEVER_AGAIN: frozenset[ReasonLeftParty] = frozenset(
    {
        ReasonLeftParty.STOPPED_ATTENDING,
        ReasonLeftParty.ASKED_TO_LEAVE,
        ReasonLeftParty.SERIOUS_DISUNITY,
        ReasonLeftParty.CORRUPTION,
        ReasonLeftParty.SERIOUS_CRIME,
    }
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A question to the level above and its answer; `agreed` None: not answered yet."""

    kind: OpinionKind
    asked_on: date | None = None
    answered_on: date | None = None
    agreed: bool | None = None


def answer_on(opinions: Iterable[Opinion], kind: OpinionKind, day: date) -> Opinion | None:
    """The last answer of a kind that was given by a day; None if there is none yet."""
    given = [
        one
        for one in opinions
        if one.kind is kind
        and one.agreed is not None
        and one.answered_on is not None
        and one.answered_on <= day
    ]
    # Of two answers of one day the one recorded later holds; max keeps the first of equals.
    return max(reversed(given), key=lambda one: one.answered_on or date.min) if given else None


def may_go_on(opinions: Iterable[Opinion], kind: OpinionKind, day: date) -> bool | None:
    """Whether the level above agreed by a day; None: no answer yet."""
    found = answer_on(opinions, kind, day)
    return None if found is None else found.agreed
