"""The meeting's part of a review: what it begins with, what it says, what cannot be right."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from ..domain.errors import Invalid
from ..domain.meetings import Counts
from ..models import PartyMember, Review
from .roll import is_taken


@dataclass(frozen=True)
class HeadInput:
    """What the meeting's part of a review says; None or "" where nothing was typed."""

    meeting_on: date | None = None
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    members_official: int | None = None
    members_probationary: int | None = None
    present_official: int | None = None
    present_probationary: int | None = None
    absent_unexcused: int | None = None
    absence_note: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    resolution_number: str = ""
    discussion: str = ""
    #: One point a line, "" for the usual order; None leaves what stands there.
    agenda: str | None = None


#: What the roll of a meeting fills by itself.
ROLL_FIELDS = (*(field.name for field in fields(Counts)), "absence_note")


#: Asked when a month's first line is saved, so made once.
_BEFORE = (
    select(Review.starts_at, Review.place, Review.chair, Review.secretary, Review.members_official)
    .where(Review.branch_id == bindparam("branch_id"))
    .where(Review.year * 12 + Review.month < bindparam("number"))
    .where(Review.chair != "")
    .order_by(Review.year.desc(), Review.month.desc())
    .limit(1)
)
_MEMBERS = (
    select(PartyMember.is_official, func.count(PartyMember.id))
    .where(PartyMember.branch_id == bindparam("branch_id"))
    .where(PartyMember.left_on.is_(None))
    .group_by(PartyMember.is_official)
)


def head_defaults(session: Session, branch_id: int, year: int, month: int) -> HeadInput:
    """What a new review begins with: chair, secretary, place and hour of the one before, members as known."""
    connection = session.connection()
    before = connection.execute(_BEFORE, {"branch_id": branch_id, "number": year * 12 + month}).first()
    known = dict(connection.execute(_MEMBERS, {"branch_id": branch_id}).all())
    official = known.get(True) or (before.members_official if before else None)
    return HeadInput(
        starts_at=before.starts_at if before else "",
        place=before.place if before else "",
        chair=before.chair if before else "",
        secretary=before.secretary if before else "",
        members_official=official,
        members_probationary=known.get(False, 0) if official else None,
    )


def head_of(review: Review) -> HeadInput:
    """The meeting's part as it is stored."""
    return HeadInput(**{field.name: getattr(review, field.name) for field in fields(HeadInput)})


def whole_head(session: Session, review: Review | None, data: HeadInput) -> HeadInput:
    """The head with what its form did not ask for, as it stands in the review."""
    if review is None:
        return data
    stands = head_of(review)
    kept: dict[str, Any] = {}
    if data.agenda is None:
        kept["agenda"] = stands.agenda
    if data.members_official is None and data.present_official is None and is_taken(session, review.id):
        kept |= {name: getattr(stands, name) for name in ROLL_FIELDS}
    return replace(data, **kept)


def check_head(data: HeadInput, today: date) -> None:
    """Raises Invalid naming the fields that cannot be right, whatever else is still missing."""
    wrong: dict[str, str] = {}
    if data.meeting_on is not None and data.meeting_on > today:
        wrong["meeting_on"] = "meeting_in_future"
    for kind in ("official", "probationary"):
        members, present = getattr(data, f"members_{kind}"), getattr(data, f"present_{kind}")
        if present is not None and members is not None and present > members:
            wrong[f"present_{kind}"] = "present_too_many"
    voted = (data.votes_for or 0) + (data.votes_against or 0)
    if data.present_official is not None and voted > data.present_official:
        wrong["votes_for"] = "votes_too_many"
    if data.starts_at and data.ends_at and data.ends_at < data.starts_at:
        wrong["ends_at"] = "ends_before_start"
    if wrong:
        raise Invalid(fields=wrong)
