"""When a place that was asked to verify a life history has to have answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .deadlines import Holidays, add_working_days, subtract_working_days
from .rulebook import RuleCode, Rules

WARNING_DAYS = 5


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """The last day for an answer. `from_receipt`: it runs from the day the letter came in there."""

    on: date
    warn_from: date
    from_receipt: bool
    citation: str | None
    unchecked: bool

    def is_late(self, today: date) -> bool:
        """True once the day has passed."""
        return today > self.on

    def is_near(self, today: date) -> bool:
        """True from five working days before until the day itself."""
        return self.warn_from <= today <= self.on


def answer_due(
    asked_on: date | None, received_on: date | None, is_abroad: bool, rules: Rules, holidays: Holidays
) -> AnswerDue | None:
    """30 working days at home, 90 abroad, from receipt of the request there (HD 06, 3.4 d).

    Where nobody knows when it came in, from the day it was asked. None if neither is noted.
    """
    start = received_on or asked_on
    if start is None:
        return None
    rule = RuleCode.VERIFICATION_ABROAD_DAYS if is_abroad else RuleCode.VERIFICATION_HOME_DAYS
    on = add_working_days(start, rules.number(rule), holidays)
    return AnswerDue(
        on,
        subtract_working_days(on, WARNING_DAYS, holidays),
        received_on is not None,
        rules.citation(rule),
        rules.unchecked(rule),
    )
