"""The whole reading of a text for misread places: every kind of proposal together, the surest one first.

Nothing here changes a text: a paper that is brought in and a draft that is looked through ask the same of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .recognition import (
    Proposal,
    flat,
    glued_words,
    has_marks,
    is_syllable,
    mend_syllable,
    misread_expressions,
    misspelt_names,
)

_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,9}-[^\W\d_]{1,9}(?![-/\w])")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN_AFTER = re.compile(r"\b(?:quy|khoa|thu|phan) ([livx]{1,5})(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The office's own words: flat form -> right spellings, expressions, syllables, and (lacking, full)."""

    expressions: Mapping[str, tuple[str, ...]]
    liked: Collection[str]
    syllables: Collection[str]
    missing: tuple[tuple[str, str], ...] = ()


def proposals(words: str, names: Collection[str], vocabulary: Vocabulary) -> list[Proposal]:
    """Places that are probably misread, in order and without overlap; the surest kind wins a place."""
    found: list[Proposal] = []
    taken: set[int] = set()
    for proposal in (
        *_stars(words),
        *_broken(words, vocabulary.liked),
        *misspelt_names(words, names),
        *_missing(words, vocabulary.missing),
        *_figures(words),
        *misread_expressions(words, vocabulary.expressions),
        *glued_words(words, vocabulary.liked),
        *_syllables(words, vocabulary.syllables),
    ):
        place = set(range(proposal.start, max(proposal.end, proposal.start + 1)))
        if not place & taken:
            taken |= place
            found.append(proposal)
    return sorted(found, key=lambda one: one.start)


def strange_words(words: str, found: Collection[Proposal]) -> Iterator[tuple[int, str]]:
    """Where a word stands that no Vietnamese syllable can be though nothing is proposed, and the word."""
    covered = {place for one in found for place in range(one.start, one.end)}
    for word in _WORD.finditer(words):
        letters = word.group()
        strange = has_marks(letters) and not is_syllable(letters) and not letters.isupper()
        mixed = any(a.islower() and b.isupper() for a, b in pairwise(letters))
        if strange and len(letters) > 2 and not mixed and word.start() not in covered:
            yield word.start(), letters


def hyphen_repair(word: str, liked: Collection[str]) -> str | None:
    """What a word joined over a line's end by a hyphen should be, None when the hyphen may be meant."""
    first, _, second = word.partition("-")
    if "-" in second or not first or not second:
        return None
    apart = is_syllable(first) and is_syllable(second) and flat(second)[0] not in "aeiouy"
    if is_syllable(first + second) and (not apart or len(first) == 1 or len(second) == 1):
        return first + second
    if f"{first} {second}".lower() in liked:
        return f"{first} {second}"
    return None


def _stars(words: str) -> Iterator[Proposal]:
    if words.strip("*\u00d7 ") == "":
        return
    for star in re.finditer(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}", words):
        yield Proposal(star.start(), star.end(), star.group(), "", "star")


def _broken(words: str, liked: Collection[str]) -> Iterator[Proposal]:
    for broken in _HYPHENED.finditer(words):
        if broken.start() and words[broken.start() - 1] in "-/":
            continue
        mended = hyphen_repair(broken.group(), liked)
        # Only the hyphen is in question; the words around it may have faults of their own.
        if mended is not None and not broken.group().isupper():
            at = broken.start() + broken.group().index("-")
            yield Proposal(at, at + 1, "-", " " if " " in mended else "", "hyphen")


def _missing(words: str, known: tuple[tuple[str, str], ...]) -> Iterator[Proposal]:
    for lacking, full in known:
        for found in re.finditer(re.escape(lacking), words):
            yield Proposal(found.start(), found.end(), found.group(), full, "missing")


def _figures(words: str) -> Iterator[Proposal]:
    """Roman figures with an l for an I, after the words that such figures follow."""
    for found in _ROMAN_AFTER.finditer(flat(words)):
        start, end = found.span(1)
        stands = words[start:end]
        if set(stands) <= set("lIVX") and "l" in stands:
            yield Proposal(start, end, stands, stands.replace("l", "I"), "label")


def _syllables(words: str, known: Collection[str]) -> Iterator[Proposal]:
    for word in _WORD.finditer(words):
        letters = word.group()
        if is_syllable(letters) or letters.isupper() or not (letters.islower() or letters[1:].islower()):
            continue
        mended = mend_syllable(letters, known)
        if mended is not None and (has_marks(letters) or mended.lower() in known):
            yield Proposal(word.start(), word.end(), letters, mended, "syllable")
