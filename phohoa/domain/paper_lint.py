"""The layout linter: a Party paper held against the rules of form, the names, the regulations and the data.

Pure: a paper comes in as stretches with what is known of the ward, findings go out, each with the exact piece
of text and, where one can be given, the exact words to put in its place. `mended` puts them there.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator
from dataclasses import replace

from . import (
    paper_lint_bases,
    paper_lint_days,
    paper_lint_figures,
    paper_lint_form,
    paper_lint_letters,
    paper_lint_names,
)
from .paper_lint_shape import Gravity, LintCode, LintFinding, LintPaper, Stretch

_FIELD = re.compile(r"\{[^{}\n]{1,160}\}")
#: Without these the paper cannot be drawn at all: nobody can put such a finding aside.
NEVER_ASIDE = frozenset((LintCode.PART_MISSING, LintCode.FOREIGN_LETTER))


def lint(paper: LintPaper) -> tuple[LintFinding, ...]:
    """Everything found, in the order of the paper; of remedies that touch one another the surest stays."""
    hidden = {
        stretch.key: finding
        for stretch in paper.stretches
        if (finding := paper_lint_letters.unreadable(stretch)) is not None
    }
    readable = replace(paper, stretches=tuple(one for one in paper.stretches if one.key not in hidden))
    raised = [
        *hidden.values(),
        *paper_lint_form.missing(paper),
        *paper_lint_form.findings(readable),
        *paper_lint_letters.letters(readable),
        *paper_lint_bases.findings(readable),
        *paper_lint_names.findings(readable),
        *paper_lint_figures.findings(readable),
        *paper_lint_days.findings(readable),
        *paper_lint_letters.misread(readable),
        *paper_lint_names.tones(readable),
        *paper_lint_letters.spacing(readable),
    ]
    fields = {one.key: _fields(one) for one in paper.stretches}
    raised = [one for one in raised if one.key not in fields or not fields[one.key].touched_by(one)]
    order = {stretch.key: place for place, stretch in enumerate(paper.stretches)}
    kept = list(_without_overlap(raised))
    return tuple(sorted(kept, key=lambda one: (order.get(one.key, len(order)), one.start, one.end)))


class _Places:
    """Pieces of one text that lie apart, asked about one after the other: a paper may have thousands."""

    def __init__(self) -> None:
        self._pieces: list[tuple[int, int]] = []
        self._starts: set[int] = set()
        self._points: set[int] = set()

    def add(self, start: int, end: int) -> None:
        """Take a piece that touches none of the others; a piece without letters is a point."""
        self._starts.add(start)
        if start == end:
            self._points.add(start)
        else:
            insort(self._pieces, (start, end))

    def touched_by(self, one: LintFinding) -> bool:
        """Whether a finding shares a letter with a piece, or begins at the same point."""
        if one.start == one.end:
            return one.start in self._starts
        before = bisect_left(self._pieces, (one.end, one.end))
        overlaps = before > 0 and self._pieces[before - 1][1] > one.start
        return overlaps or one.start in self._points


def _fields(stretch: Stretch) -> _Places:
    """Where live values stand in braces: the program writes there, nobody spells."""
    places = _Places()
    for field in _FIELD.finditer(stretch.text):
        places.add(*field.span())
    return places


def _without_overlap(findings: Collection[LintFinding]) -> Iterator[LintFinding]:
    """The findings but those whose piece touches one that came before: two remedies for it would clash."""
    taken: dict[str, _Places] = {}
    for one in findings:
        if one.start == one.end and one.replacement is None:
            yield one
            continue
        here = taken.setdefault(one.key, _Places())
        if here.touched_by(one):
            continue
        here.add(one.start, one.end)
        yield one


def mended(stretch: Stretch, findings: Collection[LintFinding]) -> str:
    """The text of a stretch with the remedies of these findings in it, the last place first."""
    text = stretch.text
    for one in sorted(findings, key=lambda one: -one.start):
        if one.replacement is not None and one.key == stretch.key:
            text = text[: one.start] + one.replacement + text[one.end :]
    return text


def hard(findings: Collection[LintFinding]) -> tuple[LintFinding, ...]:
    """Those that must be mended."""
    return tuple(one for one in findings if one.severity is Gravity.MUST)
