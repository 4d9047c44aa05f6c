"""Who introduces somebody: how many members, and whether a union resolves as well (domain notes 02, 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .rulebook import RuleCode, Rules
from .vietnamese import BirthDate


class Union(StrEnum):
    """Whose resolution stands beside the one member who introduces."""

    YOUTH = "youth"
    TRADE = "trade"


class IntroducedBecause(StrEnum):
    """Which of the cases applies; each has its sentence in texts/dossiers.py."""

    PAST_YOUTH_AGE = "past_youth_age"
    YOUTH_UNION = "youth_union"
    TRADE_UNION = "trade_union"
    NO_UNION = "no_union"
    AGE_UNKNOWN = "age_unknown"


@dataclass(frozen=True, slots=True)
class Belonging:
    """Unions where the person works or lives, and what of them the person belongs to."""

    youth_union_here: bool = False
    trade_union_here: bool = False
    youth_member: bool = False
    youth_cadre: bool = False
    trade_member: bool = False


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is asked for: so many official members, and the resolution of a union or none.

    `must_join`: the person has to belong to that union first, and does not by the record. `limit` is the age
    up to which somebody counts as young, which is the ward's belief and no text of law.
    """

    members: int
    union: Union | None
    because: IntroducedBecause
    citation: str
    limit: int
    must_join: bool = False


def who_introduces(birth: BirthDate | None, on: date, belonging: Belonging, rules: Rules) -> Introduction:
    """Who has to introduce somebody of that birth date on that day (Statutes, article 4; QD 294, 3.1).

    Past youth age (over 30, for cadres of the union over 35): two official members. Of youth age: one member
    and the youth union's resolution where that union exists; else one member and the trade union's where
    that exists; where there is neither, two members. Where the birth date leaves both possible, two members,
    which serve in either case but for the union's resolution: AGE_UNKNOWN says so.
    """
    cadre = belonging.youth_cadre and belonging.youth_member
    limit = rules.number(RuleCode.YOUTH_CADRE_AGE_MAX if cadre else RuleCode.YOUTH_AGE_MAX)
    if birth is None:
        return Introduction(2, None, IntroducedBecause.AGE_UNKNOWN, "DL:4", limit)
    youngest, oldest = _ages(birth, on)
    if youngest > limit:
        return Introduction(2, None, IntroducedBecause.PAST_YOUTH_AGE, "DL:4", limit)
    unions = belonging.youth_union_here or belonging.trade_union_here
    if oldest > limit and unions:
        return Introduction(2, None, IntroducedBecause.AGE_UNKNOWN, "DL:4", limit)
    if belonging.youth_union_here:
        because, joined = IntroducedBecause.YOUTH_UNION, belonging.youth_member
        return Introduction(1, Union.YOUTH, because, "QD294:3.1", limit, must_join=not joined)
    if belonging.trade_union_here:
        because, joined = IntroducedBecause.TRADE_UNION, belonging.trade_member
        return Introduction(1, Union.TRADE, because, "QD294:3.1", limit, must_join=not joined)
    return Introduction(2, None, IntroducedBecause.NO_UNION, "DL:4", limit)


def _ages(birth: BirthDate, on: date) -> tuple[int, int]:
    """Full years on a day, the least and the most possible."""
    least = birth.age_on(on)
    first = BirthDate(birth.first_day.year, birth.first_day.month, birth.first_day.day)
    return least, max(least, first.age_on(on))
