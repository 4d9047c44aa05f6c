"""The pages beside the board, without scripts: absences, opinions, what is owed, arrivals."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.facts import Obligation
from phohoa.domain.opinions import OpinionKind, ReasonLeftParty
from phohoa.domain.stages import Stage
from phohoa.domain.voting import AbsenceKind
from phohoa.extensions import db
from phohoa.models import (
    Branch,
    MemberAbsence,
    Person,
    RunEvent,
    RunObligation,
    TrackingRun,
    UpperOpinion,
)
from tests import factories
from tests.harness import Client, check_page

SignedIn = Callable[[str], Client]


@pytest.fixture
def made(people: SimpleNamespace) -> SimpleNamespace:
    """Somebody on probation in the first branch, who owes papers, and nine official members."""
    with factories.writing():
        first = db.session.get(Branch, people.first)
        members = [factories.member(first, f"Đảng Viên Thử {n}") for n in range(9)]
        run = factories.run(
            first,
            "Mai Thị Dự Bị",
            Stage.PROBATIONARY,
            helper=members[0],
            since=date(2026, 1, 5),
            ceremony_on=date(2026, 1, 5),
            probation_ends_on=date(2027, 1, 5),
            decision_on=date(2025, 12, 22),
        )
        event = RunEvent(
            run_id=run.id,
            branch_id=first.id,
            kind="move",
            move="hold_ceremony",
            from_stage=Stage.DECIDED,
            to_stage=Stage.PROBATIONARY,
            happened_on=date(2026, 1, 5),
            entered_at=factories.at("2026-01-05 16:00"),
            actor_name="Thử",
            warnings={},
            data={"before": {}},
        )
        db.session.add(event)
        db.session.flush()
        owed = RunObligation(
            run_id=run.id,
            branch_id=first.id,
            event_id=event.id,
            obligation=Obligation.NEW_MEMBER_PAPERS,
            arose_on=date(2026, 1, 5),
            due_on=date(2026, 2, 23),
        )
        db.session.add(owed)
        db.session.flush()
        people.run, people.owed, people.member = run.id, owed.id, members[0].id
    return people


def one(model: type):
    db.session.rollback()
    return db.session.query(model).one()


# --- the person's page -------------------------------------------------------------------------------------


def test_the_page_of_a_probationer_has_its_year_its_papers_and_what_is_owed(
    made: SimpleNamespace, signed_in: SignedIn
) -> None:
    page = signed_in("b1").page(f"/runs/{made.run}")
    for words in (
        "Thời gian dự bị",
        "05/01/2027",
        "giấy chứng nhận học lớp đảng viên mới",
        "Hướng dẫn 06-HD/TW, mục 4.1",
        "Việc phải làm",
        "Hoàn thành lý lịch và phiếu đảng viên",
        "hạn 23/02/2026",
    ):
        assert words in page.text, words
    assert "Xin ý kiến cấp trên" not in page.text, "nothing was asked; the branch need not read of it"
    assert "Xin ý kiến cấp trên" in signed_in("office").get(f"/runs/{made.run}").text
    assert signed_in("b2").get(f"/runs/{made.run}").status_code == 404


# --- the certificate ---------------------------------------------------------------------------------------


def test_the_certificate_is_recorded_without_scripts(made: SimpleNamespace, signed_in: SignedIn) -> None:
    client, url = signed_in("b1"), f"/runs/{made.run}/new-member-certificate"
    client.page(url)
    form = client.form(url, url)
    wrong = client.post(url, form | {"certificate_number": "17/ĐVM", "certificate_on": "4/1/2026"})
    assert wrong.status_code == 422
    page = check_page(wrong)
    assert "(04/01/2026) sớm hơn ngày tổ chức lễ kết nạp (05/01/2026)" in page.text
    assert 'value="17/ĐVM"' in wrong.text, "nothing typed is lost"
    good = client.post(
        url, client.form(url, url) | {"certificate_number": "17/ĐVM", "certificate_on": "2/6/2026"}
    )
    assert (good.status_code, good.headers["Location"]) == (303, f"/runs/{made.run}")
    text = client.page(f"/runs/{made.run}").text
    assert "17/ĐVM" in text and "Ghi giấy chứng nhận lớp bồi dưỡng đảng viên mới" in text
    assert signed_in("b2").get(url).status_code == 404
    assert signed_in("b2").post(url, {"certificate_number": "1/ĐVM"}).status_code == 404


# --- what is owed ------------------------------------------------------------------------------------------


def test_what_is_owed_is_recorded_and_opened_again(made: SimpleNamespace, signed_in: SignedIn) -> None:
    client, url = signed_in("b1"), f"/runs/{made.run}/obligations/{made.owed}"
    page = client.page(url)
    assert "Theo cách làm của phường" in page.text, "only believed: shown as practice, not as law"
    wrong = client.post(url, client.form(url, url) | {"done_on": "4/1/2026"})
    assert wrong.status_code == 422
    assert "(04/01/2026) sớm hơn ngày phát sinh việc (05/01/2026)" in check_page(wrong).text
    typed = {"done_on": "2/2/2026", "done_number": "03-CV/CB", "done_note": "Gửi Văn phòng"}
    assert client.post(url, client.form(url, url) | typed).status_code == 303
    assert one(RunObligation).done_number == "03-CV/CB"
    assert "03-CV/CB" in client.page(url).text
    assert client.post(url + "/open", client.form(url, url + "/open")).status_code == 303
    assert one(RunObligation).done_on is None
    for method in (signed_in("b2").get, signed_in("b2").post):
        assert method(url).status_code == 404


def test_the_list_of_what_is_owed_is_each_ones_own(made: SimpleNamespace, signed_in: SignedIn) -> None:
    assert "Mai Thị Dự Bị" in signed_in("b1").page("/obligations").text
    assert "Mai Thị Dự Bị" in signed_in("office").page("/obligations").text
    assert "Mai Thị Dự Bị" not in signed_in("b2").page("/obligations").text


def test_home_names_it_and_says_what_is_late(made: SimpleNamespace, signed_in: SignedIn) -> None:
    page = signed_in("b1").page("/", queries=14)
    assert "1 việc phải làm theo quy định" in page.text
    assert "hoàn thành lý lịch và phiếu đảng viên, quá hạn" in page.text


# --- opinions ----------------------------------------------------------------------------------------------

ASKED = {"kind": "over_age", "asked_number": "12-CV/ĐU", "asked_on": "5/2/2026", "agreed": ""}
ANSWER = {
    "agreed": "yes",
    "answer_number": "80-CV/TU",
    "answered_on": "2/3/2026",
    "answered_by": "Ban Thường vụ Tỉnh ủy thử",
}


def test_the_office_asks_and_records_the_answer_and_the_branch_reads(
    made: SimpleNamespace, signed_in: SignedIn
) -> None:
    office, url = signed_in("office"), f"/runs/{made.run}/opinions"
    office.page(url)
    assert office.post(url, office.form(url, url) | ASKED).status_code == 303
    row = one(UpperOpinion)
    assert (row.kind, row.agreed) == (OpinionKind.OVER_AGE, None)
    here = f"{url}/{row.id}"
    office.page(here)
    late = office.post(here, office.form(here, here) | ANSWER | {"answered_on": "4/2/2026"})
    assert late.status_code == 422
    assert "Ngày trả lời (04/02/2026) sớm hơn ngày xin ý kiến (05/02/2026)" in check_page(late).text
    assert office.post(here, office.form(here, here) | ANSWER).status_code == 303
    branch = signed_in("b1")
    page = branch.page(url)
    assert "80-CV/TU" in page.text and "Ghi văn bản xin ý kiến" not in page.text
    assert "đồng ý, ngày 02/03/2026" in branch.page(f"/runs/{made.run}").text.replace("\n", "")
    assert branch.get(here).status_code == 403
    assert branch.post(url, ASKED).status_code == 403
    assert signed_in("b2").get(url).status_code == 404


def test_an_answer_needs_its_paper(made: SimpleNamespace, signed_in: SignedIn) -> None:
    office, url = signed_in("office"), f"/runs/{made.run}/opinions"
    answer = office.post(url, office.form(url, url) | ASKED | {"agreed": "no"})
    assert answer.status_code == 422
    page = check_page(answer)
    assert page.text.count("Chưa lưu") == 1
    assert 'value="12-CV/ĐU"' in answer.text
    assert db.session.query(UpperOpinion).count() == 0


@pytest.mark.parametrize(
    ("where", "flag", "reason", "said"),
    [
        ("special-case", "needed", "special_reason", "Phải xin ý kiến cấp trên trước khi quyết định kết nạp"),
        ("education-exemption", "exempt", "education_reason", "Được xét ngoại lệ về trình độ học vấn"),
    ],
)
def test_an_exception_is_marked_with_its_reason(
    made: SimpleNamespace, signed_in: SignedIn, where: str, flag: str, reason: str, said: str
) -> None:
    office, url = signed_in("office"), f"/runs/{made.run}/{where}"
    form = office.form(f"/runs/{made.run}/opinions", url)
    without = office.post(url, form | {flag: "y"})
    assert without.status_code == 422
    check_page(without)
    assert office.post(url, form | {flag: "y", reason: "Theo kết luận của cấp trên"}).status_code == 303
    text = signed_in("b1").page(f"/runs/{made.run}").text
    assert said in text and "Theo kết luận của cấp trên" in text
    assert signed_in("b1").post(url, {reason: "Thử"}).status_code == 403


# --- absences ----------------------------------------------------------------------------------------------


def test_an_absence_is_entered_and_ended_on_the_members_page(
    made: SimpleNamespace, signed_in: SignedIn
) -> None:
    client, url = signed_in("b1"), f"/branches/{made.first}/members/{made.member}"
    client.page(url)
    typed = {
        "absence-kind": "exempt",
        "absence-from_day": "5/2/2026",
        "absence-to_day": "4/2/2026",
        "absence-basis_number": "12-QĐ/ĐU",
    }
    form = client.form(url, url + "/absences")
    wrong = client.post(url + "/absences", form | typed)
    assert wrong.status_code == 422
    assert "(04/02/2026) sớm hơn ngày bắt đầu (05/02/2026)" in check_page(wrong).text
    assert 'value="12-QĐ/ĐU"' in wrong.text
    assert client.post(url + "/absences", form | typed | {"absence-to_day": ""}).status_code == 303
    row = one(MemberAbsence)
    assert (row.kind, row.to_day) == (AbsenceKind.EXEMPT, None)
    end = f"{url}/absences/{row.id}/end"
    early = client.post(end, client.form(url, end) | {f"a{row.id}-to_day": "1/2/2026"})
    assert early.status_code == 422
    check_page(early)
    assert client.post(end, client.form(url, end) | {f"a{row.id}-to_day": "1/3/2026"}).status_code == 303
    assert one(MemberAbsence).to_day == date(2026, 3, 1)
    assert signed_in("b2").post(url + "/absences", form | typed).status_code == 404


def test_the_form_of_a_vote_shows_how_the_number_called_comes_about(
    made: SimpleNamespace, signed_in: SignedIn
) -> None:
    with factories.writing():
        run = db.session.get(TrackingRun, made.run)
        run.ceremony_on, run.probation_ends_on = date(2025, 1, 6), date(2026, 1, 6)
        run.stage_since, run.new_member_certificate_on = date(2025, 1, 6), date(2025, 6, 2)
        factories.full_dossier(run)
        db.session.add(
            MemberAbsence(
                branch_id=made.first,
                member_id=made.member,
                kind=AbsenceKind.EXEMPT,
                from_day=date(2025, 1, 1),
                basis_number="12-QĐ/ĐU",
            )
        )
    client, url = signed_in("b1"), f"/runs/{made.run}/moves/propose_official"
    page = client.page(url, queries=20)
    assert "9 đảng viên chính thức, trừ 1 miễn sinh hoạt = 8" in page.text
    form = client.form(url, url)
    assert form["called"] == "8"
    typed = {
        "happened_on": "12/1/2026",
        "basis_number": "01-NQ/CB",
        "called": "9",
        "present": "9",
        "in_favour": "7",
        "against": "1",
        "blank": "1",
        "vote_form": "ballot",
    }
    differs = client.post(url, form | typed)
    assert differs.status_code == 422
    assert "tính theo danh sách ngày 12/01/2026 là 8" in check_page(differs).text
    crowded = client.post(url, form | typed | {"called": "8", "present": "9"})
    assert "số có mặt (9) nhiều hơn số được triệu tập (8)" in check_page(crowded).text
    full = client.form(url, url) | typed | {"called": "8", "present": "8", "in_favour": "7", "blank": "0"}
    answer = client.post(url, full)
    assert answer.status_code == 303, check_page(answer).text
    shown = client.page(f"/runs/{made.run}").text
    assert "Số được triệu tập tính theo danh sách: 9 đảng viên chính thức, trừ 1 miễn sinh hoạt = 8" in shown


# --- arrivals, former members ------------------------------------------------------------------------------

PERSON = {"full_name": "Hồ Thị Đến", "birth": "20/5/1996", "main_group": "women"}


def test_somebody_from_outside_is_received_without_scripts(
    made: SimpleNamespace, signed_in: SignedIn
) -> None:
    client, url = signed_in("b1"), f"/branches/{made.first}/people/arrived"
    assert "Tiếp nhận từ ngoài phường" in client.page(f"/branches/{made.first}/board").text
    client.page(url)
    form = client.form(url, url) | PERSON
    nothing = client.post(
        url, form | {"from_place": "Xã Mẫu", "happened_on": "5/2/2026", "basis_number": "2-NQ"}
    )
    assert nothing.status_code == 422
    assert 'value="Hồ Thị Đến"' in nothing.text
    check_page(nothing)
    typed = {
        "from_place": "Xã Mẫu, tỉnh Mẫu",
        "happened_on": "5/2/2026",
        "basis_number": "02-NQ/CB",
        "helper": str(made.member),
        "paper_number": "3-GCN",
        "paper_on": "12/1/2026",
    }
    answer = client.post(url, client.form(url, url) | PERSON | typed)
    assert answer.status_code == 303
    text = client.page(answer.headers["Location"]).text
    assert "Tiếp nhận từ ngoài phường chuyển đến" in text
    assert "Nơi chuyển đi: Xã Mẫu, tỉnh Mẫu" in text and "3-GCN" in text
    assert signed_in("b2").get(url).status_code == 404
    assert signed_in("b2").post(url, PERSON).status_code == 404


def test_when_a_former_member_left_is_typed_and_shown(made: SimpleNamespace, signed_in: SignedIn) -> None:
    client, url = signed_in("b1"), f"/runs/{made.run}/edit"
    client.page(url)
    typed = {"main_group": "women", "left_party_on": "5/3/2020", "left_party_reason": "asked_for_family"}
    unmarked = client.post(url, client.form(url, url) | typed)
    assert unmarked.status_code == 422
    assert "đánh dấu ô đó trước" in check_page(unmarked).text
    answer = client.post(url, client.form(url, url) | typed | {"is_former_member": "y"})
    assert answer.status_code == 303, check_page(answer).text
    run = db.session.get(TrackingRun, made.run)
    person = db.session.get(Person, run.person_id)
    assert person.left_party_reason is ReasonLeftParty.ASKED_FOR_FAMILY
    assert "05/03/2020" in client.page(f"/runs/{made.run}").text
    assert client.form(url, url)["left_party_on"] == "05/03/2020"
