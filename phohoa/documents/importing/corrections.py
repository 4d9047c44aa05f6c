"""What is probably misread in the words of a piece: proposed beside them, never put in their place."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from phohoa.documents.importing.lines import hyphen_repair
from phohoa.documents.importing.structure import Correction, Mark, Part, Role
from phohoa.domain.recognition import (
    Proposal,
    flat,
    glued_words,
    has_marks,
    is_syllable,
    mend_syllable,
    misread_expressions,
    misspelt_names,
    real_day,
)
from phohoa.texts.recognition import EXPRESSIONS, LIKED, MISSING, SYLLABLES

#: Pieces whose letters are no prose.
_UNREAD = frozenset((Role.STAR, Role.RULE, Role.PAGE_NUMBER, Role.STAMP, Role.NUMBER, Role.LABEL, Role.NAME))
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,9}-[^\W\d_]{1,9}(?![-/\w])")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN_AFTER = re.compile(r"\b(?:quy|khoa|thu|phan) ([livx]{1,5})(?![^\W_])")
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
    if role in _UNREAD:
        return []
    found: list[Proposal] = []
    taken: set[int] = set()
    for proposal in (
        *_stars(words),
        *_broken(words),
        *misspelt_names(words, names),
        *_missing(words),
        *_figures(words),
        *misread_expressions(words, EXPRESSIONS),
        *glued_words(words, LIKED),
        *_syllables(words),
    ):
        place = set(range(proposal.start, max(proposal.end, proposal.start + 1)))
        if not place & taken:
            taken |= place
            found.append(proposal)
    return sorted(found, key=lambda one: one.start)


def _stars(words: str) -> Iterator[Proposal]:
    if words.strip("*\u00d7 ") == "":
        return
    for star in re.finditer(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}", words):
        yield Proposal(star.start(), star.end(), star.group(), "", "star")


def _broken(words: str) -> Iterator[Proposal]:
    for broken in _HYPHENED.finditer(words):
        if broken.start() and words[broken.start() - 1] in "-/":
            continue
        mended = hyphen_repair(broken.group())
        # Only the hyphen is in question; the words around it may have faults of their own.
        if mended is not None and not broken.group().isupper():
            at = broken.start() + broken.group().index("-")
            yield Proposal(at, at + 1, "-", " " if " " in mended else "", "hyphen")


def _missing(words: str) -> Iterator[Proposal]:
    for lacking, full in MISSING:
        for found in re.finditer(re.escape(lacking), words):
            yield Proposal(found.start(), found.end(), found.group(), full, "missing")


def _figures(words: str) -> Iterator[Proposal]:
    """Roman figures with an l for an I, after the words that such figures follow."""
    for found in _ROMAN_AFTER.finditer(flat(words)):
        start, end = found.span(1)
        stands = words[start:end]
        if set(stands) <= set("lIVX") and "l" in stands:
            yield Proposal(start, end, stands, stands.replace("l", "I"), "label")


def _syllables(words: str) -> Iterator[Proposal]:
    for word in _WORD.finditer(words):
        letters = word.group()
        if is_syllable(letters) or letters.isupper() or not (letters.islower() or letters[1:].islower()):
            continue
        mended = mend_syllable(letters, SYLLABLES)
        if mended is not None and (has_marks(letters) or mended.lower() in SYLLABLES):
            yield Proposal(word.start(), word.end(), letters, mended, "syllable")


def doubts(words: str, role: Role, proposals: Collection[Proposal]) -> list[Mark]:
    """What is strange about the words though nothing can be proposed: no such syllable, no such day."""
    if role in _UNREAD:
        return []
    covered = {place for one in proposals for place in range(one.start, one.end)}
    marks = []
    for word in _WORD.finditer(words):
        letters = word.group()
        strange = has_marks(letters) and not is_syllable(letters) and not letters.isupper()
        mixed = any(a.islower() and b.isupper() for a, b in pairwise(letters))
        if strange and len(letters) > 2 and not mixed and word.start() not in covered:
            marks.append(Mark("impossible_syllable", letters))
    for day in _DAY.finditer(words):
        if real_day(int(day[3]), int(day[2]), int(day[1])) is None:
            marks.append(Mark("date_impossible", day.group()))
    return marks


def placed(proposals: Iterable[Proposal], places: list[int], text: str) -> list[Correction]:
    """The proposals as places of the source; one that runs over the end of a line is cut there."""
    found: list[Correction] = []
    for one in proposals:
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
