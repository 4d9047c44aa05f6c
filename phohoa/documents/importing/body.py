"""The body of a paper: bases, opening, sections with their levels, tables, closing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from phohoa.documents.importing.draft import Draft
from phohoa.documents.importing.head import is_basis
from phohoa.documents.importing.lines import Line, Wrapping, continues, is_appendix, join, label_of
from phohoa.documents.importing.structure import Certainty, Item, Part, Piece, Role, SectionFound
from phohoa.documents.importing.tables import table_at, take_table
from phohoa.domain.recognition import flat
from phohoa.domain.typed_tables import is_caption

_RANKS = {"part": 0, "capital": 1, "roman": 2, "none": 2, "number": 3, "dotted": 4, "letter": 5}
_CLOSINGS = (
    "tren day",
    "ke hoach nay",
    "nhan duoc ke hoach",
    "can cu ke hoach nay",
    "yeu cau ",
    "de nghi ",
    "dang uy yeu cau",
    "ban thuong vu yeu cau",
    "trong qua trinh",
    "qua trinh ",
    "chi bo yeu cau",
)
#: Where the bases end and the sentence that leads into the sections begins, in one paragraph.
_LEADS_IN = re.compile(
    r"[,;]\s+(?=(?:(?:ban thuong vu|dang ?uy|chi bo|chi uy|thi uy|huyen uy|thanh uy|tinh uy)\b[^,;]*?\s)?"
    r"(?:xay dung|ban hanh|de ra|lap|trien khai)\s(?:ke hoach|chuong trinh|nghi quyet))"
)
_LONGEST_HEADING = 170


@dataclass
class BodyFound:
    """What stands between head and signature."""

    bases: list[Piece] = field(default_factory=list)
    opening: list[Piece] = field(default_factory=list)
    runs_on: bool = False
    sections: list[SectionFound] = field(default_factory=list)
    closing: list[Piece] = field(default_factory=list)


@dataclass
class _Open:
    """A section being filled."""

    style: str
    label: Piece | None
    heading: Piece | None
    run_in: bool = False
    items: list[Item] = field(default_factory=list)


class Body:
    """Reads the lines of a body in order."""

    def __init__(self, draft: Draft, wrapping: Wrapping) -> None:
        self.draft, self.wrapping = draft, wrapping
        self.found = BodyFound()
        self.open: list[_Open] = []

    def read(self, lines: Sequence[Line], *, appendix: bool = False) -> None:
        """Takes the pieces of these lines; an appendix is a section of its own, without bases or closing."""
        at = 0
        group: list[Line] = []
        while at < len(lines):
            found = table_at(lines, at)
            if found is None:
                if group and not continues(group[-1], lines[at], self.wrapping):
                    self._paragraph(group)
                    group = []
                group.append(lines[at])
                at += 1
                continue
            caption = None
            if group and len(group) == 1 and is_caption(group[0].text):
                caption = self.draft.piece(Role.CAPTION, join(group))
            elif group:
                self._paragraph(group)
            group = []
            self._item(Item(table=take_table(self.draft, found, caption)))
            at += found.lines
        if group:
            self._paragraph(group)
        if not appendix:
            self._close()
            self._seal()

    def begin_appendix(self, line: Line) -> None:
        """An appendix begins with this line; what is read after it belongs to it."""
        self.found.sections += self._sealed()
        self.open = [_Open("appendix", None, self.draft.piece(Role.HEADING, [line.part]))]

    def end_appendix(self) -> None:
        self.found.sections += self._sealed()
        self.open = []

    def _paragraph(self, group: list[Line]) -> None:
        line = group[0]
        label = label_of(line)
        joined = ("lines_joined",) if len(group) > 1 and not self.wrapping.width else ()
        if label is not None and label.style in ("dash", "plus"):
            if not self.open and is_basis(line):
                self._basis(join(group), joined)
                return
            bullet = self.draft.piece(Role.LABEL, [Part(line.start, line.start + label.length)])
            self._text(_without(join(group), label.length), joined, bullet)
        elif label is not None:
            self._labelled(group, label.style, label.length, joined)
        elif self.open and is_appendix(line):
            self.open.append(_Open("appendix", None, self.draft.piece(Role.HEADING, join(group))))
        elif self._is_bare_heading(group):
            self._heading_without_label(group, joined)
        elif not self.open and is_basis(line):
            self._basis(join(group), joined)
        elif not self.open:
            self.found.opening.append(self.draft.piece(Role.OPENING, join(group), *joined))
        else:
            self._text(join(group), joined)

    def _is_bare_heading(self, group: list[Line]) -> bool:
        words = " ".join(line.text for line in group)
        if len(words) > _LONGEST_HEADING or words.endswith((".", ";", ",")) or group[0].cell:
            return False
        if self.open and self.open[-1].style == "part" and self.open[-1].heading is None:
            return not self.open[-1].items
        return words.isupper() and len(words) > 8

    def _heading_without_label(self, group: list[Line], joined: tuple[str, ...]) -> None:
        if self.open and self.open[-1].heading is None and not self.open[-1].items:
            self.open[-1].heading = self.draft.piece(Role.HEADING, join(group), *joined)
            return
        if not self.open and is_basis(group[0]):
            self._basis(join(group), joined)
            return
        heading = self.draft.piece(Role.HEADING, join(group), "guessed", *joined, certainty=Certainty.LIKELY)
        self.open.append(_Open("none", None, heading))

    def _labelled(self, group: list[Line], style: str, length: int, joined: tuple[str, ...]) -> None:
        line = group[0]
        stands = line.text[:length].strip()
        meant = (
            stands.replace("l", "I" if style == "roman" else "1") if style in ("roman", "number") else stands
        )
        label = self.draft.piece(Role.LABEL, [Part(line.start, line.start + length)], label=meant)
        parts = _without(join(group), length)
        words = " ".join(one.text for one in group)[length:].strip()
        if not words:
            self.open.append(_Open(style, label, None))
            return
        end = _heading_end(words, style, line.bold)
        if end == 0:
            self.open.append(_Open(style, label, None, run_in=True))
            self._text(parts, joined)
        elif end >= len(words):
            self.open.append(_Open(style, label, self.draft.piece(Role.HEADING, parts, *joined)))
        else:
            first, rest = self._cut(parts, end)
            self.open.append(_Open(style, label, self.draft.piece(Role.HEADING, first), run_in=True))
            self._text(rest, joined)

    def _cut(self, parts: Sequence[Part], length: int) -> tuple[list[Part], list[Part]]:
        """The parts cut after so many letters of their joined words."""
        first: list[Part] = []
        for n, part in enumerate(parts):
            stretch = self.draft.text[part.start : part.end].strip()
            room = length - (1 if first and part.before else 0)
            if len(stretch) <= room:
                first.append(part)
                length = room - len(stretch)
                continue
            at = self.draft.text.index(stretch, part.start) + max(room, 0)
            if room > 0:
                first.append(Part(part.start, at, part.before))
            return first, [Part(at, part.end), *parts[n + 1 :]]
        return first, []

    def _basis(self, parts: Sequence[Part], joined: tuple[str, ...]) -> None:
        if self.found.opening:
            self.found.opening.append(self.draft.piece(Role.OPENING, parts, *joined))
            return
        words = " ".join(self.draft.text[part.start : part.end] for part in parts)
        cut = None
        if flat(words).rstrip().endswith((":", "sau")):
            cut = next((found.end() for found in reversed(list(_LEADS_IN.finditer(flat(words))))), None)
        if cut is None:
            self.found.bases.append(self.draft.piece(Role.BASIS, parts, *joined))
            return
        first, rest = self._cut(parts, cut)
        self.found.bases.append(self.draft.piece(Role.BASIS, first, *joined))
        self.found.opening.append(self.draft.piece(Role.OPENING, rest))
        self.found.runs_on = True

    def _text(self, parts: Sequence[Part], joined: tuple[str, ...], bullet: Piece | None = None) -> None:
        self._item(Item(self.draft.piece(Role.PARAGRAPH, parts, *joined), bullet))

    def _item(self, item: Item) -> None:
        if not self.open:
            self.open.append(_Open("none", None, None))
        self.open[-1].items.append(item)

    def _close(self) -> None:
        """The last paragraphs are the closing when they say so; the words stay where they are."""
        if not self.open:
            return
        items = self.open[-1].items
        closing: list[Piece] = []
        while items:
            piece = items[-1].piece
            if piece is None or items[-1].bullet is not None or (len(items) == 1 and self.open[-1].run_in):
                break
            if not flat(piece.text).startswith(_CLOSINGS):
                break
            closing.insert(0, self._as(piece, Role.CLOSING))
            items.pop()
        self.found.closing = closing

    def _as(self, piece: Piece, role: Role) -> Piece:
        changed = replace(piece, role=role)
        self.draft.pieces[self.draft.pieces.index(piece)] = changed
        return changed

    def _seal(self) -> None:
        self.found.sections += self._sealed()
        self.open = []

    def _sealed(self) -> list[SectionFound]:
        # A paper without any label: its paragraphs are one nameless section.
        return [
            SectionFound(0, one.style, one.label, one.heading, tuple(one.items), one.run_in)
            for one in self.open
        ]


def with_levels(sections: Sequence[SectionFound]) -> tuple[SectionFound, ...]:
    """The sections with their levels, counted among the styles that the paper uses."""
    used = sorted(
        {_RANKS[one.style] for one in sections if one.style in _RANKS and (one.label or one.heading)}
    )
    return tuple(
        replace(one, level=used.index(_RANKS[one.style]) + 1 if _RANKS.get(one.style) in used else 1)
        for one in sections
    )


def _without(parts: Sequence[Part], length: int) -> list[Part]:
    """The parts without the first letters of the first one."""
    first = parts[0]
    return [Part(first.start + length, first.end, first.before), *parts[1:]]


def _heading_end(words: str, style: str, bold: bool) -> int:
    """How many letters after a label are its heading: all of them, those up to a colon, or none."""
    if style in ("part", "capital", "roman") and len(words) <= _LONGEST_HEADING:
        return len(words)
    if len(words) <= _LONGEST_HEADING + 30 and (
        words.endswith(":") or not re.search(r"[.;,!?\u2026:]$", words)
    ):
        colon = words.find(": ")
        if colon < 0 or colon > 110:
            return len(words)
    colon = words.find(":")
    if 0 < colon <= 110 and not re.search(r"[.;]\s", words[:colon]):
        return colon + 1
    return len(words) if bold and len(words) <= _LONGEST_HEADING else 0
