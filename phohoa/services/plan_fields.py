"""Live fields in the words of a plan: what each says today, which are unknown, what approval freezes."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from ..domain.access import Role
from ..domain.numbering import EDITABLE_STATES
from ..domain.stages import Stage
from ..domain.vietnamese import fold
from ..models import Branch, PartyMember, Plan, PlanAllocation, RunEvent, TrackingRun, User, Ward
from ..texts import plan_fields as texts
from ..texts import plans as plan_texts
from ..texts.documents import count_words, day_words

_FIELD = re.compile(r"\{([^{}\n]{1,160})\}")
_OLD_MARK = re.compile(r"\[[^\[\]\n]{1,40}\]")
_CODES = {fold(name): code for code, name, _ in texts.FIELDS}
_UNIT_CODES = {fold(name): code for code, name, _ in texts.UNIT_FIELDS}
#: Fields that no row of the plan answers.
_OUTSIDE = {"place", "ward", "secretary", "sources", "sympathisers", "members"}


@dataclass(frozen=True)
class WardFacts:
    """What fields say of the ward on a day."""

    place: str
    ward: str
    secretary: str
    sources: int
    sympathisers: int
    members: int


@dataclass(frozen=True)
class FieldLine:
    """A field as it is written, what it stands for, and what it says today."""

    written: str
    meaning: str
    value: str


def is_frozen(plan: Plan) -> bool:
    """Whether the fields of the plan say for good what they said when it was approved."""
    return bool(plan.frozen) and plan.state not in EDITABLE_STATES


def code_of(inner: str) -> str | None:
    """The code of what stands between braces, with the unit it names; None for an unknown one."""
    name, colon, unit = inner.partition(":")
    if colon:
        code = _UNIT_CODES.get(fold(name))
        return f"{code}:{fold(unit)}" if code else None
    return _CODES.get(fold(name))


def asks_outside(words: Iterable[str]) -> bool:
    """Whether any of the texts has a field that the plan's own rows do not answer."""
    return any(code_of(inner) in _OUTSIDE for text in words for inner in _FIELD.findall(text))


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with every known field replaced; unknown ones stay, and block the submission."""

    def value(found: re.Match[str]) -> str:
        return values.get(code_of(found[1]) or "", found[0])

    def old(found: re.Match[str]) -> str:
        return values.get(texts.OLD_MARKS.get(found[0].lower(), ""), found[0])

    return _FIELD.sub(value, _OLD_MARK.sub(old, words))


def places_left(words: Iterable[str]) -> tuple[str, ...]:
    """Brackets left in the texts: places that somebody meant to fill in."""
    found = (mark for text in words for mark in _OLD_MARK.findall(text))
    return tuple(dict.fromkeys(mark for mark in found if mark.lower() not in texts.OLD_MARKS))


def unknown_fields(words: Iterable[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """Fields in the texts that stand for nothing, as they are written."""
    found = (inner for text in words for inner in _FIELD.findall(text))
    return tuple(dict.fromkeys(f"{{{inner}}}" for inner in found if (code_of(inner) or "") not in values))


def nearest(unknown: str, known: Iterable[FieldLine]) -> str:
    """The known field that is written most like an unknown one."""
    wanted = fold(unknown)
    return max(
        (line.written for line in known),
        key=lambda name: SequenceMatcher(None, wanted, fold(name)).ratio(),
        default="",
    )


def values_of(
    plan: Plan,
    allocations: Iterable[PlanAllocation],
    ward_target: int,
    facts: WardFacts | None,
    dated: date | None,
) -> dict[str, str]:
    """What each field says, by its code; those that the ward answers only with its facts.

    `dated` is the date of the paper, blanks without it. What was frozen with the plan stands before the rest.
    """
    rows = tuple(allocations)
    branches = [row for row in rows if row.branch_id is not None]
    organisations = [row for row in rows if row.organisation_id is not None]
    values = {
        "year": str(plan.year),
        "last_year": str(plan.year - 1),
        "signatory": plan.signatory_name or plan_texts.NOT_WRITTEN,
        "branches": count_words(len(branches)),
        "organisations": count_words(len(organisations)),
        "admissions": count_words(ward_target),
        "introductions": count_words(sum(row.introductions for row in organisations)),
    }
    for row in rows:
        values[f"target:{fold(row.unit_name)}"] = count_words(row.admissions)
    for row in organisations:
        values[f"introduced:{fold(row.unit_name)}"] = count_words(row.introductions)
    if facts is not None:
        values |= {
            "place": facts.place,
            "ward": facts.ward,
            "secretary": facts.secretary or plan_texts.NOT_WRITTEN,
            "sources": count_words(facts.sources),
            "sympathisers": count_words(facts.sympathisers),
            "members": count_words(facts.members),
        }
    if is_frozen(plan):
        values |= json.loads(plan.frozen)
    values["dated"] = day_words(dated) if dated else texts.NO_DATE.format(year=plan.year)
    return values


def frozen(words: Iterable[str], values: Mapping[str, str]) -> str:
    """What the fields in the texts say, to be kept with the plan; the date is the paper's own."""
    used = {code_of(inner) for text in words for inner in _FIELD.findall(text)}
    used |= {texts.OLD_MARKS.get(mark.lower()) for text in words for mark in _OLD_MARK.findall(text)}
    kept = {code: values[code] for code in sorted(filter(None, used)) if code in values and code != "dated"}
    return json.dumps(kept, ensure_ascii=False)


def lines_of(values: Mapping[str, str], allocations: Iterable[PlanAllocation]) -> tuple[FieldLine, ...]:
    """Every field that can be used, with what it says today."""
    found = [
        FieldLine(texts.written(name), meaning, values[code])
        for code, name, meaning in texts.FIELDS
        if code in values
    ]
    for row in allocations:
        for code, name, meaning in texts.UNIT_FIELDS:
            key = f"{code}:{fold(row.unit_name)}"
            if key in values:
                found.append(FieldLine(texts.written(name, row.unit_name), meaning, values[key]))
    return tuple(found)


def used_in(words: str, lines: Iterable[FieldLine]) -> tuple[FieldLine, ...]:
    """The fields that a text uses."""
    codes = {code_of(inner) for inner in _FIELD.findall(words)}
    return tuple(line for line in lines if code_of(line.written[1:-1]) in codes)


def ward_facts(session: Session, day: date, today: date) -> WardFacts:
    """What the ward counts on a day, today when that day is still to come; never the practice branch."""
    day = min(day, today)
    real = select(Branch.id).where(Branch.is_practice.is_(False))
    members = (
        select(func.count(PartyMember.id))
        .where(PartyMember.branch_id.in_(real))
        .where(or_(PartyMember.joined_on.is_(None), PartyMember.joined_on <= day))
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > day))
        .scalar_subquery()
    )
    secretary = (
        select(User.full_name)
        .where(User.role == Role.SIGNATORY, User.active, User.position.like(f"{texts.SECRETARY}%"))
        .order_by(User.id)
        .limit(1)
        .scalar_subquery()
    )
    row = session.execute(
        select(
            Ward.place,
            Ward.name,
            secretary,
            _followed(Stage.SOURCE, day, today),
            _followed(Stage.SYMPATHISER, day, today),
            members,
        )
    ).one()
    return WardFacts(row[0], row[1], row[2] or "", row[3] or 0, row[4] or 0, row[5] or 0)


def _followed(stage: Stage, day: date, today: date) -> ScalarSelect[int]:
    """How many people stood at a stage: as the runs say today, as their events say of an earlier day."""
    real = select(Branch.id).where(Branch.is_practice.is_(False))
    counted = select(func.count(TrackingRun.id)).where(TrackingRun.branch_id.in_(real))
    if day >= today:
        return counted.where(TrackingRun.closed_on.is_(None), TrackingRun.stage == stage).scalar_subquery()
    return (
        counted.where(TrackingRun.opened_on <= day)
        .where(or_(TrackingRun.closed_on.is_(None), TrackingRun.closed_on > day))
        .where(_stage_on(day) == stage)
        .scalar_subquery()
    )


def _stage_on(day: date) -> ColumnElement[Any]:
    """The stage that the last event up to the day brought the run to."""
    cancelled = select(RunEvent.cancels_id).where(RunEvent.cancels_id.is_not(None))
    return (
        select(RunEvent.to_stage)
        .where(and_(RunEvent.run_id == TrackingRun.id, RunEvent.to_stage.is_not(None)))
        .where(RunEvent.happened_on <= day, RunEvent.id.not_in(cancelled))
        .order_by(RunEvent.happened_on.desc(), RunEvent.id.desc())
        .limit(1)
        .correlate(TrackingRun)
        .scalar_subquery()
    )
