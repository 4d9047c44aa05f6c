"""What surrounds the words of a plan: every saved version, comments, and the ward's reusable passages."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base
from .types import Audited, UtcDateTime, Versioned


class PlanVersion(Base):
    """What a section, or the head of a plan (then without a section), said when it was saved. Never changed.

    The body of a head is JSON of its fields. The change itself stands in the audit with its section or plan.
    """

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "section_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("plan_section.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    heading: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    #: Which earlier version was brought back with it.
    restores: Mapped[int | None]


class PlanComment(Audited, Base):
    """What somebody says about a section, or answers to that. The words are never changed."""

    __tablename__ = "plan_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("plan_section.id"), index=True)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("plan_comment.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    words: Mapped[str] = mapped_column(Text)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    settled_by_name: Mapped[str] = mapped_column(String(100), default="")


class Passage(Audited, Versioned, Base):
    """A piece of text that the ward uses again and again, under a name."""

    __tablename__ = "passage"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PassageVersion(Base):
    """What a passage said when it was saved. Never changed."""

    __tablename__ = "passage_version"
    __table_args__ = (UniqueConstraint("passage_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
