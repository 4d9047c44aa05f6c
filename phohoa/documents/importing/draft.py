"""Pieces being made: each takes its stretch of the source, and at the end nothing may be left."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from phohoa.documents.importing import corrections
from phohoa.documents.importing.structure import (
    Certainty,
    Correction,
    Imported,
    Item,
    Mark,
    Part,
    Piece,
    Role,
    SectionFound,
    TableFound,
)

_DRAWN = re.compile(r"[.|+=_*#\u2026\-\u2013\u2014\u2500-\u257f]+")


def choose(imported: Imported, taken: Collection[int]) -> Imported:
    """The same paper with only those corrections applied that begin at the places `taken`."""

    def chosen(piece: Piece) -> Piece:
        kept = [one for one in piece.corrections if one.start in taken]
        return replace(piece, corrected=corrections.corrected(imported.source.text, piece.parts, kept))

    made = {id(piece): chosen(piece) for piece in imported.pieces}
    changed = _exchanged(imported, made)
    assert isinstance(changed, Imported)  # noqa: S101  (a paper stays a paper)
    return changed


def _exchanged(thing: object, made: Mapping[int, Piece]) -> object:
    """The same structure with every piece exchanged for the one made of it."""
    if isinstance(thing, Piece):
        return made[id(thing)]
    if isinstance(thing, tuple):
        return tuple(_exchanged(one, made) for one in thing)
    if isinstance(thing, Imported | SectionFound | Item | TableFound):
        changes: dict[str, Any] = {
            one.name: _exchanged(getattr(thing, one.name), made) for one in fields(thing)
        }
        return replace(thing, **changes)
    return thing


class Draft:
    """The source and the pieces made of it so far."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text, self.names = text, names
        self.pieces: list[Piece] = []

    def piece(
        self,
        role: Role,
        parts: Sequence[Part],
        *marks: str,
        certainty: Certainty = Certainty.SURE,
        word: str = "",
        label: str = "",
    ) -> Piece:
        """A new piece; what is doubtful in its words is found here. `label`: what a label should be."""
        taken = tuple(self._trimmed(parts))
        words, places = corrections.words_of(self.text, taken)
        proposals = corrections.find(words, role, self.names)
        doubts = corrections.doubts(words, role, proposals)
        found = corrections.placed(proposals, places, self.text)
        if label and label != words:
            found = [Correction(taken[0].start, taken[0].end, words, label, "label")]
        given = [Mark(code, word) for code in marks] + doubts
        if found:
            given.append(Mark("correction"))
        if doubts and certainty is Certainty.SURE:
            certainty = Certainty.DOUBTFUL
        elif given and certainty is Certainty.SURE:
            certainty = Certainty.LIKELY
        piece = Piece(
            role,
            taken,
            words,
            certainty,
            tuple(given),
            tuple(found),
            corrections.corrected(self.text, taken, found),
        )
        self.pieces.append(piece)
        return piece

    def _trimmed(self, parts: Sequence[Part]) -> list[Part]:
        found = []
        for part in parts:
            start, end = part.start, part.end
            while start < end and self.text[start].isspace():
                start += 1
            while end > start and self.text[end - 1].isspace():
                end -= 1
            if start < end:
                found.append(Part(start, end, part.before))
        return found

    def take_leftovers(self) -> tuple[Piece, ...]:
        """Pieces for every stretch that no piece has taken, so that nothing is dropped."""
        covered = bytearray(len(self.text))
        for piece in self.pieces:
            for part in piece.parts:
                for place in range(part.start, part.end):
                    covered[place] = 1
        found, start = [], -1
        for place in range(len(self.text) + 1):
            free = place < len(self.text) and not covered[place] and self.text[place] != "\n"
            if free and start < 0 and not self.text[place].isspace():
                start = place
            elif not free and start >= 0:
                words = self.text[start:place].strip()
                part = Part(start, start + len(words))
                if _DRAWN.fullmatch(words.replace(" ", "")):
                    self.piece(Role.RULE, [part])
                else:
                    mark = "not_understood"
                    found.append(self.piece(Role.LEFTOVER, [part], mark, certainty=Certainty.DOUBTFUL))
                start = -1
        return tuple(found)
