"""Kinds of Party branches and of organisations of a ward."""

from __future__ import annotations

from enum import StrEnum


class BranchKind(StrEnum):
    """What sort of unit a Party branch belongs to."""

    RESIDENTIAL = "residential"
    SCHOOL = "school"
    HEALTH = "health"
    POLICE = "police"
    MILITARY = "military"
    OFFICE = "office"
    ENTERPRISE = "enterprise"


class OrganisationKind(StrEnum):
    """The Fatherland Front and the mass organisations that introduce people."""

    FRONT = "front"
    FARMERS = "farmers"
    WOMEN = "women"
    VETERANS = "veterans"
    YOUTH = "youth"
    TRADE_UNION = "trade_union"


# Named by the ward's plan (III.3): these bring members of their own into the Party, not only introductions.
KINDS_WITH_ADMISSION_TARGET: frozenset[OrganisationKind] = frozenset(
    {OrganisationKind.FARMERS, OrganisationKind.WOMEN, OrganisationKind.VETERANS, OrganisationKind.YOUTH}
)
