"""Which branches and organisations there are on a day: every list and every total starts here."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..domain.units import BranchKind, OrganisationKind
from ..models import Branch, Organisation


@dataclass(frozen=True)
class BranchLine:
    """A branch as lists name it."""

    id: int
    name: str
    short_name: str
    kind: BranchKind
    is_practice: bool
    opened_on: date = date.min
    #: The first day on which it is no longer there.
    closed_on: date | None = None


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation as lists name it."""

    id: int
    name: str
    short_name: str
    kind: OrganisationKind


def line_of(branch: Branch) -> BranchLine:
    """A branch at hand as lists name it."""
    return BranchLine(
        branch.id,
        branch.name,
        branch.short_name,
        branch.kind,
        branch.is_practice,
        branch.opened_on,
        branch.closed_on,
    )


def branches_on(
    session: Session, first: date, last: date | None = None, *, practice: bool = False
) -> tuple[BranchLine, ...]:
    """Branches that existed on the day `first`, or on any day up to `last`, in the ward's order.

    The practice branch is left out unless asked for: it never counts.
    """
    last = last or first
    rows = session.scalars(
        select(Branch)
        .where(Branch.opened_on <= last)
        .where(or_(Branch.closed_on.is_(None), Branch.closed_on > first))
        .order_by(Branch.position, Branch.id)
    )
    return tuple(line_of(branch) for branch in rows if practice or not branch.is_practice)


def organisations_on(session: Session, day: date) -> tuple[OrganisationLine, ...]:
    """The Front and the mass organisations that existed on the day."""
    rows = session.scalars(
        select(Organisation)
        .where(Organisation.opened_on <= day)
        .where(or_(Organisation.closed_on.is_(None), Organisation.closed_on > day))
        .order_by(Organisation.position, Organisation.id)
    )
    return tuple(OrganisationLine(o.id, o.name, o.short_name, o.kind) for o in rows)
