"""The audit: written with every change, never changed itself, and every change of it is noticed."""

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import JSON, Enum, String, select, text
from sqlalchemy.exc import DBAPIError

from phohoa.domain.access import Actor
from phohoa.extensions import WRITE_OPTION, db
from phohoa.models import AccessLine, AuditRow, RunEvent, User
from phohoa.services import audit_reports, clock, members, units
from phohoa.services.command import Caller
from phohoa.services.members import MemberInput
from phohoa.services.units import Unit
from tests import factories
from tests.conftest import POSTGRES

SYSTEM = Caller(Actor.system())
MEMBER = MemberInput("Trần Thị Canh Chừng", 1970, True, None, "Bí thư")


def office(people: SimpleNamespace) -> Caller:
    return Caller(factories.actor_of(db.session.get(User, people.office)))


def rename(people: SimpleNamespace, name: str) -> None:
    page = units.unit_page(Actor.system(), Unit.BRANCH, people.first)
    units.rename_unit(office(people), Unit.BRANCH, people.first, page.version, name, "Thử", clock.today())


@pytest.fixture
def chain(people: SimpleNamespace) -> SimpleNamespace:
    """A chain of some rows."""
    for number in range(4):
        rename(people, f"Chi bộ Tổ dân phố Số {number}")
    members.add_member(office(people), people.first, MEMBER)
    return people


def raw(statement: str, **values: object) -> None:
    """SQL past everything, in a transaction that may write."""
    db.session.rollback()
    with db.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection, connection.begin():
        connection.execute(text(statement), values)


def tamper(*statements: str) -> None:
    """What somebody with the database file in hand can do: take the triggers off, change rows."""
    db.session.rollback()
    with db.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        else:
            for name in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_row_no_{name}"))
        for statement in statements:
            connection.execute(text(statement))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = DEFAULT"))


def report(anchor: tuple[int, str] | None = None) -> dict[str, object]:
    db.session.rollback()
    return audit_reports.verify(Actor.system(), anchor)


def test_a_change_is_written_with_who_what_and_from_what_to_what(chain: SimpleNamespace) -> None:
    row = db.session.scalars(
        select(AuditRow).where(AuditRow.entity == "branch").order_by(AuditRow.seq.desc())
    ).first()
    assert (row.actor, row.action, row.entity_id) == ("office", "unit:manage", str(chain.first))
    assert json.loads(row.data) == {"name": ["Chi bộ Tổ dân phố Số 2", "Chi bộ Tổ dân phố Số 3"]}


def test_of_what_is_personal_the_audit_keeps_that_it_changed_and_not_what_it_was(
    chain: SimpleNamespace,
) -> None:
    row = db.session.scalars(select(AuditRow).where(AuditRow.entity == "party_member")).one()
    assert "Canh Chừng" not in row.data
    assert json.loads(row.data)["full_name"][1].startswith("#")
    assert json.loads(row.data)["duty"] == [None, "Bí thư"]


#: Short words of people's tables that say nothing of a person; everything else there is kept as a digest.
PLAIN = {
    "party_member": {"duty"},
    "person": {"key"},
    "review": {"starts_at", "ends_at", "place", "resolution_number"},
    "review_line": {"reason_code"},
    "review_event": {"actor_name"},
}


@pytest.mark.parametrize("table", PLAIN)
def test_no_name_and_no_free_word_of_a_person_goes_into_the_audit(app: Flask, table: str) -> None:
    texts = {
        c.name
        for c in db.metadata.tables[table].columns
        if isinstance(c.type, (String, JSON)) and not isinstance(c.type, Enum) and not c.info.get("personal")
    }
    assert texts == PLAIN[table]


def test_a_sound_chain_is_called_sound(chain: SimpleNamespace) -> None:
    found = report()
    assert found["sound"] is True
    assert found["rows"] == found["head_seq"] == db.session.query(AuditRow).count()


def test_an_empty_chain_is_sound(people: SimpleNamespace) -> None:
    assert report() == {
        "sound": True,
        "rows": 0,
        "head_seq": 0,
        "head_mac": "0" * 64,
        "broken_at": None,
        "anchor_missing": False,
    }


TAMPERING = [
    pytest.param(["UPDATE audit_row SET data = '{}' WHERE seq = 3"], 3, id="content changed"),
    pytest.param(["UPDATE audit_row SET actor = 'admin' WHERE seq = 2"], 2, id="blamed on another"),
    pytest.param(["UPDATE audit_row SET at = '2020-01-01' WHERE seq = 2"], 2, id="moved in time"),
    pytest.param(["DELETE FROM audit_row WHERE seq = 3"], 4, id="a row taken out"),
    pytest.param(["DELETE FROM audit_row WHERE seq = 1"], 2, id="the first row taken out"),
    pytest.param(
        ["UPDATE audit_row SET seq = 1000 WHERE seq = 2", "UPDATE audit_row SET seq = 2 WHERE seq = 3",
         "UPDATE audit_row SET seq = 3 WHERE seq = 1000"], 2, id="two rows in another order"),
    pytest.param(
        ["DELETE FROM audit_row WHERE seq = 3",
         "UPDATE audit_row SET seq = seq + 1000 WHERE seq > 3",
         "UPDATE audit_row SET seq = seq - 1001 WHERE seq > 1000"], 3, id="a row taken out, the gap closed"),
    pytest.param(["UPDATE audit_row SET mac = previous_mac WHERE seq = 4"], 4, id="the seal changed"),
]  # fmt: skip


@pytest.mark.parametrize(("statements", "broken_at"), TAMPERING)
def test_tampering_with_rows_is_noticed_where_it_happened(
    chain: SimpleNamespace, statements: list[str], broken_at: int
) -> None:
    tamper(*statements)
    found = report()
    assert (found["sound"], found["broken_at"]) == (False, broken_at)


def test_a_tail_that_was_cut_off_is_noticed_with_a_seal_kept_elsewhere(chain: SimpleNamespace) -> None:
    before = report()
    anchor = (int(str(before["head_seq"])), str(before["head_mac"]))
    assert report(anchor)["sound"] is True
    tamper("DELETE FROM audit_row WHERE seq > 4")
    assert report()["sound"] is True, "without the anchor nobody can tell"
    found = report(anchor)
    assert (found["sound"], found["anchor_missing"]) == (False, True)


def test_going_on_after_the_cut_does_not_hide_it(chain: SimpleNamespace) -> None:
    before = report()
    tamper("DELETE FROM audit_row WHERE seq > 4")
    for number in range(9):
        rename(chain, f"Chi bộ Tổ dân phố Mới {number}")
    found = report((int(str(before["head_seq"])), str(before["head_mac"])))
    assert (found["sound"], found["anchor_missing"]) == (False, True)


@pytest.fixture
def opened(chain: SimpleNamespace) -> SimpleNamespace:
    """A row in each table that is only ever added to."""
    with factories.writing():
        run = factories.run(factories.branch("Chi bộ Thử Ba"))
        db.session.add(AccessLine(at=clock.now(), user_id=chain.office, person_id=run.person_id, what="view"))
        db.session.add(
            RunEvent(
                run_id=run.id,
                branch_id=run.branch_id,
                kind="note",
                happened_on=clock.today(),
                entered_at=clock.now(),
                actor_name="Thử",
            )
        )
    return chain


APPEND_ONLY = {"audit_row": "actor", "access_line": "what", "run_event": "reason"}


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE", *(["TRUNCATE"] if POSTGRES else [])])
def test_rows_of_what_happened_are_only_ever_added(opened: SimpleNamespace, table: str, verb: str) -> None:
    column = APPEND_ONLY[table]
    on_postgres = db.engine.dialect.name == "postgresql"
    key = "seq" if table == "audit_row" else "id"
    names = [c.name for c in db.metadata.tables[table].columns]
    copied = ", ".join(f"'x{column}'" if n == column else f'"{n}"' for n in names)
    first = f"SELECT min({key}) FROM {table}"
    statements = {
        "UPDATE": f"UPDATE {table} SET {column} = 'x'",
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT {copied} FROM {table} WHERE {key} = ({first})",
        "TRUNCATE": f"TRUNCATE {table} CASCADE",
    }
    if on_postgres:
        statements["REPLACE"] = (
            f"INSERT INTO {table} SELECT * FROM {table} WHERE {key} = ({first}) "
            f"ON CONFLICT ({key}) DO UPDATE SET {column} = 'x'"
        )
    with pytest.raises(DBAPIError, match="append-only"):
        raw(statements[verb])


def test_the_command_line_says_in_json_whether_the_chain_is_sound(app: Flask, chain: SimpleNamespace) -> None:
    db.session.rollback()
    runner = app.test_cli_runner()
    good = runner.invoke(args=["audit", "verify"])
    assert good.exit_code == 0
    head = json.loads(good.output)
    assert head["sound"] is True
    anchor = f"{head['head_seq']}:{head['head_mac']}"
    assert runner.invoke(args=["audit", "verify", "--anchor", anchor]).exit_code == 0
    tamper("UPDATE audit_row SET data = '{}' WHERE seq = 2")
    bad = runner.invoke(args=["audit", "verify"])
    assert bad.exit_code == 1
    assert json.loads(bad.output)["broken_at"] == 2
    lost = runner.invoke(args=["audit", "verify", "--anchor", "99999:" + "a" * 64])
    assert lost.exit_code == 1
    assert json.loads(lost.output)["anchor_missing"] is True


def test_the_administrator_sees_who_changed_what_and_no_person(
    signed_in: Callable, chain: SimpleNamespace
) -> None:
    admin = signed_in("admin")
    page = admin.page("/admin/audit")
    assert "Chi bộ Tổ dân phố Số 2 → Chi bộ Tổ dân phố Số 3" in page.text
    assert "Đảng viên" in page.text
    assert "Bí thư" not in page.text, "of people's records only that they changed"
    none = admin.page("/admin/audit?first=01/01/2020&last=31/01/2020")
    assert "Không có thay đổi nào" in none.text
    assert "Chi bộ Tổ dân phố" in admin.page(f"/admin/audit?user={chain.office}&entity=branch").text
    assert "Không có thay đổi nào" in admin.page(f"/admin/audit?user={chain.b1}").text
    assert "Chưa đọc được ngày" in admin.page("/admin/audit?first=hôm+qua").text


def test_the_administrator_checks_the_chain_with_the_seal_from_paper(
    signed_in: Callable, chain: SimpleNamespace
) -> None:
    admin = signed_in("admin")
    found = report()
    anchor = f"{found['head_seq']}:{found['head_mac']}"
    good = admin.post("/admin/audit/check", {"anchor": anchor})
    assert "Nguyên vẹn" in good.text
    wrong = admin.post("/admin/audit/check", {"anchor": f"{found['head_seq']}:{'a' * 64}"})
    assert "Thiếu phần cuối" in wrong.text
    assert admin.post("/admin/audit/check", {"anchor": "không rõ"}).status_code == 422
    tamper("UPDATE audit_row SET data = '{}' WHERE seq = 2")
    assert "không khớp từ dòng số 2" in admin.post("/admin/audit/check", {}).text


def test_long_logs_come_in_pages(signed_in: Callable, people: SimpleNamespace) -> None:
    with factories.writing():
        run = factories.run(factories.branch("Chi bộ Thử Ba"), "Phạm Thị Xem Nhiều")
        for _ in range(120):
            db.session.add(
                AccessLine(at=clock.now(), user_id=people.b1, person_id=run.person_id, what="view")
            )
    client = signed_in("office")
    first, last = client.page("/access-log"), client.page("/access-log?page=3")
    assert first.text.count("Phạm Thị Xem Nhiều") == 50
    assert last.text.count("Phạm Thị Xem Nhiều") == 20
    assert "120 lần" in first.text
    assert client.page("/access-log?page=999").text.count("Phạm Thị Xem Nhiều") == 20
    assert client.page(f"/access-log?user={people.b2}").text.count("Phạm Thị Xem Nhiều") == 0


def test_every_kind_of_thing_and_of_deed_has_its_word(app: Flask) -> None:
    from phohoa.domain.access import Action
    from phohoa.models.types import Audited
    from phohoa.services.audit_reports import VALUES_SHOWN
    from phohoa.texts.administration import ACTIONS, COLUMNS, ENTITIES

    audited = {m.local_table.name for m in db.Model.registry.mappers if issubclass(m.class_, Audited)}
    assert set(ENTITIES) == audited
    assert set(ACTIONS) == {a.value for a in Action}
    shown = {c.name for t in VALUES_SHOWN for c in db.metadata.tables[t].columns} - {"version"}
    assert shown <= set(COLUMNS)
