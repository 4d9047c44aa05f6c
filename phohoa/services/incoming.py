"""The incoming book: papers entered under the number of their year, put right, handled, or cancelled."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..documents.scans import Scan
from ..domain.access import Action
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.register import IncomingKind, RegisterBook, RegisterEventKind
from ..domain.vietnamese import search_key
from ..models import IncomingPaper
from .command import Caller, Command, Fresh, Query, command, query
from .register_chain import lock_book, note_paper
from .scans import ScanFile
from .sealed_files import ENDING, MIME, bring, forget, place_of, read_sealed


@dataclass(frozen=True)
class IncomingInput:
    """What the book says of a paper that came in. `dated` and `due_on`: None where the paper has none."""

    received_on: date
    sender: str
    symbol: str
    dated: date | None
    kind: IncomingKind
    subject: str
    handler: str = ""
    due_on: date | None = None

    def check(self, today: date) -> None:
        """Raises Invalid for what is missing or cannot be."""
        words = {"sender": self.sender, "subject": self.subject}
        wrong = {name: "required" for name, text in words.items() if not text.strip()}
        if self.received_on > today:
            wrong["received_on"] = "received_in_future"
        elif self.dated is not None and self.received_on < self.dated:
            wrong["received_on"] = "received_before_dated"
        if self.due_on is not None and self.due_on < self.received_on:
            wrong["due_on"] = "due_before_received"
        if wrong:
            raise Invalid(fields=dict(wrong))


@dataclass(frozen=True)
class Entered:
    """An incoming paper by its number; of a scan the key of the one that is kept and of the one that goes."""

    paper_id: int
    number: int
    year: int
    key: str = ""
    gone: str = ""


def _entered(paper: IncomingPaper, key: str = "", gone: str = "") -> Entered:
    return Entered(paper.id, paper.number, paper.year, key, gone)


def _open(cx: Command, paper_id: int, version: int | None) -> IncomingPaper:
    """The paper, for a change. Raises NotFound, Conflict, Refused when it is cancelled."""
    lock_book(cx.session, RegisterBook.INCOMING)
    paper = cx.load(IncomingPaper, paper_id, version)
    if paper.cancelled_reason:
        raise Refused("paper_cancelled")
    return paper


def _write(paper: IncomingPaper, data: IncomingInput) -> None:
    paper.received_on, paper.dated, paper.due_on = data.received_on, data.dated, data.due_on
    paper.sender, paper.symbol, paper.kind = data.sender.strip(), data.symbol.strip(), data.kind
    paper.subject, paper.handler = data.subject.strip(), data.handler.strip()
    paper.search_key = search_key(" ".join((data.sender, data.symbol, data.subject, data.handler)))


@command(Action.INCOMING_EDIT)
def enter(cx: Command, data: IncomingInput) -> Entered:
    """Enter a paper under the next number of the year in which it came; the book is locked first.

    Raises Invalid for what is missing or cannot be.
    """
    cx.allow()
    data.check(cx.today)
    lock_book(cx.session, RegisterBook.INCOMING)
    year = data.received_on.year
    last = cx.session.scalar(select(func.max(IncomingPaper.number)).where(IncomingPaper.year == year))
    paper = IncomingPaper(
        year=year,
        number=(last or 0) + 1,
        recorded_on=cx.today,
        created_at=cx.now,
        outcome="",
        cancelled_reason="",
    )
    _write(paper, data)
    cx.session.add(paper)
    note_paper(cx, paper, RegisterEventKind.RECORDED)
    return _entered(paper)


@command(Action.INCOMING_EDIT)
def edit(cx: Command, paper_id: int, version: int, data: IncomingInput, reason: str) -> Entered:
    """Put right what was entered, with the reason; the number and its year stay.

    Raises Invalid for what is missing, for a day of another year, for a missing reason; Conflict, Refused.
    """
    paper = _open(cx, paper_id, version)
    data.check(cx.today)
    wrong: dict[str, object] = {}
    if data.received_on.year != paper.year:
        wrong["received_on"] = ("received_other_year", {"year": paper.year})
    if not reason.strip():
        wrong["reason"] = "required"
    if wrong:
        raise Invalid(fields=wrong)
    _write(paper, data)
    note_paper(cx, paper, RegisterEventKind.CORRECTED, reason.strip())
    return _entered(paper)


@command(Action.INCOMING_EDIT)
def finish(cx: Command, paper_id: int, version: int, done_on: date, outcome: str) -> Entered:
    """Record that a paper was handled: when, with what outcome. Raises Invalid, Conflict, Refused."""
    paper = _open(cx, paper_id, version)
    wrong = {}
    if not outcome.strip():
        wrong["outcome"] = "required"
    if done_on > cx.today:
        wrong["done_on"] = "done_in_future"
    elif done_on < paper.received_on:
        wrong["done_on"] = "done_before_received"
    if wrong:
        raise Invalid(fields=dict(wrong))
    paper.done_on, paper.outcome = done_on, outcome.strip()
    note_paper(cx, paper, RegisterEventKind.DONE)
    return _entered(paper)


@command(Action.INCOMING_EDIT)
def cancel(cx: Command, paper_id: int, version: int, reason: str) -> Entered:
    """Cancel an entry that should not be: its number stays with the reason. Raises as edit does."""
    paper = _open(cx, paper_id, version)
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    paper.cancelled_reason = reason.strip()
    note_paper(cx, paper, RegisterEventKind.CANCELLED, paper.cancelled_reason)
    return _entered(paper)


# --- the scan ----------------------------------------------------------------------------------------------


@query(Action.INCOMING_EDIT)
def _may_attach(cx: Query, paper_id: int) -> None:
    """Ask before anything is read of the file. Raises NotFound."""
    cx.load(IncomingPaper, paper_id)


def attach_scan(caller: Caller, paper_id: int, version: int, data: bytes, file_name: str) -> Entered:
    """Check a file and keep it as the scan of the paper, in the place of an earlier one.

    Its name is read for what it claims, and dropped. Raises Invalid for the field `file`, Conflict, Refused.
    """
    _may_attach(caller.actor, paper_id)

    def store(scan: Scan, key: Fresh) -> Entered:
        about = (scan.kind, len(scan.data), scan.pages, hashlib.sha256(scan.data).hexdigest())
        return _store_scan(caller, paper_id, version, about, key)

    kept = bring(IncomingPaper.__tablename__, data, file_name, store)
    if kept.gone:
        forget(kept.gone)
    return kept


@command(Action.INCOMING_EDIT)
def _store_scan(
    cx: Command, paper_id: int, version: int, about: tuple[str, int, int, str], key: Fresh
) -> Entered:
    paper = _open(cx, paper_id, version)
    earlier = paper.scan_key or ""
    paper.scan_key = key.value
    paper.scan_kind, paper.scan_size, paper.scan_pages, paper.scan_sha256 = about
    note_paper(cx, paper, RegisterEventKind.CORRECTED)
    return _entered(paper, key.value, earlier)


@query(Action.INCOMING_VIEW)
def scan_file(cx: Query, paper_id: int) -> ScanFile:
    """The bytes of the scan. Raises NotFound; DamagedField for a file that is missing or was changed."""
    paper = cx.load(IncomingPaper, paper_id)
    if paper.scan_key is None:
        raise NotFound
    data = read_sealed(place_of(paper.__tablename__, paper.scan_key), paper.scan_key)
    name = f"van-ban-den-{paper.number:02d}-{paper.year}.{ENDING[paper.scan_kind]}"
    return ScanFile(data, MIME[paper.scan_kind], name)
