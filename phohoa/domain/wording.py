"""What differs between two texts: paragraphs set against each other, and in them the words.

Pure: takes and gives plain text, whose paragraphs are its lines. A text is read as words, numbers and signs;
spaces belong to the word before them, so that nothing is lost when the pieces are put together again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\w+(?:[./-]\w+)*\s*|[^\w\s]\s*|\s+")
#: Two paragraphs less alike than this are one that went and one that came.
_ALIKE = 0.35
#: Pairs of equal pieces that are set against each other, beyond which the commonest ones lead nobody; and
#: how many are left then, beyond which two texts only count as different. A row of dots is as many pieces.
_MANY_PAIRS, _MOST_PAIRS = 20_000, 200_000
#: Paragraphs that may be held against each other in search of the most alike.
_MOST_TRIES = 20_000


class Mark(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand together and share their mark."""

    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph as it was and as it is; an empty side has no such paragraph."""

    before: tuple[Stretch, ...]
    after: tuple[Stretch, ...]

    @property
    def changed(self) -> bool:
        """Whether the two sides differ."""
        return any(one.mark is not Mark.SAME for one in (*self.before, *self.after))

    @property
    def size(self) -> int:
        """Letters on both sides."""
        return sum(len(one.words) for one in (*self.before, *self.after))


def aligned(one: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str] | None:
    """What two rows of words or lines have in common; None when they repeat themselves too much to tell."""
    first, second = Counter(one), Counter(other)
    pairs = {piece: count * second[piece] for piece, count in first.items()}
    if sum(pairs.values()) <= _MANY_PAIRS:
        return SequenceMatcher(None, one, other, autojunk=False)
    # As the matcher itself does it: in a long row what makes up more than a hundredth of it leads nobody.
    common = len(other) // 100 + 1 if len(other) >= 200 else len(other)
    left = sum(count for piece, count in pairs.items() if second[piece] <= common)
    return SequenceMatcher(None, one, other, autojunk=True) if left <= _MOST_PAIRS else None


def compare(before: str, after: str) -> tuple[Row, ...]:
    """The paragraphs of two texts side by side; empty lines are left out."""
    old, new = _lines(before), _lines(after)
    rows: list[Row] = []
    matcher = aligned(old, new)
    if matcher is None:
        return tuple(_changed(old, new))
    for code, i1, i2, j1, j2 in matcher.get_opcodes():
        if code == "equal":
            rows += (Row(_whole(Mark.SAME, line), _whole(Mark.SAME, line)) for line in old[i1:i2])
        else:
            rows += _changed(old[i1:i2], new[j1:j2])
    return tuple(rows)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _whole(mark: Mark, line: str) -> tuple[Stretch, ...]:
    return (Stretch(mark, line),)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Paragraphs that changed: the most alike face each other in their order, the rest stand alone."""
    at = 0
    reach = max(1, _MOST_TRIES // max(len(old), 1))
    for line in old:
        near = range(at, min(at + reach, len(new)))
        found = next((n for n in near if _are_alike(line, new[n])), None)
        if found is None:
            yield Row(_whole(Mark.GONE, line), ())
            continue
        for lone in new[at:found]:
            yield Row((), _whole(Mark.NEW, lone))
        yield _words(line, new[found])
        at = found + 1
    for lone in new[at:]:
        yield Row((), _whole(Mark.NEW, lone))


def _are_alike(one: str, other: str) -> bool:
    a, b = _split(one), _split(other)
    if not a or not b or min(len(a), len(b)) / max(len(a), len(b)) < _ALIKE / 2:
        return False
    if one == other:
        return True
    matcher = aligned([w.strip() for w in a], [w.strip() for w in b])
    return matcher is not None and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _split(text: str) -> list[str]:
    return _WORD.findall(text)


def _words(one: str, other: str) -> Row:
    if one == other:
        return Row(_whole(Mark.SAME, one), _whole(Mark.SAME, other))
    a, b = _split(one), _split(other)
    matcher = aligned([w.strip() for w in a], [w.strip() for w in b])
    if matcher is None:
        return Row(_whole(Mark.GONE, one), _whole(Mark.NEW, other))
    before: list[tuple[Mark, str]] = []
    after: list[tuple[Mark, str]] = []
    for code, i1, i2, j1, j2 in matcher.get_opcodes():
        same = code == "equal"
        before += ((Mark.SAME if same else Mark.GONE, word) for word in a[i1:i2])
        after += ((Mark.SAME if same else Mark.NEW, word) for word in b[j1:j2])
    return Row(_joined(before), _joined(after))


def _joined(words: Iterable[tuple[Mark, str]]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for mark, word in words:
        if found and found[-1].mark is mark:
            found[-1] = Stretch(mark, found[-1].words + word)
        else:
            found.append(Stretch(mark, word))
    return tuple(found)


def leaves(rows: Sequence[Row], letters: int, around: int = 1) -> tuple[tuple[Row | int, ...], ...]:
    """The changed paragraphs with `around` unchanged ones beside them, on leaves of about so many letters.

    A number stands for that many unchanged paragraphs left out. Without any change there is one empty leaf.
    """
    near = {
        n for place, row in enumerate(rows) if row.changed for n in range(place - around, place + around + 1)
    }
    pieces: list[Row | int] = []
    skipped = 0
    for place, row in enumerate(rows):
        if place not in near:
            skipped += 1
            continue
        if skipped:
            pieces.append(skipped)
            skipped = 0
        pieces += _cut(row, letters)
    if skipped and pieces:
        pieces.append(skipped)
    return _bound(pieces, letters)


def sheets(text: str, letters: int) -> tuple[tuple[str, ...], ...]:
    """The paragraphs of a text on sheets of about so many letters; at least one sheet."""
    found: list[list[str]] = [[]]
    size = 0
    for line in _lines(text):
        for piece in (line[n : n + letters] for n in range(0, len(line), letters)):
            if found[-1] and size + len(piece) > letters:
                found.append([])
                size = 0
            found[-1].append(piece)
            size += len(piece)
    return tuple(tuple(one) for one in found)


def _bound(pieces: Iterable[Row | int], letters: int) -> tuple[tuple[Row | int, ...], ...]:
    found: list[list[Row | int]] = [[]]
    size = 0
    for piece in pieces:
        room = piece.size if isinstance(piece, Row) else 0
        if found[-1] and size + room > letters:
            found.append([])
            size = 0
        found[-1].append(piece)
        size += room
    return tuple(tuple(one) for one in found)


def _cut(row: Row, letters: int) -> Iterator[Row]:
    """A paragraph longer than a leaf, in pieces that fit."""
    if row.size <= letters:
        yield row
        return
    before, after = _portions(row.before, letters // 2), _portions(row.after, letters // 2)
    for n in range(max(len(before), len(after))):
        yield Row(before[n] if n < len(before) else (), after[n] if n < len(after) else ())


def _portions(side: Sequence[Stretch], letters: int) -> list[tuple[Stretch, ...]]:
    found: list[list[Stretch]] = [[]]
    size = 0
    for one in side:
        words = one.words
        while words:
            if size >= letters:
                found.append([])
                size = 0
            head, words = words[: letters - size], words[letters - size :]
            found[-1].append(Stretch(one.mark, head))
            size += len(head)
    return [tuple(one) for one in found]
