"""Guards that look at what the user typed for a move: counts, days, helper, certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from . import conditions, vote_guards
from .conditions import BLOCK, INFO, WARNING, Case
from .deadlines import Holidays, add_working_days, working_days_between
from .fact_guards import Guard
from .facts import Finding, FindingCode, RunFacts, Severity
from .rulebook import RuleCode, Rules
from .stages import MoveCode, Stage


def _typed_helper(case: Case) -> Iterator[Finding]:
    if case.entry.helper is not None and case.entry.helper_official is False:
        yield case.finding(BLOCK, FindingCode.HELPER_NOT_OFFICIAL, cite="HD38:I.1.1d")
    yield from conditions.helper_together(case, case.entry.helper_together_since, INFO)


def _helper_for_probation(case: Case) -> Iterator[Finding]:
    if case.entry.helper is not None:
        yield from _typed_helper(case)
    else:
        for found in conditions.helper(case, BLOCK):
            citation, _ = case.rules.cites("HD06:3.8c")
            yield replace(found, citation=citation)


def _typed_certificate(severity: Severity) -> Guard:
    def guard(case: Case) -> Iterator[Finding]:
        issued = case.entry.certificate_on
        if issued is None:
            return
        until = conditions.certificate_until(issued, case.rules)
        if case.today > until:
            months = case.rules.number(RuleCode.CERTIFICATE_MONTHS)
            yield case.finding(
                severity,
                FindingCode.CERTIFICATE_OLD,
                rule=RuleCode.CERTIFICATE_MONTHS,
                day=until,
                months=months,
            )

    return guard


def _class_list(case: Case) -> Iterator[Finding]:
    if case.facts.stage is Stage.CLASS_PROPOSED and not case.entry.basis_number.strip():
        yield case.finding(WARNING, FindingCode.CLASS_LIST_MISSING, cite="HD38:I.1.1c")


def _received(case: Case) -> Iterator[Finding]:
    decided, received = case.entry.decision_on, case.entry.received_on
    if decided is not None and received is not None and received < decided:
        yield case.finding(BLOCK, FindingCode.RECEIVED_BEFORE_DECISION, day=decided, received=received)


def _late(
    case: Case, start: date | None, code: FindingCode, rule: RuleCode, extension: RuleCode | None = None
) -> Iterator[Finding]:
    limit = case.rules.number(rule)
    if start is None or (days := working_days_between(start, case.on, case.holidays)) <= limit:
        return
    yield case.finding(
        WARNING,
        code,
        rule=rule,
        days=days,
        limit=limit,
        extension=case.rules.number(extension) if extension else 0,
        due=add_working_days(start, limit, case.holidays),
    )


def _decision_in_time(case: Case) -> Iterator[Finding]:
    start, code = case.facts.branch_resolution_on, FindingCode.DECISION_LATE
    return _late(case, start, code, RuleCode.DECISION_DAYS, RuleCode.DECISION_EXTENSION_DAYS)


def _recognised_in_time(case: Case) -> Iterator[Finding]:
    start, code = case.facts.official_proposed_on, FindingCode.OFFICIAL_DECISION_LATE
    rule, extension = RuleCode.OFFICIAL_DECISION_DAYS, RuleCode.OFFICIAL_DECISION_EXTENSION_DAYS
    return _late(case, start, code, rule, extension)


def _reviewed_in_time(case: Case) -> Iterator[Finding]:
    start, rule = case.facts.probation_ends_on, RuleCode.OFFICIAL_REVIEW_DAYS
    return _late(case, start, FindingCode.OFFICIAL_REVIEW_LATE, rule)


def ceremony_clock(facts: RunFacts, rules: Rules) -> date | None:
    """The day from which the limit for the ceremony runs: receipt of the decision, or its issue (QD 208)."""
    if rules.value(RuleCode.CEREMONY_FROM) == "issue":
        return facts.decision_on
    return facts.decision_received_on or facts.decision_on


def _ceremony_in_time(case: Case) -> Iterator[Finding]:
    start = ceremony_clock(case.facts, case.rules)
    for found in _late(case, start, FindingCode.CEREMONY_LATE, RuleCode.CEREMONY_DAYS):
        if case.entry.upper_consent.strip():
            yield replace(found, severity=INFO, code=FindingCode.CEREMONY_CONSENTED)
        else:
            yield found


def _arrived_with(case: Case) -> Iterator[Finding]:
    """Who comes with a certificate comes with one that still serves; else the class is taken again."""
    issued = case.entry.certificate_on
    if issued is not None and case.on > (until := conditions.certificate_until(issued, case.rules)):
        rule, months = RuleCode.CERTIFICATE_MONTHS, case.rules.number(RuleCode.CERTIFICATE_MONTHS)
        yield case.finding(WARNING, FindingCode.CERTIFICATE_OLD, rule=rule, day=until, months=months)


def _decision_after_transfer(case: Case) -> Iterator[Finding]:
    """Somebody who moved before the decision came (HD 06, 3.9 c): in time it follows, else it is annulled."""
    decided = case.facts.decision_on
    if case.facts.stage is not Stage.DECIDED or decided is None:
        return
    days, limit = transfer_days(case.on, decided, case.rules, case.holidays)
    if days > limit:
        yield case.finding(
            INFO,
            FindingCode.DECISION_AFTER_TRANSFER,
            rule=RuleCode.MOVED_DECISION_DAYS,
            days=days,
            limit=limit,
            moved=case.on,
            decided=decided,
        )


def transfer_days(moved: date, decided: date, rules: Rules, holidays: Holidays) -> tuple[int, int]:
    """Working days from moving away to the decision, and how many there may be."""
    return working_days_between(moved, decided, holidays), rules.number(RuleCode.MOVED_DECISION_DAYS)


ENTRY_GUARDS: dict[MoveCode, tuple[Guard, ...]] = {
    MoveCode.ARRIVE: (_typed_helper, _arrived_with),
    MoveCode.ADD_SYMPATHISER: (_typed_helper,),
    MoveCode.ASSIGN_HELPER: (_typed_helper,),
    MoveCode.RECORD_CERTIFICATE: (_typed_certificate(WARNING), _class_list),
    MoveCode.RENEW_CERTIFICATE: (_typed_certificate(BLOCK),),
    MoveCode.RESOLVE_BRANCH: (vote_guards.vote,),
    MoveCode.RESOLVE_COMMITTEE: (vote_guards.vote,),
    MoveCode.RECORD_DECISION: (_received, vote_guards.decision_vote, _decision_in_time),
    MoveCode.HOLD_CEREMONY: (_helper_for_probation, _ceremony_in_time),
    MoveCode.PROPOSE_OFFICIAL: (vote_guards.vote, _reviewed_in_time),
    MoveCode.RECOGNISE: (_received, vote_guards.decision_vote, _recognised_in_time),
    MoveCode.RECOGNISE_ABOVE: (_received,),
    MoveCode.MOVE_OUT: (_decision_after_transfer,),
    MoveCode.STRIKE_OFF: (vote_guards.vote_to_strike_off,),
}
