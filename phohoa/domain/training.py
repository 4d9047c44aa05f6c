"""Classes: announced by a notice, filled from nominations, held, and closed with results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClassKind(StrEnum):
    """For whom a class is held: those on the list, or probationary members."""

    AWARENESS = "awareness"
    NEW_MEMBER = "new_member"


class ClassState(StrEnum):
    """Where a class stands."""

    PLANNED = "planned"
    ANNOUNCED = "announced"
    DECIDED = "decided"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class NoticeState(StrEnum):
    """Where the notice of a class stands; recorded: another body's notice announced it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ISSUED = "issued"
    RECORDED = "recorded"


class NominationState(StrEnum):
    """What became of a nomination."""

    NOMINATED = "nominated"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ClassResult(StrEnum):
    """How somebody who was sent came out of a class."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"


#: What the committee decides about a line.
DECISIONS = (NominationState.ACCEPTED, NominationState.WAITING, NominationState.DECLINED)
#: A class may still be changed, and its lines decided, in these states.
OPEN_STATES = frozenset({ClassState.PLANNED, ClassState.ANNOUNCED})
MOST_SEATS = 500
#: The longest class in days; more is a slip of the pen.
LONGEST_DAYS = 60


@dataclass(frozen=True, slots=True)
class ClassDates:
    """The dates and seats of a class as typed."""

    starts_on: date | None
    ends_on: date | None
    nominate_by: date | None
    seats: int | None


def check_dates(typed: ClassDates) -> dict[str, str]:
    """Field -> code of what is wrong with them; both sides of an order are named by the code's sentence."""
    wrong: dict[str, str] = {}
    if typed.starts_on is None:
        wrong["starts_on"] = "required"
    if typed.ends_on is None:
        wrong["ends_on"] = "required"
    if typed.starts_on is not None and typed.ends_on is not None:
        if typed.ends_on < typed.starts_on:
            wrong["ends_on"] = "class_ends_first"
        elif (typed.ends_on - typed.starts_on).days >= LONGEST_DAYS:
            wrong["ends_on"] = "class_too_long"
    if typed.nominate_by is not None and typed.starts_on is not None and typed.nominate_by > typed.starts_on:
        wrong["nominate_by"] = "class_nominate_late"
    if typed.seats is not None and not 1 <= typed.seats <= MOST_SEATS:
        wrong["seats"] = "class_seats"
    return wrong


def folded_number(number: str) -> str:
    """A number of a paper as it is compared: letters and digits only, in capitals (`15 / gcn` is `15/GCN`).

    Zeros before a number say nothing: 015/GCN is 15/GCN.
    """
    parts: list[str] = []
    for letter in number.upper():
        if not letter.isalnum():
            letter = " "
        parts.append(letter)
    words = "".join(parts).split()
    return "".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


# --- the order of nominations ------------------------------------------------------------------------------


class RankCriterion(StrEnum):
    """What puts one person before another, the weightiest first. The ward's practice, not law."""

    PASSED_OVER_TWICE = "passed_over_twice"
    AGE_LIMIT_NEAR = "age_limit_near"
    PROBATION_ENDS = "probation_ends"
    WANTED_SOON = "wanted_soon"
    BRANCH_WITHOUT_ADMISSION = "branch_without_admission"
    BRANCH_FEW_MEMBERS = "branch_few_members"
    BRANCH_FEW_YOUNG = "branch_few_young"
    GOOD_RATING = "good_rating"
    WAITING = "waiting"


#: The criteria of each kind of class in their order; between equals waiting time decides, then the name.
CRITERIA: dict[ClassKind, tuple[RankCriterion, ...]] = {
    ClassKind.AWARENESS: (
        RankCriterion.PASSED_OVER_TWICE,
        RankCriterion.AGE_LIMIT_NEAR,
        RankCriterion.WANTED_SOON,
        RankCriterion.BRANCH_WITHOUT_ADMISSION,
        RankCriterion.BRANCH_FEW_MEMBERS,
        RankCriterion.BRANCH_FEW_YOUNG,
        RankCriterion.GOOD_RATING,
    ),
    ClassKind.NEW_MEMBER: (RankCriterion.PASSED_OVER_TWICE, RankCriterion.PROBATION_ENDS),
}

PASSED_OVER_LIMIT = 2
#: Months before the age limit within which a class is urgent: the way to admission takes that long.
AGE_MONTHS_NEAR = 36
#: Admission is wanted so many months after the class, or sooner.
WANTED_MONTHS = 12
#: Probation that ends so many months after the class begins, or sooner.
PROBATION_MONTHS_NEAR = 6
#: A branch with fewer members has no committee of its own.
FEW_MEMBERS = 9
YOUNG_AGE = 35
#: Percent of members below which a branch has few young ones.
FEW_YOUNG_PERCENT = 15


@dataclass(frozen=True, slots=True)
class Nominee:
    """What the order looks at; None means not known, and then the criterion does not count."""

    key: int
    name_key: str
    waiting_since: date
    passed_over: int = 0
    months_to_age_limit: int | None = None
    probation_ends_on: date | None = None
    wanted_on: date | None = None
    branch_admissions: int | None = None
    branch_members: int | None = None
    branch_young: int | None = None
    is_rated_good: bool = False
    placed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A criterion that a person meets, with the figures of its sentence."""

    criterion: RankCriterion
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person's place, and why. `natural` is the place by the criteria alone."""

    key: int
    rank: int
    natural: int
    reasons: tuple[Reason, ...]


def months_between(first: date, last: date) -> int:
    """Whole calendar months from the month of one day to that of another; negative when it is before."""
    return (last.year - first.year) * 12 + last.month - first.month


def _met(criterion: RankCriterion, one: Nominee, starts_on: date) -> dict[str, str | int] | None:
    """The figures of the sentence when the criterion is met, None when not."""
    match criterion:
        case RankCriterion.PASSED_OVER_TWICE if one.passed_over >= PASSED_OVER_LIMIT:
            return {"times": one.passed_over}
        case RankCriterion.AGE_LIMIT_NEAR if (
            one.months_to_age_limit is not None and 0 <= one.months_to_age_limit <= AGE_MONTHS_NEAR
        ):
            return {"months": one.months_to_age_limit}
        case RankCriterion.PROBATION_ENDS if (
            one.probation_ends_on is not None
            and months_between(starts_on, one.probation_ends_on) <= PROBATION_MONTHS_NEAR
        ):
            return {"day": f"{one.probation_ends_on:%d/%m/%Y}"}
        case RankCriterion.WANTED_SOON if (
            one.wanted_on is not None and months_between(starts_on, one.wanted_on) <= WANTED_MONTHS
        ):
            return {"month": f"{one.wanted_on:%m/%Y}"}
        case RankCriterion.BRANCH_WITHOUT_ADMISSION if one.branch_admissions == 0:
            return {"year": starts_on.year}
        case RankCriterion.BRANCH_FEW_MEMBERS if (
            one.branch_members is not None and 0 < one.branch_members < FEW_MEMBERS
        ):
            return {"members": one.branch_members}
        case RankCriterion.BRANCH_FEW_YOUNG if (
            one.branch_members
            and one.branch_young is not None
            and one.branch_young * 100 < FEW_YOUNG_PERCENT * one.branch_members
        ):
            return {"young": one.branch_young, "members": one.branch_members}
        case RankCriterion.GOOD_RATING if one.is_rated_good:
            return {}
    return None


def _order(one: Nominee, met: Mapping[RankCriterion, object], kind: ClassKind) -> tuple[object, ...]:
    by_criteria = tuple(criterion not in met for criterion in CRITERIA[kind])
    ends = one.probation_ends_on if kind is ClassKind.NEW_MEMBER else None
    return (*by_criteria, ends or date.max, one.waiting_since, one.name_key, one.key)


def rank(nominees: tuple[Nominee, ...], kind: ClassKind, starts_on: date) -> tuple[Ranked, ...]:
    """Everybody in the order of the criteria, with the reasons; then those whom the office placed are moved.

    The first criterion in which two people differ decides; between equals who has waited longer, then the
    name. The same people give the same order, however they came in.
    """
    found = {
        one.key: {c: params for c in CRITERIA[kind] if (params := _met(c, one, starts_on)) is not None}
        for one in nominees
    }
    ordered = sorted(nominees, key=lambda one: _order(one, found[one.key], kind))
    natural = {one.key: place for place, one in enumerate(ordered, start=1)}
    placed = sorted(
        (one for one in ordered if one.placed_at is not None),
        key=lambda one: (one.placed_at or 0, natural[one.key]),
    )
    line = [one for one in ordered if one.placed_at is None]
    for one in placed:
        line.insert(max((one.placed_at or 1) - 1, 0), one)
    ranked = []
    for place, one in enumerate(line, start=1):
        reasons = [Reason(criterion, params) for criterion, params in found[one.key].items()]
        reasons.append(Reason(RankCriterion.WAITING, {"day": f"{one.waiting_since:%d/%m/%Y}"}))
        ranked.append(Ranked(one.key, place, natural[one.key], tuple(reasons)))
    return tuple(ranked)


# --- results -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What was typed of one person's result."""

    result: ClassResult | None = None
    days: int | None = None
    number: str = ""
    issued_on: date | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was typed; a date alone is the date for all."""
        return self.result is None and self.days is None and not self.number.strip() and not self.note.strip()

    @property
    def outcome(self) -> ClassResult | None:
        """The result; a certificate number says passed by itself."""
        if self.result is None and self.number.strip():
            return ClassResult.PASSED
        return self.result


Problem = tuple[str, dict[str, str | int]]


def check_result(line: ResultLine, starts_on: date, ends_on: date, today: date) -> dict[str, Problem]:
    """Field -> code and figures of what is wrong with one line."""
    wrong: dict[str, Problem] = {}
    length = (ends_on - starts_on).days + 1
    if line.days is not None and not 0 <= line.days <= length:
        wrong["days"] = ("class_days", {"length": length})
    outcome = line.outcome
    if outcome is None:
        wrong["result"] = ("class_result_needed", {})
    elif outcome is ClassResult.PASSED:
        if not line.number.strip():
            wrong["number"] = ("class_number_needed", {})
        if line.issued_on is None:
            wrong["issued_on"] = ("class_issued_needed", {})
        elif line.issued_on > today:
            wrong["issued_on"] = ("date_in_future", {})
        elif line.issued_on < ends_on:
            wrong["issued_on"] = (
                "class_issued_before_end",
                {"issued": f"{line.issued_on:%d/%m/%Y}", "ends": f"{ends_on:%d/%m/%Y}"},
            )
    else:
        if line.number.strip():
            wrong["number"] = ("class_number_not_passed", {"number": line.number.strip()})
        if not line.note.strip():
            wrong["note"] = ("class_note_needed", {})
    if len(line.number) > 60:
        wrong["number"] = ("text_long", {})
    if len(line.note) > 500:
        wrong["note"] = ("text_long", {})
    return wrong
