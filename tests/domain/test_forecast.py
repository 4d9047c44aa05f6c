"""The outlook of a branch: whom it rests on, and what it hangs on."""

from datetime import date

import pytest

from phohoa.domain.forecast import Outlook, ShortReason, Verdict, forecast, outlook_of
from phohoa.domain.plan_steps import (
    Goal,
    Obstacle,
    Plan,
    PlannedStep,
    PlanNote,
    PlanStep,
    StepStanding,
)

TODAY, YEAR_END = date(2026, 6, 1), date(2026, 12, 31)


def plan(earliest: date | None, quickest: date | None = None, **more: object) -> Plan:
    return Plan(
        **{
            "goal": Goal.DECISION, "today": TODAY, "wanted": YEAR_END, "steps": (), "earliest": earliest,
            "quickest": quickest or earliest, **more,
        }
    )  # fmt: skip


def _step(standing: StepStanding) -> PlannedStep:
    return PlannedStep(PlanStep.PROPOSE_CLASS, TODAY, (), TODAY, (), standing)


SAFE = plan(YEAR_END)
LATE = plan(date(2027, 1, 1))
QUICK = plan(date(2027, 1, 1), YEAR_END)
CLASS = plan(None, obstacles=(Obstacle.NO_CLASS,), steps=(_step(StepStanding.UNKNOWN),))


@pytest.mark.parametrize(
    ("one", "outlook"),
    [
        pytest.param(SAFE, Outlook.SAFE, id="on the last day of the year"),
        pytest.param(LATE, Outlook.NOT_THIS_YEAR, id="on the first of the next"),
        pytest.param(QUICK, Outlook.IF_QUICK, id="if the others are quick"),
        pytest.param(CLASS, Outlook.IF_CLASS, id="if there is a class"),
        pytest.param(
            plan(None, obstacles=(Obstacle.NO_CLASS,), steps=(_step(StepStanding.PAST),)),
            Outlook.NOT_THIS_YEAR,
            id="a class would come too late",
        ),
        pytest.param(
            plan(None, obstacles=(Obstacle.OVER_AGE, Obstacle.NO_CLASS)),
            Outlook.NOT_THIS_YEAR,
            id="over age, class or not",
        ),
        pytest.param(
            plan(YEAR_END, notes=(PlanNote.PAUSED,)),
            Outlook.NOT_THIS_YEAR,
            id="nobody counts on a paused run",
        ),
    ],
)
def test_how_sure_an_admission_is(one: Plan, outlook: Outlook) -> None:
    assert outlook_of(one) is outlook


@pytest.mark.parametrize(
    ("target", "reached", "plans", "verdict", "condition", "reason"),
    [
        pytest.param(None, 0, (SAFE,), Verdict.NO_TARGET, None, None, id="no plan in force"),
        pytest.param(1, 1, (), Verdict.REACHED, None, None, id="reached"),
        pytest.param(1, 2, (LATE,), Verdict.REACHED, None, None, id="exceeded"),
        pytest.param(1, 0, (LATE, SAFE), Verdict.CAN, Outlook.SAFE, None, id="one is enough"),
        pytest.param(2, 0, (QUICK, SAFE), Verdict.CAN_IF, Outlook.IF_QUICK, None, id="the less sure decides"),
        pytest.param(1, 0, (CLASS,), Verdict.CAN_IF, Outlook.IF_CLASS, None, id="hangs on a class"),
        pytest.param(1, 0, (LATE,), Verdict.CANNOT, None, ShortReason.TOO_LATE, id="too late"),
        pytest.param(1, 0, (), Verdict.CANNOT, None, ShortReason.NO_PEOPLE, id="nobody is followed"),
        pytest.param(2, 0, (SAFE,), Verdict.CANNOT, None, ShortReason.NO_PEOPLE, id="one too few"),
        pytest.param(0, 0, (), Verdict.REACHED, None, None, id="nothing is asked"),
    ],
)
def test_the_verdict(
    target: int | None,
    reached: int,
    plans: tuple[Plan, ...],
    verdict: Verdict,
    condition: Outlook | None,
    reason: ShortReason | None,
) -> None:
    found = forecast(target, reached, tuple(enumerate(plans)))
    assert (found.verdict, found.condition, found.reason) == (verdict, condition, reason)
    assert len(found.rests_on) == min(found.needed, len(plans))
    assert len(found.rests_on) + len(found.others) == len(plans)


def test_it_rests_on_the_surest_and_says_when_enough_are_there() -> None:
    found = forecast(2, 0, ((1, LATE), (2, plan(date(2026, 9, 1))), (3, plan(date(2026, 8, 1)))))
    assert [hope.run for hope in found.rests_on] == [3, 2]
    assert (found.reach_on, found.possible) == (date(2026, 9, 1), 2)
    short = forecast(2, 0, ((1, LATE), (2, SAFE)))
    assert (short.verdict, short.reach_on) == (Verdict.CANNOT, date(2027, 1, 1))
