"""Days that plans are made from: sessions of the committee, members left out of votes, feeds of due dates."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.sessions import SessionKind
from ..domain.voting import AbsenceKind
from ..extensions import Base
from .types import Audited, BranchOwned, UtcDateTime, Versioned, code


class CommitteeSession(Audited, Versioned, Base):
    """A day on which the committee or its standing committee meets, planned or held."""

    __tablename__ = "committee_session"
    __table_args__ = (UniqueConstraint("kind", "planned_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SessionKind] = mapped_column(code(SessionKind))
    planned_on: Mapped[date] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(String(200), default="")


class MemberAbsence(Audited, BranchOwned, Base):
    """From when to when a member is left out of the number called, and why."""

    __tablename__ = "member_absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("party_member.id"), index=True)
    kind: Mapped[AbsenceKind] = mapped_column(code(AbsenceKind))
    from_day: Mapped[date]
    to_day: Mapped[date | None]
    basis_number: Mapped[str] = mapped_column(String(60), default="")


class CalendarFeed(Audited, Base):
    """The secret address of one person's calendar of due dates; only its SHA-256 is kept."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info={"personal": True})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
