"""What the pages of a plan show, as frozen dataclasses."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, String, cast, null, select, type_coerce, union_all

from ..documents.content import PlanContent
from ..documents.official import of_plan
from ..domain.access import Action, Role
from ..domain.numbering import EDITABLE_STATES, PlanMoveCode, PlanState, plan_moves
from ..models import Plan, PlanEvent, RegisterEntry, SigningKey, User
from ..models.types import UtcDateTime
from ..texts import plan_template as template
from .command import Query, query
from .draft_papers import draft_of
from .plan_allocation import units_on
from .plan_checks import Problem, problems_of
from .plan_comments import Count, comment_counts
from .plan_content import (
    Paper,
    content_of,
    labels_in,
    live_values,
    number_of,
    paper_of,
    reference_day,
)
from .plan_fields import fill
from .plan_from_last import shifts_left
from .plan_lint import LintCounts, standing_of

#: While something can still come of it: the office mends, or the signatory returns.
_LOOKED_AT = EDITABLE_STATES | {PlanState.IN_REVIEW}


@dataclass(frozen=True)
class PlanLine:
    """A plan as the list names it."""

    id: int
    year: int
    subject: str
    state: PlanState
    symbol: str
    dated: date | None
    document_id: int | None
    corrects: bool


@dataclass(frozen=True)
class PlanList:
    """All plans, newest year first, and whether the actor may begin one (and for which year)."""

    lines: tuple[PlanLine, ...]
    may_create: bool
    next_year: int

    @property
    def sources(self) -> tuple[PlanLine, ...]:
        """The plans that another can be begun from."""
        return tuple(line for line in self.lines if line.state in (PlanState.ISSUED, PlanState.SUPERSEDED))


@query(Action.PLAN_VIEW)
def plan_list(cx: Query) -> PlanList:
    """The plans of all years."""
    cx.allow()
    rows = cx.session.execute(
        select(Plan, RegisterEntry.symbol)
        .outerjoin(RegisterEntry, RegisterEntry.plan_id == Plan.id)
        .order_by(Plan.year.desc(), Plan.id.desc())
    ).all()
    lines = tuple(
        PlanLine(
            plan.id,
            plan.year,
            plan.subject,
            plan.state,
            symbol or "",
            plan.dated,
            plan.document_id,
            plan.supersedes_id is not None,
        )
        for plan, symbol in rows
    )
    this = cx.today.year
    taken = any(line.year == this for line in lines)
    return PlanList(lines, cx.actor.role is Role.OFFICE, this + 1 if taken else this)


@dataclass(frozen=True)
class SectionLine:
    """A section in the list of the plan's parts; `heading` with its marks filled."""

    id: int
    version: int
    kind: str
    level: int
    label: str
    heading: str
    is_empty: bool


@dataclass(frozen=True)
class EventLine:
    """Something that happened to the plan."""

    at: datetime
    who: str
    state: PlanState
    reason: str


@dataclass(frozen=True)
class PlanPage:
    """The overview of a plan."""

    id: int
    version: int
    year: int
    subject: str
    state: PlanState
    symbol: str
    dated: date | None
    document_id: int | None
    signatory_name: str
    sections: tuple[SectionLine, ...]
    branches: int
    organisations: int
    admissions: int
    introductions: int
    events: tuple[EventLine, ...]
    problems: tuple[Problem, ...]
    #: Comments by section, and places that still name the years of the plan it was begun from.
    comments: dict[int, Count]
    shifts: int
    moves: tuple[PlanMoveCode, ...]
    may_edit: bool
    may_correct: bool
    is_signatory: bool
    to_compare: bool
    return_reason: str
    supersedes_id: int | None
    superseded_by_id: int | None
    is_demo: bool
    #: What the layout linter finds, until the plan is approved.
    lint: LintCounts | None


def _plan(cx: Query, plan_id: int) -> Plan:
    return cx.load(Plan, plan_id)


def section_lines(paper: Paper) -> tuple[SectionLine, ...]:
    """The sections of a plan as lists name them."""
    values = live_values(paper)
    labels = labels_in(paper)
    return tuple(
        SectionLine(s.id, s.version, s.kind, s.level, label, fill(s.heading, values), not s.body.strip())
        for s, label in zip(paper.sections, labels, strict=True)
    )


def _happened(cx: Query, plan: Plan) -> tuple[tuple[EventLine, ...], dict[int, Count]]:
    """What happened to the plan, newest first, and its comments; one select, for the page has many others."""
    happened = select(
        PlanEvent.id,
        PlanEvent.at,
        PlanEvent.actor_name,
        type_coerce(PlanEvent.to_state, String),
        PlanEvent.reason,
        cast(null(), Integer),
        cast(null(), Integer),
    ).where(PlanEvent.plan_id == plan.id)
    said = comment_counts(plan.id).subquery()
    counted = select(
        said.c.section_id, cast(null(), UtcDateTime), cast(null(), String), cast(null(), String),
        cast(null(), String), said.c.all, said.c.open,
    )  # fmt: skip
    rows = cx.session.execute(union_all(happened, counted)).all()
    events = sorted((row for row in rows if row[5] is None), key=lambda row: row[0], reverse=True)
    return (
        tuple(EventLine(row[1], row[2], PlanState(row[3]), row[4]) for row in events),
        {row[0]: Count(row[5], row[6]) for row in rows if row[5] is not None},
    )


@query(Action.PLAN_VIEW)
def plan_page(cx: Query, plan_id: int) -> PlanPage:
    """Everything the overview shows. Raises NotFound."""
    plan = _plan(cx, plan_id)
    paper = paper_of(cx.session, plan)
    events, comments = _happened(cx, plan)
    editable = plan.state in EDITABLE_STATES
    moves = tuple(move.code for move in plan_moves(plan.state, cx.actor.role.value))
    symbol, newer = "", None
    if plan.document_id is not None:
        symbol = cx.session.scalar(select(RegisterEntry.symbol).where(RegisterEntry.plan_id == plan.id)) or ""
        newer = cx.session.scalar(select(Plan.id).where(Plan.supersedes_id == plan.id).limit(1))
    is_demo = False
    if plan.state is PlanState.APPROVED and plan.signatory_id is not None:
        is_demo = bool(
            cx.session.scalar(
                select(SigningKey.is_demo)
                .where(SigningKey.user_id == plan.signatory_id, SigningKey.removed_at.is_(None))
                .order_by(SigningKey.added_at.desc())
                .limit(1)
            )
        )
    return PlanPage(
        id=plan.id,
        version=plan.version,
        year=plan.year,
        subject=plan.subject,
        state=plan.state,
        symbol=symbol,
        dated=plan.dated,
        document_id=plan.document_id,
        signatory_name=plan.signatory_name,
        sections=section_lines(paper),
        branches=len(paper.branches),
        organisations=len(paper.organisations),
        admissions=paper.ward_target,
        introductions=sum(row.introductions for row in paper.organisations),
        events=events,
        problems=problems_of(cx.session, paper, reference_day(plan.year, cx.today)) if editable else (),
        comments=comments,
        shifts=shifts_left(cx, paper) if editable and cx.actor.role is Role.OFFICE else 0,
        moves=moves,
        may_edit=editable and cx.actor.role is Role.OFFICE,
        may_correct=plan.state is PlanState.ISSUED and newer is None and cx.actor.role is Role.OFFICE,
        is_signatory=plan.signatory_id == cx.actor.user_id,
        to_compare=editable and plan.year >= template.COMPARE_FROM,
        return_reason=events[0].reason if events and plan.state is PlanState.RETURNED else "",
        supersedes_id=plan.supersedes_id,
        superseded_by_id=newer,
        is_demo=is_demo,
        lint=standing_of(cx.session, paper, cx.today).counts() if plan.state in _LOOKED_AT else None,
    )


@dataclass(frozen=True)
class AllocationLine:
    """One unit of the form. `is_new`: not yet in the plan, shown with the least."""

    unit_id: int
    name: str
    introductions: int
    admissions: int
    least_admissions: int
    is_new: bool


@dataclass(frozen=True)
class AllocationPage:
    """The whole allocation as one form; `closed` are units of the plan that exist no more."""

    plan_id: int
    version: int
    year: int
    branches: tuple[AllocationLine, ...]
    organisations: tuple[AllocationLine, ...]
    closed: tuple[str, ...]
    may_edit: bool


@query(Action.PLAN_EDIT)
def allocation_page(cx: Query, plan_id: int) -> AllocationPage:
    """The allocation over the units of today. Raises NotFound."""
    plan = _plan(cx, plan_id)
    paper = paper_of(cx.session, plan)
    rows = {(True, row.branch_id): row for row in paper.branches}
    rows |= {(False, row.organisation_id): row for row in paper.organisations}
    lines: dict[bool, list[AllocationLine]] = {True: [], False: []}
    for unit in units_on(cx.session, reference_day(plan.year, cx.today)):
        row = rows.pop((unit.is_branch, unit.id), None)
        lines[unit.is_branch].append(
            AllocationLine(
                unit_id=unit.id,
                name=unit.name,
                introductions=row.introductions if row else unit.least_introductions,
                admissions=row.admissions if row else unit.least_admissions,
                least_admissions=unit.least_admissions,
                is_new=row is None,
            )
        )
    return AllocationPage(
        plan_id=plan.id,
        version=plan.version,
        year=plan.year,
        branches=tuple(lines[True]),
        organisations=tuple(lines[False]),
        closed=tuple(row.unit_name for row in rows.values()),
        may_edit=plan.state in EDITABLE_STATES,
    )


@dataclass(frozen=True)
class HeadPage:
    """Head, signature and recipients as they stand, and who can sign."""

    plan_id: int
    version: int
    year: int
    subject: str
    place: str
    parent_issuer: str
    dated: date | None
    authority: str
    position: str
    signatory_id: int | None
    signatories: tuple[tuple[int, str], ...]
    recipients: str
    ward_target: int | None
    sum_of_branches: int
    may_edit: bool


@query(Action.PLAN_EDIT)
def head_page(cx: Query, plan_id: int) -> HeadPage:
    """The head as it stands. Raises NotFound."""
    plan = _plan(cx, plan_id)
    people = cx.session.execute(
        select(User.id, User.full_name, User.position)
        .where(User.role == Role.SIGNATORY, User.active)
        .order_by(User.id)
    )
    paper = paper_of(cx.session, plan)
    return HeadPage(
        plan_id=plan.id,
        version=plan.version,
        year=plan.year,
        subject=plan.subject,
        place=plan.place,
        parent_issuer=plan.parent_issuer,
        dated=plan.dated,
        authority=plan.authority,
        position=plan.position,
        signatory_id=plan.signatory_id,
        signatories=tuple((p.id, ", ".join(filter(None, (p.full_name, p.position)))) for p in people),
        recipients=plan.recipients,
        ward_target=plan.ward_target,
        sum_of_branches=sum(row.admissions for row in paper.branches),
        may_edit=plan.state in EDITABLE_STATES,
    )


@dataclass(frozen=True)
class Preview:
    """The plan as typed content, for the page that looks like the paper."""

    plan_id: int
    state: PlanState
    document_id: int | None
    content: PlanContent


@query(Action.PLAN_VIEW)
def preview(cx: Query, plan_id: int) -> Preview:
    """The content that the PDF is drawn from. Raises NotFound."""
    plan = _plan(cx, plan_id)
    number = number_of(cx.session, plan)
    content = content_of(paper_of(cx.session, plan), number, plan.dated if number is not None else None)
    return Preview(plan.id, plan.state, plan.document_id, content)


@query(Action.PLAN_VIEW)
def draft_pdf(cx: Query, plan_id: int) -> bytes:
    """The plan drawn without number and signature. Raises NotFound, Refused when it cannot be drawn."""
    plan = _plan(cx, plan_id)
    return draft_of(cx, lambda: content_of(paper_of(cx.session, plan)))


@query(Action.PLAN_EDIT)
def draft_docx(cx: Query, plan_id: int) -> bytes:
    """The same words as DOCX: of an issued plan with its number and date. Raises NotFound."""
    from ..documents.word import render_docx  # some 10 MB: only when asked for

    plan = _plan(cx, plan_id)
    number = number_of(cx.session, plan)
    content = content_of(paper_of(cx.session, plan), number, plan.dated if number is not None else None)
    paper = of_plan(content, plan.subject)
    cx.session.rollback()
    return render_docx(paper)
