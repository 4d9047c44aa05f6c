"""The order of a plan's sections: moved, put elsewhere, raised and lowered, added, removed, brought back.

A section moves with everything of a lower level below it; the numbers before the headings follow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.access import Action
from ..domain.errors import Refused
from ..models import Plan, PlanSection
from ..texts import plan_template as template
from .command import Command, command
from .plan_content import paper_of
from .plan_history import keep_section, open_for_editing, section_of
from .plans import STEP, PlanSaved

MAX_SECTIONS = 60
DEEPEST = 3


def block_of(sections: Sequence[PlanSection], here: int) -> range:
    """The places of a section and of everything below it."""
    level = sections[here].level
    end = here + 1
    while end < len(sections) and sections[end].level > level > 0:
        end += 1
    return range(here, end)


def places_for(sections: Sequence[PlanSection], section: PlanSection) -> tuple[PlanSection, ...]:
    """After which sections this one can stand: its equals, and those that it can be the first below."""
    block = block_of(sections, sections.index(section))
    fits = []
    for place, other in enumerate(sections):
        if place in block or section.level == 0:
            continue
        leads = other.level == section.level - 1
        if other.level == 0:
            # The parts begin right after the last of bases and opening.
            following = sections[place + 1] if place + 1 < len(sections) else None
            leads = section.level == 1 and following is not None and following.level == 1
        if leads or (other.level == section.level):
            fits.append(other)
    return tuple(fits)


def _sections(cx: Command, plan: Plan) -> list[PlanSection]:
    return list(paper_of(cx.session, plan).sections)


def _insert(rest: Sequence[PlanSection], moved: Sequence[PlanSection], at: int) -> None:
    """Put sections between two neighbours; only where there is no room left all get new positions."""
    lower = rest[at - 1].position if at else -1
    upper = rest[at].position if at < len(rest) else lower + STEP * (len(moved) + 1)
    step = (upper - lower) // (len(moved) + 1)
    if step >= 1:
        for n, section in enumerate(moved, 1):
            section.position = lower + n * step
        return
    order = [*rest[:at], *moved, *rest[at:]]
    # Above all there are: the positions of a plan are unique, also while they change.
    start = max(section.position or 0 for section in order) + STEP
    for n, section in enumerate(order):
        section.position = start + n * STEP


def _shift(sections: Sequence[PlanSection], block: range, before: int) -> None:
    """Put a block before what stands at the place `before`."""
    if block.start <= before <= block.stop:
        return
    moved = [sections[n] for n in block]
    rest = [one for n, one in enumerate(sections) if n not in block]
    _insert(rest, moved, before if before < block.start else before - len(block))


@dataclass(frozen=True)
class SectionMoved:
    """Whether a section changed places; at the edge of its part it stays."""

    plan_id: int
    moved: bool


@command(Action.PLAN_EDIT)
def move_section(cx: Command, plan_id: int, section_id: int, up: bool) -> SectionMoved:
    """Change places with its equal before or after it; at the edge of its part nothing happens.

    Raises NotFound, Conflict once the plan was submitted.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id)
    sections = _sections(cx, plan)
    block = block_of(sections, sections.index(section))
    before = _before(sections, block, up) if section.level else None
    if before is not None:
        _shift(sections, block, before)
    return SectionMoved(plan.id, before is not None)


def _before(sections: Sequence[PlanSection], block: range, up: bool) -> int | None:
    """Before which place a block goes on its way up or down; None at the edge of its part."""
    level = sections[block.start].level
    if not up:
        has_next = block.stop < len(sections) and sections[block.stop].level == level
        return block_of(sections, block.stop).stop if has_next else None
    previous = block.start - 1
    while previous >= 0 and sections[previous].level > level:
        previous -= 1
    return previous if previous >= 0 and sections[previous].level == level else None


@command(Action.PLAN_EDIT)
def place_section(cx: Command, plan_id: int, section_id: int, after_id: int) -> PlanSaved:
    """Put a section, with all below it, after another one: behind its equal, or first below a higher one.

    Raises NotFound; Refused where it cannot stand; Conflict once the plan was submitted.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id)
    sections = _sections(cx, plan)
    after = next((one for one in places_for(sections, section) if one.id == after_id), None)
    if after is None:
        raise Refused("section_no_place")
    there = sections.index(after)
    before = block_of(sections, there).stop if after.level == section.level else there + 1
    _shift(sections, block_of(sections, sections.index(section)), before)
    return PlanSaved(plan.id)


def can_become(sections: Sequence[PlanSection], section: PlanSection, level: int) -> bool:
    """Whether a section can have this level, what is below it moving along."""
    here = sections.index(section)
    block = block_of(sections, here)
    change = level - section.level
    if section.level == 0 or not 1 <= level <= DEEPEST or not change:
        return False
    if max(sections[n].level for n in block) + change > DEEPEST:
        return False
    # Something a step higher, or its equal, must stand above it.
    return level == 1 or (here > 0 and sections[here - 1].level >= level - 1)


@command(Action.PLAN_EDIT)
def change_level(cx: Command, plan_id: int, section_id: int, level: int) -> PlanSaved:
    """Make a section a part (1), a numbered section (2) or a lettered one (3); what is below it moves along.

    Raises NotFound; Refused where that level cannot stand; Conflict once the plan was submitted.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id)
    sections = _sections(cx, plan)
    if not can_become(sections, section, level):
        raise Refused("section_no_level")
    change = level - section.level
    for n in block_of(sections, sections.index(section)):
        sections[n].level += change
    return PlanSaved(plan.id)


@dataclass(frozen=True)
class SectionAdded:
    """The new section."""

    plan_id: int
    section_id: int


@command(Action.PLAN_EDIT)
def add_section(cx: Command, plan_id: int, section_id: int, *, part: bool = False) -> SectionAdded:
    """Put an empty section after this one: its equal, the first below a part, or (`part`) a new part.

    Raises NotFound; Refused where none can stand; Conflict once the plan was submitted.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id)
    sections = _sections(cx, plan)
    here = sections.index(section)
    if section.level == 0 or len(sections) >= MAX_SECTIONS:
        raise Refused("section_no_room")
    level = 1 if part else max(section.level, 2)
    at = here + 1
    if level <= section.level or part:
        while at < len(sections) and sections[at].level > level:
            at += 1
    added = PlanSection(
        plan_id=plan.id, kind=template.TEXT, level=level, heading=template.NEW_HEADING, body="", version=1
    )
    _insert(sections, [added], at)
    cx.session.flush()
    cx.session.add(added)
    cx.session.flush()
    keep_section(cx, added)
    return SectionAdded(plan.id, added.id)


@command(Action.PLAN_EDIT)
def remove_section(cx: Command, plan_id: int, section_id: int) -> PlanSaved:
    """Take a section out; its words and comments stay in the history, from where it can come back.

    Raises NotFound; Refused for one that every plan has, or that has others below it.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id)
    sections = _sections(cx, plan)
    if section.kind != template.TEXT or section.level == 0:
        raise Refused("section_needed")
    if len(block_of(sections, sections.index(section))) > 1:
        raise Refused("section_has_others")
    section.removed_from, section.removed_at = section.position, cx.now
    section.position = -section.id
    return PlanSaved(plan.id)


@command(Action.PLAN_EDIT)
def bring_back_section(cx: Command, plan_id: int, section_id: int) -> PlanSaved:
    """Put a removed section back near where it stood; nothing happens to one that is there.

    Raises NotFound; Refused when the plan has no room; Conflict once the plan was submitted.
    """
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id, removed=True)
    if section.removed_at is None:
        return PlanSaved(plan.id)
    sections = _sections(cx, plan)
    if len(sections) >= MAX_SECTIONS:
        raise Refused("section_no_room")
    stood = section.removed_from or 0
    at = next((n for n, one in enumerate(sections) if one.position > stood), len(sections))
    # Never among the bases or after the closing words.
    numbered = [n for n, one in enumerate(sections) if one.level]
    at = min(max(at, numbered[0]), numbered[-1] + 1) if numbered else at
    section.removed_at = section.removed_from = None
    _insert(sections, [section], at)
    return PlanSaved(plan.id)
