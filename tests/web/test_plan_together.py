"""A plan written together, in a browser without scripts: begun from last year's, spoken about, settled."""

from collections.abc import Callable

from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import Plan, PlanAllocation, PlanComment
from phohoa.services import plans
from phohoa.services.plans import UnitInput
from tests import factories
from tests.harness import Client, check_page
from tests.plan_world import YEAR, World, signing, world
from tests.web.test_plan_pages import press, section_url

__all__ = ["signing", "world"]
SignedIn = Callable[[str], Client]


def last_years(signing: World) -> int:
    """An issued plan of last year in the ward's own words."""
    plan_id = signing.draft(YEAR - 1)
    office = signing.caller("office")
    plan = signing.plan(plan_id)
    typed = ((UnitInput(signing.ids.first, 4),), (UnitInput(signing.ids.farmers, 1, 3),))
    plans.edit_allocation(office, plan_id, plan.version, *typed)
    section = section_url(plan_id, "Mục đích").rsplit("/", 1)[1]
    words = f"- Trong năm {YEAR - 1} làm xong trước 30/9/{YEAR - 1}.\n"
    words += f"- Theo 12-NQ/ĐU năm {YEAR - 1}, năm {{năm}}."
    plans.edit_section(office, plan_id, int(section), 1, "Mục đích", words)
    db.session.rollback()
    plans.submit_plan(office, plan_id, signing.plan(plan_id).version, seen=True)
    plans.approve_plan(signing.caller("signatory"), plan_id, signing.plan(plan_id).version)
    signing.issue(plan_id)
    return plan_id


def test_last_years_words_are_the_start_and_dates_move_only_where_chosen(
    signing: World, signed_in: SignedIn
) -> None:
    old = last_years(signing)
    with factories.writing():
        factories.branch("Chi bộ Mới Lập")
    office = signed_in("office")
    dates = press(office, "/plans", "/plans", year=str(YEAR), source=str(old))
    plan_id = int(dates.split("/")[2])
    preview = office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    assert f"Trong năm {YEAR - 1} làm xong trước 30/9/{YEAR - 1}." in preview, "nothing moves by itself"
    assert f"phát triển đảng viên năm {YEAR - 1}" in preview
    assert f"năm {YEAR}." in preview, "a live field follows the new year"
    db.session.rollback()
    figures = {
        row.unit_name: (row.introductions, row.admissions)
        for row in db.session.scalars(select(PlanAllocation).where(PlanAllocation.plan_id == plan_id))
    }
    assert figures["Chi bộ Tổ dân phố An Thử"] == (0, 4) and figures["Chi bộ Mới Lập"] == (0, 1)
    assert (3, 1) in figures.values()
    shown = office.page(dates)
    boxes = [a for a in shown.all("input") if a.get("name") == "place"]
    assert {("checked" in a) for a in boxes} == {True, False}
    chosen = [a["value"] for a in boxes if "checked" in a]
    form = office.form(dates, dates)
    assert office.post(dates, {**form, "place": chosen}).status_code == 303
    preview = office.get(f"/plans/{plan_id}/preview").get_data(as_text=True)
    assert f"Trong năm {YEAR} làm xong trước 30/9/{YEAR - 1}." in preview
    assert f"12-NQ/ĐU năm {YEAR - 1}" in preview and f"phát triển đảng viên năm {YEAR}" in preview
    assert office.post(dates, {**form, "command_id": "another", "place": chosen}).status_code == 409
    compared = office.page(f"/plans/{plan_id}/compare").text
    assert f"phát triển đảng viên năm {YEAR - 1}" in compared and "có sửa" in compared
    left = [a["value"] for a in office.page(dates).all("input") if a.get("name") == "place"]
    assert left and not any("checked" in a for a in office.page(dates).all("input")), "a moved line is done"
    assert "chỗ có thể ghi năm, ngày của kế hoạch trước" in office.page(f"/plans/{plan_id}").text
    kept = signing.plan(old)
    assert kept.subject.endswith(str(YEAR - 1))


def test_a_draft_or_a_later_plan_is_no_start(world: World, signed_in: SignedIn) -> None:
    draft = world.draft()
    office = signed_in("office")
    answer = office.post(
        "/plans", {**office.form("/plans", "/plans"), "year": str(YEAR + 1), "source": str(draft)}
    )
    assert answer.status_code == 422
    assert "Chỉ lập được từ kế hoạch đã phát hành" in check_page(answer).text
    db.session.rollback()
    assert db.session.scalars(select(Plan.id)).all() == [draft]


def test_comments_are_written_answered_settled_and_kept(signing: World, signed_in: SignedIn) -> None:
    plan_id = signing.draft()
    url = section_url(plan_id, "Yêu cầu") + "/comments"
    reader, office, signatory = signed_in("committee"), signed_in("office"), signed_in("signatory")
    assert url in {a.get("href") for a in reader.page(f"/plans/{plan_id}").all("a")}
    empty = reader.post(url, {**reader.form(url, url), "words": " "})
    assert empty.status_code == 422 and "Ô này cần có nội dung." in check_page(empty).text
    press(reader, url, url, words="Nên ghi rõ chỉ tiêu nữ.")
    press(signatory, url, url, words="Câu cuối hơi dài.")
    plan = office.page(f"/plans/{plan_id}").text
    assert "Còn 2 ý kiến chưa xử lý" in plan and "Trình ký" in plan
    answering = f"{url}?answers=1"
    press(office, answering, url, words="Văn phòng đã bổ sung.")
    press(office, url, f"/plans/{plan_id}/comments/1/settle")
    shown = reader.page(url)
    assert "Trả lời của đồng chí" in shown.text and "đánh dấu đã xử lý lúc" in shown.text
    assert shown.text.index("Văn phòng đã bổ sung.") < shown.text.index("Câu cuối hơi dài.")
    assert "Còn 1 ý kiến chưa xử lý" in office.page(f"/plans/{plan_id}").text
    press(reader, url, f"/plans/{plan_id}/comments/1/reopen")
    press(office, url, f"/plans/{plan_id}/comments/1/settle")
    signing.approved(plan_id)
    press(signatory, url, url, words="Lưu ý khi triển khai.")
    signing.issue(plan_id)
    late = {"words": "Muộn rồi.", "version": "0"}
    answer = reader.post(url, late)
    assert answer.status_code == 409
    assert "Kế hoạch đã phát hành" in check_page(answer).text
    assert office.post(f"/plans/{plan_id}/comments/2/settle").status_code == 409
    text = reader.page(url).text
    for words in (
        "Nên ghi rõ chỉ tiêu nữ.",
        "Văn phòng đã bổ sung.",
        "Câu cuối hơi dài.",
        "Lưu ý khi triển khai.",
    ):
        assert words in text
    assert signed_in("b1").get(url).status_code == 403


def test_many_long_comments_keep_to_the_weight_of_a_page(world: World, signed_in: SignedIn) -> None:
    plan_id = world.draft()
    url = section_url(plan_id, "Yêu cầu") + "/comments"
    office = signed_in("office")
    for n in range(9):
        press(
            office, url, url, words=f"Ý kiến {n}: " + "chi bộ đảng viên quần chúng giới thiệu " * (20 + 3 * n)
        )
    for page in ("", "?page=1", "?page=2", "?page=3&answers=5"):
        office.page(url + page)
    assert "Ý kiến 8" in office.page(url).text, "the newest stand on the page that opens"
    db.session.rollback()
    assert len(db.session.scalars(select(PlanComment)).all()) == 9


def test_a_number_that_no_row_can_have_is_answered_in_words(world: World, signed_in: SignedIn) -> None:
    plan_id, office = world.draft(), signed_in("office")
    url, huge = section_url(plan_id, "Mục đích"), "9" * 30
    typed = office.form(url, url) | {"do": "insert", "insert": huge, "body": "Chữ vừa gõ"}
    inserted = office.post(url, typed)
    assert (inserted.status_code, "Chữ vừa gõ" in inserted.get_data(as_text=True)) == (200, True)
    comments = f"{url}/comments"
    said = office.form(comments, comments) | {"words": "Ý kiến", "answers": huge}
    assert office.post(comments, said).status_code == 404
    for way in ("undo", "take-up"):
        assert office.post(f"/plans/{plan_id}/lint/{way}", {"mark": huge}).status_code == 409
    begun = office.post("/plans", office.form("/plans", "/plans") | {"source": huge, "year": str(YEAR + 1)})
    assert begun.status_code in (404, 409, 422)
    for address in ("/register?page=²", "/register/incoming?year=²", f"/register/{YEAR}/book.pdf?part=²"):
        assert office.get(address).status_code in (200, 404), address
