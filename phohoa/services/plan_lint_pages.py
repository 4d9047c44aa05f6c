"""What the page of the layout linter shows: findings in context, those put aside, remedies to take back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..domain.access import Action, Role
from ..domain.numbering import EDITABLE_STATES, PlanState
from ..domain.paper_lint import NEVER_ASIDE
from ..domain.paper_lint_shape import LintFinding, LintMark, LintPlace, Stretch
from ..models import Plan, PlanLintMark
from .command import Query, query
from .plan_content import Paper, labels_in, live_values, paper_of
from .plan_fields import fill
from .plan_lint import LintCounts, Standing, section_key, standing_of, with_old_words


@dataclass(frozen=True)
class LintLine:
    """A finding as the page shows it: once for each piece in a stretch, `times` there, `elsewhere` beside."""

    finding: LintFinding
    place: LintPlace
    section: str
    section_id: int | None
    version: int
    times: int
    elsewhere: int
    before: str
    after: str
    may_aside: bool
    mark_id: int | None = None
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class MendedLine:
    """A remedy that was applied and can be taken back."""

    mark_id: int
    original: str
    replacement: str
    section: str
    by: str
    at: datetime
    #: At how many places the same press did this.
    times: int


@dataclass(frozen=True)
class LintPage:
    """What the linter says of a plan; `asides` are the answered ones."""

    plan_id: int
    version: int
    subject: str
    state: PlanState
    day: date
    counts: LintCounts
    lines: tuple[LintLine, ...]
    asides: tuple[LintLine, ...]
    mended: tuple[MendedLine, ...]
    may_edit: bool
    may_submit: bool


_AROUND = 60


@query(Action.PLAN_VIEW)
def lint_page(cx: Query, plan_id: int) -> LintPage:
    """The findings on a plan with their context. Raises NotFound."""
    plan = cx.load(Plan, plan_id)
    paper = paper_of(cx.session, plan)
    standing = standing_of(cx.session, paper, cx.today)
    lines = tuple(_lines(paper, standing))
    editable = plan.state in EDITABLE_STATES and cx.actor.role is Role.OFFICE
    sections = _sections(paper)
    words = {one.key: one.text for one in standing.paper.stretches}
    mended = [
        mark
        for mark in standing.marks
        if mark.kind is LintMark.MENDED and _stands(mark, words.get(mark.stretch))
    ]
    pressed = Counter(mark.press for mark in mended)
    return LintPage(
        plan_id=plan.id,
        version=plan.version,
        subject=plan.subject,
        state=plan.state,
        day=standing.paper.facts.day,
        counts=standing.counts(),
        lines=tuple(line for line in lines if line.mark_id is None),
        asides=tuple(line for line in lines if line.mark_id is not None),
        mended=tuple(
            MendedLine(
                mark.id,
                mark.original,
                mark.replacement,
                sections.get(mark.stretch, ("", None, 0))[0],
                mark.actor_name,
                mark.at,
                pressed[mark.press],
            )
            for mark in reversed(mended)
        ),
        may_edit=editable,
        may_submit=editable,
    )


def _stands(mark: PlanLintMark, text: str | None) -> bool:
    """Whether the new words still stand where they were put; else only the plan's history knows of them."""
    return text is not None and with_old_words(mark, text) is not None


def _sections(paper: Paper) -> dict[str, tuple[str, int | None, int]]:
    """For each stretch of a section: what it is called, the section, and its version."""
    values = live_values(paper)
    found: dict[str, tuple[str, int | None, int]] = {}
    for section, label in zip(paper.sections, labels_in(paper), strict=True):
        name = f"{label} {fill(section.heading, values)}".strip()
        for part in ("heading", "body"):
            found[section_key(section.id, part)] = (name, section.id, section.version)
    return found


def _lines(paper: Paper, standing: Standing) -> Iterator[LintLine]:
    stretches = {one.key: one for one in standing.paper.stretches}
    sections, reasons = _sections(paper), standing.reasons
    shown: set[str] = set()
    times = Counter(one.id for one in standing.findings)
    spelt = Counter(one.spelling for one in standing.findings)
    for one in standing.findings:
        if one.id in shown:
            continue
        shown.add(one.id)
        stretch = stretches.get(one.key)
        name, section_id, version = sections.get(one.key, ("", None, paper.plan.version))
        here, same = times[one.id], spelt[one.spelling]
        mark = reasons.get(one.id)
        before, after = _around(stretch, one)
        yield LintLine(
            finding=one,
            place=stretch.place if stretch is not None else LintPlace.PAPER,
            section=name,
            section_id=section_id,
            version=version,
            times=here,
            elsewhere=same - here,
            before=before,
            after=after,
            may_aside=one.code not in NEVER_ASIDE,
            mark_id=mark.id if mark is not None else None,
            reason=mark.reason if mark is not None else "",
            by=mark.actor_name if mark is not None else "",
        )


def _around(stretch: Stretch | None, one: LintFinding) -> tuple[str, str]:
    """A little of what stands before and behind the piece, cut at words."""
    if stretch is None or (one.start == one.end and not stretch.text):
        return "", ""
    before, after = stretch.text[: one.start], stretch.text[one.end :]
    before, after = before.rsplit("\n", 1)[-1], after.split("\n", 1)[0]
    if len(before) > _AROUND:
        before = "\u2026" + before[-_AROUND:].split(" ", 1)[-1]
    if len(after) > _AROUND:
        after = after[:_AROUND].rsplit(" ", 1)[0] + "\u2026"
    return before, after
