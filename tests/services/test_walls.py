"""The second wall: what a branch account selects is its own, in whatever way a query asks."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import exists, func, select, union_all
from sqlalchemy.orm import aliased

from phohoa.domain.access import Action, Actor, Role
from phohoa.extensions import db
from phohoa.models import Branch, Document, PartyMember, Person, TrackingRun, User
from phohoa.services.command import Caller, Command, Query, command, query
from tests import factories

Ask = Callable[[Any], list[str]]


def _names(rows: Any) -> list[str]:
    return sorted(rows)


Other = aliased(PartyMember)
LATER = select(PartyMember).subquery()
FromSub = aliased(PartyMember, LATER)

ASKED: dict[str, Ask] = {
    "whole objects": lambda s: _names(m.full_name for m in s.scalars(select(PartyMember))),
    "a column": lambda s: _names(s.scalars(select(PartyMember.full_name))),
    "the old way": lambda s: _names(m.full_name for m in s.query(PartyMember)),
    "an alias": lambda s: _names(s.scalars(select(Other.full_name))),
    "a join from a unit": lambda s: _names(
        s.scalars(select(PartyMember.full_name).select_from(Branch).join(PartyMember))
    ),
    "a join to an alias": lambda s: _names(
        s.scalars(select(Other.full_name).select_from(Branch).join(Other, Other.branch_id == Branch.id))
    ),
    "an outer join": lambda s: _names(
        n for n in s.scalars(select(PartyMember.full_name).select_from(Branch).outerjoin(PartyMember)) if n
    ),
    "a subquery": lambda s: _names(s.scalars(select(select(PartyMember.full_name).subquery().c.full_name))),
    "an alias of a subquery": lambda s: _names(m.full_name for m in s.scalars(select(FromSub))),
    "a common table": lambda s: _names(s.scalars(select(select(PartyMember.full_name).cte().c.full_name))),
    "a union": lambda s: _names(
        row[0]
        for row in s.execute(
            union_all(select(PartyMember.full_name), select(PartyMember.full_name).where(PartyMember.id < 0))
        )
    ),
    "a scalar subquery": lambda s: _names(
        n
        for n in s.scalars(
            select(
                select(func.max(PartyMember.full_name))
                .where(PartyMember.branch_id == Branch.id)
                .scalar_subquery()
            ).select_from(Branch)
        )
        if n
    ),
    "a sum by branch": lambda s: _names(
        s.scalars(select(func.min(PartyMember.full_name)).group_by(PartyMember.branch_id))
    ),
    "people through their runs": lambda s: _names(
        s.scalars(select(Person.full_name).join(TrackingRun, TrackingRun.person_id == Person.id))
    ),
    "people with a run": lambda s: _names(
        s.scalars(select(Person.full_name).where(exists().where(TrackingRun.person_id == Person.id)))
    ),
    "people whose number is among the runs": lambda s: _names(
        s.scalars(select(Person.full_name).where(Person.id.in_(select(TrackingRun.person_id))))
    ),
}


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    """The same name as a member and as a person in each of two branches."""
    with factories.writing():
        for branch, name in ((people.first, "Của Một"), (people.second, "Của Hai")):
            row = db.session.get(Branch, branch)
            factories.member(row, name)
            factories.run(row, name)
    return people


def bound_to(*branches: int) -> Actor:
    return Actor(1, "b", "B", Role.BRANCH, frozenset(branches))


@query(Action.CANDIDATE_VIEW)
def asked(cx: Query, how: str) -> list[str]:
    cx.allow()
    return ASKED[how](cx.session)


@pytest.mark.parametrize("how", ASKED)
def test_two_accounts_one_after_the_other_never_see_each_others(ward: SimpleNamespace, how: str) -> None:
    one, two = bound_to(ward.first), bound_to(ward.second)
    office = Actor(2, "o", "O", Role.OFFICE)
    for _ in range(2):
        assert asked(one, how) == ["Của Một"]
        assert asked(two, how) == ["Của Hai"]
        assert asked(bound_to(), how) == []
        assert asked(bound_to(ward.first, ward.second), how) == ["Của Hai", "Của Một"]
        assert asked(office, how) == ["Của Hai", "Của Một"]


@query(Action.CANDIDATE_VIEW)
def counted(cx: Query) -> tuple[int, int, int]:
    cx.allow()
    session = cx.session
    return (
        session.scalar(select(func.count(PartyMember.id))) or 0,
        session.scalar(select(func.count()).select_from(PartyMember)) or 0,
        session.query(PartyMember).count(),
    )


def test_counts_are_of_ones_own(ward: SimpleNamespace) -> None:
    for _ in range(2):
        assert counted(bound_to(ward.first)) == (1, 1, 1)
        assert counted(bound_to()) == (0, 0, 0)
        assert counted(bound_to(ward.first, ward.second)) == (2, 2, 2)


@query(Action.CANDIDATE_VIEW)
def got(cx: Query, member_id: int) -> str | None:
    cx.allow()
    found = cx.session.get(PartyMember, member_id)
    return found.full_name if found else None


def test_a_row_of_another_branch_is_not_got_by_its_number(ward: SimpleNamespace) -> None:
    db.session.rollback()
    ids = {m.full_name: m.id for m in db.session.scalars(select(PartyMember))}
    db.session.remove()
    for _ in range(2):
        assert got(bound_to(ward.first), ids["Của Một"]) == "Của Một"
        assert got(bound_to(ward.first), ids["Của Hai"]) is None
        assert got(bound_to(ward.second), ids["Của Hai"]) == "Của Hai"
        assert got(bound_to(), ids["Của Hai"]) is None


@query(Action.CANDIDATE_VIEW)
def helpers(cx: Query) -> list[str]:
    from sqlalchemy.orm import joinedload, selectinload

    cx.allow()
    found: list[str] = []
    for way in (joinedload, selectinload):
        cx.session.expire_all()
        rows = cx.session.scalars(
            select(TrackingRun)
            .options(way(TrackingRun.helper), way(TrackingRun.person))
            .execution_options(populate_existing=True)
        )
        found += [f"{run.person.full_name}: {run.helper and run.helper.full_name}" for run in rows]
    return sorted(found)


def test_what_hangs_on_ones_own_row_is_walled_too(ward: SimpleNamespace) -> None:
    with factories.writing():
        foreign = db.session.scalar(select(PartyMember).where(PartyMember.full_name == "Của Hai"))
        own = db.session.scalar(select(TrackingRun).where(TrackingRun.branch_id == ward.first))
        own.helper_id = foreign.id
        their = db.session.scalar(select(TrackingRun).where(TrackingRun.branch_id == ward.second))
        their.helper_id = foreign.id
    db.session.remove()
    for _ in range(2):
        assert helpers(bound_to(ward.first)) == ["Của Một: None"] * 2
        assert helpers(bound_to(ward.second)) == ["Của Hai: Của Hai"] * 2


def test_the_wall_stands_in_a_command_and_is_gone_after_it(ward: SimpleNamespace) -> None:
    @command(Action.CANDIDATE_EDIT)
    def names(cx: Command) -> None:
        cx.allow()
        seen.extend(cx.session.scalars(select(PartyMember.full_name)))

    seen: list[str] = []
    names(Caller(bound_to(ward.first)))
    assert seen == ["Của Một"]
    assert len(db.session.scalars(select(PartyMember.full_name)).all()) == 2
    assert "branches" not in db.session().info


def test_the_wall_of_one_request_is_not_there_in_the_next(ward: SimpleNamespace) -> None:
    class Broken(RuntimeError):
        pass

    @query(Action.CANDIDATE_VIEW)
    def fails(cx: Query) -> None:
        cx.allow()
        raise Broken

    with pytest.raises(Broken):
        fails(bound_to(ward.first))
    assert counted(Actor(2, "o", "O", Role.OFFICE)) == (2, 2, 2)
    assert db.session.scalar(select(func.count(PartyMember.id))) == 2
    assert db.session.scalar(select(func.count(Document.id))) == 0
    assert db.session.scalar(select(func.count(User.id))) == 7 + 1
