"""Rounds of signing: the frozen paper, the signatures due, links to its bytes; the organisation's seal."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.signing import RoundState, SignaturePart, SigningMeans
from ..extensions import Base
from .types import Audited, UtcDateTime, Versioned, code


def _one_open(column: str) -> Index:
    """At most one open round for one paper."""
    return Index(
        f"uq_signing_round_open_{column}",
        column,
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    )


class SigningRound(Audited, Versioned, Base):
    """A paper whose number is taken and whose bytes stand, until all signatures due are in it."""

    __tablename__ = "signing_round"
    __table_args__ = (
        CheckConstraint(
            "(plan_id IS NOT NULL AND class_id IS NULL AND session_id IS NULL)"
            " OR (plan_id IS NULL AND class_id IS NOT NULL AND session_id IS NULL)"
            " OR (plan_id IS NULL AND class_id IS NULL AND session_id IS NOT NULL)",
            name="one_subject",
        ),
        _one_open("plan_id"),
        _one_open("class_id"),
        _one_open("session_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("committee_session.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    dated: Mapped[date]
    state: Mapped[RoundState] = mapped_column(code(RoundState))
    #: SHA-256 of the bytes as they were frozen, and as they are with the signatures made so far.
    frozen_sha256: Mapped[str] = mapped_column(String(64))
    current_sha256: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_by_name: Mapped[str] = mapped_column(String(100))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_name: Mapped[str] = mapped_column(String(100), default="")
    #: Why it was declined or withdrawn.
    reason: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class RoundSignature(Audited, Base):
    """One signature of a round: due from an account, then made."""

    __tablename__ = "round_signature"
    __table_args__ = (UniqueConstraint("round_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("signing_round.id"), index=True)
    #: From 1, in the order of signing.
    place: Mapped[int]
    part: Mapped[SignaturePart] = mapped_column(code(SignaturePart))
    field: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    #: As it shows in the signature: the signatory, or the organisation.
    shown_name: Mapped[str] = mapped_column(String(200))
    user_name: Mapped[str] = mapped_column(String(100))
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    means: Mapped[SigningMeans | None] = mapped_column(code(SigningMeans))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_key.id"))
    stamped: Mapped[bool] = mapped_column(default=False)


class SigningLink(Audited, Base):
    """A link to the bytes that wait for one signature: for one account, for some minutes, once."""

    __tablename__ = "signing_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey("round_signature.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: Which bytes it gives.
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OrganisationSeal(Audited, Versioned, Base):
    """Whether papers bear the organisation's signature, who keeps its key, the picture (one row, id 1)."""

    __tablename__ = "organisation_seal"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    in_use: Mapped[bool] = mapped_column(default=False)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    #: SHA-256 of the picture of the seal, a PNG in the folder of documents; "" without one.
    image_sha256: Mapped[str] = mapped_column(String(64), default="")
