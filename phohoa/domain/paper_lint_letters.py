"""Letters, rests of other encodings, words a recogniser got wrong, spaces and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .legacy_encodings import LegacyEncoding, convert_legacy, looks_legacy
from .misreading import proposals, strange_words
from .paper_lint_shape import Gravity, LintCode, LintFinding, LintPaper, Stretch, StretchRole, found
from .vietnamese import nfc

C, R = LintCode, StretchRole
MUST, LOOK, NOTE = Gravity.MUST, Gravity.LOOK, Gravity.NOTE

#: Letters of other alphabets and fonts that stand where one of ours belongs.
_LOOK_ALIKES = {"\u00f0": "\u0111", "\u00d0": "\u0110", "\u0189": "\u0110", "\uf0b7": "-", "\uf02d": "-"}
#: Between words; a cell of a table may stand away from its bar.
_DOUBLE = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")
_BEFORE = re.compile(r"(?<=\S)[ \t]+(?=[,;:.!?](?:\s|$))")
_LONG_DASH = re.compile(r"(?<=\S)\s*[\u2013\u2014]\s*(?=\S)")
_READ = frozenset((R.SUBJECT, R.BASES, R.OPENING, R.HEADING, R.BODY, R.CLOSING, R.RECIPIENTS))
_CODES = {"glued": C.GLUED}


def returns(code: str, text: str, start: int, original: str) -> bool:
    """Whether a piece put back at a place is found there again; of words nothing but their place is asked.

    A space is so short that it would fit anywhere after somebody wrote in front of it.
    """
    pattern = {C.SPACES: _DOUBLE, C.SPACE_BEFORE: _BEFORE, C.DASH: _LONG_DASH}.get(C(code))
    if pattern is None:
        return True
    return any(seen.start() == start and seen.group() == original for seen in pattern.finditer(text))


def unreadable(stretch: Stretch) -> LintFinding | None:
    """What makes the rest of a stretch unreadable to every other check: an old encoding, split letters.

    Its remedy is the whole stretch composed or converted, to be looked at beside the old one.
    """
    encoding = looks_legacy(stretch.text)
    if encoding is not None:
        return found(stretch, C.LEGACY, MUST, 0, len(stretch.text), _converted(stretch.text, encoding))
    composed = nfc(stretch.text)
    if composed != stretch.text:
        return found(stretch, C.ENCODING, MUST, 0, len(stretch.text), composed)
    return None


def _converted(text: str, encoding: LegacyEncoding) -> str:
    return nfc(convert_legacy(text, encoding))


def letters(paper: LintPaper) -> Iterator[LintFinding]:
    """Letters that the fonts of the paper cannot draw, or that only look like ours."""
    for stretch in paper.stretches:
        for place, letter in enumerate(stretch.text):
            if letter in "\n\t":
                continue
            point = f"U+{ord(letter):04X}"
            if letter in _LOOK_ALIKES:
                new = _LOOK_ALIKES[letter]
                yield found(
                    stretch, C.FOREIGN_LETTER, MUST, place, place + 1, new, letter=letter, point=point
                )
            elif not paper.draws(letter):
                yield found(stretch, C.FOREIGN_LETTER, MUST, place, place + 1, letter=letter, point=point)


def misread(paper: LintPaper) -> Iterator[LintFinding]:
    """Words that a recogniser probably got wrong; names have their own check."""
    for stretch in paper.stretches:
        if stretch.role not in _READ:
            continue
        seen = proposals(stretch.text, (), paper.words.vocabulary)
        for one in seen:
            code = _CODES.get(one.reason, C.MISREAD)
            yield found(
                stretch, code, LOOK, one.start, one.end, one.proposed, reason=one.reason, right=one.proposed
            )
        for start, word in strange_words(stretch.text, seen):
            yield found(stretch, C.STRANGE_WORD, NOTE, start, start + len(word))


def spacing(paper: LintPaper) -> Iterator[LintFinding]:
    """Spaces and dashes: notes only."""
    for stretch in paper.stretches:
        if stretch.role in (R.NUMBER, R.DATE_LINE):
            continue
        for seen in _DOUBLE.finditer(stretch.text):
            yield found(stretch, C.SPACES, NOTE, seen.start(), seen.end(), " ")
        for seen in _BEFORE.finditer(stretch.text):
            yield found(stretch, C.SPACE_BEFORE, NOTE, seen.start(), seen.end(), "")
    yield from _dashes(paper)


def _dashes(paper: LintPaper) -> Iterator[LintFinding]:
    """A long dash where the paper has the hyphen with spaces elsewhere too."""
    plain = any(re.search(r"(?<=\S) - (?=\S)", one.text) for one in paper.stretches)
    if not plain:
        return
    for stretch in paper.stretches:
        if stretch.role in (R.NUMBER, R.DATE_LINE):
            continue
        for seen in _LONG_DASH.finditer(stretch.text):
            new = " - " if seen.group() != seen.group().strip() else "-"
            yield found(stretch, C.DASH, NOTE, seen.start(), seen.end(), new)
