"""Every due date of a run, of a branch's month and of a class, each with how it was reckoned.

A limit is judged by the rules in force today, as the step would be if it were taken today (guards.py).
The clocks of a paused run do not stop. A limit that is the ward's own practice has no citation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from . import conditions
from .deadlines import (
    DEFAULT_HOLIDAYS,
    Holidays,
    add_months,
    add_working_days,
    lunar_years_missing,
    subtract_working_days,
    weekdays_off_between,
)
from .dossier import VerificationConclusion, VerificationSubject
from .entry_guards import ceremony_clock
from .facts import Due, DueCode, Obligation, RunFacts
from .hints import DECISION_WARNING_DAYS, OTHER_WARNING_DAYS
from .reviews import due_date
from .rulebook import RuleCode, Rules, Unit
from .stages import OPEN_STAGES, Stage, way_between

VERIFICATION_WARNING_DAYS = 5
NOMINATION_WARNING_DAYS = 7
REVIEW_WARNING_DAYS = 5
_WITH_CERTIFICATE = way_between(Stage.CLASS_DONE, Stage.DOSSIER)
_WAITING = way_between(Stage.BRANCH_RESOLVED, Stage.SUBMITTED)


class DueStart(StrEnum):
    """What a due date is counted from; fixed: it was set as a day."""

    CERTIFICATE = "certificate"
    DOSSIER = "dossier"
    LETTER_SENT = "letter_sent"
    LETTER_RECEIVED = "letter_received"
    BRANCH_RESOLUTION = "branch_resolution"
    DECISION_ISSUED = "decision_issued"
    DECISION_RECEIVED = "decision_received"
    CEREMONY = "ceremony"
    PROBATION_END = "probation_end"
    OFFICIAL_RESOLUTION = "official_resolution"
    EVENT = "event"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class DueDate(Due):
    """A due date with its reckoning.

    `count` of `unit` from `started_on`, `skipped` weekdays left out as days off. `extended_on`: the last day
    if the body extends its limit by `extension` working days. `unknown_years`: years that the reckoning
    reaches and whose lunar days off are not entered. `about`: the obligation, or who is verified.
    """

    start: DueStart = DueStart.FIXED
    started_on: date | None = None
    count: int = 0
    unit: Unit = Unit.WORKING_DAYS
    skipped: int = 0
    extension: int = 0
    extended_on: date | None = None
    unknown_years: tuple[int, ...] = ()
    about: Obligation | VerificationSubject | None = None


@dataclass(frozen=True, slots=True)
class AskedVerification:
    """A request to verify, as far as its due date goes."""

    subject: VerificationSubject
    asked_on: date | None
    received_on: date | None = None
    answered_on: date | None = None
    is_abroad: bool = False
    conclusion: VerificationConclusion = VerificationConclusion.OPEN

    @property
    def is_to_be_asked(self) -> bool:
        """True while the letter has not been sent and is still needed."""
        return self.asked_on is None and self.conclusion is VerificationConclusion.OPEN

    @property
    def is_waiting(self) -> bool:
        """True while the answer is still to come."""
        return (
            self.asked_on is not None
            and self.answered_on is None
            and self.conclusion is VerificationConclusion.OPEN
        )


@dataclass(frozen=True, slots=True)
class OpenObligation:
    """Something that must still be done because of an event."""

    obligation: Obligation
    arose_on: date
    due_on: date | None


def _months(code: DueCode, rule: RuleCode, start: DueStart, since: date, warn: int, rules: Rules) -> DueDate:
    count = rules.number(rule)
    on = add_months(since, count)
    return DueDate(
        code,
        on,
        add_months(on, -warn),
        rules.citation(rule),
        rules.unchecked(rule),
        start=start,
        started_on=since,
        count=count,
        unit=Unit.MONTHS,
    )


def _working_days(
    code: DueCode,
    count: int,
    start: DueStart,
    since: date,
    warn: int,
    holidays: Holidays,
    *,
    citation: str | None = None,
    unchecked: bool = False,
    extension: int = 0,
    about: Obligation | VerificationSubject | None = None,
) -> DueDate:
    on = add_working_days(since, count, holidays)
    extended = add_working_days(on, extension, holidays) if extension else None
    return DueDate(
        code,
        on,
        subtract_working_days(on, warn, holidays),
        citation,
        unchecked,
        start=start,
        started_on=since,
        count=count,
        skipped=weekdays_off_between(since, on, holidays),
        extension=extension,
        extended_on=extended,
        unknown_years=lunar_years_missing(since, extended or on, holidays),
        about=about,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question: the facts, the rules of today and the days off."""

    facts: RunFacts
    rules: Rules
    today: date
    holidays: Holidays

    def limit(
        self,
        code: DueCode,
        rule: RuleCode,
        start: DueStart,
        since: date,
        warn: int,
        extension: RuleCode | None = None,
        about: VerificationSubject | None = None,
    ) -> DueDate:
        """A limit in working days that the rules set."""
        rules = self.rules
        return _working_days(
            code,
            rules.number(rule),
            start,
            since,
            warn,
            self.holidays,
            citation=rules.citation(rule),
            unchecked=rules.unchecked(rule),
            extension=rules.number(extension) if extension else 0,
            about=about,
        )


def _before_the_vote(asked: _Asked, stage: Stage) -> Iterator[DueDate]:
    facts, rules = asked.facts, asked.rules
    if stage in _WITH_CERTIFICATE and facts.certificate_on is not None:
        warn = conditions.CERTIFICATE_WARNING_MONTHS
        code, rule = DueCode.CERTIFICATE_EXPIRES, RuleCode.CERTIFICATE_MONTHS
        yield _months(code, rule, DueStart.CERTIFICATE, facts.certificate_on, warn, rules)
    if stage is Stage.DOSSIER and facts.dossier_started_on is not None:
        warn = conditions.DOSSIER_WARNING_MONTHS
        code, rule = DueCode.DOSSIER_STALE, RuleCode.DOSSIER_MONTHS
        yield _months(code, rule, DueStart.DOSSIER, facts.dossier_started_on, warn, rules)


def _after_the_vote(asked: _Asked, stage: Stage) -> Iterator[DueDate]:
    facts = asked.facts
    if stage in _WAITING and facts.branch_resolution_on is not None:
        yield asked.limit(
            DueCode.DECISION,
            RuleCode.DECISION_DAYS,
            DueStart.BRANCH_RESOLUTION,
            facts.branch_resolution_on,
            DECISION_WARNING_DAYS,
            RuleCode.DECISION_EXTENSION_DAYS,
        )
    since = ceremony_clock(facts, asked.rules)
    if stage is Stage.DECIDED and since is not None:
        received = since == facts.decision_received_on and since != facts.decision_on
        start = DueStart.DECISION_RECEIVED if received else DueStart.DECISION_ISSUED
        yield asked.limit(DueCode.CEREMONY, RuleCode.CEREMONY_DAYS, start, since, OTHER_WARNING_DAYS)


def _probation(asked: _Asked, stage: Stage) -> Iterator[DueDate]:
    facts, ends = asked.facts, asked.facts.probation_ends_on
    if stage is Stage.PROBATIONARY and ends is not None:
        if asked.today < ends:
            rule = RuleCode.PROBATION_MONTHS
            yield DueDate(
                DueCode.PROBATION_ENDS,
                ends,
                add_months(ends, -conditions.PROBATION_WARNING_MONTHS),
                asked.rules.citation(rule),
                asked.rules.unchecked(rule),
                start=DueStart.CEREMONY,
                started_on=facts.ceremony_on,
                count=asked.rules.number(rule),
                unit=Unit.MONTHS,
            )
        code, rule = DueCode.OFFICIAL_REVIEW, RuleCode.OFFICIAL_REVIEW_DAYS
        yield asked.limit(code, rule, DueStart.PROBATION_END, ends, OTHER_WARNING_DAYS)
    if stage is Stage.OFFICIAL_PROPOSED and facts.official_proposed_on is not None:
        yield asked.limit(
            DueCode.OFFICIAL_DECISION,
            RuleCode.OFFICIAL_DECISION_DAYS,
            DueStart.OFFICIAL_RESOLUTION,
            facts.official_proposed_on,
            OTHER_WARNING_DAYS,
            RuleCode.OFFICIAL_DECISION_EXTENSION_DAYS,
        )


def verification_due(one: AskedVerification, rules: Rules, today: date, holidays: Holidays) -> DueDate | None:
    """By when a request must be answered; None when it is not waiting (HD 06, 3.4 d)."""
    if not one.is_waiting or one.asked_on is None:
        return None
    rule = RuleCode.VERIFICATION_ABROAD_DAYS if one.is_abroad else RuleCode.VERIFICATION_HOME_DAYS
    start = DueStart.LETTER_RECEIVED if one.received_on else DueStart.LETTER_SENT
    since = one.received_on or one.asked_on
    asked = _Asked(RunFacts(), rules, today, holidays)
    code, warn = DueCode.VERIFICATION_ANSWER, VERIFICATION_WARNING_DAYS
    return asked.limit(code, rule, start, since, warn, about=one.subject)


def obligation_due(one: OpenObligation, rules: Rules, holidays: Holidays) -> DueDate | None:
    """By when an obligation must be met; None where nothing sets a day."""
    papers = one.obligation is Obligation.NEW_MEMBER_PAPERS
    code = DueCode.NEW_MEMBER_PAPERS if papers else DueCode.OBLIGATION
    if one.due_on is not None:
        warn_from = subtract_working_days(one.due_on, OTHER_WARNING_DAYS, holidays)
        return DueDate(
            code, one.due_on, warn_from, start=DueStart.EVENT, started_on=one.arose_on, about=one.obligation
        )
    if papers:
        count, warn = rules.number(RuleCode.NEW_MEMBER_PAPERS_DAYS), OTHER_WARNING_DAYS
        start, since = DueStart.CEREMONY, one.arose_on
        return _working_days(code, count, start, since, warn, holidays, about=one.obligation)
    return None


def run_dues(
    facts: RunFacts,
    rules: Rules,
    today: date,
    holidays: Holidays = DEFAULT_HOLIDAYS,
    verifications: tuple[AskedVerification, ...] = (),
    obligations: tuple[OpenObligation, ...] = (),
) -> tuple[DueDate, ...]:
    """All due dates of a run, the nearest first. A closed run has only its open obligations."""
    found: list[DueDate | None] = [obligation_due(one, rules, holidays) for one in obligations]
    stage = facts.paused_from if facts.stage is Stage.PAUSED else facts.stage
    if stage is not None and facts.stage in OPEN_STAGES:
        asked = _Asked(facts, rules, today, holidays)
        found += _before_the_vote(asked, stage)
        found += _after_the_vote(asked, stage)
        found += _probation(asked, stage)
        if stage is Stage.DOSSIER:
            found += (verification_due(one, rules, today, holidays) for one in verifications)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.on, one.code)))


def review_due(year: int, month: int, due_day: int) -> DueDate:
    """By when a branch reports on a month: a day that the ward sets."""
    on = due_date(year, month, due_day)
    warn_from = on - REVIEW_WARNING_DAYS * timedelta(days=1)
    return DueDate(DueCode.MONTHLY_REVIEW, on, warn_from, start=DueStart.FIXED)


def nomination_due(nominate_by: date) -> DueDate:
    """By when branches name people for a class: a day of the notice."""
    warn_from = nominate_by - NOMINATION_WARNING_DAYS * timedelta(days=1)
    return DueDate(DueCode.CLASS_NOMINATION, nominate_by, warn_from, start=DueStart.FIXED)
