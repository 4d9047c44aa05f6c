"""What the page of a person says of due dates and of the plan."""

from datetime import date
from typing import Any

from ...domain.dues import DueDate
from ...domain.facts import Obligation
from ...domain.plan_steps import Plan
from ...texts.labels import label
from ...texts.planning import latest_text, plan_sentence
from .plans import STEP_LOOKS
from .shown import shown_due


def on_person(dues: tuple[DueDate, ...], plan: Plan | None, today: date) -> dict[str, Any]:
    """The values of planning/_on_person.html; what is owed after an event has a block of its own."""
    outlook = None
    if plan is not None and plan.next_step is not None:
        step = plan.next_step
        outlook = {
            "goal": label(plan.goal),
            "earliest": plan.earliest,
            "wanted": plan.wanted,
            "sentence": plan_sentence(plan),
            "next": label(step.step),
            "latest": latest_text(step),
            "look": STEP_LOOKS[step.standing],
            "standing": label(step.standing),
        }
    return {
        "dues": [shown_due(one, today) for one in dues if not isinstance(one.about, Obligation)],
        "outlook": outlook,
    }
