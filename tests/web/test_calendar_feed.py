"""The calendar feed: its secret, what it says and to whom, and that the format is kept."""

import json
import logging
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from phohoa.domain.access import Role
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, CalendarFeed, LoginAttempt, User, UserBranch
from phohoa.services import clock
from phohoa.services.login_sessions import token_hash
from phohoa.web.logs import JsonLines
from phohoa.web.planning.ics import Event, calendar_text

from .. import factories
from ..harness import Client, Document

TODAY = date(2026, 11, 26)


def parsed(text: str) -> list[dict[str, str]]:
    """Events of a calendar, read by the rules of RFC 5545 alone."""
    assert text.endswith("\r\n")
    raw = text.encode().split(b"\r\n")[:-1]
    for line in raw:
        assert b"\n" not in line
        assert b"\r" not in line
        assert len(line) <= 75
        line.decode()  # no letter is cut in two
    lines: list[str] = []
    for line in raw:
        if line.startswith(b" "):
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line not in ("END:VEVENT", "END:VCALENDAR"):
            plain, escaped = "", False
            for sign in value:
                if escaped:
                    plain, escaped = plain + ("\n" if sign in "nN" else sign), False
                elif sign == "\\":
                    escaped = True
                else:
                    plain += sign
            assert name not in events[-1]
            events[-1][name] = plain
    return events


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-11-26 09:00"))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def rows(today: None, people: SimpleNamespace) -> SimpleNamespace:
    with factories.writing():
        first, second = db.session.get(Branch, people.first), db.session.get(Branch, people.second)
        own = factories.run(first, "Đỗ Văn Thử", Stage.SUBMITTED, branch_resolution_on=date(2026, 11, 3))
        other = factories.run(second, "Lê Thị Khác", Stage.DECIDED, decision_on=date(2026, 11, 20))
        return SimpleNamespace(own=own.id, other=other.id)


def made(client: Client) -> str:
    """Make the address; gives its path."""
    answer = client.post("/account/calendar", client.form("/account/calendar", "/account/calendar"))
    assert answer.status_code == 200
    shown = Document(answer.get_data(as_text=True))
    (url,) = [a["value"] for a in shown.all("input") if a.get("id") == "feed-url"]
    assert url.startswith("http://localhost/feeds/")
    return url.removeprefix("http://localhost")


def test_the_address_is_shown_once_and_only_its_digest_is_kept(signed_in, rows: SimpleNamespace) -> None:
    b1 = signed_in("b1")
    assert "Chưa có địa chỉ lịch" in b1.page("/account/calendar").text
    path = made(b1)
    token = path.removeprefix("/feeds/").removesuffix(".ics")
    assert len(token) == 43  # 256 bits
    assert token not in b1.get("/account/calendar").get_data(as_text=True)
    assert [row.token_hash for row in db.session.query(CalendarFeed)] == [token_hash(token)]


def test_it_holds_initials_a_link_and_no_name(signed_in, anyone: Client, rows: SimpleNamespace) -> None:
    answer = anyone.get(made(signed_in("b1")))
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.get_data(as_text=True)
    events = parsed(text)
    unfolded = text.replace("\r\n ", "")
    assert "Thử," not in unfolded
    assert "Đỗ Văn" not in unfolded
    (event,) = [one for one in events if one["UID"].startswith(f"run-{rows.own}-")]
    assert event["SUMMARY"].startswith("Đ.V.T.: Hạn có quyết định kết nạp")
    assert event["URL"] == f"http://localhost/runs/{rows.own}"
    assert "45 ngày làm việc kể từ ngày chi bộ ra nghị quyết 03/11/2026" in event["DESCRIPTION"]
    day = date.fromisoformat(event["DTSTART;VALUE=DATE"])
    assert date.fromisoformat(event["DTEND;VALUE=DATE"]) == day + timedelta(days=1)
    assert event["DTSTAMP"] == "20261126T020000Z"
    assert not [one for one in events if one["UID"].startswith(f"run-{rows.other}-")]
    assert len({one["UID"] for one in events}) == len(events)


def test_the_same_thing_keeps_its_uid_and_its_sequence_grows(
    signed_in, anyone: Client, rows: SimpleNamespace
) -> None:
    path = made(signed_in("b1"))
    before = {one["UID"]: one for one in parsed(anyone.get(path).get_data(as_text=True))}
    with factories.writing():
        from phohoa.models import TrackingRun

        db.session.get(TrackingRun, rows.own).branch_resolution_on = date(2026, 11, 4)
    after = {one["UID"]: one for one in parsed(anyone.get(path).get_data(as_text=True))}
    assert before.keys() == after.keys()
    (uid,) = [uid for uid in before if uid.startswith(f"run-{rows.own}-")]
    assert before[uid]["DTSTART;VALUE=DATE"] < after[uid]["DTSTART;VALUE=DATE"]
    assert int(before[uid]["SEQUENCE"]) < int(after[uid]["SEQUENCE"])


def test_it_ends_when_renewed_revoked_or_the_account_closes(
    signed_in, anyone: Client, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    b1 = signed_in("b1")
    old, new = made(b1), made(b1)
    assert (anyone.get(old).status_code, anyone.get(new).status_code) == (404, 200)
    with factories.writing():
        db.session.get(User, people.b1).active = False
    assert anyone.get(new).status_code == 404
    with factories.writing():
        db.session.get(User, people.b1).active = True
    assert anyone.get(new).status_code == 200
    assert b1.post("/account/calendar/revoke").status_code == 303
    assert anyone.get(new).status_code == 404


def test_it_shows_what_the_account_may_see_at_the_time(
    signed_in, anyone: Client, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    path = made(signed_in("b1"))

    def runs() -> set[int]:
        events = parsed(anyone.get(path).get_data(as_text=True))
        return {int(one["UID"].split("-")[1]) for one in events if one["UID"].startswith("run-")}

    assert runs() == {rows.own}
    with factories.writing():
        user = db.session.get(User, people.b1)
        user.branches.append(UserBranch(branch_id=people.second))
    assert runs() == {rows.own, rows.other}
    with factories.writing():
        db.session.get(User, people.b1).role = Role.ADMIN
    assert anyone.get(path).status_code == 404


def test_guessing_is_slowed_and_leaves_the_true_address_open(
    signed_in, anyone: Client, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    path = made(signed_in("b1"))
    statuses = [anyone.get(f"/feeds/guess{number}.ics").status_code for number in range(42)]
    assert statuses == [404] * 40 + [429] * 2
    assert anyone.get(path).status_code == 200
    assert db.session.query(LoginAttempt).filter(LoginAttempt.succeeded.is_(False)).count() == 40
    signed_in("b2")  # signing in from the same address is counted apart


def test_the_token_reaches_no_log(app: Flask) -> None:
    record = logging.LogRecord(
        "waitress", logging.ERROR, "", 0, "Exception while serving %s", ("/feeds/s3cret_x-Y.ics",), None
    )
    line = json.loads(JsonLines().format(record))
    assert "s3cret" not in line["text"]
    assert line["text"].startswith("Exception while serving /feeds/")


@pytest.mark.parametrize("length", [*range(55, 80), 300])
def test_long_and_strange_words_are_folded_and_escaped(length: int) -> None:
    words = "ở, \\ ; \n" + "ệ" * length
    text = calendar_text(
        "Lịch; thử", datetime(2026, 1, 5, tzinfo=UTC), [Event("u-1@x", TODAY, words, words, "")]
    )
    (event,) = parsed(text)
    assert event["SUMMARY"] == words
    assert event["DESCRIPTION"] == words


def test_a_calendar_without_events_is_still_one() -> None:
    assert parsed(calendar_text("Trống", datetime(2026, 1, 5, tzinfo=UTC), [])) == []
