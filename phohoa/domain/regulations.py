"""The regulations that papers cite, as dated data: number, day, from when to when in force, what came after.

What they are called stands in texts/linting.py. Source: domain notes 01, 1.1, with its marks of certainty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .legal_bases import BASIS_PERIODS, LegalBasis
from .rulebook import Certainty


class RegulationKind(StrEnum):
    """What sort of document it is; the symbol in the number follows from it."""

    REGULATION = "regulation"
    GUIDANCE = "guidance"
    DIRECTIVE = "directive"
    RESOLUTION = "resolution"
    CIRCULAR = "circular"
    DECREE = "decree"
    LAW = "law"


class IssuedBy(StrEnum):
    """Who issued it, where that is known for sure."""

    CENTRAL_COMMITTEE = "central_committee"
    POLITBURO = "politburo"
    SECRETARIAT = "secretariat"
    ORGANISATION_COMMISSION = "organisation_commission"
    CENTRAL_OFFICE = "central_office"
    GOVERNMENT = "government"
    NATIONAL_ASSEMBLY = "national_assembly"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation; `symbol` is what follows the number, without marks and in small letters (`qd/tw`).

    `in_force_to` is its last day (None: no end is known), `successor` the key of what replaced it. Its number
    alone does not name it: 01-HD/TW was given twice.
    """

    key: str
    kind: RegulationKind
    number: int
    symbol: str
    issued_on: date
    issuer: IssuedBy
    in_force_from: date
    in_force_to: date | None = None
    successor: str = ""
    certainty: Certainty = Certainty.READ

    def in_force_on(self, day: date) -> bool:
        """Whether a paper of the day may rest on it."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


K, B = RegulationKind, IssuedBy
_PERIODS = {period.basis: period for period in BASIS_PERIODS}


def _basis(
    basis: LegalBasis,
    kind: RegulationKind,
    number: int,
    symbol: str,
    issued_on: date,
    issuer: IssuedBy,
    successor: LegalBasis | None = None,
) -> Regulation:
    """One of the documents that papers of the process cite: its period stands in legal_bases."""
    period = _PERIODS[basis]
    return Regulation(
        basis.value,
        kind,
        number,
        symbol,
        issued_on,
        issuer,
        period.in_force_from,
        period.in_force_to,
        successor.value if successor else "",
        period.certainty,
    )


def _other(
    key: str,
    kind: RegulationKind,
    number: int,
    symbol: str,
    issued_on: date,
    issuer: IssuedBy = B.NOT_KNOWN,
    *,
    since: date | None = None,
    before: date | None = None,
    successor: str = "",
    certainty: Certainty = Certainty.LIKELY,
) -> Regulation:
    """Another one, in force from its day unless said otherwise and up to the day before `before`."""
    last = before - timedelta(days=1) if before else None
    return Regulation(
        key, kind, number, symbol, issued_on, issuer, since or issued_on, last, successor, certainty
    )


_READ, _HEARD = Certainty.READ, Certainty.SECOND_HAND
REGULATIONS: tuple[Regulation, ...] = (
    # Applying the statutes, and the Secretariat's guidance on it.
    _basis(
        LegalBasis.QD24,
        K.REGULATION,
        24,
        "qd/tw",
        date(2021, 7, 30),
        B.CENTRAL_COMMITTEE,
        LegalBasis.QD232,
    ),
    _basis(
        LegalBasis.QD232,
        K.REGULATION,
        232,
        "qd/tw",
        date(2025, 1, 20),
        B.CENTRAL_COMMITTEE,
        LegalBasis.QD294,
    ),
    _basis(
        LegalBasis.QD294,
        K.REGULATION,
        294,
        "qd/tw",
        date(2025, 5, 26),
        B.CENTRAL_COMMITTEE,
        LegalBasis.QD20,
    ),
    _basis(
        LegalBasis.QD20, K.REGULATION, 20, "qd/tw", date(2026, 4, 8), B.CENTRAL_COMMITTEE, LegalBasis.QD208
    ),
    _basis(LegalBasis.QD208, K.REGULATION, 208, "qd/tw", date(2026, 7, 26), B.CENTRAL_COMMITTEE),
    _basis(LegalBasis.HD01_2021, K.GUIDANCE, 1, "hd/tw", date(2021, 9, 28), B.SECRETARIAT, LegalBasis.HD06),
    _basis(LegalBasis.HD06, K.GUIDANCE, 6, "hd/tw", date(2025, 6, 9), B.SECRETARIAT, LegalBasis.HD01_2026),
    _basis(LegalBasis.HD01_2026, K.GUIDANCE, 1, "hd/tw", date(2026, 5, 19), B.SECRETARIAT),
    # Member work: procedure and forms.
    _other(
        "hd12_2012",
        K.GUIDANCE,
        12,
        "hd/btctw",
        date(2012, 5, 17),
        B.ORGANISATION_COMMISSION,
        before=date(2017, 6, 5),
        successor="hd09_2017",
    ),
    _other(
        "hd09_2017",
        K.GUIDANCE,
        9,
        "hd/btctw",
        date(2017, 6, 5),
        B.ORGANISATION_COMMISSION,
        before=date(2022, 1, 18),
        successor=LegalBasis.HD12.value,
    ),
    _basis(
        LegalBasis.HD12,
        K.GUIDANCE,
        12,
        "hd/btctw",
        date(2022, 1, 18),
        B.ORGANISATION_COMMISSION,
        LegalBasis.HD38,
    ),
    _basis(LegalBasis.HD38, K.GUIDANCE, 38, "hd/btctw", date(2025, 9, 29), B.ORGANISATION_COMMISSION),
    # Branch meetings.
    _other("hd12_2018", K.GUIDANCE, 12, "hd/btctw", date(2018, 7, 6), B.ORGANISATION_COMMISSION),
    _other("ct50", K.DIRECTIVE, 50, "ct/tw", date(2025, 7, 23)),
    # Internal political protection, special cases.
    _other("qd58", K.REGULATION, 58, "qd/tw", date(2022, 2, 8), before=date(2025, 9, 4), successor="qd367"),
    _other("qd367", K.REGULATION, 367, "qd/tw", date(2025, 9, 4)),
    _other("qdi06", K.REGULATION, 6, "qdi/tw", date(2018, 8, 28)),
    _other("hd20_2019", K.GUIDANCE, 20, "hd/btctw", date(2019, 9, 26), B.ORGANISATION_COMMISSION),
    _other("tt06", K.CIRCULAR, 6, "tt/tw", date(2004, 11, 2)),
    _other("hd42_2005", K.GUIDANCE, 42, "hd/btctw", date(2005, 4, 13), B.ORGANISATION_COMMISSION),
    _other("qd127", K.REGULATION, 127, "qd/tw", date(2004, 11, 3)),
    _other("hd41_2005", K.GUIDANCE, 41, "hd/btctw", date(2005, 4, 13), B.ORGANISATION_COMMISSION),
    _other("hd08_2021", K.GUIDANCE, 8, "hd/btctw", date(2021, 9, 27), B.ORGANISATION_COMMISSION),
    # What members may not do; inspection and discipline.
    _other(
        "qd37", K.REGULATION, 37, "qd/tw", date(2021, 10, 25), before=date(2026, 7, 26), successor="qd207"
    ),
    _other("qd207", K.REGULATION, 207, "qd/tw", date(2026, 7, 26), certainty=_HEARD),
    _other("qd22", K.REGULATION, 22, "qd/tw", date(2021, 7, 28), before=date(2025, 5, 30), successor="qd296"),
    _other("qd296", K.REGULATION, 296, "qd/tw", date(2025, 5, 30), certainty=_READ),
    _other("hd08_2025", K.GUIDANCE, 8, "hd/tw", date(2025, 6, 10), B.SECRETARIAT, certainty=_READ),
    # Organisation of the grass roots; review and classification at the year's end.
    _other("nq21", K.RESOLUTION, 21, "nq/tw", date(2022, 6, 16), certainty=_READ),
    _other(
        "qd132", K.REGULATION, 132, "qd/tw", date(2018, 3, 8), before=date(2023, 10, 4), successor="qd124"
    ),
    _other(
        "qd124",
        K.REGULATION,
        124,
        "qd/tw",
        date(2023, 10, 4),
        before=date(2025, 8, 30),
        successor="qd366",
        certainty=_READ,
    ),
    _other("qd366", K.REGULATION, 366, "qd/tw", date(2025, 8, 30), certainty=_READ),
    _other(
        "hd21_2019",
        K.GUIDANCE,
        21,
        "hd/btctw",
        date(2019, 10, 18),
        B.ORGANISATION_COMMISSION,
        before=date(2023, 10, 4),
    ),
    _other(
        "hd43_2025",
        K.GUIDANCE,
        43,
        "hd/btctw",
        date(2025, 10, 31),
        B.ORGANISATION_COMMISSION,
        certainty=_READ,
    ),
    # The member's card and the electronic handbook.
    _other("qd338", K.REGULATION, 338, "qd/tw", date(2025, 7, 9)),
    _other("qd339", K.REGULATION, 339, "qd/tw", date(2025, 7, 10)),
    _other("qd347", K.REGULATION, 347, "qd/tw", date(2025, 8, 8)),
    _other("ct51", K.DIRECTIVE, 51, "ct/tw", date(2025, 8, 8)),
    # Types, authority and form of documents; signing them.
    _other(
        "qd66",
        K.REGULATION,
        66,
        "qd/tw",
        date(2017, 2, 6),
        before=date(2026, 1, 9),
        successor="qd399",
        certainty=_READ,
    ),
    _other("qd399", K.REGULATION, 399, "qd/tw", date(2026, 1, 9), certainty=_READ),
    _other(
        "hd11_2004",
        K.GUIDANCE,
        11,
        "hd/vptw",
        date(2004, 5, 28),
        B.CENTRAL_OFFICE,
        before=date(2018, 4, 3),
        successor="hd36",
    ),
    _other(
        "hd36",
        K.GUIDANCE,
        36,
        "hd/vptw",
        date(2018, 4, 3),
        B.CENTRAL_OFFICE,
        before=date(2026, 5, 27),
        successor="hd05",
        certainty=_READ,
    ),
    # Its day is not sure: one collection dates it 12/01/2026.
    _other("hd05", K.GUIDANCE, 5, "hd/vptw", date(2026, 5, 27), B.CENTRAL_OFFICE),
    _other("hd03_2021", K.GUIDANCE, 3, "hd/vptw", date(2021, 6, 4), B.CENTRAL_OFFICE, certainty=_READ),
    # Personal data.
    _other(
        "nd13",
        K.DECREE,
        13,
        "2023/nd-cp",
        date(2023, 4, 17),
        B.GOVERNMENT,
        since=date(2023, 7, 1),
        before=date(2026, 1, 1),
        successor="nd356",
        certainty=_READ,
    ),
    _other(
        "nd356",
        K.DECREE,
        356,
        "2025/nd-cp",
        date(2025, 12, 31),
        B.GOVERNMENT,
        since=date(2026, 1, 1),
        certainty=_READ,
    ),
    _other(
        "law91",
        K.LAW,
        91,
        "2025/qh15",
        date(2025, 6, 26),
        B.NATIONAL_ASSEMBLY,
        since=date(2026, 1, 1),
        certainty=_READ,
    ),
)
REGULATION_OF: dict[str, Regulation] = {one.key: one for one in REGULATIONS}


def with_number(number: int, symbol: str) -> tuple[Regulation, ...]:
    """Every regulation that bore this number, the oldest first."""
    found = (one for one in REGULATIONS if one.number == number and one.symbol == symbol)
    return tuple(sorted(found, key=lambda one: one.issued_on))


def successor_on(regulation: Regulation, day: date) -> Regulation | None:
    """What stands in the place of a lapsed regulation on a day: along the chain to the one in force then."""
    seen: Regulation | None = regulation
    while seen is not None and not seen.in_force_on(day):
        seen = REGULATION_OF.get(seen.successor)
    return None if seen is regulation else seen


def surest(regulations: Iterable[Regulation]) -> bool:
    """Whether all of them were read in a source, so that a rule may rest on their days."""
    return all(one.certainty is Certainty.READ for one in regulations)
