"""The pages of the monthly review in a browser, with and without scripts."""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.reviews import ReviewDecision, ReviewState
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, ReviewLine
from phohoa.services import clock
from phohoa.services.reviews import LineInput

from .. import factories
from ..harness import Client, compressed
from ..services import review_world as w

LINE_BYTES = 1024


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    people.url = f"/branches/{people.first}/reviews/2026/3"
    return people


@pytest.fixture
def browser(world: SimpleNamespace, signed_in) -> Client:
    return signed_in("b1")


@pytest.fixture
def office(world: SimpleNamespace, signed_in) -> Client:
    return signed_in("office")


def line_url(world: SimpleNamespace, key: str) -> str:
    return f"{world.url}/runs/{world.runs[key]}"


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


HEAD = {
    "meeting_on": "4/3/2026",
    "starts_at": "19h",
    "ends_at": "20:30",
    "chair": "Lê Văn Giúp",
    "secretary": "Trần Thị Đỡ",
    "members_official": "3",
    "present_official": "3",
}


def fill_head(browser: Client, world: SimpleNamespace, **change: str) -> None:
    form = browser.form(world.url, f"{world.url}/head")
    assert browser.post(f"{world.url}/head", {**form, **HEAD, **change}).status_code == 303


def decide_all(browser: Client, world: SimpleNamespace) -> None:
    assert browser.post(f"{world.url}/keep-others").status_code == 303


def test_the_page_is_prepared_and_light(world: SimpleNamespace, browser: Client) -> None:
    with factories.writing():
        branch = db.session.get(Branch, world.first)
        helper = db.session.get(type(factories.member(branch, "Hồ Thử Thêm")), world.helper)
        for number in range(7):
            factories.run(branch, f"Nguyễn Văn Thử {number}", Stage.SYMPATHISER, helper=helper)
    page = browser.page(world.url)
    assert len([a for a in page.all("div") if a.get("class") == "line"]) == 12
    assert "Nguyễn Thị Nguồn" in page.text
    assert w.review_row(world.first) is None, "looking writes nothing"


@pytest.mark.parametrize(
    "path",
    ["/reviews", "{url}", "{url}/conclude", "{url}/no-change", "/branches/{first}/reviews"],
)
def test_the_branch_reads_its_pages(world: SimpleNamespace, browser: Client, path: str) -> None:
    browser.page(path.format(url=world.url, first=world.first))


@pytest.mark.parametrize("path", ["/reviews", "/reviews/2026/3", "/reviews/2026", "{url}"])
@pytest.mark.parametrize("user", ["office", "signatory", "committee"])
def test_the_ward_reads_the_months(world: SimpleNamespace, signed_in, user: str, path: str) -> None:
    page = signed_in(user).page(path.format(url=world.url))
    assert "Kết luận" not in page.headings[0]


def test_a_line_saves_itself_and_says_so(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, line_url(world, "trained"))
    response = browser.post(line_url(world, "trained"), {**form, "decision": "propose_start"}, htmx=True)
    assert response.status_code == 200
    assert text_of(response) == "đã lưu 19:05"
    assert 'name="version" value="1"' in response.get_data(as_text=True)
    assert compressed(response.get_data()) <= LINE_BYTES
    assert "<html" not in response.get_data(as_text=True)


def test_a_line_saves_without_scripts(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, line_url(world, "trained"))
    response = browser.post(line_url(world, "trained"), {**form, "decision": "propose_start"})
    assert response.status_code == 303
    assert response.headers["Location"].endswith(f"#line-{world.runs['trained']}")
    page = browser.page(world.url)
    assert "Đã lưu lúc 19:05." in page.text
    assert browser.form(world.url, line_url(world, "trained"))["decision"] == "propose_start"


def test_what_is_to_be_mended_is_said_and_nothing_typed_is_lost(
    world: SimpleNamespace, browser: Client
) -> None:
    form = browser.form(world.url, line_url(world, "sympathiser"))
    sent = {**form, "decision": "remove", "remark": "Đã trao đổi nhiều lần"}
    response = browser.post(line_url(world, "sympathiser"), sent, htmx=True)
    assert response.status_code == 422
    assert text_of(response) == "cần sửa: Đồng chí chọn lý do đưa ra."
    plain = browser.post(line_url(world, "sympathiser"), sent)
    assert plain.status_code == 422
    assert "Đã trao đổi nhiều lần" in plain.get_data(as_text=True)
    assert "cần sửa" in text_of(plain)


def test_a_stale_line_shows_both_texts(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, line_url(world, "trained"))
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Của người khác"))
    sent = {**form, "decision": "propose_start", "remark": "Của tôi"}
    response = browser.post(line_url(world, "trained"), sent, htmx=True)
    assert response.status_code == 409
    text = text_of(response)
    for words in ("Của người khác", "Của tôi", "Giữ", "Đề nghị làm thủ tục", "Lưu nội dung của tôi"):
        assert words in text
    assert compressed(response.get_data()) <= LINE_BYTES
    plain = browser.post(line_url(world, "trained"), sent)
    assert plain.status_code == 409
    assert "Của tôi" in plain.get_data(as_text=True)
    assert "Của người khác" in plain.get_data(as_text=True)
    sent["version"] = "1"
    assert browser.post(line_url(world, "trained"), sent, htmx=True).status_code == 200
    assert w.line_row(world.runs["trained"]).remark == "Của tôi"


def test_asked_again_before_deciding_the_box_to_tick_stays(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, line_url(world, "trained"))
    w.line(world, "trained", LineInput(ReviewDecision.KEEP))
    sent = {**form, "decision": "propose_start", "shown": "1"}
    response = browser.post(line_url(world, "trained"), sent, htmx=True)
    assert (response.status_code, response.get_data()) == (409, b"")
    assert response.headers["HX-Reswap"] == "none"


def test_the_same_press_twice_is_one_save(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, line_url(world, "trained"))
    first = browser.post(line_url(world, "trained"), {**form, "decision": "keep"}, htmx=True)
    second = browser.post(line_url(world, "trained"), {**form, "decision": "keep"}, htmx=True)
    assert first.get_data() == second.get_data()
    assert db.session.query(ReviewLine).count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("meeting_on", "31/02/2026", "cần sửa"),
        ("meeting_on", "6/3/2026", "Ngày họp chưa đến"),
        ("starts_at", "25:00", "Đồng chí nhập giờ, ví dụ 19:00"),
        ("present_official", "7", "Số có mặt nhiều hơn tổng số"),
        ("present_official", "ba", "số nguyên"),
        ("members_official", "-1", "từ 0 đến 999"),
    ],
    ids=["no such day", "tomorrow", "no such hour", "more than there are", "a word", "less than nothing"],
)
def test_the_meeting_says_what_is_to_be_mended(
    world: SimpleNamespace, browser: Client, field: str, typed: str, sentence: str
) -> None:
    form = browser.form(world.url, f"{world.url}/head")
    response = browser.post(f"{world.url}/head", {**form, **HEAD, field: typed}, htmx=True)
    assert response.status_code == 422
    assert sentence in text_of(response)
    plain = browser.post(f"{world.url}/head", {**form, **HEAD, field: typed})
    assert plain.status_code == 422
    assert f'value="{typed}"' in plain.get_data(as_text=True), "the field keeps what was typed"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("19:05", "19:05"),
        ("19h05", "19:05"),
        ("7h", "07:00"),
        ("19 giờ 30 phút", "19:30"),
        ("20:30", "20:30"),
    ],
)
def test_hours_are_read_as_people_write_them(
    world: SimpleNamespace, browser: Client, typed: str, stored: str
) -> None:
    fill_head(browser, world, starts_at=typed, ends_at="")
    assert w.review_row(world.first).starts_at == stored


def test_a_name_in_pieces_is_stored_whole(world: SimpleNamespace, browser: Client) -> None:
    import unicodedata

    fill_head(browser, world, chair=unicodedata.normalize("NFD", "Lê Văn Giúp"))
    assert w.review_row(world.first).chair == "Lê Văn Giúp"


def test_the_way_from_the_list_to_the_minutes(world: SimpleNamespace, browser: Client) -> None:
    fill_head(browser, world)
    form = browser.form(world.url, line_url(world, "source"))
    browser.post(line_url(world, "source"), {**form, "decision": "add", "helper_id": str(world.helper)})
    page = browser.page(f"{world.url}/conclude")
    assert "Còn 4 người chưa có quyết định" in page.text
    decide_all(browser, world)
    page = browser.page(f"{world.url}/conclude")
    assert "Đưa vào danh sách cảm tình Đảng" in page.text
    form = browser.form(f"{world.url}/conclude", f"{world.url}/conclude")
    response = browser.post(f"{world.url}/conclude", form)
    assert response.status_code == 303
    page = browser.page(world.url)
    assert "Đã gửi" in page.text
    assert not [f for f in page.all("form") if "/runs/" in f["action"]], "nothing to type any more"
    # The answer was lost, another word was added, and the same page pressed again.
    again = browser.post(f"{world.url}/conclude", {**form, "month_answer": "Họp bù"})
    assert again.status_code == 303
    assert "đã chốt từ trước" in browser.page(world.url).text
    minutes = browser.get(f"{world.url}/minutes.pdf")
    assert minutes.mimetype == "application/pdf"
    assert minutes.get_data().startswith(b"%PDF")
    assert browser.get(f"{world.url}/minutes.pdf").get_data() == minutes.get_data()


def test_a_closed_decision_says_why_before_and_at_concluding(world: SimpleNamespace, browser: Client) -> None:
    fill_head(browser, world)
    form = browser.form(world.url, line_url(world, "trained"))
    browser.post(line_url(world, "trained"), {**form, "decision": "propose_start"})
    decide_all(browser, world)
    shown = browser.form(f"{world.url}/conclude", f"{world.url}/conclude")
    with factories.writing():
        from phohoa.models import TrackingRun

        db.session.get(TrackingRun, world.runs["trained"]).certificate_on = date(2019, 1, 1)
    changed = browser.post(f"{world.url}/conclude", shown)
    assert changed.status_code == 409
    assert "đã thay đổi sau khi" in text_of(changed)
    page = browser.page(f"{world.url}/conclude")
    assert "Hướng dẫn 06-HD/TW, mục 5.4 b" in page.text
    assert "Chốt, lập biên bản" not in page.text
    shown = browser.form(f"{world.url}/conclude", f"{world.url}/conclude")
    refused = browser.post(f"{world.url}/conclude", shown)
    assert refused.status_code == 422
    assert "Đỗ Văn Học" in text_of(refused)


def test_no_change_is_one_button(world: SimpleNamespace, browser: Client) -> None:
    fill_head(browser, world)
    form = browser.form(world.url, f"{world.url}/no-change")
    assert browser.post(f"{world.url}/no-change", form).status_code == 303
    assert w.review_row(world.first).state is ReviewState.SUBMITTED


def test_no_change_asks_for_what_is_missing_and_keeps_what_was_typed(
    world: SimpleNamespace, browser: Client
) -> None:
    form = browser.form(world.url, f"{world.url}/no-change")
    asked = browser.post(f"{world.url}/no-change", form)
    assert asked.status_code == 422
    assert "Chưa ghi ngày họp" in text_of(asked)
    form = browser.form(f"{world.url}/no-change", f"{world.url}/no-change")
    half = browser.post(f"{world.url}/no-change", {**form, **HEAD, "meeting_on": ""})
    assert half.status_code == 422
    assert "Lê Văn Giúp" in half.get_data(as_text=True)
    assert browser.post(f"{world.url}/no-change", {**form, **HEAD}).status_code == 303


def test_not_held_needs_its_reason(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, f"{world.url}/not-held")
    refused = browser.post(f"{world.url}/not-held", form)
    assert refused.status_code == 422
    assert "Đồng chí ghi lý do không họp" in text_of(refused)
    assert browser.post(f"{world.url}/not-held", {**form, "reason": "Bão số 3"}).status_code == 303
    assert "Bão số 3" in browser.page(world.url).text


@pytest.mark.parametrize(
    ("path", "status"),
    [("2026/4", 422), ("2027/1", 422), ("2026/13", 404), ("2026/0", 404)],
    ids=["next month", "next year", "month 13", "month 0"],
)
def test_a_month_that_has_not_begun_is_refused_in_words(
    world: SimpleNamespace, browser: Client, path: str, status: int
) -> None:
    url = f"/branches/{world.first}/reviews/{path}"
    response = browser.get(url)
    assert response.status_code == status
    if status == 422:
        assert "chưa bắt đầu nên chưa xét được" in text_of(response)
    assert browser.post(f"{url}/start").status_code == status
    assert browser.post(f"{url}/head", {**HEAD, "version": "0"}, htmx=True).status_code == status


def test_another_branch_and_an_unknown_one_are_not_there(world: SimpleNamespace, signed_in) -> None:
    stranger = signed_in("b2")
    for url in (world.url, "/branches/99999/reviews/2026/3"):
        assert stranger.get(url).status_code == 404
        assert stranger.get(f"{url}/conclude").status_code == 404
        assert stranger.get(f"{url}/minutes.pdf").status_code == 404
        assert stranger.post(f"{url}/start").status_code == 404
        assert stranger.post(f"{url}/runs/{world.runs['source']}", {"version": "0"}).status_code == 404
    assert stranger.get("/reviews/2026/3").status_code == 403


def test_typing_into_a_locked_review_is_refused_in_words(world: SimpleNamespace, browser: Client) -> None:
    line = browser.form(world.url, line_url(world, "trained"))
    fill_head(browser, world)
    browser.post(f"{world.url}/no-change", browser.form(world.url, f"{world.url}/no-change"))
    response = browser.post(line_url(world, "trained"), {**line, "remark": "muộn"}, htmx=True)
    assert response.status_code == 422
    assert "đề nghị Văn phòng trả lại" in text_of(response)


def test_a_session_that_ended_keeps_what_was_typed(world: SimpleNamespace, browser: Client) -> None:
    form = browser.form(world.url, line_url(world, "trained"))
    sent = {**form, "decision": "keep", "remark": "Viết khi hết phiên"}
    other = Client(browser.app)
    held = other.post(line_url(world, "trained"), sent)
    assert held.status_code == 401
    fields = dict(re.findall(r'name="(held|next)"[^>]*value="([^"]*)"', held.get_data(as_text=True)))
    again = other.post("/sign-in", {"username": "b1", "password": factories.PASSWORD, "held": fields["held"]})
    assert "Viết khi hết phiên" in again.get_data(as_text=True)
    kept = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', again.get_data(as_text=True)))
    kept.pop("csrf_token")
    assert other.post(line_url(world, "trained"), kept).status_code == 303
    assert w.line_row(world.runs["trained"]).remark == "Viết khi hết phiên"


def test_a_line_sent_after_the_session_ended_is_told_to_sign_in(
    world: SimpleNamespace, browser: Client
) -> None:
    response = Client(browser.app).post(line_url(world, "trained"), {"remark": "x"}, htmx=True)
    assert response.status_code == 401
    assert "Nội dung đã nhập còn nguyên" in text_of(response)


def test_the_office_receives_and_returns(world: SimpleNamespace, browser: Client, office: Client) -> None:
    fill_head(browser, world)
    browser.post(f"{world.url}/no-change", browser.form(world.url, f"{world.url}/no-change"))
    form = office.form(world.url, f"{world.url}/return")
    refused = office.post(f"{world.url}/return", form)
    assert refused.status_code == 422
    assert "lý do trả lại" in text_of(refused)
    taken = office.form(world.url, f"{world.url}/receive")
    assert office.post(f"{world.url}/receive", taken).status_code == 303
    assert office.post(f"{world.url}/receive", {**taken, "command_id": "khac"}).status_code == 409
    form = office.form(world.url, f"{world.url}/return")
    assert office.post(f"{world.url}/return", {**form, "reason": "Thiếu số nghị quyết"}).status_code == 303
    page = browser.page(world.url)
    assert "Thiếu số nghị quyết" in page.text
    assert browser.post(f"{world.url}/return", {"reason": "x"}).status_code == 403


def test_the_month_of_a_whole_ward_is_light(world: SimpleNamespace, office: Client) -> None:
    with factories.writing():
        for number in range(20):
            factories.branch(f"Chi bộ Tổ dân phố Thử {number}")
    with clock.pretend(factories.at("2026-03-20 08:00")):
        office.sign_in("office", factories.PASSWORD)
        page = office.page("/reviews/2026/3")
        assert "quá hạn 10 ngày" in page.text
        assert "Văn phòng Đảng ủy xin nhắc" in page.text
        assert "Chi bộ thực hành (không tính vào tổng)" in page.text
    with clock.pretend(factories.at("2026-12-20 08:00")):
        office.sign_in("office", factories.PASSWORD)
        office.page("/reviews/2026")


def test_in_the_practice_branch_the_page_says_so(world: SimpleNamespace, browser: Client) -> None:
    page = browser.page(f"/branches/{world.practice}/reviews/2026/3")
    assert "không tính vào tổng" in page.text
