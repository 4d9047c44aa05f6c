"""Which section of one plan answers to which of another: by kind, by heading, at last by its words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .vietnamese import fold
from .wording import aligned

_NUMBERS = re.compile(r"\d+|[^\w\s]")
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A section as far as matching needs it: `key` names it, `kind` is its role, level 0 to 3."""

    key: int
    kind: str
    level: int
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A section and its counterpart; one of the two may be missing."""

    before: Part | None
    after: Part | None


def _name(part: Part) -> str:
    return " ".join(_NUMBERS.sub(" ", fold(part.heading)).split())


def pairs_of(before: Sequence[Part], after: Sequence[Part], plain: str) -> tuple[Pair, ...]:
    """Every section of both plans once, in the order of the newer plan; one that is gone stands where it was.

    `plain` is the kind of an ordinary section; all others stand for one another by their kind.
    """
    left = list(before)
    found: dict[int, Part] = {}

    def take(fits: Callable[[Part, Part], bool]) -> None:
        for part in after:
            if part.key in found:
                continue
            match = next((one for one in left if fits(one, part)), None)
            if match is not None:
                found[part.key] = match
                left.remove(match)

    take(lambda one, part: one.kind == part.kind != plain)
    take(lambda one, part: one.level == part.level and _name(one) == _name(part))
    take(lambda one, part: _name(one) == _name(part))
    take(lambda one, part: one.level == part.level and _says_much_the_same(one, part))
    pairs = [Pair(found.get(part.key), part) for part in after]
    for gone in left:
        previous = before[: before.index(gone)]
        at = 0
        for n, pair in enumerate(pairs, 1):
            if pair.before is not None and pair.before in previous:
                at = n
        pairs.insert(at, Pair(gone, None))
    return tuple(pairs)


def _says_much_the_same(one: Part, other: Part) -> bool:
    if not one.body.strip() or not other.body.strip():
        return False
    matcher = aligned(fold(one.body).split(), fold(other.body).split())
    return matcher is not None and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
