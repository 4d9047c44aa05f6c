"""What the page of one section shows: its words, where it can stand, what can be inserted."""

from dataclasses import dataclass

from ..domain.access import Action
from ..domain.errors import NotFound
from ..domain.numbering import EDITABLE_STATES
from ..models import Plan, PlanSection
from ..texts import plan_template as template
from .command import Query, query
from .plan_content import live_values, paper_of
from .plan_fields import FieldLine, lines_of, used_in
from .plan_order import DEEPEST, block_of, can_become, places_for
from .plan_pages import SectionLine, section_lines


@dataclass(frozen=True)
class SectionPage:
    """One section open for editing, among its neighbours."""

    plan_id: int
    plan_subject: str
    sections: tuple[SectionLine, ...]
    section_id: int
    version: int
    kind: str
    level: int
    heading: str
    body: str
    next_id: int | None
    may_edit: bool
    to_compare: bool
    #: Every live field with what it says today, and those that this section uses.
    fields: tuple[FieldLine, ...]
    used: tuple[FieldLine, ...]
    #: After which sections it can be put, which levels it can have, whether it can be taken out.
    places: tuple[SectionLine, ...]
    levels: tuple[int, ...]
    may_remove: bool


@query(Action.PLAN_EDIT)
def section_page(cx: Query, plan_id: int, section_id: int) -> SectionPage:
    """The section as it stands now. Raises NotFound for one of another plan, or one that was taken out."""
    plan = cx.load(Plan, plan_id)
    section = cx.session.get(PlanSection, section_id)
    if section is None or section.plan_id != plan.id or section.removed_at is not None:
        raise NotFound
    paper = paper_of(cx.session, plan, all_fields=True)
    lines = section_lines(paper)
    fields = lines_of(live_values(paper), paper.allocations)
    sections = paper.sections
    here = sections.index(section)
    can_follow = {one.id for one in places_for(sections, section)}
    alone = len(block_of(sections, here)) == 1
    return SectionPage(
        plan_id=plan.id,
        plan_subject=plan.subject,
        sections=lines,
        section_id=section.id,
        version=section.version,
        kind=section.kind,
        level=section.level,
        heading=section.heading,
        body=section.body,
        next_id=lines[here + 1].id if here + 1 < len(lines) else None,
        may_edit=plan.state in EDITABLE_STATES,
        to_compare=section.kind == template.BASES and plan.year >= template.COMPARE_FROM,
        fields=fields,
        used=used_in(f"{section.heading}\n{section.body}", fields),
        places=tuple(line for line in lines if line.id in can_follow),
        levels=tuple(n for n in range(1, DEEPEST + 1) if can_become(sections, section, n)),
        may_remove=section.kind == template.TEXT and section.level > 0 and alone,
    )
