"""Behind the real server: sizes, proxies, many at once, and a database that cannot be reached."""

import dataclasses
import http.client
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, text

from phohoa import serving
from phohoa.domain.access import Actor
from phohoa.extensions import db
from phohoa.models import PartyMember
from phohoa.services import audit_reports
from tests import factories
from tests.conftest import POSTGRES
from tests.harness import Client

SignedIn = Callable[[str], Client]
MB = 1024 * 1024


class Browser:
    """One connection to a real server, with its own cookies."""

    def __init__(self, port: int, **headers: str) -> None:
        self._talk = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = ""
        self._headers = headers
        self.token = ""

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        sent = {
            "Cookie": self._cookie,
            **self._headers,
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        self._talk.request(method, path, body=body, headers=sent)
        answer = self._talk.getresponse()
        said = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._cookie = line.split(";")[0]
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', said):
            self.token = found[1]
        return answer.status, answer.headers, said

    def post(self, path: str, **fields: str) -> tuple[int, http.client.HTTPMessage, str]:
        body = urlencode({"csrf_token": self.token, **fields}).encode()
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")

    def sign_in(self, username: str, password: str = factories.PASSWORD) -> int:
        self.ask("GET", "/sign-in")
        status = self.post("/sign-in", username=username, password=password)[0]
        self.ask("GET", "/account/password")
        return status


@pytest.fixture
def serve(app: Flask, people: SimpleNamespace) -> Iterator[Callable[..., int]]:
    """serve(https=True) starts a server and gives its port."""
    running: list[tuple[object, threading.Thread]] = []
    db.session.rollback()

    def start(*, threads: int = 8, **changes: object) -> int:
        settings = dataclasses.replace(app.extensions["phohoa"].settings, port=0, **changes)
        server = serving.server_for(app, settings, threads)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        running.append((server, thread))
        return int(server.effective_port)

    yield start
    for server, thread in running:
        server.close()
        thread.join(5)


def parts(size: int, count: int = 1) -> bytes:
    head = b'--BB\r\nContent-Disposition: form-data; name="f%d"; filename="a.pdf"\r\n\r\n'
    return b"".join(head % n + b"x" * size + b"\r\n" for n in range(count)) + b"--BB--\r\n"


@pytest.mark.parametrize(
    ("size", "count", "status"),
    [
        pytest.param(24 * MB, 1, 422, id="the largest that is looked at"),
        pytest.param(26 * MB, 1, 413, id="a little too large"),
        pytest.param(60 * MB, 1, 413, id="much too large"),
        pytest.param(1, 2500, 413, id="too many parts"),
    ],
)
def test_a_file_too_large_is_refused_in_a_sentence_that_arrives(
    serve: Callable[..., int], size: int, count: int, status: int
) -> None:
    browser = Browser(serve())
    browser.sign_in("office")
    body = parts(size, count)
    kind = "multipart/form-data; boundary=BB"
    got, headers, said = browser.ask(
        "POST", "/documents/verify", body, Content_Type=kind, X_CSRFToken=browser.token
    )
    assert got == status
    assert ("quá lớn" in said) is (status == 413)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "waitress" not in said


def addresses(app: Flask) -> list[str]:
    from phohoa.models import LoginAttempt

    db.session.rollback()
    return list(db.session.scalars(select(LoginAttempt.address_digest).order_by(LoginAttempt.id)))


def digest_of(app: Flask, address: str) -> str:
    from phohoa.services.vault import digest

    return digest(app.extensions["phohoa"].settings.audit_key, "address:" + address)


@pytest.mark.parametrize(
    ("https", "sent", "counted"),
    [
        pytest.param(False, "198.51.100.7", "127.0.0.1", id="nobody in front: the header is anybody's word"),
        pytest.param(True, "198.51.100.7", "198.51.100.7", id="the proxy's word"),
        pytest.param(True, "203.0.113.9, 198.51.100.7", "198.51.100.7", id="what was sent to the proxy"),
    ],
)
def test_tries_are_counted_by_the_address_that_cannot_be_made_up(
    app: Flask, serve: Callable[..., int], https: bool, sent: str, counted: str
) -> None:
    port = serve(https=https)
    browser = Browser(port, X_Forwarded_For=sent, **{"X-Forwarded-For": sent, "X-Forwarded-Proto": "http"})
    assert browser.sign_in("office", "sai mật khẩu rồi") == 422
    assert addresses(app) == [digest_of(app, counted)]


@pytest.mark.parametrize("name", ["OFFICE", " office ", "of\u200bfice", "ｏｆｆｉｃｅ", "office\x00", "oﬃce"])
def test_another_way_to_write_a_name_is_no_way_round_the_limit(
    app: Flask, people: SimpleNamespace, name: str
) -> None:
    for _ in range(8):
        Client(app).sign_in("office", "sai mật khẩu rồi")
    assert Client(app).sign_in(name, factories.PASSWORD).status_code in (422, 429)


def test_letters_that_nobody_types_are_left_out(signed_in: SignedIn, people: SimpleNamespace) -> None:
    client = signed_in("b1")
    url = f"/branches/{people.first}/members"
    fields = client.form(url, url) | {"full_name": "Trần\x00 Thị\x1b Thử", "birth_year": "1970"}
    assert client.post(url, fields | {"command_id": "x\x00y"}).status_code == 303
    db.session.rollback()
    assert db.session.scalars(select(PartyMember.full_name)).all() == ["Trần Thị Thử"]


@pytest.mark.skipif(bool(POSTGRES), reason="about SQLite's lock")
def test_a_database_that_cannot_be_read_is_said_so_without_a_page(
    app: Flask, signed_in: SignedIn, people: SimpleNamespace
) -> None:
    client = signed_in("office")
    db.session.rollback()
    db.session.execute(text("PRAGMA busy_timeout=50"))
    db.session.rollback()
    other = sqlite3.connect(app.extensions["phohoa"].settings.instance / "phohoa.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        plain, fragment = client.get("/help"), client.get("/help", htmx=True)
    finally:
        other.execute("ROLLBACK")
        other.close()
    for answer in (plain, fragment):
        assert answer.status_code == 503
        assert "Phần mềm đang bận" in answer.text
        assert "sqlite" not in answer.text.lower()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert fragment.headers["HX-Retarget"] == "#messages"
    assert client.get("/help").status_code == 200


def test_twenty_who_save_at_once_all_get_through(
    app: Flask, serve: Callable[..., int], people: SimpleNamespace
) -> None:
    port = serve(threads=20)
    browsers = [Browser(port) for _ in range(20)]
    url = f"/branches/{people.first}/members"
    for browser in browsers:
        assert browser.sign_in("b1") == 303
    gate, got = threading.Barrier(20), []

    def save(number: int) -> None:
        gate.wait()
        for turn in range(3):
            name = f"Người Thử {number} {turn}"
            status, *_ = browsers[number].post(url, full_name=name, birth_year="1970", standing="official")
            got.append(status)
            browsers[number].ask("GET", url)

    threads = [threading.Thread(target=save, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [303] * 60
    db.session.rollback()
    assert len(db.session.scalars(select(PartyMember.id)).all()) == 60
    report = audit_reports.verify(Actor.system())
    assert report["sound"] is True
