"""Branches and organisations of the ward: opened, renamed and closed on a day, history kept."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import func, select

from ..domain.access import Action
from ..domain.errors import Invalid, Refused
from ..domain.units import BranchKind, OrganisationKind
from ..models import Branch, Organisation, PartyMember, TrackingRun, UnitName, User, UserBranch
from .command import Command, Context, Query, command, query


class Unit(StrEnum):
    """Which of the two kinds of units."""

    BRANCH = "branch"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class UnitLine:
    """A unit as the office's list shows it."""

    id: int
    name: str
    short_name: str
    kind: BranchKind | OrganisationKind
    is_practice: bool
    opened_on: date
    closed_on: date | None
    accounts: int
    people: int


@dataclass(frozen=True)
class NameLine:
    """A name that the unit bore; `valid_to` is the day from which it bore the next."""

    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class UnitPage:
    """One unit with the names that it bore, newest first."""

    what: Unit
    id: int
    version: int
    name: str
    short_name: str
    kind: BranchKind | OrganisationKind
    is_practice: bool
    opened_on: date
    closed_on: date | None
    names: tuple[NameLine, ...]
    open_runs: int
    members: int
    has_youth_union: bool
    has_trade_union: bool


@dataclass(frozen=True)
class UnitInput:
    """What the office types of a new unit. `opened_on` is the day from which it counts."""

    name: str
    short_name: str
    kind: str
    opened_on: date
    is_practice: bool = False


@dataclass(frozen=True)
class UnitSaved:
    unit_id: int


@query(Action.UNIT_MANAGE)
def list_units(cx: Query) -> tuple[tuple[UnitLine, ...], tuple[UnitLine, ...]]:
    """All branches and all organisations, closed ones last."""
    cx.allow()
    accounts: dict[int, int] = dict(
        cx.session.execute(select(UserBranch.branch_id, func.count()).group_by(UserBranch.branch_id)).all()
    )
    bound: dict[int, int] = dict(
        cx.session.execute(select(User.organisation_id, func.count()).group_by(User.organisation_id)).all()  # type: ignore[arg-type]
    )
    followed: dict[int, int] = dict(
        cx.session.execute(
            select(TrackingRun.branch_id, func.count())
            .where(TrackingRun.closed_on.is_(None))
            .group_by(TrackingRun.branch_id)
        ).all()
    )
    branches = cx.session.scalars(
        select(Branch).order_by(Branch.closed_on.isnot(None), Branch.position, Branch.id)
    )
    organisations = cx.session.scalars(
        select(Organisation).order_by(
            Organisation.closed_on.isnot(None), Organisation.position, Organisation.id
        )
    )
    return (
        tuple(
            UnitLine(
                b.id,
                b.name,
                b.short_name,
                b.kind,
                b.is_practice,
                b.opened_on,
                b.closed_on,
                accounts.get(b.id, 0),
                followed.get(b.id, 0),
            )
            for b in branches
        ),
        tuple(
            UnitLine(
                o.id, o.name, o.short_name, o.kind, False, o.opened_on, o.closed_on, bound.get(o.id, 0), 0
            )
            for o in organisations
        ),
    )


def _load(cx: Context, what: Unit, unit_id: int, version: int | None = None) -> Branch | Organisation:
    if what is Unit.BRANCH:
        return cx.load(Branch, unit_id, version)
    return cx.load(Organisation, unit_id, version)


def _names(cx: Context, what: Unit, unit_id: int) -> list[UnitName]:
    column = UnitName.branch_id if what is Unit.BRANCH else UnitName.organisation_id
    return list(
        cx.session.scalars(select(UnitName).where(column == unit_id).order_by(UnitName.valid_from.desc()))
    )


def _open_runs(cx: Context, branch_id: int) -> int:
    found = cx.session.scalar(
        select(func.count(TrackingRun.id))
        .where(TrackingRun.branch_id == branch_id)
        .where(TrackingRun.closed_on.is_(None))
    )
    return found or 0


@query(Action.UNIT_MANAGE)
def unit_page(cx: Query, what: Unit, unit_id: int) -> UnitPage:
    """One unit with its names. Raises NotFound."""
    unit = _load(cx, what, unit_id)
    names = tuple(NameLine(n.name, n.valid_from, n.valid_to) for n in _names(cx, what, unit_id))
    runs = members = 0
    if what is Unit.BRANCH:
        runs = _open_runs(cx, unit_id)
        members = (
            cx.session.scalar(
                select(func.count(PartyMember.id))
                .where(PartyMember.branch_id == unit_id)
                .where(PartyMember.left_on.is_(None))
            )
            or 0
        )
    return UnitPage(
        what,
        unit.id,
        unit.version,
        unit.name,
        unit.short_name,
        unit.kind,
        isinstance(unit, Branch) and unit.is_practice,
        unit.opened_on,
        unit.closed_on,
        names or (NameLine(unit.name, unit.opened_on, None),),
        runs,
        members,
        isinstance(unit, Branch) and unit.has_youth_union,
        isinstance(unit, Branch) and unit.has_trade_union,
    )


def _check(cx: Command, what: Unit, name: str, short_name: str, but: int | None) -> dict[str, str]:
    fields = {key: "required" for key, text in (("name", name), ("short_name", short_name)) if not text}
    if name:
        model: type[Branch] | type[Organisation] = Branch if what is Unit.BRANCH else Organisation
        taken = cx.session.scalar(
            select(model.id).where(model.name == name).where(model.closed_on.is_(None)).limit(1)
        )
        if taken is not None and taken != but:
            fields["name"] = "unit_name_taken"
    return fields


@command(Action.UNIT_MANAGE)
def open_unit(cx: Command, what: Unit, data: UnitInput) -> UnitSaved:
    """Add a branch or an organisation. Raises Invalid."""
    cx.allow()
    fields = _check(cx, what, data.name, data.short_name, None)
    if data.opened_on > cx.today:
        fields["opened_on"] = "date_in_future"
    if fields:
        raise Invalid(fields=fields)
    unit: Branch | Organisation
    if what is Unit.BRANCH:
        unit = Branch(kind=BranchKind(data.kind), is_practice=data.is_practice)
        last = cx.session.scalar(select(func.max(Branch.position)))
    else:
        unit = Organisation(kind=OrganisationKind(data.kind))
        last = cx.session.scalar(select(func.max(Organisation.position)))
    unit.name, unit.short_name, unit.opened_on = data.name, data.short_name, data.opened_on
    unit.position = (last or 0) + 1
    cx.session.add(unit)
    cx.session.flush()
    cx.session.add(_name_of(what, unit.id, data.name, data.opened_on))
    return UnitSaved(unit.id)


def _name_of(what: Unit, unit_id: int, name: str, valid_from: date) -> UnitName:
    if what is Unit.BRANCH:
        return UnitName(branch_id=unit_id, name=name, valid_from=valid_from)
    return UnitName(organisation_id=unit_id, name=name, valid_from=valid_from)


@command(Action.UNIT_MANAGE)
def rename_unit(
    cx: Command, what: Unit, unit_id: int, version: int, name: str, short_name: str, valid_from: date
) -> UnitSaved:
    """Give the unit another name from a day on; the day of its present name corrects that name instead.

    Raises Invalid, Conflict, NotFound.
    """
    unit = _load(cx, what, unit_id, version)
    fields = _check(cx, what, name, short_name, unit_id)
    names = _names(cx, what, unit_id)
    if not names:
        first = _name_of(what, unit_id, unit.name, unit.opened_on)
        cx.session.add(first)
        names = [first]
    if valid_from > cx.today:
        fields["valid_from"] = "date_in_future"
    elif valid_from < names[0].valid_from:
        fields["valid_from"] = "unit_name_earlier"
    if fields:
        raise Invalid(fields=fields)
    if name != unit.name and valid_from == names[0].valid_from:
        names[0].name = name
    elif name != unit.name:
        names[0].valid_to = valid_from
        cx.session.add(_name_of(what, unit_id, name, valid_from))
    unit.name, unit.short_name = name, short_name
    return UnitSaved(unit_id)


@command(Action.UNIT_MANAGE)
def close_unit(
    cx: Command, what: Unit, unit_id: int, version: int, closed_on: date, successor_id: int | None = None
) -> UnitSaved:
    """Close the unit from a day on. Raises Refused while the branch follows somebody, Invalid, Conflict."""
    unit = _load(cx, what, unit_id, version)
    if unit.closed_on is not None:
        raise Refused("unit_closed")
    if closed_on > cx.today:
        raise Invalid(fields={"closed_on": "date_in_future"})
    if closed_on < unit.opened_on:
        raise Invalid(fields={"closed_on": "closed_before_opened"})
    if isinstance(unit, Branch):
        followed = _open_runs(cx, unit_id)
        if followed:
            raise Refused("branch_still_follows", count=followed)
        if successor_id is not None:
            successor = cx.session.get(Branch, successor_id)
            if successor is None or successor.id == unit_id or successor.closed_on is not None:
                raise Invalid(fields={"successor_id": "successor_unknown"})
        unit.successor_id = successor_id
    unit.closed_on = closed_on
    return UnitSaved(unit_id)


@command(Action.UNIT_MANAGE)
def reopen_unit(cx: Command, what: Unit, unit_id: int, version: int) -> UnitSaved:
    """Take a closing back. Raises Refused when the unit is not closed, Conflict."""
    unit = _load(cx, what, unit_id, version)
    if unit.closed_on is None:
        raise Refused("unit_open")
    unit.closed_on = None
    if isinstance(unit, Branch):
        unit.successor_id = None
    return UnitSaved(unit_id)


@command(Action.UNIT_MANAGE)
def save_unions(
    cx: Command, branch_id: int, version: int, has_youth_union: bool, has_trade_union: bool
) -> UnitSaved:
    """Say which unions exist where the branch is; who introduces a person follows from it (QD 294, 3.1)."""
    branch = cx.load(Branch, branch_id, version)
    branch.has_youth_union, branch.has_trade_union = has_youth_union, has_trade_union
    return UnitSaved(branch_id)


@query(Action.USER_MANAGE)
def unit_choices(cx: Query) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Open branches and organisations as (id, name), to bind accounts to."""
    cx.allow()
    branches = cx.session.execute(
        select(Branch.id, Branch.name).where(Branch.closed_on.is_(None)).order_by(Branch.position, Branch.id)
    ).all()
    organisations = cx.session.execute(
        select(Organisation.id, Organisation.name)
        .where(Organisation.closed_on.is_(None))
        .order_by(Organisation.position, Organisation.id)
    ).all()
    return tuple((b.id, b.name) for b in branches), tuple((o.id, o.name) for o in organisations)
