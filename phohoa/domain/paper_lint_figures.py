"""Figures and years in the text against the data: targets, sums, counts of units and members."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .numerals import spelt
from .paper_lint_shape import PROSE, Gravity, LintCode, LintFinding, LintPaper, Stretch, StretchRole, found
from .recognition import flat

C, R = LintCode, StretchRole
MUST, LOOK = Gravity.MUST, Gravity.LOOK

_OF_UNIT = re.compile(
    r"[\s:,(]*(?:(?:ket nap|phat trien|chi tieu|it nhat|toi thieu|moi|la)[\s:]*)*"
    r"(?P<n>\d{1,3})\s+(?:dong chi\s+)?(?:dang vien|nguoi)"
)
_SENTENCE = re.compile(r"[^.;\n]+")
_WHOLE = re.compile(r"\b(?:toan dang bo|dang bo phuong|dang bo|toan phuong|ca phuong|toan xa)\b")
_EACH = re.compile(r"\b(?:moi|tung|cac|nhung|mot so)\b")
_PAST = re.compile(r"\b(?:da ket nap|da phat trien|ket qua|nam truoc|nam qua)\b")
_TARGET = re.compile(
    r"\b(?:ket nap|phat trien)\b[^.;\n]{0,40}?\b(?P<n>\d{1,4})\s+(?:dong chi\s+)?(?:dang vien|quan chung)"
)
_LEAST = re.compile(r"\bmoi chi bo\b[^.;\n]{0,40}?\b(?:it nhat|toi thieu)\s+(?P<n>\d{1,3})\s+dang vien")
_LEAST_INTRODUCED = re.compile(
    r"\bmoi (?:to chuc|doan the)\b[^.;\n]{0,60}?\bgioi thieu\b[^.;\n]{0,30}?"
    r"\b(?:it nhat|toi thieu)\s+(?P<n>\d{1,3})\b"
)
_SUM_INTRODUCED = re.compile(
    r"\b(?:tong so|toan dang bo|tong cong)\b[^.;\n]{0,40}?\bgioi thieu\b[^.;\n]{0,30}?"
    r"\b(?P<n>\d{1,4})\s+(?:quan chung|nguoi)"
)
_BRANCHES = re.compile(
    r"\b(?:giao cho|phan bo cho|giao chi tieu cho|gom|tat ca|toan bo|dang bo (?:phuong )?(?:hien )?co)"
    r"\s+(?P<n>\d{1,3})\s+chi bo\b"
)
_ORGANISATIONS = re.compile(r"\bchi bo va (?P<n>\d{1,3})\s+(?:to chuc|doan the)\b")
_MEMBERS = re.compile(
    r"\bdang bo (?:phuong )?(?:hien )?(?:nay )?co(?: tong so)?\s+"
    r"(?:\d{1,3}\s+chi bo\s*(?:,|va|voi)?\s*)?(?P<n>\d{1,5})\s+dang vien\b"
)
_YEAR = re.compile(r"\bnam (?P<year>(?:19|20)\d{2})\b")
_YEAR_OF_PLAN = re.compile(
    r"\b(?:ke hoach phat trien dang vien(?: moi)? nam|cuoi nam|trong nam|dau nam"
    r"|phan bo\b[^.;\n]{0,80}? nam|chi tieu(?: phat trien dang vien| ket nap)? nam)"
    r"\s+(?P<year>(?:19|20)\d{2})\b"
)


#: What is counted in words is counted of these; elsewhere such words mean other things.
_COUNTED = re.compile(r"\s+(?:dong chi|dang vien|quan chung|nguoi|chi bo|to chuc|doan the)\b")
_IN_BRACKETS = re.compile(r"(?P<n>\b\d{1,4})\s*\(\s*$")


@dataclass(frozen=True)
class _Figures:
    """A text without marks in which counts in words stand as figures, as many letters as before.

    `ends`: where what stands for a figure ends in the text, by its beginning.
    """

    text: str
    ends: Mapping[int, int]

    @classmethod
    def of(cls, stretch: Stretch) -> _Figures:
        """The figures of a stretch; words in brackets behind a figure are part of it."""
        letters, ends = stretch.flat, {}
        for start, end, value in spelt(stretch.text):
            figure = _IN_BRACKETS.search(letters[max(0, start - 12) : start])
            closed = re.match(r"\s*\)", letters[end:])
            if figure is not None and closed is not None:
                begin, behind = max(0, start - 12) + figure.end("n"), end + closed.end()
                ends[begin - len(figure["n"])] = behind
                letters = letters[:begin] + " " * (behind - begin) + letters[behind:]
            elif _COUNTED.match(letters, end) is not None:
                ends[start] = end
                letters = letters[:start] + str(value).ljust(end - start) + letters[end:]
        return cls(letters, ends)


def findings(paper: LintPaper) -> Iterator[LintFinding]:
    """Every figure in a sentence that the data contradict."""
    facts = paper.facts
    for stretch in paper.of(*PROSE):
        yield from _years(stretch, facts.year)
        if stretch.role in (R.SUBJECT, R.BASES):
            continue
        figures = _Figures.of(stretch)
        raised = [*_of_units(stretch, figures, paper)]
        for sentence in _SENTENCE.finditer(figures.text):
            raised += _sentence(stretch, sentence.start(), sentence.group(), paper)
        for one in raised:
            end = figures.ends.get(one.start, one.end)
            yield replace(one, end=end, original=stretch.text[one.start : end])
    yield from _sum(paper)


def two(number: int) -> str:
    """A count as official papers write it, with at least two digits."""
    return f"{number:02d}" if number else "0"


def _years(stretch: Stretch, year: int | None) -> Iterator[LintFinding]:
    if year is None:
        return
    if stretch.role is R.SUBJECT:
        for said in _YEAR.finditer(stretch.flat):
            if int(said["year"]) != year:
                yield found(stretch, C.YEAR_SUBJECT, MUST, *said.span("year"), str(year), right=year)
        return
    if stretch.role is R.BASES:
        return
    for said in _YEAR_OF_PLAN.finditer(stretch.flat):
        if int(said["year"]) != year:
            yield found(stretch, C.YEAR_TEXT, LOOK, *said.span("year"), str(year), right=year)


def _sentence(stretch: Stretch, at: int, words: str, paper: LintPaper) -> Iterator[LintFinding]:
    facts = paper.facts
    past = _PAST.search(words) or any(
        facts.year is not None and int(one["year"]) < facts.year for one in _YEAR.finditer(words)
    )
    target = _TARGET.search(words)
    if target is not None and facts.ward_target is not None and not past and _WHOLE.search(words):
        before = words[: target.start("n")]
        if not _EACH.search(before[before.rfind(",") + 1 :]):
            yield from _differs(stretch, at, target, facts.ward_target, C.TARGET_DIFFERS, MUST)
    lowest = min((number for _, number in facts.targets), default=None)
    least = _LEAST.search(words)
    if least is not None and lowest is not None and int(least["n"]) > lowest:
        yield from _differs(stretch, at, least, lowest, C.LEAST_NOT_MET, MUST)
    introduced = _LEAST_INTRODUCED.search(words)
    if introduced is not None and facts.introductions and int(introduced["n"]) > min(facts.introductions):
        yield from _differs(stretch, at, introduced, min(facts.introductions), C.LEAST_NOT_MET, MUST)
    total = _SUM_INTRODUCED.search(words)
    if total is not None and facts.introductions:
        yield from _differs(stretch, at, total, sum(facts.introductions), C.INTRODUCTIONS_DIFFER, MUST)
    counted = _BRANCHES.search(words)
    if counted is not None and facts.targets and not past:
        yield from _differs(stretch, at, counted, len(facts.targets), C.COUNT_DIFFERS, LOOK)
    organised = _ORGANISATIONS.search(words)
    if organised is not None and facts.introductions and not past:
        yield from _differs(stretch, at, organised, len(facts.introductions), C.COUNT_DIFFERS, LOOK)
    members = _MEMBERS.search(words)
    if members is not None and facts.members is not None and not past:
        yield from _differs(stretch, at, members, facts.members, C.MEMBERS_DIFFER, LOOK)


def _differs(
    stretch: Stretch, at: int, said: re.Match[str], right: int, code: LintCode, severity: Gravity
) -> Iterator[LintFinding]:
    if int(said["n"]) != right:
        start, end = said.span("n")
        yield found(stretch, code, severity, at + start, at + end, two(right), right=two(right))


def _of_units(stretch: Stretch, figures: _Figures, paper: LintPaper) -> Iterator[LintFinding]:
    """A branch named with a number of new members that is not the one of the allocation."""
    for name, number in paper.facts.targets:
        for said in re.finditer(re.escape(flat(name)) + r"(?!\w)", stretch.flat):
            rest = _OF_UNIT.match(figures.text[said.end() : said.end() + 60])
            if rest is not None and int(rest["n"]) != number:
                start, end = rest.span("n")
                yield found(
                    stretch,
                    C.UNIT_TARGET_DIFFERS,
                    MUST,
                    said.end() + start,
                    said.end() + end,
                    two(number),
                    unit=name,
                    right=two(number),
                )


def _sum(paper: LintPaper) -> Iterator[LintFinding]:
    facts = paper.facts
    total = sum(number for _, number in facts.targets)
    if facts.targets and facts.ward_target is not None and facts.ward_target != total:
        yield LintFinding(
            C.SUM_DIFFERS,
            LOOK,
            "",
            original=str(facts.ward_target),
            params={"said": two(facts.ward_target), "right": two(total)},
        )
