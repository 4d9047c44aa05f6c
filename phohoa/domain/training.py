"""Classes: announced by a notice, filled from nominations, held, and closed with results."""

from __future__ import annotations

from enum import StrEnum


class ClassKind(StrEnum):
    """For whom a class is held: those on the list, or probationary members."""

    AWARENESS = "awareness"
    NEW_MEMBER = "new_member"


class ClassState(StrEnum):
    """Where a class stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class NominationState(StrEnum):
    """What became of a nomination."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ClassResult(StrEnum):
    """How somebody who was sent came out of a class."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"
