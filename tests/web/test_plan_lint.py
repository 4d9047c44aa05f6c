"""The page of the layout linter: findings in their places, remedies, reasons, the way to the signatory."""

import re
from collections.abc import Callable

from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import PlanSection
from phohoa.services import plan_order, plans
from tests.harness import Client
from tests.plan_world import World
from tests.plan_world import world as world
from tests.web.test_plan_pages import section_url

SignedIn = Callable[[str], Client]
_SENTENCES = 40


def _write(world: World, plan_id: int, body: str, heading: str = "Mục đích") -> None:
    db.session.rollback()
    rows = db.session.scalars(select(PlanSection).where(PlanSection.plan_id == plan_id))
    row = next(row for row in rows if row.heading == heading)
    plans.edit_section(world.caller("office"), plan_id, row.id, row.version, heading, body)


def _forms(html: str, action: str) -> list[dict[str, str]]:
    found = []
    for form in re.findall(r"<form\b.*?</form>", html, re.S):
        if f'action="{action}"' in form:
            tags = re.findall(r'<input type="hidden" name="(\w+)"[^>]*?value="([^"]*)"', form)
            found.append(dict(tags) | dict(re.findall(r'name="(\w+)" type="hidden" value="([^"]*)"', form)))
    return found


def test_a_finding_is_mended_by_one_press_and_taken_back_by_another(
    world: World, signed_in: SignedIn
) -> None:
    plan_id = world.draft()
    _write(world, plan_id, "- Phường Phố Hoà nâng cao chất lượng.")
    client = signed_in("office")
    assert f"/plans/{plan_id}/lint" in [a.get("href") for a in client.page(f"/plans/{plan_id}").all("a")]
    page = client.page(f"/plans/{plan_id}/lint")
    assert "Phải sửa: 1" in page.text and "Tên đơn vị viết khác tên chính thức “Phổ Hòa”" in page.text
    html = client.get(f"/plans/{plan_id}/lint").get_data(as_text=True)
    assert "<mark>Phố Hoà</mark> nâng cao" in html
    (form,) = _forms(html, f"/plans/{plan_id}/lint/mend")
    answer = client.post(f"/plans/{plan_id}/lint/mend", form)
    assert answer.status_code == 303
    html = client.get(f"/plans/{plan_id}/lint").get_data(as_text=True)
    assert "Đã thay “Phố Hoà” bằng “Phổ Hòa”." in html and "Phải sửa: 0" in html
    (undo,) = _forms(html, f"/plans/{plan_id}/lint/undo")
    client.post(f"/plans/{plan_id}/lint/undo", undo)
    assert "Phải sửa: 1" in client.page(f"/plans/{plan_id}/lint").text


def test_what_was_mended_everywhere_is_taken_back_everywhere(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    _write(world, plan_id, "- Phường Phố Hoà nâng cao, phường Phố Hoà giữ vững.\n- Ở Phố Hoà.")
    client, url = signed_in("office"), f"/plans/{plan_id}/lint"
    html = client.get(url).get_data(as_text=True)
    (form, *_) = _forms(html, f"{url}/mend")
    client.post(f"{url}/mend", {**form, "everywhere": "1"})
    html = client.get(url).get_data(as_text=True)
    assert "ở 3 chỗ." in html and "Hoàn tác cả 03 chỗ" in html
    (undo, *_) = _forms(html, f"{url}/undo")
    client.post(f"{url}/undo", {**undo, "everywhere": "1"})
    html = client.get(url).get_data(as_text=True)
    assert "Đã hoàn tác, trở lại “Phố Hoà” ở 3 chỗ." in html and "Hoàn tác cả" not in html
    db.session.rollback()
    assert (
        "- Phường Phố Hoà nâng cao, phường Phố Hoà giữ vững.\n- Ở Phố Hoà."
        in db.session.scalars(select(PlanSection.body)).all()
    )


def test_what_was_mended_in_a_section_that_is_gone_is_not_taken_back(
    world: World, signed_in: SignedIn
) -> None:
    plan_id = world.draft()
    _write(world, plan_id, "- Nâng cao chất lượng ; giữ vững nguyên tắc.")
    client, url = signed_in("office"), f"/plans/{plan_id}/lint"
    (form,) = _forms(client.get(url).get_data(as_text=True), f"{url}/mend")
    client.post(f"{url}/mend", form)
    (undo,) = _forms(client.get(url).get_data(as_text=True), f"{url}/undo")
    section = int(section_url(plan_id, "Mục đích").rsplit("/", 1)[1])
    plan_order.remove_section(world.caller("office"), plan_id, section)
    late = client.post(f"{url}/undo", undo)
    assert late.status_code == 409 and "Chỗ này đã khác" in late.get_data(as_text=True)
    assert _forms(client.get(url).get_data(as_text=True), f"{url}/undo") == []


def test_presenting_leads_to_the_findings_and_asks_once(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    _write(world, plan_id, "- Phường Phố Hoà nâng cao chất lượng.")
    client = signed_in("office")
    submit = f"/plans/{plan_id}/submit"
    assert "còn chỗ phải sửa về thể thức" in client.page(f"/plans/{plan_id}").text
    fields = client.form(f"/plans/{plan_id}", submit)
    answer = client.post(submit, fields)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Soát thể thức còn 1 chỗ phải sửa." in html and "Đã xem, vẫn trình" not in html
    _write(world, plan_id, "- Phường Phổ Hoà nâng cao chất lượng.")
    assert "còn chỗ phải sửa về thể thức" not in client.page(f"/plans/{plan_id}").text
    answer = client.post(submit, client.form(f"/plans/{plan_id}", submit))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Đã xem, vẫn trình" in html
    (again,) = _forms(html, submit)
    assert again["seen"] == "1"
    assert client.post(submit, again).status_code == 303
    assert "Đã xem 1 chỗ nên xem lại" in client.page(f"/plans/{plan_id}").text


def test_the_signatory_reads_findings_and_reasons_and_changes_nothing(
    world: World, signed_in: SignedIn
) -> None:
    plan_id = world.draft()
    _write(world, plan_id, "- Xã Phố Hoà ở tỉnh khác.\n- Phường Phổ Hoà.")
    office = signed_in("office")
    html = office.get(f"/plans/{plan_id}/lint").get_data(as_text=True)
    forms = _forms(html, f"/plans/{plan_id}/lint/put-aside")
    empty = office.post(f"/plans/{plan_id}/lint/put-aside", {**forms[0], "reason": " "})
    assert empty.status_code == 422 and "Ô này cần có nội dung." in empty.get_data(as_text=True)
    put = office.post(f"/plans/{plan_id}/lint/put-aside", {**forms[0], "reason": "Tên một xã khác"})
    assert put.status_code == 303
    plans.submit_plan(world.caller("office"), plan_id, world.plan(plan_id).version, True)
    signatory = signed_in("signatory")
    page = signatory.page(f"/plans/{plan_id}/lint")
    assert "Bỏ qua, vì: Tên một xã khác" in page.text and "Nên xem lại: 1" in page.text
    assert [form for form in page.all("form") if "/lint/" in form.get("action", "")] == []


def test_a_stale_press_says_so_and_shows_the_findings_of_now(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    _write(world, plan_id, "- Phường Phố Hoà.")
    client = signed_in("office")
    html = client.get(f"/plans/{plan_id}/lint").get_data(as_text=True)
    (form,) = _forms(html, f"/plans/{plan_id}/lint/mend")
    _write(world, plan_id, "- Phường Phố Hoà và nơi khác.")
    answer = client.post(f"/plans/{plan_id}/lint/mend", form)
    assert answer.status_code == 409
    assert "Đã có người sửa trước" in answer.get_data(as_text=True)
    gone = client.post(f"/plans/{plan_id}/lint/mend", {**form, "finding": "0" * 12, "command_id": "other-1"})
    assert gone.status_code == 409 and "Chỗ này đã khác" in gone.get_data(as_text=True)


def test_many_findings_are_paged_within_the_budgets(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    lines = [f"- Đến ngày {day}/5/2029 phường Phố Hoà có {day}  việc." for day in range(1, _SENTENCES)]
    _write(world, plan_id, "\n".join(lines))
    client = signed_in("office")
    for number in (1, 2):
        client.page(f"/plans/{plan_id}/lint?page={number}")
    first = client.get(f"/plans/{plan_id}/lint").get_data(as_text=True)
    assert "page=2" in first and first.count("<mark>") == 15
