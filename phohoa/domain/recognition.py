"""What a recogniser of scans gets wrong in Vietnamese: impossible syllables, glued words, one letter off.

Nothing here changes a text: each function proposes, and a person decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = frozenset((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT))
_D_BAR = "\u0111"
# Vowels in ASCII for the table of rhymes: A and 6 are breve and circumflex, 7 is the horn.
_SHORT = {
    "A": "a\u0306", "a6": "a\u0302", "e6": "e\u0302", "o6": "o\u0302", "o7": "o\u031b", "u7": "u\u031b",
}  # fmt: skip
_OPEN_RHYMES = (
    "a ai ao au ay a6u a6y e eo e6 e6u i ia ie6u iu o oa oai oao oay oe oeo oi o6 o6i o7 o7i "
    "u ua ua6y ue6 ui uo6i uo7 uy uya uyu u7 u7a u7i u7o7i u7o7u u7u y ye6u ya"
)
_FREE_RHYMES = (
    "am an ang anh Am An Ang a6m a6n a6ng em en eng e6m e6n e6nh im in inh ie6m ie6n ie6ng "
    "oam oan oang oanh oAm oAn oAng oem oen om on ong oong o6m o6n o6ng o7m o7n ua6n ua6ng ue6nh um un ung "
    "uo6m uo6n uo6ng uye6n uyn uynh u7m u7n u7ng u7o7m u7o7n u7o7ng ye6m ye6n ye6ng ym ynh"
)
#: Before a stop only the acute and the dot below can stand.
_STOPPED_RHYMES = (
    "ac ach ap at Ac Ap At a6c a6p a6t ec ep et e6ch e6p e6t ich ip it ie6c ie6p ie6t oac oach oap oat "
    "oAc oAt oet oc ooc op ot o6c o6p o6t o7p o7t ua6t ue6ch uc up ut uo6c uo6t uych uyt uye6t "
    "u7c u7t u7o7c u7o7p u7o7t ye6t"
)
_ONSETS = ("", *f"b c ch d {_D_BAR} g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split())
_FRONT = frozenset("eiy") | {"\u00ea"}
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 7


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _rhymes(table: str) -> frozenset[str]:
    found = []
    for rhyme in table.split():
        for short, letter in _SHORT.items():
            rhyme = rhyme.replace(short, letter)
        found.append(_compose(rhyme))
    return frozenset(found)


_STOPPED = _rhymes(_STOPPED_RHYMES)
_RHYMES = _rhymes(_OPEN_RHYMES) | _rhymes(_FREE_RHYMES) | _STOPPED


def _bare(word: str) -> tuple[str, str] | None:
    """The word in small letters without its tone, and the tone; None when it bears two."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [part for part in parts if part in _TONES]
    if len(tones) > 1:
        return None
    return _compose("".join(part for part in parts if part not in _TONES)), "".join(tones)


def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: onset, rhyme and tone fit one another."""
    return 0 < len(word) <= _LONGEST and _is_syllable(word)


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    split = _bare(word)
    if split is None:
        return False
    bare, tone = split
    return any(_fits(onset, bare[len(onset) :], tone) for onset in _ONSETS if bare.startswith(onset))


def _fits(onset: str, rhyme: str, tone: str) -> bool:
    if onset == "gi" and rhyme in ("", "n", "m"):
        # The i of the onset and of the rhyme is written once.
        return True
    # After q the u of the onset and of a rhyme that begins with u is written once.
    if not rhyme or (rhyme not in _RHYMES and not (onset == "qu" and "u" + rhyme in _RHYMES)):
        return False
    if rhyme in _STOPPED and tone not in (_ACUTE, _DOT):
        return False
    front = rhyme[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front or (onset == "k" and rhyme.startswith("oo"))
    if onset in ("c", "ng", "g"):
        return not front or (onset == "g" and rhyme.startswith("i"))
    return True


def has_marks(word: str) -> bool:
    """Whether a word has a letter that only Vietnamese uses."""
    return any(letter in "\u0111\u0110" or unicodedata.normalize("NFD", letter) != letter for letter in word)


def split_glued(word: str, liked: Collection[str] = ()) -> tuple[str, ...] | None:
    """The two or three syllables of a word that is none itself, None when it does not come apart.

    `liked` are expressions in small letters that are preferred among several ways; else the longest first
    syllable wins. Words without a Vietnamese letter stay whole: they may be of another language.
    """
    if is_syllable(word) or not has_marks(word) or not 4 <= len(word) <= 3 * _LONGEST:
        return None
    if word.isupper() and len(word) <= 5:
        return None
    ways = [way for way in _ways(word, 3) if len(way) > 1]
    if not ways:
        return None
    fewest = min(len(way) for way in ways)
    ways = [way for way in ways if len(way) == fewest]
    for way in ways:
        if " ".join(way).lower() in liked:
            return way
    return ways[-1]


def _ways(word: str, most: int) -> Iterator[tuple[str, ...]]:
    if is_syllable(word) and _one_case(word):
        yield (word,)
    if most == 1:
        return
    for end in range(1, min(len(word), _LONGEST + 1)):
        first = word[:end]
        if is_syllable(first) and _one_case(first):
            for rest in _ways(word[end:], most - 1):
                if len(rest) < most:
                    yield (first, *rest)


def _one_case(word: str) -> bool:
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())


#: What a recogniser takes for one another: what stands in the scan, what may have been meant.
_TAKEN_FOR = tuple(
    tuple(pair.split(">"))
    for pair in [
        "l>i",
        "i>l",
        "1>l",
        "1>i",
        "0>o",
        "q>g",
        "rn>m",
        "ii>n",
        "vv>w",
        "c>e",
        "h>n",
        "li>h",
        "u>n",
        "n>u",
    ]
)


def mend_syllable(word: str, known: Collection[str] = ()) -> str | None:
    """The one syllable that a recogniser may have misread as this impossible word; None when none or several.

    With `known`, syllables in small letters of the office's own words, a candidate among them wins.
    """
    if is_syllable(word) or len(word) > _LONGEST + 3:
        return None
    found: dict[str, None] = {}
    for seen, meant in _TAKEN_FOR:
        at = word.find(seen)
        while at >= 0:
            candidate = word[:at] + meant + word[at + len(seen) :]
            if is_syllable(candidate):
                found[candidate] = None
            at = word.find(seen, at + 1)
    own = [candidate for candidate in found if candidate.lower() in known]
    if len(own) == 1:
        return own[0]
    return next(iter(found)) if len(found) == 1 and not known else None


# --- comparing ---------------------------------------------------------------------------------------------


class _Flat(dict[int, str]):
    """Letter by letter, looked up once: what a letter is without marks and capitals."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        small = letter.lower()
        base = unicodedata.normalize("NFD", small)[:1]
        flat_one = "d" if small == _D_BAR or letter in "\u00f0\u00d0" else base or letter
        if len(self) < 4096:
            self[point] = flat_one
        return flat_one


_FLAT = _Flat()


def flat(text: str) -> str:
    """Each letter without marks and capitals, as many letters as before: places stay comparable."""
    return text.translate(_FLAT)


@lru_cache(maxsize=8192)
def tone_last(word: str) -> str:
    """The word in small letters with its tone written behind it: the two ways of placing it become one."""
    split = _bare(word)
    return "".join(split) if split is not None else word.lower()


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words differ in exactly one letter: exchanged, lost or added."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place in a text that is probably misread, and what may have been meant; `reason` is a code."""

    start: int
    end: int
    original: str
    proposed: str
    reason: str


def like(original: str, proposed: str) -> str:
    """The proposal in the capitals of the original."""
    if original.isupper() and len(original) > 1:
        return proposed.upper()
    words = original.split()
    if len(words) == len(proposed.split()):
        return " ".join(
            new.upper()
            if old.isupper() and len(old) > 1
            else new[:1].upper() + new[1:]
            if old[:1].isupper()
            else new[:1].lower() + new[1:]
            for old, new in zip(words, proposed.split(), strict=True)
        )
    return proposed


_OFFICES = re.compile(
    "(?:(?:ban thuong vu|ban chap hanh|thuong truc|van phong) )?"
    "(?:dang bo|dang uy|tinh uy|thanh uy|thi uy|huyen uy|chi bo)? ?"
    "(?:phuong|xa|thi tran|thi xa|thanh pho|huyen|quan|tinh|dac khu)? ?"
)


def proper_name(unit: str) -> str:
    """The name of a place in the name of an office or an area, in small letters with capitals in front."""
    words = " ".join(unit.split())
    found = _OFFICES.match(flat(words))
    rest = words[found.end() :] if found is not None else words
    return " ".join(word[:1].upper() + word[1:].lower() for word in rest.split())


def misspelt_names(text: str, names: Collection[str]) -> Iterator[Proposal]:
    """Places where a known name is written with other marks, or with one letter off.

    A name is looked for as so many words in a row, each with a capital; the official spelling is proposed.
    """
    found = [(word.group(), word.start(), word.end()) for word in _WORD.finditer(text)]
    for name in names:
        parts = name.split()
        wanted, size = flat(name), len(name.split())
        for at in range(len(found) - size + 1):
            run = found[at : at + size]
            if not all(word[:1].isupper() for word, _, _ in run):
                continue
            start, end = run[0][1], run[-1][2]
            original = text[start:end]
            seen = " ".join(word for word, _, _ in run)
            if len(original) != len(seen) or seen.lower() == name.lower():
                continue
            near = [flat(word) == flat(part) for (word, _, _), part in zip(run, parts, strict=True)]
            same = flat(seen) == wanted
            # One letter off only where the other words are right to the letter without marks.
            off = size > 1 and sum(near) == size - 1 and one_letter_apart(flat(seen), wanted)
            if same or off:
                yield Proposal(start, end, original, like(seen, name), "name")


def misread_expressions(text: str, expressions: Mapping[str, tuple[str, ...]]) -> Iterator[Proposal]:
    """Places where an expression of the office has the marks of one syllable wrong.

    `expressions` gives for the flat form of an expression its right spellings in small letters: where several
    share a flat form, none of them is taken for another.
    """
    found = [(word.group(), word.start(), word.end()) for word in _WORD.finditer(text)]
    for at in range(len(found)):
        for size in (4, 3, 2):
            run = found[at : at + size]
            if len(run) < size:
                continue
            seen = " ".join(word for word, _, _ in run)
            right = expressions.get(flat(seen))
            # Nothing but a space may stand between: a comma parts two expressions.
            if right is None or len(text[run[0][1] : run[-1][2]]) != len(seen):
                continue
            spellings = [[tone_last(word) for word in spelling.split()] for spelling in right]
            mine = [tone_last(word) for word, _, _ in run]
            if mine in spellings:
                break
            for spelling, marks in zip(right, spellings, strict=True):
                wrong = [n for n in range(size) if mine[n] != marks[n]]
                if len(wrong) == 1:
                    start, end = run[wrong[0]][1], run[wrong[0]][2]
                    meant = like(run[wrong[0]][0], spelling.split()[wrong[0]])
                    yield Proposal(start, end, text[start:end], meant, "expression")
                    break
            break


#: A syllable and a figure without the space between; a run of letters is looked at once, from its start.
_NUMBER_GLUED = re.compile(
    r"(?<![^\W\d_])[^\W\d_]{2,7}\d{4}(?!\d)|(?<![\w.,/-])\d{1,4}[^\W\d_]{3,7}(?![^\W\d_])"
)


def glued_words(text: str, liked: Collection[str] = ()) -> Iterator[Proposal]:
    """Words that a recogniser or a PDF has put together, with the spaces put back."""
    for word in _WORD.finditer(text):
        parts = split_glued(word.group(), liked)
        if parts:
            yield Proposal(word.start(), word.end(), word.group(), " ".join(parts), "glued")
    for run in _NUMBER_GLUED.finditer(text):
        letters = re.sub(r"\d", "", run.group())
        if is_syllable(letters) and letters.islower():
            at = re.search(r"(?<=\D)(?=\d)|(?<=\d)(?=\D)", run.group())
            if at:
                spaced = run.group()[: at.start()] + " " + run.group()[at.start() :]
                yield Proposal(run.start(), run.end(), run.group(), spaced, "glued")


def real_day(year: int, month: int, day: int) -> date | None:
    """The day of the calendar, None for one that does not exist (31/02) or a year that no paper bears."""
    try:
        return date(year, month, day) if 1930 <= year <= 2199 else None
    except ValueError:
        return None
