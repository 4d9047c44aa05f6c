"""The register: numbers per kind and term, without gaps, whoever comes at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from phohoa.domain.access import Action
from phohoa.domain.errors import Forbidden, Invalid, Refused
from phohoa.domain.numbering import DocumentKind
from phohoa.extensions import db
from phohoa.models import CommitteeTerm, RegisterEntry
from phohoa.services import clock, register
from phohoa.services.command import Caller, Command, command
from phohoa.services.register_check import check_books
from phohoa.services.register_pages import book as book_of

from .. import factories
from ..plan_world import World, world

__all__ = ["world"]

PLAN, REPORT = DocumentKind.PLAN, DocumentKind.REPORT
TODAY = clock.today()


def cancel(world: World, kind: DocumentKind = PLAN, dated: date = TODAY) -> register.Taken:
    return register.cancel_number(world.caller("office"), kind, dated, "in sai", "in sai, lập lại")


def test_each_kind_has_its_own_numbers(world: World) -> None:
    given = [cancel(world).symbol, cancel(world).symbol, cancel(world, REPORT).symbol, cancel(world).symbol]
    assert given == ["01-KH/ĐU", "02-KH/ĐU", "01-BC/ĐU", "03-KH/ĐU"]


def test_numbers_begin_anew_with_a_term(world: World) -> None:
    with factories.writing():
        term = db.session.scalar(select(CommitteeTerm))
        assert term is not None
        term.ends_on = TODAY - timedelta(days=10)
        start, end = TODAY - timedelta(days=9), TODAY + timedelta(days=1000)
        db.session.add(CommitteeTerm(ordinal="XVIII", starts_on=start, ends_on=end))
    assert cancel(world, dated=TODAY - timedelta(days=20)).number == 1
    assert cancel(world).number == 1


@pytest.mark.parametrize(
    ("dated", "code"),
    [
        pytest.param(TODAY + timedelta(days=1), "dated_in_future", id="tomorrow"),
        pytest.param(date(1990, 1, 1), "no_term", id="in no term of the committee"),
        pytest.param(TODAY - timedelta(days=1), "dated_before_last", id="before the last number"),
    ],
)
def test_an_impossible_date_takes_no_number(world: World, dated: date, code: str) -> None:
    cancel(world)
    with pytest.raises(Invalid) as raised:
        cancel(world, dated=dated)
    found = raised.value.fields["dated"]
    assert (found if isinstance(found, str) else found[0]) == code
    assert cancel(world).number == 2


def test_a_cancelled_number_stays_with_its_reason(world: World) -> None:
    cancel(world)
    book = book_of(world.actor("office"))
    assert [(line.symbol, line.cancelled_reason) for line in book.lines] == [("01-KH/ĐU", "in sai, lập lại")]
    assert book.gaps == ()


def test_a_cancelled_number_needs_its_reason(world: World) -> None:
    with pytest.raises(Invalid) as raised:
        register.cancel_number(world.caller("office"), PLAN, TODAY, "in sai", " ")
    assert set(raised.value.fields) == {"reason"}


def test_the_register_goes_on_after_the_paper_book(world: World) -> None:
    register.carry_over(world.caller("office"), PLAN, TODAY, 43)
    assert cancel(world).symbol == "44-KH/ĐU"
    assert book_of(world.actor("office")).gaps == ()
    with pytest.raises(Refused):
        register.carry_over(world.caller("office"), PLAN, TODAY, 60)


def test_a_gap_that_somebody_made_in_the_database_is_shown(world: World) -> None:
    for _ in range(3):
        cancel(world)
    with factories.writing():
        db.session.delete(db.session.scalar(select(RegisterEntry).where(RegisterEntry.number == 2)))
    assert book_of(world.actor("office")).gaps == ("02-KH/ĐU",)


class _Torn(RuntimeError):
    """A transaction that breaks off after the number was taken."""


@command(Action.REGISTER_CANCEL)
def _take_and_break_off(cx: Command) -> None:
    cx.allow()
    register.take_number(cx, PLAN, TODAY, subject="không thành", cancelled_reason="không thành")
    raise _Torn


def test_twenty_at_once_get_their_numbers_without_a_gap_though_some_roll_back(
    app: Flask, world: World
) -> None:
    callers: list[Caller] = [world.caller("office", f"press-{n}") for n in range(20)]
    db.session.remove()

    def take(press: int) -> int | None:
        with app.app_context():
            try:
                if press % 4 == 3:
                    _take_and_break_off(callers[press])
                return register.cancel_number(callers[press], PLAN, TODAY, "thử", "thử cùng lúc").number
            except _Torn:
                return None
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        numbers = [number for number in pool.map(take, range(20)) if number is not None]
    assert sorted(numbers) == list(range(1, 16))
    assert all(check.sound for check in check_books(world.actor("office")))


@pytest.mark.parametrize("role", ["admin", "signatory", "committee", "b1", "mass_org", "auditor"])
def test_only_the_office_cancels(world: World, role: str) -> None:
    with pytest.raises(Forbidden):
        register.cancel_number(world.caller(role), PLAN, TODAY, "x", "y")


@pytest.mark.parametrize("role", ["admin", "b1", "mass_org"])
def test_the_register_is_for_the_ward_and_those_above(world: World, role: str) -> None:
    assert book_of(world.actor("auditor")).lines == ()
    with pytest.raises(Forbidden):
        book_of(world.actor(role))
