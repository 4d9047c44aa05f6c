"""Two plans side by side: which parts changed, and in one part which words."""

from dataclasses import dataclass

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import NotFound
from ..domain.numbering import PlanState
from ..domain.plan_matching import Pair, Part, pairs_of
from ..domain.wording import Row, compare, leaves
from ..models import Plan
from ..texts import plan_template as template
from ..texts.documents import count_words
from ..texts.plan_writing import ALLOCATION_NAME, HEAD_NAME
from .command import Query, query
from .plan_content import Paper, labels_in, live_values, paper_of
from .plan_fields import fill
from .plan_history import head_values
from .plan_history_pages import LETTERS, head_words

_HEAD, _FIGURES = "head", "figures"
_ONCE_ISSUED = (PlanState.ISSUED, PlanState.SUPERSEDED)


@dataclass(frozen=True)
class Named:
    """A plan as the list to choose from names it."""

    id: int
    year: int
    subject: str
    state: PlanState


@dataclass(frozen=True)
class PartLine:
    """A part of the two plans: its place in the list, and what became of it."""

    place: int
    label: str
    heading: str
    level: int
    #: same, changed, new, gone
    standing: str
    changes: int


@dataclass(frozen=True)
class ComparePage:
    """What became of every part since the other plan."""

    plan: Named
    other: Named | None
    choices: tuple[Named, ...]
    lines: tuple[PartLine, ...]


@dataclass(frozen=True)
class PartPage:
    """One part of two plans, paragraph beside paragraph, a leaf at a time."""

    plan: Named
    other: Named
    line: PartLine
    before_heading: str
    leaf: tuple[Row | int, ...]
    page: int
    pages: int
    previous: int | None
    following: int | None


def _named(plan: Plan) -> Named:
    return Named(plan.id, plan.year, plan.subject, plan.state)


def _parts(paper: Paper) -> list[Part]:
    """The paper's sections as they are printed, with the head before them and the allocation after."""
    values = live_values(paper)
    sections = [
        Part(s.id, s.kind, s.level, fill(s.heading, values), fill(s.body, values)) for s in paper.sections
    ]
    figures = "\n".join(
        f"{row.unit_name}: {count_words(row.introductions)} – {count_words(row.admissions)}"
        if row.organisation_id
        else f"{row.unit_name}: {count_words(row.admissions)}"
        for row in paper.allocations
    )
    return [
        Part(0, _HEAD, 0, HEAD_NAME, head_words(head_values(paper.plan))),
        *sections,
        Part(-1, _FIGURES, 0, ALLOCATION_NAME, figures),
    ]


def _rows(pair: Pair) -> tuple[Row, ...]:
    return compare(_text(pair.before), _text(pair.after))


def _text(part: Part | None) -> str:
    if part is None:
        return ""
    # What has no heading on paper has a name here only.
    return f"{part.heading}\n{part.body}" if part.level else part.body


def _line(place: int, pair: Pair, labels: dict[int, str]) -> PartLine:
    part = pair.after or pair.before
    if part is None:
        raise LookupError("a pair of nothing")
    rows = _rows(pair)
    changes = sum(row.changed for row in rows)
    if pair.before is None:
        standing = "new"
    elif pair.after is None:
        standing = "gone"
    else:
        standing = "changed" if changes else "same"
    label = labels.get(part.key, "") if pair.after else ""
    return PartLine(place, label, part.heading, part.level, standing, changes)


def _others(cx: Query, plan: Plan) -> list[Plan]:
    """The plans that this one can be set against: first the one it comes from, then by year."""
    rows = cx.session.scalars(
        select(Plan).where(Plan.id != plan.id).order_by(Plan.year.desc(), Plan.id.desc())
    ).all()
    origin = plan.supersedes_id or plan.based_on_id
    earlier = [row for row in rows if row.year < plan.year and row.state in _ONCE_ISSUED]

    def rank(row: Plan) -> int:
        return 0 if row.id == origin else 1 if earlier and row is earlier[0] else 2

    return sorted(rows, key=rank)


def _chosen(others: list[Plan], other_id: int | None) -> Plan | None:
    if other_id is None:
        return others[0] if others else None
    found = next((row for row in others if row.id == other_id), None)
    if found is None:
        raise NotFound
    return found


def _pairs(cx: Query, plan: Plan, other: Plan) -> tuple[tuple[Pair, ...], dict[int, str]]:
    now = paper_of(cx.session, plan)
    labels = {s.id: label for s, label in zip(now.sections, labels_in(now), strict=True)}
    return pairs_of(_parts(paper_of(cx.session, other)), _parts(now), template.TEXT), labels


@query(Action.PLAN_VIEW)
def compare_page(cx: Query, plan_id: int, other_id: int | None = None) -> ComparePage:
    """What became of each part since another plan: the one named, else the one this plan comes from.

    Raises NotFound.
    """
    plan = cx.load(Plan, plan_id)
    others = _others(cx, plan)
    other = _chosen(others, other_id)
    lines: tuple[PartLine, ...] = ()
    if other is not None:
        pairs, labels = _pairs(cx, plan, other)
        lines = tuple(_line(place, pair, labels) for place, pair in enumerate(pairs))
    return ComparePage(
        _named(plan), _named(other) if other else None, tuple(_named(row) for row in others), lines
    )


@query(Action.PLAN_VIEW)
def part_page(
    cx: Query, plan_id: int, place: int, other_id: int | None = None, page: int = 1
) -> PartPage | None:
    """One part of the two plans, counted as on the page of all parts; None without another plan.

    Raises NotFound.
    """
    plan = cx.load(Plan, plan_id)
    other = _chosen(_others(cx, plan), other_id)
    if other is None:
        return None
    pairs, labels = _pairs(cx, plan, other)
    if not 0 <= place < len(pairs):
        raise NotFound
    pair = pairs[place]
    bound = leaves(_rows(pair), LETTERS)
    page = min(max(page, 1), len(bound))
    differing = [n for n, one in enumerate(pairs) if any(row.changed for row in _rows(one))]
    return PartPage(
        plan=_named(plan),
        other=_named(other),
        line=_line(place, pair, labels),
        before_heading=pair.before.heading if pair.before else "",
        leaf=bound[page - 1],
        page=page,
        pages=len(bound),
        previous=next((n for n in reversed(differing) if n < place), None),
        following=next((n for n in differing if n > place), None),
    )
