"""Where a rule is asked: read from the guard tables themselves, and from how due dates answer to it."""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from types import CodeType, FunctionType, ModuleType

from . import hints
from .dossier import VerificationSubject
from .dues import AskedVerification, DueDate, run_dues
from .entry_guards import ENTRY_GUARDS
from .fact_guards import FACT_GUARDS
from .facts import DueCode, FindingCode, Obligation, RunFacts
from .moves import ALL_MODES, MOVES, Move
from .obligations import citation_of, due_of
from .rule_ids import RuleId
from .rule_shape import Rule
from .rule_table import RULE_OF
from .rulebook import DEFAULT_VALUES, RuleCode, RuleValue, rules_on
from .stages import MoveCode, Stage

_HOME = __name__.rpartition(".")[0] + "."


def _named(code: CodeType, names: dict[str, object]) -> Iterator[object]:
    """What a piece of code loads by name: `thing`, and `module.thing` or `Enum.MEMBER`."""
    before: object = None
    for step in dis.get_instructions(code):
        if step.opname == "LOAD_GLOBAL":
            before = names.get(str(step.argval))
            yield before
        elif step.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            before = (
                getattr(before, str(step.argval), None) if isinstance(before, type | ModuleType) else None
            )
            yield before
        elif step.opname not in ("CACHE", "PUSH_NULL", "PRECALL"):
            before = None
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _named(part, names)


def _held(function: FunctionType) -> Iterator[object]:
    for cell in function.__closure__ or ():
        value = cell.cell_contents
        yield from value if isinstance(value, tuple) else (value,)


def _reached(guard: Callable[..., object]) -> frozenset[object]:
    """Every code of a finding or of a value that a guard names, itself or through what it calls."""
    found: set[object] = set()
    seen: set[FunctionType] = set()
    waiting: list[object] = [guard]
    while waiting:
        one = waiting.pop()
        if isinstance(one, FindingCode | RuleCode):
            found.add(one)
        elif isinstance(one, FunctionType) and one not in seen and one.__module__.startswith(_HOME):
            seen.add(one)
            waiting += [*_named(one.__code__, one.__globals__), *_held(one)]
        elif isinstance(one, dict):
            waiting += [value for value in one.values() if isinstance(value, FindingCode)]
    return frozenset(found)


def said_by(guard: Callable[..., object]) -> frozenset[FindingCode]:
    """Everything that a guard can say, by itself or through the conditions that it asks."""
    return frozenset(code for code in _reached(guard) if isinstance(code, FindingCode))


@cache
def _before(move: MoveCode) -> frozenset[object]:
    guards = (*FACT_GUARDS.get(move, ()), *ENTRY_GUARDS.get(move, ()))
    return frozenset(code for guard in guards for code in _reached(guard))


def said_before(move: MoveCode) -> frozenset[FindingCode]:
    """Everything that the guards of a move can say."""
    return frozenset(code for code in _before(move) if isinstance(code, FindingCode))


def _asks(rule: Rule, move: Move) -> bool:
    if rule.only:
        return move.code in rule.only
    if rule.step is move.code or (rule.by_mode and move.modes != ALL_MODES):
        return True
    if rule.asks is not None and rule.asks in move.required:
        return True
    return bool(rule.says & _before(move.code)) or rule.value in _before(move.code)


@cache
def moves_of(rule: RuleId) -> tuple[MoveCode, ...]:
    """The moves before which the rule is asked, in the order of the table of moves."""
    return tuple(move.code for move in MOVES if _asks(RULE_OF[rule], move))


def is_on_cards(rule: RuleId) -> bool:
    """True if a card of the board reminds of the rule."""
    return bool(RULE_OF[rule].says & _said_on_cards())


@cache
def _said_on_cards() -> frozenset[FindingCode]:
    return said_by(hints.missing)


_DAY = date(2025, 12, 1)
#: A run in which everything has happened once, so that every clock has its start.
_EVERYTHING = RunFacts(
    certificate_on=date(2025, 1, 6),
    dossier_started_on=date(2025, 2, 3),
    branch_resolution_on=date(2025, 3, 3),
    decision_on=date(2025, 4, 1),
    decision_received_on=date(2025, 4, 7),
    ceremony_on=date(2025, 5, 5),
    official_proposed_on=date(2025, 11, 3),
)
_VERIFICATIONS = tuple(
    AskedVerification(VerificationSubject.SELF, date(2025, 11, 3), is_abroad=abroad)
    for abroad in (False, True)
)


def _reckoned(values: tuple[RuleValue, ...]) -> list[DueDate]:
    """Every due date that a run can have, in an order that its days do not change."""
    rules, found = rules_on(_DAY, values), []
    for stage in Stage:
        for ends in (date(2025, 11, 5), date(2026, 5, 5)):
            facts = replace(_EVERYTHING, stage=stage, probation_ends_on=ends)
            for kind in _VERIFICATIONS:
                dues = run_dues(facts, rules, _DAY, verifications=(kind,))
                found += sorted(dues, key=lambda due: due.code)
    return found


def _other(value: int | str) -> int | str:
    if isinstance(value, int):
        return value + 1
    return "receipt" if value == "issue" else "issue"


def _longer(code: RuleCode) -> tuple[RuleValue, ...]:
    return tuple(replace(row, value=_other(row.value)) if row.code is code else row for row in DEFAULT_VALUES)


@cache
def dues_of(rule: RuleId) -> tuple[DueCode, ...]:
    """The due dates that move when the value of the rule does."""
    value = RULE_OF[rule].value
    if value is None:
        return ()
    usual, moved = _reckoned(DEFAULT_VALUES), _reckoned(_longer(value))
    changed = {one.code for one, other in zip(usual, moved, strict=True) if one != other}
    return tuple(code for code in DueCode if code in changed)


@cache
def obligations_of(rule: RuleId) -> tuple[Obligation, ...]:
    """What somebody has to do after a move because of the rule."""
    asked = RULE_OF[rule]
    usual = rules_on(_DAY)
    if asked.value is not None:
        moved = rules_on(_DAY, _longer(asked.value))
        return tuple(one for one in Obligation if due_of(one, _DAY, usual) != due_of(one, _DAY, moved))
    places = {clause.citation for clause in asked.clauses if clause.citation}
    return tuple(one for one in Obligation if citation_of(one, usual)[0] in places)


def only_informs(rule: RuleId) -> bool:
    """True for a rule that no move, no card, no due date and no obligation rests on."""
    return not (moves_of(rule) or dues_of(rule) or obligations_of(rule) or is_on_cards(rule))
