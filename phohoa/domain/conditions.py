"""Conditions on a person and a run (age, education, helper, papers, votes), each as findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from .deadlines import DEFAULT_HOLIDAYS, Holidays, add_months
from .facts import Entry, Finding, FindingCode, Param, RunFacts, Severity, Votes
from .opinions import OpinionKind, may_go_on
from .rulebook import AuthorityMode, RuleCode, Rules
from .stages import Education

BLOCK, WARNING, INFO = Severity.BLOCK, Severity.WARNING, Severity.INFO
CERTIFICATE_WARNING_MONTHS = 6
DOSSIER_WARNING_MONTHS = 2
PROBATION_WARNING_MONTHS = 2
AGE_WARNING_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Case:
    """One question to the rules: these facts and this entry, judged as of `on`; `today` bounds dates."""

    facts: RunFacts
    rules: Rules
    on: date
    today: date
    entry: Entry = field(default_factory=Entry)
    mode: AuthorityMode | None = None
    holidays: Holidays = DEFAULT_HOLIDAYS

    def finding(
        self,
        severity: Severity,
        code: FindingCode,
        *,
        rule: RuleCode | None = None,
        cite: str | None = None,
        earliest: date | None = None,
        **params: Param,
    ) -> Finding:
        """A finding cited by the rule value, or by a place in a regulation, as far as it holds that day."""
        citation, unchecked = None, False
        if rule is not None:
            citation, unchecked = self.rules.citation(rule), self.rules.unchecked(rule)
        elif cite is not None:
            citation, unchecked = self.rules.cites(cite)
        if unchecked:
            params["unchecked"] = True
        return Finding(severity, code, params, citation, earliest)


# --- age, education ----------------------------------------------------------------------------------------


def over_age_consent(case: Case) -> bool | None:
    """Whether the level above agreed by the day to somebody over age; None: no answer yet (HD 06, 1.1)."""
    answered = may_go_on(case.facts.opinions, OpinionKind.OVER_AGE, case.on)
    return True if answered is None and case.facts.over_age_consent else answered


def age_for_admission(case: Case) -> Iterator[Finding]:
    """18 to 60 counted in months on the day the branch considers (QD 294, 1.1.1; HD 06, 1.1).

    The month of the 18th birthday counts from the birthday on, since an admission before it would be void;
    the whole month of the 60th birthday is allowed with a warning; later only with the written consent of the
    level above, recorded and dated by the day. Where the date is not known well enough to be sure: a warning.
    """
    birth, on = case.facts.birth, case.on
    if birth is None:
        yield case.finding(WARNING, FindingCode.AGE_UNSURE, rule=RuleCode.AGE_MIN)
        return
    least, most = case.rules.number(RuleCode.AGE_MIN), case.rules.number(RuleCode.AGE_MAX)
    first, last = birth.reaches(least)
    youngest, oldest = birth.months_on(on)
    if on < first:
        yield case.finding(BLOCK, FindingCode.UNDER_AGE, rule=RuleCode.AGE_MIN, earliest=last, years=least)
    elif on < last:
        yield case.finding(WARNING, FindingCode.AGE_UNSURE, rule=RuleCode.AGE_MIN, years=least)
    elif youngest > 12 * most:
        consented = over_age_consent(case)
        code = {
            True: FindingCode.OVER_AGE_CONSENTED,
            False: FindingCode.OVER_AGE_REFUSED,
            None: FindingCode.OVER_AGE,
        }[consented]
        yield case.finding(INFO if consented else BLOCK, code, rule=RuleCode.AGE_MAX, years=most)
    elif oldest > 12 * most:
        yield case.finding(WARNING, FindingCode.AGE_UNSURE, rule=RuleCode.AGE_MAX, years=most)
    elif oldest == 12 * most:
        yield case.finding(WARNING, FindingCode.LAST_MONTH_OF_AGE, rule=RuleCode.AGE_MAX, years=most)


def age_on_the_list(case: Case) -> Iterator[Finding]:
    """Age of somebody not yet considered: told, and over 60 the level above is asked (HD 06, 1.1)."""
    birth = case.facts.birth
    if birth is None:
        return
    least, most = case.rules.number(RuleCode.AGE_MIN), case.rules.number(RuleCode.AGE_MAX)
    day = birth.reaches(least)[1]
    if case.on < day:
        yield case.finding(INFO, FindingCode.UNDER_AGE_LATER, rule=RuleCode.AGE_MIN, years=least, day=day)
    elif birth.months_on(case.on)[0] > 12 * most and not over_age_consent(case):
        yield case.finding(WARNING, FindingCode.OVER_AGE_ASK, rule=RuleCode.AGE_MAX, years=most)


def age_limit_near(case: Case) -> Iterator[Finding]:
    """The limit of age is less than half a year away."""
    birth = case.facts.birth
    if birth is None:
        return
    most = case.rules.number(RuleCode.AGE_MAX)
    left = 12 * most - birth.months_on(case.on)[1]
    if left < 0 and not over_age_consent(case):
        yield case.finding(WARNING, FindingCode.OVER_AGE_ASK, rule=RuleCode.AGE_MAX, years=most)
    elif 0 <= left < AGE_WARNING_MONTHS:
        last = add_months(case.on.replace(day=1), left)
        yield case.finding(
            WARNING,
            FindingCode.AGE_LIMIT_NEAR,
            rule=RuleCode.AGE_MAX,
            years=most,
            month=last.month,
            year=last.year,
        )


def education(case: Case, severity: Severity) -> Iterator[Finding]:
    """Lower-secondary diploma, or an exemption recorded with its reason or agreed to by the level above
    (QD 294, 1.2.1; HD 06, 1.2)."""
    level, least = case.facts.education, Education(str(case.rules.value(RuleCode.EDUCATION_MIN)))
    answered = may_go_on(case.facts.opinions, OpinionKind.EDUCATION, case.on)
    enough = level is not None and level.at_least(least)
    if answered is False and not enough:
        yield case.finding(severity, FindingCode.EDUCATION_REFUSED, cite="HD06:1.2")
    elif answered or case.facts.education_exempt:
        yield case.finding(INFO, FindingCode.EDUCATION_EXEMPT, cite="HD06:1.2")
    elif level is None:
        yield case.finding(severity, FindingCode.EDUCATION_UNKNOWN, rule=RuleCode.EDUCATION_MIN)
    elif not enough:
        rule = RuleCode.EDUCATION_MIN
        yield case.finding(severity, FindingCode.EDUCATION_LOW, rule=rule, least=least.value)


# --- helper ------------------------------------------------------------------------------------------------


def helper(case: Case, severity: Severity) -> Iterator[Finding]:
    """One official member is in charge of helping (HD 38, I.1.1 d; replaced when gone: QD 294, 3.2.2)."""
    if not case.facts.has_helper:
        yield case.finding(severity, FindingCode.HELPER_MISSING, cite="HD38:I.1.1d")
    elif not case.facts.helper_active:
        yield case.finding(severity, FindingCode.HELPER_LEFT, cite="QD294:3.2.2")
    elif not case.facts.helper_official:
        yield case.finding(severity, FindingCode.HELPER_NOT_OFFICIAL, cite="HD38:I.1.1d")


def helper_together(case: Case, since: date | None, severity: Severity) -> Iterator[Finding]:
    """The introducing member knows the person for 12 months; a replacement need not (QD 294, 3.2)."""
    if since is None or case.facts.helper_is_replacement:
        return
    months = case.rules.number(RuleCode.TOGETHER_MONTHS)
    enough = add_months(since, months)
    if case.on < enough:
        yield case.finding(
            severity,
            FindingCode.HELPER_TOGETHER_SHORT,
            rule=RuleCode.TOGETHER_MONTHS,
            earliest=enough,
            months=months,
        )


# --- certificate, dossier ----------------------------------------------------------------------------------


def certificate_until(issued_on: date, rules: Rules) -> date:
    """The last day on which a class certificate serves (HD 06, 5.4 b)."""
    return add_months(issued_on, rules.number(RuleCode.CERTIFICATE_MONTHS))


def certificate(case: Case) -> Iterator[Finding]:
    """The class certificate is there and at most 60 months old on the day (HD 06, 5.4 b)."""
    issued = case.facts.certificate_on
    if issued is None:
        yield case.finding(BLOCK, FindingCode.CERTIFICATE_MISSING, cite="HD38:II.1.1a")
        return
    until, rule = certificate_until(issued, case.rules), RuleCode.CERTIFICATE_MONTHS
    if case.on > until:
        months = case.rules.number(rule)
        yield case.finding(BLOCK, FindingCode.CERTIFICATE_EXPIRED, rule=rule, day=until, months=months)
    elif case.on >= add_months(until, -CERTIFICATE_WARNING_MONTHS):
        yield case.finding(INFO, FindingCode.CERTIFICATE_EXPIRING, rule=rule, day=until)


def dossier_until(started_on: date, rules: Rules) -> date:
    """The last day on which a dossier may be considered without renewing papers (HD 06, 5.4 a)."""
    return add_months(started_on, rules.number(RuleCode.DOSSIER_MONTHS))


def dossier_age(case: Case) -> Iterator[Finding]:
    """Made at most 12 months before the branch considers it, else four papers are renewed (HD 06, 5.4 a)."""
    started = case.facts.dossier_started_on
    if started is None:
        yield case.finding(WARNING, FindingCode.DOSSIER_DATE_UNKNOWN, rule=RuleCode.DOSSIER_MONTHS)
        return
    until, rule = dossier_until(started, case.rules), RuleCode.DOSSIER_MONTHS
    if case.on > until:
        months = case.rules.number(rule)
        yield case.finding(BLOCK, FindingCode.DOSSIER_STALE, rule=rule, day=until, months=months)
    elif case.on >= add_months(until, -DOSSIER_WARNING_MONTHS):
        yield case.finding(INFO, FindingCode.DOSSIER_AGEING, rule=rule, day=until)


# --- votes -------------------------------------------------------------------------------------------------


def two_thirds_of(called: int) -> int:
    """The least number in favour that is two thirds of those called."""
    return -(-2 * called // 3)


def carried_by_two_thirds(votes: Votes) -> bool:
    """True if at least two thirds of those called, not of those present, agree (HD 06, 3.6 b and c)."""
    return (
        votes.called is not None
        and votes.called > 0
        and votes.in_favour is not None
        and 3 * votes.in_favour >= 2 * votes.called
    )


def carried_by_half(votes: Votes) -> bool:
    """True if more than half of those called agree (HD 06, 3.7 a)."""
    return votes.called is not None and votes.in_favour is not None and 2 * votes.in_favour > votes.called
