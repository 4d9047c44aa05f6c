"""Both books of a year in print: volumes with cover, rows and closing line, and the head of the chain."""

from collections import Counter
from collections.abc import Sequence

from ..documents.errors import DocumentError, ForeignLetter
from ..documents.register_book import MOST_ROWS, RegisterBookPaper, render_register_book
from ..domain.access import Action, Actor
from ..domain.errors import NotFound, Refused
from ..domain.numbering import DocumentKind
from ..domain.register import EntryState, RegisterBook
from ..models import Ward
from ..texts import registers as texts
from ..texts.labels import label
from .command import Query, query
from .incoming_pages import IncomingFilter, incoming_papers
from .register_check import head_of
from .register_pages import BookFilter, EntryLine, entries_of, entry_line, parts_of
from .register_words import incoming_cells, outgoing_cells

_OUTGOING_WIDTHS = (8, 9, 25, 11, 15, 9, 7, 16)
_INCOMING_WIDTHS = (8, 6, 15, 11, 8, 25, 11, 8, 8)


def _spans(lines: Sequence[EntryLine]) -> tuple[str, ...]:
    """From which number to which, of each kind."""
    numbers: dict[DocumentKind, list[EntryLine]] = {}
    for line in lines:
        numbers.setdefault(line.kind, []).append(line)
    found = []
    for kind, of in numbers.items():
        first, last = min(of, key=lambda one: one.number), max(of, key=lambda one: one.number)
        found.append(texts.SPAN.format(kind=label(kind), first=first.symbol, last=last.symbol))
    return tuple(found)


def _counted(papers: int, cancelled: int, reserved: int = 0) -> str:
    """How many papers, and how many numbers without one."""
    found = [texts.PAPERS_COUNTED.format(count=papers)]
    for words, count in ((texts.CANCELLED_COUNTED, cancelled), (texts.RESERVED_COUNTED, reserved)):
        found += [words.format(count=count)] if count else []
    return ", ".join(found)


def _paper(
    cx: Query,
    book: RegisterBook,
    year: int,
    part: int,
    rows: list[tuple[str, ...]],
    spans: tuple[str, ...],
    counted: str,
) -> RegisterBookPaper:
    outgoing = book is RegisterBook.OUTGOING
    ward = cx.session.get(Ward, 1)
    title = texts.OUTGOING_TITLE if outgoing else texts.INCOMING_TITLE
    return RegisterBookPaper(
        parent=ward.parent_issuer if ward else "",
        issuer=ward.issuer if ward else "",
        name=title.format(year=year),
        heads=texts.OUTGOING_HEADS if outgoing else texts.INCOMING_HEADS,
        widths=_OUTGOING_WIDTHS if outgoing else _INCOMING_WIDTHS,
        figures=(0, 6) if outgoing else (0, 1, 4, 7),
        rows=tuple(rows),
        ranges=spans,
        count_words=counted,
        closing_range="; ".join(spans).lower() if not outgoing else "; ".join(spans),
        closed_on=cx.today,
        chain_head=head_of(cx.session, book) or "-",
        part=part,
    )


def _volume(total: int, part: int) -> slice:
    """The rows of a volume (from 1). Raises Refused for a book without rows, NotFound for no such volume."""
    if not total:
        raise Refused("book_empty")
    if not 1 <= part <= parts_of(total):
        raise NotFound
    return slice((part - 1) * MOST_ROWS, part * MOST_ROWS)


@query(Action.REGISTER_VIEW)
def _outgoing(cx: Query, year: int, part: int) -> RegisterBookPaper:
    cx.allow()
    lines = [entry_line(row) for row in cx.session.scalars(entries_of(year, BookFilter()))]
    here = lines[_volume(len(lines), part)]
    number = part if parts_of(len(lines)) > 1 else 0
    rows = [outgoing_cells(line) for line in here]
    states = Counter(line.state for line in here)
    papers = states[EntryState.USED] + states[EntryState.TAKEN]
    counted = _counted(papers, states[EntryState.CANCELLED], states[EntryState.RESERVED])
    return _paper(cx, RegisterBook.OUTGOING, year, number, rows, _spans(here), counted)


@query(Action.INCOMING_VIEW)
def _incoming(cx: Query, year: int, part: int) -> RegisterBookPaper:
    cx.allow()
    lines = incoming_papers(cx, IncomingFilter(year))
    here = lines[_volume(len(lines), part)]
    number = part if parts_of(len(lines)) > 1 else 0
    span = texts.INCOMING_SPAN.format(first=f"{here[0].number:02d}", last=f"{here[-1].number:02d}")
    # The last column is for the pen of whoever takes the paper; a cancelled number says so there.
    rows = [(*incoming_cells(line), texts.CANCELLED_CELL if line.cancelled_reason else "") for line in here]
    cancelled = sum(1 for line in here if line.cancelled_reason)
    counted = _counted(len(here) - cancelled, cancelled)
    return _paper(cx, RegisterBook.INCOMING, year, number, rows, (span,), counted)


def print_outgoing(actor: Actor, year: int, part: int = 1) -> bytes:
    """A volume of the outgoing book as PDF. Raises NotFound, Refused (empty book, strange letter)."""
    return _drawn(_outgoing(actor, year, part))


def print_incoming(actor: Actor, year: int, part: int = 1) -> bytes:
    """A volume of the incoming book as PDF. Raises as print_outgoing does."""
    return _drawn(_incoming(actor, year, part))


def _drawn(paper: RegisterBookPaper) -> bytes:
    """Drawn after the reading transaction has ended."""
    try:
        return render_register_book(paper)
    except ForeignLetter as problem:
        raise Refused("book_letter", letter=problem.letter, point=problem.point) from problem
    except DocumentError as problem:
        raise Refused("book_failed") from problem
