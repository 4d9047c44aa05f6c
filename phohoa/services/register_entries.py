"""What the office does with numbers by hand: reserve, use for a paper issued outside, give up, correct."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Invalid, Refused
from ..domain.numbering import DocumentKind
from ..domain.register import EntryState, RegisterBook, RegisterEventKind
from ..models import RegisterEntry
from .command import Command, command
from .register import Outside, Taken, cancel_taken, check_words, take_number, taken_of
from .register_chain import lock_book, note_entry

#: Copies of a paper that are printed; more is a slip of the hand.
MOST_COPIES = 9999
_SHA256_LENGTH = 64


@dataclass(frozen=True)
class PaperInput:
    """What the book says of a paper issued on paper. `file_sha256`: of its file, "" without one."""

    subject: str
    signatory: str
    recipients: str
    kept_by: str = ""
    copies: int | None = None
    file_sha256: str = ""

    def check(self, kind: DocumentKind) -> Outside:
        """Raises Invalid for what is missing or cannot be."""
        check_words(kind, {"subject": self.subject, "signatory": self.signatory})
        _check_copies(self.copies)
        if self.file_sha256 and len(self.file_sha256) != _SHA256_LENGTH:
            raise ValueError("no SHA-256")
        return Outside(self.file_sha256, self.kept_by, self.copies)


def _check_copies(copies: int | None) -> None:
    if copies is not None and not 1 <= copies <= MOST_COPIES:
        raise Invalid(fields={"copies": "number_range"})


def reserved_number(cx: Command, kind: DocumentKind, written: str) -> RegisterEntry | None:
    """The reserved number that somebody wrote down as `12-KH/...`; None where there is none such."""
    lock_book(cx.session, RegisterBook.OUTGOING)
    return cx.session.scalar(
        select(RegisterEntry)
        .where(RegisterEntry.kind == kind, RegisterEntry.symbol == written.strip())
        .where(RegisterEntry.state == EntryState.RESERVED)
        .order_by(RegisterEntry.id.desc())
        .limit(1)
        .with_for_update()
    )


@command(Action.REGISTER_EDIT)
def reserve(
    cx: Command, kind: DocumentKind, dated: date, subject: str, reason: str, back_dated_reason: str = ""
) -> Taken:
    """Keep the next number for a paper that is not ready: its day, what it is for, why.

    Raises Invalid for missing words, and as take_number does.
    """
    cx.allow()
    check_words(kind, {"subject": subject, "reason": reason})
    entry = take_number(
        cx,
        kind,
        dated,
        subject=subject,
        reserve_reason=reason,
        back_dated_reason=back_dated_reason,
    )
    return taken_of(entry)


@command(Action.REGISTER_EDIT)
def record_outside(
    cx: Command, kind: DocumentKind, dated: date, paper: PaperInput, back_dated_reason: str = ""
) -> Taken:
    """Enter a paper that was issued without this product, under the next number.

    Raises Invalid for what is missing, and as take_number does.
    """
    cx.allow()
    outside = paper.check(kind)
    entry = take_number(
        cx,
        kind,
        dated,
        subject=paper.subject,
        signatory_name=paper.signatory,
        recipients=paper.recipients,
        outside=outside,
        back_dated_reason=back_dated_reason,
    )
    return taken_of(entry)


@command(Action.REGISTER_EDIT)
def use_reserved(
    cx: Command, entry_id: int, version: int, dated: date, paper: PaperInput, back_dated_reason: str = ""
) -> Taken:
    """Enter a paper that was issued without this product, under a number that was kept for it.

    Raises Invalid, Refused when the number is not kept any more, Conflict, NotFound.
    """
    lock_book(cx.session, RegisterBook.OUTGOING)
    entry = cx.load(RegisterEntry, entry_id, version)
    outside = paper.check(entry.kind)
    entry = take_number(
        cx,
        entry.kind,
        dated,
        subject=paper.subject,
        signatory_name=paper.signatory,
        recipients=paper.recipients,
        reserved=entry,
        outside=outside,
        back_dated_reason=back_dated_reason,
    )
    return taken_of(entry)


@command(Action.REGISTER_CANCEL)
def give_up(cx: Command, entry_id: int, version: int, reason: str) -> Taken:
    """Cancel a number that was reserved, or entered for a paper issued outside; it stays with its reason.

    Raises Invalid for a missing reason, Refused for the number of a paper that this product made.
    """
    lock_book(cx.session, RegisterBook.OUTGOING)
    entry = cx.load(RegisterEntry, entry_id, version)
    if not may_be_given_up(entry):
        raise Refused("number_not_free", symbol=entry.symbol)
    cancel_taken(cx, entry, reason)
    return taken_of(entry)


def may_be_given_up(entry: RegisterEntry) -> bool:
    """Whether the office may cancel the number by hand: a paper made here keeps its number."""
    return entry.state is EntryState.RESERVED or (entry.state is EntryState.USED and entry.is_outside)


def words_are_ours(entry: RegisterEntry) -> bool:
    """Whether the words in the book come from a paper made here, so that they can only be read."""
    return entry.document_id is not None or entry.state is EntryState.TAKEN


@command(Action.REGISTER_EDIT)
def correct(cx: Command, entry_id: int, version: int, paper: PaperInput, reason: str) -> Taken:
    """Put right what was mistyped; number, kind and day stay. Of a paper made here: where it is kept, copies.

    Raises Invalid for a missing reason or a change of nothing, Conflict, NotFound.
    """
    lock_book(cx.session, RegisterBook.OUTGOING)
    entry = cx.load(RegisterEntry, entry_id, version)
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    _check_copies(paper.copies)
    changed: dict[str, object] = {"kept_by": paper.kept_by, "copies": paper.copies}
    if not words_are_ours(entry):
        check_words(entry.kind, {"subject": paper.subject})
        changed |= {"subject": paper.subject, "signatory_name": paper.signatory}
        changed |= {"recipients": paper.recipients}
    if all(getattr(entry, name) == value for name, value in changed.items()):
        raise Invalid(fields={"reason": "nothing_changed"})
    for name, value in changed.items():
        setattr(entry, name, value)
    note_entry(cx, entry, RegisterEventKind.CORRECTED, reason)
    return taken_of(entry)
