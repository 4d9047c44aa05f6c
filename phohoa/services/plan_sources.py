"""What plans rest on besides the runs: sessions, meetings, classes, nominations, requests (one select)."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)

from ..domain.dossier import VerificationConclusion, VerificationSubject
from ..domain.dues import AskedVerification, OpenObligation
from ..domain.facts import Obligation, RunFacts
from ..domain.plan_days import KnownClass, PlanDays, sorted_sessions
from ..domain.plan_steps import PlanFacts
from ..domain.reviews import REPORTED_STATES, ReviewState
from ..domain.rulebook import Rules
from ..domain.sessions import SessionKind
from ..domain.training import OPEN_STATES, ClassKind, ClassState, NominationState
from ..models import (
    ClassNomination,
    CommitteeSession,
    Review,
    RunObligation,
    TrackingRun,
    TrainingClass,
    Verification,
    Ward,
)
from .command import Context
from .due_facts import DueFacts
from .rules import RuleBook
from .undoing import whole_ward

#: Classes that ended so many days ago may still wait for their results.
_RESULT_DAYS = 120
_NAMED = (NominationState.NOMINATED, NominationState.ACCEPTED)
_SETTLED = frozenset(VerificationConclusion) - {
    VerificationConclusion.OPEN,
    VerificationConclusion.NEEDS_MORE,
}


class RuleDays:
    """The rules of each day, made once for each regime."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._made: dict[int, Rules] = {}
        day = timedelta(days=1)
        starts = {value.in_force_from for value in book.values}
        starts |= {value.in_force_to + day for value in book.values if value.in_force_to is not None}
        self.changes = tuple(sorted(starts))

    def __call__(self, day: date) -> Rules:
        at = bisect_right(self.changes, day)
        if at not in self._made:
            self._made[at] = self._book.rules_on(self.changes[at - 1] if at else day)
        return self._made[at]


@dataclass(frozen=True)
class PlanSources:
    """The rows, sorted by what they belong to."""

    today: date
    book: RuleBook
    meeting_day: int = 3
    review_due_day: int = 10
    meetings: dict[int, tuple[date | None, bool]] = field(default_factory=dict)
    sessions: tuple[tuple[SessionKind, date], ...] = ()
    classes: tuple[tuple[KnownClass, ClassState], ...] = ()
    named: dict[int, tuple[int, ...]] = field(default_factory=dict)
    requests: dict[int, tuple[AskedVerification, ...]] = field(default_factory=dict)
    obligations: dict[int, tuple[OpenObligation, ...]] = field(default_factory=dict)

    @cached_property
    def _days(self) -> PlanDays:
        rules = RuleDays(self.book)
        return PlanDays(
            today=self.today,
            rules_at=rules,
            holidays=self.book.holidays,
            changes=rules.changes,
            mode=self.book.mode_on(self.today),
            meeting_day=self.meeting_day,
            sessions=sorted_sessions(self.sessions),
            classes=tuple(one for one, state in self.classes if state in OPEN_STATES),
        )

    def days_of(self, branch_id: int) -> PlanDays:
        """The days of one branch's plans; this month's meeting as its review says."""
        meeting_on, held = self.meetings.get(branch_id, (None, False))
        month = (self.today.year, self.today.month)
        return self._days.for_branch({month: meeting_on} if meeting_on else {}, held)

    def dues(self) -> DueFacts:
        """The same requests and obligations for the list of due dates."""
        waiting = {
            run_id: tuple(one for one in rows if one.is_waiting) for run_id, rows in self.requests.items()
        }
        return DueFacts(waiting, self.obligations)

    def case_of(self, run: TrackingRun, facts: RunFacts) -> PlanFacts:
        """What a plan may know of a run."""
        by_id = {one.id: one for one, _ in self.classes}
        named = [by_id[class_id] for class_id in self.named.get(run.id, ()) if class_id in by_id]
        asked = self.requests.get(run.id, ())
        return PlanFacts(
            facts=facts,
            accepted=_last(named, ClassKind.AWARENESS),
            requests=asked,
            is_verified=bool(asked) and all(one.conclusion in _SETTLED for one in asked),
            new_member_certificate=run.new_member_certificate_on is not None,
            new_member_class=_last(named, ClassKind.NEW_MEMBER),
        )


def _last(classes: list[KnownClass], kind: ClassKind) -> KnownClass | None:
    return max((one for one in classes if one.kind is kind), key=lambda one: one.ends_on, default=None)


def _row(kind: str, **given: Any) -> Select[Any]:
    """A select of the common columns; those not given are empty."""
    empty: dict[str, Any] = {
        "kind": literal(kind),
        **dict.fromkeys(("owner", "ref", "number", "taken"), cast(null(), Integer)),
        **dict.fromkeys(("code", "state", "name"), cast(null(), String)),
        **dict.fromkeys(("first", "second", "third"), cast(null(), Date)),
    }
    return select(*(value.label(name) for name, value in (empty | given).items()))


def _text(column: Any) -> Any:
    return type_coerce(column, String)


def _shared(today: date) -> list[Select[Any]]:
    """What all branches share."""
    taken = (
        select(func.count(ClassNomination.id))
        .where(ClassNomination.class_id == TrainingClass.id)
        .where(ClassNomination.state == NominationState.ACCEPTED)
        .scalar_subquery()
    )
    return [
        _row("ward", number=Ward.meeting_day, taken=Ward.review_due_day),
        _row("session", code=_text(CommitteeSession.kind), first=CommitteeSession.planned_on).where(
            CommitteeSession.planned_on >= today.replace(day=1)
        ),
        _row(
            "class",
            ref=TrainingClass.id,
            code=_text(TrainingClass.kind),
            state=_text(TrainingClass.state),
            name=TrainingClass.name,
            first=TrainingClass.starts_on,
            second=TrainingClass.ends_on,
            third=TrainingClass.nominate_by,
            number=TrainingClass.seats,
            taken=taken,
        )
        .where(TrainingClass.state != ClassState.CANCELLED)
        .where(TrainingClass.ends_on >= today - timedelta(days=_RESULT_DAYS)),
    ]


def _owned(today: date, branch_ids: Collection[int] | None, run_id: int | None) -> list[Select[Any]]:
    """What belongs to a branch or to a run; narrowed here, as the second wall does not see into a union."""
    reviews = (
        _row("review", owner=Review.branch_id, state=_text(Review.state), first=Review.meeting_on)
        .where(Review.year == today.year)
        .where(Review.month == today.month)
    )
    nominations = (
        _row("named", owner=ClassNomination.run_id, ref=ClassNomination.class_id)
        .where(ClassNomination.state.in_(_NAMED))
        .where(ClassNomination.result.is_(None))
    )
    requests = _row(
        "request",
        owner=Verification.run_id,
        code=_text(Verification.subject),
        state=_text(Verification.conclusion),
        first=Verification.asked_on,
        second=Verification.received_on,
        third=Verification.answered_on,
        number=cast(Verification.is_abroad, Integer),
    )
    obligations = _row(
        "obligation",
        owner=RunObligation.run_id,
        code=_text(RunObligation.obligation),
        first=RunObligation.arose_on,
        second=RunObligation.due_on,
    ).where(RunObligation.done_on.is_(None))
    parts = [reviews, nominations, requests, obligations]
    models: list[Any] = [Review, ClassNomination, Verification, RunObligation]
    if branch_ids is not None:
        parts = [
            part.where(model.branch_id.in_(branch_ids)) for part, model in zip(parts, models, strict=True)
        ]
    if run_id is not None:
        parts[1:] = [
            part.where(model.run_id == run_id) for part, model in zip(parts[1:], models[1:], strict=True)
        ]
    return parts


def _known_class(row: Any) -> tuple[KnownClass, ClassState]:
    left = max(row.number - (row.taken or 0), 0) if row.number is not None else None
    known = KnownClass(row.ref, row.name, ClassKind(row.code), row.first, row.second, row.third, left)
    return known, ClassState(row.state)


def _request(row: Any) -> AskedVerification:
    return AskedVerification(
        VerificationSubject(row.code),
        row.first,
        row.second,
        row.third,
        bool(row.number),
        VerificationConclusion(row.state),
    )


def plan_sources(
    cx: Context,
    book: RuleBook,
    *,
    branch_ids: Collection[int] | None = None,
    run_id: int | None = None,
) -> PlanSources:
    """What the plans of some branches, of one run, or of the whole ward rest on."""
    today = cx.today
    # The seats that are taken are counted in all branches; what belongs to one is narrowed in its own select.
    with whole_ward(cx):
        rows: Iterable[Any] = cx.session.execute(
            union_all(*_shared(today), *_owned(today, branch_ids, run_id))
        ).all()
    by_kind: dict[str, list[Any]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    sources = PlanSources(
        today,
        book,
        meetings={
            row.owner: (row.first, ReviewState(row.state) in REPORTED_STATES)
            for row in by_kind.get("review", ())
        },
        sessions=tuple((SessionKind(row.code), row.first) for row in by_kind.get("session", ())),
        classes=tuple(_known_class(row) for row in by_kind.get("class", ())),
        named=_by_owner(by_kind.get("named", ()), lambda row: row.ref),
        requests=_by_owner(by_kind.get("request", ()), _request),
        obligations=_by_owner(
            by_kind.get("obligation", ()),
            lambda row: OpenObligation(Obligation(row.code), row.first, row.second),
        ),
    )
    ward = by_kind.get("ward", ())
    if not ward:
        return sources
    return replace(sources, meeting_day=ward[0].number, review_due_day=ward[0].taken)


def _by_owner(rows: Iterable[Any], make: Any) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.owner, []).append(make(row))
    return {owner: tuple(made) for owner, made in found.items()}
