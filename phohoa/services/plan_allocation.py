"""The allocation of a plan: which units it covers, what it asks of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import String, and_, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import Session

from ..domain.errors import Invalid
from ..domain.units import KINDS_WITH_ADMISSION_TARGET, OrganisationKind
from ..models import Branch, Organisation, Plan, PlanAllocation, UnitName
from .command import Command

MOST = 999


class Typed(Protocol):
    """What was typed for one unit."""

    @property
    def unit_id(self) -> int: ...
    @property
    def admissions(self) -> int | None: ...
    @property
    def introductions(self) -> int | None: ...


@dataclass(frozen=True)
class Unit:
    """A unit that the plan of a year must cover, and the least it is asked for."""

    id: int
    name: str
    is_branch: bool
    least_introductions: int
    least_admissions: int
    kind: OrganisationKind | None = None


def _on(model: type[Branch] | type[Organisation], owner: Any, day: date) -> Any:
    """The units of one sort that are there on the day, with the name that each bore then."""
    named = and_(
        owner == model.id,
        UnitName.valid_from <= day,
        or_(UnitName.valid_to.is_(None), UnitName.valid_to >= day),
    )
    found: Any = (
        select(
            literal(model is Branch).label("is_branch"),
            model.id.label("id"),
            func.coalesce(UnitName.name, model.name).label("name"),
            type_coerce(model.kind, String).label("kind"),
            model.position.label("position"),
        )
        .outerjoin(UnitName, named)
        .where(model.opened_on <= day, or_(model.closed_on.is_(None), model.closed_on > day))
    )
    return found.where(Branch.is_practice.is_(False)) if model is Branch else found


def units_on(session: Session, day: date) -> tuple[Unit, ...]:
    """Branches (never the practice one), then the Front and the organisations, by the names of that day."""
    rows = session.execute(
        union_all(_on(Branch, UnitName.branch_id, day), _on(Organisation, UnitName.organisation_id, day))
    ).all()
    found: dict[tuple[bool, int], Unit] = {}
    for row in sorted(rows, key=lambda row: (not row.is_branch, row.position, row.id)):
        kind = None if row.is_branch else OrganisationKind(row.kind)
        least = 1 if kind is None or kind in KINDS_WITH_ADMISSION_TARGET else 0
        introduces = 0 if kind is None else 1
        found[bool(row.is_branch), row.id] = Unit(
            row.id, row.name, bool(row.is_branch), introduces, least, kind
        )
    return tuple(found.values())


def allocate(
    cx: Command,
    plan: Plan,
    day: date,
    typed: tuple[Sequence[Typed], Sequence[Typed]] | None = None,
) -> None:
    """One row per unit of that day: as typed (branches, organisations), else the least. Raises Invalid."""
    units = units_on(cx.session, day)
    wanted = _wanted(units, typed) if typed is not None else {}
    rows = {
        (row.branch_id is not None, row.branch_id or row.organisation_id or 0): row
        for row in cx.session.scalars(select(PlanAllocation).where(PlanAllocation.plan_id == plan.id))
    }
    for position, unit in enumerate(units):
        key = (unit.is_branch, unit.id)
        introductions, admissions = wanted.get(key, (unit.least_introductions, unit.least_admissions))
        row = rows.pop(key, None)
        if row is None:
            row = PlanAllocation(
                plan_id=plan.id,
                branch_id=unit.id if unit.is_branch else None,
                organisation_id=None if unit.is_branch else unit.id,
            )
            cx.session.add(row)
        row.unit_name, row.position = unit.name, position
        row.introductions, row.admissions = introductions, admissions
    for closed in rows.values():
        cx.session.delete(closed)


def _wanted(
    units: Sequence[Unit], typed: tuple[Sequence[Typed], Sequence[Typed]]
) -> dict[tuple[bool, int], tuple[int, int]]:
    given = {(True, one.unit_id): one for one in typed[0]} | {(False, one.unit_id): one for one in typed[1]}
    fields: dict[str, object] = {}
    wanted = {}
    for unit in units:
        one = given.get((unit.is_branch, unit.id))
        if one is None:
            continue
        admissions = _checked(fields, "b" if unit.is_branch else "a", unit, one.admissions)
        introductions = 0 if unit.is_branch else _checked(fields, "i", unit, one.introductions)
        wanted[(unit.is_branch, unit.id)] = (introductions, admissions)
    if fields:
        raise Invalid(fields=fields)
    return wanted


def _checked(fields: dict[str, object], letter: str, unit: Unit, number: int | None) -> int:
    least = unit.least_introductions if letter == "i" else unit.least_admissions
    if number is None or not least <= number <= MOST:
        fields[f"{letter}{unit.id}"] = ("allocation_low", {"least": least, "most": MOST})
        return least
    return number


def copy_allocation(cx: Command, rows: Iterable[PlanAllocation], plan: Plan) -> None:
    """The same allocation for a plan that corrects another."""
    for row in rows:
        cx.session.add(
            PlanAllocation(
                plan_id=plan.id,
                branch_id=row.branch_id,
                organisation_id=row.organisation_id,
                unit_name=row.unit_name,
                position=row.position,
                introductions=row.introductions,
                admissions=row.admissions,
            )
        )
