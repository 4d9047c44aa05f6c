"""Dated values of the admission rules, each with its citation and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class AuthorityMode(StrEnum):
    """Who decides on admissions: A the level above the ward, B and C the ward's own standing committee."""

    A = "A"
    B = "B"
    C = "C"


class Certainty(StrEnum):
    """How well a value is known; only what was read in the text itself may be shown as law."""

    READ = "read"
    LIKELY = "likely"
    SECOND_HAND = "second_hand"
    ENTERED = "entered"


class Regime(StrEnum):
    """The regulations on applying the statutes that followed one another."""

    QD24 = "QD24"
    QD232 = "QD232"
    QD294 = "QD294"
    QD20 = "QD20"
    QD208 = "QD208"


class Unit(StrEnum):
    """What the number of a rule value counts."""

    YEARS = "years"
    MONTHS = "months"
    WORKING_DAYS = "working_days"
    TIMES = "times"
    PEOPLE = "people"
    LEVEL = "level"
    STARTING_POINT = "starting_point"


class RuleCode(StrEnum):
    """The rules whose value may change from one regulation to the next."""

    AGE_MIN = "age_min"
    AGE_MAX = "age_max"
    YOUTH_AGE_MAX = "youth_age_max"
    YOUTH_CADRE_AGE_MAX = "youth_cadre_age_max"
    EDUCATION_MIN = "education_min"
    CERTIFICATE_MONTHS = "certificate_months"
    DOSSIER_MONTHS = "dossier_months"
    TOGETHER_MONTHS = "together_months"
    BRANCH_OFFICIAL_MIN = "branch_official_min"
    DECISION_DAYS = "decision_days"
    DECISION_EXTENSION_DAYS = "decision_extension_days"
    CEREMONY_DAYS = "ceremony_days"
    CEREMONY_FROM = "ceremony_from"
    PROBATION_MONTHS = "probation_months"
    OFFICIAL_REVIEW_DAYS = "official_review_days"
    OFFICIAL_DECISION_DAYS = "official_decision_days"
    OFFICIAL_DECISION_EXTENSION_DAYS = "official_decision_extension_days"
    VERIFICATION_HOME_DAYS = "verification_home_days"
    VERIFICATION_ABROAD_DAYS = "verification_abroad_days"
    FAILED_VOTES_MAX = "failed_votes_max"
    READMISSION_MONTHS = "readmission_months"
    READMISSION_SENTENCE_MONTHS = "readmission_sentence_months"
    READMISSION_TIMES = "readmission_times"
    FORWARD_DOSSIER_DAYS = "forward_dossier_days"
    MOVED_DECISION_DAYS = "moved_decision_days"
    NEW_MEMBER_PAPERS_DAYS = "new_member_papers_days"
    TRANSFER_DAYS = "transfer_days"
    NEW_PLACE_DECISION_DAYS = "new_place_decision_days"
    REEXAMINATION_DAYS = "reexamination_days"
    STUDY_MONTHS = "study_months"
    WORK_MONTHS = "work_months"


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of one rule from one day to another (both inclusive; no end: still known to hold)."""

    code: RuleCode
    value: int | str
    unit: Unit
    in_force_from: date
    in_force_to: date | None
    citation: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class AuthorityPeriod:
    """From which day on the ward worked in which authority mode."""

    mode: AuthorityMode
    from_day: date


# Of 20 (April 2026) no value is known at all; of 232 and 208 only a few, and those at second hand.
_STATUTES_FROM = date(2011, 1, 19)
_24_FROM, _24_TO = date(2021, 7, 30), date(2025, 1, 19)
_232_FROM, _232_TO = date(2025, 1, 20), date(2025, 6, 30)
_294_FROM, _294_TO = date(2025, 7, 1), date(2026, 4, 7)
_20_FROM, _20_TO = date(2026, 4, 8), date(2026, 7, 25)
_208_FROM = date(2026, 7, 26)

REGIMES: tuple[tuple[Regime, date], ...] = (
    (Regime.QD24, _24_FROM),
    (Regime.QD232, _232_FROM),
    (Regime.QD294, _294_FROM),
    (Regime.QD20, _20_FROM),
    (Regime.QD208, _208_FROM),
)


def _in_2021(
    code: RuleCode, value: int | str, unit: Unit, certainty: Certainty = Certainty.LIKELY
) -> RuleValue:
    return RuleValue(code, value, unit, _24_FROM, _24_TO, "QD24", certainty)


def _in_january(code: RuleCode, value: int | str, unit: Unit) -> RuleValue:
    return RuleValue(code, value, unit, _232_FROM, _232_TO, "QD232", Certainty.SECOND_HAND)


def _in_2025(code: RuleCode, value: int | str, unit: Unit, citation: str) -> RuleValue:
    return RuleValue(code, value, unit, _294_FROM, _294_TO, citation, Certainty.READ)


def _in_2026(code: RuleCode, value: int | str, unit: Unit) -> RuleValue:
    return RuleValue(code, value, unit, _208_FROM, None, "QD208", Certainty.SECOND_HAND)


DEFAULT_VALUES: tuple[RuleValue, ...] = (
    RuleValue(RuleCode.YOUTH_AGE_MAX, 30, Unit.YEARS, _STATUTES_FROM, None, "DL:4", Certainty.LIKELY),
    RuleValue(RuleCode.YOUTH_CADRE_AGE_MAX, 35, Unit.YEARS, _STATUTES_FROM, None, "DL:4", Certainty.LIKELY),
    RuleValue(RuleCode.BRANCH_OFFICIAL_MIN, 3, Unit.PEOPLE, _STATUTES_FROM, None, "DL:21", Certainty.READ),
    RuleValue(
        RuleCode.NEW_MEMBER_PAPERS_DAYS, 30, Unit.WORKING_DAYS, _24_FROM, None, "QD24", Certainty.LIKELY
    ),
    _in_2021(RuleCode.AGE_MIN, 18, Unit.YEARS),
    _in_2021(RuleCode.AGE_MAX, 60, Unit.YEARS),
    _in_2021(RuleCode.EDUCATION_MIN, "lower_secondary", Unit.LEVEL),
    _in_2021(RuleCode.CERTIFICATE_MONTHS, 60, Unit.MONTHS),
    _in_2021(RuleCode.DOSSIER_MONTHS, 12, Unit.MONTHS),
    _in_2021(RuleCode.TOGETHER_MONTHS, 12, Unit.MONTHS),
    _in_2021(RuleCode.DECISION_DAYS, 60, Unit.WORKING_DAYS),
    _in_2021(RuleCode.DECISION_EXTENSION_DAYS, 30, Unit.WORKING_DAYS),
    _in_2021(RuleCode.CEREMONY_DAYS, 30, Unit.WORKING_DAYS),
    _in_2021(RuleCode.CEREMONY_FROM, "receipt", Unit.STARTING_POINT),
    _in_2021(RuleCode.PROBATION_MONTHS, 12, Unit.MONTHS),
    _in_2021(RuleCode.OFFICIAL_REVIEW_DAYS, 30, Unit.WORKING_DAYS),
    _in_2021(RuleCode.OFFICIAL_DECISION_DAYS, 30, Unit.WORKING_DAYS),
    _in_2021(RuleCode.OFFICIAL_DECISION_EXTENSION_DAYS, 0, Unit.WORKING_DAYS),
    _in_2021(RuleCode.VERIFICATION_HOME_DAYS, 30, Unit.WORKING_DAYS),
    _in_2021(RuleCode.VERIFICATION_ABROAD_DAYS, 90, Unit.WORKING_DAYS),
    _in_2021(RuleCode.FAILED_VOTES_MAX, 3, Unit.TIMES),
    _in_2021(RuleCode.READMISSION_MONTHS, 36, Unit.MONTHS),
    _in_2021(RuleCode.READMISSION_SENTENCE_MONTHS, 60, Unit.MONTHS),
    _in_2021(RuleCode.READMISSION_TIMES, 1, Unit.TIMES),
    _in_january(RuleCode.DECISION_DAYS, 60, Unit.WORKING_DAYS),
    _in_january(RuleCode.DECISION_EXTENSION_DAYS, 30, Unit.WORKING_DAYS),
    _in_2025(RuleCode.AGE_MIN, 18, Unit.YEARS, "QD294:1.1.1"),
    _in_2025(RuleCode.AGE_MAX, 60, Unit.YEARS, "QD294:1.1.1"),
    _in_2025(RuleCode.EDUCATION_MIN, "lower_secondary", Unit.LEVEL, "QD294:1.2.1"),
    _in_2025(RuleCode.CERTIFICATE_MONTHS, 60, Unit.MONTHS, "HD06:5.4b"),
    _in_2025(RuleCode.DOSSIER_MONTHS, 12, Unit.MONTHS, "HD06:5.4a"),
    _in_2025(RuleCode.TOGETHER_MONTHS, 12, Unit.MONTHS, "QD294:3.2.1"),
    _in_2025(RuleCode.DECISION_DAYS, 45, Unit.WORKING_DAYS, "QD294:4.3.1"),
    _in_2025(RuleCode.DECISION_EXTENSION_DAYS, 15, Unit.WORKING_DAYS, "QD294:4.3.1"),
    _in_2025(RuleCode.CEREMONY_DAYS, 30, Unit.WORKING_DAYS, "QD294:4.1"),
    _in_2025(RuleCode.CEREMONY_FROM, "receipt", Unit.STARTING_POINT, "QD294:4.1"),
    _in_2025(RuleCode.PROBATION_MONTHS, 12, Unit.MONTHS, "QD294:4.2"),
    _in_2025(RuleCode.OFFICIAL_REVIEW_DAYS, 30, Unit.WORKING_DAYS, "QD294:4.2.1"),
    _in_2025(RuleCode.OFFICIAL_DECISION_DAYS, 30, Unit.WORKING_DAYS, "QD294:4.3.1"),
    _in_2025(RuleCode.OFFICIAL_DECISION_EXTENSION_DAYS, 15, Unit.WORKING_DAYS, "QD294:4.3.1"),
    _in_2025(RuleCode.VERIFICATION_HOME_DAYS, 30, Unit.WORKING_DAYS, "HD06:3.4d"),
    _in_2025(RuleCode.VERIFICATION_ABROAD_DAYS, 90, Unit.WORKING_DAYS, "HD06:3.4d"),
    _in_2025(RuleCode.FAILED_VOTES_MAX, 3, Unit.TIMES, "QD294:4.2.3"),
    _in_2025(RuleCode.READMISSION_MONTHS, 36, Unit.MONTHS, "QD294:3.5.1"),
    _in_2025(RuleCode.READMISSION_SENTENCE_MONTHS, 60, Unit.MONTHS, "QD294:3.5.1"),
    _in_2025(RuleCode.READMISSION_TIMES, 1, Unit.TIMES, "QD294:3.5.3"),
    _in_2025(RuleCode.FORWARD_DOSSIER_DAYS, 15, Unit.WORKING_DAYS, "HD06:3.9b"),
    _in_2025(RuleCode.MOVED_DECISION_DAYS, 30, Unit.WORKING_DAYS, "HD06:3.9c"),
    _in_2025(RuleCode.TRANSFER_DAYS, 60, Unit.WORKING_DAYS, "QD294:6.3.1a"),
    _in_2025(RuleCode.NEW_PLACE_DECISION_DAYS, 30, Unit.WORKING_DAYS, "HD06:3.9b"),
    _in_2025(RuleCode.REEXAMINATION_DAYS, 60, Unit.WORKING_DAYS, "HD06:3.9c"),
    _in_2025(RuleCode.STUDY_MONTHS, 12, Unit.MONTHS, "HD06:6.2a"),
    _in_2025(RuleCode.WORK_MONTHS, 12, Unit.MONTHS, "HD06:6.2c"),
    _in_2026(RuleCode.EDUCATION_MIN, "lower_secondary", Unit.LEVEL),
    _in_2026(RuleCode.CEREMONY_DAYS, 30, Unit.WORKING_DAYS),
    _in_2026(RuleCode.CEREMONY_FROM, "issue", Unit.STARTING_POINT),
)

# Regulations that rules cite, and how long each was the newest of its kind.
REGULATIONS: dict[str, tuple[date, date | None]] = {
    "DL": (_STATUTES_FROM, None),
    "QD24": (_24_FROM, _24_TO),
    "HD01": (date(2021, 9, 28), _24_TO),
    "HD12": (date(2022, 1, 18), _24_TO),
    "QD232": (_232_FROM, _232_TO),
    "QD294": (_294_FROM, _294_TO),
    "HD06": (_294_FROM, date(2026, 5, 18)),
    "HD38": (date(2025, 9, 29), _294_TO),
    "QD20": (_20_FROM, _20_TO),
    "QD208": (_208_FROM, None),
}

DEFAULT_AUTHORITY: tuple[AuthorityPeriod, ...] = (
    AuthorityPeriod(AuthorityMode.A, date(2020, 1, 1)),
    AuthorityPeriod(AuthorityMode.B, date(2025, 7, 1)),
    AuthorityPeriod(AuthorityMode.C, date(2026, 7, 26)),
)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule values that serve on one day.

    `compared`: places in a regulation that a newer one has replaced, and where the office found the same now.
    """

    day: date
    in_force: dict[RuleCode, RuleValue]
    compared: Mapping[str, str] = field(default_factory=dict)

    def value(self, code: RuleCode) -> int | str:
        """The value of the rule; raises KeyError for a rule that has none at all."""
        return self.in_force[code].value

    def number(self, code: RuleCode) -> int:
        """The value of a rule that counts something; raises KeyError or TypeError otherwise."""
        value = self.in_force[code].value
        if not isinstance(value, int):
            raise TypeError(f"rule {code} is no number")
        return value

    def citation(self, code: RuleCode) -> str | None:
        """The citation code of the rule; None where it is the ward's practice, or not yet in force."""
        found = self.in_force.get(code)
        if found is None or found.in_force_from > self.day or is_practice(found):
            return None
        return found.citation

    def regime(self) -> Regime:
        """The regulation on applying the statutes that is in force on the day."""
        return regime_on(self.day)

    def cites(self, citation: str) -> tuple[str | None, bool]:
        """A citation as shown on the day: None before its regulation; and whether a newer one came."""
        since, until = REGULATIONS[citation.partition(":")[0]]
        if self.day < since:
            return None, False
        if until is None or self.day <= until:
            return citation, False
        if citation in self.compared:
            return self.compared[citation], False
        return citation, True

    def certainty(self, code: RuleCode) -> Certainty:
        """How well the value is known."""
        return self.in_force[code].certainty

    def unchecked(self, code: RuleCode) -> bool:
        """True where a later regulation is in force and its own text has not been compared yet."""
        found = self.in_force.get(code)
        return found is not None and not_compared(found, self.day)


def is_practice(value: RuleValue) -> bool:
    """True for what is only believed or was entered without a text: the ward's practice, not law."""
    return value.certainty is Certainty.LIKELY or not value.citation


def not_compared(value: RuleValue, day: date) -> bool:
    """True if a newer regulation is in force on the day of which the value is not known from its text."""
    if value.certainty is Certainty.ENTERED:
        overtaken = any(value.in_force_from < since <= day for _, since in REGIMES)
        return overtaken and not is_practice(value)
    lapsed = value.in_force_to is not None and value.in_force_to < day
    return lapsed or (value.certainty is Certainty.SECOND_HAND and value.in_force_from <= day)


def regime_on(day: date) -> Regime:
    """The regulation in force on a day; the first known one before it."""
    found = REGIMES[0][0]
    for regime, since in REGIMES:
        if since <= day:
            found = regime
    return found


def rules_on(
    day: date, values: Iterable[RuleValue] = DEFAULT_VALUES, compared: Mapping[str, str] | None = None
) -> Rules:
    """The values in force on a day; where none is, the last known one before it, else the first known one."""
    chosen: dict[RuleCode, RuleValue] = {}
    for value in sorted(values, key=lambda row: row.in_force_from):
        if value.code not in chosen or value.in_force_from <= day:
            chosen[value.code] = value
    return Rules(day, chosen, compared or {})


def authority_mode_on(day: date, periods: Iterable[AuthorityPeriod] = DEFAULT_AUTHORITY) -> AuthorityMode:
    """Who decides on a day; a day before the first period counts as the first. ValueError without periods."""
    ordered = sorted(periods, key=lambda row: row.from_day)
    if not ordered:
        raise ValueError("no authority period")
    mode = ordered[0].mode
    for period in ordered:
        if period.from_day <= day:
            mode = period.mode
    return mode
