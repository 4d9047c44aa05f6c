"""How an official paper of the Party looks, by its date: measures and habits, each with its source.

The texts of the regulations themselves were not at hand: what public copies and papers written to them say
is `SECOND_HAND`, general knowledge is `LIKELY`. Nothing here may be shown to people as the law's own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from .rulebook import Certainty


class Layout(StrEnum):
    """The guidances on the form of papers that followed one another."""

    HD36 = "HD36"
    HD05 = "HD05"


@dataclass(frozen=True, slots=True)
class Measure:
    """A length or size with its unit (mm or pt), where it is from and how well it is known."""

    value: float
    unit: str
    source: str
    certainty: Certainty

    def __str__(self) -> str:
        return f"{self.value:g}{self.unit}"


def _copied(value: float, unit: str, source: str = "HD 36-HD/VPTW, HD 05-HD/VPTW") -> Measure:
    return Measure(value, unit, source, Certainty.SECOND_HAND)


def _ours(value: float, unit: str, source: str) -> Measure:
    return Measure(value, unit, source, Certainty.LIKELY)


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything that is measured on a paper, alike under both guidances (notes 04, 4.2 and 4.3)."""

    # The page.
    paper_width: Measure
    paper_height: Measure
    margin_top: Measure
    margin_bottom: Measure
    margin_left: Measure
    margin_right: Measure
    page_number_top: Measure
    page_number: Measure
    # The head: two columns.
    issuer_column: Measure
    parent: Measure
    issuer: Measure
    long_issuer: Measure
    star: Measure
    number: Measure
    party: Measure
    party_rule: Measure
    dated: Measure
    letter_subject: Measure
    # Name and subject.
    kind: Measure
    subject: Measure
    dashes: Measure
    # The text.
    body: Measure
    line: Measure
    first_line: Measure
    between_paragraphs: Measure
    table: Measure
    tight_table: Measure
    # The foot.
    send_to: Measure
    recipient: Measure
    authority: Measure
    position: Measure
    signatory: Measure
    signature_room: Measure

    def __iter__(self) -> Iterator[tuple[str, Measure]]:
        for one in fields(self):
            yield one.name, getattr(self, one.name)

    @property
    def text_width(self) -> float:
        """Millimetres between the margins."""
        return self.paper_width.value - self.margin_left.value - self.margin_right.value

    @property
    def text_height(self) -> float:
        """Millimetres between the margins."""
        return self.paper_height.value - self.margin_top.value - self.margin_bottom.value


MEASURES = Measures(
    # The page.
    paper_width=_copied(210, "mm"),
    paper_height=_copied(297, "mm"),
    margin_top=_copied(20, "mm"),
    margin_bottom=_copied(20, "mm"),
    margin_left=_copied(30, "mm"),
    margin_right=_copied(15, "mm"),
    page_number_top=_copied(10, "mm"),
    page_number=_copied(14, "pt"),
    # The head: two columns.
    issuer_column=_ours(43, "%", "40 to 45 % on papers seen"),
    parent=_copied(14, "pt"),
    issuer=_copied(14, "pt"),
    long_issuer=_copied(13, "pt"),
    star=_copied(14, "pt"),
    number=_copied(14, "pt"),
    party=_copied(15, "pt"),
    party_rule=_ours(0.75, "pt", "the weight that tools for these papers draw"),
    dated=_copied(14, "pt"),
    letter_subject=_copied(12, "pt", "HD 05-HD/VPTW"),
    # Name and subject.
    kind=_copied(16, "pt", "HD 36-HD/VPTW: 15 to 16"),
    subject=_copied(14, "pt", "HD 36-HD/VPTW: 14 to 15"),
    dashes=_copied(14, "pt"),
    # The text.
    body=_copied(14, "pt"),
    line=_copied(18, "pt", "HD 36-HD/VPTW: at least exactly 18"),
    first_line=_copied(10, "mm", "HD 36-HD/VPTW: 10 to 12.7"),
    between_paragraphs=_copied(6, "pt", "HD 36-HD/VPTW: at least 6"),
    table=_ours(13, "pt", "papers seen: 12 to 13"),
    tight_table=_ours(12, "pt", "papers seen: 12 to 13"),
    # The foot.
    send_to=_copied(14, "pt"),
    recipient=_copied(12, "pt"),
    authority=_copied(14, "pt"),
    position=_copied(14, "pt"),
    signatory=_copied(14, "pt"),
    signature_room=_copied(28, "mm", "HD 05-HD/VPTW: four to five lines, about 30 mm"),
)


@dataclass(frozen=True, slots=True)
class LayoutRules:
    """What one guidance asks for; its name and its words stand in texts/documents.py.

    `certainty` is of its first day and of the habits below. `label_marks` are what follows the figure of a
    heading of level 1, 2 and 3.
    """

    code: Layout
    since: date
    certainty: Certainty
    recipient_mark: str
    label_marks: tuple[str, str, str]
    measures: Measures = MEASURES


# Guidance 36-HD/VPTW of 03/4/2018.
HD36 = LayoutRules(
    code=Layout.HD36,
    since=date(2018, 4, 3),
    certainty=Certainty.SECOND_HAND,
    recipient_mark=",",
    label_marks=("-", ".", ")"),
)
# Guidance 05-HD/VPTW, of which two days are named, 12/01/2026 and 27/5/2026; the regulation that it belongs
# to (number 399) is of 09/01/2026. The papers of 2026 are laid out by it from the first day of that year.
HD05 = LayoutRules(
    code=Layout.HD05,
    since=date(2026, 1, 1),
    certainty=Certainty.SECOND_HAND,
    recipient_mark=";",
    label_marks=(".", ".", ")"),
)
LAYOUTS = (HD36, HD05)


def layout_on(day: date) -> LayoutRules:
    """The guidance that a paper of the day follows; before the first known one, that one."""
    return next((one for one in reversed(LAYOUTS) if one.since <= day), LAYOUTS[0])


def layout_of(dated: date | None, year: int) -> LayoutRules:
    """The same for a paper that may have no date yet: by its `year`, the newest where that is unknown (0)."""
    if dated is not None:
        return layout_on(dated)
    return layout_on(date(year, 1, 1)) if year else LAYOUTS[-1]
