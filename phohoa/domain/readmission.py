"""Admitting a former member again: once, after a waiting time, with written consent (QD 294, 3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from .conditions import BLOCK, INFO, WARNING, Case
from .deadlines import add_months
from .facts import Finding, FindingCode, Severity
from .opinions import NEVER_AGAIN, OpinionKind, ReasonLeftParty, may_go_on
from .rulebook import RuleCode


def _ruled_out(case: Case) -> Iterator[Finding]:
    """What no waiting mends: a reason after which nobody returns, or a second time."""
    reason, facts = case.facts.left_party_reason, case.facts
    if reason in NEVER_AGAIN:
        yield case.finding(BLOCK, FindingCode.READMISSION_NEVER, cite="QD294:3.5", left_reason=reason.value)
    most = case.rules.number(RuleCode.READMISSION_TIMES)
    if facts.readmissions >= most:
        yield case.finding(BLOCK, FindingCode.READMISSION_USED, rule=RuleCode.READMISSION_TIMES, times=most)


def _waiting(case: Case, severity: Severity) -> Iterator[Finding]:
    """36 months since leaving; 60 months since the sentence of a lesser crime was cleared."""
    facts, rule = case.facts, RuleCode.READMISSION_MONTHS
    if facts.left_party_on is None or facts.left_party_reason is None:
        yield case.finding(severity, FindingCode.READMISSION_UNKNOWN, rule=rule)
        return
    months = case.rules.number(rule)
    first = add_months(facts.left_party_on, months)
    if case.on < first:
        yield case.finding(severity, FindingCode.READMISSION_EARLY, rule=rule, earliest=first, months=months)
    if facts.left_party_reason is ReasonLeftParty.LESSER_CRIME:
        yield from _after_sentence(case, severity)


def _after_sentence(case: Case, severity: Severity) -> Iterator[Finding]:
    cleared, rule = case.facts.sentence_cleared_on, RuleCode.READMISSION_SENTENCE_MONTHS
    if cleared is None:
        yield case.finding(severity, FindingCode.READMISSION_SENTENCE_UNKNOWN, rule=rule)
        return
    months = case.rules.number(rule)
    first = add_months(cleared, months)
    if case.on < first:
        yield case.finding(
            severity, FindingCode.READMISSION_SENTENCE_EARLY, rule=rule, earliest=first, months=months
        )


def _consent(case: Case) -> Iterator[Finding]:
    agreed = may_go_on(case.facts.opinions, OpinionKind.READMISSION, case.on)
    code = {
        True: FindingCode.READMISSION_CONSENTED,
        False: FindingCode.READMISSION_REFUSED,
        None: FindingCode.READMISSION_CONSENT_MISSING,
    }[agreed]
    yield case.finding(INFO if agreed else BLOCK, code, cite="QD294:3.5")


def early(case: Case) -> Iterator[Finding]:
    """Told from the list on: what rules a return out closes, what is still to come is warned about."""
    if not case.facts.is_former_member:
        return
    ruled_out = tuple(_ruled_out(case))
    yield from ruled_out
    if ruled_out:
        return
    months = case.rules.number(RuleCode.READMISSION_MONTHS)
    yield case.finding(WARNING, FindingCode.READMISSION, rule=RuleCode.READMISSION_MONTHS, months=months)
    yield from _waiting(case, INFO)


def at_the_vote(case: Case) -> Iterator[Finding]:
    """Before the branch votes everything must be there, the consent first."""
    if not case.facts.is_former_member:
        return
    ruled_out = tuple(_ruled_out(case))
    yield from ruled_out
    if not ruled_out:
        yield from _waiting(case, BLOCK)
        yield from _consent(case)
