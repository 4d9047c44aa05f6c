"""Incoming papers, and the chain of what happened in both books of the register."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.register import IncomingKind, RegisterBook, RegisterEventKind
from ..extensions import Base
from .types import Audited, UtcDateTime, Versioned, code

PERSONAL = {"personal": True}


class IncomingPaper(Audited, Versioned, Base):
    """A paper that came in, under the number of its year; a wrong entry is cancelled, its number stays."""

    __tablename__ = "incoming_paper"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    received_on: Mapped[date]
    recorded_on: Mapped[date]
    sender: Mapped[str] = mapped_column(String(200), info=PERSONAL)
    symbol: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None]
    kind: Mapped[IncomingKind] = mapped_column(code(IncomingKind))
    subject: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    handler: Mapped[str] = mapped_column(String(100), default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    cancelled_reason: Mapped[str] = mapped_column(Text, default="")
    #: The scan, sealed in the folder of attachments; SHA-256 of its plain bytes.
    scan_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    scan_kind: Mapped[str] = mapped_column(String(10), default="")
    scan_size: Mapped[int] = mapped_column(default=0)
    scan_pages: Mapped[int | None]
    scan_sha256: Mapped[str] = mapped_column(String(64), default="")
    #: Sender, symbol, subject and handler without accents, to be searched.
    search_key: Mapped[str] = mapped_column(Text, info=PERSONAL)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RegisterEvent(Base):
    """What happened in a book. Append-only by triggers; `hash` chains `content` to the event before."""

    __tablename__ = "register_event"
    __table_args__ = (Index("ix_register_event_row", "book", "row_id"),)

    book: Mapped[RegisterBook] = mapped_column(code(RegisterBook), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_id: Mapped[int]
    event: Mapped[RegisterEventKind] = mapped_column(code(RegisterEventKind))
    content: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
