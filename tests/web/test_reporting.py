"""Rates of a month and a year, locked months, hints and reminders, as they are seen and pressed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from phohoa.config import SmtpSettings
from phohoa.domain.access import Role
from phohoa.domain.reviews import ReviewDecision, ReviewState
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, DigestSent, Review, ReviewException, ReviewLine, User, Ward
from phohoa.services import clock, reminders
from phohoa.services.command import Caller
from phohoa.web.reminders import routes as reminder_routes
from phohoa.web.reminders.sending import send_beside

from .. import factories
from ..harness import Client
from ..services import review_world as w
from ..services.mail_trap import mail_trap
from ..services.review_world import MONTH, YEAR

NOW = "2026-03-20 08:00"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.pretend(factories.at(NOW)):
        yield


def stored(branch_id: int, month: int, state: ReviewState, sent: str | None, **values: object) -> Review:
    """A review as it lies in the database after the branch's work."""
    at = factories.at(sent) if sent else None
    row = Review(
        **{
            "branch_id": branch_id,
            "year": YEAR,
            "month": month,
            "state": state,
            "meeting_on": date(YEAR, month, 3),
            "chair": "Mây Thị Hoa",
            "members_official": 3,
            "present_official": 3,
            "submitted_at": at,
            "first_submitted_at": at,
            **values,
        }
    )
    db.session.add(row)
    return row


@pytest.fixture
def world(morning: None, people: SimpleNamespace) -> SimpleNamespace:
    """Of four branches in March: one in time, one late, one that did not meet, one that is missing."""
    world = w.fill(people)
    with factories.writing():
        world.third = factories.branch("Chi bộ Công an Thử").id
        world.fourth = factories.branch("Chi bộ Trạm Y tế Thử").id
        stored(world.first, MONTH, ReviewState.RECEIVED, "2026-03-05 20:00")
        stored(world.second, MONTH, ReviewState.SUBMITTED, "2026-03-13 20:00", chair="")
        held = {"meeting_on": None, "chair": "", "members_official": None}
        stored(world.third, MONTH, ReviewState.NOT_HELD, "2026-03-08 20:00", **held)
    return world


MONTH_URL = f"/reviews/{YEAR}/{MONTH}"


def test_the_month_says_how_many_how_timely_how_whole(signed_in, world: SimpleNamespace) -> None:
    text = " ".join(signed_in("office").page(MONTH_URL).text.split())
    assert "3/4 chi bộ đã báo cáo (75 %), đúng hạn 2 (50 %), đủ nội dung 1 (25 %)" in text
    for words in ("muộn 3 ngày", "không họp", "quá hạn 10 ngày", "thiếu người chủ trì, thiếu biên bản"):
        assert words in text


@pytest.mark.parametrize(
    ("kind", "branches"),
    [
        ("expected", {"first", "second", "third", "fourth"}),
        ("actual", {"first", "second", "third"}),
        ("on_time", {"first", "third"}),
        ("late", {"second"}),
        ("whole", {"third"}),
        ("not_whole", {"first", "second"}),
        ("overdue", {"fourth"}),
        ("nonsense", {"first", "second", "third", "fourth"}),
    ],
)
def test_every_number_of_the_month_opens_the_list_behind_it_and_its_file(
    signed_in, world: SimpleNamespace, kind: str, branches: set[str]
) -> None:
    office = signed_in("office")
    page = office.page(f"{MONTH_URL}?show={kind}")
    names = {key: db.session.get_one(Branch, getattr(world, key)).name for key in ("first", "second")}
    names |= {"third": "Chi bộ Công an Thử", "fourth": "Chi bộ Trạm Y tế Thử"}
    listed = {key for key, name in names.items() if name in page.text}
    if kind == "overdue":  # the text that reminds of them names them too
        assert names["fourth"] in page.text
    table = office.get(f"{MONTH_URL}?show={kind}").get_data(as_text=True).partition("<tbody>")[2]
    table = table.partition("</tbody>")[0]
    assert {key for key, name in names.items() if name in table} == branches
    assert branches <= listed
    file = office.get(f"{MONTH_URL}.xlsx?show={kind}")
    sheet = load_workbook(BytesIO(file.get_data())).active
    rows = [row[1].value for row in sheet.iter_rows(min_row=5) if row[0].value]
    assert set(rows) == {names[key] for key in branches}
    assert "CANARY" not in file.headers["Content-Disposition"]


def test_the_numbers_of_the_tabs_are_those_of_the_lists(signed_in, world: SimpleNamespace) -> None:
    office = signed_in("office")
    html = office.get(MONTH_URL).get_data(as_text=True)
    tabs = re.findall(r'href="(/reviews/2026/3\?show=[a-z_]+)"[^>]*>[^<]+<b>(\d+)</b>', html)
    assert len(tabs) == 7
    for url, count in tabs:
        body = office.get(url).get_data(as_text=True).partition("<tbody>")[2].partition("</tbody>")[0]
        assert body.count("<tr>") == int(count), url


def test_the_year_shows_each_cell_in_words_and_counts_the_months_that_are_due(
    signed_in, world: SimpleNamespace
) -> None:
    with clock.pretend(factories.at("2026-04-02 08:00")):
        office = signed_in("office")
        text = " ".join(office.page(f"/reviews/{YEAR}").text.split())
        assert "3/12 báo cáo đã gửi (25 %)" in text
        for words in ("đúng", "△ muộn 3", "○ không họp", "quá hạn", "… chưa hạn"):
            assert words in text
        listed = " ".join(office.page(f"/reviews/{YEAR}/list?show=late").text.split())
        assert "Trường Tiểu học Thử Nghiệm" in listed
        assert "Công an Thử" not in listed
        sheet = load_workbook(BytesIO(office.get(f"/reviews/{YEAR}.xlsx").get_data())).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert rows[0][2:6] == ["T1", "T2", "T3", "T4"]
        assert rows[2][4] == "muộn 3 ngày"
        assert rows[-1][1:6] == ["Cộng", "0/4", "0/4", "3/4", "0/4"]


def test_a_branch_sees_its_own_year_and_nobody_else_s(signed_in, world: SimpleNamespace) -> None:
    b1 = signed_in("b1")
    text = b1.page(f"/branches/{world.first}/reviews/{YEAR}").text
    assert "1/3 báo cáo" in " ".join(text.split())
    assert b1.get(f"/branches/{world.second}/reviews/{YEAR}").status_code == 404
    for url in (MONTH_URL, f"{MONTH_URL}.xlsx", f"/reviews/{YEAR}", f"/reviews/{YEAR}/list"):
        assert b1.get(url).status_code == 403


def test_a_year_of_forty_branches_is_light(signed_in, people: SimpleNamespace) -> None:
    with clock.pretend(factories.at("2026-12-28 08:00")):
        states = (ReviewState.RECEIVED, ReviewState.SUBMITTED, ReviewState.NOT_HELD, ReviewState.RETURNED)
        with factories.writing():
            db.session.get_one(Ward, 1).review_lock_day = 15
            for number in range(38):
                branch = factories.branch(f"Chi bộ Tổ dân phố Thử {number + 1:02d}")
                key = branch.id
                factories.user(Role.BRANCH, branches=(branch,)).email = f"cb{number}@thu.example.org"
                for month in range(1, 13):
                    turn = (number * 7 + month * 5) % 9
                    if turn == 8:
                        continue
                    sent = f"2026-{month:02d}-{9 + turn:02d} 20:00"
                    reason = "Thiếu" if turn % 4 == 3 else ""
                    stored(key, month, states[turn % 4], sent, return_reason=reason)
            for branch_id in db.session.scalars(select(Branch.id).limit(3)).all():
                leave = {"until": date(2027, 1, 20), "reason": "Chi bộ xin nhập bù", "granted_by_name": "Thử"}
                db.session.add(
                    ReviewException(branch_id=branch_id, year=2026, month=11, granted_at=clock.now(), **leave)
                )
        office = signed_in("office")
        office.page("/reviews/2026")
        office.page("/reviews/2026/11")
        office.page("/reviews/2026/12")
        office.page("/reviews/2026/list?show=late")
        office.page("/reviews/2026/list?page=2")
    with clock.pretend(factories.at("2026-12-16 08:00")):
        text = office.page("/reminders").text
        assert "Chi bộ Tổ dân phố Thử 38" in text
        office.page("/hints")


# --- locked months -----------------------------------------------------------------------------------------

LATER = "2026-04-12 08:00"
SHEET = "/branches/{}/reviews/2026/3"


@pytest.fixture
def locked(world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    with factories.writing():
        db.session.get_one(Ward, 1).review_lock_day = 10
    with clock.pretend(factories.at(LATER)):
        yield world


def test_a_locked_month_says_who_can_open_it_and_the_branch_asks(signed_in, locked: SimpleNamespace) -> None:
    with factories.writing():
        locked.own = factories.branch("Chi bộ Chợ Thử").id
        db.session.get_one(User, locked.b1).branches[0].branch_id = locked.own
    b1, url = signed_in("b1"), SHEET.format(locked.own)
    text = " ".join(b1.page(url).text.split())
    assert "Tháng đã khóa từ sau ngày 10/04/2026" in text
    assert "Văn phòng Đảng ủy mở được" in text
    refused = b1.post(f"{url}/keep-others", {"command_id": "k1"})
    assert refused.status_code == 422
    assert "đã khóa sau ngày 10/04/2026" in refused.get_data(as_text=True)
    form = b1.form(url, f"{url}/ask-open")
    assert b1.post(f"{url}/ask-open", {**form, "request": ""}).status_code == 422
    assert b1.post(f"{url}/ask-open", {**form, "request": "Bí thư đi viện"}).status_code == 303
    assert "Bí thư đi viện" in b1.page(url).text

    office = signed_in("office")
    home = " ".join(office.page("/").text.split())
    assert "1 chi bộ đề nghị mở tháng đã khóa" in home
    assert "Bí thư đi viện" in office.page(MONTH_URL).text
    form = office.form(f"{url}/open", f"{url}/open")
    wrong = office.post(f"{url}/open", {**form, "until": "11/04/2026", "reason": "Có giấy viện"})
    assert wrong.status_code == 422
    assert "Có giấy viện" in wrong.get_data(as_text=True), "what was typed stays"
    assert (
        office.post(f"{url}/open", {**form, "until": "20/04/2026", "reason": "Có giấy viện"}).status_code
        == 303
    )
    month = office.page(MONTH_URL).text
    assert "mở đến hết 20/04/2026" in month
    assert "Có giấy viện" in month
    assert "được nhập đến hết ngày 20/04/2026" in b1.page(url).text
    assert b1.post(f"{url}/start", {"command_id": "k2"}).status_code == 303

    key = db.session.scalars(select(ReviewException.id)).one()
    action = f"/reviews/leaves/{key}/revoke"
    assert office.post(action, office.form(MONTH_URL, action)).status_code == 303
    assert "Thu lại" in office.page(MONTH_URL).text
    assert "Tháng đã khóa" in b1.page(url).text


def test_returning_after_the_lock_asks_for_the_day(signed_in, locked: SimpleNamespace) -> None:
    office, url = signed_in("office"), SHEET.format(locked.second)
    assert "Mở đến hết ngày" in office.page(url).text
    form = office.form(url, f"{url}/return")
    answer = office.post(f"{url}/return", {**form, "reason": "Thiếu người chủ trì"})
    assert answer.status_code == 422
    assert "Tháng này đã khóa: đồng chí ghi ngày cuối cùng" in answer.get_data(as_text=True)
    form["reason"] = "Thiếu người chủ trì"
    assert office.post(f"{url}/return", {**form, "until": "18/04/2026"}).status_code == 303
    assert "được nhập đến hết ngày 18/04/2026" in office.page(url).text


def test_the_branch_s_first_page_warns_before_the_lock_and_after_it(
    signed_in, locked: SimpleNamespace
) -> None:
    with factories.writing():
        locked.own = factories.branch("Chi bộ Chợ Thử").id
        db.session.get_one(User, locked.b1).branches[0].branch_id = locked.own
    b1 = signed_in("b1")
    assert "Kỳ xét tháng 03/2026 đã khóa" in b1.page("/", queries=14).text
    with clock.pretend(factories.at("2026-04-08 08:00")):
        assert "Kỳ xét tháng 03/2026 sắp khóa" in b1.page("/", queries=14).text


# --- hints -------------------------------------------------------------------------------------------------


@pytest.fixture
def forgotten(world: SimpleNamespace) -> SimpleNamespace:
    """In each of two branches somebody of whom nothing was heard for a year, and who has no helper."""
    with factories.writing():
        for key, name in ((world.first, "Gió Văn Quên"), (world.second, "Suối Thị Khác")):
            branch = db.session.get_one(Branch, key)
            since = date(2025, 2, 3)
            factories.run(branch, name, Stage.SYMPATHISER, since=since, sympathiser_on=since)
    return world


def test_hints_name_the_person_the_reason_and_the_way(signed_in, forgotten: SimpleNamespace) -> None:
    text = " ".join(signed_in("office").page("/hints").text.split())
    for words in (
        "Gió Văn Quên",
        "Suối Thị Khác",
        "Từ ngày 03/02/2025 chưa có thay đổi nào",
        "Chưa có đảng viên chính thức giúp đỡ",
        "Đang giúp đỡ 5 người, nhiều hơn mức 2 người",
        "Danh sách mới có 0 đảng viên chính thức",
    ):
        assert words in text


def test_a_branch_never_sees_hints_of_another(signed_in, forgotten: SimpleNamespace) -> None:
    b1, b2 = signed_in("b1"), signed_in("b2")
    own = b1.page("/hints").text + b1.page("/", queries=14).text
    assert "Gió Văn Quên" in own
    assert "Suối Thị Khác" not in own
    assert "Hội Nông dân" not in own
    other = b2.page("/hints").text + b2.page("/", queries=14).text
    assert "Suối Thị Khác" in other
    assert "Gió Văn Quên" not in other


def test_every_way_out_of_a_hint_is_open(signed_in, forgotten: SimpleNamespace) -> None:
    for who in ("office", "b1", "committee"):
        client = signed_in(who)
        body = client.get("/hints").get_data(as_text=True).partition("<main")[2]
        urls = set(re.findall(r'<td class="nowrap"><a href="([^"#]+)', body))
        assert urls
        for url in urls:
            assert client.get(url).status_code in (200, 303), (who, url)


def test_an_event_or_a_decision_is_a_change_and_keeping_is_none(signed_in, world: SimpleNamespace) -> None:
    with factories.writing():
        branch = db.session.get_one(Branch, world.second)
        kept = factories.run(branch, "Đá Văn Giữ", Stage.SYMPATHISER, since=date(2025, 2, 3))
        moved = factories.run(branch, "Nước Văn Đi", Stage.SYMPATHISER, since=date(2025, 2, 3))
        review = db.session.scalars(select(Review).where(Review.branch_id == world.second)).one()
        for run, decision in ((kept, ReviewDecision.KEEP), (moved, ReviewDecision.PROPOSE_CLASS)):
            db.session.add(
                ReviewLine(
                    branch_id=branch.id, review_id=review.id, run_id=run.id, decision=decision, warnings={}
                )
            )
    body = signed_in("office").get("/hints").get_data(as_text=True)
    quiet = body.partition('id="no_change"')[2].partition("</section>")[0]
    assert "Đá Văn Giữ" in quiet
    assert "Nước Văn Đi" not in quiet


# --- reminders ---------------------------------------------------------------------------------------------


def test_the_office_sees_who_would_get_what_though_mail_is_off(signed_in, world: SimpleNamespace) -> None:
    with clock.pretend(factories.at("2026-03-12 08:00")):
        office = signed_in("office")
        text = " ".join(office.page("/reminders").text.split())
        assert "Máy chủ thư chưa được đặt" in text
        assert "Chi bộ quá hạn chưa gửi kỳ xét: 01" in text
        assert "chưa có hộp thư" in text
        assert "Gửi" not in re.findall(
            r"<button[^>]*>([^<]*)", office.get("/reminders").get_data(as_text=True)
        )
        answer = office.post("/reminders/send", {"command_id": "s1"})
        assert answer.status_code == 303
        assert "Máy chủ thư chưa được đặt" in office.get("/reminders").get_data(as_text=True)


def test_pressing_sends_beside_the_request(
    app: Flask, signed_in, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def at_once(caller: Caller) -> None:
        reminders.send_due(Caller(caller.actor), again=True, deliver=lambda m: sent.append(str(m["To"])))

    monkeypatch.setattr(reminder_routes, "send_beside", at_once)
    with factories.writing():
        db.session.get_one(Ward, 1).sends_digests = True
        db.session.get_one(User, world.office).email = "vanphong@thu.example.org"
    place, before = app.extensions["phohoa"], app.extensions["phohoa"].settings
    place.settings = replace(before, smtp=SmtpSettings("localhost", 25, "a@thu.example.org"))
    try:
        with clock.pretend(factories.at("2026-03-12 08:00")):
            office = signed_in("office")
            form = office.form("/reminders", "/reminders/send")
            assert office.post("/reminders/send", form).status_code == 303
            text = office.page("/reminders").text
        assert sent == ["vanphong@thu.example.org"]
        assert "đã gửi 12/03/2026" in text
    finally:
        place.settings = before


def test_what_is_sent_beside_the_request_reaches_the_mail_server(
    app: Flask, people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with factories.writing():
        db.session.get_one(Ward, 1).sends_digests = True
        db.session.get_one(User, people.office).email = "vanphong@thu.example.org"
        office = factories.actor_of(db.session.get_one(User, people.office))
    # The clock of every thread, not only of this one.
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-03-12 08:00"))
    place, before = app.extensions["phohoa"], app.extensions["phohoa"].settings
    with mail_trap() as trap:
        smtp = SmtpSettings("127.0.0.1", trap.port, "phohoa@thu.example.org", security="none")
        place.settings = replace(before, smtp=smtp)
        try:
            db.session.rollback()
            thread = send_beside(Caller(office, "the number of a form"))
            thread.join(30)
        finally:
            place.settings = before
    assert not thread.is_alive()
    assert [message["To"] for message in trap.messages] == ["vanphong@thu.example.org"]
    assert db.session.scalars(select(DigestSent.sent_at)).all() == [factories.at("2026-03-12 08:00")]


@pytest.mark.parametrize("occasion", ["meeting", "overdue", "month"])
def test_a_text_to_pass_on_names_the_branch_and_no_person(
    signed_in, world: SimpleNamespace, occasion: str
) -> None:
    office = signed_in("office")
    html = office.get(f"/reminders?branch={world.first}&occasion={occasion}").get_data(as_text=True)
    text = html.partition("<textarea")[2].partition("</textarea>")[0]
    assert "Chi bộ Tổ dân phố An Thử" in text
    assert "10/03/2026" in text
    assert not [name for name, _ in w.STAGES.values() if name in text]
    office.page(f"/reminders?branch={world.first}&occasion={occasion}")
    office.page("/reminders?branch=x&occasion=y")


# --- settings ----------------------------------------------------------------------------------------------


def test_the_office_sets_the_lock_day_and_takes_it_away(signed_in, people: SimpleNamespace) -> None:
    office = signed_in("office")
    for typed, status, kept in (("15", 303, 15), ("29", 422, 15), ("0", 422, 15), ("", 303, None)):
        form = office.form("/admin/ward", "/admin/ward")
        answer = office.post("/admin/ward", {**form, "review_lock_day": typed, "helper_most": "3"})
        assert answer.status_code == status, typed
        db.session.rollback()
        assert db.session.get_one(Ward, 1).review_lock_day == kept
    assert db.session.get_one(Ward, 1).helper_most == 3
    assert "Khóa sau ngày" not in office.page(MONTH_URL).text


@pytest.mark.parametrize(
    ("typed", "status"),
    [("chibo@thu.example.org", 303), ("", 303), ("chi bộ@thu.vn", 422), ("a@b", 422)],
)
@pytest.mark.parametrize("who", ["b1", "auditor"])
def test_everybody_says_where_their_own_reminders_go(signed_in, who: str, typed: str, status: int) -> None:
    client: Client = signed_in(who)
    form = client.form("/account/email", "/account/email")
    answer = client.post("/account/email", {**form, "email": typed})
    assert answer.status_code == status
    if status == 303:
        assert client.form("/account/email", "/account/email")["email"] == typed
    else:
        assert typed in answer.get_data(as_text=True)


def test_the_administrator_says_it_too(signed_in, people: SimpleNamespace) -> None:
    admin, url = signed_in("admin"), f"/admin/users/{people.b2}"
    form = admin.form(url, url)
    assert admin.post(url, {**form, "email": "b2@thu.example.org\nBcc: x@y.vn"}).status_code == 422
    assert admin.post(url, {**form, "email": "b2@thu.example.org"}).status_code == 303
    assert db.session.get_one(User, people.b2).email == "b2@thu.example.org"
    assert db.session.get_one(User, people.b2).role is Role.BRANCH
