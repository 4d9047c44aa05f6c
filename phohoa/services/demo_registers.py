"""The demo ward's books: numbers reserved, used, cancelled, back-dated; papers that came in."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from ..domain.numbering import DocumentKind
from ..domain.register import IncomingKind
from ..extensions import db
from ..models import IncomingPaper, RegisterEntry
from ..texts.demo import registers as words
from . import clock
from .command import Caller
from .demo_chronicle import Chronicle
from .demo_world import World, moment
from .incoming import IncomingInput, cancel, enter, finish
from .register import cancel_number
from .register_entries import PaperInput, record_outside, reserve, use_reserved


def plan_registers(chronicle: Chronicle, world: World, today: date) -> None:
    """Put what happens in both books on the chronicle."""
    books = _Books(Caller(world.actors["office"]), today)

    def ago(days: int, hour: int, minute: int, what: partial[None]) -> None:
        chronicle.at(moment(today - timedelta(days=days), hour, minute), what)

    for n, (kind, dated, entered, subject, recipients, copies, why) in enumerate(words.PAPERS):
        paper = PaperInput(subject, words.SIGNATORY, recipients, "", copies)
        ago(entered, 14, n, partial(books.record, kind, dated, paper, why))
    for n, (days, subject, why, used) in enumerate(words.RESERVED):
        ago(days, 9, n, partial(books.reserve, subject, why))
        if used is not None:
            paper = PaperInput(subject, words.SIGNATORY, words.RESERVED_RECIPIENTS, "", 3)
            ago(used, 15, n, partial(books.use, days, paper))
    days, subject, why = words.CANCELLED
    ago(days, 10, 30, partial(books.cancel, subject, why))
    for n, line in enumerate(words.INCOMING):
        ago(line[1], 8, 10 + n, partial(books.enter, n))
        if n in words.HANDLED:
            handled, outcome = words.HANDLED[n]
            ago(handled, 16, n, partial(books.finish, n, outcome))
    twice, why = words.ENTERED_TWICE
    ago(words.INCOMING[twice][1], 9, 0, partial(books.cancel_incoming, twice, why))


class _Books:
    """What the office writes into the books, each at its day."""

    def __init__(self, office: Caller, today: date) -> None:
        self._office, self._today = office, today
        self._papers: dict[int, int] = {}

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def record(self, kind: str, dated: int, paper: PaperInput, why: str) -> None:
        record_outside(self._office, DocumentKind(kind), self._ago(dated), paper, why)

    def reserve(self, subject: str, why: str) -> None:
        reserve(self._office, DocumentKind.LETTER, clock.today(), subject, why)

    def use(self, reserved: int, paper: PaperInput) -> None:
        """The paper bears the day for which its number was kept."""
        row = db.session.scalars(
            select(RegisterEntry)
            .where(RegisterEntry.reserve_reason != "")
            .order_by(RegisterEntry.id)
            .limit(1)
        ).one()
        use_reserved(self._office, row.id, row.version, self._ago(reserved), paper)

    def cancel(self, subject: str, why: str) -> None:
        cancel_number(self._office, DocumentKind.LETTER, clock.today(), subject, why)

    def enter(self, n: int) -> None:
        came, _, dated, sender, symbol, kind, subject, handler, due = words.INCOMING[n]
        received = self._ago(came)
        data = IncomingInput(
            received_on=received,
            sender=sender,
            symbol=symbol,
            dated=self._ago(dated),
            kind=IncomingKind(kind),
            subject=subject,
            handler=handler,
            due_on=received + timedelta(days=due) if due is not None else None,
        )
        self._papers[n] = enter(self._office, data).paper_id

    def _version(self, n: int) -> int:
        return db.session.get_one(IncomingPaper, self._papers[n], populate_existing=True).version

    def finish(self, n: int, outcome: str) -> None:
        finish(self._office, self._papers[n], self._version(n), clock.today(), outcome)

    def cancel_incoming(self, n: int, why: str) -> None:
        cancel(self._office, self._papers[n], self._version(n), why)
