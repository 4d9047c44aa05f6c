"""The one wrapper: all or nothing, once, one after another, and nobody round it."""

import dataclasses
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from phohoa.domain.access import Action, Actor
from phohoa.domain.errors import Conflict, Forbidden, NotFound
from phohoa.extensions import db
from phohoa.models import AuditRow, Branch, PartyMember, Person, Receipt, User, Ward
from phohoa.services import members, vault
from phohoa.services.command import Caller, Command, Query, command, query
from phohoa.services.members import MemberInput
from phohoa.services.vault import DamagedField, open_sealed, seal
from tests import factories

SYSTEM = Actor.system()


def member(name: str = "Trần Thị Một Lần") -> MemberInput:
    return MemberInput(name, 1970, True, None, "")


def count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def state() -> tuple[int, int, int]:
    return count(PartyMember), count(AuditRow), count(Receipt)


def actor(user_id: int) -> Actor:
    return factories.actor_of(db.session.get(User, user_id))


@command(Action.CANDIDATE_EDIT)
def add_and_fail(cx: Command, branch_id: int, how: str) -> None:
    cx.allow(branch_id=branch_id)
    cx.session.add(PartyMember(branch_id=branch_id, full_name="Một Nửa", sort_key="x", is_official=True))
    cx.session.flush()
    if how == "conflict":
        raise Conflict("stale")
    raise ZeroDivisionError


@command(Action.CANDIDATE_EDIT)
def add_without_asking(cx: Command, branch_id: int) -> None:
    cx.session.add(PartyMember(branch_id=branch_id, full_name="Không Hỏi", sort_key="x", is_official=True))


@query(Action.CANDIDATE_VIEW)
def read_without_asking(cx: Query) -> int:
    return cx.session.scalar(select(func.count(PartyMember.id))) or 0


@dataclasses.dataclass(frozen=True)
class Counted:
    day: int


@command(Action.UNIT_MANAGE)
def count_up(cx: Command, version: int | None = None) -> Counted:
    ward = cx.load(Ward, 1, version)
    ward.review_due_day = ward.review_due_day + 1
    return Counted(ward.review_due_day)


@pytest.mark.parametrize(("how", "error"), [("conflict", Conflict), ("failure", ZeroDivisionError)])
def test_a_command_that_fails_leaves_neither_change_nor_audit_nor_receipt(
    people: SimpleNamespace, how: str, error: type[Exception]
) -> None:
    before = state()
    with pytest.raises(error):
        add_and_fail(Caller(actor(people.b1), "number-1"), people.first, how)
    assert state() == before


def test_a_failed_command_may_be_sent_again_with_its_number(people: SimpleNamespace) -> None:
    caller = Caller(actor(people.b1), "number-1")
    with pytest.raises(Conflict):
        add_and_fail(caller, people.first, "conflict")
    members.add_member(caller, people.first, member())
    assert count(PartyMember) == 1


def test_change_audit_and_receipt_are_one_transaction(
    app: Flask, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from phohoa.services import audit

    before, caller = state(), Caller(actor(people.b1), "number-1")

    def disk_full(*_args: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="disk full"):
        patch.setattr(audit, "append", disk_full)
        members.add_member(caller, people.first, member())
    assert state() == before
    members.add_member(caller, people.first, member())
    assert state() == (before[0] + 1, before[1] + 1, before[2] + 1)


def test_who_asks_nobody_writes_nothing_and_reads_nothing(people: SimpleNamespace) -> None:
    before = state()
    with pytest.raises(RuntimeError, match="permission"):
        add_without_asking(Caller(SYSTEM), people.first)
    assert state() == before
    with pytest.raises(RuntimeError, match="permission"):
        read_without_asking(SYSTEM)


def test_the_role_decides_before_anything_is_read(people: SimpleNamespace) -> None:
    for role in (people.admin, people.mass_org, people.auditor, people.committee, people.signatory):
        with pytest.raises(Forbidden):
            members.members_page(actor(role), people.first)
        with pytest.raises(Forbidden):
            members.add_member(Caller(actor(role)), people.first, member())
    with pytest.raises(NotFound):
        members.members_page(actor(people.b1), people.second)
    with pytest.raises(NotFound):
        members.add_member(Caller(actor(people.b1)), people.second, member())
    with pytest.raises(NotFound):
        members.members_page(actor(people.office), 99999)


def test_a_query_that_forgets_the_branch_still_shows_only_ones_own(people: SimpleNamespace) -> None:
    @query(Action.CANDIDATE_VIEW)
    def all_members(cx: Query) -> list[str]:
        cx.allow()
        joined = select(PartyMember.full_name).join(Branch, Branch.id == PartyMember.branch_id)
        counted = cx.session.scalar(select(func.count(PartyMember.id)))
        names = sorted(cx.session.scalars(joined))
        assert counted == len(names)
        return names

    with factories.writing():
        factories.member(db.session.get(Branch, people.first), "Của Một")
        factories.member(db.session.get(Branch, people.second), "Của Hai")
    assert all_members(actor(people.b1)) == ["Của Một"]
    assert all_members(actor(people.b2)) == ["Của Hai"]
    assert all_members(actor(people.office)) == ["Của Hai", "Của Một"]


def in_threads(app: Flask, work: list[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment, each with a context of its own; the answers or errors in order."""
    answers: list[Any] = [None] * len(work)
    gate = threading.Barrier(len(work))
    db.session.rollback()

    def one(number: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                answers[number] = work[number]()
            except Exception as error:
                answers[number] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_ten_presses_of_one_button_make_one_and_all_get_its_answer(
    app: Flask, people: SimpleNamespace
) -> None:
    caller = Caller(actor(people.b1), "number-1")
    press = lambda: members.add_member(caller, people.first, member())  # noqa: E731
    answers = in_threads(app, [press] * 10)
    assert len(set(answers)) == 1, answers
    assert answers[0].branch_id == people.first
    assert state()[0] == 1
    assert count(Receipt) == 1


def test_the_number_of_a_form_is_for_its_content_and_its_person_only(people: SimpleNamespace) -> None:
    first = Caller(actor(people.b1), "number-1")
    members.add_member(first, people.first, member())
    with pytest.raises(Conflict, match="form_reused"):
        members.add_member(first, people.first, member("Lê Văn Khác"))
    with pytest.raises(Conflict, match="form_reused"):
        members.add_member(Caller(actor(people.office), "number-1"), people.first, member())
    assert count(PartyMember) == 1


def test_twenty_writers_at_once_lose_nothing(app: Flask, people: SimpleNamespace) -> None:
    before = db.session.get(Ward, 1).review_due_day
    answers = in_threads(app, [lambda: count_up(Caller(SYSTEM))] * 20)
    assert sorted(a.day for a in answers) == [before + n for n in range(1, 21)]
    db.session.rollback()
    assert db.session.get(Ward, 1).review_due_day == before + 20
    from phohoa.services import audit_reports

    report = audit_reports.verify(SYSTEM)
    assert (report["sound"], report["rows"]) == (True, 20)


def test_of_two_who_changed_the_same_version_one_is_told(app: Flask, people: SimpleNamespace) -> None:
    version = db.session.get(Ward, 1).version
    answers = in_threads(app, [lambda: count_up(Caller(SYSTEM), version)] * 5)
    assert sum(isinstance(a, Counted) for a in answers) == 1
    assert sum(isinstance(a, Conflict) and a.code == "stale" for a in answers) == 4


def test_rows_changed_outside_of_a_command_are_refused(people: SimpleNamespace) -> None:
    db.session.rollback()
    db.session.get(Ward, 1).place = "Nơi Khác"
    with pytest.raises(RuntimeError, match="outside of a command"):
        db.session.flush()
    db.session.rollback()
    assert db.session.get(Ward, 1).place == "Phổ Hòa"


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(update(Ward).values(place="Nơi Khác"), id="bulk update"),
        pytest.param(insert(Receipt).values(command_id="x", fingerprint="x"), id="bulk insert"),
    ],
)
def test_statements_that_the_audit_cannot_see_are_refused(people: SimpleNamespace, statement: Any) -> None:
    with pytest.raises(RuntimeError, match="audit cannot see"):
        db.session.execute(statement)

    @command(Action.UNIT_MANAGE)
    def hidden(cx: Command) -> None:
        cx.allow()
        cx.session.execute(statement)

    with pytest.raises(RuntimeError, match="audit cannot see"):
        hidden(Caller(SYSTEM))


def test_the_database_itself_refuses_a_write_that_did_not_announce_itself(people: SimpleNamespace) -> None:
    db.session.rollback()
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        db.session.execute(text("UPDATE ward SET place = 'X'"))
    db.session.rollback()
    assert db.session.get(Ward, 1).place == "Phổ Hòa"


KEY = b"k" * 32


def test_a_sealed_field_opens_in_its_own_row_only() -> None:
    sealed = seal(KEY, "person:abc:notes", "ghi chú riêng")
    assert "ghi chú" not in repr(sealed)
    assert open_sealed(KEY, "person:abc:notes", sealed) == "ghi chú riêng"
    for where in ("person:abd:notes", "person:abc:citizen_id", ""):
        with pytest.raises(DamagedField):
            open_sealed(KEY, where, sealed)
    with pytest.raises(DamagedField):
        open_sealed(b"x" * 32, "person:abc:notes", sealed)
    for damaged in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), b"\x02" + sealed[1:], b""):
        with pytest.raises(DamagedField):
            open_sealed(KEY, "person:abc:notes", damaged)
    assert seal(KEY, "a", "x") != seal(KEY, "a", "x")
    assert open_sealed(KEY, "a", None) == ""


def test_a_digest_needs_the_key() -> None:
    assert vault.digest(KEY, "x") == vault.digest(KEY, "x") != vault.digest(b"y" * 32, "x")


def test_no_two_people_share_the_place_their_fields_are_sealed_for(people: SimpleNamespace) -> None:
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        for _ in range(3):
            factories.run(branch)
    keys = list(db.session.scalars(select(Person.key)))
    assert len(set(keys)) == len(keys) == 3
