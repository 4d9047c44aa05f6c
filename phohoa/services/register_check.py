"""Whether both books are what their chains say: events, rows, documents; and the list to check elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.register_list import as_csv, as_json
from ..domain.access import Action, may
from ..domain.register import (
    ChainCheck,
    EntryState,
    Link,
    RegisterBook,
    check_chain,
    values_of,
)
from ..models import Document, IncomingPaper, RegisterEntry, RegisterEvent, Ward
from ..texts.registers import HOW_TO_CHECK
from . import clock
from .command import Query, query
from .register_chain import incoming_values, outgoing_values
from .register_pages import runs_of
from .storage import DamagedFile, read_file

#: What an event says of a number, but for the name of the term: the office may write that differently.
_NOT_OF_THE_ROW = ("term",)


@dataclass(frozen=True)
class BookCheck:
    """The check of one book. `code` names the first thing that is wrong ("": nothing), `place` where."""

    book: RegisterBook
    events: int
    rows: int
    head: str
    code: str = ""
    place: str = ""

    @property
    def sound(self) -> bool:
        return not self.code


def _events_of(session: Session, book: RegisterBook) -> Sequence[Any]:
    """The chain of a book from its beginning (one select)."""
    found = select(
        RegisterEvent.seq,
        RegisterEvent.row_id,
        RegisterEvent.event,
        RegisterEvent.content,
        RegisterEvent.previous_hash,
        RegisterEvent.hash,
    )
    return session.execute(found.where(RegisterEvent.book == book).order_by(RegisterEvent.seq)).all()


def _links(events: Sequence[Any]) -> list[Link]:
    return [Link(row.seq, row.content, row.previous_hash, row.hash) for row in events]


def head_of(session: Session, book: RegisterBook) -> str:
    """The hash of the newest event; "" for a book that has none."""
    return (
        session.scalar(
            select(RegisterEvent.hash)
            .where(RegisterEvent.book == book)
            .order_by(RegisterEvent.seq.desc())
            .limit(1)
        )
        or ""
    )


def _rows_of(session: Session, book: RegisterBook) -> dict[int, tuple[str, dict[str, Any]]]:
    """Every row of a book: what people call it, and what the chain should say of it."""
    if book is RegisterBook.INCOMING:
        papers = session.scalars(select(IncomingPaper).order_by(IncomingPaper.id))
        return {row.id: (f"{row.number:02d}/{row.year}", incoming_values(row)) for row in papers}
    rows = session.execute(
        select(RegisterEntry, Document.sha256)
        .outerjoin(Document, Document.id == RegisterEntry.document_id)
        .order_by(RegisterEntry.id)
    )
    return {
        row.id: (row.symbol, outgoing_values(row, "", sha256 or row.outside_sha256)) for row, sha256 in rows
    }


def _newest(events: Sequence[Any], book: RegisterBook) -> tuple[dict[int, dict[str, object]], int | None]:
    """What the newest event of each row says, and the first event whose columns are not its content's."""
    newest: dict[int, dict[str, object]] = {}
    astray = None
    for row in events:
        values = values_of(row.content)
        fits = (values.get("row"), values.get("event"), values.get("book")) == (
            row.row_id,
            row.event.value,
            book.value,
        )
        if not fits and astray is None:
            astray = row.seq
        newest[row.row_id] = values
    return newest, astray


def _first_bad_row(
    session: Session,
    book: RegisterBook,
    events: Sequence[Any],
    rows: dict[int, tuple[str, dict[str, Any]]],
) -> tuple[str, str]:
    newest, astray = _newest(events, book)
    if astray is not None:
        return "chain_broken", str(astray)
    for row_id, (name, values) in rows.items():
        said = newest.get(row_id)
        if said is None:
            return "row_unknown", name
        if any(said.get(key) != value for key, value in values.items() if key not in _NOT_OF_THE_ROW):
            changed_file = said.get("sha256") != values["sha256"]
            return ("document_changed" if changed_file else "row_changed"), name
    for row_id, said in newest.items():
        if row_id not in rows:
            return "row_gone", str(said.get("symbol") or said.get("number") or row_id)
    if book is RegisterBook.OUTGOING:
        missing = [symbol for run in runs_of(session) for symbol in run.missing]
        return ("number_missing", missing[0]) if missing else ("", "")
    return _first_missing(session)


def _first_missing(session: Session) -> tuple[str, str]:
    """The first number of the incoming book that is not there."""
    expected: dict[int, int] = {}
    rows = session.execute(
        select(IncomingPaper.year, IncomingPaper.number).order_by(IncomingPaper.year, IncomingPaper.number)
    )
    for year, number in rows:
        expected[year] = expected.get(year, 0) + 1
        if number != expected[year]:
            return "number_missing", f"{expected[year]:02d}/{year}"
    return "", ""


def _first_bad_file(session: Session) -> tuple[str, str]:
    """The first document of the outgoing book whose stored bytes are gone or changed."""
    rows = session.execute(
        select(RegisterEntry.symbol, Document.sha256)
        .join(Document, Document.id == RegisterEntry.document_id)
        .where(RegisterEntry.state.in_((EntryState.USED, EntryState.CANCELLED)))
        .order_by(RegisterEntry.id)
    ).all()
    for symbol, sha256 in rows:
        try:
            read_file(sha256)
        except DamagedFile:
            return "file_changed", symbol
    return "", ""


def _check(session: Session, book: RegisterBook, head: str, files: bool) -> tuple[BookCheck, ChainCheck]:
    events, rows = _events_of(session, book), _rows_of(session, book)
    chain = check_chain(_links(events), head or None)
    code, place = "", ""
    if chain.broken_at is not None:
        code, place = "chain_broken", str(chain.broken_at)
    if not code:
        code, place = _first_bad_row(session, book, events, rows)
    if not code and files and book is RegisterBook.OUTGOING:
        code, place = _first_bad_file(session)
    head_now = chain.head if chain.events else ""
    return BookCheck(book, chain.events, len(rows), head_now, code, place), chain


@query(Action.REGISTER_VIEW)
def check_books(cx: Query, head: str = "", files: bool = True) -> tuple[BookCheck, ...]:
    """Both books, the incoming one only for who may see it.

    `head` is a hash from an old print or list: when no chain ever had it, the books were cut or rewritten,
    and the outgoing one says `head_missing`. `files`: read every stored document too.
    """
    cx.allow()
    books = [RegisterBook.OUTGOING]
    if may(cx.actor, Action.INCOMING_VIEW):
        books.append(RegisterBook.INCOMING)
    checked = [_check(cx.session, book, head, files) for book in books]
    found = [check for check, _ in checked]
    if head and found[0].sound and not any(chain.head_found for _, chain in checked):
        found[0] = replace(found[0], code="head_missing", place=head)
    return tuple(found)


@dataclass(frozen=True)
class ListFile:
    """A downloadable list of a chain."""

    name: str
    mime: str
    data: bytes


def _list_file(cx: Query, book: RegisterBook, kind: str) -> ListFile:
    cx.allow()
    name = f"chuoi-{book.value}-{cx.today:%Y%m%d}.{kind}"
    links = _links(_events_of(cx.session, book))
    if kind == "csv":
        return ListFile(name, "text/csv; charset=utf-8", as_csv(links).encode("utf-8-sig"))
    ward = cx.session.get(Ward, 1)
    about: dict[str, object] = {
        "book": book.value,
        "organisation": ward.issuer if ward else "",
        "made_at": clock.local(cx.now).isoformat(timespec="seconds"),
        "head": head_of(cx.session, book),
        "how_to_check": HOW_TO_CHECK,
    }
    return ListFile(name, "application/json", as_json(links, about).encode())


@query(Action.REGISTER_VIEW)
def outgoing_list(cx: Query, kind: str) -> ListFile:
    """The chain of the outgoing book as `csv` or `json`."""
    return _list_file(cx, RegisterBook.OUTGOING, kind)


@query(Action.INCOMING_VIEW)
def incoming_list(cx: Query, kind: str) -> ListFile:
    """The chain of the incoming book as `csv` or `json`."""
    return _list_file(cx, RegisterBook.INCOMING, kind)
