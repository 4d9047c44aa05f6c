"""A plan's history in a browser without scripts: read, compared, brought back; two plans side by side."""

import json
import random
from collections.abc import Callable
from datetime import datetime, time

from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import PlanSection, PlanVersion
from phohoa.services import clock
from tests.harness import Client
from tests.plan_world import YEAR, World, signing, world
from tests.web.test_plan_pages import press, section_url

__all__ = ["signing", "world"]
SignedIn = Callable[[str], Client]


def versions(section_id: int | None) -> list[PlanVersion]:
    db.session.rollback()
    part = PlanVersion.section_id == section_id if section_id else PlanVersion.section_id.is_(None)
    return list(db.session.scalars(select(PlanVersion).where(part).order_by(PlanVersion.number)))


def test_every_saved_version_is_read_compared_and_brought_back(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    url = section_url(plan_id, "Mục đích")
    section_id = int(url.rsplit("/", 1)[1])
    office = signed_in("office")
    press(office, url, url, body="- Lời thứ hai của phường.")
    press(office, url, url, body="- Lời thứ ba của phường.")
    press(office, url, url, body="- Lời thứ ba của phường.")
    kept = versions(section_id)
    assert [v.number for v in kept] == [1, 2, 3], "saving the same words again is no new version"
    assert kept[2].actor_name == world.actor("office").full_name
    shown = office.page(f"{url}/versions/3")
    assert {"del", "ins"} <= {tag for tag, _ in shown.tags}
    assert "−hai" in shown.text and "+ba" in shown.text
    assert "Lời thứ hai của phường." in office.page(f"{url}/versions/2?view=words").text
    assert "bản 3" in office.page(f"{url}/history").text
    press(office, f"{url}/versions/1", f"{url}/versions/1")
    kept = versions(section_id)
    assert (kept[3].number, kept[3].restores, kept[3].body) == (4, 1, kept[0].body)
    assert "lấy lại bản 1" in office.page(f"/plans/{plan_id}/history").text
    form = office.form(f"{url}/versions/2", f"{url}/versions/2")
    press(office, url, url, body="- Vừa lưu xong.")
    late = office.post(f"{url}/versions/2", form)
    assert late.status_code == 409
    assert versions(section_id)[-1].body == "- Vừa lưu xong."
    assert office.post(f"{url}/versions/2", form | {"version": "5"}).status_code in (303, 409)


def test_the_head_has_its_versions_too(world: World, signed_in: SignedIn) -> None:
    plan = f"/plans/{world.draft()}"
    office = signed_in("office")
    press(office, f"{plan}/head", f"{plan}/head", place="Bến Thử", dated="05/01/2026", ward_target="9")
    assert [json.loads(v.body)["place"] for v in versions(None)][-1] == "Bến Thử"
    shown = office.page(f"{plan}/head/versions/2").text
    assert "Ngày dự kiến ban hành: 05/01/2026" in shown and "+Bến Thử" in shown
    press(office, f"{plan}/head/versions/1", f"{plan}/head/versions/1")
    head = office.form(f"{plan}/head", f"{plan}/head")
    assert (head["place"], head["dated"], head["ward_target"]) == ("Phổ Hòa", "", "")
    assert len(versions(None)) == 3


def test_a_removed_section_keeps_its_words_and_comes_back(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    url = section_url(plan_id, "Yêu cầu")
    office = signed_in("office")
    press(office, url, url, body="- Lời sẽ lấy lại.")
    press(office, url, f"{url}/remove")
    assert office.get(url).status_code == 404
    preview = office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    assert "Lời sẽ lấy lại." not in preview
    history = f"/plans/{plan_id}/history"
    assert "Mục đã bỏ" in office.page(history).text
    assert "Lời sẽ lấy lại." in signed_in("committee").page(f"{url}/versions/2?view=words").text
    press(office, history, f"{url}/bring-back")
    assert "Lời sẽ lấy lại." in office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    db.session.rollback()
    headings = db.session.scalars(
        select(PlanSection.heading).where(PlanSection.plan_id == plan_id).order_by(PlanSection.position)
    ).all()
    assert headings.index("Yêu cầu") == headings.index("Mục đích") + 1


def test_two_plans_stand_side_by_side_part_by_part(world: World, signed_in: SignedIn) -> None:
    old, new = world.draft(YEAR - 1), world.draft()
    office = signed_in("office")
    url = section_url(new, "Mục đích")
    press(office, url, url, body="- Chỉ một câu mới tinh.")
    added = press(office, url, f"{url}/add")
    press(office, added, added, heading="Mục chỉ có năm nay", body="- Lời mới.")
    gone = section_url(new, "Yêu cầu")
    press(office, gone, f"{gone}/remove")
    listed = office.page(f"/plans/{new}/compare?with={old}")
    for words in ("có sửa", "mới thêm", "đã bỏ", "không đổi"):
        assert words in listed.text
    links = [a["href"] for a in listed.all("a") if f"/plans/{new}/compare/" in a.get("href", "")]
    assert len(links) == 18
    for link in links:
        office.page(link)
    head = office.page(links[0]).text
    assert f"−{YEAR - 1}" in head and f"+{YEAR}" in head


def test_long_parts_keep_to_the_weight_of_a_page(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    url = section_url(plan_id, "Mục đích")
    some = random.Random(3)
    said = (
        "kết nạp đảng viên chi bộ quần chúng ưu tú phân công giúp đỡ bồi dưỡng nhận thức thẩm tra lý lịch "
        "phường tổ dân phố đoàn thể giới thiệu nghị quyết sinh hoạt chuyên đề"
    )
    stock = said.split()

    def text(lines: int, words: int) -> str:
        return "\n".join(" ".join(some.choices(stock, k=words)) + f" {n}" for n in range(lines))

    office = signed_in("office")
    for body in (text(40, 80), text(1, 3200), text(40, 80)):
        press(office, url, url, body=body)
    for number in (2, 3, 4):
        for view in ("words", "before", "now"):
            for page in (1, 2, 99):
                office.page(f"{url}/versions/{number}?view={view}&page={page}")


def test_a_plan_has_a_first_version_of_every_part(world: World) -> None:
    plan_id = world.draft()
    with_versions = {v.section_id for v in db.session.scalars(select(PlanVersion))}
    db.session.rollback()
    ids = set(db.session.scalars(select(PlanSection.id).where(PlanSection.plan_id == plan_id)))
    assert with_versions == {*ids, None}


def test_what_happened_before_seven_in_the_morning_bears_the_day_of_the_ward(
    world: World, signed_in: SignedIn
) -> None:
    early = datetime.combine(clock.today(), time(4, 15), clock.ZONE)
    with clock.pretend(early):
        plan_id = world.draft()
    shown = signed_in("office").get(f"/plans/{plan_id}").get_data(as_text=True)
    line = shown[shown.index('<ol class="timeline">') :]
    assert f"{early:%d/%m/%Y}" in line and "04:15" in line
