"""Guards that look at what the user typed for a move: counts, days, helper, certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from . import conditions
from .conditions import BLOCK, INFO, WARNING, Case
from .deadlines import add_working_days, working_days_between
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


def _vote(case: Case) -> Iterator[Finding]:
    found = tuple(conditions.vote_arithmetic(case))
    yield from found or conditions.vote_result(case)


def _vote_to_strike_off(case: Case) -> Iterator[Finding]:
    found = tuple(conditions.vote_arithmetic(case))
    # After the last failed vote the level above decides, whatever the branch's count.
    reported = case.facts.failed_votes >= case.rules.number(RuleCode.FAILED_VOTES_MAX)
    yield from found or conditions.vote_result(case, INFO if reported else BLOCK)


def _decision_vote(case: Case) -> Iterator[Finding]:
    votes = case.entry.votes
    found = tuple(conditions.vote_arithmetic(case))
    yield from found
    counted = votes is not None and votes.called is not None and votes.in_favour is not None
    if votes is not None and counted and not found and not conditions.carried_by_half(votes):
        yield case.finding(BLOCK, FindingCode.VOTES_NO_DECISION, cite="HD06:3.7a")


def _received(case: Case) -> Iterator[Finding]:
    decided, received = case.entry.decision_on, case.entry.received_on
    if decided is not None and received is not None and received < decided:
        yield case.finding(BLOCK, FindingCode.RECEIVED_BEFORE_DECISION, day=decided)


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


ENTRY_GUARDS: dict[MoveCode, tuple[Guard, ...]] = {
    MoveCode.ADD_SYMPATHISER: (_typed_helper,),
    MoveCode.ASSIGN_HELPER: (_typed_helper,),
    MoveCode.RECORD_CERTIFICATE: (_typed_certificate(WARNING), _class_list),
    MoveCode.RENEW_CERTIFICATE: (_typed_certificate(BLOCK),),
    MoveCode.RESOLVE_BRANCH: (_vote,),
    MoveCode.RESOLVE_COMMITTEE: (_vote,),
    MoveCode.RECORD_DECISION: (_received, _decision_vote, _decision_in_time),
    MoveCode.HOLD_CEREMONY: (_helper_for_probation, _ceremony_in_time),
    MoveCode.PROPOSE_OFFICIAL: (_vote, _reviewed_in_time),
    MoveCode.RECOGNISE: (_received, _recognised_in_time),
    MoveCode.RECOGNISE_ABOVE: (_received,),
    MoveCode.STRIKE_OFF: (_vote_to_strike_off,),
}
