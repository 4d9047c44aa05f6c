"""The people of a class: who is proposed for it, in which order and why, and what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..domain.access import Action, may
from ..domain.reviews import Rating, ReviewState
from ..domain.rulebook import RuleCode
from ..domain.stages import Stage
from ..domain.training import (
    OPEN_STATES,
    YOUNG_AGE,
    ClassKind,
    ClassResult,
    ClassState,
    NominationState,
    Nominee,
    RankCriterion,
    Reason,
    months_between,
    rank,
)
from ..models import (
    Branch,
    ClassNomination,
    PartyMember,
    Person,
    Review,
    ReviewLine,
    TrackingRun,
    TrainingClass,
)
from .command import Context
from .rules import book_of
from .run_facts import birth_of
from .undoing import whole_ward

#: In which stages somebody is proposed for a class of the kind.
STAGES: dict[ClassKind, tuple[Stage, ...]] = {
    ClassKind.AWARENESS: (Stage.CLASS_PROPOSED,),
    ClassKind.NEW_MEMBER: (Stage.PROBATIONARY,),
}
_PASSED_OVER = (NominationState.WAITING, NominationState.DECLINED)
_STANDING = frozenset({NominationState.NOMINATED, NominationState.WITHDRAWN})


@dataclass(frozen=True)
class Line:
    """One person of a class. `version` 0: nobody has touched the line yet.

    `is_gone`: not in the stage any more in which people are proposed for such a class.
    """

    run_id: int
    nomination_id: int | None
    version: int
    name: str
    birth: str
    birth_year: int
    branch_id: int
    branch: str
    stage: Stage
    state: NominationState
    rank: int
    natural: int
    reasons: tuple[Reason, ...]
    passed_over: int
    waiting_since: date
    reason: str
    placed_at: int | None
    placed_reason: str
    is_gone: bool
    sort_key: str
    result: ClassResult | None = None
    days_attended: int | None = None
    certificate_number: str = ""
    certificate_on: date | None = None
    certificate_issuer: str = ""
    result_note: str = ""
    run_certificate: str = ""

    @property
    def is_flagged(self) -> bool:
        """Passed over twice or more."""
        return any(reason.criterion is RankCriterion.PASSED_OVER_TWICE for reason in self.reasons)


def is_proposed(row: TrainingClass, run: TrackingRun) -> bool:
    """Whether the person stands where people are proposed for this class."""
    waiting = run.closed_on is None and run.stage in STAGES[row.kind]
    return waiting and not (row.kind is ClassKind.NEW_MEMBER and run.new_member_certificate_on is not None)


def certificate_of(row: TrainingClass, run: TrackingRun) -> str:
    """The number of the certificate of this kind of class that the run has; "" for none."""
    if row.kind is ClassKind.NEW_MEMBER:
        return run.new_member_certificate_number
    return run.certificate_number


def _since(row: TrainingClass, run: TrackingRun) -> date:
    if row.kind is ClassKind.NEW_MEMBER:
        return run.ceremony_on or run.stage_since
    return run.class_proposed_on or run.stage_since


_Found = tuple[ClassNomination | None, TrackingRun, Person, Branch]


def _found(cx: Context, row: TrainingClass) -> list[_Found]:
    """Everybody with a line, and while the list is open everybody who is proposed and has none yet."""
    listed = cx.session.execute(
        select(ClassNomination, TrackingRun, Person, Branch)
        .join(TrackingRun, TrackingRun.id == ClassNomination.run_id)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(ClassNomination.class_id == row.id)
    ).all()
    found: list[_Found] = [(n, run, person, branch) for n, run, person, branch in listed]
    if row.state not in OPEN_STATES:
        return found
    known = {run.id for _, run, _, _ in found}
    pool = (
        select(TrackingRun, Person, Branch)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(TrackingRun.closed_on.is_(None), Branch.is_practice.is_(False))
        .where(TrackingRun.stage.in_(STAGES[row.kind]))
    )
    if row.kind is ClassKind.NEW_MEMBER:
        pool = pool.where(TrackingRun.new_member_certificate_on.is_(None))
    found += [(None, r, p, b) for r, p, b in cx.session.execute(pool).all() if r.id not in known]
    return found


def _passed_over(cx: Context, row: TrainingClass, people: set[int]) -> dict[int, int]:
    """How often each person was left waiting or declined in an earlier class of the kind."""
    rows = cx.session.execute(
        select(TrackingRun.person_id, func.count(ClassNomination.id))
        .join(ClassNomination, ClassNomination.run_id == TrackingRun.id)
        .join(TrainingClass, TrainingClass.id == ClassNomination.class_id)
        .where(TrackingRun.person_id.in_(people), ClassNomination.state.in_(_PASSED_OVER))
        .where(TrainingClass.kind == row.kind, TrainingClass.id != row.id)
        .where(TrainingClass.state.in_((ClassState.DECIDED, ClassState.CLOSED)))
        .where(TrainingClass.starts_on <= row.starts_on)
        .group_by(TrackingRun.person_id)
    )
    return dict(rows.all())


def _rated_good(cx: Context, runs: set[int]) -> set[int]:
    """Runs whose newest rating in a review that was sent is good."""
    rows = cx.session.execute(
        select(ReviewLine.run_id, ReviewLine.rating)
        .join(Review, Review.id == ReviewLine.review_id)
        .where(ReviewLine.run_id.in_(runs), ReviewLine.rating.is_not(None))
        .where(Review.state.in_((ReviewState.SUBMITTED, ReviewState.RECEIVED)))
        .order_by(Review.year, Review.month)
    )
    newest = dict(rows.all())
    return {run for run, rating in newest.items() if rating is Rating.GOOD}


def _admissions(cx: Context, year: int) -> dict[int, int]:
    rows = cx.session.execute(
        select(TrackingRun.branch_id, func.count(TrackingRun.id))
        .where(TrackingRun.decision_on.between(date(year, 1, 1), date(year, 12, 31)))
        .where(TrackingRun.stage != Stage.ANNULLED)
        .group_by(TrackingRun.branch_id)
    )
    return dict(rows.all())


def _members(cx: Context, year: int) -> dict[int, tuple[int, int | None]]:
    """Branch -> its members, and how many are young (None where no birth year is known)."""
    found: dict[int, tuple[int, int | None]] = {}
    rows = cx.session.execute(
        select(PartyMember.branch_id, PartyMember.birth_year).where(PartyMember.left_on.is_(None))
    )
    for branch, born in rows:
        members, young = found.get(branch, (0, None))
        if born is not None:
            young = (young or 0) + (year - born <= YOUNG_AGE)
        found[branch] = (members + 1, young)
    return found


def _nominees(
    cx: Context, row: TrainingClass, found: list[_Found], times: Mapping[int, int]
) -> list[Nominee]:
    year, limit = row.starts_on.year, book_of(cx.session).rules_on(row.starts_on).number(RuleCode.AGE_MAX)
    good = _rated_good(cx, {run.id for _, run, _, _ in found})
    admissions, members = _admissions(cx, year), _members(cx, year)
    return [
        Nominee(
            key=run.id,
            name_key=person.sort_key,
            waiting_since=_since(row, run),
            passed_over=times.get(person.id, 0),
            months_to_age_limit=months_between(row.starts_on, birth_of(person).reaches(limit)[0]),
            probation_ends_on=run.probation_ends_on,
            wanted_on=run.wanted_on,
            branch_admissions=admissions.get(branch.id, 0),
            branch_members=members.get(branch.id, (None, None))[0],
            branch_young=members.get(branch.id, (None, None))[1],
            is_rated_good=run.id in good,
            placed_at=nomination.placed_at if nomination is not None else None,
        )
        for nomination, run, person, branch in found
        if nomination is None or nomination.state is not NominationState.WITHDRAWN
    ]


def _stored_reasons(nomination: ClassNomination | None) -> tuple[Reason, ...]:
    if nomination is None:
        return ()
    return tuple(
        Reason(RankCriterion(code), params) for code, params in nomination.rank_reasons.get("reasons", ())
    )


def reasons_to_store(line: Line) -> dict[str, Any]:
    """The reasons of a line as its row keeps them once the list is settled."""
    return {"reasons": [[reason.criterion.value, dict(reason.params)] for reason in line.reasons]}


def _line(row: TrainingClass, found: _Found, passed_over: int) -> Line:
    nomination, run, person, branch = found
    line = Line(
        run_id=run.id,
        nomination_id=None,
        version=0,
        name=person.full_name,
        birth=birth_of(person).display(),
        birth_year=person.birth_year,
        branch_id=branch.id,
        branch=branch.short_name,
        stage=run.stage,
        state=NominationState.NOMINATED,
        rank=0,
        natural=0,
        reasons=_stored_reasons(nomination),
        passed_over=passed_over,
        waiting_since=_since(row, run),
        reason="",
        placed_at=None,
        placed_reason="",
        is_gone=not is_proposed(row, run),
        sort_key=person.sort_key,
        run_certificate=certificate_of(row, run),
    )
    if nomination is None:
        return line
    return replace(
        line,
        nomination_id=nomination.id,
        version=nomination.version,
        state=nomination.state,
        rank=nomination.rank or 0,
        natural=nomination.rank or 0,
        reason=nomination.decision_reason,
        placed_at=nomination.placed_at,
        placed_reason=nomination.placed_reason,
        result=nomination.result,
        days_attended=nomination.days_attended,
        certificate_number=nomination.certificate_number,
        certificate_on=nomination.certificate_on,
        certificate_issuer=nomination.certificate_issuer,
        result_note=nomination.result_note,
    )


def all_lines(cx: Context, row: TrainingClass) -> tuple[Line, ...]:
    """Every line of a class in its order, whoever asks: the order is that of the whole ward."""
    with whole_ward(cx):
        found = _found(cx, row)
        if not found:
            return ()
        times = _passed_over(cx, row, {person.id for _, _, person, _ in found})
        lines = {one[1].id: _line(row, one, times.get(one[2].id, 0)) for one in found}
        if row.state in OPEN_STATES:
            for place in rank(tuple(_nominees(cx, row, found, times)), row.kind, row.starts_on):
                lines[place.key] = replace(
                    lines[place.key], rank=place.rank, natural=place.natural, reasons=place.reasons
                )
    last = len(lines) + 1
    return tuple(sorted(lines.values(), key=lambda line: (line.rank or last, line.sort_key, line.run_id)))


def seen_by(cx: Context, row: TrainingClass, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that the actor may see; a branch learns what was decided when the list is settled."""
    own = [line for line in lines if may(cx.actor, Action.CLASS_VIEW, line.branch_id)]
    if cx.sees_all or row.state not in OPEN_STATES:
        return tuple(own)
    return tuple(
        line
        if line.state in _STANDING
        else replace(line, state=NominationState.NOMINATED, reason="", placed_reason="")
        for line in own
    )
