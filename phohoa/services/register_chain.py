"""The chain of the register: one event for everything that happens to a number or an incoming paper."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.register import GENESIS, RegisterBook, RegisterEventKind, canonical, chained
from ..models import CommitteeTerm, Document, IncomingPaper, RegisterEntry, RegisterEvent
from . import clock
from .command import Command

#: Any constants serve: they put the writers of one book in a row on PostgreSQL.
_LOCKS = {RegisterBook.OUTGOING: 7302026, RegisterBook.INCOMING: 7302027}


def lock_book(session: Session, book: RegisterBook) -> None:
    """Let nobody else write in the book until the transaction ends; to be called before any row is locked."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCKS[book])))


def outgoing_values(entry: RegisterEntry, term: str, sha256: str) -> dict[str, Any]:
    """What the chain says of a number; `sha256` is that of its document, "" without one."""
    return {
        "row": entry.id,
        "kind": entry.kind.value,
        "term": term,
        "number": entry.number,
        "symbol": entry.symbol,
        "dated": entry.dated.isoformat(),
        "state": entry.state.value,
        "subject": entry.subject,
        "signatory": entry.signatory_name,
        "recipients": entry.recipients,
        "sha256": sha256,
        "outside": entry.is_outside,
        "recorded_on": entry.recorded_on.isoformat(),
        "order": entry.order_mark.value,
        "order_reason": entry.order_reason,
        "reserved_on": entry.reserved_on.isoformat() if entry.reserved_on else "",
        "reserved_by": entry.reserved_by,
        "reserve_reason": entry.reserve_reason,
        "cancelled_reason": entry.cancelled_reason,
        "kept_by": entry.kept_by,
        "copies": entry.copies,
    }


def incoming_values(paper: IncomingPaper) -> dict[str, Any]:
    """What the chain says of an incoming paper."""
    return {
        "row": paper.id,
        "year": paper.year,
        "number": paper.number,
        "received_on": paper.received_on.isoformat(),
        "recorded_on": paper.recorded_on.isoformat(),
        "sender": paper.sender,
        "symbol": paper.symbol,
        "dated": paper.dated.isoformat() if paper.dated else "",
        "kind": paper.kind.value,
        "subject": paper.subject,
        "handler": paper.handler,
        "due_on": paper.due_on.isoformat() if paper.due_on else "",
        "done_on": paper.done_on.isoformat() if paper.done_on else "",
        "outcome": paper.outcome,
        "sha256": paper.scan_sha256,
        "cancelled_reason": paper.cancelled_reason,
    }


def note_entry(cx: Command, entry: RegisterEntry, event: RegisterEventKind, reason: str = "") -> None:
    """Write what happened to a number, as the row now stands (flushed)."""
    cx.session.flush()
    term = cx.session.get(CommitteeTerm, entry.term_id)
    document = cx.session.get(Document, entry.document_id) if entry.document_id is not None else None
    sha256 = document.sha256 if document is not None else entry.outside_sha256
    values = outgoing_values(entry, term.ordinal if term else "", sha256)
    _append(cx, RegisterBook.OUTGOING, entry.id, event, values, reason)


def note_paper(cx: Command, paper: IncomingPaper, event: RegisterEventKind, reason: str = "") -> None:
    """Write what happened to an incoming paper, as the row now stands (flushed)."""
    cx.session.flush()
    _append(cx, RegisterBook.INCOMING, paper.id, event, incoming_values(paper), reason)


def _append(
    cx: Command,
    book: RegisterBook,
    row_id: int,
    event: RegisterEventKind,
    values: dict[str, Any],
    reason: str,
) -> None:
    lock_book(cx.session, book)
    last = cx.session.execute(
        select(RegisterEvent.seq, RegisterEvent.hash)
        .where(RegisterEvent.book == book)
        .order_by(RegisterEvent.seq.desc())
        .limit(1)
    ).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    at = clock.local(cx.now).isoformat(timespec="seconds")
    about = {"seq": seq, "book": book.value, "at": at, "by": cx.actor.full_name, "event": event.value}
    content = canonical({**about, **values, "reason": reason})
    cx.session.add(
        RegisterEvent(
            book=book,
            seq=seq,
            row_id=row_id,
            event=event,
            content=content,
            previous_hash=previous,
            hash=chained(previous, content),
        )
    )
    cx.session.flush()
