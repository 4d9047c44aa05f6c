"""The plan of one run: its page, the wanted day, and the block on the person's page."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..domain.access import Action, may
from ..domain.conditions import BLOCK, Case
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.paper_guards import before_vote, verified
from ..domain.plan_steps import Goal, Plan
from ..domain.planning import goal_of, make_plan
from ..domain.stages import Stage
from ..models import Branch, TrackingRun
from .command import Command, Query, command, query
from .plan_sources import PlanSources, plan_sources
from .rules import book_of
from .run_facts import facts_from, facts_of

#: A wanted day further away is a slip of the pen.
WANTED_YEARS = 5


@dataclass(frozen=True)
class RunPlanPage:
    """The plan of a run. `is_default`: nobody has set the wanted day, it is the end of the year."""

    run_id: int
    version: int
    name: str
    branch_id: int
    branch: str
    stage: Stage
    plan: Plan
    is_default: bool
    is_closed: bool
    is_practice: bool
    may_edit: bool


def plan_at_hand(sources: PlanSources, run: TrackingRun, goal: Goal | None = None) -> Plan:
    """The plan of a run whose person and helper are at hand, without its papers (no select)."""
    facts = facts_from(run, run.person, run.helper, sources.today)
    days = sources.days_of(run.branch_id)
    wanted = run.wanted_on if goal_of(facts) is not Goal.RECOGNITION else None
    return make_plan(sources.case_of(run, facts), days, wanted, goal)


@query(Action.FORECAST_VIEW)
def run_plan(cx: Query, run_id: int) -> RunPlanPage:
    """The whole plan of a run, with what its dossier lacks. Raises NotFound for another branch's."""
    found = cx.session.execute(
        select(TrackingRun, Branch)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(TrackingRun.id == run_id)
        .options(joinedload(TrackingRun.person), joinedload(TrackingRun.helper))
    ).first()
    if found is None:
        cx.allow()
        raise NotFound
    run, branch = found
    cx.allow(branch_id=run.branch_id)
    book = book_of(cx.session)
    sources = plan_sources(cx, book, branch_ids=(run.branch_id,), run_id=run.id)
    facts = facts_of(cx, run, run.person, run.helper)
    case = sources.case_of(run, facts)
    if (run.paused_from or run.stage) is Stage.DOSSIER:
        asked = Case(facts, book.rules_on(cx.today), cx.today, cx.today)
        lacks = tuple(found for found in before_vote(asked) if found.severity is BLOCK)
        case = replace(
            case, missing=lacks, is_complete=not lacks, is_verified=not any(True for _ in verified(asked))
        )
    days = sources.days_of(run.branch_id)
    wanted = run.wanted_on if goal_of(facts) is not Goal.RECOGNITION else None
    return RunPlanPage(
        run_id=run.id,
        version=run.version,
        name=run.person.full_name,
        branch_id=run.branch_id,
        branch=branch.name,
        stage=run.stage,
        plan=make_plan(case, days, wanted),
        is_default=wanted is None,
        is_closed=run.closed_on is not None,
        is_practice=branch.is_practice,
        may_edit=may(cx.actor, Action.CANDIDATE_EDIT, run.branch_id),
    )


@dataclass(frozen=True)
class WantedSaved:
    """The run whose wanted day was set."""

    run_id: int


@command(Action.CANDIDATE_EDIT)
def set_wanted(cx: Command, run_id: int, version: int, wanted_on: date | None) -> WantedSaved:
    """Set the admission date that the branch works towards; None: the end of the year again.

    Raises NotFound, Conflict, Refused for somebody who is admitted already or left, Invalid for a day that is
    over or far away.
    """
    run = cx.load(TrackingRun, run_id, version)
    if run.closed_on is not None or run.ceremony_on is not None:
        raise Refused("wanted_too_late")
    if wanted_on is not None and wanted_on < cx.today:
        raise Invalid(fields={"wanted_on": "wanted_in_past"})
    if wanted_on is not None and wanted_on > cx.today + timedelta(days=366 * WANTED_YEARS):
        raise Invalid(fields={"wanted_on": "wanted_too_far"})
    run.wanted_on = wanted_on
    return WantedSaved(run.id)
