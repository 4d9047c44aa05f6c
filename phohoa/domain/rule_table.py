"""Every rule of the way to membership: where it stands, since when, how sure we are, and where it is asked.

A rule with a `value` counts by the dated values of rulebook.py; the others stand in `clauses`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .facts import FindingCode as F
from .moving_rules import MOVING_RULES
from .rule_ids import RuleGroup, RuleId
from .rule_shape import Clause, Rule, believed, counted, place, rule_of
from .rulebook import DEFAULT_VALUES, RuleCode, RuleValue
from .stages import Input
from .stages import MoveCode as M

_G, _I, _C = RuleGroup, RuleId, RuleCode
_PAPERS = (F.PAPER_MISSING, F.PAPER_RETURNED, F.PAPER_TOO_LATE)
_VOTE = (F.VOTES_ENOUGH, F.VOTES_NOT_ENOUGH)

# The order is the order of the page; the first rule that lists what a guard says is the one it is about.
RULES: tuple[Rule, ...] = (
    counted(_C.AGE_MIN, _G.STANDARDS, F.UNDER_AGE, F.AGE_UNSURE, at=M.RESOLVE_BRANCH),
    counted(
        _C.AGE_MAX,
        _G.STANDARDS,
        F.OVER_AGE,
        F.LAST_MONTH_OF_AGE,
        F.AGE_LIMIT_NEAR,
        F.AGE_UNSURE,
        F.OVER_AGE_CONSENTED,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.AGE_CONSENT,
        _G.STANDARDS,
        ("HD06:1.1",),
        F.OVER_AGE_ASK,
        F.OVER_AGE_CONSENTED,
        F.OVER_AGE_REFUSED,
        F.OVER_AGE,
        at=M.RESOLVE_BRANCH,
    ),
    counted(
        _C.EDUCATION_MIN,
        _G.STANDARDS,
        F.EDUCATION_LOW,
        F.EDUCATION_UNKNOWN,
        F.EDUCATION_SHOWN,
        F.EDUCATION_EXEMPT,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.EDUCATION_EXEMPTION,
        _G.STANDARDS,
        ("HD06:1.2",),
        F.EDUCATION_EXEMPT,
        F.EDUCATION_REFUSED,
        F.EDUCATION_LOW,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.SPECIAL_CASES,
        _G.STANDARDS,
        ("HD06:3.7c", "HD06:6.1"),
        F.SPECIAL_OPINION_OPEN,
        F.SPECIAL_OPINION_REFUSED,
        F.SPECIAL_OPINION_AGREED,
        at=M.RECORD_DECISION,
    ),
    rule_of(_I.NOT_A_MEMBER, _G.STANDARDS, (), F.ALREADY_MEMBER, at=M.ADD_SYMPATHISER),
    rule_of(
        _I.LIST_BY_RESOLUTION,
        _G.FOLLOWING,
        ("HD38:I.1.1d",),
        before="HD12",
        step=M.ADD_SYMPATHISER,
    ),
    rule_of(_I.WARD_LIST_MONTHLY, _G.FOLLOWING, ("HD38:I.1.1c",), before="HD12"),
    rule_of(
        _I.HELPER_OFFICIAL,
        _G.FOLLOWING,
        ("HD38:I.1.1d",),
        F.HELPER_MISSING,
        F.HELPER_NOT_OFFICIAL,
        before="HD12",
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.HELPER_REPLACED,
        _G.FOLLOWING,
        ("QD294:3.2.2",),
        F.HELPER_LEFT,
        at=M.RESOLVE_BRANCH,
        step=M.ASSIGN_HELPER,
    ),
    rule_of(_I.OFF_THE_LIST, _G.FOLLOWING, ("HD38:I.1.1d",), before="HD12", step=M.LEAVE),
    rule_of(_I.YOUNG_ON_THE_LIST, _G.FOLLOWING, (), F.UNDER_AGE_LATER),
    rule_of(_I.NO_BRANCH_PLACE, _G.FOLLOWING, ("QD294:3.4.1",)),
    rule_of(
        _I.CLASS_PROPOSED,
        _G.TRAINING,
        ("HD38:I.1.1d",),
        F.CLASS_NOT_PROPOSED,
        before="HD12",
        at=M.RECORD_CERTIFICATE,
        step=M.PROPOSE_CLASS,
    ),
    rule_of(
        _I.CLASS_LIST,
        _G.TRAINING,
        ("HD38:I.1.1c",),
        F.CLASS_LIST_MISSING,
        before="HD12",
        at=M.RECORD_CERTIFICATE,
    ),
    rule_of(_I.CLASS_CERTIFICATE, _G.TRAINING, ("HD06:3.1",), before="HD01", step=M.RECORD_CERTIFICATE),
    rule_of(
        _I.CERTIFICATE_NEEDED,
        _G.TRAINING,
        ("HD38:II.1.1a",),
        F.CERTIFICATE_MISSING,
        before="HD12",
        at=M.RESOLVE_BRANCH,
    ),
    counted(
        _C.CERTIFICATE_MONTHS,
        _G.TRAINING,
        F.CERTIFICATE_EXPIRED,
        F.CERTIFICATE_EXPIRING,
        F.CERTIFICATE_VALID,
        F.CERTIFICATE_OLD,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.START_PERMITTED,
        _G.DOSSIER,
        ("HD38:I.1.1c",),
        before="HD12",
        step=M.PERMIT_START,
    ),
    rule_of(
        _I.DOSSIER_PAPERS,
        _G.DOSSIER,
        ("HD38:II.1.1a",),
        *_PAPERS,
        before="HD12",
        at=M.RESOLVE_BRANCH,
        only=(M.RESOLVE_BRANCH,),
    ),
    rule_of(
        _I.WHO_INTRODUCES,
        _G.DOSSIER,
        ("DL:4", "QD294:3.1"),
        F.INTRODUCTIONS_MISSING,
        F.UNION_MEMBER_NEEDED,
        at=M.RESOLVE_BRANCH,
    ),
    counted(_C.YOUTH_AGE_MAX, _G.DOSSIER),
    counted(_C.YOUTH_CADRE_AGE_MAX, _G.DOSSIER),
    rule_of(
        _I.INTRODUCER_OFFICIAL,
        _G.DOSSIER,
        ("DL:4",),
        F.INTRODUCER_NOT_OFFICIAL,
        before="",
        at=M.RESOLVE_BRANCH,
    ),
    counted(
        _C.TOGETHER_MONTHS,
        _G.DOSSIER,
        F.HELPER_TOGETHER_SHORT,
        F.INTRODUCER_TOGETHER_SHORT,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(_I.OPINIONS_SUMMARY, _G.DOSSIER, ("HD06:3.5",), before="HD01"),
    counted(
        _C.DOSSIER_MONTHS,
        _G.DOSSIER,
        F.DOSSIER_STALE,
        F.DOSSIER_AGEING,
        F.DOSSIER_DATE_UNKNOWN,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.RENEWED_PAPERS,
        _G.DOSSIER,
        ("HD06:5.4a",),
        F.PAPER_STALE,
        F.INTRODUCTIONS_STALE,
        before="HD01",
        at=M.RESOLVE_BRANCH,
        step=M.RENEW_PAPERS,
        only=(M.RESOLVE_BRANCH, M.RENEW_PAPERS),
    ),
    rule_of(
        _I.SUBMITTED_PAPERS,
        _G.DOSSIER,
        ("HD38:II.1.1b",),
        *_PAPERS,
        before="HD12",
        at=M.SUBMIT_UP,
        only=(M.SUBMIT, M.SUBMIT_UP),
    ),
    rule_of(
        _I.VERIFIED_PERSONS,
        _G.VERIFICATION,
        ("HD06:3.4a",),
        F.VERIFICATION_MISSING,
        before="HD01",
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(
        _I.VERIFICATION_DONE,
        _G.VERIFICATION,
        ("HD06:3.4",),
        F.VERIFICATION_OPEN,
        F.VERIFICATION_PROBLEM,
        before="HD01",
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(_I.EXEMPT_BY_RELATIVES, _G.VERIFICATION, ("HD06:3.4c", "HD38:I.1.5"), before="HD01"),
    rule_of(_I.EXEMPT_BY_PLACE, _G.VERIFICATION, ("HD06:3.4c",), before="HD01"),
    rule_of(_I.WHO_MAY_NOT_VERIFY, _G.VERIFICATION, ("HD38",), before="HD12"),
    rule_of(_I.SEAL_BEFORE_SENDING, _G.VERIFICATION, ("HD06:3.4d",), before="HD01"),
    counted(_C.VERIFICATION_HOME_DAYS, _G.VERIFICATION),
    counted(_C.VERIFICATION_ABROAD_DAYS, _G.VERIFICATION),
    counted(_C.BRANCH_OFFICIAL_MIN, _G.VOTES, F.BRANCH_TOO_SMALL, at=M.RESOLVE_BRANCH),
    rule_of(
        _I.BRANCH_TWO_THIRDS,
        _G.VOTES,
        ("HD06:3.6b",),
        *_VOTE,
        before="HD01",
        at=M.RESOLVE_BRANCH,
        only=(M.RESOLVE_BRANCH,),
    ),
    rule_of(
        _I.VOTE_BASE,
        _G.VOTES,
        (),
        F.VOTES_IMPOSSIBLE,
        F.CALLED_RECKONED,
        F.CALLED_DIFFERS,
        F.CALLED_OVERRIDDEN,
        F.EXEMPT_PRESENT_IMPOSSIBLE,
        at=M.RESOLVE_BRANCH,
    ),
    rule_of(_I.MEETING_QUORUM, _G.VOTES, ()),
    rule_of(_I.VOTE_FORM, _G.VOTES, ("HD06:5.1",), before="HD01", asks=Input.VOTE_FORM),
    rule_of(_I.FAILED_VOTE_REPORTED, _G.VOTES, ("HD06:5.1",), F.REPORT_UPWARD, before="HD01"),
    rule_of(_I.RESOLUTION_SAYS, _G.VOTES, ("HD06:3.6b",), before="HD01"),
    rule_of(
        _I.COMMITTEE_TWO_THIRDS,
        _G.VOTES,
        ("HD06:3.6c",),
        *_VOTE,
        before="HD01",
        at=M.RESOLVE_COMMITTEE,
        only=(M.RESOLVE_COMMITTEE,),
    ),
    rule_of(
        _I.STANDING_HALF,
        _G.VOTES,
        ("HD06:3.7a",),
        F.VOTES_NO_DECISION,
        before="HD01",
        at=M.RECORD_DECISION,
    ),
    rule_of(
        _I.AUTHORISED_TWO_THIRDS,
        _G.VOTES,
        ("HD06:3.7a",),
        F.VOTES_NOT_AUTHORISED,
        before="HD01",
        at=M.RECORD_DECISION,
    ),
    Rule(
        _I.WHO_DECIDES,
        _G.DECISION,
        (believed("QD24"), place("QD294:4.3.2")),
        says=frozenset({F.WRONG_MODE}),
        by_mode=True,
    ),
    counted(_C.DECISION_DAYS, _G.DECISION, F.DECISION_LATE, at=M.RECORD_DECISION),
    counted(_C.DECISION_EXTENSION_DAYS, _G.DECISION, F.DECISION_LATE),
    rule_of(_I.ONE_DECISION_EACH, _G.DECISION, ("HD06:3.7a",), before="HD01", step=M.RECORD_DECISION),
    rule_of(_I.REFUSAL_TOLD, _G.DECISION, ("QD294:4.3.1",), step=M.NOT_APPROVED),
    counted(_C.CEREMONY_DAYS, _G.DECISION, F.CEREMONY_LATE, F.CEREMONY_CONSENTED, at=M.HOLD_CEREMONY),
    counted(_C.CEREMONY_FROM, _G.DECISION, F.RECEIPT_UNKNOWN),
    rule_of(_I.CEREMONY_ONE_BY_ONE, _G.DECISION, ("QD294:4.1", "HD06:3.8")),
    rule_of(
        _I.JOINING_DAY, _G.DECISION, ("QD294:4.5.1", "HD38:2.1"), F.BEFORE_DECISION, step=M.HOLD_CEREMONY
    ),
    rule_of(_I.ANNULMENT, _G.DECISION, ("QD294:4.4",), step=M.ANNUL),
    counted(
        _C.PROBATION_MONTHS,
        _G.PROBATION,
        F.PROBATION_NOT_OVER,
        F.PROBATION_ENDING,
        at=M.PROPOSE_OFFICIAL,
    ),
    rule_of(_I.HELPER_IN_PROBATION, _G.PROBATION, ("HD06:3.8c",), before="HD01"),
    counted(_C.NEW_MEMBER_PAPERS_DAYS, _G.PROBATION),
    rule_of(
        _I.NEW_MEMBER_CLASS,
        _G.PROBATION,
        ("HD06:4.1",),
        F.NEW_MEMBER_CERTIFICATE_MISSING,
        F.NEW_MEMBER_CERTIFICATE_LATER,
        before="HD01",
        at=M.PROPOSE_OFFICIAL,
    ),
    rule_of(
        _I.RECOGNITION_PAPERS,
        _G.PROBATION,
        ("HD06:4",),
        *_PAPERS,
        before="HD01",
        at=M.PROPOSE_OFFICIAL,
        only=(M.PROPOSE_OFFICIAL,),
    ),
    counted(
        _C.OFFICIAL_REVIEW_DAYS,
        _G.PROBATION,
        F.OFFICIAL_REVIEW_LATE,
        F.PROBATION_OVER,
        at=M.PROPOSE_OFFICIAL,
    ),
    rule_of(
        _I.RECOGNITION_VOTES,
        _G.PROBATION,
        ("HD06:4.5",),
        *_VOTE,
        before="HD01",
        at=M.PROPOSE_OFFICIAL,
        only=(M.PROPOSE_OFFICIAL,),
    ),
    rule_of(_I.OFFICIAL_DAY, _G.PROBATION, ("QD294:4.2.2",), F.OFFICIAL_DAY, at=M.RECOGNISE),
    counted(
        _C.FAILED_VOTES_MAX,
        _G.PROBATION,
        F.VOTES_LIMIT_REACHED,
        F.VOTES_LIMIT_NOT_REACHED,
        at=M.PROPOSE_OFFICIAL,
    ),
    counted(_C.OFFICIAL_DECISION_DAYS, _G.PROBATION, F.OFFICIAL_DECISION_LATE, at=M.RECOGNISE),
    counted(_C.OFFICIAL_DECISION_EXTENSION_DAYS, _G.PROBATION, F.OFFICIAL_DECISION_LATE),
    rule_of(
        _I.STRIKING_OFF,
        _G.PROBATION,
        ("HD06:4.6",),
        *_VOTE,
        before="HD01",
        at=M.STRIKE_OFF,
        step=M.STRIKE_OFF,
        only=(M.STRIKE_OFF,),
    ),
    *MOVING_RULES,
)

RULE_OF: dict[RuleId, Rule] = {rule.id: rule for rule in RULES}


def rules_in(group: RuleGroup) -> tuple[Rule, ...]:
    """The rules of a chapter in their order."""
    return tuple(rule for rule in RULES if rule.group is group)


def clauses_of(rule: Rule, values: Iterable[RuleValue] = DEFAULT_VALUES) -> tuple[Clause, ...]:
    """Where the rule stood and stands, in the order of time; a counted rule stands where its values do."""
    if rule.value is None:
        return tuple(sorted(rule.clauses, key=lambda clause: clause.in_force_from))
    found = (row for row in values if row.code is rule.value)
    return tuple(
        Clause(row.citation, row.in_force_from, row.in_force_to, row.certainty)
        for row in sorted(found, key=lambda row: row.in_force_from)
    )


@cache
def rule_about(code: F) -> RuleId | None:
    """The rule that a finding is about; None for one that only checks what was typed."""
    return next((rule.id for rule in RULES if code in rule.says), None)


@cache
def rule_at(citation: str) -> RuleId | None:
    """The first rule that stands at a place of a regulation."""
    return next(
        (rule.id for rule in RULES if any(clause.citation == citation for clause in clauses_of(rule))), None
    )
