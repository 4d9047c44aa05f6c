"""What a rule says of one case: it holds, it fails, it holds from a day on, or a fact is missing.

A rule is judged by the guards of the move before which it is asked, never by a condition of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .conditions import Case
from .entry_guards import ENTRY_GUARDS
from .fact_guards import FACT_GUARDS
from .facts import Finding, Severity
from .facts import FindingCode as F
from .rule_ids import RuleId
from .rule_shape import Rule
from .rule_table import RULE_OF


class JudgementKind(StrEnum):
    """The answers of a check."""

    HOLDS = "holds"
    FAILS = "fails"
    HOLDS_FROM = "holds_from"
    UNKNOWN = "unknown"
    TOLD = "told"


class MissingFact(StrEnum):
    """What may not be known of a person, so that a rule cannot be judged."""

    BIRTH = "birth"
    EDUCATION = "education"
    TOGETHER_SINCE = "together_since"
    CERTIFICATE = "certificate"
    DOSSIER_START = "dossier_start"
    BRANCH_RESOLUTION = "branch_resolution"
    DECISION = "decision"
    CEREMONY = "ceremony"
    RECOGNITION_RESOLUTION = "recognition_resolution"
    BRANCH_MEMBERS = "branch_members"
    VOTES = "votes"
    LEFT_PARTY = "left_party"
    SENTENCE_CLEARED = "sentence_cleared"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer of a rule to a case.

    `finding`: what fails, or what it says though it holds. `day`: from when it holds. `missing`: the fact
    that is not known. TOLD: nothing in the product can judge it.
    """

    rule: RuleId
    kind: JudgementKind
    finding: Finding | None = None
    day: date | None = None
    missing: MissingFact | None = None


#: Said of a rule that holds: that it does, or that it will soon need something.
_HOLDING = frozenset(
    {
        F.OVER_AGE_CONSENTED,
        F.LAST_MONTH_OF_AGE,
        F.AGE_LIMIT_NEAR,
        F.EDUCATION_SHOWN,
        F.EDUCATION_EXEMPT,
        F.CERTIFICATE_EXPIRING,
        F.CERTIFICATE_VALID,
        F.DOSSIER_AGEING,
        F.VOTES_ENOUGH,
        F.CALLED_RECKONED,
        F.CALLED_OVERRIDDEN,
        F.SPECIAL_OPINION_AGREED,
        F.READMISSION_CONSENTED,
        F.CEREMONY_CONSENTED,
        F.PROBATION_ENDING,
        F.OFFICIAL_DAY,
        F.COUNTS_FOR_OLD_BRANCH,
        F.DEADLINES_RUN_ON,
    }
)
_FACT_OF_FINDING: dict[F, MissingFact] = {
    F.AGE_UNSURE: MissingFact.BIRTH,
    F.EDUCATION_UNKNOWN: MissingFact.EDUCATION,
    F.DOSSIER_DATE_UNKNOWN: MissingFact.DOSSIER_START,
    F.READMISSION_UNKNOWN: MissingFact.LEFT_PARTY,
    F.READMISSION_SENTENCE_UNKNOWN: MissingFact.SENTENCE_CLEARED,
}
_KNOWN: dict[MissingFact, Callable[[Case], bool]] = {
    MissingFact.TOGETHER_SINCE: lambda case: (
        case.facts.helper_together_since is not None or case.facts.helper_is_replacement
    ),
    MissingFact.CERTIFICATE: lambda case: case.facts.certificate_on is not None,
    MissingFact.BRANCH_RESOLUTION: lambda case: case.facts.branch_resolution_on is not None,
    MissingFact.DECISION: lambda case: (
        (case.facts.decision_received_on or case.facts.decision_on) is not None
    ),
    MissingFact.CEREMONY: lambda case: case.facts.probation_ends_on is not None,
    MissingFact.RECOGNITION_RESOLUTION: lambda case: case.facts.official_proposed_on is not None,
    MissingFact.BRANCH_MEMBERS: lambda case: case.facts.branch_official_members is not None,
    MissingFact.VOTES: lambda case: (
        case.entry.votes is not None
        and case.entry.votes.called is not None
        and case.entry.votes.in_favour is not None
    ),
}
#: What must be known before silence of the guards means that a rule holds.
_NEEDS: dict[RuleId, MissingFact] = {
    RuleId.TOGETHER_MONTHS: MissingFact.TOGETHER_SINCE,
    RuleId.CERTIFICATE_MONTHS: MissingFact.CERTIFICATE,
    RuleId.BRANCH_OFFICIAL_MIN: MissingFact.BRANCH_MEMBERS,
    RuleId.BRANCH_TWO_THIRDS: MissingFact.VOTES,
    RuleId.COMMITTEE_TWO_THIRDS: MissingFact.VOTES,
    RuleId.STANDING_HALF: MissingFact.VOTES,
    RuleId.AUTHORISED_TWO_THIRDS: MissingFact.VOTES,
    RuleId.RECOGNITION_VOTES: MissingFact.VOTES,
    RuleId.STRIKING_OFF: MissingFact.VOTES,
    RuleId.VOTE_BASE: MissingFact.VOTES,
    RuleId.DECISION_DAYS: MissingFact.BRANCH_RESOLUTION,
    RuleId.CEREMONY_DAYS: MissingFact.DECISION,
    RuleId.PROBATION_MONTHS: MissingFact.CEREMONY,
    RuleId.OFFICIAL_REVIEW_DAYS: MissingFact.CEREMONY,
    RuleId.OFFICIAL_DAY: MissingFact.CEREMONY,
    RuleId.OFFICIAL_DECISION_DAYS: MissingFact.RECOGNITION_RESOLUTION,
}
_GRAVITY = (Severity.BLOCK, Severity.WARNING, Severity.INFO)


def _is_about(rule: Rule, finding: Finding, case: Case) -> bool:
    if finding.code not in rule.says:
        return False
    # One finding stands for both limits of age; the years tell which of them is open.
    if finding.code is F.AGE_UNSURE and "years" in finding.params and rule.value is not None:
        return finding.params["years"] == case.rules.value(rule.value)
    return True


def _heard(rule: Rule, case: Case) -> Iterator[Finding]:
    if rule.at is None:
        return
    for guard in (*FACT_GUARDS.get(rule.at, ()), *ENTRY_GUARDS.get(rule.at, ())):
        yield from (found for found in guard(case) if _is_about(rule, found, case))


def check(rule_id: RuleId, case: Case) -> Judgement:
    """Judge a rule on the day of the case, by the values that are in force on it."""
    rule = RULE_OF[rule_id]
    if rule.at is None:
        return Judgement(rule_id, JudgementKind.TOLD)
    found = sorted(_heard(rule, case), key=lambda one: _GRAVITY.index(one.severity))
    against = [one for one in found if one.code not in _HOLDING and one.code not in _FACT_OF_FINDING]
    if against:
        first = against[0]
        if first.earliest is not None and first.earliest > case.on:
            return Judgement(rule_id, JudgementKind.HOLDS_FROM, first, first.earliest)
        return Judgement(rule_id, JudgementKind.FAILS, first)
    unknown = next((one for one in found if one.code in _FACT_OF_FINDING), None)
    if unknown is not None:
        return Judgement(rule_id, JudgementKind.UNKNOWN, unknown, missing=_FACT_OF_FINDING[unknown.code])
    needed = _NEEDS.get(rule_id)
    if needed is not None and not found and not _KNOWN[needed](case):
        return Judgement(rule_id, JudgementKind.UNKNOWN, missing=needed)
    return Judgement(rule_id, JudgementKind.HOLDS, found[0] if found else None)
