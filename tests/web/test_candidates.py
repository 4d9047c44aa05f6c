"""One person in the browser: introducing, the record, moves, what goes wrong and how it is said."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import AccessLine, Branch, Person, RunEvent, TrackingRun
from phohoa.services import clock

from .. import factories
from ..harness import FRAGMENT_BYTES, check_page, compressed


@pytest.fixture
def one(people: SimpleNamespace) -> SimpleNamespace:
    """A person just introduced, one on the list, and a member who can help."""
    with factories.writing():
        first = db.session.get(Branch, people.first)
        people.member = factories.member(first, "Lê Văn Giúp").id
        member = factories.member(first, "Trần Thị Đỡ")
        since = clock.today() - timedelta(days=40)
        people.source = factories.run(first, "Nguyễn Thị Thử", since=since).id
        people.listed = factories.run(first, "Võ Văn Mẫu", Stage.SYMPATHISER, helper=member, since=since).id
        probation = {"ceremony_on": since, "probation_ends_on": clock.today() + timedelta(days=100)}
        people.probation = factories.run(
            first, "Đỗ Dự Bị", Stage.PROBATIONARY, helper=member, since=since, **probation
        ).id
    return people


def new_person(client, branch_id: int) -> dict[str, str]:
    fields = client.form(f"/branches/{branch_id}/people/new")
    return {**fields, "full_name": "Phan Thị Mới", "birth": "12/04/1995", "main_group": "women"}


# --- introducing -------------------------------------------------------------------------------------------


def test_a_branch_introduces_somebody_and_lands_on_the_record(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    client.page(f"/branches/{one.first}/people/new")
    response = client.post(f"/branches/{one.first}/people/new", new_person(client, one.first))
    assert response.status_code == 303, response.get_data(as_text=True)
    page = client.page(response.headers["Location"])
    assert "Phan Thị Mới" in page.headings[0]
    assert "Được giới thiệu" in page.text
    assert "12/04/1995" in page.text


SENTENCES = [
    ({"birth": "01/01/2999"}, "Năm này không hợp lý. Đồng chí xem lại."),
    ({"birth": "TOMORROW"}, "Ngày sinh này chưa đến. Đồng chí xem lại."),
    ({"birth": "31/02/1990"}, "Không có ngày này trên lịch. Đồng chí xem lại ngày và tháng."),
    ({"birth": "12/4/85"}, "Đồng chí ghi đủ bốn chữ số của năm."),
    ({"birth": ""}, "Ô này cần có nội dung."),
    ({"full_name": " "}, "Ô này cần có nội dung."),
    ({"phone": "123"}, "Số điện thoại di động gồm 10 chữ số"),
    ({"consent_on": "mai"}, "Chưa đọc được ngày."),
]


@pytest.mark.parametrize(("typed", "sentence"), SENTENCES, ids=[str(s[0]) for s in SENTENCES])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    one: SimpleNamespace, signed_in, typed: dict[str, str], sentence: str
) -> None:
    client = signed_in("b1")
    if typed.get("birth") == "TOMORROW":
        typed = {"birth": (clock.today() + timedelta(days=1)).strftime("%d/%m/%Y")}
    fields = {**new_person(client, one.first), "occupation": "Thợ mộc thử nghiệm", **typed}
    response = client.post(f"/branches/{one.first}/people/new", fields)
    assert response.status_code == 422
    page = check_page(response)
    assert sentence in page.text
    values = {tag.get("name"): tag.get("value") for tag in page.all("input")}
    assert values["occupation"] == "Thợ mộc thử nghiệm"
    for name, value in typed.items():
        assert values[name] == value.strip()


def test_a_birth_year_alone_is_enough(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = {**new_person(client, one.first), "birth": "1985"}
    response = client.post(f"/branches/{one.first}/people/new", fields)
    assert "1985 · Chi bộ" in client.page(response.headers["Location"]).text


def test_a_likely_duplicate_is_asked_back_once(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = {**new_person(client, one.first), "full_name": "nguyen thi thu", "birth": "1995"}
    asked = client.post(f"/branches/{one.first}/people/new", fields)
    assert asked.status_code == 422
    assert "đây là người khác" in check_page(asked).text
    again = client.post(f"/branches/{one.first}/people/new", {**fields, "other_person": "y"})
    assert again.status_code == 303


def test_pressing_save_twice_introduces_once(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = new_person(client, one.first)
    first = client.post(f"/branches/{one.first}/people/new", fields)
    second = client.post(f"/branches/{one.first}/people/new", fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.query(Person).filter_by(full_name="Phan Thị Mới").count() == 1


# --- the record --------------------------------------------------------------------------------------------


def test_opening_a_record_is_noted_and_light(one: SimpleNamespace, signed_in) -> None:
    page = signed_in("office").page(f"/runs/{one.listed}")
    assert "Võ Văn Mẫu" in page.headings[0]
    lines = db.session.query(AccessLine).all()
    assert [(line.user_id, line.what) for line in lines] == [(one.office, "view")]


def test_another_branchs_person_is_not_found_anywhere(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b2")
    for place in ("", "/edit", "/moves", "/moves/add_sympathiser", "/helper"):
        response = client.get(f"/runs/{one.source}{place}", follow_redirects=True)
        assert response.status_code == 404, place
    for place in ("/edit", "/moves/add_sympathiser", "/reveal", "/again"):
        assert client.post(f"/runs/{one.source}{place}", {}).status_code == 404, place
    assert db.session.query(AccessLine).count() == 0


def test_the_citizen_number_is_masked_until_it_is_asked_for(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = {**new_person(client, one.first), "citizen_id": "051195001234", "sex": "female"}
    url = client.post(f"/branches/{one.first}/people/new", fields).headers["Location"]
    assert "0511****1234" in client.page(url).text
    edit = client.get(url + "/edit").get_data(as_text=True)
    assert "051195001234" not in edit
    shown = client.post(url + "/reveal")
    assert "051195001234" in check_page(shown).text
    small = client.post(url + "/reveal", htmx=True).get_data(as_text=True)
    assert small.strip() == '<span id="citizen-id">051195001234</span>'
    assert db.session.query(AccessLine).filter_by(what="reveal").count() == 2
    assert signed_in("committee").post(url + "/reveal").status_code == 403
    assert "0511" not in signed_in("committee").page(url).text


def test_a_stale_edit_shows_both_texts_and_keeps_what_was_typed(one: SimpleNamespace, signed_in) -> None:
    mine, office = signed_in("b1"), signed_in("office")
    url = f"/runs/{one.source}/edit"
    old = {**mine.form(url, url), "main_group": "youth", "occupation": "Giáo viên mầm non thử"}
    theirs = {**office.form(url, url), "main_group": "youth", "occupation": "Thợ may thử"}
    assert office.post(url, theirs).status_code == 303
    response = mine.post(url, old)
    assert response.status_code == 409
    page = check_page(response)
    assert "đang lưu “Thợ may thử”, đồng chí nhập “Giáo viên mầm non thử”" in page.text
    values = {tag.get("name"): tag.get("value", "") for tag in page.all("input") if tag.get("name")}
    assert values["occupation"] == "Giáo viên mầm non thử"
    again = mine.post(url, {**old, "version": values["version"], "command_id": values["command_id"]})
    assert again.status_code == 303
    assert "Giáo viên mầm non thử" in mine.page(f"/runs/{one.source}").text


# --- choosing a move ---------------------------------------------------------------------------------------


def test_every_move_is_offered_or_says_why_it_is_closed(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    page = client.page(f"/runs/{one.probation}/moves")
    ends = (clock.today() + timedelta(days=100)).strftime("%d/%m/%Y")
    assert "Chi bộ xét, đề nghị công nhận chính thức" in page.text
    assert f"Thời gian dự bị đến ngày {ends} mới hết" in page.text
    assert f"Sớm nhất: {ends}" in page.text
    links = [link["href"] for link in page.all("a") if "/moves/" in link.get("href", "")]
    assert not any("propose_official" in link for link in links)
    assert any("move_out" in link for link in links)


def test_the_side_sheet_is_small_and_leads_to_its_page_without_scripts(
    one: SimpleNamespace, signed_in
) -> None:
    client = signed_in("b1")
    sheet = client.get(f"/_/runs/{one.listed}/moves", htmx=True)
    assert compressed(sheet.get_data()) <= FRAGMENT_BYTES
    form = client.get(f"/_/runs/{one.listed}/moves/propose_class", htmx=True)
    assert compressed(form.get_data()) <= FRAGMENT_BYTES
    plain = client.get(f"/_/runs/{one.listed}/moves")
    assert (plain.status_code, plain.headers["Location"].split("?")[0]) == (303, f"/runs/{one.listed}/moves")


def test_a_step_that_another_role_enters_is_named_with_the_role(one: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        db.session.get(TrackingRun, one.listed).stage = Stage.START_PROPOSED
    page = signed_in("b1").page(f"/runs/{one.listed}/moves")
    assert "Đảng ủy cho làm thủ tục" in page.text
    assert "Bước này do Văn phòng Đảng ủy nhập." in page.text


@pytest.mark.parametrize("code", ["introduce", "nonsense", "<script>"])
def test_a_move_that_is_none_is_not_found(one: SimpleNamespace, signed_in, code: str) -> None:
    assert signed_in("b1").get(f"/runs/{one.listed}/moves/{code}").status_code == 404


def test_a_move_that_is_not_of_this_stage_leads_to_the_choice(one: SimpleNamespace, signed_in) -> None:
    response = signed_in("b1").get(f"/runs/{one.listed}/moves/hold_ceremony")
    assert response.headers["Location"].startswith(f"/runs/{one.listed}/moves")


# --- entering a move ---------------------------------------------------------------------------------------


def entered(client, one: SimpleNamespace, **typed: str) -> dict[str, str]:
    url = f"/runs/{one.source}/moves/add_sympathiser"
    today = clock.today().strftime("%d/%m/%Y")
    values = {"happened_on": today, "basis_number": "11-NQ/CB", "helper": str(one.member)}
    return {**client.form(url, url), **values, **typed}


def test_a_form_that_lacks_something_comes_back_with_everything_typed(
    one: SimpleNamespace, signed_in
) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.source}/moves/add_sympathiser"
    response = client.post(url, entered(client, one, helper="", happened_on="31/02/2026"))
    assert response.status_code == 422
    page = check_page(response)
    assert "Không có ngày này trên lịch" in page.text
    values = {tag.get("name"): tag.get("value") for tag in page.all("input")}
    assert (values["happened_on"], values["basis_number"]) == ("31/02/2026", "11-NQ/CB")


def test_a_day_that_has_not_come_is_said_beside_the_day(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    tomorrow = (clock.today() + timedelta(days=1)).strftime("%d/%m/%Y")
    url = f"/runs/{one.source}/moves/add_sympathiser"
    response = client.post(url, entered(client, one, happened_on=tomorrow))
    assert response.status_code == 422
    page = check_page(response)
    assert f"Ngày thực hiện ({tomorrow}) chưa đến: chỉ ghi ngày đã diễn ra." in page.text
    assert {"happened_on-error"} <= set(page.ids)


def test_a_warning_comes_back_with_a_box_for_the_answer(one: SimpleNamespace, signed_in) -> None:
    with factories.writing():
        run = db.session.get(TrackingRun, one.listed)
        run.stage, run.class_proposed_on = Stage.CLASS_PROPOSED, run.stage_since
    client = signed_in("office")
    url = f"/runs/{one.listed}/moves/record_certificate"
    fields = {
        **client.form(url, url),
        "certificate_number": "15/GCN",
        "certificate_on": clock.today().strftime("%d/%m/%Y"),
        "certificate_issuer": "Trung tâm chính trị thử",
    }
    response = client.post(url, fields)
    assert response.status_code == 422
    page = check_page(response)
    assert "Chưa ghi số công văn của Đảng ủy đề nghị cho học lớp (Hướng dẫn 38-HD/BTCTW" in page.text
    boxes = {tag["name"] for tag in page.all("textarea")}
    assert boxes == {"answer-class_list_missing"}
    answered = client.post(url, {**fields, "answer-class_list_missing": "Lớp do cấp trên gọi thẳng."})
    assert answered.status_code == 303
    record = client.page(f"/runs/{one.listed}")
    assert "Chưa ghi công văn đề nghị – trả lời: Lớp do cấp trên gọi thẳng." in record.text


def test_a_stale_move_says_who_did_what_and_loses_nothing(one: SimpleNamespace, signed_in) -> None:
    mine, theirs = signed_in("b1"), signed_in("b1")
    url = f"/runs/{one.listed}/moves/pause"
    typed = {
        **mine.form(url, url),
        "happened_on": clock.today().strftime("%d/%m/%Y"),
        "reason_code": "study",
        "reason": "Đi học trung cấp ở tỉnh khác.",
    }
    other = f"/runs/{one.listed}/moves/propose_class"
    today = clock.today().strftime("%d/%m/%Y")
    first = {**theirs.form(other, other), "happened_on": today, "basis_number": "11-NQ/CB"}
    assert theirs.post(other, first).status_code == 303
    response = mine.post(url, typed)
    assert response.status_code == 409
    page = check_page(response)
    assert "Đề nghị học lớp bồi dưỡng" in page.text
    assert "Đi học trung cấp ở tỉnh khác." in page.text
    again = {tag["name"]: tag.get("value", "") for tag in page.all("input") if "name" in tag}
    carried = {**typed, "version": again["version"], "command_id": again["command_id"]}
    assert mine.post(url, carried).status_code == 303
    assert db.session.get(TrackingRun, one.listed).paused_from is Stage.CLASS_PROPOSED


def test_pressing_a_move_twice_moves_once(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = entered(client, one)
    url = f"/runs/{one.source}/moves/add_sympathiser"
    assert client.post(url, fields).status_code == 303
    assert client.post(url, fields).status_code == 303
    assert db.session.query(RunEvent).filter_by(run_id=one.source).count() == 1


def test_an_expired_session_keeps_the_typed_move(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    fields = entered(client, one)
    client.post("/sign-out")
    held = client.post(f"/runs/{one.source}/moves/add_sympathiser", fields)
    assert held.status_code == 401
    assert "Nội dung đã nhập còn nguyên" in held.get_data(as_text=True)


def test_the_timeline_strikes_what_was_taken_back(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    client.post(f"/runs/{one.source}/moves/add_sympathiser", entered(client, one))
    page = client.page(f"/runs/{one.source}")
    assert "Căn cứ: Nghị quyết chi bộ 11-NQ/CB" in page.text
    undo = client.form(f"/runs/{one.source}", f"/runs/{one.source}/undo")
    response = client.post(f"/runs/{one.source}/undo", undo)
    assert response.headers["Location"] == f"/runs/{one.source}"
    page = client.page(f"/runs/{one.source}")
    assert "đã hủy" in page.text
    assert any("cancelled" in tag.get("class", "") for tag in page.all("li"))


def test_somebody_who_left_is_followed_again_from_the_record(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("b1")
    url = f"/runs/{one.source}/moves/reject_source"
    today = clock.today().strftime("%d/%m/%Y")
    client.post(url, {**client.form(url, url), "happened_on": today, "reason": "Chưa đủ điều kiện."})
    again = client.form(f"/runs/{one.source}", f"/runs/{one.source}/again")
    response = client.post(f"/runs/{one.source}/again", again)
    page = client.page(response.headers["Location"])
    assert "Theo dõi lại" in page.text


# --- mass organisations ------------------------------------------------------------------------------------


def test_an_organisation_introduces_and_sees_only_the_standing(one: SimpleNamespace, signed_in) -> None:
    client = signed_in("mass-org")
    client.page("/introductions")
    fields = client.form("/introductions/new")
    missing = client.post("/introductions/new", {**fields, "full_name": "Hồ Thị Mẫu", "birth": "1990"})
    assert missing.status_code == 422
    assert "Hồ Thị Mẫu" in missing.get_data(as_text=True)
    typed = {
        **fields,
        "full_name": "Hồ Thị Mẫu",
        "birth": "20/10/1990",
        "main_group": "farmers",
        "branch_id": str(one.first),
    }
    assert client.post("/introductions/new", typed).status_code == 303
    page = client.page("/introductions")
    assert "Hồ Thị Mẫu" in page.text
    assert "Đã tiếp nhận" in page.text
    assert "20/10" not in page.text, "the year alone"
    assert "Nguyễn Thị Thử" not in page.text
    for url in ("/board", f"/branches/{one.first}/board", f"/runs/{one.source}", "/search"):
        assert client.get(url).status_code in (403, 404), url
    assert "Hồ Thị Mẫu" in signed_in("b1").page(f"/branches/{one.first}/board").text
