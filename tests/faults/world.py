"""The ward that the schedules work in: made once, copied for each, served and restarted."""

import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from flask import Flask
from flask_migrate import upgrade
from waitress import create_server, wasyncore

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.domain.access import Role
from phohoa.domain.stages import Stage
from phohoa.extensions import db

from .. import factories
from ..harness import Client

SINCE = date(2026, 1, 5)
#: Key, name and stage of the people of the review; who is on the list has a helper, but for one.
PEOPLE = (
    ("hoa", "Mây Thị Hoa", Stage.SYMPATHISER, True),
    ("binh", "Gió Văn Bình", Stage.SYMPATHISER, True),
    ("dao", "Suối Thị Đào", Stage.SYMPATHISER, False),
    ("lan", "Nắng Thị Lan", Stage.CLASS_PROPOSED, True),
    ("cuong", "Nắng Quốc Cường", Stage.SOURCE, False),
    ("anh", "Trăng Thị Ánh", Stage.SOURCE, False),
)


@dataclass(frozen=True)
class Answered:
    """What the server answered to a POST: whose line, by which number, what was sent, and how it went."""

    path: str
    command_id: str
    fields: dict[str, str]
    status: int
    body: str


@dataclass
class Noting:
    """The WSGI application; keeps what the server answered to each POST, in the order of the answers."""

    application: Callable[..., Any]
    answers: list[Answered]
    answered: int = 0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        self.answered += 1
        if environ["REQUEST_METHOD"] != "POST":
            return self.application(environ, start_response)
        data = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"].seek(0)
        told: list[int] = []

        def begin(status: str, headers: Any, *rest: Any) -> Any:
            told.append(int(status[:3]))
            return start_response(status, headers, *rest)

        body = b"".join(self.application(environ, begin))
        fields = {k: v[0] for k, v in parse_qs(data.decode(), keep_blank_values=True).items()}
        text = body.decode("utf-8", "replace") if told[0] < 300 and len(body) < 2000 else ""
        self.answers.append(
            Answered(environ["PATH_INFO"], fields.get("command_id", ""), fields, told[0], text)
        )
        return [body]


class Running:
    """One start of the server on a free port, eight threads as in real use."""

    def __init__(self, app: Flask, answers: list[Answered]) -> None:
        self._map: dict[int, Any] = {}
        self.application = Noting(app, answers)
        self._server = create_server(self.application, host="127.0.0.1", port=0, threads=8, map=self._map)
        self.port: int = self._server.effective_port
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError, ValueError, KeyError):
            self._server.run()

    def stop(self) -> None:
        """As a process that ends: connections break off, what is being saved ends one way or the other."""
        with suppress(OSError, ValueError, RuntimeError):
            self._server.close()
            wasyncore.close_all(self._map, ignore_all=True)
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=5)
        self._thread.join(5)


@dataclass
class Place:
    """An installation whose database is set back for each schedule."""

    folder: Path
    apps: tuple[Flask, Flask]
    ids: SimpleNamespace
    cookies: dict[str, str]
    answers: list[Answered] = field(default_factory=list)
    starts: int = 0
    running: Running | None = None

    @property
    def app(self) -> Flask:
        return self.apps[self.starts % 2]

    def port(self) -> int:
        """Where the server listens now; 1, where nobody does, while it is down."""
        return self.running.port if self.running else 1

    def reset(self) -> None:
        """The ward as it was made, and a server."""
        self.stop()
        self.answers.clear()
        for app in self.apps:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
        for leftover in self.folder.glob("phohoa.db-*"):
            leftover.unlink()
        shutil.copy(self.folder / "whole.db", self.folder / "phohoa.db")
        for stored in (self.folder / "documents").iterdir():
            stored.unlink()
        self.start()

    def start(self) -> None:
        self.running = Running(self.app, self.answers)

    def stop(self) -> None:
        if self.running is not None:
            self.running.stop()
            self.running = None

    def restart(self) -> None:
        """A new application on the same files: nothing of the old process's memory is left to it."""
        self.stop()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        self.starts += 1
        self.start()


def _cookie(app: Flask, username: str) -> str:
    client = Client(app)
    answer = client.sign_in(username, factories.PASSWORD)
    assert answer.status_code == 303
    return SimpleCookie(answer.headers["Set-Cookie"])["phohoa"].value


def make(folder: Path) -> Place:
    """An installation with one branch, its chair and its secretary, both signed in."""
    settings = load_settings({"PHOHOA_INSTANCE": str(folder)})
    apps = create_app(settings), create_app(settings)
    with apps[0].app_context():
        upgrade()
        with factories.writing():
            factories.ward()
            branch = factories.branch("Chi bộ Tổ dân phố An Thử")
            helper = factories.member(branch, "Sông Văn Bến")
            other = factories.member(branch, "Núi Minh Đồi")
            runs = {}
            for key, name, stage, helped in PEOPLE:
                listed = stage is not Stage.SOURCE
                runs[key] = factories.run(
                    branch,
                    name,
                    stage,
                    helper=helper if helped else None,
                    sympathiser_on=SINCE if listed else None,
                    class_proposed_on=SINCE if stage is Stage.CLASS_PROPOSED else None,
                ).id
            users = {
                name: factories.user(Role.BRANCH, name, branches=(branch,)).id for name in ("chair", "clerk")
            }
            ids = SimpleNamespace(branch=branch.id, other=other.id, runs=runs, users=users)
        cookies = {name: _cookie(apps[0], name) for name in users}
        db.session.remove()
        db.engine.dispose()
    shutil.copy(folder / "phohoa.db", folder / "whole.db")
    return Place(folder, apps, ids, cookies)
