"""The dossier in the browser: several papers at once, what is refused, what is not lost, who sees it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from phohoa.domain.dossier import PaperState, VerificationConclusion
from phohoa.domain.stages import Paper, Stage
from phohoa.domain.vietnamese import format_date
from phohoa.extensions import db
from phohoa.models import AccessLine, Branch, DossierFile, DossierPaper, RunEvent, TrackingRun, Verification
from phohoa.services import clock

from .. import factories
from ..harness import _values


@pytest.fixture
def one(people: SimpleNamespace) -> SimpleNamespace:
    """Somebody of 35 whose dossier is being put together, in a branch with two members."""
    with factories.writing():
        first = db.session.get(Branch, people.first)
        people.helper = factories.member(first, "Lê Văn Giúp").id
        people.other = factories.member(first, "Trần Thị Đỡ").id
        people.stranger = factories.member(db.session.get(Branch, people.second), "Ngô Nơi Khác").id
        people.since = clock.today() - timedelta(days=60)
        people.run = factories.run(
            first,
            "Võ Thị Hồ Sơ",
            Stage.DOSSIER,
            since=people.since,
            person={"birth_year": clock.today().year - 36, "education": "university"},
            helper_id=people.helper,
            certificate_on=people.since - timedelta(days=90),
            certificate_number="7/GCN",
            dossier_started_on=people.since,
        ).id
    people.url = f"/runs/{people.run}/dossier"
    people.day = format_date(people.since + timedelta(days=5))
    return people


def paper_of(one: SimpleNamespace, paper: Paper, ordinal: int = 1) -> DossierPaper | None:
    db.session.rollback()
    return (
        db.session.query(DossierPaper).filter_by(run_id=one.run, paper=paper, ordinal=ordinal).one_or_none()
    )


def received(key: str, day: str, **more: str) -> dict[str, str]:
    return {f"state-{key}": "received", f"dated-{key}": day, **{f"{k}-{key}": v for k, v in more.items()}}


def test_a_meetings_papers_are_stored_at_once(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    page = client.page(one.url)
    assert "Hồ sơ còn thiếu đơn xin vào Đảng (Hướng dẫn 38-HD/BTCTW" in page.text
    fields = client.form(one.url, one.url)
    fields |= received("application-1", one.day)
    fields |= received("introduction-1", one.day, member_id=str(one.helper))
    fields |= received("introduction-2", one.day, member_id=str(one.other))
    answer = client.post(one.url, fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    row = paper_of(one, Paper.APPLICATION)
    assert (row.state, row.received_on) == (PaperState.RECEIVED, clock.today())
    assert paper_of(one, Paper.INTRODUCTION, 2).member_id == one.other
    assert paper_of(one, Paper.OPINIONS) is None, "an untouched line is left alone"
    (event,) = db.session.query(RunEvent).filter_by(run_id=one.run).all()
    assert event.data["papers"] == ["application", "introduction"]
    after = client.page(one.url)
    assert "Hồ sơ còn thiếu đơn xin vào Đảng" not in after.text
    shown = client.page(f"/runs/{one.run}")
    assert "Ghi giấy tờ hồ sơ" in shown.text
    assert "đơn xin vào Đảng; giấy giới thiệu của đảng viên" in shown.text
    assert db.session.query(AccessLine).filter_by(what="view").count() >= 3


WRONG = [
    ("no day", received("opinions-1", ""), "Đã có giấy thì ghi ngày đề trên giấy."),
    ("tomorrow", received("opinions-1", "TOMORROW"), "Ngày này chưa đến"),
    (
        "came in before it was written",
        received("opinions-1", "DAY", received_on="BEFORE"),
        "sớm hơn ngày đề trên giấy (DAY)",
    ),
    ("introduced by nobody", received("introduction-1", "DAY"), "Đồng chí chọn đảng viên đã viết"),
    (
        "introduced twice by one",
        received("introduction-1", "DAY", member_id="HELPER")
        | received("introduction-2", "DAY", member_id="HELPER"),
        "Mỗi đảng viên chỉ viết một giấy",
    ),
]


@pytest.mark.parametrize(("case", "typed", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_said_beside_it_and_nothing_is_stored(
    one: SimpleNamespace, signed_in, case: str, typed: dict[str, str], said: str
) -> None:
    words = {
        "TOMORROW": format_date(clock.today() + timedelta(days=1)),
        "DAY": one.day,
        "BEFORE": format_date(one.since),
        "HELPER": str(one.helper),
    }
    client = signed_in("b1")
    fields = client.form(one.url, one.url)
    fields |= received("application-1", one.day)
    fields |= {name: words.get(value, value) for name, value in typed.items()}
    answer = client.post(one.url, fields)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert said.replace("DAY", one.day) in text
    assert f'value="{one.day}"' in text, "what was typed stands there still"
    db.session.rollback()
    assert db.session.query(DossierPaper).count() == 0


def test_a_member_of_another_branch_introduces_nobody_here(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = client.form(one.url, one.url) | received("introduction-1", one.day, member_id=str(one.stranger))
    assert client.post(one.url, fields).status_code == 422
    assert paper_of(one, Paper.INTRODUCTION) is None


def test_two_people_at_once_lose_nothing(one: SimpleNamespace, signed_in) -> None:
    client, office = signed_in("b1"), signed_in("office")
    earlier, later = format_date(one.since), format_date(one.since + timedelta(days=9))
    mine, theirs = client.form(one.url, one.url), office.form(one.url, one.url)
    # The other one's line is untouched here: no conflict.
    office.post(one.url, theirs | received("opinions-1", earlier))
    assert client.post(one.url, mine | received("application-1", one.day)).status_code == 303
    # The same line: both are shown, and pressing again is a decision.
    stale = client.form(one.url, one.url) | received("opinions-1", one.day)
    office.post(one.url, office.form(one.url, one.url) | received("opinions-1", later))
    answer = client.post(one.url, stale)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f"đang lưu đã có, ngày {later}" in text
    assert f'value="{one.day}"' in text
    again = next(_values(form) for form in text.split("<form")[1:] if "state-opinions-1" in form)
    assert client.post(one.url, again | {"csrf_token": client.token()}).status_code == 303
    assert format_date(paper_of(one, Paper.OPINIONS).dated) == one.day


def test_papers_of_steps_fill_themselves_and_are_not_typed(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    page = client.page(one.url)
    assert "Số 7/GCN" in page.text
    assert "lấy từ bước đã ghi" in page.text
    assert "state-class_certificate-1" not in client.form(one.url, one.url)
    detail = f"/runs/{one.run}/papers/class_certificate-1"
    assert "lấy từ bước đã ghi" in client.page(detail, queries=15).text
    forced = {"state": "received", "dated": one.day, "version": "0"}
    assert client.post(detail, forced).status_code == 422


def test_one_paper_has_its_details(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.run}/papers/life_history-1"
    client.page(url, queries=15)
    fields = client.form(url, url)
    typed = {
        "state": "received",
        "dated": one.day,
        "name_on_paper": "võ thị  hồ sơ",
        "birth_on_paper": "1990",
    }
    assert client.post(url, fields | typed | {"birth_on_paper": "32/1/1990"}).status_code == 422
    assert client.post(url, fields | typed).status_code == 303
    row = paper_of(one, Paper.LIFE_HISTORY)
    assert (row.name_on_paper, row.birth_on_paper) == ("Võ Thị Hồ Sơ", "1990")
    assert client.post(url, fields | typed | {"command_id": "another"}).status_code == 409
    assert client.get(f"/runs/{one.run}/papers/opinions-2").status_code == 404
    assert client.get(f"/runs/{one.run}/papers/nothing").status_code == 404


def test_where_the_file_is_and_was(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"{one.url}/file"
    client.page(url, queries=15)
    first = client.form(url, url) | {"holder": "Chi ủy Thử", "shelf": "Tủ 1", "since": one.day}
    assert client.post(url, first).status_code == 303
    assert client.post(url, first | {"command_id": "again"}).status_code == 409
    back = client.form(url, url) | {"holder": "Văn phòng", "since": format_date(one.since)}
    assert client.post(url, back).status_code == 422, "it was not elsewhere before it was there"
    assert client.post(url, client.form(url, url) | {"holder": "Văn phòng", "since": ""}).status_code == 303
    shown = client.page(f"/runs/{one.run}").text
    assert "Chi ủy Thử; Tủ 1" in shown
    office = signed_in("office")
    page = office.page("/dossiers")
    assert "Võ Thị Hồ Sơ" in page.text
    assert "Văn phòng (1)" in page.text
    assert "Võ Thị Hồ Sơ" in office.page("/dossiers?holder=0").text
    assert "Võ Thị Hồ Sơ" not in office.page(f"/dossiers?branch={one.second}").text
    assert "Võ Thị Hồ Sơ" not in signed_in("b2").page("/dossiers").text
    db.session.rollback()
    assert db.session.query(DossierFile).one().holder == "Văn phòng"


def test_who_introduces_follows_age_and_unions(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    assert "Đã quá tuổi Đoàn: hai đảng viên" in client.page(one.url).text
    url = f"{one.url}/introducers"
    client.page(url)
    fields = client.form(url, url)
    assert client.post(url, fields | {"is_youth_union_cadre": "y"}).status_code == 422
    assert (
        client.post(url, fields | {"is_youth_union_member": "y", "youth_union_on": "1980"}).status_code == 422
    )
    answer = client.post(url, fields | {"is_youth_union_member": "y", "is_youth_union_cadre": "y"})
    assert answer.status_code == 303
    assert client.post(url, fields | {"is_youth_union_member": ""}).status_code == 409
    with factories.writing():
        from phohoa.models import Person, TrackingRun

        run = db.session.get(TrackingRun, one.run)
        db.session.get(Person, run.person_id).birth_year = clock.today().year - 30
    page = client.page(one.url)
    assert "một đảng viên chính thức giới thiệu và nghị quyết của Đoàn" in page.text
    assert "Nghị quyết giới thiệu của Đoàn Thanh niên hoặc công đoàn (mẫu 4-KNĐ)" in page.text
    assert "introduction-2" not in "".join(client.form(one.url, one.url))


# --- verifications -----------------------------------------------------------------------------------------


def test_a_verification_goes_its_way_without_its_content(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.run}/verifications"
    page = client.page(url)
    assert "Không ghi nội dung thẩm tra" in page.text
    assert not page.all("textarea"), "there is no place for findings"
    fields = client.form(url, url)
    asked = {"subject": "self", "asked_place": "Đảng ủy xã Mẫu", "asked_on": one.day, "letter_number": "9-CV"}
    assert client.post(url, fields | {"subject": "self"}).status_code == 422
    assert client.post(url, fields | asked).status_code == 303
    db.session.rollback()
    row = db.session.query(Verification).one()
    change = f"{url}/{row.id}"
    client.page(change)
    known = client.form(change, change)
    backwards = known | {"received_on": format_date(one.since)}
    answer = client.post(change, backwards)
    assert answer.status_code == 422
    assert f"({format_date(one.since)}) sớm hơn ngày của việc trước đó ({one.day})" in answer.get_data(True)
    unfinished = known | {"conclusion": "correct"}
    assert client.post(change, unfinished).status_code == 422
    today = format_date(clock.today())
    done = known | {
        "conclusion": "correct",
        "answered_on": today,
        "concluded_on": today,
        "concluded_by": "Chi ủy Thử",
    }
    assert client.post(change, done).status_code == 303
    assert client.post(change, done | {"command_id": "again"}).status_code == 409
    db.session.rollback()
    assert db.session.query(Verification).one().conclusion is VerificationConclusion.CORRECT


def test_an_exemption_names_its_reason(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("office")
    url = f"/runs/{one.run}/verifications"
    exempt = {
        "subject": "parents",
        "conclusion": "exempt",
        "concluded_on": one.day,
        "concluded_by": "Văn phòng",
    }
    fields = client.form(url, url) | exempt
    assert client.post(url, fields).status_code == 422
    branch = signed_in("b1")
    asked = branch.form(url, url) | exempt | {"exempt_reason": "same_commune"}
    answer = branch.post(url, asked)
    assert answer.status_code == 422
    assert "do Văn phòng Đảng ủy xem xét" in answer.get_data(as_text=True), "the office decides"
    assert client.post(url, fields | {"exempt_reason": "same_commune"}).status_code == 303
    assert "Cùng sống ở một xã, phường từ đời ông bà" in client.page(one.url).text


@pytest.mark.parametrize(
    ("days", "abroad", "said"),
    [(10, False, "Hạn trả lời"), (90, False, "Quá hạn trả lời"), (90, True, "Hạn trả lời")],
)
def test_the_office_sees_every_open_request_with_its_last_day(
    one: SimpleNamespace, signed_in, days: int, abroad: bool, said: str
) -> None:
    with factories.writing():
        db.session.add(
            Verification(
                run_id=one.run,
                branch_id=one.first,
                subject="self",
                asked_place="Đảng ủy xã Mẫu",
                is_abroad=abroad,
                asked_on=clock.today() - timedelta(days=days),
            )
        )
    page = signed_in("office").page("/verifications")
    assert "Võ Thị Hồ Sơ" in page.text
    assert f"{said} " in page.text
    assert ("1 quá hạn" in page.text) is said.startswith("Quá")
    assert "Võ Thị Hồ Sơ" not in signed_in("b2").page("/verifications").text


# --- who ---------------------------------------------------------------------------------------------------


def test_another_branch_and_readers(one: SimpleNamespace, signed_in) -> None:
    stranger = signed_in("b2")
    for url in (one.url, f"/runs/{one.run}/papers/application-1", f"{one.url}/file"):
        assert stranger.get(url).status_code == 404
    assert stranger.post(one.url, {"version": "0"}).status_code == 404
    reader = signed_in("committee")
    page = reader.page(one.url)
    assert "Lưu các giấy tờ" not in page.text
    assert reader.post(one.url, {"version": "0"}).status_code == 403


def test_a_resolution_of_the_committee_is_asked_for_only_where_it_stands_between(
    one: SimpleNamespace, signed_in
) -> None:
    client = signed_in("b1")
    for voted_on, asked in ((date(2025, 6, 2), True), (clock.today(), False)):
        with factories.writing():
            run = db.session.get(TrackingRun, one.run)
            run.stage, run.branch_resolution_on = Stage.BRANCH_RESOLVED, voted_on
            run.dossier_started_on = run.stage_since = voted_on - timedelta(days=60)
        assert ("Nghị quyết của Đảng ủy (mẫu" in client.page(one.url).text) is asked


def test_a_run_that_ended_takes_no_more_papers(one: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        run = db.session.get(TrackingRun, one.run)
        run.stage, run.closed_on = Stage.LEFT, date(2026, 1, 5)
    client = signed_in("b1")
    assert "Lưu các giấy tờ" not in client.page(one.url).text
    url = f"{one.url}/file"
    answer = client.post(url, {"version": "0", "holder": "Ai đó"})
    assert answer.status_code == 422
    assert "đã kết thúc" in answer.get_data(as_text=True)


# --- what contradicts itself -------------------------------------------------------------------------------


def test_contradictions_are_shown_with_both_places_and_counted(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    assert "Chỗ chưa khớp" not in client.page(one.url).text
    url = f"/runs/{one.run}/papers/life_history-1"
    typed = {"state": "received", "dated": one.day, "name_on_paper": "Võ Thị Hồ Sa", "birth_on_paper": "1971"}
    assert client.post(url, client.form(url, url) | typed).status_code == 303
    page = client.page(one.url)
    assert "Chỗ chưa khớp: 2" in page.text
    assert "Họ tên khác nhau" in page.text
    assert "Võ Thị Hồ Sa" in page.text
    links = {a.get("href") for a in page.all("a")}
    assert {url, f"/runs/{one.run}/edit"} <= links
    assert "2 chỗ chưa khớp" in client.page(f"/runs/{one.run}").text
    fields = client.form(url, url) | {"name_on_paper": "VÕ THỊ HỒ SƠ", "birth_on_paper": ""}
    assert client.post(url, fields).status_code == 303
    assert "Chỗ chưa khớp" not in client.page(one.url).text


def test_a_certificate_number_of_somebody_else_is_a_contradiction(one: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        other = db.session.get(Branch, one.second)
        day = one.since - timedelta(days=90)
        factories.run(other, "Người Khác Thử", certificate_number="7/GCN", certificate_on=day)
    page = signed_in("b1").page(one.url)
    assert "Số đã dùng ở chỗ khác" in page.text
    assert "Người Khác Thử" not in page.text, "whose it is, a branch is not told"


def test_the_office_says_from_when_the_months_count(one: SimpleNamespace, signed_in) -> None:
    office, branch = signed_in("office"), signed_in("b1")
    url = f"{one.url}/start"
    assert branch.get(url).status_code == 404
    office.page(url)
    fields = office.form(url, url)
    assert office.post(url, fields | {"started_on": one.day}).status_code == 422, "without a reason"
    stranger = {"version": fields["version"], "started_on": one.day, "reason": "Thử"}
    assert branch.post(url, stranger).status_code == 404
    earlier = format_date(one.since - timedelta(days=20))
    typed = fields | {"started_on": earlier, "reason": "Tính từ ngày viết đơn"}
    assert office.post(url, typed).status_code == 303
    assert f"Tính từ ngày {earlier}" in branch.page(one.url).text
    assert "Tính từ ngày viết đơn" in branch.page(f"/runs/{one.run}").text
    assert office.post(url, typed | {"command_id": "again"}).status_code == 409
