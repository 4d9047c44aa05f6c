"""A form that comes late: after the session, under another account, from an old page, or twice."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import PartyMember, UserBranch, Ward
from phohoa.services import clock
from tests import factories
from tests.factories import PASSWORD, at
from tests.harness import Client, Document, _values, check_page

SignedIn = Callable[[str], Client]
NOON = at("2026-03-02 12:00")
LATER = NOON + timedelta(hours=2)
NAME = "Trần Văn Còn Nguyên"


def members(branch_id: int) -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(PartyMember.full_name).where(PartyMember.branch_id == branch_id)))


def form_in(html: str, action: str) -> dict[str, str]:
    """The fields of the form of an answer that goes to `action`."""
    start = html.index(f'action="{action}"')
    begin, end = html.rindex("<form", 0, start), html.index("</form>", start)
    return _values(html[begin:end])


def test_what_was_typed_survives_the_session_and_one_press_saves_it(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    url = f"/branches/{people.first}/members"
    with clock.pretend(NOON):
        client = signed_in("b1")
        fields = client.form(url, url) | {"full_name": NAME, "birth_year": "1970"}
    with clock.pretend(LATER):
        late = client.post(url, fields)
        assert late.status_code == 401
        assert "Nội dung đã nhập còn nguyên." in late.text
        check_page(late)
        again = form_in(late.text, "/sign-in") | {"username": "b1", "password": PASSWORD}
        assert NAME not in again["held"], "what is kept is not to be read over the shoulder"
        resend = client.post("/sign-in", again)
        assert resend.status_code == 200
        check_page(resend)
        kept = form_in(resend.text, url)
        assert kept["full_name"] == NAME
        assert members(people.first) == []
        assert client.post(url, kept).status_code == 303
        assert members(people.first) == [NAME]
        assert client.post(url, kept).status_code == 303
        assert members(people.first) == [NAME], "pressing again saves nothing twice"


def test_a_wrong_password_on_the_way_loses_nothing(signed_in: SignedIn, people: SimpleNamespace) -> None:
    url = f"/branches/{people.first}/members"
    with clock.pretend(NOON):
        client = signed_in("b1")
        fields = client.form(url, url) | {"full_name": NAME}
    with clock.pretend(LATER):
        late = client.post(url, fields)
        wrong = client.post(
            "/sign-in", form_in(late.text, "/sign-in") | {"username": "b1", "password": "không"}
        )
        assert wrong.status_code == 422
        again = form_in(wrong.text, "/sign-in") | {"username": "b1", "password": PASSWORD}
        assert form_in(client.post("/sign-in", again).text, url)["full_name"] == NAME


def test_what_one_typed_is_not_saved_under_the_account_of_another(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    url = f"/branches/{people.first}/members"
    with factories.writing():
        db.session.add(UserBranch(user_id=people.b2, branch_id=people.first))
    with clock.pretend(NOON):
        client = signed_in("b1")
        fields = client.form(url, url) | {"full_name": NAME}
    with clock.pretend(LATER):
        late = client.post(url, fields)
        again = form_in(late.text, "/sign-in") | {"username": "b2", "password": PASSWORD}
        kept = form_in(client.post("/sign-in", again).text, url)
        answer = client.post(url, kept)
    assert answer.status_code == 409
    assert "tài khoản khác" in answer.text
    assert members(people.first) == []


def test_passwords_are_never_kept(signed_in: SignedIn, app: Flask) -> None:
    from phohoa.web.auth.held import release

    with clock.pretend(NOON):
        client = signed_in("office")
        secrets = {"current": PASSWORD, "new": "bí mật một hai", "again": "bí mật một hai"}
        secrets |= {"passphrase": "bí mật ba bốn", "password": "bí mật năm sáu", "pkcs12_passphrase": "bảy"}
        fields = client.form("/account/password", "/account/password") | secrets
    with clock.pretend(LATER):
        late = client.post("/account/password", fields)
    held = form_in(late.text, "/sign-in")["held"]
    with app.test_request_context():
        kept = release(held)
    assert kept is not None
    assert {name for name, _ in kept[1]} == {"command_id", "version", "as_user"}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://evil.example"}, id="another site's form"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="said so by the browser"),
        pytest.param({"Origin": "null"}, id="from nowhere"),
    ],
)
def test_a_form_of_another_site_is_never_offered_for_sending(
    app: Flask, people: SimpleNamespace, headers: dict[str, str]
) -> None:
    client = Client(app)
    answer = client.post(
        f"/branches/{people.first}/members", {"full_name": NAME}, token=False, headers=headers
    )
    assert answer.status_code == 401
    assert "held" not in form_in(answer.text, "/sign-in") or not form_in(answer.text, "/sign-in")["held"]


@pytest.mark.parametrize("kept", ["x", "eyJhY3Rpb24iOiIvIn0.aaaa.bbbb", ""])
def test_a_kept_form_that_is_not_ours_is_left_aside(app: Flask, people: SimpleNamespace, kept: str) -> None:
    client = Client(app)
    answer = client.post("/sign-in", {"username": "office", "password": PASSWORD, "held": kept})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_fragment_is_answered_with_a_sentence_and_not_with_a_page(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    with clock.pretend(NOON):
        client = signed_in("b1")
    with clock.pretend(LATER):
        for answer in (
            client.get("/members", htmx=True),
            client.post(f"/branches/{people.first}/members", {"full_name": NAME}, htmx=True),
        ):
            assert answer.status_code == 401
            assert "còn nguyên" in answer.text
            assert "/sign-in" in answer.text
            assert "<html" not in answer.text
            assert answer.headers["HX-Retarget"] == "#messages"


def test_a_page_opened_under_another_account_saves_nothing(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    url = "/admin/ward"
    client = signed_in("office")
    fields = client.form(url, url) | {"name": "Đảng bộ phường Khác"}
    fields["as_user"] = str(people.admin)
    answer = client.post(url, fields)
    assert answer.status_code == 409
    check_page(answer)
    db.session.rollback()
    assert db.session.get(Ward, 1).name == "Đảng bộ phường Phổ Hòa"


def test_a_page_left_open_over_a_new_sign_in_is_offered_again(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    url = f"/branches/{people.first}/members"
    client = signed_in("b1")
    fields = client.form(url, url) | {"full_name": NAME}
    client.sign_in("b1", PASSWORD)  # in another tab: the token of the old page no longer fits
    answer = client.post(url, fields)
    assert answer.status_code == 400
    assert members(people.first) == []
    assert client.post(url, form_in(answer.text, url)).status_code == 303
    assert members(people.first) == [NAME]


def test_a_fresh_token_is_there_for_a_page_left_open(signed_in: SignedIn, anyone: Client) -> None:
    client = signed_in("office")
    answer = client.get("/session/token").get_json()
    assert answer["user"] == client.user_id
    assert anyone.get("/session/token").get_json()["user"] is None


def test_a_double_press_makes_one_and_other_content_is_refused(
    signed_in: SignedIn, people: SimpleNamespace
) -> None:
    url = f"/branches/{people.first}/members"
    client = signed_in("b1")
    fields = client.form(url, url) | {"full_name": NAME}
    assert [client.post(url, fields).status_code for _ in range(3)] == [303, 303, 303]
    assert members(people.first) == [NAME]
    other = client.post(url, fields | {"full_name": "Lê Thị Khác"})
    assert other.status_code == 409
    assert "đã được gửi" in other.text
    assert members(people.first) == [NAME]


def test_nobody_uses_the_number_of_anothers_form(signed_in: SignedIn, people: SimpleNamespace) -> None:
    with factories.writing():
        db.session.add(UserBranch(user_id=people.b2, branch_id=people.first))
    url = f"/branches/{people.first}/members"
    first, second = signed_in("b1"), signed_in("b2")
    fields = first.form(url, url) | {"full_name": NAME}
    first.post(url, fields)
    fields |= {"as_user": str(people.b2), "csrf_token": second.token()}
    assert second.post(url, fields).status_code == 409


def test_a_stale_page_saves_nothing_and_says_so(signed_in: SignedIn, people: SimpleNamespace) -> None:
    url = "/admin/ward"
    first, second = signed_in("office"), signed_in("office")
    mine = first.form(url, url) | {"place": "Phổ Một"}
    theirs = second.form(url, url) | {"place": "Phổ Hai"}
    assert first.post(url, mine).status_code == 303
    stale = second.post(url, theirs)
    assert stale.status_code == 409
    assert "đã có người sửa" in stale.text
    assert Document(first.get(url).text).all("input")
    assert first.form(url, url)["place"] == "Phổ Một"
