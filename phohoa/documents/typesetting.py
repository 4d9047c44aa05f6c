"""Content to HTML for the drawing engine: own template environment, text composed to NFC."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from phohoa.documents import wording
from phohoa.documents.content import Head, PlanContent, Section, Table
from phohoa.documents.errors import TooLarge
from phohoa.documents.fields import SIGNATURE_FIELD
from phohoa.documents.letters import compose
from phohoa.documents.official import OfficialPaper
from phohoa.texts import documents as texts

if TYPE_CHECKING:
    from phohoa.documents.blank_form import BlankForm
    from phohoa.documents.register_book import RegisterBookPaper

LAYOUT = Path(__file__).parent / "layout"

# A plan of the ward has some five pages; ten times that is no paper but a mistake or an attack.
MAX_LETTERS = 400_000
MAX_ROWS = 600
MAX_CELL = 2_000

# About 80 letters of 14 pt fill a line of 165 mm; the signature keeps two lines of text with it.
TWO_LINES = 170
LINE = 18
LETTERS_OF_A_HEADING = 70
#: Points below a paragraph; the drawing engine wants them free too where a page ends.
AROUND = 6


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body in reading order; `room` is the height in points it needs with what follows."""

    kind: str
    words: str = ""
    level: int = 0
    label: str = ""
    rest: str = ""
    room: int = 0
    table: Table | None = None


def blanks(words: str) -> str:
    """Runs of spaces made unbreakable, so that the blanks of a draft keep their width."""
    return words.replace("  ", "\u00a0\u00a0")


def head_number(head: Head) -> str:
    """The line under the star: the number as it was written, number and symbol, or blanks."""
    if head.without_number:
        return ""
    if head.number_text:
        return texts.number_as_written(head.number_text)
    return texts.number_line(head.number, head.symbol)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(LAYOUT), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    env.filters["blanks"] = blanks
    env.globals.update(
        head_number=head_number,
        date_line=texts.date_line,
        addressee_lines=wording.addressee_lines,
        recipient_lines=wording.recipient_lines,
        letter_subject=wording.letter_subject,
    )
    return env


def plan_html(content: PlanContent) -> str:
    """The whole plan as HTML. Raises TooLarge."""
    blocks = body_blocks(content)
    _check_tables([block.table for block in blocks if block.table])
    start = tail_start(blocks)
    return _render(
        "plan.html",
        content=content,
        title=plan_title(content),
        m=wording.rules_of(content).measures,
        blocks=blocks[:start],
        tail=blocks[start:],
        field=SIGNATURE_FIELD,
    )


def official_html(paper: OfficialPaper) -> str:
    """A paper of the official layout as HTML. Raises TooLarge."""
    blocks = body_blocks(paper)
    _check_tables([block.table for block in blocks if block.table])
    before = decided_from(paper)
    start = tail_start(blocks, before)
    return _render(
        "official.html",
        content=paper,
        title=compose(paper.title),
        m=wording.rules_of(paper).measures,
        before=blocks[:before],
        blocks=blocks[before:start],
        tail=blocks[start:],
        field=SIGNATURE_FIELD,
    )


def blank_form_html(content: "BlankForm", new_lines: int) -> str:
    """The blank form of a review as HTML. Raises TooLarge."""
    from phohoa.texts.review_papers import RATINGS, TICKS  # half of the domain comes along

    if len(content.lines) > MAX_ROWS:
        raise TooLarge("too many rows")
    return _render(
        "blank_form.html",
        content=content,
        title=blank_form_title(content.branch, content.month, content.year),
        ticks=TICKS,
        ratings=RATINGS,
        new_lines=new_lines,
    )


def register_book_html(content: "RegisterBookPaper", chunks: Sequence[Sequence[tuple[str, ...]]]) -> str:
    """A volume of the register as HTML, its rows in tables as long as `chunks`. Raises TooLarge."""
    if any(len(cell) > MAX_CELL for row in content.rows for cell in row):
        raise TooLarge("a cell is too long")
    return _render("register_book.html", content=content, title=compose(content.name), chunks=chunks)


def plan_title(content: PlanContent) -> str:
    """The title a PDF reader shows in its window."""
    return compose(
        texts.document_title(content.kind, content.subject, content.head.number, content.head.symbol)
    )


def blank_form_title(branch: str, month: int, year: int) -> str:
    """The title a PDF reader shows in its window."""
    from phohoa.texts.review_papers import form_title

    return compose(form_title(branch, month, year))


def _render(template: str, **values: object) -> str:
    html = compose(_environment().get_template(template).render(**values))
    if len(html) > MAX_LETTERS:
        raise TooLarge(f"{len(html)} letters")
    return html


def _check_tables(tables: Sequence[Table]) -> None:
    # The engine's time grows faster than the rows, and a cell higher than a page cannot be placed.
    if sum(len(table.rows) for table in tables) > MAX_ROWS:
        raise TooLarge("too many rows")
    if any(len(cell) > MAX_CELL for table in tables for row in table.rows for cell in row):
        raise TooLarge("a cell is too long")


def body_blocks(content: PlanContent | OfficialPaper) -> list[Block]:
    """The body in reading order."""
    blocks = [Block("text", words) for words in (*content.bases, content.opening) if words.strip()]
    for place, section in enumerate(content.sections):
        blocks.extend(_section_blocks(section, content.sections[place + 1 :]))
    if content.closing.strip():
        blocks.append(Block("text", content.closing))
    return blocks


def _section_blocks(section: Section, following: Sequence[Section]) -> list[Block]:
    paragraphs = [words for words in section.paragraphs if words.strip()]
    blocks: list[Block] = []
    if not section.label and not section.heading:
        pass
    elif section.run_in and paragraphs:
        blocks.append(
            Block("run_in", section.heading, level=section.level, label=section.label, rest=paragraphs.pop(0))
        )
    else:
        # A heading needs itself and three lines, since a paragraph of three lines is not cut; if lower
        # headings follow at once, those too.
        room = _height(section) + 3 * LINE + AROUND
        for upper, lower in pairwise((section, *following)):
            if upper.tables or any(words.strip() for words in upper.paragraphs):
                break
            room += _height(lower)
        if not paragraphs and section.tables:
            room += 3 * LINE
        blocks.append(Block("heading", section.heading, level=section.level, label=section.label, room=room))
    # The sentence that leads to a table of people stays with its first rows.
    leads = len(paragraphs) - 1 if section.tables and section.tables[0].tight else -1
    blocks.extend(
        Block("text", words, room=8 * LINE if place == leads else 0) for place, words in enumerate(paragraphs)
    )
    blocks.extend(Block("table", table=table) for table in section.tables)
    return blocks


def _height(section: Section) -> int:
    """Points that the heading of a section takes, with the room below it."""
    letters = len(section.label) + len(section.heading)
    return (1 + letters // LETTERS_OF_A_HEADING) * LINE + AROUND


def decided_from(paper: OfficialPaper) -> int:
    """How many blocks stand above the bold lines of a decision (bases, opening); 0 without such lines."""
    grounds = [*paper.bases, paper.opening]
    return sum(1 for words in grounds if words.strip()) if paper.resolves else 0


def tail_start(blocks: list[Block], first: int = 0) -> int:
    """Where the part begins that stays with the signature: two lines of text, and their heading.

    It never begins before the block `first`.
    """
    if blocks[-1].kind == "table":
        return len(blocks)
    start = len(blocks) - 1
    letters = len(blocks[start].words)
    while letters < TWO_LINES and start > first and blocks[start - 1].kind != "table":
        start -= 1
        letters += len(blocks[start].words) + len(blocks[start].rest)
    while start > first and blocks[start - 1].kind == "heading":
        start -= 1
    return start
