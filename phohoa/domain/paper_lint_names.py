"""Names of units against their official spelling, tone marks in their place, names that have changed."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from datetime import date

from .paper_lint_shape import (
    Gravity,
    LintCode,
    LintFinding,
    LintPaper,
    Stretch,
    StretchRole,
    UnitSpelling,
    found,
)
from .recognition import flat, like, misspelt_names, one_letter_apart, tone_last

C, R = LintCode, StretchRole
MUST, LOOK, NOTE = Gravity.MUST, Gravity.LOOK, Gravity.NOTE

#: Since this day there is no level between the ward and the province (domain notes 02, 2.9).
NO_DISTRICT_FROM = date(2025, 7, 1)
_WORD = re.compile(r"[^\W_]+")
_DISTRICT_PARENT = re.compile(r"\b(?:thi xa|huyen|quan)\b")
_DISTRICT_BODY = re.compile(r"\b(?:thi uy|huyen uy|quan uy)\b")
_UNIT = re.compile(r"chi bo (?:to dan pho|thon|truong|tram y te|hop tac xa|doanh nghiep) ")
#: Both ways of placing the tone over uy: the mark on the last letter, or on the first.
_ON_Y = {"\u1ef7": "\u1ee7", "\u1ef6": "\u1ee6"}
_UY = re.compile("(?<![qQ])[uU][\u1ef7\u1ef6]|[\u1ee7\u1ee6][yY]")


def findings(paper: LintPaper) -> Iterator[LintFinding]:
    """Names that are not written as the unit itself writes them."""
    units = _Units(paper.facts.units, paper.facts.day)
    for stretch in paper.stretches:
        if stretch.role in (R.NAME, R.AUTHORITY, R.POSITION, R.NUMBER):
            continue
        if stretch.role in (R.ISSUER, R.PARENT):
            yield from _head(stretch, paper)
            continue
        if stretch.role is R.PLACE and paper.facts.place:
            yield from _seat(stretch, paper.facts.place)
            continue
        yield from _places(stretch, paper.facts.places)
        yield from units.findings(stretch)
        yield from _district(stretch, paper)


def same_but_tone(one: str, other: str) -> bool:
    """Whether two spellings differ in nothing but where the tone mark stands."""
    return one != other and [tone_last(w) for w in one.split()] == [tone_last(w) for w in other.split()]


def _spelling(stretch: Stretch, start: int, end: int, official: str) -> Iterator[LintFinding]:
    stands = stretch.text[start:end]
    if stands == official:
        return
    if stands.lower() == official.lower():
        yield found(stretch, C.NAME_CAPITALS, NOTE, start, end, official, right=official)
    elif same_but_tone(stands, official):
        yield found(stretch, C.NAME_TONE, LOOK, start, end, official, right=official)
    else:
        yield found(stretch, C.NAME_MISSPELT, MUST, start, end, official, right=official)


def _head(stretch: Stretch, paper: LintPaper) -> Iterator[LintFinding]:
    official = paper.facts.issuer if stretch.role is R.ISSUER else paper.facts.parent
    start = len(stretch.text) - len(stretch.text.lstrip())
    end = len(stretch.text.rstrip())
    stands = stretch.text[start:end]
    if not stands:
        return
    if official and flat(stands) == flat(official):
        yield from _spelling(stretch, start, end, official)
        return
    yield from _places(stretch, paper.facts.places)
    if stretch.role is R.PARENT:
        gone = paper.facts.day >= NO_DISTRICT_FROM and _DISTRICT_PARENT.search(stretch.flat)
        if gone:
            better = official if official and not _DISTRICT_PARENT.search(flat(official)) else None
            yield found(stretch, C.DISTRICT_GONE, LOOK, start, end, better)
    elif official and not any(flat(name) in stretch.flat for name in paper.facts.places):
        yield found(stretch, C.NAME_NEAR, LOOK, start, end, official, right=official)


def _seat(stretch: Stretch, official: str) -> Iterator[LintFinding]:
    """The place in front of the day: the ward's own name, without the word for a ward."""
    end = len(stretch.text.rstrip())
    start = max(end - len(official), 0)
    if flat(official) == stretch.flat[start:end]:
        yield from _spelling(stretch, start, end, official)
    elif stretch.text.strip():
        yield found(stretch, C.NAME_NEAR, LOOK, 0, end, official, right=official)


def _places(stretch: Stretch, names: Iterable[str]) -> Iterator[LintFinding]:
    for proposal in misspelt_names(stretch.text, tuple(names)):
        start, end = proposal.start, proposal.end
        if same_but_tone(proposal.original, proposal.proposed):
            yield found(stretch, C.NAME_TONE, LOOK, start, end, proposal.proposed, right=proposal.proposed)
        else:
            yield found(
                stretch, C.NAME_MISSPELT, MUST, start, end, proposal.proposed, right=proposal.proposed
            )


def _district(stretch: Stretch, paper: LintPaper) -> Iterator[LintFinding]:
    facts = paper.facts
    if facts.day < NO_DISTRICT_FROM or stretch.role is not R.RECIPIENTS:
        return
    newer = facts.upper_level if not _DISTRICT_BODY.search(flat(facts.upper_level)) else ""
    # While the ward's own settings name the district too, only they can be put right.
    severity = LOOK if newer or not facts.upper_level else NOTE
    for body in _DISTRICT_BODY.finditer(stretch.flat):
        end = _capitals(stretch.text, body.end())
        yield found(stretch, C.DISTRICT_GONE, severity, body.start(), end, newer or None)


def tones(paper: LintPaper) -> Iterator[LintFinding]:
    """The syllable uy with its tone, against the way of the ward's own name, else the paper's usual one."""
    judged = paper.facts.issuer or "\n".join(one.text for one in paper.stretches)
    seen_on_last = [seen.group()[1] in _ON_Y for seen in _UY.finditer(judged)]
    last, first = sum(seen_on_last), len(seen_on_last) - sum(seen_on_last)
    if last == first:
        return
    on_last = last > first
    for stretch in paper.stretches:
        if stretch.role is R.ISSUER and paper.facts.issuer:
            continue
        for seen in _UY.finditer(stretch.text):
            stands = seen.group()
            if (stands[1] in _ON_Y) is on_last:
                continue
            if stands[1] in _ON_Y:
                right = (_ON_Y["\u1ef7"] if stands[0] == "u" else _ON_Y["\u1ef6"]) + (
                    "y" if stands[1] == "\u1ef7" else "Y"
                )
            else:
                right = ("u" if stands[0] == "\u1ee7" else "U") + ("\u1ef7" if stands[1] == "y" else "\u1ef6")
            start, end = _whole_word(stretch.text, seen.start(), seen.end())
            word = stretch.text[start:end]
            new = word[: seen.start() - start] + right + word[seen.end() - start :]
            yield found(stretch, C.TONE_PLACE, NOTE, start, end, new, right=new)


#: Letters of the longest word on either side; what goes on longer is no word.
_LONGEST_WORD = 40


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > first and text[start - 1].isalpha():
        start -= 1
    while end < last and text[end].isalpha():
        end += 1
    return start, end


class _Units:
    """The names of branches and organisations, looked for as runs of words without marks and capitals."""

    def __init__(self, units: Iterable[UnitSpelling], day: date) -> None:
        self.official = {_words(one.name): one.name for one in units if one.valid_on(day)}
        self.former = {
            _words(one.name): one.today
            for one in units
            if not one.valid_on(day) and one.valid_to is not None and _words(one.name) not in self.official
        }
        self.by_size: dict[int, list[tuple[tuple[str, ...], str]]] = {}
        for words, name in self.official.items():
            self.by_size.setdefault(len(words), []).append((words, name))
        self.sizes = sorted({len(words) for words in (*self.official, *self.former)}, reverse=True)

    def findings(self, stretch: Stretch) -> Iterator[LintFinding]:
        """What is not right about names of units in a stretch; the longest name wins a place."""
        if not self.sizes:
            return
        words = [(word.group(), word.start(), word.end()) for word in _WORD.finditer(stretch.flat)]
        at = 0
        while at < len(words):
            used = yield from self._at(stretch, words, at)
            at += used or 1
        yield from self._unknown(stretch)

    def _at(
        self, stretch: Stretch, words: list[tuple[str, int, int]], at: int
    ) -> Generator[LintFinding, None, int]:
        for size in self.sizes:
            run = words[at : at + size]
            if len(run) < size:
                continue
            key = tuple(word for word, _, _ in run)
            start, end = run[0][1], run[-1][2]
            if end - start != len(" ".join(key)):
                continue
            if key in self.official:
                yield from self._written(stretch, start, end, self.official[key])
                return size
            if key in self.former:
                today = self.former[key]
                new = like(stretch.text[start:end], today) if today else None
                yield found(stretch, C.NAME_FORMER, LOOK, start, end, new or None, right=today)
                return size
            near = self._near(stretch, run, size)
            if near is not None:
                yield found(stretch, C.NAME_NEAR, LOOK, start, end, near, right=near)
                return size
        return 0

    def _written(self, stretch: Stretch, start: int, end: int, official: str) -> Iterator[LintFinding]:
        stands = stretch.text[start:end]
        # At the head of a sentence, or all in capitals, the same name is right.
        if stands[1:] == official[1:] or (stands.isupper() and stands.lower() == official.lower()):
            return
        if stands.isupper():
            official = official.upper()
        elif stands[:1].islower() and official[:1].isupper():
            official = official[:1].lower() + official[1:]
        yield from _spelling(stretch, start, end, official)

    def _near(self, stretch: Stretch, run: list[tuple[str, int, int]], size: int) -> str | None:
        if size < 4:
            return None
        for words, name in self.by_size.get(size, ()):
            other = [n for n in range(size) if words[n] != run[n][0]]
            if len(other) != 1:
                continue
            seen, start, _ = run[other[0]]
            wanted = words[other[0]]
            if stretch.text[start].isupper() and seen.isalpha() and one_letter_apart(seen, wanted):
                return name
        return None

    def _unknown(self, stretch: Stretch) -> Iterator[LintFinding]:
        for unit in _UNIT.finditer(stretch.flat):
            proper = re.match(r"(?:[^\W\d_]+ ?|\d+ ?){1,6}", stretch.text[unit.end() :])
            if proper is None or not stretch.text[unit.end()].isupper():
                continue
            words = _words(stretch.text[unit.start() : unit.end() + proper.end()])
            least = len(_words(unit.group())) + 1
            options = (words[:size] for size in range(least, len(words) + 1))
            if any(one in self.official or one in self.former for one in options):
                continue
            shown = _capitals(stretch.text, unit.end())
            near = any(
                len(one) >= least and one[:least][:-1] == words[: least - 1] and _close(one, words)
                for one in self.official
            )
            if not near:
                yield found(stretch, C.UNIT_UNKNOWN, NOTE, unit.start(), shown)


def _close(one: tuple[str, ...], words: tuple[str, ...]) -> bool:
    seen = words[: len(one)]
    other = [n for n in range(min(len(one), len(seen))) if one[n] != seen[n]]
    return len(seen) == len(one) and len(other) == 1 and one_letter_apart(one[other[0]], seen[other[0]])


def _capitals(text: str, start: int) -> int:
    """Where the run of words with a capital or of figures ends."""
    end = start
    for word in re.finditer(r" ?([^\W_]+)", text[start:]):
        if word.start() != end - start or not (word[1][:1].isupper() or word[1].isdigit()):
            break
        end = start + word.end()
    return end


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.group() for word in _WORD.finditer(flat(name)))
