"""The first page: the work of the month for each role, what is late, what has changed."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.numbering import PlanState
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, Plan, TrackingRun, User
from phohoa.services import clock, review_conclusion, review_months, reviews
from phohoa.services.reviews import LineInput

from .. import factories
from ..harness import Document
from ..services import review_world as w
from ..services.review_world import ADD, HEAD, MONTH, YEAR


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    return w.fill(people)


def plan(state: PlanState, year: int = 2026) -> int:
    with factories.writing():
        row = Plan(
            year=year,
            subject="phát triển đảng viên",
            state=state,
            issuer="ĐẢNG ỦY PHƯỜNG PHỔ HÒA",
            parent_issuer="ĐẢNG BỘ THỊ XÃ ĐỨC PHỔ",
            place="Phổ Hòa",
            authority="T/M ĐẢNG ỦY",
            position="BÍ THƯ",
            created_at=clock.now(),
        )
        db.session.add(row)
        db.session.flush()
        return row.id


def tasks_of(page: Document) -> int:
    return len([a for a in page.all("li") if a.get("class", "").startswith("task")])


@pytest.mark.parametrize(
    "user", ["admin", "office", "signatory", "committee", "b1", "b2", "mass-org", "auditor"]
)
def test_every_role_has_a_light_first_page_with_at_most_five_things(
    world: SimpleNamespace, signed_in, user: str
) -> None:
    plan(PlanState.IN_REVIEW)
    page = signed_in(user).page("/")
    assert page.headings == ["Việc tháng này"]
    assert 1 <= tasks_of(page) <= 5


def test_every_button_leads_somewhere(world: SimpleNamespace, signed_in) -> None:
    plan(PlanState.DRAFT)
    for user in ("admin", "office", "signatory", "b1", "mass-org", "auditor"):
        browser = signed_in(user)
        page = browser.page("/")
        for link in [a for a in page.all("a") if a.get("class") == "btn"]:
            assert browser.get(link["href"]).status_code == 200, f"{user}: {link['href']}"


def test_a_branch_is_told_to_hold_its_review_and_finds_the_month_before_late(
    world: SimpleNamespace, signed_in
) -> None:
    text = signed_in("b1").page("/").text
    assert "Họp xét tháng 03/2026" in text
    assert "còn 5 ngày" in text
    assert "Họp xét tháng 02/2026" in text
    assert "quá hạn 23 ngày" in text


def test_a_begun_a_sent_and_a_returned_review_are_told_apart(world: SimpleNamespace, signed_in) -> None:
    reviews.start_review(world.branch, world.first, YEAR, MONTH)
    assert "Chốt kỳ xét tháng 03/2026" in signed_in("b1").page("/").text
    review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH, HEAD, 0)
    assert "Kỳ xét tháng 03/2026 đã xong" in signed_in("b1").page("/").text
    version = w.review_row(world.first).version
    review_months.return_review(world.office_caller, world.first, YEAR, MONTH, version, "Thiếu số nghị quyết")
    text = signed_in("b1").page("/").text
    assert "Kỳ xét tháng 03/2026 được trả lại" in text
    assert "Thiếu số nghị quyết" in text


def test_a_branch_sees_helpers_sources_and_dates(world: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        db.session.get(TrackingRun, world.runs["sympathiser"]).helper_id = None
        db.session.get(TrackingRun, world.runs["dossier"]).dossier_started_on = date(2025, 2, 1)
    review_conclusion.conclude_without_change(
        world.branch, world.first, YEAR, 2, HEAD, 0, month_answer="Họp bù"
    )
    text = signed_in("b1").page("/").text
    assert "1 người chưa có người giúp đỡ" in text
    assert "Trần Văn Cảm" in text
    assert "1 quần chúng chờ chi bộ xét" in text
    assert "Nguyễn Thị Nguồn" in text
    assert "Quá hạn" in text
    assert "Phan Thị Hồ" in text


def test_what_changed_since_the_last_review_stands_in_three_lines(world: SimpleNamespace, signed_in) -> None:
    with clock.pretend(factories.at("2026-03-02 08:00")):
        reviews.declare_not_held(world.branch, world.first, YEAR, 2, "Tết")
    w.head(world)
    w.line(world, "source", LineInput(ADD, helper_id=world.helper))
    w.keep_the_others(world)
    w.conclude(world)
    text = signed_in("office").page("/").text
    assert "Đưa 01 người vào danh sách cảm tình Đảng." in text


def test_the_practice_branch_asks_for_nothing(world: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        branch = db.session.get(Branch, world.practice)
        factories.run(branch, "Thử Trong Thực Hành", Stage.CLASS_PROPOSED)
    assert "Thử Trong Thực Hành" not in signed_in("b1").page("/").text
    assert "1 người chờ kết quả lớp bồi dưỡng" in signed_in("office").page("/").text, "only the real one"


def test_the_office_sees_who_is_missing_and_what_waits(world: SimpleNamespace, signed_in) -> None:
    review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH, HEAD, 0)
    with clock.pretend(factories.at("2026-03-15 08:00")):
        text = signed_in("office").page("/").text
    assert "1 chi bộ quá hạn gửi kỳ xét" in text
    assert "Đã báo cáo 1/2 chi bộ" in text
    assert "1 kỳ xét chờ nhận" in text
    assert "Chưa có kế hoạch năm 2026" in text
    assert "Chi bộ Trường Tiểu học Thử Nghiệm" in text


@pytest.mark.parametrize(
    ("state", "user", "words"),
    [
        (PlanState.DRAFT, "office", "Kế hoạch năm 2026 đang soạn"),
        (PlanState.RETURNED, "office", "Kế hoạch năm 2026 được trả lại"),
        (PlanState.APPROVED, "office", "Kế hoạch năm 2026 đã phê duyệt"),
        (PlanState.IN_REVIEW, "signatory", "Kế hoạch năm 2026 chờ phê duyệt"),
        (PlanState.APPROVED, "signatory", "Kế hoạch năm 2026 chờ ký số"),
        (PlanState.ISSUED, "signatory", "Kế hoạch năm 2026 đã phát hành"),
        (PlanState.IN_REVIEW, "committee", "Kế hoạch năm 2026 đã trình ký"),
    ],
    ids=lambda value: str(value),
)
def test_the_plan_asks_whoever_is_next(
    world: SimpleNamespace, signed_in, state: PlanState, user: str, words: str
) -> None:
    plan(state)
    assert words in signed_in(user).page("/").text


def test_the_administrator_sees_first_passwords_that_ran_out(world: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        db.session.get(User, world.b2).must_change_password = True
        db.session.get(User, world.b2).password_set_at = factories.at("2026-02-20 08:00")
    text = signed_in("admin").page("/").text
    assert "1 tài khoản có mật khẩu cấp lần đầu đã hết hạn" in text
    assert "Kiểm tra nhật ký" in text
    assert "Nguyễn Thị Nguồn" not in text, "no candidate for the administrator"


def test_an_organisation_sees_numbers_of_its_own_introductions(world: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        branch = db.session.get(Branch, world.first)
        for stage in (Stage.SOURCE, Stage.SYMPATHISER, Stage.PROBATIONARY):
            person = {"introduced_by_id": world.farmers, "introduced_on": date(2026, 2, 1)}
            factories.run(branch, "Người Được Giới Thiệu", stage, person=person)
        practice = db.session.get(Branch, world.practice)
        factories.run(practice, "Người Tập Thử", person={"introduced_by_id": world.farmers})
    text = signed_in("mass-org").page("/").text
    assert "đã giới thiệu 3 người" in text
    assert "1 đã tiếp nhận, 1 đang theo dõi, 1 được kết nạp, 0 không tiếp tục" in text
    assert "Người Được Giới Thiệu" not in text
