"""The page of the committee's planned sessions: a whole year at once, single ones, and what is refused."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import select

from phohoa.domain.sessions import SessionKind
from phohoa.extensions import db
from phohoa.models import AuditRow, CommitteeSession
from phohoa.services import clock
from tests import factories
from tests.harness import Client, check_page

SignedIn = Callable[[str], Client]
PAGE = "/calendar/sessions"


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.pretend(factories.at("2026-03-10 09:00")):
        yield


def planned(kind: SessionKind = SessionKind.COMMITTEE) -> list[date]:
    db.session.rollback()
    rows = select(CommitteeSession.planned_on).where(CommitteeSession.kind == kind)
    return list(db.session.scalars(rows.order_by(CommitteeSession.planned_on)))


def enter_year(client: Client, **typed: object):
    return client.post(PAGE + "/year", client.form(PAGE, PAGE + "/year") | {"day": "25"} | typed)


def enter_one(client: Client, **typed: object):
    return client.post(PAGE, client.form(PAGE, PAGE) | typed)


def test_a_year_is_entered_at_once_from_now_on_and_never_on_a_day_off(signed_in: SignedIn) -> None:
    office = signed_in("office")
    assert enter_year(office).headers["Location"] == PAGE + "?year=2026"
    days = planned()
    assert [day.month for day in days] == list(range(3, 13))
    assert date(2026, 7, 27) in days and date(2026, 4, 24) not in days
    assert planned(SessionKind.STANDING_COMMITTEE) == []
    page = office.page(PAGE + "?year=2026")
    assert "27/07/2026" in page.text and "Họp Ban Chấp hành Đảng bộ" in page.text
    assert "Chưa có ngày nào của “Họp Ban Thường vụ”" in page.text


def test_entering_it_again_keeps_what_was_adjusted(signed_in: SignedIn) -> None:
    office = signed_in("office")
    enter_year(office, body="standing_committee")
    row = db.session.scalars(select(CommitteeSession).order_by(CommitteeSession.planned_on)).first()
    url = f"{PAGE}/{row.id}"
    office.page(url)
    answer = office.post(url, office.form(url, url) | {"planned_on": "20/3/2026", "note": "họp sớm"})
    assert answer.status_code == 303
    enter_year(office, body="standing_committee")
    assert planned(SessionKind.STANDING_COMMITTEE)[0] == date(2026, 3, 20)
    assert len(planned(SessionKind.STANDING_COMMITTEE)) == 10
    assert "Không thêm ngày nào" in office.get(PAGE).text
    assert "họp sớm" in office.get(PAGE).text


def test_one_session_is_added_and_taken_out_and_both_are_audited(signed_in: SignedIn) -> None:
    office = signed_in("office")
    assert enter_one(office, planned_on="6/2/2027", note="chuyên đề").status_code == 303
    assert planned() == [date(2027, 2, 6)]
    page = office.page(PAGE + "?year=2027")
    assert "ngày nghỉ" in page.text
    row = db.session.scalars(select(CommitteeSession)).one()
    assert office.post(f"{PAGE}/{row.id}/remove", office.form(f"{PAGE}/{row.id}")).status_code == 303
    assert planned() == []
    told = db.session.scalars(select(AuditRow).where(AuditRow.action == "calendar:edit")).all()
    assert len(told) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"planned_on": ""}, "Ô này cần có nội dung.", id="no day"),
        pytest.param({"planned_on": "31/6/2026"}, "Không có ngày này", id="no such day"),
        pytest.param({"planned_on": "mai"}, "Chưa đọc được ngày", id="no day at all"),
        pytest.param({"planned_on": "1/3/2090"}, "Chỉ ghi ngày họp", id="far away"),
        pytest.param(
            {"planned_on": "1/4/2026", "kind": "party"}, "không có trong danh sách", id="no such body"
        ),
    ],
)
def test_what_cannot_be_a_session_is_said_beside_the_field(
    signed_in: SignedIn, typed: dict[str, str], said: str
) -> None:
    answer = enter_one(signed_in("office"), **typed)
    assert answer.status_code == 422
    assert said in check_page(answer).text
    if typed["planned_on"]:
        assert f'value="{typed["planned_on"]}"' in answer.text
    assert planned() == []


@pytest.mark.parametrize(
    "typed", [{"day": "0"}, {"day": "32"}, {"year": "2025"}, {"year": "2999"}, {"year": "năm"}, {"day": ""}]
)
def test_a_year_that_cannot_be_entered(signed_in: SignedIn, typed: dict[str, str]) -> None:
    answer = enter_year(signed_in("office"), **typed)
    assert answer.status_code == 422
    check_page(answer)
    assert planned() == []


def test_the_same_day_twice_is_refused_and_a_late_form_told(signed_in: SignedIn) -> None:
    office = signed_in("office")
    enter_one(office, planned_on="25/3/2026")
    assert "Đã có ngày họp này rồi" in enter_one(office, planned_on="25/3/2026").text
    url = f"{PAGE}/{db.session.scalars(select(CommitteeSession.id)).one()}"
    late = office.form(url, url)
    office.post(url, late | {"planned_on": "26/3/2026"})
    stale = late | {"planned_on": "27/3/2026", "command_id": "another"}
    assert office.post(url, stale).status_code == 409
    assert planned() == [date(2026, 3, 26)]


@pytest.mark.parametrize("username", ["b1", "mass-org", "auditor", "signatory"])
def test_everybody_reads_and_only_the_office_enters(signed_in: SignedIn, username: str) -> None:
    enter_one(signed_in("office"), planned_on="25/3/2026")
    reader = signed_in(username)
    page = reader.page(PAGE)
    assert "25/03/2026" in page.text and "Thêm ngày họp" not in page.text
    assert reader.post(PAGE, {"planned_on": "26/3/2026"}).status_code == 403


@pytest.mark.parametrize("asked", ["", "x", "0", "9999", "12345", "-1"])
def test_a_year_that_makes_no_sense_shows_this_one(signed_in: SignedIn, asked: str) -> None:
    assert "năm 2026" in signed_in("office").page(PAGE + f"?year={asked}").headings[0]
