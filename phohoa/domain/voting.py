"""Who counts in a vote: official members called, less those whom the rules leave out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .rulebook import AuthorityMode
from .stages import MoveCode


class AbsenceKind(StrEnum):
    """Why a member is left out of the number called, for as long as it lasts.

    Source: domain notes 02, 2.5. Whoever is exempt from meetings counts all the same when present.
    """

    TEMPORARY_ELSEWHERE = "temporary_elsewhere"
    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    PROSECUTED = "prosecuted"
    DETAINED = "detained"


class VotingBody(StrEnum):
    """Who votes."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    STANDING_COMMITTEE = "standing_committee"


class DecidingBody(StrEnum):
    """Who decides on an admission: the standing committee, or a committee authorised to (HD 06, 3.7 a)."""

    STANDING_COMMITTEE = "standing_committee"
    AUTHORISED_COMMITTEE = "authorised_committee"


@dataclass(frozen=True, slots=True)
class Absence:
    """One member left out from a day to a day (both included; no end: still)."""

    member_id: int
    kind: AbsenceKind
    from_day: date
    to_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """True on a day within it."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The number called on a day: all members of the body, and how many are left out, by kind."""

    body: VotingBody
    day: date
    members: int
    left_out: tuple[tuple[AbsenceKind, int], ...] = ()

    @property
    def exempt(self) -> int:
        """How many are exempt from meetings; those of them who attend count all the same."""
        return dict(self.left_out).get(AbsenceKind.EXEMPT, 0)

    def called(self, exempt_present: int = 0) -> int:
        """The number called, with those exempt who attended."""
        return self.members - sum(count for _, count in self.left_out) + exempt_present


def reckon(body: VotingBody, day: date, members: int, absences: Iterable[Absence] = ()) -> Reckoning:
    """The number called of `members`; a member with two reasons is left out once.

    Whoever is exempt and also left out for another reason is not brought back by attending.
    """
    reasons: dict[int, AbsenceKind] = {}
    for absence in absences:
        if absence.holds_on(day) and reasons.get(absence.member_id) in (None, AbsenceKind.EXEMPT):
            reasons[absence.member_id] = absence.kind
    counts = {kind: list(reasons.values()).count(kind) for kind in AbsenceKind}
    return Reckoning(body, day, members, tuple((kind, count) for kind, count in counts.items() if count))


_OF_BRANCH = frozenset({MoveCode.RESOLVE_BRANCH, MoveCode.PROPOSE_OFFICIAL, MoveCode.STRIKE_OFF})
_OF_DECISION = frozenset({MoveCode.RECORD_DECISION, MoveCode.RECOGNISE})


def voting_body(
    move: MoveCode, mode: AuthorityMode, decided_by: DecidingBody = DecidingBody.STANDING_COMMITTEE
) -> VotingBody | None:
    """Whose members a vote is counted on; None for no vote, or for a body outside of the ward.

    Under mode A the standing committee that decides is the level above's; an authorised committee is the
    ward's own under A and C, and one below the ward under B.
    """
    if move in _OF_BRANCH:
        return VotingBody.BRANCH
    if move is MoveCode.RESOLVE_COMMITTEE:
        return VotingBody.COMMITTEE
    if move not in _OF_DECISION:
        return None
    if decided_by is DecidingBody.AUTHORISED_COMMITTEE:
        return None if mode is AuthorityMode.B else VotingBody.COMMITTEE
    return None if mode is AuthorityMode.A else VotingBody.STANDING_COMMITTEE
