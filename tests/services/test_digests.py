"""Digests: who gets what, once each, through a mail server that may be off, slow of wit or gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from phohoa.config import SmtpSettings, UnsafeConfiguration, load_settings
from phohoa.domain.access import Actor
from phohoa.domain.errors import Forbidden
from phohoa.domain.reminders import DigestItem, DigestOccasion
from phohoa.extensions import db
from phohoa.models import Branch, DigestSent, User, Ward
from phohoa.services import clock, mailing, reminders, review_conclusion, review_locks, reviews
from phohoa.services.command import Caller

from .. import factories
from . import review_world as w
from .mail_trap import MailTrap, mail_trap
from .review_world import HEAD, MONTH, YEAR

SYSTEM = Caller(Actor.system())
#: The day after the due day of March 2026 (the 10th), and a day before the 20th.
OVERDUE, BEFORE_20, PLAIN = "2026-03-11 08:00", "2026-03-16 08:00", "2026-03-25 08:00"


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(OVERDUE)):
        yield


@pytest.fixture
def trap() -> Iterator[MailTrap]:
    with mail_trap() as trap:
        yield trap


@pytest.fixture
def world(evening: None, app: Flask, people: SimpleNamespace, trap: MailTrap) -> Iterator[SimpleNamespace]:
    """Everybody has a mailbox; a mail server is set up, and the ward has switched digests on."""
    world = w.fill(people)
    with factories.writing():
        db.session.get_one(Ward, 1).sends_digests = True
        for user in db.session.scalars(select(User)):
            user.email = f"{user.username}@thu.example.org"
    place = app.extensions["phohoa"]
    before = place.settings
    smtp = SmtpSettings("127.0.0.1", trap.port, "phohoa@thu.example.org", security="none")
    place.settings = replace(before, smtp=smtp)
    yield world
    place.settings = before


def digests(again: bool = False) -> dict[str, reminders.Digest]:
    page = reminders.digest_page(Actor.system(), again)
    return {db.session.get_one(User, one.user_id).username: one for one in page.digests}


def items_of(username: str) -> dict[DigestItem, int]:
    found = digests()
    db.session.rollback()
    return dict(found[username].items)


def send(again: bool = False) -> reminders.Sending:
    return reminders.send_due(SYSTEM, again=again)


def test_after_the_due_day_branches_and_office_learn_what_is_missing(world: SimpleNamespace) -> None:
    assert items_of("b1") == {DigestItem.NOT_BEGUN: 2}, "February is missing as well as March"
    assert items_of("office") == {DigestItem.MISSING: 2}
    assert items_of("committee") == {DigestItem.MISSING: 2}
    with clock.pretend(factories.at("2026-03-04 19:00")):
        review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH, HEAD, 0)
        reviews.declare_not_held(world.branch, world.first, YEAR, MONTH - 1, "mưa bão")
    assert items_of("b1") == {}
    assert items_of("office") == {DigestItem.MISSING: 1, DigestItem.TO_RECEIVE: 1}


def test_the_practice_branch_and_closed_accounts_are_never_reminded(world: SimpleNamespace) -> None:
    with factories.writing():
        db.session.get_one(User, world.b2).active = False
        factories.user(factories_role(), "only-practice", branches=(db.session.get(Branch, world.practice),))
    found = digests()
    assert "b2" not in found
    assert found["only-practice"].items == ()


def factories_role():  # the role of a branch account
    from phohoa.domain.access import Role

    return Role.BRANCH


def test_each_gets_one_message_with_counts_and_nobody_s_name(world: SimpleNamespace, trap: MailTrap) -> None:
    done = send()
    assert (done.sent, done.failed, done.unreachable) == (5, 0, 0)
    receivers = sorted(to for _, (to,), _ in trap.envelopes)
    names = ("b1", "b2", "committee", "office", "signatory")
    assert receivers == [f"{name}@thu.example.org" for name in names]
    by_to = {message["To"]: message for message in trap.messages}
    message = by_to["b1@thu.example.org"]
    assert message["Subject"] == "Nhắc việc tháng 03/2026: kỳ xét đã quá hạn báo cáo"
    assert message.get_content_type() == "text/plain"
    assert message["From"] == "phohoa@thu.example.org"
    text = message.get_content()
    assert "Chi bộ Tổ dân phố An Thử" in text
    assert "Kỳ xét chưa bắt đầu: 02" in text
    assert "ngày 10/03/2026" in text
    assert "http://127.0.0.1:5000/" in text
    assert "Chi bộ Trường Tiểu học" not in text
    people = [name for name, _ in w.STAGES.values()] + ["Lê Văn Giúp", "Ngô Chi Bộ Khác", "Thử Nghiệm branch"]
    whole = b"".join(data for *_, data in trap.envelopes).decode() + "".join(
        m.get_content() for m in trap.messages
    )
    assert not [name for name in people if name in whole]


def test_heads_are_ascii_and_the_subject_is_encoded(world: SimpleNamespace, trap: MailTrap) -> None:
    send()
    head = trap.envelopes[0][2].partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert b"Subject: =?utf-8?" in head
    assert b"Auto-Submitted: auto-generated" in head


def test_nobody_gets_the_same_digest_twice(world: SimpleNamespace, trap: MailTrap) -> None:
    assert send().sent == 5
    assert send().sent == 0
    with clock.pretend(factories.at("2026-03-12 08:00")):
        assert send().sent == 0, "another day of the same occasion"
        assert {one.standing for one in digests().values()} == {"sent"}
    with clock.pretend(factories.at(BEFORE_20)):
        assert send().sent == 5, "another occasion"
    assert len(trap.envelopes) == 10


def test_nothing_to_do_is_no_message(world: SimpleNamespace, trap: MailTrap) -> None:
    with clock.pretend(factories.at("2026-03-04 19:00")):
        for caller, branch in ((world.branch, world.first), (world.other, world.second)):
            for month in (2, 3):
                reviews.declare_not_held(caller, branch, YEAR, month, "mưa bão")
    assert send() == reminders.Sending()
    assert trap.envelopes == []


def test_on_a_day_without_an_occasion_nothing_leaves(world: SimpleNamespace, trap: MailTrap) -> None:
    with clock.pretend(factories.at(PLAIN)):
        assert send() == reminders.Sending()
    assert trap.envelopes == []


@pytest.mark.parametrize(
    ("at", "occasion", "items"),
    [
        ("2026-04-01 08:00", DigestOccasion.MEETING, {DigestItem.NOT_BEGUN: 1, DigestItem.TO_PREPARE: 1}),
        ("2026-04-11 08:00", DigestOccasion.OVERDUE, {DigestItem.NOT_BEGUN: 1, DigestItem.LOCKED: 1}),
    ],
)
def test_a_month_that_is_locked_or_about_to_be_is_said_so(
    world: SimpleNamespace, at: str, occasion: DigestOccasion, items: dict[DigestItem, int]
) -> None:
    with factories.writing():
        db.session.get_one(Ward, 1).review_lock_day = 10
    with clock.pretend(factories.at(at)):
        found = digests()["b1"]
        assert found.occasion.occasion is occasion
        wanted = {DigestItem.LOCKS_SOON: 0, **items}
        assert {item: dict(found.items).get(item, 0) for item in wanted} == {
            **wanted,
            **({DigestItem.LOCKS_SOON: 0} if occasion is DigestOccasion.OVERDUE else {}),
            **(
                {DigestItem.NOT_BEGUN: 0} if occasion is DigestOccasion.MEETING else {DigestItem.NOT_BEGUN: 1}
            ),
        }


def test_a_question_of_a_branch_reaches_the_office(world: SimpleNamespace) -> None:
    with factories.writing():
        db.session.get_one(Ward, 1).review_lock_day = 5
    review_locks.ask_for_exception(world.branch, world.first, YEAR, MONTH - 1, "quên")
    assert items_of("office")[DigestItem.ASKED] == 1


def test_hints_come_along_before_the_20th_of_one_s_own_branch_only(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(BEFORE_20)):
        own, other = items_of("b1")[DigestItem.HINTS], items_of("b2")[DigestItem.HINTS]
        assert items_of("office")[DigestItem.HINTS] == own + other


# --- what goes wrong ---------------------------------------------------------------------------------------


def test_a_failure_is_kept_and_tried_again_the_next_day(world: SimpleNamespace, trap: MailTrap) -> None:
    trap.refuse["b1@thu.example.org"] = "550 no such mailbox"
    done = send()
    assert (done.sent, done.failed) == (4, 1)
    found = digests()
    db.session.rollback()
    assert (found["b1"].standing, found["b1"].failure) == ("failed", "smtp_refused_address")
    trap.refuse.clear()
    assert send().sent == 0, "not on the same day by itself"
    with clock.pretend(factories.at("2026-03-12 07:00")):
        assert send().sent == 1
    assert len(trap.envelopes) == 5


def test_who_presses_the_button_tries_again_at_once(world: SimpleNamespace, trap: MailTrap) -> None:
    trap.refuse["b1@thu.example.org"] = "550 no such mailbox"
    send()
    trap.refuse.clear()
    assert send(again=True).sent == 1


def test_a_server_that_is_gone_stops_the_round_and_nothing_is_lost(
    world: SimpleNamespace, trap: MailTrap
) -> None:
    trap.refuse["connect"] = "421 closed"
    done = send()
    assert (done.sent, done.failed) == (0, 1)
    trap.refuse.clear()
    with clock.pretend(factories.at("2026-03-12 07:00")):
        assert send().sent == 5


def test_two_senders_at_once_send_each_message_once(world: SimpleNamespace, trap: MailTrap) -> None:
    def meanwhile(message: object) -> None:
        taken.append(str(message["To"]))  # type: ignore[index]
        if len(taken) == 1:
            reminders.send_due(SYSTEM, deliver=lambda m: taken.append(str(m["To"])))

    taken: list[str] = []
    reminders.send_due(SYSTEM, deliver=meanwhile)
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 5


def test_what_was_taken_up_and_never_heard_of_is_taken_up_again(world: SimpleNamespace) -> None:
    with factories.writing():
        db.session.add(
            DigestSent(
                user_id=world.b1,
                occasion=DigestOccasion.OVERDUE,
                year=YEAR,
                month=MONTH,
                tried_at=factories.at("2026-03-11 07:30"),
            )
        )
    assert digests()["b1"].standing == "sending"
    db.session.rollback()
    with clock.pretend(factories.at("2026-03-11 09:00")):
        assert digests()["b1"].standing == "due"


def test_without_a_mailbox_nothing_is_sent_there(world: SimpleNamespace, trap: MailTrap) -> None:
    with factories.writing():
        db.session.get_one(User, world.b1).email = ""
    done = send()
    assert (done.sent, done.unreachable) == (4, 1)


@pytest.mark.parametrize("off", ["smtp", "ward"])
def test_off_is_off(app: Flask, world: SimpleNamespace, trap: MailTrap, off: str) -> None:
    place = app.extensions["phohoa"]
    if off == "smtp":
        place.settings = replace(place.settings, smtp=None)
    else:
        with factories.writing():
            db.session.get_one(Ward, 1).sends_digests = False
    assert send() == reminders.Sending(off)
    assert reminders.digest_page(Actor.system()).to_send, "the office still sees who would get one"
    assert trap.envelopes == []


def test_only_the_office_looks_and_sends(world: SimpleNamespace) -> None:
    for user in (world.b1, world.signatory, world.committee, world.admin, world.auditor):
        with pytest.raises(Forbidden):
            reminders.digest_page(w.actor_of(user))
        with pytest.raises(Forbidden):
            reminders.send_due(w.caller_of(user))


# --- the message -------------------------------------------------------------------------------------------

SMTP = SmtpSettings("mail.thu.example.org", 25, "phohoa@thu.example.org")


@pytest.mark.parametrize(
    "to",
    [
        "a@thu.example.org\nBcc: b@thu.example.org",
        "a@thu.example.org\r\nSubject: x",
        "a@thu.example.org, b@thu.example.org",
        "hoà@thu.example.org",
        "",
    ],
)
def test_no_head_can_be_slipped_in_by_an_address(to: str) -> None:
    with pytest.raises(mailing.MailFailed, match="address"):
        mailing.compose(SMTP, to, "x", "y")


def test_no_head_can_be_slipped_in_by_a_subject_or_a_body() -> None:
    message = mailing.compose(
        SMTP, "a@thu.example.org", "Nhắc\r\nBcc: b@thu.example.org", "Bcc: c@thu.example.org\n\n.\nHết"
    )
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert b"Bcc" not in names
    assert message["Subject"] == "Nhắc Bcc: b@thu.example.org"
    assert message.get_content().splitlines() == ["Bcc: c@thu.example.org", "", ".", "Hết"]


# --- settings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, None),
        ({"HOST": "  "}, None),
        ({"HOST": "mail.x.vn", "FROM": "a@x.vn"}, ("mail.x.vn", 587, "starttls")),
        ({"HOST": "mail.x.vn", "FROM": "a@x.vn", "TLS": "TLS"}, ("mail.x.vn", 465, "tls")),
        ({"HOST": "localhost", "FROM": "a@x.vn", "TLS": "none", "USER": "u"}, ("localhost", 25, "none")),
        ({"HOST": "mail.x.vn", "FROM": "a@x.vn", "PORT": "2525"}, ("mail.x.vn", 2525, "starttls")),
        ({"HOST": "mail.x.vn"}, "smtp_from"),
        ({"HOST": "mail.x.vn", "FROM": "Phổ Hòa <a@x.vn>"}, "smtp_from"),
        ({"HOST": "mail.x.vn", "FROM": "a@x.vn", "TLS": "yes"}, "smtp_tls"),
        ({"HOST": "mail.x.vn", "FROM": "a@x.vn", "PORT": "0"}, "smtp_port"),
        ({"HOST": "mail.x.vn", "FROM": "a@x.vn", "TLS": "none", "USER": "u"}, "smtp_open_password"),
    ],
)
def test_the_mail_server_is_set_up_whole_and_safe_or_not_at_all(
    tmp_path: object, env: dict[str, str], expected: object
) -> None:
    environ = {"PHOHOA_INSTANCE": str(tmp_path), **{f"PHOHOA_SMTP_{name}": v for name, v in env.items()}}
    if isinstance(expected, str):
        with pytest.raises(UnsafeConfiguration, match=expected):
            load_settings(environ)
        return
    smtp = load_settings({**environ, "PHOHOA_SMTP_PASSWORD": "bí mật"}).smtp
    assert (smtp and (smtp.host, smtp.port, smtp.security)) == expected
    assert "bí mật" not in repr(smtp)


def test_the_command_line_says_what_became_of_it(world: SimpleNamespace, app: Flask, trap: MailTrap) -> None:
    runner = app.test_cli_runner()
    answer = runner.invoke(args=["reminders", "send"])
    assert (answer.exit_code, "đã gửi 5" in answer.output) == (0, True), answer.output
    assert "không có thư nhắc việc" in runner.invoke(args=["reminders", "send"]).output
    assert date(2026, 3, 11) == clock.today()
