"""Which moves are open: what the facts close, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from .conditions import BLOCK, WARNING, Case
from .deadlines import DEFAULT_HOLIDAYS, Holidays
from .entry_guards import ENTRY_GUARDS
from .fact_guards import FACT_GUARDS
from .facts import Entry, Finding, FindingCode, RunFacts
from .moves import Move
from .order_of_days import order_of_days
from .rulebook import AuthorityMode, Rules
from .stages import VOTE_INPUTS, BasisKind, Input

_DATES = (
    Input.HAPPENED_ON,
    Input.BASIS_ON,
    Input.HELPER_TOGETHER_SINCE,
    Input.CERTIFICATE_ON,
    Input.DECISION_ON,
    Input.RECEIVED_ON,
    Input.CEREMONY_ON,
    Input.PAPER_ON,
)


def _filled(move: Move, case: Case) -> Iterator[Finding]:
    for code in move.required:
        # A monthly review is its own basis; its number is the review's.
        if code is Input.BASIS_NUMBER and case.entry.basis_kind is BasisKind.REVIEW:
            continue
        if case.entry.given(code) in (None, ""):
            yield case.finding(BLOCK, FindingCode.INPUT_MISSING, input=code.value)
    if move.reasons and case.entry.reason_code and case.entry.reason_code not in move.reasons:
        yield case.finding(BLOCK, FindingCode.REASON_UNKNOWN)
    for code in _DATES:
        day = case.entry.given(code)
        if code in move.inputs and isinstance(day, date) and day > case.today:
            yield case.finding(BLOCK, FindingCode.DATE_IN_FUTURE, input=code.value, day=day)


def day_of(move: Move, entry: Entry) -> date | None:
    """The day on which a move happened, as typed."""
    day = entry.given(move.day)
    return day if isinstance(day, date) else None


def _place(move: Move, case: Case) -> Iterator[Finding]:
    stage = case.facts.stage
    if not (move.opens if stage is None else stage in move.sources):
        yield case.finding(BLOCK, FindingCode.WRONG_STAGE)
    if case.mode is not None and case.mode not in move.modes:
        yield case.finding(BLOCK, FindingCode.WRONG_MODE)


def _of_facts(move: Move, case: Case) -> Iterator[Finding]:
    yield from _place(move, case)
    for guard in FACT_GUARDS.get(move.code, ()):
        yield from guard(case)


# What ran out after the stage began: a meeting in between that is entered late may still be recorded.
_LAPSES = frozenset(
    {
        FindingCode.CERTIFICATE_EXPIRED,
        FindingCode.DOSSIER_STALE,
        FindingCode.OVER_AGE,
        FindingCode.PAPER_STALE,
        FindingCode.INTRODUCTIONS_STALE,
    }
)


def closed(
    move: Move, facts: RunFacts, rules: Rules, today: date, mode: AuthorityMode | None = None
) -> tuple[Finding, ...]:
    """What the facts alone say about a move today, before anything is typed.

    A block here closes the move on the board. What ran out only after the stage began is a warning here;
    `check` judges it by the day typed.
    """
    case = Case(facts, rules, today, today, mode=mode)
    at_start = {
        found.code
        for found in _of_facts(move, replace(case, on=facts.stage_since or today))
        if found.severity is BLOCK
    }
    return tuple(
        replace(found, severity=WARNING)
        if found.severity is BLOCK and found.code in _LAPSES and found.code not in at_start
        else found
        for found in _of_facts(move, case)
    )


def check(
    move: Move,
    facts: RunFacts,
    entry: Entry,
    rules: Rules,
    today: date,
    mode: AuthorityMode,
    holidays: Holidays = DEFAULT_HOLIDAYS,
) -> tuple[Finding, ...]:
    """Everything the rules say about a move as typed, judged on the day it happened (today if none is typed).

    `rules` are those of that day (rules_on). Blocks close it; each warning needs a written answer in
    `entry.answers` (see facts.may_proceed).
    """
    on_typed = day_of(move, entry)
    on = on_typed or today
    case = Case(facts, rules, on, today, entry, mode, holidays)
    found = [*_of_facts(move, case), *_filled(move, case), *order_of_days(move.code, on_typed, case)]
    for guard in ENTRY_GUARDS.get(move.code, ()):
        found += guard(case)
    return tuple(found)


def asks_for_votes(move: Move) -> bool:
    """True if the form of the move has the counts of a vote."""
    return any(code in move.inputs for code in VOTE_INPUTS)
