"""What the pages of the outgoing book show: a year, one number with its history, the gaps of each run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..documents.register_book import MOST_ROWS
from ..domain.access import Action, may
from ..domain.numbering import DocumentKind, missing_numbers
from ..domain.register import (
    EntryState,
    OrderMark,
    RegisterBook,
    RegisterEventKind,
    days_late,
    values_of,
)
from ..models import CommitteeTerm, RegisterEntry, RegisterEvent
from .command import Context, Query, query
from .register import symbol
from .register_entries import may_be_given_up, words_are_ours

PER_PAGE = 40


@dataclass(frozen=True)
class BookFilter:
    """Which numbers of a year: of one kind, in one state; `page` from 1."""

    kind: DocumentKind | None = None
    state: EntryState | None = None
    page: int = 1


@dataclass(frozen=True)
class EntryLine:
    """One number of the book."""

    id: int
    version: int
    symbol: str
    number: int
    kind: DocumentKind
    dated: date
    state: EntryState
    subject: str
    signatory_name: str
    recipients: str
    document_id: int | None
    cancelled_reason: str
    reserve_reason: str
    reserved_by: str
    reserved_on: date | None
    order_mark: OrderMark
    order_reason: str
    days_late: int
    is_outside: bool
    outside_sha256: str
    kept_by: str
    copies: int | None

    @property
    def places(self) -> str:
        """Who gets the paper, in one line, without the dashes and stops of the list on the paper."""
        names = (part.strip(" -;,.") for part in self.recipients.splitlines())
        return "; ".join(name for name in names if name)


@dataclass(frozen=True)
class Book:
    """The register of a year, a page of it, and the gaps of its terms (a sound book has none)."""

    year: int
    years: tuple[int, ...]
    lines: tuple[EntryLine, ...]
    total: int
    page: int
    pages: int
    #: Volumes of the year in print.
    parts: int
    gaps: tuple[str, ...]
    may_edit: bool
    may_see_incoming: bool


def entry_line(row: RegisterEntry) -> EntryLine:
    """The number as pages, files and prints show it."""
    return EntryLine(
        id=row.id,
        version=row.version,
        symbol=row.symbol,
        number=row.number,
        kind=row.kind,
        dated=row.dated,
        state=row.state,
        subject=row.subject,
        signatory_name=row.signatory_name,
        recipients=row.recipients,
        document_id=row.document_id,
        cancelled_reason=row.cancelled_reason,
        reserve_reason=row.reserve_reason,
        reserved_by=row.reserved_by,
        reserved_on=row.reserved_on,
        order_mark=row.order_mark,
        order_reason=row.order_reason,
        days_late=days_late(row.dated, row.recorded_on),
        is_outside=row.is_outside,
        outside_sha256=row.outside_sha256,
        kept_by=row.kept_by,
        copies=row.copies,
    )


def paged(
    cx: Context, found: Select[Any], wanted: int, per_page: int = PER_PAGE
) -> tuple[int, int, int, Any]:
    """How many rows, the page that there is nearest to the one wanted, how many pages, and its select."""
    total = cx.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, wanted), pages)
    return total, page, pages, found.limit(per_page).offset((page - 1) * per_page)


def parts_of(rows: int) -> int:
    """In how many volumes so many rows are printed."""
    return -(-rows // MOST_ROWS)


def entries_of(year: int, wanted: BookFilter) -> Select[Any]:
    """The numbers of a year in the order of the book: by day, then kind and number."""
    found = select(RegisterEntry).where(RegisterEntry.year == year)
    if wanted.kind is not None:
        found = found.where(RegisterEntry.kind == wanted.kind)
    if wanted.state is not None:
        found = found.where(RegisterEntry.state == wanted.state)
    return found.order_by(RegisterEntry.dated, RegisterEntry.kind, RegisterEntry.number)


@dataclass(frozen=True)
class Run:
    """The numbers of one kind in one term of the committee, and what stands between first and last.

    `carried_over`: the last number of the paper book; the numbers up to it are explained by it. `missing` are
    explained by nothing.
    """

    term: str
    kind: DocumentKind
    first: int
    last: int
    count: int
    carried_over: int | None
    reserved: tuple[str, ...]
    waiting: tuple[str, ...]
    cancelled: tuple[str, ...]
    missing: tuple[str, ...]


def runs_of(session: Session) -> tuple[Run, ...]:
    """Every run of numbers, newest term first (one select)."""
    rows = session.execute(
        select(
            RegisterEntry.term_id,
            CommitteeTerm.ordinal,
            RegisterEntry.kind,
            RegisterEntry.number,
            RegisterEntry.symbol,
            RegisterEntry.state,
        )
        .join(CommitteeTerm, CommitteeTerm.id == RegisterEntry.term_id)
        .order_by(CommitteeTerm.starts_on.desc(), RegisterEntry.kind, RegisterEntry.number)
    ).all()
    found: dict[tuple[int, DocumentKind], list[Any]] = {}
    for row in rows:
        found.setdefault((row.term_id, row.kind), []).append(row)
    return tuple(_run(of) for of in found.values())


def _run(rows: Sequence[Any]) -> Run:
    kind, numbers = rows[0].kind, [row.number for row in rows]
    carried = next((row.number for row in rows if row.state is EntryState.CARRIED_OVER), None)

    def symbols(state: EntryState) -> tuple[str, ...]:
        return tuple(row.symbol for row in rows if row.state is state)

    return Run(
        term=rows[0].ordinal,
        kind=kind,
        first=numbers[0],
        last=numbers[-1],
        count=len(numbers) - (carried is not None),
        carried_over=carried,
        reserved=symbols(EntryState.RESERVED),
        waiting=symbols(EntryState.TAKEN),
        cancelled=symbols(EntryState.CANCELLED),
        missing=tuple(symbol(kind, n) for n in missing_numbers(numbers) if n > (carried or 0)),
    )


@query(Action.REGISTER_VIEW)
def gap_report(cx: Query) -> tuple[Run, ...]:
    """The runs of numbers with their gaps, each explained or not."""
    cx.allow()
    return runs_of(cx.session)


@query(Action.REGISTER_VIEW)
def book(cx: Query, year: int | None = None, wanted: BookFilter | None = None) -> Book:
    """The register of a year (default: this one), a page of its numbers with their document or reason."""
    cx.allow()
    year, wanted = year or cx.today.year, wanted or BookFilter()
    known = set(cx.session.scalars(select(RegisterEntry.year).distinct()))
    total, page, pages, found = paged(cx, entries_of(year, wanted), wanted.page)
    lines = tuple(entry_line(row) for row in cx.session.scalars(found))
    in_year = cx.session.scalar(select(func.count(RegisterEntry.id)).where(RegisterEntry.year == year)) or 0
    gaps = tuple(symbol for run in runs_of(cx.session) for symbol in run.missing)
    return Book(
        year=year,
        years=tuple(sorted(known | {year, cx.today.year}, reverse=True)),
        lines=lines,
        total=total,
        page=page,
        pages=pages,
        parts=parts_of(in_year),
        gaps=gaps,
        may_edit=may(cx.actor, Action.REGISTER_EDIT),
        may_see_incoming=may(cx.actor, Action.INCOMING_VIEW),
    )


@query(Action.REGISTER_VIEW)
def book_lines(cx: Query, year: int, wanted: BookFilter) -> tuple[EntryLine, ...]:
    """All numbers of a year that the filter lets through, for a file."""
    cx.allow()
    return tuple(entry_line(row) for row in cx.session.scalars(entries_of(year, wanted)))


@dataclass(frozen=True)
class Happening:
    """One event of the chain as a page shows it."""

    seq: int
    at: datetime | None
    by: str
    event: RegisterEventKind
    reason: str
    hash: str


def happenings_of(session: Session, book: RegisterBook, row_id: int) -> tuple[Happening, ...]:
    """What happened to a number or an incoming paper, oldest first (one select)."""
    rows = session.scalars(
        select(RegisterEvent)
        .where(RegisterEvent.book == book, RegisterEvent.row_id == row_id)
        .order_by(RegisterEvent.seq)
    )
    return tuple(_happening(row) for row in rows)


def _happening(row: RegisterEvent) -> Happening:
    values = values_of(row.content)
    try:
        at = datetime.fromisoformat(str(values.get("at")))
    except ValueError:
        at = None
    return Happening(
        row.seq, at, str(values.get("by", "")), row.event, str(values.get("reason", "")), row.hash
    )


@dataclass(frozen=True)
class EntryPage:
    """One number with its history, and what the actor may do with it."""

    line: EntryLine
    year: int
    term: str
    happenings: tuple[Happening, ...]
    may_use: bool
    may_give_up: bool
    may_correct: bool
    #: Only where it is kept and how many copies there are: the words come from a paper made here.
    words_are_ours: bool


@query(Action.REGISTER_VIEW)
def entry_page(cx: Query, entry_id: int) -> EntryPage:
    """One number of the outgoing book. Raises NotFound."""
    row = cx.load(RegisterEntry, entry_id)
    term = cx.session.get(CommitteeTerm, row.term_id)
    edits = may(cx.actor, Action.REGISTER_EDIT)
    return EntryPage(
        line=entry_line(row),
        year=row.year,
        term=term.ordinal if term else "",
        happenings=happenings_of(cx.session, RegisterBook.OUTGOING, row.id),
        may_use=edits and row.state is EntryState.RESERVED,
        may_give_up=may(cx.actor, Action.REGISTER_CANCEL) and may_be_given_up(row),
        may_correct=edits and row.state is not EntryState.CARRIED_OVER,
        words_are_ours=words_are_ours(row),
    )
