"""What the layout linter takes and gives: stretches of a paper, what is known of the ward, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from .misreading import Vocabulary
from .recognition import flat
from .regulations import IssuedBy, RegulationKind


class Gravity(StrEnum):
    """MUST keeps a draft from going to the signatory, LOOK asks to be looked at, NOTE only tells."""

    MUST = "must"
    LOOK = "look"
    NOTE = "note"


class LintMark(StrEnum):
    """What was done about a finding: its remedy applied, or put aside with a reason."""

    MENDED = "mended"
    ASIDE = "aside"


class StretchRole(StrEnum):
    """Which part of the paper a stretch is."""

    PARENT = "parent"
    ISSUER = "issuer"
    NUMBER = "number"
    DATE_LINE = "date_line"
    PLACE = "place"
    KIND = "kind"
    SUBJECT = "subject"
    BASES = "bases"
    OPENING = "opening"
    HEADING = "heading"
    BODY = "body"
    CELL = "cell"
    CLOSING = "closing"
    RECIPIENTS = "recipients"
    AUTHORITY = "authority"
    POSITION = "position"
    NAME = "name"


class LintPlace(StrEnum):
    """Where on the paper a finding stands, as people speak of it."""

    HEAD = "head"
    BASES = "bases"
    SECTION = "section"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    PAPER = "paper"


R = StretchRole
PLACE_OF: dict[StretchRole, LintPlace] = {
    **dict.fromkeys((R.PARENT, R.ISSUER, R.NUMBER, R.DATE_LINE, R.PLACE, R.KIND, R.SUBJECT), LintPlace.HEAD),
    **dict.fromkeys((R.BASES,), LintPlace.BASES),
    **dict.fromkeys((R.OPENING, R.HEADING, R.BODY, R.CELL, R.CLOSING), LintPlace.SECTION),
    R.RECIPIENTS: LintPlace.RECIPIENTS,
    **dict.fromkeys((R.AUTHORITY, R.POSITION, R.NAME), LintPlace.SIGNATURE),
}
#: Stretchs of running text.
PROSE = frozenset((R.SUBJECT, R.BASES, R.OPENING, R.HEADING, R.BODY, R.CLOSING))


class LintCode(StrEnum):
    """What can be wrong; each has its sentence and its rule in texts/linting.py."""

    PART_MISSING = "part_missing"
    AUTHORITY_FORM = "authority_form"
    AUTHORITY_KT = "authority_kt"
    AUTHORITY_UNKNOWN = "authority_unknown"
    POSITION_FORM = "position_form"
    CAPITALS = "capitals"
    NUMBER_COLON = "number_colon"
    NUMBER_ZERO = "number_zero"
    NUMBER_SHAPE = "number_shape"
    PLACE_WORD = "place_word"
    DATE_LINE_SHAPE = "date_line_shape"
    DATE_ZERO = "date_zero"
    DATE_ZERO_TEXT = "date_zero_text"
    SUBJECT_CAPITAL = "subject_capital"
    SUBJECT_STOP = "subject_stop"
    SUBJECT_KIND = "subject_kind"
    RECIPIENT_ENDS = "recipient_ends"
    RECIPIENT_LAST = "recipient_last"
    END_MARK = "end_mark"
    END_STOP = "end_stop"
    STATE_MARK = "state_mark"
    STATE_TM = "state_tm"
    STATE_NUMBER = "state_number"
    LABEL_TWICE = "label_twice"
    LABEL_GAP = "label_gap"
    LABEL_REPEATED = "label_repeated"
    NAME_MISSPELT = "name_misspelt"
    NAME_TONE = "name_tone"
    NAME_CAPITALS = "name_capitals"
    NAME_NEAR = "name_near"
    NAME_FORMER = "name_former"
    UNIT_UNKNOWN = "unit_unknown"
    TONE_PLACE = "tone_place"
    DISTRICT_GONE = "district_gone"
    BASE_LAPSED = "base_lapsed"
    BASE_NOT_YET = "base_not_yet"
    BASE_AFTER = "base_after"
    BASE_DATE = "base_date"
    BASE_ISSUER = "base_issuer"
    BASE_KIND = "base_kind"
    BASE_SHAPE = "base_shape"
    BASE_UNKNOWN = "base_unknown"
    TERM_OTHER = "term_other"
    YEAR_SUBJECT = "year_subject"
    YEAR_TEXT = "year_text"
    TARGET_DIFFERS = "target_differs"
    UNIT_TARGET_DIFFERS = "unit_target_differs"
    LEAST_NOT_MET = "least_not_met"
    SUM_DIFFERS = "sum_differs"
    COUNT_DIFFERS = "count_differs"
    INTRODUCTIONS_DIFFER = "introductions_differ"
    MEMBERS_DIFFER = "members_differ"
    MISREAD = "misread"
    GLUED = "glued"
    STRANGE_WORD = "strange_word"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_FAR = "date_far"
    DATE_PAST = "date_past"
    WEEKDAY = "weekday"
    FOREIGN_LETTER = "foreign_letter"
    ENCODING = "encoding"
    LEGACY = "legacy"
    SPACES = "spaces"
    SPACE_BEFORE = "space_before"
    DASH = "dash"


@dataclass(frozen=True)
class Stretch:
    """A stretch of the paper that is written and mended as one; `key` names it to the caller.

    `label` is what stands before its heading, `line` where it begins in the source (0: nowhere).
    """

    role: StretchRole
    key: str
    text: str
    label: str = ""
    line: int = 0

    @cached_property
    def flat(self) -> str:
        """The text without marks and capitals, as many letters as before."""
        return flat(self.text)

    @property
    def place(self) -> LintPlace:
        """Where a finding in it stands."""
        return PLACE_OF[self.role]


@dataclass(frozen=True, slots=True)
class Label:
    """The number before a heading as the paper writes it, its level from 1, and the stretch it belongs to."""

    level: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class UnitSpelling:
    """A name that a unit bore from a day to another; `today` is its name on the paper's day ("": closed)."""

    name: str
    valid_from: date
    valid_to: date | None = None
    today: str = ""

    def valid_on(self, day: date) -> bool:
        """Whether it was the unit's name on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class TermCited:
    """The committee's term on the paper's day."""

    ordinal: str
    first_year: int
    last_year: int


@dataclass(frozen=True)
class PaperFacts:
    """What is known beside the words. None and empty: not known, so nothing is held against it.

    `day`: the paper's own, else the day by which it is judged; with `day_is_own` false it only stands for the
    paper's year. `targets`: (branch, admissions) of the allocation. `layout_sets_ends`: the layout puts
    number, day and the marks behind recipients.
    """

    day: date
    year: int | None = None
    issuer: str = ""
    parent: str = ""
    place: str = ""
    upper_level: str = ""
    places: tuple[str, ...] = ()
    units: tuple[UnitSpelling, ...] = ()
    term: TermCited | None = None
    ward_target: int | None = None
    targets: tuple[tuple[str, int], ...] = ()
    introductions: tuple[int, ...] = ()
    members: int | None = None
    day_is_own: bool = True
    layout_sets_ends: bool = False


@dataclass(frozen=True, slots=True)
class CitationWords:
    """A regulation as a paper names it; `title` is empty where its words are not known for sure."""

    kind: str
    symbol: str
    day: str
    issuer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class LintWords:
    """The Vietnamese that the checks put into a text; the domain itself has none."""

    vocabulary: Vocabulary
    citations: Mapping[str, CitationWords]
    kinds: Mapping[RegulationKind, str]
    issuers: Mapping[IssuedBy, tuple[str, ...]]
    titles: tuple[str, ...]
    last_recipient: str
    weekdays: tuple[str, ...]
    authorities: tuple[str, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True)
class LintPaper:
    """A paper to look through: its stretches in order, its headings' numbers, and what is known beside it."""

    stretches: tuple[Stretch, ...]
    facts: PaperFacts
    words: LintWords
    #: Whether the bundled fonts can draw a letter as it should look.
    draws: Callable[[str], bool] = lambda letter: True
    labels: tuple[Label, ...] = ()
    #: Parts that this kind of paper must have.
    required: tuple[StretchRole, ...] = ()

    def of(self, *roles: StretchRole) -> Iterable[Stretch]:
        """The stretches of these roles."""
        return (one for one in self.stretches if one.role in roles)


@dataclass(frozen=True)
class LintFinding:
    """One thing found: what, how grave, in which stretch, the exact piece of text, and what to put there.

    `replacement` is None where nothing exact can be offered. `params` fill the sentence.
    """

    code: LintCode
    severity: Gravity
    key: str
    start: int = 0
    end: int = 0
    original: str = ""
    replacement: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """The same for the same piece with the same remedy in the same stretch, wherever it stands there."""
        said = "\x1f".join((self.code.value, self.key, self.original, self.replacement or ""))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    @property
    def spelling(self) -> tuple[LintCode, str, str | None]:
        """The same for the same piece with the same remedy anywhere in the paper."""
        return self.code, self.original, self.replacement


def found(
    stretch: Stretch,
    code: LintCode,
    severity: Gravity,
    start: int,
    end: int,
    replacement: str | None = None,
    **params: object,
) -> LintFinding:
    """A finding on a stretch of a stretch."""
    return LintFinding(code, severity, stretch.key, start, end, stretch.text[start:end], replacement, params)
