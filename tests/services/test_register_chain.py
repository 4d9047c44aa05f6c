"""The chain of the register: tampering is found in the database, in a list, against an old print."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from phohoa import offline
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.register import RegisterBook
from phohoa.extensions import WRITE_OPTION, db
from phohoa.services import clock, incoming, register, register_entries
from phohoa.services.incoming import IncomingInput
from phohoa.services.register_check import BookCheck, check_books, outgoing_list
from phohoa.texts.registers import HOW_TO_CHECK

from ..plan_world import World, signing, world
from .test_incoming import paper

__all__ = ["signing", "world"]

PLAN = DocumentKind.PLAN
TODAY = clock.today()


@pytest.fixture
def written(world: World) -> World:
    """Three numbers (the second given up), and a paper that came in."""
    caller = world.caller("office")
    register.cancel_number(caller, PLAN, TODAY - timedelta(days=3), "in sai", "in sai")
    register_entries.reserve(caller, PLAN, TODAY, "để dành", "chờ ý kiến")
    register_entries.give_up(caller, 2, 1, "thôi")
    register.cancel_number(caller, PLAN, TODAY, "in lại", "in lại")
    incoming.enter(caller, paper())
    return world


def outgoing(world: World, head: str = "", files: bool = True) -> BookCheck:
    db.session.remove()
    return check_books(world.actor("office"), head, files)[0]


def behind(*statements: str) -> None:
    """Change the file as somebody does who holds it: the triggers taken off first."""
    db.session.remove()
    postgres = db.engine.dialect.name == "postgresql"
    off = (
        ["ALTER TABLE register_event DISABLE TRIGGER USER"]
        if postgres
        else ["DROP TRIGGER register_event_no_update", "DROP TRIGGER register_event_no_delete"]
    )
    with db.engine.execution_options(**{WRITE_OPTION: True}).begin() as connection:
        for statement in (*off, *statements):
            connection.execute(text(statement))


def test_a_book_that_nobody_tampered_with_is_sound(written: World) -> None:
    checks = check_books(written.actor("office"))
    assert [(c.book, c.code, c.events, c.rows) for c in checks] == [
        (RegisterBook.OUTGOING, "", 4, 3),
        (RegisterBook.INCOMING, "", 1, 1),
    ]
    assert [check.book for check in check_books(written.actor("auditor"))] == [RegisterBook.OUTGOING]


@pytest.mark.parametrize("verb", ["UPDATE register_event SET content = ''", "DELETE FROM register_event"])
def test_the_database_itself_refuses_to_change_an_event(written: World, verb: str) -> None:
    db.session.remove()
    writing = db.engine.execution_options(**{WRITE_OPTION: True})
    with pytest.raises(DBAPIError, match="append-only"), writing.begin() as connection:
        connection.execute(text(verb))


@pytest.mark.parametrize(
    ("statements", "code", "place"),
    [
        pytest.param(
            ["UPDATE register_entry SET subject = 'khác' WHERE number = 3"],
            "row_changed",
            "03-KH/ĐU",
            id="a changed row",
        ),
        pytest.param(
            ["DELETE FROM register_entry WHERE number = 3"], "row_gone", "03-KH/ĐU", id="a row taken"
        ),
        pytest.param(
            ["UPDATE register_event SET content = replace(content, 'in lại', 'in mới') WHERE seq = 4"],
            "chain_broken",
            "4",
            id="a changed event",
        ),
        pytest.param(
            ["DELETE FROM register_event WHERE book = 'outgoing' AND seq = 2"],
            "chain_broken",
            "2",
            id="a removed event",
        ),
        pytest.param(
            [
                "UPDATE register_event SET seq = 99 WHERE book = 'outgoing' AND seq = 2",
                "UPDATE register_event SET seq = 2 WHERE book = 'outgoing' AND seq = 3",
                "UPDATE register_event SET seq = 3 WHERE book = 'outgoing' AND seq = 99",
            ],
            "chain_broken",
            "2",
            id="two events swapped",
        ),
        pytest.param(
            ["DELETE FROM register_event WHERE book = 'outgoing' AND seq = 4"],
            "row_unknown",
            "03-KH/ĐU",
            id="the last event cut off, its row left",
        ),
        pytest.param(
            ["UPDATE register_event SET row_id = 1 WHERE book = 'outgoing' AND seq = 4"],
            "chain_broken",
            "4",
            id="an event moved to another number",
        ),
    ],
)
def test_tampering_is_found_and_its_place_named(
    written: World, statements: list[str], code: str, place: str
) -> None:
    behind(*statements)
    found = outgoing(written)
    assert (found.code, found.place) == (code, place)


def test_a_tail_cut_off_with_its_row_shows_only_against_the_head_of_an_old_print(written: World) -> None:
    head = outgoing(written).head
    assert outgoing(written, head).sound
    behind(
        "DELETE FROM register_event WHERE book = 'outgoing' AND seq = 4",
        "DELETE FROM register_entry WHERE number = 3",
    )
    assert outgoing(written).sound, "what is left is a sound chain"
    assert outgoing(written, head).code == "head_missing"


def test_a_document_changed_on_the_disk_or_exchanged_in_the_row_is_found(app: Flask, signing: World) -> None:
    issued = signing.issue(signing.approved())
    assert outgoing(signing).sound
    folder: Path = app.extensions["phohoa"].settings.document_dir
    sha256 = db.session.execute(text(f"SELECT sha256 FROM document WHERE id = {issued.document_id}")).scalar()
    file = folder / str(sha256)
    data = file.read_bytes()
    file.write_bytes(data + b" ")
    assert outgoing(signing).code == "file_changed"
    assert outgoing(signing, files=False).sound
    file.write_bytes(data)
    behind(f"UPDATE document SET sha256 = '{'0' * 64}' WHERE id = {issued.document_id}")
    assert (outgoing(signing).code, outgoing(signing).place) == ("document_changed", "01-KH/ĐU")


# --- the list ----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(written: World, tmp_path: Path) -> Path:
    path = tmp_path / "so.csv"
    path.write_bytes(outgoing_list(written.actor("auditor"), "csv").data)
    return path


def test_five_lines_of_python_recompute_the_list(listed: Path) -> None:
    assert len(HOW_TO_CHECK) == 5
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(HOW_TO_CHECK)],
        cwd=listed.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == ["1 OK", "2 OK", "3 OK", "4 OK"]


def test_a_list_is_checked_without_the_database(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert offline.check_list(listed, "") == 0
    assert "4 lần ghi" in capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(listed.read_text("utf-8-sig"))))
    head = rows[-1]["hash"]
    lines = listed.read_text("utf-8-sig").splitlines(keepends=True)
    changed = listed.with_name("sua.csv")
    changed.write_text("".join(lines).replace("in lại", "in mới"), "utf-8-sig")
    assert offline.check_list(changed, "") == 1
    assert "dòng thứ 4" in capsys.readouterr().err
    cut = listed.with_name("cat.csv")
    cut.write_text("".join(lines[:-1]), "utf-8-sig")
    assert offline.check_list(cut, "") == 0
    assert offline.check_list(cut, head) == 1
    other = listed.with_name("khac.csv")
    other.write_text("a,b\n1,2\n")
    assert offline.check_list(other, "") == 2


def test_the_json_list_says_its_head_and_how_to_check(written: World, tmp_path: Path) -> None:
    made = outgoing_list(written.actor("auditor"), "json")
    whole = json.loads(made.data)
    assert whole["head"] == whole["list"][-1]["hash"] == outgoing(written).head
    assert whole["how_to_check"] == list(HOW_TO_CHECK)
    path = tmp_path / "so.json"
    path.write_bytes(made.data)
    assert offline.check_list(path, "") == 0
    whole["list"].pop()
    path.write_text(json.dumps(whole))
    assert offline.check_list(path, "") == 1, "cut off below the head that it says"


def test_a_hash_is_plain_sha256_of_the_hash_before_and_the_words(written: World) -> None:
    rows = list(
        csv.DictReader(io.StringIO(outgoing_list(written.actor("office"), "csv").data.decode("utf-8-sig")))
    )
    first = hashlib.sha256(("0" * 64 + "\n" + rows[0]["content"]).encode()).hexdigest()
    assert rows[0]["hash"] == first == rows[1]["previous_hash"]
    said = json.loads(rows[0]["content"])
    assert (said["symbol"], said["subject"], said["state"]) == ("01-KH/ĐU", "in sai", "cancelled")


# --- the command -------------------------------------------------------------------------------------------


def test_the_command_names_the_first_bad_place(app: Flask, written: World, listed: Path) -> None:
    runner = app.test_cli_runner()
    head = outgoing(written).head
    good = runner.invoke(args=["register", "verify", "--head", head])
    assert good.exit_code == 0
    assert f"mã cuối của chuỗi: {head}" in good.output
    assert runner.invoke(args=["register", "verify", "--head", "f" * 64]).exit_code == 1
    assert runner.invoke(args=["register", "verify", "--head", "f" * 63]).exit_code == 2, "mistyped"
    assert runner.invoke(args=["register", "verify", str(listed)]).exit_code == 0
    behind("UPDATE register_entry SET subject = 'khác' WHERE number = 3")
    bad = runner.invoke(args=["register", "verify"])
    assert bad.exit_code == 1
    assert "số 03-KH/ĐU trong sổ khác với lần ghi cuối" in bad.output


def test_a_list_needs_no_installation(listed: Path) -> None:
    assert offline.wanted(["flask", "--app", "app", "register", "verify", str(listed)])
    assert not offline.wanted(["flask", "--app", "app", "register", "verify", "--head", "ab"])
    done = offline.reading_app().test_cli_runner().invoke(args=["register", "verify", str(listed)])
    assert done.exit_code == 0


def test_twice_the_same_number_is_not_entered_in_two_books(written: World) -> None:
    before = outgoing(written)
    incoming.enter(written.caller("office"), IncomingInput(TODAY, "Ban", "", None, paper().kind, "việc khác"))
    assert outgoing(written) == before, "each book has its own chain"
