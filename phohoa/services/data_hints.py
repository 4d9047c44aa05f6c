"""What looks forgotten in the data: of the ward for the office, of its own branches for a branch."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, and_, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from ..domain.access import Action, Scope, scope_of
from ..domain.data_hints import BranchSigns, Hint, HintKind, RunSigns, all_hints
from ..domain.reviews import REPORTED_STATES, ReviewDecision
from ..models import (
    Branch,
    Organisation,
    PartyMember,
    Person,
    Review,
    ReviewException,
    ReviewLine,
    RunEvent,
    TrackingRun,
    Ward,
)
from .command import Query, query
from .report_facts import Rhythm
from .rosters import BranchLine


@dataclass(frozen=True)
class HintLine:
    """A hint with the names that its sentence needs. `key`: of the run, the member or the organisation."""

    kind: HintKind
    branch_id: int | None
    branch: str
    name: str
    key: int | None
    count: int
    since: date | None


@dataclass(frozen=True)
class HintPage:
    """Hints of some branches; `wholly` when they are those of the ward, its organisations with them."""

    lines: tuple[HintLine, ...]
    wholly: bool
    most: int

    def of(self, kind: HintKind) -> tuple[HintLine, ...]:
        """Those of one kind."""
        return tuple(line for line in self.lines if line.kind is kind)


@dataclass(frozen=True)
class _Signs:
    changed_on: date | None = None
    reviews: int = 0
    remarked: int = 0


@dataclass(frozen=True)
class Ground:
    """What hints rest on besides the runs themselves, and the ward's lock with the leaves in force."""

    runs: Mapping[int, _Signs]
    members: Mapping[int, BranchSigns]
    most: int
    lock_day: int | None
    #: (branch, year, month) that may be written in though it is locked.
    leaves: frozenset[tuple[int, int, int]]


def ground_of(session: Session, branch_ids: Collection[int], today: date) -> Ground:
    """What was last recorded of each open run, its reviews, members, the ward's days (one select)."""
    said = or_(ReviewLine.remark != "", ReviewLine.rating.is_not(None))
    no_day = cast(null(), Date)
    open_run = and_(TrackingRun.closed_on.is_(None), TrackingRun.branch_id.in_(branch_ids))
    events = (
        select(
            literal("event"),
            RunEvent.run_id,
            func.max(RunEvent.happened_on).label("on"),
            literal(0).label("first"),
            literal(0).label("second"),
        )
        .join(TrackingRun, TrackingRun.id == RunEvent.run_id)
        .where(open_run)
        .group_by(RunEvent.run_id)
    )
    lines = (
        select(
            literal("line"),
            ReviewLine.run_id,
            func.max(case((ReviewLine.decision != ReviewDecision.KEEP, Review.meeting_on))),
            func.count(ReviewLine.id),
            func.sum(case((said, 1), else_=0)),
        )
        .join(Review, Review.id == ReviewLine.review_id)
        .join(TrackingRun, TrackingRun.id == ReviewLine.run_id)
        .where(open_run, Review.state.in_(REPORTED_STATES))
        .group_by(ReviewLine.run_id)
    )
    members = (
        select(
            literal("members"),
            PartyMember.branch_id,
            no_day,
            func.sum(case((PartyMember.is_official, 1), else_=0)),
            func.sum(case((PartyMember.joined_on.is_(None), 1), else_=0)),
        )
        .where(PartyMember.branch_id.in_(branch_ids))
        .where(PartyMember.left_on.is_(None) | (PartyMember.left_on > today))
        .group_by(PartyMember.branch_id)
    )
    ward = select(literal("ward"), Ward.id, no_day, Ward.helper_most, Ward.review_lock_day)
    leaves = (
        select(
            literal("leave"),
            ReviewException.branch_id,
            ReviewException.until,
            ReviewException.year,
            ReviewException.month,
        )
        .where(ReviewException.branch_id.in_(branch_ids), ReviewException.until >= today)
        .where(ReviewException.granted_at.is_not(None), ReviewException.revoked_at.is_(None))
    )
    runs: dict[int, _Signs] = {}
    counted: dict[int, BranchSigns] = {}
    held: set[tuple[int, int, int]] = set()
    most, lock_day = Rhythm().helper_most, None
    for kind, key, on, first, second in session.execute(union_all(events, lines, members, ward, leaves)):
        if kind == "members":
            counted[key] = BranchSigns(key, int(first), int(second))
        elif kind == "ward":
            most, lock_day = first, second
        elif kind == "leave":
            held.add((key, first, second))
        else:
            before = runs.get(key, _Signs())
            days = [day for day in (before.changed_on, on) if day is not None]
            runs[key] = _Signs(
                max(days, default=None), before.reviews + int(first), before.remarked + int(second)
            )
    return Ground(runs, counted, most, lock_day, frozenset(held))


def hints_of(
    session: Session,
    today: date,
    branch_ids: Collection[int] | None,
    *,
    runs: Collection[TrackingRun] | None = None,
    branches: Mapping[int, Branch | BranchLine] | None = None,
    ground: Ground | None = None,
) -> HintPage:
    """The hints of some branches; without `branch_ids` of the whole ward, organisations included.

    Four selects; one less for some branches, and for each of open runs, branches in order and the ground that
    the caller has at hand. Practice is left out.
    """
    if branches is None:
        branches = {
            branch.id: branch
            for branch in session.scalars(
                select(Branch)
                .where(Branch.is_practice.is_(False))
                .where(Branch.closed_on.is_(None) | (Branch.closed_on > today))
                .where(Branch.id.in_(branch_ids) if branch_ids is not None else literal(True))
                .order_by(Branch.position, Branch.id)
            )
        }
    if runs is None:
        runs = session.scalars(
            select(TrackingRun)
            .where(TrackingRun.branch_id.in_(branches), TrackingRun.closed_on.is_(None))
            .options(joinedload(TrackingRun.person), joinedload(TrackingRun.helper))
        ).all()
    found = {run.id: run for run in runs if run.branch_id in branches}
    ground = ground or ground_of(session, branches, today)
    organisations = _introduced(session, today) if branch_ids is None else {}
    every = all_hints(
        [_run_signs(run, ground.runs.get(run.id, _Signs())) for run in found.values()],
        [ground.members.get(key, BranchSigns(key, 0, 0)) for key in branches],
        [(key, count) for key, (_, count) in organisations.items()],
        ground.most,
        today,
    )
    helpers = {run.helper_id: run.helper.full_name for run in found.values() if run.helper is not None}

    def line(hint: Hint) -> HintLine:
        name = ""
        if hint.kind is HintKind.NOTHING_INTRODUCED:
            name = organisations[hint.subject or 0][0]
        elif hint.kind is HintKind.HELPER_OF_MANY:
            name = helpers[hint.subject]
        elif hint.subject is not None:
            name = found[hint.subject].person.full_name
        branch = branches[hint.branch].short_name if hint.branch is not None else ""
        return HintLine(hint.kind, hint.branch, branch, name, hint.subject, hint.count, hint.since)

    places = {key: place for place, key in enumerate(branches)}
    lines = sorted(
        (line(hint) for hint in every),
        key=lambda one: (
            list(HintKind).index(one.kind),
            one.since or date.min,
            places.get(one.branch_id or 0, 0),
            one.key or 0,
        ),
    )
    return HintPage(tuple(lines), branch_ids is None, ground.most)


def _run_signs(run: TrackingRun, signs: _Signs) -> RunSigns:
    return RunSigns(
        run.id,
        run.branch_id,
        run.stage,
        run.opened_on,
        signs.changed_on,
        run.helper_id,
        run.helper.left_on if run.helper is not None else None,
        signs.reviews,
        signs.remarked,
    )


def _introduced(session: Session, today: date) -> dict[int, tuple[str, int]]:
    """Each organisation of today with its name and how many it has introduced this year (one select)."""
    this_year = and_(
        Person.introduced_by_id == Organisation.id,
        Person.introduced_on >= date(today.year, 1, 1),
    )
    rows = session.execute(
        select(Organisation.id, Organisation.name, func.count(Person.id))
        .outerjoin(Person, this_year)
        .where(Organisation.opened_on <= today)
        .where(Organisation.closed_on.is_(None) | (Organisation.closed_on > today))
        .group_by(Organisation.id, Organisation.name, Organisation.position)
        .order_by(Organisation.position, Organisation.id)
    )
    return {key: (name, count) for key, name, count in rows}


@query(Action.BOARD_VIEW)
def hint_page(cx: Query) -> HintPage:
    """The hints on what the actor follows: the ward's, or those of their own branches and nobody else's."""
    cx.allow()
    own = scope_of(cx.actor, cx.action) is not Scope.ALL
    return hints_of(cx.session, cx.today, sorted(cx.actor.branch_ids) if own else None)
