"""The shape of a rule: where it stands from one day to another, and where it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .facts import FindingCode
from .rule_ids import RuleGroup, RuleId
from .rulebook import REGULATIONS, Certainty, RuleCode
from .stages import Input, MoveCode


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a rule stands from one day to another; no citation: the ward's practice."""

    citation: str
    in_force_from: date
    in_force_to: date | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `says`: what the guards say about it. `at`: the move before which it is judged, none: it is not judged by
    itself. `only`: the moves that it is about, where others that say the same have a rule of their own.
    `step`: the move that is this rule itself. `asks`: what the forms of moves ask for because of it.
    `by_mode`: it says which moves there are.
    """

    id: RuleId
    group: RuleGroup
    clauses: tuple[Clause, ...] = ()
    value: RuleCode | None = None
    says: frozenset[FindingCode] = frozenset()
    at: MoveCode | None = None
    step: MoveCode | None = None
    only: frozenset[MoveCode] = frozenset()
    asks: Input | None = None
    by_mode: bool = False


def place(citation: str) -> Clause:
    """A place that was read in the text itself."""
    since, until = REGULATIONS[citation.partition(":")[0]]
    return Clause(citation, since, until, Certainty.READ)


def believed(regulation: str) -> Clause:
    """A regulation that was not read but is believed to have said the same."""
    since, until = REGULATIONS[regulation]
    return Clause(regulation, since, until, Certainty.LIKELY)


#: The ward's practice, from the first plan that this product follows; no text says it.
PRACTICE = (Clause("", REGULATIONS["QD24"][0], None, Certainty.LIKELY),)


def rule_of(
    rule: RuleId,
    group: RuleGroup,
    places: tuple[str, ...] = (),
    *says: FindingCode,
    before: str = "QD24",
    at: MoveCode | None = None,
    step: MoveCode | None = None,
    only: tuple[MoveCode, ...] = (),
    asks: Input | None = None,
) -> Rule:
    """A rule without a number; `before`: the regulation under which it is believed to have been the same."""
    older = (believed(before),) if places and before else ()
    clauses = (*older, *map(place, places)) if places else PRACTICE
    return Rule(rule, group, clauses, None, frozenset(says), at, step, frozenset(only), asks)


def counted(code: RuleCode, group: RuleGroup, *says: FindingCode, at: MoveCode | None = None) -> Rule:
    """A rule with a number, which stands where its dated values do."""
    return Rule(RuleId(code.value), group, (), code, frozenset(says), at)
