"""The way to admission (and to recognition) planned forward and backward from the same model.

The model. A plan is a short chain of steps. A step has a day; it may need a day of its own kind (a meeting
of the branch, a session of the committee), and it follows others by a link (the same day, the next working
day, a class, a session, a limit in working days). Forward, each step is put on its first possible day from
today; backward, on its last possible day from the wanted one. Each link and each kind of day answers both
questions (plan_days.py), so the two plans agree: the wanted day can be met exactly when the earliest
possible day is not after it.

Limits are not durations. "At most 45 working days" says how late a body may answer, not how long it takes.
So there are two paces. SAFE counts each limit of another body in full (answers to verification, the
decision): it holds whatever the others do within the rules. QUICK counts what can be known: answers at
once, and the decision at the first session of the standing committee; where another body decides (mode A)
its limit stands for both.

What a branch does itself is counted by its own meetings: adding to the list, proposing for the class,
proposing to start and the vote take one meeting each. Papers, submitting and the ceremony have no limit of
their own: the papers are ready when verification is; the ceremony is held on the working day after the
decision at the earliest. A step follows the rules of the day on which it begins, as far as they are known
today, and the authority mode of today.

A certificate that would lapse before the vote brings the class back into the plan; a dossier that would be
too old brings back its four papers. Past an age limit, below the education asked, without a known class,
there is no earliest day, and the plan says which of them it is.
"""

from __future__ import annotations

from datetime import date

from .facts import RunFacts
from .plan_chain import Chain, Found
from .plan_days import PlanDays
from .plan_steps import (
    SOON_DAYS,
    Goal,
    Obstacle,
    Pace,
    Plan,
    PlanFacts,
    PlannedStep,
    PlanNote,
    PlanStep,
    StepStanding,
)
from .plan_way import Way, stage_of
from .rulebook import RuleCode
from .stages import CLOSED_STAGES, Stage

_IN_PROBATION = frozenset({Stage.PROBATIONARY, Stage.OFFICIAL_PROPOSED})


def _reach(way: Way) -> tuple[date | None, tuple[Obstacle, ...]]:
    """The earliest day of the last step, and what keeps it from being said."""
    last = next(reversed(way.chain.nodes), None)
    found = way.chain.first_day_of(last) if last is not None else None
    obstacles = list(dict.fromkeys(way.obstacles))
    if last is not None and found is None:
        obstacles.append(Obstacle.NO_CLASS)
    return (None if obstacles else found), tuple(obstacles)


def _standing(day: Found, last: Found, today: date) -> StepStanding:
    earliest, latest = day[0], last[0]
    if latest is None or latest < today:
        return StepStanding.PAST
    if earliest is None:
        return StepStanding.UNKNOWN
    if earliest > latest:
        return StepStanding.NOT_REACHED
    return StepStanding.SOON if (latest - today).days <= SOON_DAYS else StepStanding.IN_TIME


def _bottleneck(chain: Chain, forward: dict[PlanStep, Found]) -> tuple[PlanStep | None, int]:
    """The step that takes the longest after those before it; the first that cannot be dated, if any."""
    longest: tuple[PlanStep | None, int] = (None, 0)
    for step, node in chain.nodes.items():
        day = forward[step][0]
        if day is None:
            return step, 0
        before = [found for link in node.links if (found := forward[link.after][0]) is not None]
        waited = (day - max(before, default=chain.days.today)).days
        if waited > longest[1]:
            longest = (step, waited)
    return longest


def goal_of(facts: RunFacts) -> Goal:
    """What is planned for somebody: admission, or recognition of who is a probationer already."""
    return Goal.RECOGNITION if stage_of(facts) in _IN_PROBATION else Goal.CEREMONY


def default_wanted(facts: RunFacts, days: PlanDays) -> date:
    """The end of the year; for a probationer the last day that the two limits after probation leave."""
    if goal_of(facts) is not Goal.RECOGNITION:
        return date(days.today.year, 12, 31)
    decision = days.rules.number(RuleCode.OFFICIAL_DECISION_DAYS)
    if facts.official_proposed_on is not None:
        return days.after(facts.official_proposed_on, decision)
    ends = facts.probation_ends_on or days.today
    return days.after(days.after(ends, days.rules.number(RuleCode.OFFICIAL_REVIEW_DAYS)), decision)


def make_plan(case: PlanFacts, days: PlanDays, wanted: date | None = None, goal: Goal | None = None) -> Plan:
    """The plan of a run: forward from today and backward from the wanted day. A closed run has no steps."""
    facts = case.facts
    goal = goal or goal_of(facts)
    wanted = wanted or default_wanted(facts, days)
    if facts.stage is None or facts.stage in CLOSED_STAGES:
        return Plan(goal, days.today, wanted, (), None, None, (Obstacle.CLOSED,), (Obstacle.CLOSED,))
    safe, quick = (Way(case, days, pace, goal) for pace in (Pace.SAFE, Pace.QUICK))
    earliest, obstacles = _reach(safe)
    quickest, quick_obstacles = _reach(quick)
    forward, backward = safe.chain.forward(), safe.chain.backward(wanted)
    steps = tuple(
        PlannedStep(
            step,
            *forward[step],
            *backward[step],
            _standing(forward[step], backward[step], days.today),
            case.missing if step is PlanStep.COMPLETE_DOSSIER else (),
        )
        for step in safe.chain.nodes
    )
    first_quick = next(iter(quick.chain.nodes), None)
    quick_latest = quick.chain.backward(wanted)[first_quick][0] if first_quick is not None else None
    bottleneck, waited = _bottleneck(safe.chain, forward)
    notes = [*safe.notes, *([PlanNote.PAUSED] if facts.stage is Stage.PAUSED else [])]
    return Plan(
        goal,
        days.today,
        wanted,
        steps,
        earliest,
        quickest,
        obstacles,
        quick_obstacles,
        tuple(dict.fromkeys(notes)),
        bottleneck,
        waited,
        quick_latest,
    )
