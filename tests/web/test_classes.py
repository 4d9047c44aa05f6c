"""The pages of classes: planned, changed, called off; what the branch may not."""

from types import SimpleNamespace
from typing import Any

import pytest

from phohoa.domain.training import ClassState
from phohoa.extensions import db
from phohoa.models import TrainingClass
from phohoa.services import clock
from tests.harness import Client, check_page

YEAR = clock.today().year
TYPED = {
    "kind": "awareness",
    "name": "Lớp bồi dưỡng nhận thức về Đảng khóa thử",
    "starts_on": f"14/9/{YEAR}",
    "ends_on": f"18/9/{YEAR}",
    "place": "Hội trường thử",
    "host": "Trung tâm chính trị thử nghiệm",
    "seats": "2",
    "nominate_by": f"1/9/{YEAR}",
    "note": "",
}


@pytest.fixture
def office(signed_in: Any) -> Client:
    return signed_in("office")


def planned(client: Client, **changes: str) -> int:
    form = client.form("/classes/new", "/classes")
    answer = client.post("/classes", {**form, **TYPED, **changes})
    assert answer.status_code == 303, answer.text
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def row(class_id: int) -> TrainingClass:
    db.session.rollback()
    return db.session.get_one(TrainingClass, class_id)


def test_the_office_plans_a_class_changes_it_and_calls_it_off(office: Client) -> None:
    class_id = planned(office)
    page = office.page(f"/classes/{class_id}")
    assert f"14/09/{YEAR} đến 18/09/{YEAR}" in page.text
    form = office.form(f"/classes/{class_id}/edit", f"/classes/{class_id}/edit")
    assert form["seats"] == "2"
    assert office.post(f"/classes/{class_id}/edit", {**form, "seats": "60"}).status_code == 303
    assert row(class_id).seats == 60
    listed = office.page("/classes")
    assert TYPED["name"] in listed.text
    form = office.form(f"/classes/{class_id}/cancel", f"/classes/{class_id}/cancel")
    without = office.post(f"/classes/{class_id}/cancel", {**form, "reason": " "})
    assert without.status_code == 422
    assert office.post(f"/classes/{class_id}/cancel", {**form, "reason": "Mưa lũ."}).status_code == 303
    assert row(class_id).state is ClassState.CANCELLED
    assert "Mưa lũ." in office.page(f"/classes/{class_id}").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"ends_on": f"13/9/{YEAR}"},
            f"(13/09/{YEAR}) sớm hơn ngày khai giảng (14/09/{YEAR}).",
        ),
        (
            {"nominate_by": f"15/9/{YEAR}"},
            f"(15/09/{YEAR}) muộn hơn ngày khai giảng (14/09/{YEAR}).",
        ),
        ({"seats": "501"}, "Số học viên từ 1 đến 500."),
        ({"name": ""}, "Ô này cần có nội dung."),
        ({"starts_on": "31/2/2026"}, "Không có ngày này trên lịch."),
        ({"starts_on": "1/1/1999", "ends_on": "2/1/1999", "nominate_by": ""}, "Năm này không hợp lý."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
    office: Client, changes: dict[str, str], sentence: str
) -> None:
    form = office.form("/classes/new", "/classes")
    answer = office.post("/classes", {**form, **TYPED, **changes})
    assert answer.status_code == 422
    check_page(answer)
    assert sentence in answer.text
    assert TYPED["host"] in answer.text
    assert db.session.query(TrainingClass).count() == 0


def test_a_stale_form_shows_what_is_stored_and_keeps_what_was_typed(office: Client) -> None:
    class_id = planned(office)
    url = f"/classes/{class_id}/edit"
    form = office.form(url, url)
    assert office.post(url, {**form, "place": "Nơi mới"}).status_code == 303
    late = office.post(url, {**form, "command_id": "another", "place": "Nơi khác"})
    assert late.status_code == 409
    assert "Nơi mới" in late.text
    assert "Nơi khác" in late.text
    assert row(class_id).place == "Nơi mới"


def test_a_branch_reads_classes_and_changes_none(
    office: Client, signed_in: Any, people: SimpleNamespace
) -> None:
    class_id = planned(office)
    branch = signed_in("b1")
    page = branch.page(f"/classes/{class_id}")
    assert "Sửa thông tin lớp" not in page.text
    assert branch.get("/classes/new").status_code == 403
    assert branch.post(f"/classes/{class_id}/cancel", {"reason": "x", "version": "1"}).status_code == 403
    assert "Lớp bồi dưỡng" in branch.page("/classes").text


def test_classes_of_another_year_are_behind_the_filter(office: Client) -> None:
    planned(office, starts_on="14/9/2024", ends_on="18/9/2024", nominate_by="")
    assert TYPED["name"] not in office.page("/classes").text
    assert TYPED["name"] in office.page("/classes?year=2024").text
    assert office.get("/classes?year=0000").status_code == 200
