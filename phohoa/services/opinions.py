"""What the level above is asked about a run and answers, and the exceptions that rest on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..domain.access import Action, may
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.opinions import Opinion, OpinionKind, may_go_on
from ..domain.stages import CLOSED_STAGES, Stage
from ..domain.vietnamese import format_date, nfc
from ..models import Branch, Person, RunEvent, TrackingRun, UpperOpinion
from .command import Command, Context, Query, command, query

NUMBER_MAX, NAME_MAX = 60, 200
#: The step for which the answer is asked, as the fact that it sets.
_STEP_OF: dict[OpinionKind, str] = {
    OpinionKind.OVER_AGE: "branch_resolution_on",
    OpinionKind.EDUCATION: "branch_resolution_on",
    OpinionKind.READMISSION: "branch_resolution_on",
    OpinionKind.SPECIAL_CASE: "decision_on",
}


@dataclass(frozen=True)
class OpinionLine:
    """One question and its answer."""

    id: int
    kind: OpinionKind
    asked_on: date | None
    asked_number: str
    answered_on: date | None
    answer_number: str
    answered_by: str
    agreed: bool | None
    reason: str
    version: int


@dataclass(frozen=True)
class OpinionInput:
    """What is typed of a question and its answer; `agreed` None: no answer yet."""

    kind: OpinionKind
    asked_on: date | None
    asked_number: str
    answered_on: date | None = None
    answer_number: str = ""
    answered_by: str = ""
    agreed: bool | None = None
    reason: str = ""


@dataclass(frozen=True)
class OpinionsPage:
    """The questions of one run, and the exceptions that stand on it."""

    run_id: int
    version: int
    branch_id: int
    branch_name: str
    is_practice: bool
    name: str
    stage: Stage
    lines: tuple[OpinionLine, ...]
    special_opinion_needed: bool
    education_exempt: bool
    may_edit: bool
    is_closed: bool
    today: date


@dataclass(frozen=True)
class OpinionKept:
    """Something about the exceptions of a run was saved."""

    run_id: int


def line_of(row: UpperOpinion) -> OpinionLine:
    return OpinionLine(
        row.id,
        row.kind,
        row.asked_on,
        row.asked_number,
        row.answered_on,
        row.answer_number,
        row.answered_by,
        row.agreed,
        row.reason,
        row.version,
    )


def lines_of(cx: Context, run_id: int) -> tuple[OpinionLine, ...]:
    """The questions of a run, the newest first (one select)."""
    rows = cx.session.scalars(
        select(UpperOpinion).where(UpperOpinion.run_id == run_id).order_by(UpperOpinion.id.desc())
    )
    return tuple(line_of(row) for row in rows)


@query(Action.CANDIDATE_VIEW)
def opinions_page(cx: Query, run_id: int) -> OpinionsPage:
    """All questions of a run. Raises NotFound for another branch's."""
    run = cx.load(TrackingRun, run_id)
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    if person is None or branch is None:
        raise NotFound
    return OpinionsPage(
        run_id=run.id,
        version=run.version,
        branch_id=branch.id,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        name=person.full_name,
        stage=run.stage,
        lines=lines_of(cx, run.id),
        special_opinion_needed=run.special_opinion_needed,
        education_exempt=run.education_exempt,
        may_edit=may(cx.actor, Action.OPINION_EDIT, run.branch_id),
        is_closed=run.stage in CLOSED_STAGES,
        today=cx.today,
    )


def _check(cx: Command, data: OpinionInput) -> None:
    fields: dict[str, Any] = {}
    if data.asked_on is None:
        fields["asked_on"] = "required"
    elif data.asked_on > cx.today:
        fields["asked_on"] = "date_in_future"
    if not data.asked_number.strip():
        fields["asked_number"] = "required"
    if data.agreed is None:
        for name in ("answered_on", "answer_number", "answered_by"):
            if getattr(data, name):
                fields["agreed"] = "answer_unsaid"
    else:
        fields |= _check_answer(cx, data)
    for name, most in (
        ("asked_number", NUMBER_MAX),
        ("answer_number", NUMBER_MAX),
        ("answered_by", NAME_MAX),
    ):
        if len(getattr(data, name)) > most:
            fields[name] = "text_long"
    if fields:
        raise Invalid(fields=fields)


def _check_answer(cx: Command, data: OpinionInput) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: "required" for name in ("answer_number", "answered_by") if not getattr(data, name).strip()
    }
    if data.answered_on is None:
        fields["answered_on"] = "required"
    elif data.answered_on > cx.today:
        fields["answered_on"] = "date_in_future"
    elif data.asked_on is not None and data.answered_on < data.asked_on:
        days = {"answered": format_date(data.answered_on), "asked": format_date(data.asked_on)}
        fields["answered_on"] = ("answered_before_asked", days)
    return fields


def _facts(rows: Iterable[UpperOpinion]) -> tuple[Opinion, ...]:
    return tuple(Opinion(row.kind, row.asked_on, row.answered_on, row.agreed) for row in rows)


def _rows(cx: Command, run: TrackingRun) -> list[UpperOpinion]:
    return list(cx.session.scalars(select(UpperOpinion).where(UpperOpinion.run_id == run.id)))


def _must_not_undermine(run: TrackingRun, kind: OpinionKind, before: bool | None, after: bool | None) -> None:
    """A step that was taken rests on the answers of its day: they do not turn against it afterwards."""
    if getattr(run, _STEP_OF[kind]) is not None and after is not before and not after:
        raise Refused("opinion_used")


def _standing(run: TrackingRun, rows: list[UpperOpinion], kind: OpinionKind) -> bool | None:
    day = getattr(run, _STEP_OF[kind])
    return may_go_on(_facts(rows), kind, day) if day is not None else None


def _mark(run: TrackingRun, rows: list[UpperOpinion]) -> None:
    """Keep on the run what the answers say today, for boards that do not read them one by one."""
    opinions = _facts(rows)
    for kind, name in (
        (OpinionKind.OVER_AGE, "over_age_consent"),
        (OpinionKind.EDUCATION, "education_exempt"),
    ):
        agreed = may_go_on(opinions, kind, date.max)
        if agreed is not None:
            setattr(run, name, agreed)
    if any(one.kind is OpinionKind.SPECIAL_CASE for one in opinions):
        run.special_opinion_needed = True


def _put(row: UpperOpinion, data: OpinionInput) -> None:
    row.kind, row.asked_on, row.asked_number = data.kind, data.asked_on, nfc(data.asked_number).strip()
    row.answered_on, row.answer_number = data.answered_on, nfc(data.answer_number).strip()
    row.answered_by, row.agreed, row.reason = (
        nfc(data.answered_by).strip(),
        data.agreed,
        nfc(data.reason).strip(),
    )


@command(Action.OPINION_EDIT)
def add_opinion(cx: Command, run_id: int, version: int, data: OpinionInput) -> OpinionKept:
    """Record that the level above was asked, with its answer if there is one. Raises Invalid, Refused."""
    run = cx.load(TrackingRun, run_id, version)
    if run.stage in CLOSED_STAGES:
        raise Refused("run_closed")
    _check(cx, data)
    rows = _rows(cx, run)
    before = _standing(run, rows, data.kind)
    row = UpperOpinion(run_id=run.id, branch_id=run.branch_id)
    _put(row, data)
    _must_not_undermine(run, data.kind, before, _standing(run, [*rows, row], data.kind))
    cx.session.add(row)
    _mark(run, [*rows, row])
    return OpinionKept(run.id)


@dataclass(frozen=True)
class OpinionPage:
    """The form of one question."""

    line: OpinionLine
    run_id: int
    name: str
    is_practice: bool


@query(Action.OPINION_EDIT)
def opinion_page(cx: Query, run_id: int, opinion_id: int) -> OpinionPage:
    """One question of a run. Raises NotFound."""
    row, run = cx.load(UpperOpinion, opinion_id), cx.load(TrackingRun, run_id)
    person, branch = cx.session.get(Person, run.person_id), cx.session.get(Branch, run.branch_id)
    if row.run_id != run.id or person is None or branch is None:
        raise NotFound
    return OpinionPage(line_of(row), run.id, person.full_name, branch.is_practice)


@command(Action.OPINION_EDIT)
def save_opinion(cx: Command, run_id: int, opinion_id: int, version: int, data: OpinionInput) -> OpinionKept:
    """Record the answer, or correct what was typed. Raises Invalid, Conflict, Refused, NotFound."""
    row = cx.load(UpperOpinion, opinion_id, version)
    run = cx.load(TrackingRun, row.run_id)
    if row.run_id != run_id:
        raise NotFound
    _check(cx, data)
    rows = _rows(cx, run)
    kinds = {row.kind, data.kind}
    before = {kind: _standing(run, rows, kind) for kind in kinds}
    with cx.session.no_autoflush:
        _put(row, data)
        for kind in kinds:
            _must_not_undermine(run, kind, before[kind], _standing(run, rows, kind))
    _mark(run, rows)
    return OpinionKept(run.id)


def _note(cx: Command, run: TrackingRun, flag: str, on: bool, reason: str) -> None:
    cx.session.add(
        RunEvent(
            branch_id=run.branch_id,
            run_id=run.id,
            kind="flag",
            happened_on=cx.today,
            entered_at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            reason=reason,
            warnings={},
            data={"flag": flag, "on": on},
        )
    )


@command(Action.OPINION_EDIT)
def mark_special_case(cx: Command, run_id: int, version: int, needed: bool, reason: str) -> OpinionKept:
    """Say that the level above has to be asked about the person (HD 06, 3.7 c), or no longer, and why."""
    run = cx.load(TrackingRun, run_id, version)
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid(fields={"special_reason": "required"})
    if needed is not run.special_opinion_needed:
        run.special_opinion_needed = needed
        _note(cx, run, "special_case", needed, reason)
    return OpinionKept(run.id)


@command(Action.OPINION_EDIT)
def exempt_from_education(cx: Command, run_id: int, version: int, exempt: bool, reason: str) -> OpinionKept:
    """Record an exemption from the condition of education with its reason (HD 06, 1.2), or take it back.

    Raises Refused when the branch has voted on the strength of it.
    """
    run = cx.load(TrackingRun, run_id, version)
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid(fields={"education_reason": "required"})
    if not exempt and run.education_exempt and run.branch_resolution_on is not None:
        raise Refused("opinion_used")
    if exempt is not run.education_exempt:
        run.education_exempt = exempt
        _note(cx, run, "education", exempt, reason)
    return OpinionKept(run.id)
