"""Which regulations a paper of a day rests on; their names stand in texts/paper_words.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .rulebook import Certainty


class LegalBasis(StrEnum):
    """A document that papers of the process cite."""

    STATUTES = "statutes"
    QD24 = "qd24"
    QD232 = "qd232"
    QD294 = "qd294"
    QD20 = "qd20"
    QD208 = "qd208"
    HD01_2021 = "hd01_2021"
    HD06 = "hd06"
    HD01_2026 = "hd01_2026"
    HD12 = "hd12"
    HD38 = "hd38"


@dataclass(frozen=True, slots=True)
class BasisPeriod:
    """From when to when a document was in force (both inclusive), and how well its text is known here."""

    basis: LegalBasis
    in_force_from: date
    in_force_to: date | None
    certainty: Certainty = Certainty.READ


# Domain notes 01, 1.1. The guidance of the organisation commission went on after its regulation was replaced;
# no successor of the last one is known.
BASIS_PERIODS: tuple[BasisPeriod, ...] = (
    BasisPeriod(LegalBasis.STATUTES, date(2011, 1, 19), None),
    BasisPeriod(LegalBasis.QD24, date(2021, 7, 30), date(2025, 1, 19)),
    BasisPeriod(LegalBasis.QD232, date(2025, 1, 20), date(2025, 6, 30)),
    BasisPeriod(LegalBasis.QD294, date(2025, 7, 1), date(2026, 4, 7)),
    BasisPeriod(LegalBasis.QD20, date(2026, 4, 8), date(2026, 7, 25), Certainty.SECOND_HAND),
    BasisPeriod(LegalBasis.QD208, date(2026, 7, 26), None, Certainty.SECOND_HAND),
    BasisPeriod(LegalBasis.HD01_2021, date(2021, 9, 28), date(2025, 6, 30)),
    BasisPeriod(LegalBasis.HD06, date(2025, 7, 1), date(2026, 5, 18)),
    BasisPeriod(LegalBasis.HD01_2026, date(2026, 5, 19), None, Certainty.SECOND_HAND),
    BasisPeriod(LegalBasis.HD12, date(2022, 1, 18), date(2025, 9, 28)),
    BasisPeriod(LegalBasis.HD38, date(2025, 9, 29), None),
)
#: From here on the regulation that the guidance on member work explains is no longer in force.
_GUIDANCE_LAPSES = date(2026, 4, 8)


def bases_on(day: date) -> tuple[BasisPeriod, ...]:
    """What a paper of the day cites, in the order of rank."""
    return tuple(
        period
        for period in BASIS_PERIODS
        if period.in_force_from <= day and (period.in_force_to is None or day <= period.in_force_to)
    )


def bases_unchecked(day: date) -> bool:
    """True where the list of the day holds a document whose text has not been compared here."""
    return day >= _GUIDANCE_LAPSES or any(
        period.certainty is Certainty.SECOND_HAND for period in bases_on(day)
    )
