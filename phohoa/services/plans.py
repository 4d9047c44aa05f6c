"""Writing the year's plan: created from the template, edited part by part, submitted, returned, approved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from ..domain.access import Action, Role
from ..domain.errors import Conflict, Invalid, NotFound
from ..domain.numbering import PLAN_MOVE_OF, PlanMoveCode, PlanState
from ..domain.signing import SubjectKind
from ..models import Plan, PlanEvent, PlanSection, User, Ward
from ..texts import plan_template as template
from .command import Command, command
from .plan_allocation import allocate, copy_allocation
from .plan_checks import problems_of
from .plan_content import live_values, paper_of, reference_day, term_on
from .plan_fields import frozen, lines_of, nearest, unknown_fields
from .plan_history import keep_head, keep_section, open_for_editing, section_of, write_section
from .plan_lint import looked_through, standing_of
from .signing_rounds import not_while_signed

_OPEN = (PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.RETURNED, PlanState.APPROVED)
_FIRST_YEAR = 2021
_MAX_BODY = 20_000
#: Room between two sections, so that others fit in without moving their neighbours.
STEP = 1000


@dataclass(frozen=True)
class PlanSaved:
    """Which plan was changed."""

    plan_id: int


@dataclass(frozen=True)
class HeadInput:
    """Head, signature and recipients as typed; `recipients` has one per line."""

    subject: str
    place: str
    authority: str
    position: str
    signatory_id: int | None
    recipients: str
    ward_target: int | None = None
    parent_issuer: str = ""
    dated: date | None = None


def note(cx: Command, plan: Plan, reason: str = "") -> None:
    """Write into the plan's history that it has come into the state it is in now."""
    cx.session.add(
        PlanEvent(
            plan_id=plan.id,
            at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            to_state=plan.state,
            reason=reason,
        )
    )


def plan_in_force(cx: Command, year: int) -> Plan | None:
    """The issued plan of a year that no other has superseded."""
    return cx.session.scalar(select(Plan).where(Plan.year == year, Plan.state == PlanState.ISSUED))


def _ward(cx: Command) -> Ward:
    # Locked, so that two cannot begin the same year's plan at once.
    ward = cx.session.get(Ward, 1, with_for_update=True)
    if ward is None:
        raise NotFound
    return ward


def _only_one_open(cx: Command, year: int) -> None:
    other = cx.session.scalar(select(Plan).where(Plan.year == year, Plan.state.in_(_OPEN)).limit(1))
    if other is not None:
        raise Conflict("plan_open_already", year=year)


def free_year(cx: Command, year: int) -> Ward:
    """The ward, locked, when a plan of this year may be begun. Raises Invalid, Conflict."""
    if not _FIRST_YEAR <= year <= cx.today.year + 1:
        raise Invalid(fields={"year": ("plan_year", {"first": _FIRST_YEAR, "last": cx.today.year + 1})})
    ward = _ward(cx)
    _only_one_open(cx, year)
    if plan_in_force(cx, year) is not None:
        raise Conflict("plan_in_force_already", year=year)
    return ward


@command(Action.PLAN_EDIT)
def create_plan(cx: Command, year: int) -> PlanSaved:
    """Begin the plan of a year from the template, with the allocation preset to the least the plan asks.

    Raises Invalid for a year out of reach, Conflict when the year has a plan in the works or in force.
    """
    cx.allow()
    ward = free_year(cx, year)
    day = reference_day(year, cx.today)
    signatory = default_signatory(cx)
    plan = Plan(
        year=year,
        subject=template.SUBJECT.format(year=year),
        state=PlanState.DRAFT,
        issuer=ward.issuer,
        parent_issuer=ward.parent_issuer,
        place=ward.place,
        authority=template.AUTHORITIES[0],
        position=template.POSITIONS[0],
        signatory_id=signatory.id if signatory else None,
        signatory_name=signatory.full_name if signatory else "",
        recipients=template.RECIPIENTS.format(upper_level=ward.upper_level),
        created_at=cx.now,
    )
    cx.session.add(plan)
    cx.session.flush()
    add_sections(cx, plan, template.sections(day, term_on(cx.session, day)))
    allocate(cx, plan, day)
    note(cx, plan)
    return PlanSaved(plan.id)


class Part(Protocol):
    """What a section is made of."""

    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def heading(self) -> str: ...
    @property
    def body(self) -> str: ...


def add_sections(cx: Command, plan: Plan, parts: Iterable[Part]) -> None:
    """Give a flushed plan its sections, in this order, and write down the first version of all its parts."""
    sections = [
        PlanSection(
            plan_id=plan.id,
            position=place * STEP,
            kind=part.kind,
            level=part.level,
            heading=part.heading,
            body=part.body,
        )
        for place, part in enumerate(parts)
    ]
    cx.session.add_all(sections)
    cx.session.flush()
    for section in sections:
        keep_section(cx, section)
    keep_head(cx, plan)


def default_signatory(cx: Command) -> User | None:
    """The one who signs, where there is only one."""
    found = cx.session.scalars(select(User).where(User.role == Role.SIGNATORY, User.active).limit(2)).all()
    return found[0] if len(found) == 1 else None


@command(Action.PLAN_EDIT)
def edit_section(
    cx: Command, plan_id: int, section_id: int, version: int, heading: str, body: str
) -> PlanSaved:
    """Change one section. Raises Conflict when it was changed since, or the plan is no draft any more."""
    plan = open_for_editing(cx, plan_id)
    section = section_of(cx, plan, section_id, version)
    fields: dict[str, object] = {}
    if not heading.strip():
        fields["heading"] = "required"
    elif len(heading) > 300:
        fields["heading"] = "text_long"
    if len(body) > _MAX_BODY:
        fields["body"] = "text_long"
    fields |= _unknown_fields(cx, plan, heading, body)
    if fields:
        raise Invalid(fields=fields)
    write_section(cx, section, heading, body)
    return PlanSaved(plan.id)


def _unknown_fields(cx: Command, plan: Plan, heading: str, body: str) -> dict[str, object]:
    """What is wrong with the live fields of a section: beside each text the first that is unknown."""
    if "{" not in heading + body:
        return {}
    paper = paper_of(cx.session, plan, all_fields=True)
    values = live_values(paper)
    found: dict[str, object] = {}
    for name, words in (("heading", heading), ("body", body)):
        for unknown in unknown_fields([words], values)[:1]:
            near = nearest(unknown, lines_of(values, paper.allocations))
            found[name] = ("field_unknown", {"field": unknown, "near": near})
    return found


@command(Action.PLAN_EDIT)
def edit_head(cx: Command, plan_id: int, version: int, data: HeadInput) -> PlanSaved:
    """Change head, signature and recipients. Raises Invalid, Conflict."""
    plan = open_for_editing(cx, plan_id, version)
    fields: dict[str, object] = {}
    for name in ("subject", "place", "recipients", "parent_issuer"):
        if not getattr(data, name).strip():
            fields[name] = "required"
    if data.authority not in template.AUTHORITIES:
        fields["authority"] = "required"
    if data.position not in template.POSITIONS:
        fields["position"] = "required"
    signatory = cx.session.get(User, data.signatory_id) if data.signatory_id else None
    if signatory is None or signatory.role is not Role.SIGNATORY or not signatory.active:
        fields["signatory_id"] = "signatory_needed"
    if data.ward_target is not None and not 1 <= data.ward_target <= 9999:
        fields["ward_target"] = "number_range"
    if data.dated is not None and data.dated > cx.today:
        fields["dated"] = "dated_in_future"
    if fields or signatory is None:
        raise Invalid(fields=fields)
    plan.subject, plan.place, plan.recipients = data.subject, data.place, data.recipients
    plan.authority, plan.position, plan.parent_issuer = data.authority, data.position, data.parent_issuer
    plan.signatory_id, plan.signatory_name = signatory.id, signatory.full_name
    plan.ward_target, plan.dated = data.ward_target, data.dated
    keep_head(cx, plan)
    return PlanSaved(plan.id)


@dataclass(frozen=True)
class UnitInput:
    """What was typed for one unit; `introductions` counts for organisations only."""

    unit_id: int
    admissions: int | None
    introductions: int | None = None


@command(Action.PLAN_EDIT)
def edit_allocation(
    cx: Command,
    plan_id: int,
    version: int,
    branches: tuple[UnitInput, ...],
    organisations: tuple[UnitInput, ...],
) -> PlanSaved:
    """Set the whole allocation at once; units that have closed since drop out.

    Raises Invalid with fields `b<id>`, `i<id>`, `a<id>` (branch, introductions, admissions); Conflict.
    """
    plan = open_for_editing(cx, plan_id, version)
    allocate(cx, plan, reference_day(plan.year, cx.today), (branches, organisations))
    flag_modified(plan, "year")  # the allocation has no version of its own: it counts with the plan's
    return PlanSaved(plan.id)


def _change_state(cx: Command, code: PlanMoveCode, plan_id: int, version: int, reason: str = "") -> Plan:
    plan = cx.load(Plan, plan_id, version)
    move = PLAN_MOVE_OF[code]
    if plan.state not in move.sources:
        raise Conflict("plan_state")
    not_while_signed(cx, SubjectKind.PLAN, plan.id)
    if move.needs_reason and not reason.strip():
        raise Invalid(fields={"reason": "required"})
    plan.state = move.target
    note(cx, plan, reason)
    return plan


@command(Action.PLAN_EDIT)
def submit_plan(cx: Command, plan_id: int, version: int, seen: bool = False) -> PlanSaved:
    """Present the plan for signature; nobody edits it then. Raises Invalid with what is still missing.

    Raises Refused for what the linter finds: hard findings always, soft ones unless somebody has `seen` them.
    """
    plan = cx.load(Plan, plan_id, version)
    reason = ""
    if plan.state in PLAN_MOVE_OF[PlanMoveCode.SEND_FOR_REVIEW].sources:
        paper = paper_of(cx.session, plan)
        problems = problems_of(cx.session, paper, reference_day(plan.year, cx.today))
        if problems:
            found = {f"p{n}": (p.code, p.params) for n, p in enumerate(problems)}
            raise Invalid("plan_not_ready", fields=found)
        reason = looked_through(standing_of(cx.session, paper, cx.today), seen)
    return PlanSaved(_change_state(cx, PlanMoveCode.SEND_FOR_REVIEW, plan_id, version, reason).id)


@command(Action.PLAN_EDIT)
def take_back_plan(cx: Command, plan_id: int, version: int) -> PlanSaved:
    """Take a plan back from signature, to go on writing it."""
    return PlanSaved(_change_state(cx, PlanMoveCode.TAKE_BACK, plan_id, version).id)


@command(Action.PLAN_DECIDE)
def return_plan(cx: Command, plan_id: int, version: int, reason: str) -> PlanSaved:
    """Send the plan back to the office with a reason. Raises Invalid without one."""
    return PlanSaved(_change_state(cx, PlanMoveCode.RETURN, plan_id, version, reason).id)


@command(Action.PLAN_DECIDE)
def approve_plan(cx: Command, plan_id: int, version: int) -> PlanSaved:
    """Approve the plan as it stands, its live fields saying for good what they say now; it can be issued."""
    plan = _change_state(cx, PlanMoveCode.APPROVE, plan_id, version)
    plan.frozen = ""
    paper = paper_of(cx.session, plan)
    plan.frozen = frozen(paper.words, live_values(paper))
    return PlanSaved(plan.id)


@command(Action.PLAN_EDIT)
def correct_plan(cx: Command, plan_id: int, version: int) -> PlanSaved:
    """Begin a new plan with the words of the one in force; it supersedes that one when it is issued."""
    old = cx.load(Plan, plan_id, version)
    if old.state is not PlanState.ISSUED:
        raise Conflict("plan_state")
    _ward(cx)
    _only_one_open(cx, old.year)
    plan = Plan(
        year=old.year,
        subject=old.subject,
        state=PlanState.DRAFT,
        issuer=old.issuer,
        parent_issuer=old.parent_issuer,
        place=old.place,
        authority=old.authority,
        position=old.position,
        signatory_id=old.signatory_id,
        signatory_name=old.signatory_name,
        recipients=old.recipients,
        ward_target=old.ward_target,
        supersedes_id=old.id,
        created_at=cx.now,
    )
    cx.session.add(plan)
    cx.session.flush()
    paper = paper_of(cx.session, old)
    add_sections(cx, plan, paper.sections)
    copy_allocation(cx, paper.allocations, plan)
    note(cx, plan)
    return PlanSaved(plan.id)
