"""What is probably misread in the words of a piece: proposed beside them, never put in their place."""

import re
from collections.abc import Collection, Iterable

from phohoa.documents.importing.structure import Correction, Mark, Part, Role
from phohoa.domain.misreading import proposals, strange_words
from phohoa.domain.recognition import Proposal, real_day
from phohoa.texts.recognition import VOCABULARY

#: Pieces whose letters are no prose.
_UNREAD = frozenset((Role.STAR, Role.RULE, Role.PAGE_NUMBER, Role.STAMP, Role.NUMBER, Role.LABEL, Role.NAME))
_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")


def words_of(text: str, parts: Iterable[Part]) -> tuple[str, list[int]]:
    """The words of the parts as one line, and for each letter its place in the source (-1 for layout)."""
    letters: list[str] = []
    places: list[int] = []
    for part in parts:
        if letters and part.before:
            letters.append(part.before)
            places.append(-1)
        for place in range(part.start, part.end):
            letter = text[place]
            if letter.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    places.append(-1)
                continue
            letters.append(letter)
            places.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places


def find(words: str, role: Role, names: Collection[str]) -> list[Proposal]:
    """Proposals for the words of one piece, in order and without overlap; the surest kind wins a place."""
    return [] if role in _UNREAD else proposals(words, names, VOCABULARY)


def doubts(words: str, role: Role, found: Collection[Proposal]) -> list[Mark]:
    """What is strange about the words though nothing can be proposed: no such syllable, no such day."""
    if role in _UNREAD:
        return []
    marks = [Mark("impossible_syllable", letters) for _, letters in strange_words(words, found)]
    for day in _DAY.finditer(words):
        if real_day(int(day[3]), int(day[2]), int(day[1])) is None:
            marks.append(Mark("date_impossible", day.group()))
    return marks


def placed(found_in_words: Iterable[Proposal], places: list[int], text: str) -> list[Correction]:
    """The proposals as places of the source; one that runs over the end of a line is cut there."""
    found: list[Correction] = []
    for one in found_in_words:
        here = places[one.start : one.end]
        if _in_one_run(here, text):
            start, end = here[0], here[-1] + 1
            found.append(Correction(start, end, text[start:end], one.proposed, one.reason))
            continue
        old, new = one.original.split(), one.proposed.split()
        if len(old) != len(new):
            continue
        at = one.start
        for was, meant in zip(old, new, strict=True):
            at = at + one.original[at - one.start :].index(was)
            if was != meant:
                start = places[at]
                found.append(Correction(start, start + len(was), was, meant, one.reason))
            at += len(was)
    return found


def _in_one_run(here: list[int], text: str) -> bool:
    known = [place for place in here if place >= 0]
    return bool(known) and "\n" not in text[known[0] : known[-1] + 1]


def corrected(text: str, parts: Iterable[Part], corrections: Iterable[Correction]) -> str:
    """The words of the parts with the corrections applied."""
    at = {one.start: one for one in corrections}
    pieces: list[str] = []
    for part in parts:
        pieces.append(part.before if pieces else "")
        place = part.start
        while place < part.end:
            one = at.get(place)
            if one is not None and one.end <= part.end:
                pieces.append(one.proposed)
                place = one.end
                continue
            pieces.append(text[place])
            place += 1
    return " ".join("".join(pieces).split())
