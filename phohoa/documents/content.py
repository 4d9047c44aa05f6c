"""What a document says, as frozen dataclasses of primitives; how it looks is decided in layout/."""

from dataclasses import dataclass, field
from datetime import date, time

LANGUAGE = "vi-VN"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an official paper (HD 36-HD/VPTW, domain/04 4.3).

    `number` and `dated` are None while the paper is a draft: blanks are printed in their place, with `year`.
    `symbol` is what follows the number, such as the kind and the issuer joined by a slash. `number_text` is a
    number as the issuer wrote it, printed as it is; a paper of no register has none at all.
    """

    parent: str
    issuer: str
    symbol: str
    place: str
    year: int
    number: int | None = None
    dated: date | None = None
    number_text: str = ""
    without_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row that repeats on every page.

    `widths` are percents of the text width, one per column, summing to 100; empty shares the width evenly.
    `numeric` are the indexes of the columns that are centred figures. `total` is an optional last row.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    total: tuple[str, ...] = ()
    #: Smaller letters, for many words in many columns.
    tight: bool = False

    def __post_init__(self) -> None:
        columns = len(self.heads)
        if columns == 0 or any(len(row) != columns for row in self.rows):
            raise ValueError("every row of a table has one cell per head")
        if self.total and len(self.total) != columns:
            raise ValueError("the total row has one cell per head")
        if self.widths and (len(self.widths) != columns or sum(self.widths) != 100):
            raise ValueError("widths are percents, one per column, summing to 100")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the body: level 1 (I-), 2 (1.) or 3 (a)), its paragraphs, then its tables, in that order.

    With `run_in` the first paragraph follows the heading on the same line.
    """

    level: int
    label: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    run_in: bool = False

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError("a section has level 1, 2 or 3")


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A plan (or another paper of the same layout) in full.

    `kind` is printed in capitals, `subject` under it. `bases` are the legal bases, one paragraph each;
    `opening` leads into the sections and may be empty. `authority` and `position` stand above the
    signature, `signatory` under it; all three are required, for a Party paper without them is void
    (domain/04 4.3).
    """

    head: Head
    kind: str
    subject: str
    bases: tuple[str, ...]
    opening: str
    sections: tuple[Section, ...]
    closing: str
    recipients: tuple[str, ...]
    authority: str
    position: str
    signatory: str
    language: str = LANGUAGE
    #: Where the paper can be checked, drawn as a square code below the recipients; empty: none.
    check_url: str = ""

    def __post_init__(self) -> None:
        for name in ("kind", "authority", "position", "signatory", "closing"):
            if not str(getattr(self, name)).strip():
                raise ValueError(f"{name} is required")


@dataclass(frozen=True, slots=True)
class Absence:
    """How many members were absent for one cause, and their names as far as they were noted."""

    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """Raw counts of a show of hands, never a percentage."""

    in_favour: int
    against: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """What the branch decided about one person; every field but the name and the decision may be empty.

    `code` groups people of one decision in the extract; `vote` is one that was taken on this person alone.
    """

    name: str
    decision: str
    birth_year: str = ""
    helper: str = ""
    rating: str = ""
    reason: str = ""
    remark: str = ""
    code: str = ""
    vote: Vote | None = None


@dataclass(frozen=True, slots=True)
class GivenTask:
    """A task that the meeting gave: to whom or about whom, what, until which day as dd/mm/yyyy."""

    who: str
    text: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """The minutes of one branch's monthly review, for two signatures by hand.

    `followed` is how many people the branch reviewed. With `no_change` the minutes say that the list stays
    as it was; `decisions` may then still list the people kept. `agenda` are the points of the meeting,
    `quorum` a sentence on whether enough came. `resolution` is the number of the branch's resolution,
    `chair_position` the chair's office. A `draft` says so above its head.
    """

    head: Head
    branch: str
    month: int
    year: int
    held_on: date
    venue: str
    chair: str
    secretary: str
    official: int
    probationary: int
    present: int
    followed: int
    chair_position: str = ""
    started: time | None = None
    ended: time | None = None
    excused: Absence = field(default_factory=Absence)
    unexcused: Absence = field(default_factory=Absence)
    decisions: tuple[PersonDecision, ...] = ()
    no_change: bool = False
    vote: Vote | None = None
    conclusions: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    quorum: str = ""
    tasks: tuple[GivenTask, ...] = ()
    resolution: str = ""
    draft: bool = False
    language: str = LANGUAGE
