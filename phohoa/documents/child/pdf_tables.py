"""Ruled grids on a page: strokes that touch one another make rows and columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phohoa.documents.child.pdf_letters import Glyph, Rule

_NEAR = 2.5


@dataclass(frozen=True)
class Grid:
    """Edges of columns from left to right and of rows from top to bottom, in points."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    def holds(self, glyph: Glyph) -> bool:
        """Whether a letter stands inside."""
        middle = (glyph.left + glyph.right) / 2
        return self.xs[0] - 1 <= middle <= self.xs[-1] + 1 and self.ys[-1] - 1 <= glyph.base <= self.ys[0] + 1

    def same_columns(self, other: "Grid") -> bool:
        return len(self.xs) == len(other.xs) and all(
            abs(a - b) < 2 * _NEAR for a, b in zip(self.xs, other.xs, strict=True)
        )

    def cells(self, glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int, list[Glyph]]]:
        """Row, column and letters of every cell that has any."""
        held: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            column = _between(self.xs, (glyph.left + glyph.right) / 2)
            row = _between(tuple(-y for y in self.ys), -(glyph.base + glyph.size * 0.3))
            held.setdefault((row, column), []).append(glyph)
        for (row, column), found in sorted(held.items()):
            yield row, column, found


def _between(edges: Sequence[float], place: float) -> int:
    inner = [n for n, edge in enumerate(edges[1:-1], start=1) if place > edge]
    return max(inner, default=0)


def grids_of(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that strokes make: at least two rows or columns, closed on every side."""
    flat = [rule for rule in rules if rule.bottom == rule.top]
    upright = [rule for rule in rules if rule.left == rule.right]
    groups: list[tuple[list[Rule], list[Rule]]] = []
    left_over = list(upright)
    while left_over:
        posts, beams, grown = [left_over.pop()], [], True
        while grown:
            more_beams = [
                one for one in flat if one not in beams and any(_touch(one, post) for post in posts)
            ]
            beams += more_beams
            more_posts = [one for one in left_over if any(_touch(beam, one) for beam in beams)]
            left_over = [one for one in left_over if one not in more_posts]
            posts += more_posts
            grown = bool(more_beams or more_posts)
        groups.append((beams, posts))
    found = []
    for beams, posts in groups:
        xs = _edges([post.left for post in posts])
        ys = _edges([beam.top for beam in beams])
        if len(xs) >= 3 and len(ys) >= 3:
            found.append(Grid(tuple(xs), tuple(reversed(ys))))
    return found


def _touch(beam: Rule, post: Rule) -> bool:
    return (
        beam.left - _NEAR <= post.left <= beam.right + _NEAR
        and post.bottom - _NEAR <= beam.top <= post.top + _NEAR
    )


def _edges(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
