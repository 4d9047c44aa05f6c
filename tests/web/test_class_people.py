"""The page of the people of a class: lines that save themselves, and what a branch sees."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from phohoa.domain.training import ClassState, NominationState
from phohoa.extensions import db
from phohoa.models import AccessLine
from tests.class_world import ClassWorld, ward
from tests.harness import Client, check_page

__all__ = ["ward"]


@pytest.fixture
def office(ward: ClassWorld, signed_in: Any) -> Client:
    return signed_in("office")


def url(ward: ClassWorld, tail: str = "") -> str:
    return f"/classes/{ward.class_id}/people{tail}"


def decide(
    client: Client, ward: ClassWorld, run_id: int, decision: str, reason: str = "", *, htmx: bool = False
) -> Any:
    action = url(ward, f"/{run_id}/decision")
    form = client.form(url(ward), action)
    return client.post(action, {**form, "decision": decision, "reason": reason}, htmx=htmx)


def test_a_list_of_many_people_is_one_light_page(office: Client, ward: ClassWorld) -> None:
    for number in range(40):
        ward.person(f"Thử Người {number}", "first" if number % 2 else "second")
    page = office.page(url(ward))
    assert "Được đề nghị: 40 cho 2 chỗ" in page.text
    assert "cách làm của Đảng bộ phường, không phải quy định" in page.text
    assert "chờ từ ngày 04/03/2026" in page.text


@pytest.mark.parametrize("htmx", [True, False])
def test_a_line_saves_itself_and_says_what_is_missing(office: Client, ward: ClassWorld, htmx: bool) -> None:
    run_id = ward.person("Thử An")
    empty = decide(office, ward, run_id, "", htmx=htmx)
    assert empty.status_code == 422
    silent = decide(office, ward, run_id, "declined", htmx=htmx)
    assert silent.status_code == 422
    assert "Quyết định này cần ghi lý do." in silent.text
    if not htmx:
        check_page(silent)
    saved = decide(office, ward, run_id, "accepted", htmx=htmx)
    assert saved.status_code == (200 if htmx else 303)
    assert ward.line(run_id).state is NominationState.ACCEPTED


def test_who_comes_second_sees_both_words(office: Client, ward: ClassWorld) -> None:
    run_id = ward.person("Thử An")
    action = url(ward, f"/{run_id}/decision")
    form = office.form(url(ward), action)
    assert decide(office, ward, run_id, "waiting", "Chờ lớp sau.").status_code == 303
    late = office.post(action, {**form, "decision": "declined", "reason": "Chưa đủ."}, htmx=True)
    assert late.status_code == 409
    assert "Chờ lớp sau." in late.text
    assert "Chưa đủ." in late.text
    assert ward.line(run_id).state is NominationState.WAITING


def test_the_way_from_the_order_to_the_settled_list(office: Client, ward: ClassWorld, signed_in: Any) -> None:
    runs = [ward.person(name) for name in ("Thử An", "Thử Bình", "Thử Châu")]
    form = office.form(url(ward), url(ward, "/settle"))
    early = office.post(url(ward, "/settle"), {**form, "decision_number": "12-CV/ĐU"})
    assert early.status_code == 422
    assert "Còn 3 người chưa có quyết định." in early.text
    check_page(early)
    assert office.post(url(ward, "/fill"), office.form(url(ward), url(ward, "/fill"))).status_code == 303
    full = decide(office, ward, runs[2], "accepted")
    assert "Lớp có 2 chỗ và đã cử đủ." in full.text
    form = office.form(url(ward), url(ward, "/settle"))
    assert office.post(url(ward, "/settle"), {**form, "decision_number": "12-CV/ĐU"}).status_code == 303
    assert ward.row().state is ClassState.DECIDED
    settled = office.page(url(ward))
    assert "Danh sách chờ" in settled.text
    own = signed_in("b1").page(url(ward))
    assert "Được cử đi học" in own.text
    change = url(ward, f"/{runs[0]}/decision")
    form = office.form(url(ward, f"/{runs[0]}"), change)
    wrong = office.post(change, {**form, "decision": "waiting", "reason": ""})
    assert wrong.status_code == 422
    assert "Quyết định này cần ghi lý do." in wrong.text
    check_page(wrong)
    assert office.post(change, {**form, "decision": "waiting", "reason": "Xin hoãn."}).status_code == 303


def test_several_places_at_once(office: Client, ward: ClassWorld) -> None:
    for name in ("Thử An", "Thử Bình", "Thử Châu"):
        ward.person(name)
    action = url(ward, "/range")
    form = office.form(url(ward), action)
    wrong = office.post(action, {**form, "first": "2", "last": "9", "decision": "waiting"})
    assert wrong.status_code == 422
    assert "Thứ tự từ 1 đến 3" in wrong.text
    check_page(wrong)
    assert office.post(action, {**form, "first": "2", "last": "3", "decision": "waiting"}).status_code == 303
    assert [line.state.value for line in ward.people().lines] == ["nominated", "waiting", "waiting"]


def test_a_branch_withdraws_on_its_own_page_and_finds_no_other_branch(
    ward: ClassWorld, signed_in: Any
) -> None:
    mine, other = ward.person("Thử An"), ward.person("Thử Bình", "second")
    branch = signed_in("b1")
    page = branch.page(url(ward))
    assert "Thử An" in page.text
    assert "Thử Bình" not in page.text
    assert branch.get(url(ward, f"/{other}")).status_code == 404
    assert branch.post(url(ward, f"/{other}/withdraw"), {"reason": "x", "version": "0"}).status_code == 404
    action = url(ward, f"/{mine}/withdraw")
    form = branch.form(url(ward, f"/{mine}"), action)
    assert branch.post(action, {**form, "reason": ""}).status_code == 422
    assert branch.post(action, {**form, "reason": "Đi công tác."}).status_code == 303
    assert "Chi bộ đã rút đề nghị" in branch.page(url(ward)).text
    action = url(ward, f"/{mine}/nominate")
    form = branch.form(url(ward, f"/{mine}"), action)
    assert branch.post(action, form).status_code == 303
    assert ward.line(mine).state is NominationState.NOMINATED


def test_the_list_of_those_sent_is_an_excel_file_with_nothing_more_than_needed(
    office: Client, ward: ClassWorld
) -> None:
    sent = ward.person("=Thử An")
    ward.person("Thử Bình")
    decide(office, ward, sent, "accepted")
    answer = office.post(f"/classes/{ward.class_id}/people.xlsx")
    assert answer.status_code == 200
    assert "Thử" not in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ghi chú"],
        ["1", "=Thử An", "12/04/1995", "Tổ dân phố An Thử", None],
    ]
    assert {cell.data_type for cell in sheet[5][:4]} == {"s"}
    db.session.rollback()
    assert db.session.query(AccessLine).filter_by(what="export").count() == 1
