"""Whether a branch can still meet the year's target, whom it rests on, and until when each may wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .plan_steps import Obstacle, Plan, PlannedStep, PlanNote, StepStanding


class Outlook(StrEnum):
    """Whether a person can be admitted within the year; the surest first."""

    SAFE = "safe"
    IF_QUICK = "if_quick"
    IF_CLASS = "if_class"
    NOT_THIS_YEAR = "not_this_year"


class Verdict(StrEnum):
    """Whether the target of the year is met."""

    REACHED = "reached"
    CAN = "can"
    CAN_IF = "can_if"
    CANNOT = "cannot"
    NO_TARGET = "no_target"


class ShortReason(StrEnum):
    """Why a target cannot be met any more."""

    NO_PEOPLE = "no_people"
    TOO_LATE = "too_late"


_ORDER = tuple(Outlook)


def outlook_of(plan: Plan) -> Outlook:
    """How sure an admission by the wanted day is.

    A paused person is not counted on. Without a known class it hangs on one, as long as no step is past.
    """
    if PlanNote.PAUSED in plan.notes:
        return Outlook.NOT_THIS_YEAR
    if plan.is_feasible:
        return Outlook.SAFE
    if plan.is_feasible_if_quick:
        return Outlook.IF_QUICK
    waits_for_class = plan.obstacles == (Obstacle.NO_CLASS,)
    if waits_for_class and not any(step.standing is StepStanding.PAST for step in plan.steps):
        return Outlook.IF_CLASS
    return Outlook.NOT_THIS_YEAR


@dataclass(frozen=True, slots=True)
class Hope:
    """A person who may be admitted: the run, the plan, and how sure it is."""

    run: int
    plan: Plan
    outlook: Outlook

    @property
    def next_step(self) -> PlannedStep | None:
        """What must happen next."""
        return self.plan.next_step

    def _order(self) -> tuple[int, date, date, int]:
        plan = self.plan
        return (
            _ORDER.index(self.outlook),
            plan.earliest or date.max,
            plan.quickest or date.max,
            self.run,
        )


@dataclass(frozen=True, slots=True)
class Forecast:
    """The outlook of one branch.

    `rests_on` are as many people as are still needed, the surest first; `others` are followed besides them.
    `condition`: the least sure outlook among those it rests on. `reach_on`: when as many as are needed could
    be admitted, where that can be said.
    """

    target: int | None
    reached: int
    verdict: Verdict
    rests_on: tuple[Hope, ...] = ()
    others: tuple[Hope, ...] = ()
    condition: Outlook | None = None
    reason: ShortReason | None = None
    reach_on: date | None = None

    @property
    def needed(self) -> int:
        """How many admissions are missing."""
        return max((self.target or 0) - self.reached, 0)

    @property
    def possible(self) -> int:
        """How many more can still be admitted within the year, sure or not."""
        return sum(hope.outlook is not Outlook.NOT_THIS_YEAR for hope in (*self.rests_on, *self.others))


def forecast(target: int | None, reached: int, people: tuple[tuple[int, Plan], ...]) -> Forecast:
    """The outlook of a branch from its target, its admissions so far, and the plans of its people."""
    hopes = tuple(
        sorted((Hope(run, plan, outlook_of(plan)) for run, plan in people), key=lambda hope: hope._order())
    )
    if target is None:
        return Forecast(None, reached, Verdict.NO_TARGET, (), hopes)
    needed = target - reached
    if needed <= 0:
        return Forecast(target, reached, Verdict.REACHED, (), hopes)
    rests_on, others = hopes[:needed], hopes[needed:]
    can = [hope for hope in rests_on if hope.outlook is not Outlook.NOT_THIS_YEAR]
    dates = sorted(hope.plan.earliest for hope in hopes if hope.plan.earliest is not None)
    reach_on = dates[needed - 1] if len(dates) >= needed else None
    if len(can) < needed:
        reason = ShortReason.NO_PEOPLE if len(hopes) < needed else ShortReason.TOO_LATE
        return Forecast(target, reached, Verdict.CANNOT, rests_on, others, None, reason, reach_on)
    weakest = max((hope.outlook for hope in can), key=_ORDER.index)
    verdict = Verdict.CAN if weakest is Outlook.SAFE else Verdict.CAN_IF
    return Forecast(target, reached, verdict, rests_on, others, weakest, None, reach_on)
