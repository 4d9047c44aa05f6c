"""By when what a move asks for has to be done, and which move does it by itself."""

from __future__ import annotations

from datetime import date

from .deadlines import DEFAULT_HOLIDAYS, Holidays, add_working_days
from .facts import Obligation
from .rulebook import RuleCode, Rules
from .stages import MoveCode

_LIMITS: dict[Obligation, RuleCode] = {
    Obligation.FORWARD_DOSSIER: RuleCode.FORWARD_DOSSIER_DAYS,
    Obligation.NEW_MEMBER_PAPERS: RuleCode.NEW_MEMBER_PAPERS_DAYS,
    Obligation.TRANSFER_REMARKS: RuleCode.TRANSFER_DAYS,
}
#: Where a rule asks for something without giving it a day.
_PLACES: dict[Obligation, str] = {
    Obligation.REPORT_UPWARD: "HD06:5.1",
    Obligation.UPPER_DECIDES: "QD294:4.2.3",
    Obligation.NOTIFY_BRANCH: "QD294:4.3.1",
    Obligation.CONSIDERATION_PAPER: "HD06:3.9a",
    Obligation.NEW_HELPER: "HD06:3.9",
    Obligation.NO_CEREMONY_HERE: "HD06:3.9c",
    Obligation.FORWARD_DECISION: "HD06:3.9c",
    Obligation.ANNUL_DECISION: "HD06:3.9c",
}
#: What belongs to the branch that goes on, not to the one that was left.
OF_NEW_BRANCH: frozenset[Obligation] = frozenset({Obligation.NEW_HELPER})
#: Moves that do what was asked for, so that nobody has to say it twice.
DONE_BY: dict[MoveCode, frozenset[Obligation]] = {
    MoveCode.ASSIGN_HELPER: frozenset({Obligation.NEW_HELPER}),
    MoveCode.HOLD_CEREMONY: frozenset({Obligation.NEW_HELPER}),
    MoveCode.RECOGNISE_ABOVE: frozenset({Obligation.UPPER_DECIDES}),
    MoveCode.STRIKE_OFF: frozenset({Obligation.UPPER_DECIDES}),
}


def due_of(
    obligation: Obligation, arose_on: date, rules: Rules, holidays: Holidays = DEFAULT_HOLIDAYS
) -> date | None:
    """The last day for it, in working days after it arose; None where no rule gives one."""
    rule = _LIMITS.get(obligation)
    return None if rule is None else add_working_days(arose_on, rules.number(rule), holidays)


def citation_of(obligation: Obligation, rules: Rules) -> tuple[str | None, bool]:
    """Where it stands (None: the ward's practice), and whether a newer text has not been compared yet."""
    rule = _LIMITS.get(obligation)
    if rule is not None:
        return rules.citation(rule), rules.unchecked(rule)
    return rules.cites(_PLACES[obligation])
