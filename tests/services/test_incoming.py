"""The incoming book: numbers of a year, due days, outcomes, scans at rest, who may."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.register import IncomingKind
from phohoa.extensions import db
from phohoa.services import clock, incoming
from phohoa.services.command import Caller
from phohoa.services.incoming import IncomingInput
from phohoa.services.incoming_pages import (
    IncomingFilter,
    IncomingLine,
    IncomingStanding,
    incoming_book,
    incoming_page,
)
from phohoa.services.register_check import check_books

from ..plan_world import World, world
from .test_scans import picture

__all__ = ["world"]

TODAY = clock.today()


def paper(**other: object) -> IncomingInput:
    plain = IncomingInput(
        received_on=TODAY,
        sender="Ban Tổ chức Thị ủy",
        symbol="12-CV/BTC",
        dated=TODAY - timedelta(days=2),
        kind=IncomingKind.LETTER,
        subject="về việc báo cáo quý",
        handler="Trăng Văn Lo",
        due_on=TODAY + timedelta(days=7),
    )
    return replace(plain, **other)


def enter(world: World, **other: object) -> incoming.Entered:
    return incoming.enter(world.caller("office"), paper(**other))


def numbers(world: World, **wanted: object) -> list[int]:
    asked = IncomingFilter(**{"year": TODAY.year, **wanted})
    return [line.number for line in incoming_book(world.actor("office"), asked).lines]


def line_of(world: World, paper_id: int) -> IncomingLine:
    return incoming_page(world.actor("committee"), paper_id).line


def wrong(raised: pytest.ExceptionInfo[Invalid]) -> set[str]:
    return {code if isinstance(code, str) else code[0] for code in raised.value.fields.values()}


def test_numbers_run_from_one_in_each_year(world: World) -> None:
    last_year = date(TODAY.year - 1, 12, 30)
    old = enter(world, received_on=last_year, dated=None, due_on=None)
    assert [enter(world).number, enter(world).number] == [1, 2]
    assert (old.number, old.year) == (1, TODAY.year - 1)
    assert line_of(world, old.paper_id).days_late == (TODAY - last_year).days


@pytest.mark.parametrize(
    ("other", "code"),
    [
        pytest.param({"received_on": TODAY + timedelta(days=1)}, "received_in_future", id="not here yet"),
        pytest.param({"dated": TODAY + timedelta(days=1)}, "received_before_dated", id="written later"),
        pytest.param({"due_on": TODAY - timedelta(days=1)}, "due_before_received", id="due before it came"),
        pytest.param({"sender": " "}, "required", id="from nobody"),
        pytest.param({"subject": ""}, "required", id="about nothing"),
    ],
)
def test_what_cannot_be_takes_no_number(world: World, other: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as raised:
        enter(world, **other)
    assert wrong(raised) == {code}
    assert enter(world).number == 1


def test_twenty_at_once_get_twenty_numbers(app: Flask, world: World) -> None:
    callers: list[Caller] = [world.caller("office", f"in-{n}") for n in range(20)]
    db.session.remove()

    def take(caller: Caller) -> int:
        with app.app_context():
            try:
                return incoming.enter(caller, paper()).number
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        assert sorted(pool.map(take, callers)) == list(range(1, 21))
    assert all(check.sound for check in check_books(world.actor("office")))


def test_a_paper_is_overdue_until_its_outcome_is_recorded(world: World) -> None:
    came = TODAY - timedelta(days=20)
    late = enter(world, received_on=came, dated=None, due_on=TODAY - timedelta(days=4))
    enter(world)
    enter(world, due_on=None)
    assert numbers(world, standing=IncomingStanding.OVERDUE) == [late.number]
    assert numbers(world, standing=IncomingStanding.OPEN) == [3, 2, 1]
    assert line_of(world, late.paper_id).days_over == 4
    caller = world.caller("office")
    with pytest.raises(Invalid) as raised:
        incoming.finish(caller, late.paper_id, 1, came - timedelta(days=1), " ")
    assert wrong(raised) == {"required", "done_before_received"}
    incoming.finish(caller, late.paper_id, 1, TODAY, "Đã trả lời bằng công văn số 05-CV/ĐU")
    assert numbers(world, standing=IncomingStanding.OVERDUE) == []
    assert numbers(world, standing=IncomingStanding.DONE) == [late.number]


def test_a_wrong_entry_is_put_right_or_cancelled_and_its_number_stays(world: World) -> None:
    made = enter(world)
    caller = world.caller("office")
    with pytest.raises(Invalid) as raised:
        incoming.edit(caller, made.paper_id, 1, paper(received_on=date(TODAY.year - 1, 5, 5), dated=None), "")
    assert wrong(raised) == {"received_other_year", "required"}
    incoming.edit(caller, made.paper_id, 1, paper(sender="Văn phòng Thị ủy"), "ghi nhầm nơi gửi")
    with pytest.raises(Conflict):
        incoming.cancel(caller, made.paper_id, 1, "ghi hai lần")
    incoming.cancel(caller, made.paper_id, 2, "ghi hai lần")
    with pytest.raises(Refused):
        incoming.finish(caller, made.paper_id, 3, TODAY, "xong")
    assert enter(world).number == 2
    page = incoming_page(world.actor("office"), made.paper_id)
    assert [(one.event.value, one.reason) for one in page.happenings] == [
        ("recorded", ""),
        ("corrected", "ghi nhầm nơi gửi"),
        ("cancelled", "ghi hai lần"),
    ]
    assert check_books(world.actor("office"))[1].sound


def test_the_list_is_searched_without_accents_in_all_that_names_a_paper(world: World) -> None:
    enter(world)
    enter(world, sender="Ủy ban nhân dân phường", symbol="99/UBND", subject="về việc 100% hộ dân")
    assert numbers(world, words="nhan dan uy") == [2]
    assert numbers(world, words="BÁO cáo thi uy") == [1]
    assert numbers(world, words="99/ubnd") == [2]
    assert numbers(world, words="100%") == [2]
    assert numbers(world, words="10_%") == []


def test_a_scan_lies_encrypted_and_the_newest_replaces_the_one_before(app: Flask, world: World) -> None:
    made = enter(world)
    caller = world.caller("office")
    first = incoming.attach_scan(caller, made.paper_id, 1, picture(), "scan.png")
    folder: Path = app.extensions["phohoa"].settings.attachment_dir
    assert b"PNG" not in (folder / first.key).read_bytes()
    second = incoming.attach_scan(caller, made.paper_id, 2, picture(90), "scan.png")
    assert [path.name for path in folder.iterdir()] == [second.key]
    file = incoming.scan_file(world.actor("committee"), made.paper_id)
    assert (file.mime, file.name) == ("image/png", f"van-ban-den-01-{TODAY.year}.png")
    with pytest.raises(Invalid):
        incoming.attach_scan(caller, made.paper_id, 3, b"MZ program", "scan.pdf")
    with pytest.raises(Conflict):
        incoming.attach_scan(caller, made.paper_id, 1, picture(), "scan.png")
    assert [path.name for path in folder.iterdir()] == [second.key]
    assert check_books(world.actor("office"))[1].sound


def test_the_same_scan_pressed_twice_stays_whole(world: World) -> None:
    made = enter(world)
    caller = world.caller("office", "scan-press")
    incoming.attach_scan(caller, made.paper_id, 1, picture(), "scan.png")
    incoming.attach_scan(caller, made.paper_id, 1, picture(), "scan.png")
    assert incoming.scan_file(world.actor("office"), made.paper_id).data
    with pytest.raises(NotFound):
        incoming.scan_file(world.actor("office"), made.paper_id + 1)


@pytest.mark.parametrize("role", ["admin", "b1", "mass_org", "auditor"])
def test_incoming_papers_are_for_the_ward_only(world: World, role: str) -> None:
    with pytest.raises(Forbidden):
        incoming_book(world.actor(role), IncomingFilter(TODAY.year))


@pytest.mark.parametrize("role", ["signatory", "committee", "auditor"])
def test_only_the_office_enters_papers(world: World, role: str) -> None:
    with pytest.raises(Forbidden):
        incoming.enter(world.caller(role), paper())
