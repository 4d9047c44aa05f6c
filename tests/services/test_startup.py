"""Starting an installation: alone, with its own keys, on a sound database, after a copy of it."""

import dataclasses
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from phohoa import create_app, locking
from phohoa.config import ROOT, UnsafeConfiguration, load_settings
from phohoa.extensions import db
from phohoa.texts.console import REFUSALS
from tests.conftest import POSTGRES

ROWS = "SELECT count(*) FROM user_account"


def flask(instance: Path, *words: str, port: int = 0, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        cwd=ROOT,
        env={
            **os.environ, "PHOHOA_INSTANCE": str(instance), "PHOHOA_PORT": str(port or 5000),
            "PHOHOA_DATABASE_URL": "", "PYTHONIOENCODING": "utf-8", **env,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def run(instance: Path, *words: str) -> tuple[int, str]:
    """As flask, within this process: the exit code and all that was said."""
    app = create_app(load_settings({"PHOHOA_INSTANCE": str(instance)}))
    with app.app_context():
        done = app.test_cli_runner().invoke(args=words)
        db.session.remove()
        db.engine.dispose()
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def rows(path: Path, question: str = ROWS) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(question).fetchone()[0])
    finally:
        connection.close()


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one account in it."""
    instance = tmp_path_factory.mktemp("worked_in")
    code, said = run(instance, "create-admin", "quan-tri", "Nguyễn Văn Thử")
    assert code == 0, said
    return instance


@pytest.fixture
def instance(worked_in: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "instance"
    shutil.copytree(worked_in, copy)
    return copy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
    except OSError:
        return False
    return True


@pytest.fixture
def serving(instance: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = flask(instance, "serve", port=port)
    until = time.monotonic() + 60
    while not answers(port) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    assert answers(port), process.communicate(timeout=5)
    yield process, port
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_a_second_server_on_the_same_data_is_refused(
    instance: Path, serving: tuple[subprocess.Popen[str], int]
) -> None:
    code, said = ended(flask(instance, "serve", port=free_port()))
    assert code == 1
    assert "đang chạy với chính thư mục dữ liệu này" in said
    assert "Traceback" not in said
    assert serving[0].poll() is None


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_told_to_end_it_finishes_and_lets_go(serving: tuple[subprocess.Popen[str], int]) -> None:
    process, port = serving
    process.send_signal(signal.SIGTERM)
    code, said = ended(process)
    assert code == 0, said
    assert "Traceback" not in said
    assert not answers(port)


@pytest.mark.slow
def test_what_the_server_itself_refuses_is_said_in_our_words(
    serving: tuple[subprocess.Popen[str], int],
) -> None:
    with socket.create_connection(("127.0.0.1", serving[1]), 10) as talk:
        talk.sendall(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")
        answer = b""
        while piece := talk.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 413")
    assert b"nosniff" in head
    assert "quá lớn" in body.decode()
    assert b"waitress" not in answer


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_in_a_folder_open_to_all_the_files_are_still_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    code, said = ended(flask(tmp_path, "create-admin", "quan-tri", "Nguyễn Văn Thử"))
    assert code == 0, said
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"phohoa.db", "audit.key", "phohoa.log"}
    assert [path.name for path in files if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("key", ["audit", "field"])
def test_a_lost_key_is_not_replaced_by_a_new_one(instance: Path, key: str) -> None:
    (instance / f"{key}.key").unlink()
    with pytest.raises(UnsafeConfiguration, match="key_lost"):
        load_settings({"PHOHOA_INSTANCE": str(instance)})
    assert not (instance / f"{key}.key").exists()


@pytest.mark.slow
def test_the_command_line_says_so_in_a_sentence(instance: Path) -> None:
    (instance / "audit.key").unlink()
    code, said = ended(flask(instance, "audit", "verify"))
    assert code == 1
    assert "thiếu tệp khóa audit.key" in said
    assert "Traceback" not in said


def test_all_keys_lost_are_not_replaced_either(instance: Path) -> None:
    for path in instance.glob("*.key"):
        path.unlink()
    with pytest.raises(UnsafeConfiguration, match="key_lost"):
        load_settings({"PHOHOA_INSTANCE": str(instance)})


def test_a_lost_session_key_only_signs_everybody_out(instance: Path) -> None:
    (instance / "secret.key").unlink()
    load_settings({"PHOHOA_INSTANCE": str(instance)})


def test_the_key_of_another_installation_is_noticed(instance: Path) -> None:
    (instance / "audit.key").write_bytes(b"x" * 32)
    code, said = run(instance, "migrate-database")
    assert code == 1
    assert "audit.key không phải là khóa của cơ sở dữ liệu này" in said


def test_half_a_key_is_noticed(instance: Path) -> None:
    (instance / "field.key").write_bytes(b"x" * 31)
    with pytest.raises(UnsafeConfiguration, match="key_damaged"):
        load_settings({"PHOHOA_INSTANCE": str(instance)})


def test_two_processes_at_the_first_start_share_one_set_of_keys(tmp_path: Path) -> None:
    found: list[object] = []
    gate = threading.Barrier(6)

    def start() -> None:
        gate.wait()
        try:
            found.append(
                tuple(
                    sorted(
                        dataclasses.asdict(load_settings({"PHOHOA_INSTANCE": str(tmp_path)})).items(), key=str
                    )
                )
            )
        except Exception as error:
            found.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(str, found))) == 1, found
    assert {(tmp_path / f"{n}.key").stat().st_mode & 0o777 for n in ("secret", "audit", "field")} == {0o600}


def test_a_lock_is_free_again_when_its_holder_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with locking.held(path), pytest.raises(locking.Taken), locking.held(path):
        pass
    with locking.held(path):
        pass


def revision(instance: Path, number: str) -> None:
    connection = sqlite3.connect(instance / "phohoa.db")
    connection.execute("UPDATE alembic_version SET version_num = ?", (number,))
    connection.commit()
    connection.close()


@pytest.fixture
def older(instance: Path) -> Path:
    """The installation one step before the newest form of its tables."""
    app = create_app(load_settings({"PHOHOA_INSTANCE": str(instance)}))
    with app.app_context():
        from flask_migrate import downgrade

        downgrade()
        db.session.remove()
        db.engine.dispose()
    return instance


def test_before_the_tables_change_a_sound_copy_is_made(older: Path) -> None:
    code, said = run(older, "migrate-database")
    assert code == 0, said
    (copy,) = (older / "backups").iterdir()
    assert str(copy) in said
    assert rows(copy) == rows(older / "phohoa.db") == 1
    assert copy.stat().st_mode & 0o077 == 0
    step = "SELECT CAST(version_num AS INTEGER) FROM alembic_version"
    assert rows(copy, step) < rows(older / "phohoa.db", step), "the copy is from before"


def test_with_nothing_to_change_no_copy_is_made(instance: Path) -> None:
    assert run(instance, "migrate-database")[0] == 0
    assert not (instance / "backups").exists()


PREPARED = """
import sys
from app import app
with app.app_context():
    done = app.test_cli_runner().invoke(args=["migrate-database"])
print(done.exit_code, sorted({"alembic", "flask_migrate", "mako"} & set(sys.modules)))
"""


def test_only_who_takes_a_step_loads_what_steps_need(older: Path) -> None:
    said = []
    for _ in range(2):
        env = {**os.environ, "PHOHOA_INSTANCE": str(older), "PHOHOA_DATABASE_URL": ""}
        command = [sys.executable, "-c", PREPARED]
        said.append(
            subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
        )
    assert said == ["0 ['alembic', 'flask_migrate', 'mako']\n", "0 []\n"]


def test_without_a_copy_the_tables_are_left_alone(older: Path) -> None:
    (older / "backups").write_text("in the way")
    before = (older / "phohoa.db").read_bytes()
    code, said = run(older, "migrate-database")
    assert code == 1
    assert "chưa sao lưu được" in said
    assert (older / "phohoa.db").read_bytes() == before


def test_tables_newer_than_the_program_are_left_alone(instance: Path) -> None:
    revision(instance, "9999")
    code, said = run(instance, "migrate-database")
    assert code == 1
    assert "phiên bản mới hơn" in said


def _scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 64] = b"\xff" * 64
    path.write_bytes(data)


@pytest.mark.parametrize("damage", ["scribbled over", "something else"])
def test_a_damaged_database_is_not_worked_on(instance: Path, damage: str) -> None:
    path = instance / "phohoa.db"
    if damage == "scribbled over":
        _scribble(path)
    else:
        path.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    code, said = run(instance, "migrate-database")
    assert code == 1
    assert "bị hỏng" in said


@pytest.fixture
def own_signals() -> Iterator[None]:
    """What the server makes of signals is put back for the tests that follow."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("own_signals")
def test_a_port_that_is_taken_is_said_in_a_sentence(instance: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        app = create_app(load_settings({"PHOHOA_INSTANCE": str(instance), "PHOHOA_PORT": str(port)}))
        with app.app_context():
            done = app.test_cli_runner().invoke(args=["serve"])
            db.session.remove()
            db.engine.dispose()
    assert done.exit_code == 1
    assert f"cổng {port} của 127.0.0.1 đang có chương trình khác dùng" in done.output


@pytest.mark.usefixtures("own_signals")
@pytest.mark.parametrize("words", [("serve",), ("demo",)], ids=["serving", "loading again"])
def test_a_demo_that_was_left_half_way_is_not_worked_on(instance: Path, words: tuple[str, ...]) -> None:
    (instance / "demo-unfinished").touch()
    code, said = run(instance, *words)
    assert code == 1
    assert "nạp dữ liệu minh họa trước bị dừng giữa chừng" in said


@pytest.mark.parametrize(
    "words",
    [("audit", "verify"), ("register", "verify"), ("documents", "verify", __file__), ("reminders", "send")],
    ids=["audit", "register", "documents", "reminders"],
)
def test_before_there_are_tables_a_command_says_what_comes_first(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    app = create_app(load_settings({"PHOHOA_INSTANCE": str(tmp_path / "instance")}))
    with app.app_context():
        done = app.test_cli_runner().invoke(args=words)
        db.session.remove()
        db.engine.dispose()
    assert (done.exit_code, "migrate-database" in done.output) == (2, True), done.output


def test_every_refusal_says_what_it_needs() -> None:
    for code, sentence in REFUSALS.items():
        assert sentence.format(name="x", path="y", text="z", host="h", port=1), code


pytestmark = pytest.mark.skipif(bool(POSTGRES), reason="about the file of SQLite")
