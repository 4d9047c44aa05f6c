"""Classes, and who was proposed for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.training import ClassKind, ClassResult, ClassState, NominationState, NoticeState
from ..extensions import Base
from .types import Audited, BranchOwned, UtcDateTime, Versioned, code

PERSONAL = {"personal": True}


class TrainingClass(Audited, Versioned, Base):
    """One class: dates, place, seats, the notice that announced it and where it stands."""

    __tablename__ = "training_class"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ClassKind] = mapped_column(code(ClassKind))
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[ClassState] = mapped_column(code(ClassState), default=ClassState.PLANNED)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    host: Mapped[str] = mapped_column(String(200), default="")
    seats: Mapped[int | None]
    nominate_by: Mapped[date | None]
    notice_number: Mapped[str] = mapped_column(String(60), default="")
    notice_on: Mapped[date | None]
    notice_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    notice_state: Mapped[NoticeState] = mapped_column(code(NoticeState), default=NoticeState.DRAFT)
    #: Who issued the notice when it is not the committee's own.
    notice_issuer: Mapped[str] = mapped_column(String(200), default="")
    #: What the notice says beyond the facts of the class, and how it is signed.
    notice_text: Mapped[str] = mapped_column(Text, default="")
    notice_replaces: Mapped[str] = mapped_column(String(100), default="")
    authority: Mapped[str] = mapped_column(String(100), default="")
    position: Mapped[str] = mapped_column(String(100), default="")
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signatory_name: Mapped[str] = mapped_column(String(100), default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    return_reason: Mapped[str] = mapped_column(Text, default="")
    cancel_reason: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClassNomination(Audited, Versioned, BranchOwned, Base):
    """A person whom a branch proposed for a class, what the ward decided, and the result."""

    __tablename__ = "class_nomination"
    __table_args__ = (UniqueConstraint("class_id", "run_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    state: Mapped[NominationState] = mapped_column(code(NominationState), default=NominationState.NOMINATED)
    nominated_on: Mapped[date]
    basis_number: Mapped[str] = mapped_column(String(60), default="")
    #: The rank and its reasons as they stood when the ward decided.
    rank: Mapped[int | None]
    rank_reasons: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decided_on: Mapped[date | None]
    decision_reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: Where the office put the line instead of its rank, and why.
    placed_at: Mapped[int | None]
    placed_reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    days_attended: Mapped[int | None]
    result: Mapped[ClassResult | None] = mapped_column(code(ClassResult))
    certificate_number: Mapped[str] = mapped_column(String(60), default="")
    certificate_on: Mapped[date | None]
    certificate_issuer: Mapped[str] = mapped_column(String(200), default="")
    result_note: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
