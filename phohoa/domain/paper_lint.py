"""The layout linter: a Party paper held against the rules of form, the names, the regulations and the data.

Pure: a paper comes in as stretches with what is known of the ward, findings go out, each with the exact piece
of text and, where one can be given, the exact words to put in its place. `mended` puts them there.
"""

from __future__ import annotations

import re
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
    raised = [one for one in raised if not any(_touch(one, *place) for place in fields.get(one.key, ()))]
    order = {stretch.key: place for place, stretch in enumerate(paper.stretches)}
    kept = list(_without_overlap(raised))
    return tuple(sorted(kept, key=lambda one: (order.get(one.key, len(order)), one.start, one.end)))


def _fields(stretch: Stretch) -> tuple[tuple[int, int], ...]:
    """Where live values stand in braces: the program writes there, nobody spells."""
    return tuple(field.span() for field in _FIELD.finditer(stretch.text))


def _without_overlap(findings: Collection[LintFinding]) -> Iterator[LintFinding]:
    """The findings but those whose piece touches one that came before: two remedies for it would clash."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for one in findings:
        if one.start == one.end and one.replacement is None:
            yield one
            continue
        here = taken.setdefault(one.key, [])
        if any(_touch(one, start, end) for start, end in here):
            continue
        here.append((one.start, one.end))
        yield one


def _touch(one: LintFinding, start: int, end: int) -> bool:
    if one.start == one.end or start == end:
        return one.start == start
    return one.start < end and start < one.end


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
