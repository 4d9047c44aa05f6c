"""What a board card says: what is missing, and what is due next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from . import conditions
from .conditions import BLOCK, INFO, WARNING, Case
from .deadlines import DEFAULT_HOLIDAYS, Holidays, add_months, add_working_days, subtract_working_days
from .entry_guards import ceremony_clock
from .fact_guards import new_member_certificate
from .facts import Due, DueCode, Finding, FindingCode, RunFacts
from .rulebook import RuleCode, Rules
from .stages import OPEN_STAGES, Stage, way_between

_FOLLOWED = way_between(Stage.SYMPATHISER, Stage.OFFICIAL_PROPOSED)
_NOT_YET_CONSIDERED = way_between(Stage.SOURCE, Stage.DOSSIER)
_WITH_CERTIFICATE = way_between(Stage.CLASS_DONE, Stage.DOSSIER)

DECISION_WARNING_DAYS = 10
OTHER_WARNING_DAYS = 7


def _probation(case: Case) -> Iterator[Finding]:
    ends = case.facts.probation_ends_on
    if ends is None:
        return
    if case.on >= ends:
        yield case.finding(WARNING, FindingCode.PROBATION_OVER, cite="QD294:4.2.1", day=ends)
    elif case.on >= add_months(ends, -conditions.PROBATION_WARNING_MONTHS):
        yield case.finding(INFO, FindingCode.PROBATION_ENDING, cite="QD294:4.2", day=ends)


def missing(facts: RunFacts, rules: Rules, today: date) -> tuple[Finding, ...]:
    """What an open run lacks for its next step, the gravest first; nothing for a closed one."""
    stage = facts.paused_from if facts.stage is Stage.PAUSED else facts.stage
    if stage is None or facts.stage not in OPEN_STAGES:
        return ()
    case = Case(facts, rules, today, today)
    found: list[Finding] = []
    if stage in _FOLLOWED:
        found += conditions.helper(case, BLOCK)
    if stage in _WITH_CERTIFICATE:
        found += conditions.certificate(case)
        found += (row for row in conditions.education(case, WARNING) if row.severity is WARNING)
    if stage is Stage.DOSSIER:
        found += conditions.dossier_age(case)
    if stage in _NOT_YET_CONSIDERED:
        found += conditions.age_limit_near(case)
    if stage is Stage.DECIDED and facts.decision_received_on is None:
        found.append(case.finding(WARNING, FindingCode.RECEIPT_UNKNOWN))
    if stage is Stage.PROBATIONARY:
        found += _probation(case)
        found += new_member_certificate(WARNING)(case)
    if facts.failed_votes and facts.report_owed:
        found.append(
            case.finding(WARNING, FindingCode.REPORT_UPWARD, cite="HD06:5.1", times=facts.failed_votes)
        )
    if facts.consent_on is None:
        found.append(case.finding(WARNING, FindingCode.CONSENT_MISSING))
    gravity = [BLOCK, WARNING, INFO]
    return tuple(sorted(found, key=lambda row: gravity.index(row.severity)))


def _in_months(code: DueCode, rule: RuleCode, on: date, warn_months: int, rules: Rules) -> Due:
    return Due(code, on, add_months(on, -warn_months), rules.citation(rule), rules.unchecked(rule))


def _in_working_days(
    code: DueCode, rule: RuleCode, start: date | None, warn_days: int, rules: Rules, holidays: Holidays
) -> Due | None:
    if start is None:
        return None
    on = add_working_days(start, rules.number(rule), holidays)
    warn_from = subtract_working_days(on, warn_days, holidays)
    return Due(code, on, warn_from, rules.citation(rule), rules.unchecked(rule))


def _certificate_due(facts: RunFacts, rules: Rules) -> Due | None:
    if facts.certificate_on is None:
        return None
    until = conditions.certificate_until(facts.certificate_on, rules)
    months = conditions.CERTIFICATE_WARNING_MONTHS
    return _in_months(DueCode.CERTIFICATE_EXPIRES, RuleCode.CERTIFICATE_MONTHS, until, months, rules)


def _dossier_due(facts: RunFacts, rules: Rules) -> Due | None:
    if facts.dossier_started_on is None:
        return None
    until = conditions.dossier_until(facts.dossier_started_on, rules)
    months = conditions.DOSSIER_WARNING_MONTHS
    return _in_months(DueCode.DOSSIER_STALE, RuleCode.DOSSIER_MONTHS, until, months, rules)


def _probation_due(facts: RunFacts, rules: Rules, today: date, holidays: Holidays) -> Due | None:
    ends = facts.probation_ends_on
    if ends is None:
        return None
    if today < ends:
        months = conditions.PROBATION_WARNING_MONTHS
        return _in_months(DueCode.PROBATION_ENDS, RuleCode.PROBATION_MONTHS, ends, months, rules)
    code, rule = DueCode.OFFICIAL_REVIEW, RuleCode.OFFICIAL_REVIEW_DAYS
    return _in_working_days(code, rule, ends, OTHER_WARNING_DAYS, rules, holidays)


def next_due(facts: RunFacts, rules: Rules, today: date, holidays: Holidays = DEFAULT_HOLIDAYS) -> Due | None:
    """The next deadline of an open run, or None; clocks of a paused run do not stop."""
    stage = facts.paused_from if facts.stage is Stage.PAUSED else facts.stage
    match stage:
        case Stage.CLASS_DONE | Stage.START_PROPOSED:
            return _certificate_due(facts, rules)
        case Stage.DOSSIER:
            both = (_certificate_due(facts, rules), _dossier_due(facts, rules))
            return min((due for due in both if due is not None), key=lambda due: due.on, default=None)
        case Stage.BRANCH_RESOLVED | Stage.COMMITTEE_RESOLVED | Stage.SUBMITTED:
            code, rule = DueCode.DECISION, RuleCode.DECISION_DAYS
            start = facts.branch_resolution_on
            return _in_working_days(code, rule, start, DECISION_WARNING_DAYS, rules, holidays)
        case Stage.DECIDED:
            code, rule = DueCode.CEREMONY, RuleCode.CEREMONY_DAYS
            start = ceremony_clock(facts, rules)
            return _in_working_days(code, rule, start, OTHER_WARNING_DAYS, rules, holidays)
        case Stage.PROBATIONARY:
            return _probation_due(facts, rules, today, holidays)
        case Stage.OFFICIAL_PROPOSED:
            code, rule = DueCode.OFFICIAL_DECISION, RuleCode.OFFICIAL_DECISION_DAYS
            start = facts.official_proposed_on
            return _in_working_days(code, rule, start, OTHER_WARNING_DAYS, rules, holidays)
        case _:
            return None
