"""The plan of a person, the day wanted, and the outlook of a branch and of the ward."""

from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.numbering import PlanState
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import Education, Stage
from phohoa.domain.training import ClassKind, ClassState, NominationState
from phohoa.extensions import db
from phohoa.models import (
    Branch,
    ClassNomination,
    CommitteeSession,
    Plan,
    PlanAllocation,
    TrackingRun,
    TrainingClass,
)
from phohoa.services import clock

from .. import factories
from ..harness import Client

TODAY = date(2026, 3, 10)
LEARNED = {"education": Education.UPPER_SECONDARY}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: factories.at("2026-03-10 09:00"))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def in_force(targets: dict[int, int]) -> None:
    """A plan in force that asks these branches for admissions."""
    plan = Plan(
        year=2026,
        state=PlanState.ISSUED,
        created_at=clock.now(),
        **dict.fromkeys(("parent_issuer", "issuer", "place", "subject", "recipients", "authority"), "Thử"),
        position="BÍ THƯ",
        signatory_name="",
    )
    db.session.add(plan)
    db.session.flush()
    for branch_id, count in targets.items():
        db.session.add(
            PlanAllocation(plan_id=plan.id, branch_id=branch_id, unit_name="Chi bộ thử", admissions=count)
        )


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    with factories.writing():
        first, second, practice = (
            db.session.get(Branch, one) for one in (people.first, people.second, people.practice)
        )
        certified = {"certificate_on": date(2025, 9, 15), "person": LEARNED}
        ready = factories.run(first, "Lê Kịp", Stage.CLASS_DONE, **certified)
        new = factories.run(first, "Lê Mới", Stage.SYMPATHISER, person=LEARNED)
        far = factories.run(second, "Lê Xa", Stage.SOURCE, person=LEARNED)
        hidden = factories.run(practice, "Lê Thực Hành", Stage.CLASS_DONE, **certified)
        ended = factories.run(first, "Lê Xong", Stage.LEFT, closed_on=date(2026, 1, 5))
        db.session.add(CommitteeSession(kind=SessionKind.STANDING_COMMITTEE, planned_on=date(2026, 3, 20)))
        in_force({first.id: 1, second.id: 1})
        return SimpleNamespace(ready=ready.id, new=new.id, far=far.id, hidden=hidden.id, ended=ended.id)


def test_the_plan_names_each_step_with_both_days_and_why(signed_in, rows: SimpleNamespace) -> None:
    shown = signed_in("b1").page(f"/runs/{rows.ready}/plan")
    assert "Lê Kịp" in shown.text
    assert "Lê Kịp" not in shown.title
    assert "Chi bộ xét, ra nghị quyết đề nghị kết nạp" in shown.text
    assert "họp Ban Thường vụ ngày 20/03/2026" in shown.text
    assert "để đủ 45 ngày làm việc cho cấp có thẩm quyền quyết định" in shown.text
    assert "Quy định 294-QĐ/TW, điểm 4.3.1" in shown.text
    assert "Kịp ngày 31/12/2026" in shown.text


def test_without_a_class_the_plan_says_so_and_one_helps(signed_in, rows: SimpleNamespace) -> None:
    b1 = signed_in("b1")
    assert "Chưa có lớp nào được thông báo" in b1.page(f"/runs/{rows.new}/plan").text
    with factories.writing():
        one = TrainingClass(
            kind=ClassKind.AWARENESS, name="Lớp thử số 1", state=ClassState.ANNOUNCED, seats=1,
            starts_on=date(2026, 4, 20), ends_on=date(2026, 4, 24), nominate_by=date(2026, 4, 10),
            created_at=clock.now(),
        )  # fmt: skip
        db.session.add(one)
        db.session.flush()
        class_id = one.id
    assert "Lớp thử số 1, kết thúc ngày 24/04/2026" in b1.page(f"/runs/{rows.new}/plan").text
    with factories.writing():
        run = db.session.get(TrackingRun, rows.far)
        db.session.add(
            ClassNomination(
                class_id=class_id, run_id=rows.far, branch_id=run.branch_id, rank_reasons={},
                state=NominationState.ACCEPTED, nominated_on=TODAY,
            )
        )  # fmt: skip
    full = b1.page(f"/runs/{rows.new}/plan").text
    assert "Chưa có lớp nào được thông báo" in full  # the only seat is taken


def test_the_wanted_day_is_set_cleared_and_checked(signed_in, rows: SimpleNamespace) -> None:
    b1, url = signed_in("b1"), f"/runs/{rows.ready}/plan"
    fields = b1.form(url, url)
    answer = b1.post(url, {**fields, "wanted_on": "19/5/2026"})
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    assert "Ngày mong muốn\n19/05/2026" in b1.page(url).text.replace("Ngày mong muốn", "Ngày mong muốn\n")
    stale = b1.post(url, {**fields, "command_id": "another", "wanted_on": "20/5/2026"})
    assert stale.status_code == 409
    again = b1.form(url, url)
    for typed, words in (("1/3/2026", "đã qua"), ("1/1/2036", "hơn 5 năm"), ("xx", "xx")):
        wrong = b1.post(url, {**again, "command_id": f"c{typed}", "wanted_on": typed})
        assert wrong.status_code == 422
        assert words in wrong.get_data(as_text=True)
    assert b1.post(url, {**again, "wanted_on": ""}).status_code == 303
    assert db.session.get(TrackingRun, rows.ready).wanted_on is None


def test_who_left_has_nothing_to_plan(signed_in, rows: SimpleNamespace) -> None:
    shown = signed_in("b1").page(f"/runs/{rows.ended}/plan")
    assert "không còn bước nào" in shown.text
    answer = signed_in("b1").post(f"/runs/{rows.ended}/plan", {"version": "1", "wanted_on": "1/9/2026"})
    assert answer.status_code == 422


def test_another_branch_is_not_there(signed_in, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    b1 = signed_in("b1")
    for url in (f"/runs/{rows.far}/plan", f"/branches/{people.second}/forecast"):
        assert b1.get(url).status_code == 404
    assert b1.get("/forecast").status_code == 403


def test_the_outlook_of_a_branch(signed_in, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    shown = signed_in("b1").page(f"/branches/{people.first}/forecast")
    assert "Có thể đạt" in shown.text
    assert "Còn thiếu 01" in shown.text
    assert shown.text.index("Lê Kịp") < shown.text.index("Lê Mới")
    assert "Kịp nếu có lớp bồi dưỡng đúng lúc" in shown.text
    practice = signed_in("b1").page(f"/branches/{people.practice}/forecast")
    assert "không có chỉ tiêu" in practice.text
    assert "Lê Thực Hành" not in practice.text


def test_the_outlook_of_the_ward_counts_no_practice(
    signed_in, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    office = signed_in("office")
    shown = office.page("/forecast")
    assert "Chỉ tiêu 02, đã kết nạp 00" in shown.text
    assert "Lê Xa" in shown.text
    assert "Lê Thực Hành" not in shown.text
    assert {"print"} <= {link.get("media") for link in shown.all("link")}
    with factories.writing():
        first = db.session.get(Branch, people.first)
        factories.run(first, "Lê Đã", Stage.DECIDED, decision_on=date(2026, 2, 2))
    assert "Đã kết nạp 01 trên chỉ tiêu 01." in office.page("/forecast").text


def test_forty_branches_and_three_hundred_people_stay_light(
    signed_in, people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    stages = (Stage.SOURCE, Stage.SYMPATHISER, Stage.CLASS_DONE, Stage.DOSSIER, Stage.SUBMITTED)
    with factories.writing():
        plan = db.session.query(Plan).one()
        for number in range(38):
            branch = factories.branch(f"Chi bộ Tổ dân phố Thử {number}")
            db.session.add(
                PlanAllocation(plan_id=plan.id, branch_id=branch.id, unit_name=branch.name, admissions=1)
            )
            for place in range(8):
                factories.run(
                    branch, f"Nguyễn Văn Thử {number} {place}", stages[place % 5], person=LEARNED,
                    certificate_on=date(2025, 9, 15), dossier_started_on=date(2026, 1, 5),
                    branch_resolution_on=date(2026, 2, 3),
                )  # fmt: skip
    office: Client = signed_in("office")
    office.page("/forecast", queries=15)
    assert len(office.get("/forecast").get_data()) <= 60 * 1024


def test_the_page_of_a_person_has_its_due_dates_and_its_plan_in_short(
    signed_in, rows: SimpleNamespace
) -> None:
    shown = signed_in("b1").page(f"/runs/{rows.ready}")
    assert "60 tháng kể từ ngày cấp giấy chứng nhận 15/09/2025" in shown.text
    assert "Dự kiến kết nạp" in shown.text
    assert "Chi bộ đề nghị cho làm thủ tục, chậm nhất" in shown.text
    assert f"/runs/{rows.ready}/plan" in {a.get("href") for a in shown.all("a")}
    ended = signed_in("b1").page(f"/runs/{rows.ended}")
    assert "Dự kiến kết nạp" not in ended.text


def test_home_tells_the_outlook_in_short(signed_in, people: SimpleNamespace, rows: SimpleNamespace) -> None:
    home = signed_in("b1").page("/")
    assert "Có thể đạt" in home.text
    assert f"/branches/{people.first}/forecast" in {a.get("href") for a in home.all("a")}
    assert "/forecast" in {a.get("href") for a in signed_in("office").page("/").all("a")}
