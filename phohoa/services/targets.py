"""The targets of the plan in force against what was achieved: by branch, by organisation, for the ward."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ..domain import targets as rules
from ..domain.access import Action, may
from ..domain.numbering import PlanState
from ..domain.stages import Stage
from ..domain.targets import AdmissionDate, TargetResult
from ..models import Branch, Person, Plan, RegisterEntry, TrackingRun
from .command import Query, query
from .plan_content import paper_of

#: What puts an admission into a year.
COUNTED_BY = AdmissionDate.DECISION


@dataclass(frozen=True)
class TargetLine:
    """One target of one unit."""

    unit_id: int
    name: str
    target: int
    reached: int
    result: TargetResult


@dataclass(frozen=True)
class OrganisationLine:
    """The two targets of one organisation; `admissions` is None where the plan asks for none."""

    name: str
    introductions: TargetLine
    admissions: TargetLine | None


@dataclass(frozen=True)
class TargetPage:
    """A year's targets; without a plan in force only the results are there."""

    year: int
    years: tuple[int, ...]
    plan_id: int | None
    plan_symbol: str
    document_id: int | None
    ward: TargetLine | None
    reached: int
    branches: tuple[TargetLine, ...]
    organisations: tuple[OrganisationLine, ...]
    branches_reached: int
    counted_by: AdmissionDate
    may_open_plan: bool


def achieved_in(cx: Query, year: int) -> rules.Achieved:
    """What was achieved in a year, as far as the actor sees it (one select)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = cx.session.execute(
        select(
            TrackingRun.id,
            TrackingRun.person_id,
            TrackingRun.branch_id,
            TrackingRun.stage,
            TrackingRun.decision_on,
            TrackingRun.ceremony_on,
            Person.introduced_by_id,
            Person.introduced_on,
            Branch.is_practice,
        )
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(
            or_(
                TrackingRun.decision_on.between(first, last),
                TrackingRun.ceremony_on.between(first, last),
                Person.introduced_on.between(first, last),
            )
        )
    ).all()
    # Who went on to another branch has two runs and was introduced once: the person counts, not the run.
    introductions = [
        rules.Introduction(row.person_id, row.introduced_by_id, row.introduced_on, row.is_practice)
        for row in rows
        if row.introduced_by_id is not None and row.introduced_on is not None
    ]
    admissions = [
        rules.Admission(
            row.id,
            row.branch_id,
            row.introduced_by_id,
            row.decision_on,
            row.ceremony_on,
            annulled=row.stage is Stage.ANNULLED,
            is_practice=row.is_practice,
        )
        for row in rows
    ]
    return rules.achieved(year, introductions, admissions, COUNTED_BY)


def _line(unit_id: int, name: str, target: int, reached: int) -> TargetLine:
    return TargetLine(unit_id, name, target, reached, rules.result(target, reached))


@query(Action.TARGET_VIEW)
def target_page(cx: Query, year: int | None = None) -> TargetPage:
    """Targets of the plan in force and results of a year (default: this one)."""
    cx.allow()
    year = year or cx.today.year
    known = set(
        cx.session.scalars(select(Plan.year).where(Plan.state.in_((PlanState.ISSUED, PlanState.SUPERSEDED))))
    )
    achieved = achieved_in(cx, year)
    plan = cx.session.scalar(select(Plan).where(Plan.year == year, Plan.state == PlanState.ISSUED))
    symbol, ward = "", None
    branches: tuple[TargetLine, ...] = ()
    organisations: tuple[OrganisationLine, ...] = ()
    if plan is not None:
        paper = paper_of(cx.session, plan)
        symbol = cx.session.scalar(select(RegisterEntry.symbol).where(RegisterEntry.plan_id == plan.id)) or ""
        ward = _line(0, "", paper.ward_target, achieved.ward_admissions)
        by_branch, introduced = achieved.branch_admissions, achieved.organisation_introductions
        branches = tuple(
            _line(row.branch_id or 0, row.unit_name, row.admissions, by_branch.get(row.branch_id or 0, 0))
            for row in paper.branches
        )
        found = []
        for row in paper.organisations:
            key = row.organisation_id or 0
            admitted = achieved.organisation_admissions.get(key, 0)
            found.append(
                OrganisationLine(
                    row.unit_name,
                    _line(key, row.unit_name, row.introductions, introduced.get(key, 0)),
                    _line(key, row.unit_name, row.admissions, admitted) if row.admissions else None,
                )
            )
        organisations = tuple(found)
    return TargetPage(
        year=year,
        years=tuple(sorted(known | {year, cx.today.year}, reverse=True)),
        plan_id=plan.id if plan else None,
        plan_symbol=symbol,
        document_id=plan.document_id if plan else None,
        ward=ward,
        reached=achieved.ward_admissions,
        branches=branches,
        organisations=organisations,
        branches_reached=sum(line.result is not TargetResult.NOT_YET for line in branches),
        counted_by=COUNTED_BY,
        may_open_plan=may(cx.actor, Action.PLAN_VIEW),
    )
