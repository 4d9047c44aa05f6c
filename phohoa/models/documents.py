"""Plans, the register of numbers, issued documents, signing keys and trusted issuers."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.numbering import DocumentKind, PlanState
from ..domain.register import EntryState, OrderMark
from ..domain.signing import SigningMeans
from ..extensions import Base
from .types import Audited, UtcDateTime, Versioned, code


class Document(Audited, Base):
    """Bytes stored once under their SHA-256 in the instance folder. Never changed, never deleted."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(code(DocumentKind, "kind"))
    title: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    signed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Set when it was issued to everyone (plans); minutes stay with their branch and the ward.
    issued_on: Mapped[date | None]
    #: With which key it was signed here; says also whether that key is a demonstration's.
    signing_key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_key.id"))


class Plan(Audited, Versioned, Base):
    """The plan of a year in one version; a correction is a new plan that supersedes it."""

    __tablename__ = "plan"
    __table_args__ = (
        Index(
            "uq_plan_issued",
            "year",
            unique=True,
            sqlite_where=text("state = 'issued'"),
            postgresql_where=text("state = 'issued'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(300))
    state: Mapped[PlanState] = mapped_column(code(PlanState, "state"))
    issuer: Mapped[str] = mapped_column(String(200))
    parent_issuer: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(100))
    dated: Mapped[date | None]
    authority: Mapped[str] = mapped_column(String(100))
    position: Mapped[str] = mapped_column(String(100))
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signatory_name: Mapped[str] = mapped_column(String(100), default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    ward_target: Mapped[int | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: The plan of an earlier year that this one was begun from. Plans are never deleted, so it always points.
    based_on_id: Mapped[int | None]
    #: What the live fields said when the plan was approved, as JSON; empty while they still live.
    frozen: Mapped[str] = mapped_column(Text, default="")


class PlanSection(Audited, Base):
    """A part of a plan that is edited on its own. Level 0 bases, 1 `I-`, 2 `1.`; body is lines of text.

    `version` counts the changes of its words only: putting it elsewhere disturbs nobody who is writing in it.
    A removed one keeps its row, at a position below zero.
    """

    __tablename__ = "plan_section"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[int] = mapped_column(default=1)
    heading: Mapped[str] = mapped_column(String(300), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Where it stood when it was removed.
    removed_from: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class PlanAllocation(Audited, Base):
    """What the plan asks of one branch (new members) or one organisation (introductions, new members)."""

    __tablename__ = "plan_allocation"
    __table_args__ = (
        CheckConstraint("(branch_id IS NULL) <> (organisation_id IS NULL)", name="one_unit"),
        UniqueConstraint("plan_id", "branch_id"),
        UniqueConstraint("plan_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    unit_name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    introductions: Mapped[int] = mapped_column(default=0)
    admissions: Mapped[int] = mapped_column(default=0)


class PlanEvent(Audited, Base):
    """A change of a plan's state, with who, when and why."""

    __tablename__ = "plan_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    to_state: Mapped[PlanState] = mapped_column(code(PlanState))
    reason: Mapped[str] = mapped_column(Text, default="")


class RegisterEntry(Audited, Versioned, Base):
    """One number of the outgoing register. What happened to it stands in the chain of `RegisterEvent`."""

    __tablename__ = "register_entry"
    __table_args__ = (UniqueConstraint("term_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("committee_term.id"))
    kind: Mapped[DocumentKind] = mapped_column(code(DocumentKind))
    number: Mapped[int]
    year: Mapped[int] = mapped_column(index=True)
    dated: Mapped[date]
    symbol: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(300))
    signatory_name: Mapped[str] = mapped_column(String(100))
    recipients: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    cancelled_reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[EntryState] = mapped_column(code(EntryState))
    #: The day on which `dated` was entered; later than `dated`: entered late.
    recorded_on: Mapped[date]
    order_mark: Mapped[OrderMark] = mapped_column(code(OrderMark), default=OrderMark.IN_ORDER)
    order_reason: Mapped[str] = mapped_column(Text, default="")
    reserved_on: Mapped[date | None]
    reserved_by: Mapped[str] = mapped_column(String(100), default="")
    reserve_reason: Mapped[str] = mapped_column(Text, default="")
    #: A paper issued outside of the product; its file's SHA-256 where somebody gave it.
    is_outside: Mapped[bool] = mapped_column(default=False)
    outside_sha256: Mapped[str] = mapped_column(String(64), default="")
    kept_by: Mapped[str] = mapped_column(String(100), default="")
    copies: Mapped[int | None]


class SigningKey(Audited, Base):
    """A certificate that an account signs with, and the PKCS#12 file that holds its key where that is here.

    The file is closed by its own passphrase, which is never stored; it is empty for a key on a token or one
    that signs outside.
    """

    __tablename__ = "signing_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    pkcs12: Mapped[bytes] = mapped_column(LargeBinary, info={"personal": True})
    holder: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(300))
    serial: Mapped[str] = mapped_column(String(60))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    not_after: Mapped[datetime] = mapped_column(UtcDateTime)
    is_demo: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    means: Mapped[SigningMeans] = mapped_column(code(SigningMeans), default=SigningMeans.KEY_FILE)
    #: The certificate (DER); older key files have theirs inside only.
    certificate: Mapped[bytes | None] = mapped_column(LargeBinary)


class TrustedIssuer(Audited, Versioned, Base):
    """An authority whose certificates count here, with the newest revocation list at hand."""

    __tablename__ = "trusted_issuer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    revocation_list: Mapped[bytes | None] = mapped_column(LargeBinary)
    revocation_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
