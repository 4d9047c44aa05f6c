"""Guards that look only at the facts of a run: they tell what is closed before anything is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from . import conditions, paper_guards, readmission
from .conditions import BLOCK, INFO, WARNING, Case
from .facts import Finding, FindingCode, Severity
from .opinions import OpinionKind, may_go_on
from .rulebook import RuleCode
from .stages import MoveCode, Stage

Guard = Callable[[Case], Iterator[Finding]]


def _not_a_member(case: Case) -> Iterator[Finding]:
    if case.facts.is_member_already:
        yield case.finding(BLOCK, FindingCode.ALREADY_MEMBER)


def _shown(case: Case) -> Iterator[Finding]:
    if case.facts.birth is not None:
        yield case.finding(INFO, FindingCode.AGE_SHOWN, years=case.facts.birth.age_on(case.on))
    if case.facts.education is not None:
        yield case.finding(INFO, FindingCode.EDUCATION_SHOWN, education=case.facts.education.value)
    for found in conditions.age_on_the_list(case):
        yield replace(found, severity=INFO)


def _consent(case: Case) -> Iterator[Finding]:
    if case.facts.consent_on is None:
        yield case.finding(INFO, FindingCode.CONSENT_MISSING)


def _helper_or_closed(case: Case) -> Iterator[Finding]:
    return conditions.helper(case, BLOCK)


def _helper_or_warned(case: Case) -> Iterator[Finding]:
    return conditions.helper(case, WARNING)


def _education_or_closed(case: Case) -> Iterator[Finding]:
    return conditions.education(case, BLOCK)


def _education_or_warned(case: Case) -> Iterator[Finding]:
    return conditions.education(case, WARNING)


def _introducer_together(case: Case) -> Iterator[Finding]:
    return conditions.helper_together(case, case.facts.helper_together_since, WARNING)


def _certificate_still_valid(severity: Severity) -> Guard:
    def guard(case: Case) -> Iterator[Finding]:
        issued = case.facts.certificate_on
        if issued is not None and case.on <= (until := conditions.certificate_until(issued, case.rules)):
            yield case.finding(
                severity, FindingCode.CERTIFICATE_VALID, rule=RuleCode.CERTIFICATE_MONTHS, day=until
            )

    return guard


def _class_proposed(case: Case) -> Iterator[Finding]:
    if case.facts.stage is Stage.SYMPATHISER:
        yield case.finding(WARNING, FindingCode.CLASS_NOT_PROPOSED, cite="HD38:I.1.1d")


def _branch_size(case: Case) -> Iterator[Finding]:
    members, least = case.facts.branch_official_members, case.rules.number(RuleCode.BRANCH_OFFICIAL_MIN)
    if members is not None and members < least:
        yield case.finding(
            WARNING,
            FindingCode.BRANCH_TOO_SMALL,
            rule=RuleCode.BRANCH_OFFICIAL_MIN,
            members=members,
            least=least,
        )


def _special_opinion(case: Case) -> Iterator[Finding]:
    """A special case waits for the written answer of the level above; a refusal closes it (HD 06, 3.7 c)."""
    agreed = may_go_on(case.facts.opinions, OpinionKind.SPECIAL_CASE, case.on)
    if agreed is False:
        yield case.finding(BLOCK, FindingCode.SPECIAL_OPINION_REFUSED, cite="HD06:3.7c")
    elif agreed:
        yield case.finding(INFO, FindingCode.SPECIAL_OPINION_AGREED, cite="HD06:3.7c")
    elif case.facts.special_opinion_needed:
        yield case.finding(WARNING, FindingCode.SPECIAL_OPINION_OPEN, cite="HD06:3.7c")


def new_member_certificate(severity: Severity) -> Guard:
    """The certificate of the class for new members is there on the day (HD 06, 4.1)."""

    def guard(case: Case) -> Iterator[Finding]:
        issued = case.facts.new_member_certificate_on
        if issued is None:
            yield case.finding(severity, FindingCode.NEW_MEMBER_CERTIFICATE_MISSING, cite="HD06:4.1")
        elif case.on < issued:
            yield case.finding(
                severity,
                FindingCode.NEW_MEMBER_CERTIFICATE_LATER,
                cite="HD06:4.1",
                earliest=issued,
                day=issued,
                on=case.on,
            )

    return guard


def _probation_over(case: Case) -> Iterator[Finding]:
    ends = case.facts.probation_ends_on
    if ends is not None and case.on < ends:
        yield case.finding(
            BLOCK, FindingCode.PROBATION_NOT_OVER, rule=RuleCode.PROBATION_MONTHS, earliest=ends, day=ends
        )


def _votes_left(case: Case) -> Iterator[Finding]:
    most = case.rules.number(RuleCode.FAILED_VOTES_MAX)
    if case.facts.failed_votes >= most:
        yield case.finding(BLOCK, FindingCode.VOTES_LIMIT_REACHED, rule=RuleCode.FAILED_VOTES_MAX, times=most)


def _votes_used_up(case: Case) -> Iterator[Finding]:
    most = case.rules.number(RuleCode.FAILED_VOTES_MAX)
    if case.facts.failed_votes < most:
        yield case.finding(
            BLOCK, FindingCode.VOTES_LIMIT_NOT_REACHED, rule=RuleCode.FAILED_VOTES_MAX, times=most
        )


def _official_day(case: Case) -> Iterator[Finding]:
    if case.facts.probation_ends_on is not None:
        day = case.facts.probation_ends_on
        yield case.finding(INFO, FindingCode.OFFICIAL_DAY, cite="QD294:4.2.2", day=day)


def _clocks_run_on(case: Case) -> Iterator[Finding]:
    yield case.finding(INFO, FindingCode.DEADLINES_RUN_ON)


def _counted_where_admitted(case: Case) -> Iterator[Finding]:
    if case.facts.decision_on is not None:
        yield case.finding(INFO, FindingCode.COUNTS_FOR_OLD_BRANCH)


FACT_GUARDS: dict[MoveCode, tuple[Guard, ...]] = {
    MoveCode.INTRODUCE: (_not_a_member, _shown),
    MoveCode.ARRIVE: (_not_a_member, readmission.early, conditions.age_on_the_list, _consent),
    MoveCode.ADD_SYMPATHISER: (_not_a_member, readmission.early, conditions.age_on_the_list, _consent),
    MoveCode.PROPOSE_CLASS: (_helper_or_closed, _certificate_still_valid(INFO)),
    MoveCode.RECORD_CERTIFICATE: (_class_proposed,),
    MoveCode.RETAKE_CLASS: (_certificate_still_valid(WARNING),),
    MoveCode.PROPOSE_START: (
        conditions.certificate,
        _education_or_warned,
        _helper_or_warned,
        conditions.age_on_the_list,
        readmission.early,
    ),
    MoveCode.RESOLVE_BRANCH: (
        _not_a_member,
        readmission.at_the_vote,
        conditions.age_for_admission,
        _education_or_closed,
        conditions.certificate,
        paper_guards.dossier_age,
        _helper_or_closed,
        _introducer_together,
        _branch_size,
        paper_guards.before_vote,
    ),
    MoveCode.SUBMIT: (paper_guards.with_submission,),
    MoveCode.SUBMIT_UP: (paper_guards.with_submission_up,),
    MoveCode.RECORD_DECISION: (_special_opinion,),
    MoveCode.PROPOSE_OFFICIAL: (
        _votes_left,
        _probation_over,
        new_member_certificate(BLOCK),
        paper_guards.at_recognition,
        _official_day,
    ),
    MoveCode.RECOGNISE: (_official_day,),
    MoveCode.RECOGNISE_ABOVE: (_votes_used_up, _probation_over, _official_day),
    MoveCode.PAUSE: (_clocks_run_on,),
    MoveCode.MOVE_BRANCH: (_counted_where_admitted,),
    MoveCode.MOVE_OUT: (_counted_where_admitted,),
}
