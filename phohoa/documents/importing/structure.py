"""What was found in an existing paper: pieces in the order of the source, and the parts they make up.

Every letter of the source stands in exactly one piece. Nothing is changed: what is probably misread is a
correction beside the piece, applied only when somebody asks for it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a piece of an existing paper is."""

    PARTY = "party"
    PARENT = "parent"
    ISSUER = "issuer"
    STAR = "star"
    NUMBER = "number"
    PLACE_DATE = "place_date"
    KIND = "kind"
    SUBJECT = "subject"
    RULE = "rule"
    BASIS = "basis"
    OPENING = "opening"
    LABEL = "label"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CELL = "cell"
    REPEATED = "repeated"
    CLOSING = "closing"
    RECIPIENTS_HEAD = "recipients_head"
    RECIPIENT = "recipient"
    AUTHORITY = "authority"
    POSITION = "position"
    NAME = "name"
    PAGE_NUMBER = "page_number"
    STAMP = "stamp"
    LEFTOVER = "leftover"


class Certainty(StrEnum):
    """How sure the reading is of a piece."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the source; `before` is what layout puts between it and the stretch before: "" or " "."""

    start: int
    end: int
    before: str = " "


@dataclass(frozen=True, slots=True)
class Correction:
    """A place of the source that is probably misread; `reason` is a key of texts.importing.REASONS."""

    start: int
    end: int
    original: str
    proposed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a piece or a part is uncertain: a key of texts.importing.MARKS, with the word in question."""

    code: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the source. `text` has its words as they stand there, lines joined and spaces single."""

    role: Role
    parts: tuple[Part, ...]
    text: str
    certainty: Certainty = Certainty.SURE
    marks: tuple[Mark, ...] = ()
    corrections: tuple[Correction, ...] = ()
    #: The words with every correction applied; equal to `text` where there is none.
    corrected: str = ""

    def words(self, corrected: bool) -> str:
        """The words as they stand, or as they are proposed."""
        return self.corrected if corrected else self.text


@dataclass(frozen=True, slots=True)
class TableFound:
    """A table: a row of cells for each row; a cell that the source leaves empty is None."""

    rows: tuple[tuple[Piece | None, ...], ...]
    caption: Piece | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What stands below a heading: a paragraph (`bullet` is -, + or nothing) or a table."""

    piece: Piece | None = None
    bullet: Piece | None = None
    table: TableFound | None = None


@dataclass(frozen=True, slots=True)
class SectionFound:
    """A heading with what follows it.

    `style`: part, capital, roman, number, dotted, letter, appendix, none. `level` counts from 1 among the
    styles that the paper uses. With `run_in` the first item stands on the line of the heading; a numbered
    paragraph has no heading at all.
    """

    level: int
    style: str
    label: Piece | None
    heading: Piece | None
    items: tuple[Item, ...] = ()
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The text that was read, composed to NFC, lines ended by LF; `notes` say what was done to get it.

    `kind`: text, docx or pdf. `notes` are keys of texts.importing.NOTES.
    """

    text: str
    kind: str = "text"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """An existing paper as far as it was understood. None and "" stand for what the paper does not show.

    `number` is the number alone, `symbol` the kind and issuer behind it. `asked` names what somebody must
    fill in or confirm. `pieces` holds every piece in the order of the source; the other fields point into it.
    """

    source: Source
    pieces: tuple[Piece, ...]
    parent: tuple[Piece, ...] = ()
    issuer: tuple[Piece, ...] = ()
    number_line: Piece | None = None
    number: int | None = None
    symbol: str = ""
    date_line: Piece | None = None
    place: str = ""
    dated: date | None = None
    year: int | None = None
    kind: Piece | None = None
    subject: tuple[Piece, ...] = ()
    bases: tuple[Piece, ...] = ()
    opening: tuple[Piece, ...] = ()
    #: The opening stands in the paragraph of the last basis.
    opening_runs_on: bool = False
    sections: tuple[SectionFound, ...] = ()
    closing: tuple[Piece, ...] = ()
    recipients: tuple[Piece, ...] = ()
    authority: tuple[Piece, ...] = ()
    position: tuple[Piece, ...] = ()
    name: Piece | None = None
    leftover: tuple[Piece, ...] = ()
    asked: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Every correction, in the order of the source."""
        found = [one for piece in self.pieces for one in piece.corrections]
        return tuple(sorted(found, key=lambda one: one.start))
