"""The outgoing register: the next number of a kind and term, without gaps, never twice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Action, may
from ..domain.errors import Invalid, Refused
from ..domain.numbering import DocumentKind, format_symbol, missing_numbers, next_number
from ..models import CommitteeTerm, RegisterEntry
from ..texts import plans as texts
from ..texts.ward_labels import KIND_SYMBOLS
from .command import Command, Query, command, query
from .plan_content import term_row

#: Kinds that the committee sends out; minutes stay in the branch's own book.
OUTGOING: tuple[DocumentKind, ...] = tuple(kind for kind in DocumentKind if kind is not DocumentKind.MINUTES)


def symbol(kind: DocumentKind, number: int) -> str:
    """`44-KH/…` as it stands in the head of the document."""
    return format_symbol(number, KIND_SYMBOLS[kind], texts.ISSUER_SYMBOL)


def _given(session: Session, term: CommitteeTerm, kind: DocumentKind) -> tuple[list[int], date | None]:
    """The numbers given so far, and the date of the last one."""
    rows = session.execute(
        select(RegisterEntry.number, RegisterEntry.dated)
        .where(RegisterEntry.term_id == term.id, RegisterEntry.kind == kind)
        .order_by(RegisterEntry.number)
    ).all()
    return [row.number for row in rows], rows[-1].dated if rows else None


def take_number(
    cx: Command,
    kind: DocumentKind,
    dated: date,
    *,
    subject: str,
    signatory_name: str = "",
    recipients: str = "",
    cancelled_reason: str = "",
    number: int | None = None,
) -> RegisterEntry:
    """The next number of the kind in the committee's term of that day, in the transaction at work.

    The row of the term is locked first: two at once get two numbers, and what rolls back leaves no gap.
    `number` sets the first one (numbers before it stand in a paper book). Raises Invalid for `dated`: in the
    future, in no term, or before the date of the last number.
    """
    if dated > cx.today:
        raise Invalid(fields={"dated": "dated_in_future"})
    term = term_row(cx.session, dated, lock=True)
    if term is None:
        raise Invalid(fields={"dated": "no_term"})
    used, last = _given(cx.session, term, kind)
    if last is not None and dated < last:
        before = symbol(kind, max(used))
        raise Invalid(fields={"dated": ("dated_before_last", {"symbol": before, "day": f"{last:%d/%m/%Y}"})})
    if number is not None and used:
        raise Refused("register_begun", symbol=symbol(kind, max(used)))
    taken = number if number is not None else next_number(used)
    entry = RegisterEntry(
        term_id=term.id,
        kind=kind,
        number=taken,
        year=dated.year,
        dated=dated,
        symbol=symbol(kind, taken),
        subject=subject,
        signatory_name=signatory_name,
        recipients=recipients,
        cancelled_reason=cancelled_reason,
        created_at=cx.now,
    )
    cx.session.add(entry)
    cx.session.flush()
    return entry


@dataclass(frozen=True)
class Taken:
    """A number that was given."""

    number: int
    symbol: str
    year: int


@command(Action.REGISTER_CANCEL)
def cancel_number(cx: Command, kind: DocumentKind, dated: date, subject: str, reason: str) -> Taken:
    """Take the next number and record it as cancelled with its reason: a spoilt paper keeps its place.

    Raises Invalid for a missing reason or subject, and as take_number does.
    """
    cx.allow()
    _check_words(kind, {"subject": subject, "reason": reason})
    entry = take_number(cx, kind, dated, subject=subject, cancelled_reason=reason)
    return Taken(entry.number, entry.symbol, entry.year)


@command(Action.REGISTER_CANCEL)
def carry_over(cx: Command, kind: DocumentKind, dated: date, last_number: int) -> Taken:
    """Begin the register of a kind after the last number of the paper book; `dated` is that number's date.

    Raises Refused once the term has a number of this kind here, Invalid for an impossible number.
    """
    cx.allow()
    _check_words(kind, {})
    if not 1 <= last_number <= 9999:
        raise Invalid(fields={"last_number": "number_range"})
    words = texts.CARRIED_OVER.format(number=f"{last_number:02d}")
    entry = take_number(cx, kind, dated, subject=words, number=last_number)
    return Taken(entry.number, entry.symbol, entry.year)


def _check_words(kind: DocumentKind, words: dict[str, str]) -> None:
    fields = {name: "required" for name, text in words.items() if not text.strip()}
    if kind not in OUTGOING:
        fields["kind"] = "required"
    if fields:
        raise Invalid(fields=fields)


@dataclass(frozen=True)
class EntryLine:
    """One number of the book."""

    symbol: str
    number: int
    kind: DocumentKind
    dated: date
    subject: str
    signatory_name: str
    recipients: str
    document_id: int | None
    plan_id: int | None
    cancelled_reason: str
    is_carried_over: bool


@dataclass(frozen=True)
class Book:
    """The register of a year, and the gaps of its terms (a sound book has none)."""

    year: int
    years: tuple[int, ...]
    lines: tuple[EntryLine, ...]
    gaps: tuple[str, ...]
    may_cancel: bool


def _is_carried_over(row: RegisterEntry) -> bool:
    return row.document_id is None and row.plan_id is None and not row.cancelled_reason


def _gaps(session: Session, rows: list[RegisterEntry]) -> tuple[str, ...]:
    found = []
    for term_id, kind in sorted({(row.term_id, row.kind) for row in rows}):
        run = session.scalars(
            select(RegisterEntry)
            .where(RegisterEntry.term_id == term_id, RegisterEntry.kind == kind)
            .order_by(RegisterEntry.number)
        ).all()
        first = run[0].number if run and _is_carried_over(run[0]) else 0
        found += [symbol(kind, n) for n in missing_numbers([row.number for row in run]) if n > first]
    return tuple(found)


@query(Action.REGISTER_VIEW)
def book(cx: Query, year: int | None = None) -> Book:
    """The register of a year (default: this one), every number with its document or its reason."""
    cx.allow()
    year = year or cx.today.year
    known = set(cx.session.scalars(select(RegisterEntry.year).distinct()))
    rows = list(
        cx.session.scalars(
            select(RegisterEntry)
            .where(RegisterEntry.year == year)
            .order_by(RegisterEntry.dated, RegisterEntry.kind, RegisterEntry.number)
        )
    )
    lines = tuple(
        EntryLine(
            symbol=row.symbol,
            number=row.number,
            kind=row.kind,
            dated=row.dated,
            subject=row.subject,
            signatory_name=row.signatory_name,
            recipients=row.recipients,
            document_id=row.document_id,
            plan_id=row.plan_id,
            cancelled_reason=row.cancelled_reason,
            is_carried_over=_is_carried_over(row),
        )
        for row in rows
    )
    years = tuple(sorted(known | {year, cx.today.year}, reverse=True))
    return Book(year, years, lines, _gaps(cx.session, rows), may(cx.actor, Action.REGISTER_CANCEL))
