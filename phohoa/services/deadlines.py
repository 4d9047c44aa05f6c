"""The list of all due dates that the actor may see: of people, of the month's review, of classes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from ..domain.access import Action, Scope, may, scope_of
from ..domain.dues import DueDate, nomination_due, review_due
from ..domain.errors import NotFound
from ..domain.facts import DueCode
from ..domain.reviews import REPORTED_STATES
from ..domain.training import ClassState
from ..models import (
    PartyMember,
    Person,
    Review,
    RunObligation,
    TrackingRun,
    TrainingClass,
)
from .command import Query, query
from .due_facts import due_facts
from .review_pages import due_day
from .rosters import BranchLine, branches_on
from .rules import book_of

SOON_DAYS = 30


class DueGroup(StrEnum):
    """The three parts of the list."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True)
class DeadlineLine:
    """One due date: of a run, of a branch's month, of a class, or (no branch) of all branches' month."""

    due: DueDate
    run_id: int | None = None
    name: str = ""
    branch_id: int | None = None
    branch: str = ""
    class_id: int | None = None
    class_name: str = ""
    month: tuple[int, int] | None = None
    count: int = 0
    version: int = 0

    def group(self, today: date) -> DueGroup:
        """Which part of the list it stands in."""
        if self.due.is_late(today):
            return DueGroup.LATE
        return DueGroup.SOON if self.due.on <= today + timedelta(days=SOON_DAYS) else DueGroup.LATER


@dataclass(frozen=True)
class DeadlineFilter:
    """What of the list is shown."""

    branch_id: int | None = None
    code: DueCode | None = None


@dataclass(frozen=True)
class DeadlinePage:
    """The list, the nearest first; `branches` are those that the actor may choose among."""

    today: date
    lines: tuple[DeadlineLine, ...]
    branches: tuple[BranchLine, ...]
    sees_ward: bool

    def of(self, group: DueGroup) -> tuple[DeadlineLine, ...]:
        """The lines of one part."""
        return tuple(line for line in self.lines if line.group(self.today) is group)

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years that some reckoning reaches and whose lunar days off are not entered."""
        return tuple(sorted({year for line in self.lines for year in line.due.unknown_years}))


def _people(session: Session, branches: dict[int, BranchLine], today: date) -> list[DeadlineLine]:
    """Due dates of open runs, and of ended ones that left something to be done (three selects)."""
    owing = select(RunObligation.run_id).where(RunObligation.done_on.is_(None))
    runs = session.scalars(
        select(TrackingRun)
        .join(Person, Person.id == TrackingRun.person_id)
        .outerjoin(PartyMember, PartyMember.id == TrackingRun.helper_id)
        .where(TrackingRun.branch_id.in_(branches))
        .where(or_(TrackingRun.closed_on.is_(None), TrackingRun.id.in_(owing)))
        .options(contains_eager(TrackingRun.person), contains_eager(TrackingRun.helper))
    ).all()
    found = due_facts(session, branch_ids=branches)
    book = book_of(session)
    return [
        DeadlineLine(
            due,
            run.id,
            run.person.full_name,
            run.branch_id,
            branches[run.branch_id].short_name,
            version=run.version,
        )
        for run in runs
        for due in found.dues_of(run, book, today)
    ]


def _months(
    session: Session, branches: Collection[BranchLine], today: date, together: bool
) -> list[DeadlineLine]:
    """Reviews of this month and the last that were not sent; `together`: one line for all branches."""
    now = today.year * 12 + today.month - 1
    reported = {
        (row.branch_id, row.year * 12 + row.month - 1)
        for row in session.execute(
            select(Review.branch_id, Review.year, Review.month)
            .where(Review.year * 12 + Review.month - 1 >= now - 1)
            .where(Review.state.in_(REPORTED_STATES))
        )
    }
    day = due_day(session)
    lines = []
    for number in (now - 1, now):
        year, month = number // 12, number % 12 + 1
        due = review_due(year, month, day)
        waiting = [
            branch
            for branch in branches
            if (branch.id, number) not in reported
            and branch.opened_on.year * 12 + branch.opened_on.month <= number + 1
        ]
        if together and waiting:
            lines.append(DeadlineLine(due, month=(year, month), count=len(waiting)))
        if not together:
            lines += [
                DeadlineLine(due, branch_id=one.id, branch=one.short_name, month=(year, month))
                for one in waiting
            ]
    return lines


def _classes(session: Session, today: date) -> list[DeadlineLine]:
    """Classes for which people can still be named."""
    rows = session.execute(
        select(TrainingClass.id, TrainingClass.name, TrainingClass.nominate_by)
        .where(TrainingClass.state == ClassState.ANNOUNCED)
        .where(TrainingClass.nominate_by >= today)
    )
    return [
        DeadlineLine(nomination_due(row.nominate_by), class_id=row.id, class_name=row.name) for row in rows
    ]


def due_lines(
    session: Session, branches: Collection[BranchLine], today: date, together: bool
) -> list[DeadlineLine]:
    """All due dates of some branches, the nearest first (six selects)."""
    by_id = {branch.id: branch for branch in branches}
    lines = _people(session, by_id, today) if by_id else []
    if by_id:
        lines += _months(session, branches, today, together)
        lines += _classes(session, today)
    return sorted(lines, key=lambda line: (line.due.on, line.due.code, line.branch, line.run_id or 0))


def visible_branches(cx: Query) -> tuple[BranchLine, ...]:
    """The branches whose due dates the actor may see today; the practice one asks for nothing."""
    return tuple(
        branch for branch in branches_on(cx.session, cx.today) if may(cx.actor, cx.action, branch.id)
    )


@query(Action.DEADLINE_VIEW)
def deadline_page(cx: Query, wanted: DeadlineFilter) -> DeadlinePage:
    """The due dates that the actor may see, narrowed. Raises NotFound for another one's branch."""
    cx.allow(branch_id=wanted.branch_id)
    branches = visible_branches(cx)
    chosen = [branch for branch in branches if wanted.branch_id in (None, branch.id)]
    if wanted.branch_id is not None and not chosen:
        raise NotFound
    together = scope_of(cx.actor, cx.action) is Scope.ALL and wanted.branch_id is None
    lines = due_lines(cx.session, chosen, cx.today, together)
    shown = tuple(line for line in lines if wanted.code in (None, line.due.code))
    return DeadlinePage(cx.today, shown, branches, scope_of(cx.actor, cx.action) is Scope.ALL)
