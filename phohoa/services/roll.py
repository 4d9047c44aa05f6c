"""The roll of a branch's meeting: its members of that day, and what was noted of each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ..domain.deadlines import last_day_of_month
from ..domain.meetings import Counts, Mark, Presence, Quorum, counts_of, not_called, quorum
from ..domain.voting import AbsenceKind
from ..models import MeetingAttendance, MemberAbsence, PartyMember, Review


@dataclass(frozen=True)
class RollLine:
    """One member in the roll of a meeting. `left_out`: why they are not called that day."""

    member_id: int
    name: str
    is_official: bool
    duty: str
    presence: Presence | None
    reason: str
    left_out: AbsenceKind | None = None

    @property
    def mark(self) -> Mark:
        return Mark(self.is_official, self.presence, self.left_out is not None)


@dataclass(frozen=True)
class Roll:
    """The roll of a meeting. `version` is 0 until it was called, and rises with every change."""

    lines: tuple[RollLine, ...] = ()
    version: int = 0

    @property
    def is_taken(self) -> bool:
        return self.version > 0

    @property
    def uncalled(self) -> int:
        """How many members nothing was noted of."""
        return sum(line.presence is None for line in self.lines)

    @property
    def absent(self) -> tuple[RollLine, ...]:
        return tuple(one for one in self.lines if one.presence in (Presence.EXCUSED, Presence.UNEXCUSED))

    @property
    def excused(self) -> tuple[str, ...]:
        """Names, each with its reason where one was noted; no comma in it, for commas part the names."""
        return tuple(
            f"{one.name} ({_in_brackets(one.reason)})" if one.reason else one.name
            for one in self.lines
            if one.presence is Presence.EXCUSED
        )

    @property
    def unexcused(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.lines if one.presence is Presence.UNEXCUSED)

    @property
    def counts(self) -> Counts:
        return counts_of(line.mark for line in self.lines)

    @property
    def left_out(self) -> int:
        """Official members who are not called and did not come."""
        return not_called(line.mark for line in self.lines)


def _in_brackets(reason: str) -> str:
    return " - ".join(part.strip() for part in reason.replace(";", ",").split(",") if part.strip())


def day_of_meeting(review: Review | None, year: int, month: int, today: date) -> date:
    """The day whose members count: the meeting's; today, or the month's last day, as long as it is open."""
    if review is not None and review.meeting_on is not None:
        return review.meeting_on
    return min(today, last_day_of_month(year, month))


def roll_of(session: Session, branch_id: int, review: Review | None, day: date) -> Roll:
    """The members of the day with what was noted of them, official ones first, by name (one select)."""
    mine = MeetingAttendance.review_id == (review.id if review is not None else -1)
    rows = session.execute(
        select(PartyMember, MeetingAttendance, MemberAbsence.kind)
        .outerjoin(MeetingAttendance, and_(MeetingAttendance.member_id == PartyMember.id, mine))
        .outerjoin(
            MemberAbsence,
            and_(
                MemberAbsence.member_id == PartyMember.id,
                MemberAbsence.from_day <= day,
                MemberAbsence.to_day.is_(None) | (MemberAbsence.to_day >= day),
            ),
        )
        .where(PartyMember.branch_id == branch_id)
        .where(
            MeetingAttendance.id.is_not(None)
            | (
                (PartyMember.joined_on.is_(None) | (PartyMember.joined_on <= day))
                & (PartyMember.left_on.is_(None) | (PartyMember.left_on > day))
            )
        )
    ).all()
    found: dict[int, tuple[PartyMember, MeetingAttendance | None, AbsenceKind | None]] = {}
    for member, noted, kind in rows:
        if member.id in found and found[member.id][2] is not AbsenceKind.EXEMPT:
            continue  # exempt yields to any other reason: who is suspended does not count by coming
        found[member.id] = (member, noted, kind)
    ordered = sorted(found.values(), key=lambda one: (not one[0].is_official, one[0].sort_key, one[0].id))
    return Roll(
        tuple(
            RollLine(
                member.id,
                member.full_name,
                member.is_official,
                member.duty,
                noted.presence if noted is not None else None,
                noted.reason if noted is not None else "",
                kind,
            )
            for member, noted, kind in ordered
        ),
        sum(noted.version for _, noted, _ in ordered if noted is not None),
    )


def quorum_of(roll: Roll, members_official: int | None, present_official: int | None) -> Quorum:
    """The quorum of a meeting by its head, less the members of the roll who are not called that day."""
    return quorum(members_official, present_official, roll.left_out)


def is_taken(session: Session, review_id: int) -> bool:
    """Whether the roll of a review was called."""
    found = session.scalar(
        select(MeetingAttendance.id).where(MeetingAttendance.review_id == review_id).limit(1)
    )
    return found is not None
