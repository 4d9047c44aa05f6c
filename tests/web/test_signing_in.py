"""Signing in and out, and everything that ends a session."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from phohoa.domain.access import Role
from phohoa.extensions import db
from phohoa.models import LoginSession, User
from phohoa.services import clock
from tests import factories
from tests.factories import PASSWORD, at
from tests.harness import Client, check_page
from tests.harness import _Requests as Requests

SignedIn = Callable[[str], Client]
NOON = at("2026-03-02 12:00")
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
TOO_MANY = "Đã nhập sai quá nhiều lần."
NEW = "mùa lúa chín vàng 7"


def is_signed_in(client: Client) -> bool:
    return client.get("/help").status_code == 200


def change(client: Client, current: str = PASSWORD, new: str = NEW, again: str | None = None):
    fields = client.form("/account/password", "/account/password")
    fields |= {"current": current, "new": new, "again": new if again is None else again}
    return client.post("/account/password", fields)


def test_the_sign_in_page_is_whole(anyone: Client, people: SimpleNamespace) -> None:
    anyone.page("/sign-in")


def test_a_known_name_with_its_password_opens_the_work(signed_in: SignedIn) -> None:
    assert is_signed_in(signed_in("office"))


def test_a_cookie_torn_by_a_bad_line_locks_nobody_out(app: Flask, signed_in: SignedIn) -> None:
    """Half a Set-Cookie line has no Path: the browser sends what it kept of it first, for one folder."""
    client = signed_in("office")
    cookie = client.raw.get_cookie("phohoa")
    assert cookie is not None
    older = signed_in("b1").raw.get_cookie("phohoa")
    for torn in (cookie.value[:-9], cookie.value[:12], "", older.value if older else ""):
        sent = {"Cookie": f"phohoa={torn}; phohoa={cookie.value}"}
        bare = Requests(app, app.response_class, use_cookies=False)
        assert bare.get("/help", headers=sent).status_code == 200
        token = bare.get("/session/token", headers=sent).get_json()
        assert token["user"] == client.user_id, "the cookie of the whole site counts"


def test_letters_of_any_case_and_any_keyboard_are_the_same_account(
    app: Flask, people: SimpleNamespace
) -> None:
    import unicodedata

    client = Client(app)
    typed = unicodedata.normalize("NFD", PASSWORD)
    assert client.sign_in(" Office ", typed).status_code == 303
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        pytest.param("office", "sai mật khẩu rồi", id="wrong password"),
        pytest.param("nobody", PASSWORD, id="unknown name"),
        pytest.param("b2", PASSWORD, id="closed account"),
        pytest.param("office", "x" * 5000, id="an endless password"),
    ],
)
def test_what_does_not_fit_gets_one_and_the_same_sentence(
    anyone: Client, people: SimpleNamespace, username: str, password: str
) -> None:
    with factories.writing():
        db.session.get(User, people.b2).active = False
    response = anyone.sign_in(username, password)
    assert response.status_code == 422
    assert WRONG in response.text
    assert "/account/sessions" not in response.text
    check_page(response)


def test_eight_wrong_tries_close_a_name_for_a_quarter_of_an_hour(app: Flask, people: SimpleNamespace) -> None:
    with clock.pretend(NOON):
        for _ in range(8):
            assert Client(app).sign_in("office", "sai mật khẩu rồi").status_code == 422
        refused = Client(app).sign_in("office", PASSWORD)
        assert refused.status_code == 429
        assert TOO_MANY in refused.text
        assert Client(app).sign_in("admin", PASSWORD).status_code == 303
    with clock.pretend(NOON + timedelta(minutes=16)):
        assert Client(app).sign_in("office", PASSWORD).status_code == 303


def test_an_unknown_name_is_slowed_down_like_a_known_one(app: Flask, people: SimpleNamespace) -> None:
    for _ in range(8):
        assert Client(app).sign_in("nobody", PASSWORD).status_code == 422
    assert Client(app).sign_in("nobody", PASSWORD).status_code == 429


def test_forty_wrong_tries_close_an_address(app: Flask, people: SimpleNamespace) -> None:
    from phohoa.models import LoginAttempt
    from phohoa.services.vault import digest

    key = app.extensions["phohoa"].settings.audit_key
    with factories.writing():
        for n in range(40):
            db.session.add(
                LoginAttempt(
                    at=clock.now(),
                    name_digest=digest(key, f"name:guess{n}"),
                    address_digest=digest(key, "address:127.0.0.1"),
                )
            )
    assert Client(app).sign_in("office", PASSWORD).status_code == 429


def test_a_first_password_must_be_changed_before_any_work(app: Flask, people: SimpleNamespace) -> None:
    with factories.writing():
        factories.user(Role.OFFICE, "newcomer", must_change=True)
    client = Client(app)
    client.sign_in("newcomer", PASSWORD)
    for url in ("/", "/admin/ward", "/members", "/account/sessions"):
        response = client.get(url)
        assert (response.status_code, response.headers["Location"]) == (303, "/account/password"), url
    assert client.post("/admin/ward", {"name": "x"}).headers["Location"] == "/account/password"
    page = client.page("/account/password")
    assert "lần đăng nhập đầu" in page.text
    assert change(client).status_code == 303
    assert client.get("/admin/ward").status_code == 200


def test_a_first_password_dies_after_three_days(app: Flask, people: SimpleNamespace) -> None:
    with clock.pretend(NOON), factories.writing():
        factories.user(Role.OFFICE, "newcomer", must_change=True)
    with clock.pretend(NOON + timedelta(hours=73)):
        response = Client(app).sign_in("newcomer", PASSWORD)
        assert response.status_code == 422
        assert "72 giờ" in response.text


def test_a_session_ends_after_an_hour_without_a_sign_of_life(signed_in: SignedIn) -> None:
    with clock.pretend(NOON):
        client = signed_in("office")
    with clock.pretend(NOON + timedelta(minutes=59)):
        assert is_signed_in(client)
    with clock.pretend(NOON + timedelta(minutes=118)):
        assert is_signed_in(client)
    with clock.pretend(NOON + timedelta(minutes=179)):
        assert not is_signed_in(client)


def test_a_session_ends_after_ten_hours_however_busy(signed_in: SignedIn) -> None:
    with clock.pretend(NOON):
        client = signed_in("office")
    for minutes in range(50, 600, 50):
        with clock.pretend(NOON + timedelta(minutes=minutes)):
            assert is_signed_in(client)
    with clock.pretend(NOON + timedelta(minutes=600)):
        assert not is_signed_in(client)


def test_being_in_use_is_noted_at_most_once_a_minute(signed_in: SignedIn) -> None:
    def seen() -> object:
        db.session.rollback()
        return db.session.query(LoginSession).one().last_seen_at

    with clock.pretend(NOON):
        client = signed_in("office")
    with clock.pretend(NOON + timedelta(seconds=59)):
        client.get("/help")
        assert seen() == NOON
    with clock.pretend(NOON + timedelta(seconds=61)):
        client.get("/help")
        assert seen() == NOON + timedelta(seconds=61)


def test_a_copied_cookie_dies_when_its_owner_signs_out(app: Flask, signed_in: SignedIn) -> None:
    owner, thief = signed_in("office"), Client(app)
    cookie = owner.raw.get_cookie("phohoa")
    thief.raw.set_cookie("phohoa", cookie.value)
    assert is_signed_in(thief)
    response = owner.post("/sign-out")
    assert response.headers["Location"] == "/sign-in"
    assert '"cache"' in response.headers["Clear-Site-Data"]
    assert not is_signed_in(thief)
    thief.raw.set_cookie("phohoa", cookie.value)
    assert not is_signed_in(thief)


def test_signing_in_over_a_session_ends_the_one_before(app: Flask, signed_in: SignedIn) -> None:
    client, thief = signed_in("office"), Client(app)
    thief.raw.set_cookie("phohoa", client.raw.get_cookie("phohoa").value)
    client.sign_in("admin", PASSWORD)
    assert not is_signed_in(thief)


def test_closing_an_account_puts_it_out_at_once(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office, admin = signed_in("office"), signed_in("admin")
    url = f"/admin/users/{people.office}"
    admin.post(url + "/close", admin.form(url, url + "/close"))
    assert not is_signed_in(office)


def test_another_role_counts_from_the_next_click(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office = signed_in("office")
    assert office.get("/admin/units").status_code == 200
    with factories.writing():
        db.session.get(User, people.office).role = Role.COMMITTEE
    assert office.get("/admin/units").status_code == 403


def test_a_branch_taken_away_is_gone_from_the_next_click(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    b1 = signed_in("b1")
    url = f"/branches/{people.first}/members"
    assert b1.get(url).status_code == 200
    with factories.writing():
        user = db.session.get(User, people.b1)
        user.branches = [link for link in user.branches if link.branch_id != people.first]
    assert b1.get(url).status_code == 404


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(app: Flask, signed_in: SignedIn) -> None:
    here, there = signed_in("office"), signed_in("office")
    assert change(here).status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert Client(app).sign_in("office", PASSWORD).status_code == 422
    assert Client(app).sign_in("office", NEW).status_code == 303


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        pytest.param("không phải", NEW, NEW, "Mật khẩu hiện tại không đúng.", id="wrong current one"),
        pytest.param(PASSWORD, "ngắn quá", "ngắn quá", "ít nhất 10 ký tự", id="too short"),
        pytest.param(PASSWORD, "x1" * 65, "x1" * 65, "dài nhất 128", id="too long"),
        pytest.param(PASSWORD, "matkhau123456", "matkhau123456", "dễ đoán", id="common with figures"),
        pytest.param(PASSWORD, "Mật khẩu 2026", "Mật khẩu 2026", "dễ đoán", id="common with accents"),
        pytest.param(PASSWORD, PASSWORD, PASSWORD, "phải khác", id="the same again"),
        pytest.param(PASSWORD, NEW, NEW + "x", "chưa giống nhau", id="typed twice differently"),
        pytest.param("", NEW, NEW, "Ô này cần có nội dung.", id="nothing typed"),
    ],
)
def test_a_password_that_will_not_do_says_why_beside_the_field(
    signed_in: SignedIn, current: str, new: str, again: str, sentence: str
) -> None:
    client = signed_in("office")
    response = change(client, current, new, again)
    assert response.status_code == 422
    assert sentence in response.text
    check_page(response)
    assert new not in response.text, "a password is never shown again"


def test_changing_the_password_twice_with_one_form_is_one_change(signed_in: SignedIn) -> None:
    client = signed_in("office")
    fields = client.form("/account/password", "/account/password")
    fields |= {"current": PASSWORD, "new": NEW, "again": NEW}
    assert client.post("/account/password", fields).status_code == 303
    assert client.post("/account/password", fields).status_code == 303


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "https:evil.example", "/\t/evil.example",
     "javascript:alert(1)", "evil.example", "\\\\evil.example", "/%0a/evil\n.example", ""],
)  # fmt: skip
def test_signing_in_leads_to_our_own_pages_only(app: Flask, people: SimpleNamespace, target: str) -> None:
    client = Client(app)
    response = client.post("/sign-in", {"username": "office", "password": PASSWORD, "next": target})
    assert response.headers["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(app: Flask, people: SimpleNamespace) -> None:
    client = Client(app)
    asked = client.get("/access-log?page=2")
    assert asked.status_code == 302
    fields = client.form(asked.headers["Location"], "/sign-in")
    response = client.post("/sign-in", fields | {"username": "office", "password": PASSWORD})
    assert response.headers["Location"] == "/access-log?page=2"


def test_people_see_where_they_are_signed_in_and_end_it(app: Flask, people: SimpleNamespace) -> None:
    here, there = Client(app), Client(app)
    here.sign_in("office", PASSWORD)
    token = there.token()
    there.raw.post(
        "/sign-in",
        data={"username": "office", "password": PASSWORD, "csrf_token": token},
        headers={"User-Agent": "Mozilla/5.0 (Windows NT 6.1) AppleWebKit Chrome/109.0 Safari"},
    )
    assert is_signed_in(there)
    page = here.page("/account/sessions")
    assert "Chrome, máy tính Windows" in page.text
    assert "Mozilla" not in page.text
    (end,) = [f["action"] for f in page.all("form") if f["action"].endswith("/end")]
    assert here.post(end).status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_nobody_ends_the_session_of_another(signed_in: SignedIn, people: SimpleNamespace) -> None:
    office, admin = signed_in("office"), signed_in("admin")
    db.session.rollback()
    row = db.session.query(LoginSession).filter_by(user_id=people.office).one()
    assert admin.post(f"/account/sessions/{row.id}/end").status_code == 404
    assert is_signed_in(office)
