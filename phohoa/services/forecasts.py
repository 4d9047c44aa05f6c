"""Whether the year's target will be met: of one branch, and of the ward branch by branch."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from ..domain.access import Action, may
from ..domain.errors import NotFound
from ..domain.forecast import Forecast, Verdict, forecast
from ..domain.numbering import PlanState
from ..domain.plan_steps import Goal, Plan
from ..domain.planning import make_plan
from ..domain.stages import Stage, way_between
from ..domain.targets import AdmissionDate
from ..models import Branch, PartyMember, Person, PlanAllocation, TrackingRun
from ..models import Plan as PlanRow
from .command import Query, query
from .plan_sources import PlanSources, plan_sources
from .rosters import BranchLine, branches_on, line_of
from .rules import book_of
from .run_facts import facts_from
from .targets import COUNTED_BY, achieved_in

#: Who may still be admitted in the year, by what puts an admission into it.
_BEFORE_DECISION = way_between(Stage.SOURCE, Stage.SUBMITTED)
_BEFORE_CEREMONY = way_between(Stage.SOURCE, Stage.DECIDED)


@dataclass(frozen=True)
class BranchForecast:
    """The outlook of one branch with the names of its people by run."""

    branch_id: int
    branch: str
    short_name: str
    found: Forecast
    names: dict[int, str]


@dataclass(frozen=True)
class WardForecast:
    """The outlook of the ward: all branches in their order, and its own total."""

    today: date
    year: int
    target: int | None
    reached: int
    lines: tuple[BranchForecast, ...]

    def count(self, verdict: Verdict) -> int:
        """How many branches have the verdict."""
        return sum(line.found.verdict is verdict for line in self.lines)

    @property
    def possible(self) -> int:
        """How many more can still be admitted in the year, sure or not."""
        return sum(line.found.possible for line in self.lines)


@dataclass(frozen=True)
class _Targets:
    ward: int | None
    of_branch: dict[int, int]


def _targets(cx: Query, year: int) -> _Targets:
    """What the plan in force asks (one select)."""
    rows = cx.session.execute(
        select(PlanRow.ward_target, PlanAllocation.branch_id, PlanAllocation.admissions)
        .join(PlanAllocation, PlanAllocation.plan_id == PlanRow.id)
        .where(PlanRow.year == year, PlanRow.state == PlanState.ISSUED)
        .where(PlanAllocation.branch_id.is_not(None))
    ).all()
    if not rows:
        return _Targets(None, {})
    asked = {row.branch_id: row.admissions for row in rows if row.branch_id is not None}
    typed = rows[0].ward_target
    return _Targets(typed if typed is not None else sum(asked.values()), asked)


def _goal() -> tuple[Goal, frozenset[Stage]]:
    if COUNTED_BY is AdmissionDate.DECISION:
        return Goal.DECISION, _BEFORE_DECISION
    return Goal.CEREMONY, _BEFORE_CEREMONY


def _runs(cx: Query, branch_ids: Collection[int], stages: frozenset[Stage]) -> list[TrackingRun]:
    found = cx.session.scalars(
        select(TrackingRun)
        .join(Person, Person.id == TrackingRun.person_id)
        .outerjoin(PartyMember, PartyMember.id == TrackingRun.helper_id)
        .where(TrackingRun.branch_id.in_(branch_ids), TrackingRun.closed_on.is_(None))
        .where(or_(TrackingRun.stage.in_(stages), TrackingRun.paused_from.in_(stages)))
        .options(contains_eager(TrackingRun.person), contains_eager(TrackingRun.helper))
    )
    return list(found)


def plan_within(sources: PlanSources, run: TrackingRun, goal: Goal, year: int) -> Plan:
    """The plan of a run for the end of a year, whatever day its branch works towards."""
    facts = facts_from(run, run.person, run.helper, sources.today)
    wanted = date(year, 12, 31)
    return make_plan(sources.case_of(run, facts), sources.days_of(run.branch_id), wanted, goal)


def forecasts_of(
    cx: Query,
    branches: Collection[BranchLine],
    *,
    runs: Collection[TrackingRun] | None = None,
    sources: PlanSources | None = None,
) -> tuple[tuple[BranchForecast, ...], _Targets, int]:
    """The outlook of some branches, what the plan asks, and the ward's admissions as far as they are seen.

    Runs and sources at hand spare their selects (else five in all).
    """
    ids = [branch.id for branch in branches]
    year = cx.today.year
    goal, stages = _goal()
    if sources is None:
        sources = plan_sources(cx, book_of(cx.session), branch_ids=ids)
    found = _runs(cx, ids, stages) if runs is None else runs
    targets = _targets(cx, year)
    achieved = achieved_in(cx, year)
    people: dict[int, list[tuple[int, Plan]]] = {}
    names: dict[int, dict[int, str]] = {}
    for run in found:
        if (run.paused_from or run.stage) in stages:
            people.setdefault(run.branch_id, []).append((run.id, plan_within(sources, run, goal, year)))
            names.setdefault(run.branch_id, {})[run.id] = run.person.full_name
    lines = tuple(
        BranchForecast(
            branch.id,
            branch.name,
            branch.short_name,
            forecast(
                targets.of_branch.get(branch.id),
                achieved.branch_admissions.get(branch.id, 0),
                tuple(people.get(branch.id, ())),
            ),
            names.get(branch.id, {}),
        )
        for branch in branches
    )
    return lines, targets, achieved.ward_admissions


@dataclass(frozen=True)
class BranchForecastPage:
    """The outlook of one branch. `is_practice`: it counts nowhere and has none."""

    today: date
    year: int
    branch_id: int
    branch: str
    is_practice: bool
    line: BranchForecast | None
    may_see_ward: bool


@query(Action.FORECAST_VIEW)
def branch_forecast(cx: Query, branch_id: int) -> BranchForecastPage:
    """The outlook of a branch; none for the practice branch. Raises NotFound for another one's."""
    cx.allow(branch_id=branch_id)
    row = cx.session.get(Branch, branch_id)
    if row is None:
        raise NotFound
    line = None
    if not row.is_practice:
        (line,), _, _ = forecasts_of(cx, [line_of(row)])
    may_see_ward = may(cx.actor, Action.WARD_FORECAST_VIEW)
    return BranchForecastPage(cx.today, cx.today.year, row.id, row.name, row.is_practice, line, may_see_ward)


@query(Action.WARD_FORECAST_VIEW)
def ward_forecast(cx: Query) -> WardForecast:
    """The outlook of all branches of today but practice ones."""
    cx.allow()
    lines, targets, reached = forecasts_of(cx, branches_on(cx.session, cx.today))
    return WardForecast(cx.today, cx.today.year, targets.ward, reached, lines)
