"""The server's process is killed in the middle of saves and started again: nothing lost, nothing twice."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from phohoa.domain.access import Actor
from phohoa.extensions import db
from phohoa.models import Receipt, ReviewLine
from phohoa.services import audit_reports, clock

from ..bench.visitor import Visitor
from ..conftest import POSTGRES
from .world import Place, make

ROOT = Path(__file__).resolve().parents[2]
KILLS = 3


class Process:
    """The server as in real use."""

    def __init__(self, folder: Path, port: int) -> None:
        env = {
            **os.environ,
            "PHOHOA_INSTANCE": str(folder),
            "PHOHOA_PORT": str(port),
            "PHOHOA_DATABASE_URL": "",
        }
        self._process = subprocess.Popen(
            [sys.executable, "app.py", "serve"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server did not come up")

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def saves_of(place: Place, visitor: Visitor) -> list[tuple[str, dict[str, str]]]:
    """Address and fields of a save for each person of the review."""
    today = clock.today()
    address = f"/branches/{place.ids.branch}/reviews/{today.year}/{today.month}"
    found = []
    for key, run_id in place.ids.runs.items():
        fields = {
            "csrf_token": visitor.token(),
            "command_id": f"killed-{key}",
            "version": "0",
            "remark": f"Viết lúc mất điện: {key}",
        }
        found.append((f"{address}/runs/{run_id}", fields))
    return found


@pytest.mark.skipif(bool(POSTGRES), reason="its own installation, on SQLite as in real use")
def test_a_process_that_is_killed_while_people_save_loses_nothing(tmp_path: Path) -> None:
    place = make(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told: dict[str, str] = {}
    server = Process(tmp_path, port)
    visitor = Visitor("127.0.0.1", port)
    visitor.cookies["phohoa"] = place.cookies["chair"]
    saves = saves_of(place, visitor)
    for number in range(KILLS + 1):
        if number < KILLS:  # dies somewhere between the first save and the last
            threading.Timer(0.05 * (number + 1), server.kill).start()
        for path, fields in saves:
            if path in told:
                continue
            try:
                one = Visitor("127.0.0.1", port)
                one.cookies["phohoa"] = place.cookies["chair"]
                answer = one.post(path, fields, htmx=True)
            except OSError:
                continue  # no answer: the same goes again, with its own number
            except Exception as error:
                assert "http" in type(error).__module__, error
                continue
            assert answer.status == 200, answer.text
            told[path] = answer.text
        if number < KILLS:
            time.sleep(0.3)
            server = Process(tmp_path, port)
    server.kill()
    assert set(told) == {path for path, _fields in saves}
    with place.app.app_context():
        stored = {line.run_id: line for line in db.session.scalars(select(ReviewLine))}
        for path, fields in saves:
            line = stored[int(path.rsplit("/", 1)[1])]
            assert (line.remark, line.version) == (fields["remark"], 1)
            assert re.search(r'name="version" value="1"', told[path])
        count = select(func.count()).select_from(Receipt).where(Receipt.command_id.startswith("killed-"))
        assert db.session.scalar(count) == len(saves)
        db.session.rollback()
        assert audit_reports.verify(Actor.system())["sound"]
        db.session.remove()
