"""The outgoing register: the next number of a kind and term, without gaps, never twice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.errors import Invalid, Refused
from ..domain.numbering import DocumentKind, format_symbol, next_number
from ..domain.register import EntryState, OrderMark, RegisterBook, RegisterEventKind, order_mark
from ..models import Document, RegisterEntry
from ..texts import plans as texts
from ..texts.ward_labels import KIND_SYMBOLS
from .command import Command, command
from .plan_content import term_row
from .register_chain import lock_book, note_entry

#: Kinds that the committee sends out; minutes stay in the branch's own book.
OUTGOING: tuple[DocumentKind, ...] = tuple(kind for kind in DocumentKind if kind is not DocumentKind.MINUTES)


def symbol(kind: DocumentKind, number: int) -> str:
    """`44-KH/…` as it stands in the head of the document."""
    return format_symbol(number, KIND_SYMBOLS[kind], texts.ISSUER_SYMBOL)


@dataclass(frozen=True)
class Outside:
    """What is known of a paper that was issued without this product."""

    file_sha256: str = ""
    kept_by: str = ""
    copies: int | None = None

    def fill(self, entry: RegisterEntry) -> None:
        """Put it on the number."""
        entry.is_outside = True
        entry.outside_sha256 = self.file_sha256
        entry.kept_by = self.kept_by
        entry.copies = self.copies


def _beside(session: Session, term_id: int, kind: DocumentKind, number: int) -> list[RegisterEntry | None]:
    """The nearest entries before and after a number, and the last one, of the same kind and term."""
    run = select(RegisterEntry).where(RegisterEntry.term_id == term_id, RegisterEntry.kind == kind).limit(1)
    backward = run.order_by(RegisterEntry.number.desc())
    before = backward.where(RegisterEntry.number < number)
    after = run.where(RegisterEntry.number > number).order_by(RegisterEntry.number)
    last = backward.where(RegisterEntry.number != number)
    return [session.scalar(one) for one in (before, after, last)]


def judge_day(
    cx: Command, term_id: int, kind: DocumentKind, number: int, dated: date, reason: str
) -> OrderMark:
    """How a day fits the numbers beside it. Raises Invalid for `dated` where it does not, with no reason."""
    before, after, last = _beside(cx.session, term_id, kind, number)
    mark = order_mark(dated, *(one.dated if one else None for one in (before, after, last)))
    if reason:
        return mark
    if before is not None and dated < before.dated:
        words = {"symbol": before.symbol, "day": f"{before.dated:%d/%m/%Y}"}
        raise Invalid(fields={"dated": ("dated_before_last", words)})
    if after is not None and dated > after.dated:
        words = {"symbol": after.symbol, "day": f"{after.dated:%d/%m/%Y}"}
        raise Invalid(fields={"dated": ("dated_after_next", words)})
    return mark


def _kept_for(session: Session, term_id: int, kind: DocumentKind, subject: str) -> RegisterEntry | None:
    """The reserved number that was kept for a paper of this subject, capitals and spaces set aside."""
    kept = session.scalars(
        select(RegisterEntry)
        .where(RegisterEntry.term_id == term_id, RegisterEntry.kind == kind)
        .where(RegisterEntry.state == EntryState.RESERVED)
        .order_by(RegisterEntry.number)
        .with_for_update()
    )
    wanted = subject.casefold().split()
    return next((row for row in kept if row.subject.casefold().split() == wanted), None)


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
    back_dated_reason: str = "",
    reserve_reason: str = "",
    reserved: RegisterEntry | None = None,
    outside: Outside | None = None,
) -> RegisterEntry:
    """The next number of the kind in the committee's term of that day, in the transaction at work.

    The book is locked first: two at once get two numbers, and what rolls back leaves no gap. The number waits
    for its document (`note_document`), unless it is cancelled, reserved, or of a paper issued outside.
    `number` sets the first one (numbers before it stand in a paper book); `reserved` is a number that was
    kept for this paper and is given instead of the next, as is one kept for a paper of this very subject.
    Raises Invalid for `dated`: in the future, in no term, or before the date of the last number (for a
    reserved one: not between its neighbours) with no `back_dated_reason`; Refused for a reserved number that
    is gone or of another kind.
    """
    if dated > cx.today:
        raise Invalid(fields={"dated": "dated_in_future"})
    lock_book(cx.session, RegisterBook.OUTGOING)
    term = term_row(cx.session, dated, lock=True)
    if term is None:
        raise Invalid(fields={"dated": "no_term"})
    plain = not (cancelled_reason or reserve_reason or outside or number)
    if reserved is None and plain and (kept := _kept_for(cx.session, term.id, kind, subject)) is not None:
        reserved, back_dated_reason = kept, back_dated_reason or kept.reserve_reason
    if reserved is not None:
        if reserved.kind is not kind or reserved.state is not EntryState.RESERVED:
            raise Refused("number_not_free", symbol=reserved.symbol)
        if reserved.term_id != term.id:
            raise Invalid(fields={"dated": ("dated_other_term", {"symbol": reserved.symbol})})
        reserved.order_mark = judge_day(cx, term.id, kind, reserved.number, dated, back_dated_reason)
        reserved.order_reason = "" if reserved.order_mark is OrderMark.IN_ORDER else back_dated_reason
        reserved.dated, reserved.year, reserved.recorded_on = dated, dated.year, cx.today
        reserved.subject, reserved.signatory_name, reserved.recipients = subject, signatory_name, recipients
        reserved.state = EntryState.TAKEN
        if outside is not None:
            outside.fill(reserved)
            reserved.state = EntryState.USED
        event = RegisterEventKind.TAKEN if outside is None else RegisterEventKind.RECORDED
        note_entry(cx, reserved, event, reserved.order_reason)
        return reserved
    last = cx.session.scalar(
        select(func.max(RegisterEntry.number)).where(
            RegisterEntry.term_id == term.id, RegisterEntry.kind == kind
        )
    )
    taken = number if number is not None else next_number([last] if last else [])
    if number is not None and last:
        raise Refused("register_begun", symbol=symbol(kind, last))
    mark = judge_day(cx, term.id, kind, max(taken, (last or 0) + 1), dated, back_dated_reason)
    state, event = EntryState.TAKEN, RegisterEventKind.TAKEN
    if number is not None:
        state, event = EntryState.CARRIED_OVER, RegisterEventKind.CARRIED_OVER
    elif cancelled_reason:
        state, event = EntryState.CANCELLED, RegisterEventKind.CANCELLED
    elif reserve_reason:
        state, event = EntryState.RESERVED, RegisterEventKind.RESERVED
    elif outside is not None:
        state, event = EntryState.USED, RegisterEventKind.RECORDED
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
        state=state,
        recorded_on=cx.today,
        order_mark=mark,
        order_reason=back_dated_reason if mark is not OrderMark.IN_ORDER else "",
        reserve_reason=reserve_reason,
        reserved_on=cx.today if reserve_reason else None,
        reserved_by=cx.actor.full_name if reserve_reason else "",
    )
    if outside is not None:
        outside.fill(entry)
    cx.session.add(entry)
    note_entry(cx, entry, event, cancelled_reason or reserve_reason or entry.order_reason)
    return entry


def note_document(cx: Command, entry: RegisterEntry, document: Document) -> None:
    """The number is used by these bytes. May be called again when the file of the paper gains a signature.

    Raises Refused for a number that was cancelled or belongs to the paper book.
    """
    if entry.state not in (EntryState.TAKEN, EntryState.RESERVED, EntryState.USED) or entry.is_outside:
        raise Refused("number_not_free", symbol=entry.symbol)
    # Before the row is written to: who corrects the book holds it while waiting for the row.
    lock_book(cx.session, RegisterBook.OUTGOING)
    entry.document_id = document.id
    entry.state = EntryState.USED
    note_entry(cx, entry, RegisterEventKind.USED)


def cancel_taken(cx: Command, entry: RegisterEntry, reason: str) -> None:
    """Cancel a number that was given: it keeps its place in the book, with the reason; never used again.

    Raises Invalid for a missing `reason`, Refused when it is cancelled already or of the paper book.
    """
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    if entry.state in (EntryState.CANCELLED, EntryState.CARRIED_OVER):
        raise Refused("number_not_free", symbol=entry.symbol)
    lock_book(cx.session, RegisterBook.OUTGOING)
    entry.cancelled_reason = reason.strip()
    entry.state = EntryState.CANCELLED
    note_entry(cx, entry, RegisterEventKind.CANCELLED, entry.cancelled_reason)


@dataclass(frozen=True)
class Taken:
    """A number that was given."""

    number: int
    symbol: str
    year: int


def taken_of(entry: RegisterEntry) -> Taken:
    """The answer that names a number."""
    return Taken(entry.number, entry.symbol, entry.year)


@command(Action.REGISTER_CANCEL)
def cancel_number(
    cx: Command,
    kind: DocumentKind,
    dated: date,
    subject: str,
    reason: str,
    back_dated_reason: str = "",
) -> Taken:
    """Take the next number and record it as cancelled with its reason: a spoilt paper keeps its place.

    Raises Invalid for a missing reason or subject, and as take_number does.
    """
    cx.allow()
    check_words(kind, {"subject": subject, "reason": reason})
    entry = take_number(
        cx,
        kind,
        dated,
        subject=subject,
        cancelled_reason=reason,
        back_dated_reason=back_dated_reason,
    )
    return taken_of(entry)


@command(Action.REGISTER_CANCEL)
def carry_over(cx: Command, kind: DocumentKind, dated: date, last_number: int) -> Taken:
    """Begin the register of a kind after the last number of the paper book; `dated` is that number's date.

    Raises Refused once the term has a number of this kind here, Invalid for an impossible number.
    """
    cx.allow()
    check_words(kind, {})
    if not 1 <= last_number <= 9999:
        raise Invalid(fields={"last_number": "number_range"})
    words = texts.CARRIED_OVER.format(number=f"{last_number:02d}")
    entry = take_number(cx, kind, dated, subject=words, number=last_number)
    return taken_of(entry)


def check_words(kind: DocumentKind, words: dict[str, str]) -> None:
    """Raises Invalid for a kind that the committee does not send out, and for each word that is missing."""
    fields = {name: "required" for name, text in words.items() if not text.strip()}
    if kind not in OUTGOING:
        fields["kind"] = "required"
    if fields:
        raise Invalid(fields=fields)
