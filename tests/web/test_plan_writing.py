"""Writing a plan in a browser without scripts: live fields, passages, the order and the level of sections."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import Passage, PlanSection
from phohoa.services import passages, plans
from phohoa.services.clock import today
from tests import factories
from tests.harness import Client, check_page
from tests.plan_world import YEAR, World, signing, world
from tests.web.test_plan_pages import press, section_url

__all__ = ["signing", "world"]
SignedIn = Callable[[str], Client]


def labels(client: Client, plan_id: int) -> list[str]:
    """The numbered headings as the preview prints them."""
    html = client.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    found = [
        " ".join(re.sub("<[^>]+>", "", one).split()) for one in re.findall(r"<h[23]>(.*?)</h[23]>", html)
    ]
    # Whether a stroke or a point stands behind the figure of a part depends on the date of the paper.
    return [re.sub(r"^([IVX]+)[-.]", r"\1.", one) for one in found]


def edit(world: World, plan_id: int, heading: str, body: str) -> None:
    url = section_url(plan_id, heading)
    section_id = int(url.rsplit("/", 1)[1])
    version = db.session.get_one(PlanSection, section_id).version
    plans.edit_section(world.caller("office"), plan_id, section_id, version, heading, body)


def test_a_field_says_what_the_data_say_until_the_plan_is_approved(
    signing: World, signed_in: SignedIn
) -> None:
    with factories.writing():
        factories.run(db.session.get_one(factories.Branch, signing.ids.first))
    plan_id = signing.draft()
    words = (
        "Phường {tên phường} có {số đảng viên} đảng viên, {số nguồn} quần chúng; "
        "{chi tieu: chi bộ tổ dân phố an thử} cho An Thử, {chỉ tiêu phường} cả phường; "
        "ban hành {ngày ban hành}, {NĂM TRƯỚC}."
    )
    edit(signing, plan_id, "Mục đích", words)
    office = signed_in("office")

    def said() -> str:
        page = office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
        return next(line for line in page.splitlines() if "Phường Phổ Hòa có" in line)

    before = said()
    assert (
        f"01 quần chúng; 01 cho An Thử, 02 cả phường; ban hành ngày …… tháng …… năm {YEAR}, {YEAR - 1}."
        in before
    )
    with factories.writing():
        factories.run(db.session.get_one(factories.Branch, signing.ids.first))
    assert "02 quần chúng" in said()
    signing.approved(plan_id)
    with factories.writing():
        factories.run(db.session.get_one(factories.Branch, signing.ids.first))
        db.session.get_one(factories.Ward, 1).place = "Bến Khác"
    assert "02 quần chúng" in said(), "what was approved stays"
    signing.issue(plan_id)
    day = today()
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    assert f"ban hành ngày {day.day:02d} tháng {month} năm {day.year}" in said()
    assert "02 quần chúng" in said()
    word = office.get(f"/plans/{plan_id}/draft.docx")
    assert word.status_code == 200


def test_a_returned_plan_lives_again(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    edit(world, plan_id, "Mục đích", "Có {số nguồn} quần chúng.")
    world.approved(plan_id)
    plans.return_plan(world.caller("signatory"), plan_id, world.plan(plan_id).version, "Xem lại")
    with factories.writing():
        factories.run(db.session.get_one(factories.Branch, world.ids.first))
    assert "Có 01 quần chúng." in signed_in("office").get(f"/plans/{plan_id}/preview").get_data(as_text=True)


def test_an_unknown_field_is_refused_with_its_name_and_the_nearest_known_one(
    world: World, signed_in: SignedIn
) -> None:
    url = section_url(world.draft(), "Mục đích")
    office = signed_in("office")
    answer = office.post(url, {**office.form(url, url), "body": "Có {số chi bô trực thuộc} và {số nguồn}."})
    assert answer.status_code == 422
    page = check_page(answer)
    assert "Không có chỗ tự điền {số chi bô trực thuộc}. Chưa lưu. Gần giống nhất là {số chi bộ}" in page.text
    assert "Có {số chi bô trực thuộc} và {số nguồn}." in answer.get_data(as_text=True)
    assert "trực thuộc}" not in office.get(url).get_data(as_text=True)


def test_a_field_and_a_passage_are_put_into_what_is_typed_and_nothing_is_saved_yet(
    world: World, signed_in: SignedIn
) -> None:
    passages.create_passage(
        world.caller("office"), "Nêu gương", "- Đảng viên nêu gương.\n- Quần chúng noi theo."
    )
    db.session.rollback()
    passage = db.session.scalars(select(Passage)).one().id
    url = section_url(world.draft(), "Mục đích")
    office = signed_in("office")
    typed = {**office.form(url, url), "body": "Đoạn một\nĐoạn hai", "heading": "Tên đang gõ"}
    answer = office.post(url, {**typed, "do": "insert", "insert": "{năm}", "insert_at": "1"})
    page = check_page(answer)
    assert answer.status_code == 200 and "Chưa lưu" in page.text
    assert "Đoạn một {năm}\nĐoạn hai" in answer.get_data(as_text=True)
    assert 'value="Tên đang gõ"' in answer.get_data(as_text=True)
    answer = office.post(url, {**typed, "do": "insert", "insert": str(passage), "insert_at": ""})
    html = answer.get_data(as_text=True)
    assert "Đoạn một\nĐoạn hai\n- Đảng viên nêu gương.\n- Quần chúng noi theo." in html
    assert "Đoạn một" not in office.get(url).get_data(as_text=True), "nothing was saved"
    found = office.post(url, {**typed, "do": "find", "find": "neu guong"}).get_data(as_text=True)
    assert "Đoạn văn: Nêu gương" in found and "Đoạn một\nĐoạn hai" in found
    table = {**typed, "body": "| STT | Việc |\n| 1 | Nêu gương năm |\n\n| Tổ | Số |", "do": "insert"}
    html = office.post(url, {**table, "insert": "{năm}", "insert_at": "2"}).get_data(as_text=True)
    assert "| STT | Việc |\n| 1 | Nêu gương năm {năm} |\n\n| Tổ | Số |" in html
    none = office.post(url, {**typed, "do": "find", "find": "khac han"}).get_data(as_text=True)
    assert "Đoạn văn: Nêu gương" not in none
    assert f"{{năm}} – hôm nay là: {YEAR}" in none


def test_a_table_pasted_from_a_sheet_is_a_table_of_the_paper(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    office, url = signed_in("office"), section_url(plan_id, "Mục đích")
    press(office, url, url, body="Phân công:\r\nSTT\tViệc\tHạn {năm}\r\n1\tXét\t\r\nBa đồng chí.")
    saved = office.get(url).get_data(as_text=True)
    assert "Phân công:\n| STT | Việc | Hạn {năm} |\n| 1 | Xét | |\nBa đồng chí." in saved
    shown = office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    assert f'<th scope="col">Hạn {YEAR}</th>' in shown and '<td class="num">1</td><td>Xét</td>' in shown
    assert shown.index("Phân công:") < shown.index("<td>Xét</td>") < shown.index("Ba đồng chí.")


def test_the_tables_of_a_plan_are_numbered_one_after_the_other(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    office, url = signed_in("office"), section_url(plan_id, "Mục đích")
    press(office, url, url, body="Bảng 1. Việc\n| STT | Việc |\n| 1 | Xét |\nBảng 2: Hạn\n| STT |\n| 1 |")
    shown = office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    assert re.search(r"<i>Số\s+-KH/ĐU</i>", shown), (
        "the number of a draft is left blank whatever its tables bear"
    )
    assert [one[:7] for one in re.findall(r"<caption><i>(.*?)</i>", shown)] == [
        "Bảng 1.",
        "Bảng 2:",
        "Bảng 3.",
        "Bảng 4.",
    ]


def test_passages_are_found_without_accents_and_keep_their_history(world: World, signed_in: SignedIn) -> None:
    office = signed_in("office")
    new = "/plans/passages/new"
    press(office, new, new, name="Ưu tiên chi bộ ít người", words="Ưu tiên chi bộ còn ít đảng viên.")
    again = office.post(new, {**office.form(new, new), "name": "uu tien chi bo it nguoi", "words": "x"})
    assert again.status_code == 422 and "mang tên này" in check_page(again).text
    found = office.post("/plans/passages", {"find": "it dang vien"})
    assert "Ưu tiên chi bộ ít người" in check_page(found).text
    assert "Ưu tiên chi bộ" not in check_page(office.post("/plans/passages", {"find": "trường học"})).text
    url = "/plans/passages/1"
    first = office.form(url, url)
    press(office, url, url, words="Ưu tiên chi bộ còn ít đảng viên trẻ.")
    late = office.post(url, {**first, "words": "Lời gửi muộn."})
    assert late.status_code == 409
    text = check_page(late).text
    assert "đảng viên trẻ." in text and "Lời gửi muộn." in late.get_data(as_text=True)
    shown = office.page(f"{url}/versions/2")
    assert "+trẻ" in shown.text
    press(office, url, f"{url}/away")
    section = section_url(world.draft(), "Mục đích")
    assert "Ưu tiên chi bộ ít người" not in office.get(section).get_data(as_text=True)
    press(office, url, f"{url}/back")
    assert "Ưu tiên chi bộ ít người" in office.get(section).get_data(as_text=True)
    for n in range(14):
        passages.create_passage(world.caller("office"), f"Đoạn {n}", "Chữ. " * 400)
    office.page("/plans/passages")
    office.page("/plans/passages?page=2")


def test_parts_and_sections_go_where_they_are_put_and_the_numbers_follow(
    world: World, signed_in: SignedIn
) -> None:
    plan_id = world.draft()
    office = signed_in("office")
    url = section_url(plan_id, "NỘI DUNG")
    press(office, url, f"{url}/up")
    assert "Đã đổi thứ tự mục." in office.get(url).get_data(as_text=True)
    after = labels(office, plan_id)
    assert after[0] == "I. NỘI DUNG" and after[5] == "II. MỤC ĐÍCH, YÊU CẦU"
    assert after[6:8] == ["1. Mục đích", "2. Yêu cầu"]
    press(office, url, f"{url}/up")
    assert "thứ tự không đổi." in office.get(url).get_data(as_text=True), "it is the first already"
    assert labels(office, plan_id) == after
    purpose = section_url(plan_id, "Mục đích")
    choose = office.form(purpose, f"{purpose}/place")
    part = section_url(plan_id, "TỔ CHỨC THỰC HIỆN").rsplit("/", 1)[1]
    assert office.post(f"{purpose}/place", {**choose, "after": part}).status_code == 303
    after = labels(office, plan_id)
    place = after.index("III. TỔ CHỨC THỰC HIỆN")
    assert after[place + 1] == "1. Mục đích" and after[place - 1] == "1. Yêu cầu"
    level = f"{purpose}/level"
    assert office.post(level, {**office.form(purpose, level), "level": "3"}).status_code in (409, 422)
    demand = section_url(plan_id, "Các chi bộ trực thuộc")
    press(office, demand, f"{demand}/level", level="3")
    assert "a) Các chi bộ trực thuộc" in labels(office, plan_id)
    for shown in (f"/plans/{plan_id}", url):
        assert "&emsp;&emsp;a) Các chi bộ trực thuộc" in office.get(shown).get_data(as_text=True)
    added = press(office, demand, f"{demand}/add")
    press(office, added, added, heading="Điểm thêm", body="Lời.")
    assert "b) Điểm thêm" in labels(office, plan_id)
    press(office, demand, f"{demand}/add", do="part")
    assert labels(office, plan_id)[-1] == "IV. Mục mới"


@pytest.mark.parametrize("seed", range(3))
def test_no_order_of_moves_loses_a_section(world: World, seed: int) -> None:
    import random

    from phohoa.domain.errors import Refused
    from phohoa.services import plan_order

    some = random.Random(seed)
    plan_id = world.draft()
    office = world.caller("office")

    def rows() -> list[tuple[int, str, int]]:
        db.session.rollback()
        found = db.session.scalars(
            select(PlanSection)
            .where(PlanSection.plan_id == plan_id, PlanSection.removed_at.is_(None))
            .order_by(PlanSection.position)
        )
        return [(s.id, s.body, s.level) for s in found]

    before = rows()
    for _ in range(25):
        one, other = some.choice(before)[0], some.choice(before)[0]
        act = some.randrange(3)
        try:
            if act == 0:
                plan_order.move_section(office, plan_id, one, some.random() < 0.5)
            elif act == 1:
                plan_order.place_section(office, plan_id, one, other)
            else:
                plan_order.change_level(office, plan_id, one, some.randint(1, 3))
        except Refused:
            continue
    after = rows()
    assert {row[:2] for row in after} == {row[:2] for row in before}
    assert [row[0] for row in after if row[2] == 0] == [row[0] for row in before if row[2] == 0]
    assert after[0][2] == after[1][2] == 0 and after[-1][2] == 0, "bases and opening first, closing last"


def test_two_people_write_while_a_third_reorders(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    one, two = section_url(plan_id, "Mục đích"), section_url(plan_id, "Yêu cầu")
    first, second, third = signed_in("office"), signed_in("office"), signed_in("office")
    mine, theirs = first.form(one, one), second.form(two, two)
    press(third, two, f"{two}/up")
    part = section_url(plan_id, "NỘI DUNG")
    press(third, part, f"{part}/up")
    press(third, one, f"{one}/down")
    assert first.post(one, {**mine, "body": "Lời của người thứ nhất."}).status_code == 303
    assert second.post(two, {**theirs, "body": "Lời của người thứ hai."}).status_code == 303
    page = third.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    assert "Lời của người thứ nhất." in page and "Lời của người thứ hai." in page
