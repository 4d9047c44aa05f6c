"""The number called in a vote, from the members of the body on the day."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..domain.rulebook import AuthorityMode
from ..domain.stages import MoveCode
from ..domain.voting import Absence, AbsenceKind, DecidingBody, Reckoning, VotingBody, reckon, voting_body
from ..models import CommitteeTerm, MemberAbsence, PartyMember


def reckoning_of_branch(session: Session, branch_id: int, day: date) -> Reckoning | None:
    """Official members of the branch on a day less those left out; None where no member is listed."""
    members = set(
        session.scalars(
            select(PartyMember.id)
            .where(PartyMember.branch_id == branch_id, PartyMember.is_official.is_(True))
            .where(or_(PartyMember.joined_on.is_(None), PartyMember.joined_on <= day))
            .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > day))
        )
    )
    if not members:
        return None
    rows = session.scalars(
        select(MemberAbsence)
        .where(MemberAbsence.branch_id == branch_id, MemberAbsence.from_day <= day)
        .where(or_(MemberAbsence.to_day.is_(None), MemberAbsence.to_day >= day))
        .order_by(MemberAbsence.id)
    )
    absences = [
        Absence(row.member_id, row.kind, row.from_day, row.to_day) for row in rows if row.member_id in members
    ]
    return reckon(VotingBody.BRANCH, day, len(members), absences)


def reckoning_of_committee(session: Session, body: VotingBody, day: date) -> Reckoning | None:
    """How many the committee or its standing committee is in the term of the day; None where not noted."""
    term = session.scalar(
        select(CommitteeTerm)
        .where(CommitteeTerm.starts_on <= day, CommitteeTerm.ends_on >= day)
        .order_by(CommitteeTerm.starts_on.desc())
        .limit(1)
    )
    if term is None:
        return None
    members = term.standing_members if body is VotingBody.STANDING_COMMITTEE else term.members
    return reckon(body, day, members) if members else None


def reckoning_for(
    session: Session,
    branch_id: int,
    move: MoveCode,
    day: date,
    mode: AuthorityMode,
    decided_by: DecidingBody | None = None,
) -> Reckoning | None:
    """The number called for a move on a day; None for no vote, or for a body that the ward does not know."""
    body = voting_body(move, mode, decided_by or DecidingBody.STANDING_COMMITTEE)
    if body is None:
        return None
    if body is VotingBody.BRANCH:
        return reckoning_of_branch(session, branch_id, day)
    return reckoning_of_committee(session, body, day)


def reckoned(data: dict[str, Any] | None, day: date) -> Reckoning | None:
    """A reckoning as it was kept with an event of a day."""
    if not data:
        return None
    left_out = tuple((AbsenceKind(kind), int(count)) for kind, count in data["left_out"].items())
    return Reckoning(VotingBody(data["body"]), day, int(data["members"]), left_out)


def kept(reckoning: Reckoning) -> dict[str, object]:
    """A reckoning as it is kept with an event."""
    return {
        "body": reckoning.body.value,
        "members": reckoning.members,
        "left_out": {kind.value: count for kind, count in reckoning.left_out},
        "called": reckoning.called(),
    }
