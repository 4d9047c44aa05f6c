"""The plan's allocation and how admissions and introductions are credited to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import Finding, FindingCode, Severity
from .units import KINDS_WITH_ADMISSION_TARGET, OrganisationKind


class TargetCode(StrEnum):
    """The four targets of the ward's plan."""

    BRANCH_ADMISSIONS = "branch_admissions"
    ORGANISATION_INTRODUCTIONS = "organisation_introductions"
    ORGANISATION_ADMISSIONS = "organisation_admissions"
    WARD_ADMISSIONS = "ward_admissions"


class AdmissionDate(StrEnum):
    """Which day puts an admission into a year; the ward chooses."""

    DECISION = "decision"
    CEREMONY = "ceremony"


class TargetResult(StrEnum):
    """How a result stands to its target; a fact, never a rating."""

    NOT_YET = "not_yet"
    REACHED = "reached"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class BranchAllocation:
    """New members asked of one branch."""

    branch: int
    admissions: int


@dataclass(frozen=True, slots=True)
class OrganisationAllocation:
    """Introductions, and new members among those introduced, asked of one organisation."""

    organisation: int
    kind: OrganisationKind
    introductions: int
    admissions: int = 0


def _too_low(unit: str, key: int, least: int, typed: int) -> Finding:
    code = FindingCode.ALLOCATION_NEGATIVE if typed < 0 else FindingCode.ALLOCATION_TOO_LOW
    return Finding(Severity.BLOCK, code, {"unit": unit, "key": key, "least": least})


def check_allocation(
    branches: Iterable[BranchAllocation],
    organisations: Iterable[OrganisationAllocation],
    expected_branches: Collection[int],
    expected_organisations: Collection[int],
) -> tuple[Finding, ...]:
    """What is wrong with a plan's allocation.

    Each branch at least 1 new member, the Front and each organisation at least 1 introduction, the farmers',
    women's, veterans' and youth organisations at least 1 new member (plan, II.4 and III.3). Practice branches
    are not among the expected ones.
    """
    branches, organisations = tuple(branches), tuple(organisations)
    found = [_too_low("branch", row.branch, 1, row.admissions) for row in branches if row.admissions < 1]
    for row in organisations:
        if row.introductions < 1:
            found.append(_too_low("introductions", row.organisation, 1, row.introductions))
        least = 1 if row.kind in KINDS_WITH_ADMISSION_TARGET else 0
        if row.admissions < least:
            found.append(_too_low("admissions", row.organisation, least, row.admissions))
    missing = [("branch", key) for key in sorted(set(expected_branches) - {row.branch for row in branches})]
    known = {row.organisation for row in organisations}
    missing += [("introductions", key) for key in sorted(set(expected_organisations) - known)]
    found += [
        Finding(Severity.BLOCK, FindingCode.ALLOCATION_MISSING, {"unit": unit, "key": key})
        for unit, key in missing
    ]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Introduction:
    """One person introduced by one organisation on a day; only the main organisation's counts."""

    run: int
    organisation: int
    on: date
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class Admission:
    """One person admitted: the branch that resolved it, the main introducing organisation, the two days."""

    run: int
    branch: int
    organisation: int | None
    decision_on: date | None
    ceremony_on: date | None
    annulled: bool = False
    is_practice: bool = False

    def counted_on(self, by: AdmissionDate) -> date | None:
        """The day that puts it into a year, None while it has not come."""
        return self.decision_on if by is AdmissionDate.DECISION else self.ceremony_on


@dataclass(frozen=True, slots=True)
class Achieved:
    """Results of a year: by branch, by organisation, and the ward's total (each person once)."""

    branch_admissions: dict[int, int]
    organisation_introductions: dict[int, int]
    organisation_admissions: dict[int, int]
    ward_admissions: int


def achieved(
    year: int,
    introductions: Iterable[Introduction],
    admissions: Iterable[Admission],
    by: AdmissionDate = AdmissionDate.DECISION,
) -> Achieved:
    """The results of a year.

    One admission credits the branch once, its main introducing organisation once, and the ward once; an
    annulled one and one of a practice branch count nowhere.
    """
    counted: dict[int, Admission] = {}
    for row in admissions:
        day = row.counted_on(by)
        if day is not None and day.year == year and not row.annulled and not row.is_practice:
            counted.setdefault(row.run, row)
    introduced = {
        (row.run, row.organisation) for row in introductions if row.on.year == year and not row.is_practice
    }
    return Achieved(
        dict(Counter(row.branch for row in counted.values())),
        dict(Counter(organisation for _, organisation in introduced)),
        dict(Counter(row.organisation for row in counted.values() if row.organisation is not None)),
        len(counted),
    )


def result(target: int, reached: int) -> TargetResult:
    """Whether a result reaches or exceeds its target."""
    if reached < target:
        return TargetResult.NOT_YET
    return TargetResult.REACHED if reached == target else TargetResult.EXCEEDED
