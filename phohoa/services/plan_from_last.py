"""The plan of a year begun from the words of an earlier one; years and dates move only where told to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid
from ..domain.numbering import EDITABLE_STATES, PlanState
from ..domain.plan_shifts import Shift, moved, shifts_in
from ..models import Plan, PlanAllocation, PlanSection
from ..texts import plan_template as template
from ..texts.plan_writing import BEGUN_FROM
from .command import Command, Context, Query, command, query
from .plan_allocation import MOST, allocate
from .plan_content import Paper, labels_in, live_values, paper_of, reference_day
from .plan_fields import fill
from .plan_history import keep_head, open_for_editing, write_section
from .plans import PlanSaved, add_sections, default_signatory, free_year, note

_SOURCES = (PlanState.ISSUED, PlanState.SUPERSEDED)
#: Letters shown on either side of a place.
_AROUND = 50
PER_PAGE = 30


@command(Action.PLAN_EDIT)
def create_plan_from(cx: Command, year: int, source_id: int) -> PlanSaved:
    """Begin the plan of a year with the words and figures of an issued plan of an earlier year, as they are.

    What the ward is called now comes from its settings; units that closed drop out, new ones get the least.
    Raises Invalid for a year out of reach or a plan that cannot be begun from, Conflict for a year that
    has one.
    """
    cx.allow()
    ward = free_year(cx, year)
    source = cx.session.get(Plan, source_id)
    if source is None or source.state not in _SOURCES or source.year >= year:
        raise Invalid(fields={"source": "plan_source"})
    old = paper_of(cx.session, source)
    signatory = default_signatory(cx)
    plan = Plan(
        year=year,
        subject=source.subject,
        state=PlanState.DRAFT,
        issuer=ward.issuer,
        parent_issuer=ward.parent_issuer,
        place=ward.place,
        authority=source.authority,
        position=source.position,
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.full_name if signatory else "",
        recipients=source.recipients,
        based_on_id=source.id,
        created_at=cx.now,
    )
    cx.session.add(plan)
    cx.session.flush()
    add_sections(cx, plan, old.sections)
    allocate(cx, plan, reference_day(year, cx.today))
    cx.session.flush()
    _same_figures(cx, plan, old)
    note(cx, plan, BEGUN_FROM.format(subject=source.subject))
    return PlanSaved(plan.id)


def _same_figures(cx: Command, plan: Plan, old: Paper) -> None:
    before = {(row.branch_id, row.organisation_id): row for row in old.allocations}
    for row in cx.session.scalars(select(PlanAllocation).where(PlanAllocation.plan_id == plan.id)):
        was = before.get((row.branch_id, row.organisation_id))
        if was is not None:
            # Never below what the plan asks at least, which the new rows have.
            row.admissions = min(max(row.admissions, was.admissions), MOST)
            row.introductions = min(max(row.introductions, was.introductions), MOST)


@dataclass(frozen=True)
class ShiftLine:
    """A place that may have to move with the year; `key` names it in the form."""

    key: str
    part: str
    before: str
    old: str
    new: str
    after: str
    likely: bool


@dataclass(frozen=True)
class ShiftPage:
    """The places of a plan that still name last year's dates, a page at a time."""

    plan_id: int
    subject: str
    source_id: int
    source_year: int
    year: int
    lines: tuple[ShiftLine, ...]
    count: int
    page: int
    pages: int
    may_edit: bool


@dataclass(frozen=True)
class _Source:
    """The plan that this one was begun from: its year, and every line that it says."""

    year: int
    lines: frozenset[str]


def _ahead(text: str, start: int) -> str:
    """Some whole words of the line before a place."""
    line = text[:start].rpartition("\n")[2]
    return line if len(line) <= _AROUND else f"… {line[-_AROUND:].partition(' ')[2]}"


def _behind(text: str, end: int) -> str:
    """Some whole words of the line after a place."""
    line = text[end:].partition("\n")[0]
    return line if len(line) <= _AROUND else f"{line[:_AROUND].rpartition(' ')[0]} …"


@dataclass(frozen=True)
class _Place:
    """A text of the plan: of the head (0) or a section, its heading (h) or its body (b)."""

    part_id: int
    version: int
    field: str
    name: str
    text: str
    shifts: tuple[Shift, ...]

    def key(self, shift: Shift) -> str:
        return f"{self.part_id}-{self.version}-{self.field}-{shift.start}"


def _places(paper: Paper, source: _Source) -> Iterator[_Place]:
    plan = paper.plan
    found = partial(shifts_in, before=source.year, after=plan.year, untouched=source.lines)
    yield _Place(0, plan.version, "h", "", plan.subject, found(plan.subject))
    values = live_values(paper)
    for section, label in zip(paper.sections, labels_in(paper), strict=True):
        name = f"{label} {fill(section.heading, values)}".strip()
        cites = section.kind == template.BASES
        for field, text in (("h", section.heading), ("b", section.body)):
            shifts = found(text, cites=cites)
            yield _Place(section.id, section.version, field, name, text, shifts)


def _source(cx: Context, plan: Plan) -> _Source | None:
    """What the plan was begun from. A line that says something else by now has been gone through."""
    if plan.based_on_id is None:
        return None
    rows = cx.session.execute(
        select(Plan.year, Plan.subject, PlanSection.heading, PlanSection.body)
        .join(PlanSection, PlanSection.plan_id == Plan.id)
        .where(Plan.id == plan.based_on_id, PlanSection.removed_at.is_(None))
    ).all()
    lines = {line.strip() for row in rows for text in row[1:] for line in text.splitlines()}
    return _Source(rows[0].year, frozenset(lines)) if rows else None


def shifts_left(cx: Context, paper: Paper) -> int:
    """How many places still name the years of the plan it was begun from."""
    source = _source(cx, paper.plan)
    return sum(len(place.shifts) for place in _places(paper, source)) if source is not None else 0


@query(Action.PLAN_EDIT)
def shift_page(cx: Query, plan_id: int, page: int = 1) -> ShiftPage | None:
    """The places that may have to move with the year; None for a plan begun from none. Raises NotFound."""
    plan = cx.load(Plan, plan_id)
    source = _source(cx, plan)
    if source is None or plan.based_on_id is None:
        return None
    lines = [
        ShiftLine(
            key=place.key(one),
            part=place.name,
            before=_ahead(place.text, one.start),
            old=one.old,
            new=one.new,
            after=_behind(place.text, one.end),
            likely=one.likely,
        )
        for place in _places(paper_of(cx.session, plan), source)
        for one in place.shifts
    ]
    pages = max(-(-len(lines) // PER_PAGE), 1)
    page = min(max(page, 1), pages)
    return ShiftPage(
        plan.id,
        plan.subject,
        plan.based_on_id,
        source.year,
        plan.year,
        tuple(lines[(page - 1) * PER_PAGE : page * PER_PAGE]),
        len(lines),
        page,
        pages,
        plan.state in EDITABLE_STATES,
    )


@dataclass(frozen=True)
class Shifted:
    """How many places were changed."""

    plan_id: int
    count: int


@command(Action.PLAN_EDIT)
def move_dates(cx: Command, plan_id: int, chosen: tuple[str, ...]) -> Shifted:
    """Change the chosen places, each text as a new version of its part.

    Raises NotFound; Conflict when a text with a chosen place was changed since, or the plan is no draft any
    more. Then nothing is changed.
    """
    plan = open_for_editing(cx, plan_id)
    source = _source(cx, plan)
    if source is None:
        return Shifted(plan.id, 0)
    paper = paper_of(cx.session, plan)
    places = list(_places(paper, source))
    known = {place.key(one) for place in places for one in place.shifts}
    if not known.issuperset(chosen):
        raise Conflict("stale", current=plan.version)
    words = {(place.part_id, place.field): _changed(place, chosen) for place in places}
    for section in paper.sections:
        write_section(cx, section, words[section.id, "h"], words[section.id, "b"])
    if plan.subject != words[0, "h"]:
        plan.subject = words[0, "h"]
        cx.session.flush()
        keep_head(cx, plan)
    return Shifted(plan.id, len(set(chosen)))


def _changed(place: _Place, chosen: Iterable[str]) -> str:
    wanted = set(chosen)
    return moved(place.text, [one for one in place.shifts if place.key(one) in wanted])
