"""What a move does to the dates that were shown before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

from .conditions import INFO
from .deadlines import DEFAULT_HOLIDAYS, Holidays
from .facts import Entry, Finding, FindingCode, Outcome, RunFacts
from .guards import day_of
from .hints import next_due
from .moves import Move
from .outcomes import outcome
from .rulebook import Rules

_FACTS = frozenset(field.name for field in fields(RunFacts))


def facts_after(facts: RunFacts, happened: Outcome) -> RunFacts:
    """The facts of a run once a move has happened."""
    known = {name: value for name, value in happened.changes.items() if name in _FACTS}
    member = happened.changes.get("helper_id")
    helped = {"has_helper": True, "helper_official": True, "helper_active": True} if member else {}
    return replace(facts, **{**known, **helped, "stage": happened.stage})  # type: ignore[arg-type]


def later_dues(
    move: Move,
    facts: RunFacts,
    entry: Entry,
    rules: Rules,
    today: date,
    holidays: Holidays = DEFAULT_HOLIDAYS,
) -> Iterator[Finding]:
    """Says so when a move makes a deadline later that was shown before: which one, from when to when."""
    if day_of(move, entry) is None:
        return
    before = next_due(facts, rules, today, holidays)
    after = next_due(facts_after(facts, outcome(move, facts, entry, rules, holidays)), rules, today, holidays)
    if before is not None and after is not None and before.code is after.code and after.on > before.on:
        yield Finding(
            INFO,
            FindingCode.DUE_MOVED,
            {"due": after.code.value, "old": before.on, "new": after.on},
            after.citation,
        )
