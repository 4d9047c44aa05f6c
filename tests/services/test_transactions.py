"""Transactions under load and in the wrong order: nobody blocks anybody, and misuse fails loudly."""

import dataclasses
import importlib
import json
import pkgutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, get_type_hints

import pytest
from flask import Flask
from sqlalchemy import func, select

from phohoa import create_app, services
from phohoa.domain.access import Action, Actor, Role
from phohoa.domain.errors import Conflict, Invalid
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AuditRow, Holiday, LoginAttempt, LoginSession, Receipt, User, Ward
from phohoa.services import accounts, clock, installation_info, login_sessions, members
from phohoa.services.command import Caller, Command, Fresh, Query, command, query
from phohoa.services.members import MemberInput
from tests import factories

SYSTEM = Actor.system()
NOON = factories.at("2026-03-02 12:00")


@command(Action.UNIT_MANAGE)
def add_day(cx: Command, number: int) -> None:
    cx.allow()
    cx.session.add(Holiday(day=date(2020, 1, 1) + timedelta(days=number), name="Ngày thử"))


@query(Action.UNIT_MANAGE)
def days(cx: Query) -> int:
    cx.allow()
    return cx.session.scalar(select(func.count()).select_from(Holiday)) or 0


def in_threads(app: Flask, work: list[Callable[[], Any]]) -> tuple[list[Any], float]:
    """Run all at once as requests do; what each gave or raised, and the longest wait in seconds."""
    answers: list[Any] = [None] * len(work)
    waits = [0.0] * len(work)
    db.session.rollback()

    def one(number: int) -> None:
        started = time.perf_counter()
        with app.app_context():
            try:
                answers[number] = work[number]()
            except Exception as error:
                answers[number] = error
        waits[number] = time.perf_counter() - started

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, max(waits)


def test_twenty_who_read_first_and_then_write_do_not_lock_each_other_out(
    app: Flask, people: SimpleNamespace
) -> None:
    def one(number: int) -> None:
        # As every request does: whose session is it, then a page's data, then the change.
        login_sessions.live_session("no such token")
        installation_info.ward_head()
        days(SYSTEM)
        db.session.scalar(select(User.id))
        add_day(Caller(SYSTEM, f"number-{number}"), number)

    answers, longest = in_threads(app, [lambda n=n: one(n) for n in range(20)])
    assert answers == [None] * 20
    assert longest < 8, "nobody waits until the database gives up"
    assert days(SYSTEM) == 20


def test_who_has_read_a_page_and_now_draws_it_holds_up_nobody(app: Flask, people: SimpleNamespace) -> None:
    go_on, has_read = threading.Event(), threading.Event()

    def reader() -> None:
        login_sessions.live_session("no such token")
        days(SYSTEM)
        installation_info.ward_head()
        has_read.set()
        assert go_on.wait(20), "the writer never came through"

    def writer() -> float:
        assert has_read.wait(20)
        started = time.perf_counter()
        try:
            add_day(Caller(SYSTEM), 1)
        finally:
            go_on.set()
        return time.perf_counter() - started

    answers, _ = in_threads(app, [reader, writer])
    assert answers[0] is None, answers
    assert isinstance(answers[1], float), answers
    assert answers[1] < 2


def test_checking_a_password_holds_up_nobody(
    app: Flask, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = accounts.fits
    waited: list[float] = []

    def write_meanwhile(hashed: str, text: str) -> bool:
        def write() -> float:
            started = time.perf_counter()
            add_day(Caller(SYSTEM), len(waited))
            return time.perf_counter() - started

        ((answer,), _) = in_threads_of_its_own(app, write)
        waited.append(answer)
        return slow(hashed, text)

    monkeypatch.setattr(accounts, "fits", write_meanwhile)
    assert accounts.sign_in("office", factories.PASSWORD, "192.0.2.1", "test").token
    office = factories.actor_of(db.session.get(User, people.office))
    accounts.change_password(Caller(office), factories.PASSWORD, "mùa lúa chín vàng 7", "token")
    assert len(waited) == 2
    assert all(isinstance(w, float) and w < 2 for w in waited), waited


def in_threads_of_its_own(app: Flask, work: Callable[[], Any]) -> tuple[tuple[Any], float]:
    """As in_threads for one, without letting go of what this thread has open."""
    answers: list[Any] = []

    def one() -> None:
        with app.app_context():
            try:
                answers.append(work())
            except Exception as error:
                answers.append(error)

    thread = threading.Thread(target=one)
    thread.start()
    thread.join()
    return (answers[0],), 0.0


def test_of_two_who_take_the_same_name_at_once_one_gets_it(app: Flask, people: SimpleNamespace) -> None:
    data = accounts.UserInput("van-phong", "Nguyễn Văn Thử", "", Role.OFFICE)
    press = lambda: accounts._create_user(Caller(SYSTEM), data, Fresh("x"), True)  # noqa: E731
    answers, _ = in_threads(app, [press] * 6)
    assert sum(isinstance(a, accounts.UserSaved) for a in answers) == 1
    assert all(isinstance(a, (accounts.UserSaved, Invalid, Conflict)) for a in answers), answers


def test_a_command_inside_a_command_is_refused_at_once(people: SimpleNamespace) -> None:
    @command(Action.UNIT_MANAGE)
    def outer(cx: Command) -> None:
        cx.allow()
        cx.session.add(Holiday(day=date(2021, 1, 1), name="Bên ngoài"))
        add_day(Caller(SYSTEM), 1)

    with pytest.raises(RuntimeError, match="inside another"):
        outer(Caller(SYSTEM))
    assert days(SYSTEM) == 0
    add_day(Caller(SYSTEM), 1)
    assert days(SYSTEM) == 1


def test_a_command_inside_a_query_is_refused_at_once(people: SimpleNamespace) -> None:
    @query(Action.UNIT_MANAGE)
    def outer(cx: Query) -> None:
        cx.allow()
        add_day(Caller(SYSTEM), 1)

    with pytest.raises(RuntimeError, match="inside another"):
        outer(SYSTEM)
    add_day(Caller(SYSTEM), 1)
    assert days(SYSTEM) == 1


def test_a_query_inside_a_command_sees_the_change_and_ends_nothing(people: SimpleNamespace) -> None:
    @command(Action.UNIT_MANAGE)
    def outer(cx: Command) -> None:
        cx.allow()
        cx.session.add(Holiday(day=date(2021, 1, 1), name="Bên ngoài"))
        seen.append(days(SYSTEM))

    seen: list[int] = []
    outer(Caller(SYSTEM))
    assert seen == [1]
    assert days(SYSTEM) == 1


def test_nothing_of_a_failed_command_is_left_in_the_session(people: SimpleNamespace) -> None:
    @command(Action.UNIT_MANAGE)
    def fails(cx: Command) -> None:
        ward = cx.load(Ward, 1)
        ward.place = "Nơi Khác"
        cx.session.add(Holiday(day=date(2021, 1, 1), name="Dở dang"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails(Caller(SYSTEM))
    session = db.session()
    assert not session.new and not session.dirty
    assert not session.in_transaction()
    assert set(session.info) <= {"queries"}
    assert db.session.get(Ward, 1).place == "Phổ Hòa"
    add_day(Caller(SYSTEM), 1)
    assert days(SYSTEM) == 1


def test_taking_a_branch_from_an_account_stands_in_the_audit(people: SimpleNamespace) -> None:
    user = db.session.get(User, people.b1)
    data = accounts.UserInput("branch-one", user.full_name, "", Role.BRANCH, branch_ids=(people.first,))
    accounts.update_user(Caller(SYSTEM), people.b1, user.version, data)
    db.session.rollback()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.entity == "user_branch")).all()
    assert [row.entity_id for row in rows] == [f"{people.b1}:{people.practice}"]
    assert json.loads(rows[0].data) == {}


def test_a_second_application_of_the_process_writes_no_audit_row_twice(
    app: Flask, people: SimpleNamespace
) -> None:
    create_app(app.extensions["phohoa"].settings)
    office = Caller(factories.actor_of(db.session.get(User, people.office)))
    members.add_member(office, people.first, MemberInput("Trần Thị Một Lần", 1970, True, None, ""))
    db.session.rollback()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.entity == "party_member")).all()
    assert len(rows) == 1


def test_what_two_people_have_in_common_cannot_be_told_from_the_audit(people: SimpleNamespace) -> None:
    office = Caller(factories.actor_of(db.session.get(User, people.office)))
    for _ in range(2):
        members.add_member(office, people.first, MemberInput("Trần Thị Giống Nhau", 1970, True, None, ""))
    db.session.rollback()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.entity == "party_member")).all()
    first, second = (json.loads(row.data) for row in rows)
    for name in ("full_name", "birth_year"):
        assert first[name][1].startswith("#")
        assert first[name] != second[name]


@dataclasses.dataclass(frozen=True)
class Inner:
    days: frozenset[date]
    stage: Stage | None
    body: bytes


@dataclasses.dataclass(frozen=True)
class Outer:
    inner: tuple[Inner, ...]
    at: datetime
    words: dict[str, Inner]
    kinds: frozenset[Stage] = frozenset()


def _outer(body: bytes = b"\x00\xff", stage: Stage | None = Stage.SOURCE) -> Outer:
    inner = Inner(frozenset({date(2026, 1, 2), date(2025, 3, 4)}), stage, body)
    return Outer((inner,), datetime(2026, 1, 1, tzinfo=UTC), {"a": inner}, frozenset(Stage))


@command(Action.UNIT_MANAGE)
def take(cx: Command, data: Any) -> None:
    cx.allow()


@command(Action.UNIT_MANAGE)
def give(cx: Command, data: Any) -> None:
    cx.allow()


def test_the_same_content_is_known_again_however_deep(people: SimpleNamespace) -> None:
    caller = Caller(SYSTEM, "number-1")
    take(caller, _outer())
    take(caller, _outer())
    for other in (_outer(body=b"\x00"), _outer(stage=None), dataclasses.replace(_outer(), kinds=frozenset())):
        with pytest.raises(Conflict, match="form_reused"):
            take(caller, other)


def test_one_number_is_not_taken_for_another_button(people: SimpleNamespace) -> None:
    caller = Caller(SYSTEM, "number-1")
    take(caller, 1)
    with pytest.raises(Conflict, match="form_reused"):
        give(caller, 1)


def test_what_cannot_be_known_again_is_refused_at_once(people: SimpleNamespace) -> None:
    with pytest.raises(TypeError):
        take(Caller(SYSTEM, "number-1"), object())


@dataclasses.dataclass(frozen=True)
class Said:
    name: str
    points: tuple[str, ...]
    other: int | None


@command(Action.UNIT_MANAGE)
def say(cx: Command) -> Said:
    cx.allow()
    return Said("Nguyễn Thị Bí Mật", ("một", "hai"), None)


def test_pressing_again_gives_the_first_answer_whole(people: SimpleNamespace) -> None:
    caller = Caller(SYSTEM, "number-1")
    assert say(caller) == say(caller) == Said("Nguyễn Thị Bí Mật", ("một", "hai"), None)


def test_a_receipt_names_nobody(people: SimpleNamespace) -> None:
    say(Caller(SYSTEM, "number-1"))
    db.session.rollback()
    receipt = db.session.get(Receipt, "number-1")
    assert "Bí Mật" not in json.dumps(receipt.result, ensure_ascii=False)
    assert len(receipt.fingerprint) == 64


def test_what_has_served_is_thrown_away_at_a_sign_in(people: SimpleNamespace) -> None:
    with factories.writing():
        for age in (timedelta(hours=1), timedelta(hours=47), timedelta(hours=49), timedelta(days=40)):
            name = f"receipt-{age}"
            db.session.add(Receipt(command_id=name, user_id=1, fingerprint="f", result=None, at=NOON - age))
            db.session.add(LoginAttempt(at=NOON - age, name_digest="n", address_digest="a"))
            db.session.add(
                LoginSession(
                    token_hash=f"{age}",
                    user_id=people.office,
                    created_at=NOON - age,
                    last_seen_at=NOON - age,
                    expires_at=NOON - age + accounts.ABSOLUTE,
                )
            )
    with clock.pretend(NOON):
        assert accounts.sign_in("office", factories.PASSWORD, "192.0.2.1", "test").token
    db.session.rollback()
    assert db.session.scalar(select(func.count(Receipt.command_id))) == 2
    assert db.session.scalar(select(func.count(LoginAttempt.id))) == 1 + 1
    assert db.session.scalar(select(func.count(LoginSession.id))) == 1 + 1


def _commands() -> list[tuple[str, Any]]:
    """Every use case that writes, with what it answers."""
    found = []
    for module in pkgutil.iter_modules(services.__path__, "phohoa.services."):
        for name, value in vars(importlib.import_module(module.name)).items():
            inner = getattr(value, "__wrapped__", None)
            if inner is None or inner.__module__ != module.name:
                continue
            hints = get_type_hints(inner)
            if hints and next(iter(hints.values())) is Command:
                found.append((f"{module.name}.{name}", hints["return"]))
    return found


def test_every_answer_can_be_given_again_from_its_receipt() -> None:
    plain = {int, str, bool, int | None, str | None, tuple[str, ...], tuple[int, ...]}
    wrong = [
        f"{name}: {field.name}"
        for name, answer in _commands()
        if answer is not type(None)
        for field in dataclasses.fields(answer)
        if get_type_hints(answer)[field.name] not in plain
    ]
    assert len(_commands()) > 30
    assert wrong == []
