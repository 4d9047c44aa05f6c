"""What every answer carries, and what the log never does."""

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_migrate import upgrade

from phohoa import create_app
from phohoa.config import UnsafeConfiguration, load_settings
from phohoa.domain.access import Action
from phohoa.extensions import db
from phohoa.web import logs
from tests.harness import Client

SignedIn = Callable[[str], Client]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), ch-ua=(), ch-ua-mobile=(), ch-ua-platform=()"
    ),
}
TYPED = "CANARY-Nguyễn-Thị-Bí-Mật"


@pytest.fixture
def broken(app: Flask) -> Iterator[str]:
    """The address of a page that fails in the middle of its work, with typed text in the message."""
    whole = app.view_functions["help.index"]

    def fails() -> str:
        try:
            raise KeyError(TYPED)
        except KeyError as error:
            raise UnicodeEncodeError("ascii", TYPED, 0, 1, TYPED) from error

    fails.gate = Action.HELP_VIEW  # type: ignore[attr-defined]
    app.view_functions["help.index"] = fails
    yield "/help"
    app.view_functions["help.index"] = whole


ANSWERS = [
    pytest.param("/sign-in", 200, id="a page"),
    pytest.param("/admin/ward", 302, id="the way to the sign-in"),
    pytest.param("/nothing/here", 404, id="no such page"),
    pytest.param("/sign-out", 405, id="a method that is not taken"),
    pytest.param("/session/token", 200, id="data"),
]


@pytest.mark.parametrize(("url", "status"), ANSWERS)
def test_every_answer_to_a_stranger_carries_the_headers(
    anyone: Client, people: SimpleNamespace, url: str, status: int
) -> None:
    answer = anyone.get(url)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("url", "status"), [("/help", 200), ("/admin/users", 403), ("/branches/999/members", 404)]
)
def test_every_answer_to_the_office_carries_the_headers(signed_in: SignedIn, url: str, status: int) -> None:
    answer = signed_in("office").get(url)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_failure_carries_them_too_and_tells_nothing(signed_in: SignedIn, broken: str) -> None:
    client = signed_in("office")
    answer = client.get(broken)
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "Phần mềm gặp trục trặc" in answer.text
    assert TYPED not in answer.text
    assert "Traceback" not in answer.text


def test_a_body_too_large_is_refused_in_plain_words(signed_in: SignedIn) -> None:
    client = signed_in("office")
    answer = client.post("/admin/ward", {"name": "x" * (2 << 20)})
    assert answer.status_code == 413
    assert "quá lớn" in answer.text
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


def test_a_refused_method_says_which_one_is_taken(anyone: Client, people: SimpleNamespace) -> None:
    assert "POST" in anyone.get("/sign-out").headers["Allow"]


def test_static_files_with_a_mark_are_kept_for_a_year(anyone: Client, people: SimpleNamespace) -> None:
    assert "immutable" in anyone.get("/static/app.css?v=1").headers["Cache-Control"]
    assert "Set-Cookie" not in anyone.get("/static/app.css?v=1").headers


@pytest.mark.parametrize("address", ["/static/app.css?v=1", "/sw.js?v=1"])
def test_a_file_for_everybody_is_not_asked_for_again_after_signing_in(
    signed_in: SignedIn, address: str
) -> None:
    assert "Cookie" not in signed_in("office").get(address).headers.get("Vary", "")


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(signed_in: SignedIn) -> None:
    client = signed_in("office")
    cookie = client.raw.get_cookie("phohoa")
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert cookie.expires is None, "it goes with the browser"
    assert len(cookie.value) <= 150, "it travels with every line that is saved"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.7", "[::2]"])
def test_another_host_name_is_refused(anyone: Client, people: SimpleNamespace, host: str) -> None:
    for url in ("/sign-in", "/", "/static/app.css", "/nothing"):
        answer = anyone.get(url, headers={"Host": host})
        assert answer.status_code == 400, url
        assert host not in answer.text
        assert answer.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("host", ["localhost:5000", "127.0.0.1:5000"])
def test_this_machines_names_are_taken(anyone: Client, people: SimpleNamespace, host: str) -> None:
    assert anyone.get("/sign-in", headers={"Host": host}).status_code == 200


def test_behind_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    app = create_app(
        load_settings(
            {
                "PHOHOA_INSTANCE": str(tmp_path),
                "PHOHOA_HTTPS": "1",
                "PHOHOA_TRUSTED_HOSTS": "phohoa.test",
                "PHOHOA_DATABASE_URL": f"sqlite:///{tmp_path}/https.db",
            }
        )
    )
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    answer = app.test_client().get("/sign-in", base_url="https://phohoa.test")
    assert answer.status_code == 200
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-phohoa=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert app.test_client().get("/sign-in", base_url="https://localhost").status_code == 400


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({"PHOHOA_HOST": "192.0.2.7"}, id="open to the network without HTTPS"),
        pytest.param({"PHOHOA_HTTPS": "1"}, id="HTTPS without a host name"),
        pytest.param({"PHOHOA_PORT": "http"}, id="a port that is none"),
    ],
)
def test_an_unsafe_setting_stops_the_start(tmp_path: Path, env: dict[str, str]) -> None:
    with pytest.raises(UnsafeConfiguration):
        load_settings({"PHOHOA_INSTANCE": str(tmp_path), **env})


def test_a_key_that_others_can_read_stops_the_start(tmp_path: Path) -> None:
    load_settings({"PHOHOA_INSTANCE": str(tmp_path)})
    (tmp_path / "audit.key").chmod(0o644)
    with pytest.raises(UnsafeConfiguration):
        load_settings({"PHOHOA_INSTANCE": str(tmp_path)})


def test_keys_stay_the_same_over_a_restart(tmp_path: Path) -> None:
    first = load_settings({"PHOHOA_INSTANCE": str(tmp_path)})
    assert dataclasses.asdict(first) == dataclasses.asdict(load_settings({"PHOHOA_INSTANCE": str(tmp_path)}))
    assert len({first.secret_key, first.audit_key, first.field_key}) == 3


def test_the_log_has_places_and_numbers_but_nothing_that_was_typed(
    app: Flask, signed_in: SignedIn, people: SimpleNamespace, broken: str
) -> None:
    instance = app.extensions["phohoa"].settings.instance
    logs.install(instance)
    client = signed_in("office")
    client.get(f"{broken}?q={TYPED}")
    client.get(f"/nothing/{TYPED}?q={TYPED}")
    client.post("/admin/ward", {"name": TYPED, "csrf_token": TYPED})
    client.post("/admin/ward", client.form("/admin/ward", "/admin/ward") | {"name": TYPED, "place": ""})
    Client(app).sign_in(TYPED, TYPED)
    app.logger.getChild("other").warning("kept")
    import logging

    logging.getLogger("xhtml2pdf").warning("cannot read %s", TYPED)
    log = (instance / "phohoa.log").read_text("utf-8")
    assert '"unexpected UnicodeEncodeError at help.index"' in log
    assert f'"user": {people.office}' in log
    assert "KeyError" in log
    assert "sign-in refused: wrong_password" in log
    assert "CANARY" not in log
    assert "xhtml2pdf" in log
    assert "Thử Nghiệm" not in log
