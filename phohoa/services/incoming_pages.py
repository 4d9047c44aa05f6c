"""What the pages of the incoming book show: the list with its filters, one paper, what is overdue."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from ..domain.access import Action, may
from ..domain.register import IncomingKind, RegisterBook, days_late
from ..domain.vietnamese import search_key
from ..models import IncomingPaper
from .command import Query, query
from .register_pages import Happening, happenings_of, paged, parts_of


class IncomingStanding(StrEnum):
    """How an incoming paper stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class IncomingFilter:
    """Which papers: of a year (0: of all), in one standing, with these words; `page` from 1."""

    year: int
    standing: IncomingStanding | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class IncomingLine:
    """One paper of the book. `days_over`: how many days past its due day, 0 when it is not."""

    id: int
    version: int
    year: int
    number: int
    received_on: date
    recorded_on: date
    sender: str
    symbol: str
    dated: date | None
    kind: IncomingKind
    subject: str
    handler: str
    due_on: date | None
    done_on: date | None
    outcome: str
    cancelled_reason: str
    standing: IncomingStanding
    days_over: int
    days_late: int
    has_scan: bool
    scan_pages: int | None
    scan_size: int


@dataclass(frozen=True)
class IncomingBook:
    """A page of the incoming book of a year."""

    year: int
    years: tuple[int, ...]
    lines: tuple[IncomingLine, ...]
    total: int
    page: int
    pages: int
    #: Volumes of the year in print.
    parts: int
    overdue: int
    may_edit: bool


def _standing(row: IncomingPaper, today: date) -> IncomingStanding:
    if row.cancelled_reason:
        return IncomingStanding.CANCELLED
    if row.done_on is not None:
        return IncomingStanding.DONE
    if row.due_on is not None and row.due_on < today:
        return IncomingStanding.OVERDUE
    return IncomingStanding.OPEN


def _line(row: IncomingPaper, today: date) -> IncomingLine:
    standing = _standing(row, today)
    over = (today - row.due_on).days if standing is IncomingStanding.OVERDUE and row.due_on else 0
    return IncomingLine(
        id=row.id,
        version=row.version,
        year=row.year,
        number=row.number,
        received_on=row.received_on,
        recorded_on=row.recorded_on,
        sender=row.sender,
        symbol=row.symbol,
        dated=row.dated,
        kind=row.kind,
        subject=row.subject,
        handler=row.handler,
        due_on=row.due_on,
        done_on=row.done_on,
        outcome=row.outcome,
        cancelled_reason=row.cancelled_reason,
        standing=standing,
        days_over=over,
        days_late=days_late(row.received_on, row.recorded_on),
        has_scan=row.scan_key is not None,
        scan_pages=row.scan_pages,
        scan_size=row.scan_size,
    )


def _unhandled(found: Select[Any]) -> Select[Any]:
    return found.where(IncomingPaper.done_on.is_(None), IncomingPaper.cancelled_reason == "")


def _wanted(wanted: IncomingFilter, today: date) -> Select[Any]:
    """The papers that the filter lets through, newest number first."""
    found = select(IncomingPaper)
    if wanted.year:
        found = found.where(IncomingPaper.year == wanted.year)
    if wanted.standing is IncomingStanding.OPEN:
        found = _unhandled(found)
    elif wanted.standing is IncomingStanding.OVERDUE:
        found = _unhandled(found).where(IncomingPaper.due_on < today)
    elif wanted.standing is IncomingStanding.DONE:
        found = found.where(IncomingPaper.done_on.is_not(None), IncomingPaper.cancelled_reason == "")
    elif wanted.standing is IncomingStanding.CANCELLED:
        found = found.where(IncomingPaper.cancelled_reason != "")
    for word in search_key(wanted.words).split():
        found = found.where(IncomingPaper.search_key.contains(word, autoescape=True))
    return found.order_by(IncomingPaper.year.desc(), IncomingPaper.number.desc())


def overdue_papers(today: date, *before: ColumnElement[Any]) -> Select[Any]:
    """How many incoming papers of all years nobody has handled by their due day, `before` standing first."""
    return _unhandled(select(*before, func.count(IncomingPaper.id)).where(IncomingPaper.due_on < today))


@query(Action.INCOMING_VIEW)
def incoming_book(cx: Query, wanted: IncomingFilter) -> IncomingBook:
    """A page of the incoming book: papers without an outcome are OPEN whether they are overdue or not."""
    cx.allow()
    known = set(cx.session.scalars(select(IncomingPaper.year).distinct()))
    total, page, pages, found = paged(cx, _wanted(wanted, cx.today), wanted.page)
    of_year = select(func.count(IncomingPaper.id)).where(IncomingPaper.year == wanted.year)
    in_year = cx.session.scalar(of_year) or 0
    return IncomingBook(
        year=wanted.year,
        years=tuple(sorted((known | {wanted.year, cx.today.year}) - {0}, reverse=True)),
        lines=tuple(_line(row, cx.today) for row in cx.session.scalars(found)),
        total=total,
        page=page,
        pages=pages,
        parts=parts_of(in_year),
        overdue=cx.session.scalar(overdue_papers(cx.today)) or 0,
        may_edit=may(cx.actor, Action.INCOMING_EDIT),
    )


def incoming_papers(cx: Query, wanted: IncomingFilter) -> tuple[IncomingLine, ...]:
    """All papers that the filter lets through, oldest first."""
    found = _wanted(wanted, cx.today).order_by(None).order_by(IncomingPaper.year, IncomingPaper.number)
    return tuple(_line(row, cx.today) for row in cx.session.scalars(found))


@query(Action.INCOMING_VIEW)
def incoming_lines(cx: Query, wanted: IncomingFilter) -> tuple[IncomingLine, ...]:
    """The same for a file."""
    cx.allow()
    return incoming_papers(cx, wanted)


@dataclass(frozen=True)
class IncomingPage:
    """One paper with its history."""

    line: IncomingLine
    happenings: tuple[Happening, ...]
    may_edit: bool


@query(Action.INCOMING_VIEW)
def incoming_page(cx: Query, paper_id: int) -> IncomingPage:
    """One paper of the incoming book. Raises NotFound."""
    row = cx.load(IncomingPaper, paper_id)
    return IncomingPage(
        line=_line(row, cx.today),
        happenings=happenings_of(cx.session, RegisterBook.INCOMING, row.id),
        may_edit=may(cx.actor, Action.INCOMING_EDIT) and not row.cancelled_reason,
    )
