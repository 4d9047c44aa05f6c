"""Keying in what was written on paper: one page, one press, each line by itself."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from phohoa.domain.reviews import Rating, ReviewDecision
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, PartyMember, ReviewLine, TrackingRun
from phohoa.services import clock
from phohoa.services.reviews import LineInput

from .. import factories
from ..harness import Client, _values, check_page
from ..services import review_world as w


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    people.url = f"/branches/{people.first}/reviews/2026/3"
    people.keying = f"{people.url}/keying"
    return people


@pytest.fixture
def browser(world: SimpleNamespace, signed_in: Any) -> Client:
    return signed_in("b1")


def more_people(world: SimpleNamespace, count: int) -> None:
    with factories.writing():
        branch = db.session.get(Branch, world.first)
        helper = db.session.get(PartyMember, world.helper)
        for number in range(count):
            factories.run(branch, f"Nguyễn Văn Thử {number}", Stage.SYMPATHISER, helper=helper)


def form(browser: Client, world: SimpleNamespace) -> dict[str, Any]:
    return values(browser.get(world.keying))


def send(browser: Client, world: SimpleNamespace, fields: dict[str, Any], **kwargs: Any) -> Any:
    return browser.post(world.keying, fields, **kwargs)


def key(world: SimpleNamespace, letter: str, name: str) -> str:
    return f"{letter}{world.runs[name]}"


def lines() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count(ReviewLine.id))).one()


def values(answer: Any) -> dict[str, Any]:
    """What stands in the fields of the page of the answer."""
    html = answer.get_data(as_text=True)
    (text,) = [t for t in re.findall(r"<form\b.*?</form>", html, re.S) if "Lưu tất cả</button>" in t]
    return _values(text)


def test_the_page_for_twelve_people_is_light_and_in_the_order_of_the_review(
    world: SimpleNamespace, browser: Client
) -> None:
    more_people(world, 7)
    page = browser.page(world.keying)
    rows = [a["id"] for a in page.all("tr") if a.get("id", "").startswith("line-")]
    sheet = browser.get(world.url).get_data(as_text=True)
    assert rows == re.findall(r'class="line" id="(line-\d+)"', sheet)
    assert len(rows) == 12
    assert lines() == 0, "looking writes nothing"


def test_everything_is_saved_by_one_press(world: SimpleNamespace, browser: Client) -> None:
    fields = form(browser, world) | {
        key(world, "d", "source"): "add",
        key(world, "h", "source"): str(world.helper),
        key(world, "d", "sympathiser"): "remove",
        key(world, "c", "sympathiser"): "no_longer_striving",
        key(world, "t", "sympathiser"): "Nhiều tháng vắng sinh hoạt",
        key(world, "d", "trained"): "propose_start",
        key(world, "g", "trained"): "good",
        key(world, "x", "trained"): unicodedata.normalize("NFD", "Gương mẫu, được tín nhiệm"),
        key(world, "d", "dossier"): "keep",
    }
    answer = send(browser, world, fields)
    assert answer.status_code == 303
    page = browser.page(world.keying)
    assert "Đã lưu 4 dòng lúc 19:05." in page.text
    assert w.line_row(world.runs["source"]).helper_id == world.helper
    assert w.line_row(world.runs["sympathiser"]).reason == "Nhiều tháng vắng sinh hoạt"
    trained = w.line_row(world.runs["trained"])
    assert (trained.remark, trained.rating) == ("Gương mẫu, được tín nhiệm", Rating.GOOD)
    assert w.line_row(world.runs["proposed"]) is None, "a row in which nothing was typed is not touched"


def test_the_same_press_again_saves_nothing_twice(world: SimpleNamespace, browser: Client) -> None:
    fields = form(browser, world) | {
        key(world, "d", "source"): "remove",
        key(world, "t", "source"): "Chưa đủ điều kiện",
        key(world, "d", "trained"): "keep",
    }
    assert [send(browser, world, fields).status_code for _ in range(3)] == [303, 303, 303]
    assert [w.line_row(world.runs[name]).version for name in ("source", "trained")] == [1, 1]


def test_good_lines_are_saved_and_bad_ones_stay_as_they_were_typed(
    world: SimpleNamespace, browser: Client
) -> None:
    fields = form(browser, world) | {
        key(world, "d", "trained"): "propose_start",
        key(world, "d", "source"): "add",
        key(world, "x", "source"): "Tích cực",
        key(world, "d", "sympathiser"): "remove",
        key(world, "o", "sympathiser"): "31/2/2026",
        key(world, "t", "sympathiser"): "Đi làm xa",
        key(world, "d", "dossier"): "keep",
        key(world, "t", "dossier"): "Lý do ghi nhầm dòng",
    }
    answer = send(browser, world, fields)
    assert answer.status_code == 422
    page = check_page(answer)
    for words in (
        "Đã lưu 1 dòng; còn 3 dòng chưa lưu",
        "Đồng chí chọn đảng viên chính thức giúp đỡ.",
        "Không có ngày này trên lịch.",
        "Có ghi lý do đưa ra nhưng chưa chọn",
        "đã lưu 19:05",
    ):
        assert words in page.text, words
    stand = values(answer)
    assert stand[key(world, "x", "source")] == "Tích cực"
    assert stand[key(world, "o", "sympathiser")] == "31/2/2026"
    assert stand[key(world, "t", "sympathiser")] == "Đi làm xa"
    assert stand[key(world, "t", "dossier")] == "Lý do ghi nhầm dòng"
    assert w.line_row(world.runs["trained"]).decision is ReviewDecision.PROPOSE_START
    assert all(w.line_row(world.runs[name]) is None for name in ("source", "sympathiser", "dossier"))
    mended = stand | {
        key(world, "h", "source"): str(world.helper),
        key(world, "o", "sympathiser"): "",
        key(world, "c", "sympathiser"): "over_age",
        key(world, "t", "dossier"): "",
    }
    assert send(browser, world, mended).status_code == 303
    assert lines() == 4
    assert w.line_row(world.runs["trained"]).version == 1


def test_a_conflict_shows_both_texts_and_decides_nothing_by_itself(
    world: SimpleNamespace, browser: Client
) -> None:
    fields = form(browser, world)
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Của người khác", rating=Rating.FAIR))
    w.line(world, "dossier", LineInput(ReviewDecision.KEEP, remark="Người khác lo"))
    fields |= {
        key(world, "d", "trained"): "propose_start",
        key(world, "x", "trained"): "Của tôi",
        key(world, "d", "sympathiser"): "keep",
    }
    answer = send(browser, world, fields)
    assert answer.status_code == 409
    page = check_page(answer)
    assert "Đã lưu 1 dòng; còn 1 dòng chưa lưu" in page.text, "a row that only others wrote is no conflict"
    for words in ("Nhận xét: đang lưu “Của người khác”, tôi nhập “Của tôi”", "“1 Giữ”", "“5 Làm thủ tục”"):
        assert words in page.text, words
    stand = values(answer)
    assert stand[key(world, "x", "trained")] == "Của tôi"
    assert stand[key(world, "x", "dossier")] == "Người khác lo"
    again = send(browser, world, stand)
    assert again.status_code == 409, "without a choice it is asked again"
    stand = values(again)
    assert send(browser, world, stand | {key(world, "k", "trained"): "mine.1"}).status_code == 303
    row = w.line_row(world.runs["trained"])
    assert (row.remark, row.rating) == ("Của tôi", Rating.FAIR)


def test_a_rating_that_is_taken_away_is_gone_and_one_that_others_gave_stays(
    world: SimpleNamespace, browser: Client
) -> None:
    for who in ("trained", "dossier"):
        w.line(world, who, LineInput(ReviewDecision.KEEP, rating=Rating.GOOD))
    fields = form(browser, world)
    w.line(world, "dossier", LineInput(ReviewDecision.KEEP, rating=Rating.FAIR), version=1)
    w.line(world, "proposed", LineInput(ReviewDecision.KEEP, rating=Rating.POOR))
    fields[key(world, "g", "trained")] = ""
    assert send(browser, world, fields).status_code == 303
    ratings = [w.line_row(world.runs[who]).rating for who in ("trained", "dossier", "proposed")]
    assert ratings == [None, Rating.FAIR, Rating.POOR]


def test_what_is_stored_may_stay(world: SimpleNamespace, browser: Client) -> None:
    fields = form(browser, world) | {key(world, "x", "trained"): "Của tôi"}
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Của người khác"))
    stand = values(send(browser, world, fields))
    assert send(browser, world, stand | {key(world, "k", "trained"): "theirs"}).status_code == 303
    assert w.line_row(world.runs["trained"]).remark == "Của người khác"
    assert "Không có dòng nào thay đổi." in browser.page(world.keying).text


def test_who_overwrites_what_was_never_shown_is_asked_again(world: SimpleNamespace, browser: Client) -> None:
    fields = form(browser, world) | {key(world, "x", "trained"): "Của tôi"}
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Lần một"))
    stand = values(send(browser, world, fields))
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Lần hai"), version=1)
    answer = send(browser, world, stand | {key(world, "k", "trained"): "mine.1"})
    assert answer.status_code == 409
    assert "đang lưu “Lần hai”" in check_page(answer).text
    assert w.line_row(world.runs["trained"]).remark == "Lần hai"


def test_the_page_warns_when_the_list_is_not_the_printed_one(world: SimpleNamespace, browser: Client) -> None:
    page = browser.page(world.keying)
    code = re.search(r"Danh sách hiện nay: (\d\d-[0-9A-F]{4})", page.text)[1]
    asked = f"{world.keying}?printed={code.lower().replace('-', '')}"
    assert "Danh sách đúng như khi in phiếu." in browser.page(asked).text
    w.line(world, "trained", LineInput(ReviewDecision.KEEP))
    assert "Danh sách đúng như khi in phiếu." in browser.page(asked).text, "saving a line changes no list"
    opened = form(browser, world)
    more_people(world, 1)
    assert "Danh sách đã thay đổi từ khi in" in browser.page(asked).text
    answer = send(browser, world, opened | {key(world, "d", "source"): "add"})
    assert "Danh sách đã thay đổi từ khi mở trang" in check_page(answer).text


def test_somebody_who_left_the_list_meanwhile_is_named(world: SimpleNamespace, browser: Client) -> None:
    fields = form(browser, world) | {key(world, "x", "trained"): "Đã nhập", key(world, "d", "source"): ""}
    with factories.writing():
        run = db.session.get(TrackingRun, world.runs["trained"])
        run.stage, run.closed_on = Stage.MOVED_AWAY, clock.today()
    answer = send(browser, world, fields)
    assert answer.status_code == 422
    assert "không ghi được dòng đã nhập: Đỗ Văn Học (“Đã nhập”)." in check_page(answer).text


def keep(browser: Client, world: SimpleNamespace, fields: dict[str, Any]) -> None:
    """What the page itself sends while somebody types."""
    typed = {name: value for name, value in fields.items() if name not in ("csrf_token", "keep")}
    answer = browser.post("/drafts", {"place": world.keying, "fields": urlencode(typed)})
    assert answer.status_code == 200


def test_what_was_typed_and_not_saved_comes_back_on_what_it_was_typed_on(
    world: SimpleNamespace, browser: Client
) -> None:
    fields = form(browser, world) | {
        key(world, "x", "trained"): "Viết dở",
        key(world, "d", "trained"): "propose_start",
        key(world, "o", "sympathiser"): "31/2",
        key(world, "g", "dossier"): "good",
    }
    keep(browser, world, fields)
    assert "Đồng chí có nội dung chưa lưu" in browser.page(world.keying).text
    w.line(world, "trained", LineInput(ReviewDecision.KEEP, remark="Của người khác"))
    restored = browser.get(f"{world.keying}?draft=1")
    check_page(restored)
    back = values(restored)
    assert {name: back[name] for name in fields if name[0] in "vdcothgx"} == {
        name: value for name, value in fields.items() if name[0] in "vdcothgx"
    }
    answer = send(browser, world, back | {key(world, "o", "sympathiser"): ""})
    assert answer.status_code == 409, "not over what somebody else has saved"
    assert "đang lưu “Của người khác”, tôi nhập “Viết dở”" in check_page(answer).text
    assert w.line_row(world.runs["dossier"]).rating is Rating.GOOD
    stand = values(answer) | {key(world, "k", "trained"): "mine.1"}
    assert send(browser, world, stand).status_code == 303
    assert w.line_row(world.runs["trained"]).remark == "Viết dở"
    assert "chưa lưu lúc" not in browser.page(world.keying).text


def test_who_came_onto_the_list_or_left_it_while_words_lay_in_a_draft(
    world: SimpleNamespace, browser: Client
) -> None:
    w.line(world, "dossier", LineInput(ReviewDecision.KEEP, remark="Đã lưu"))
    fields = form(browser, world) | {key(world, "x", "trained"): "Viết dở"}
    gone = {name for name in fields if name.endswith(str(world.runs["dossier"])) and name[0] in "vdcothgxk"}
    keep(browser, world, {name: value for name, value in fields.items() if name not in gone})
    with factories.writing():
        run = db.session.get(TrackingRun, world.runs["trained"])
        run.stage, run.closed_on = Stage.MOVED_AWAY, clock.today()
    answer = check_page(browser.get(f"{world.keying}?draft=1"))
    assert "không ghi được dòng đã nhập: Đỗ Văn Học (“Viết dở”)." in answer.text
    assert "Danh sách đã thay đổi từ khi mở trang" in answer.text
    back = values(browser.get(f"{world.keying}?draft=1"))
    assert back[key(world, "x", "dossier")] == "Đã lưu", "who is new to the draft stands as stored"
    assert send(browser, world, back).status_code == 303
    assert w.line_row(world.runs["dossier"]).version == 1


def test_a_file_to_look_at_is_not_hidden_by_a_draft(world: SimpleNamespace, browser: Client) -> None:
    assert "data-keep" in browser.get(world.keying).text
    book = browser.post(f"{world.url}/list.xlsx", browser.form(world.keying, f"{world.url}/list.xlsx"))
    fields = browser.form(world.keying, f"{world.url}/list") | {"file": (BytesIO(book.data), "list.xlsx")}
    shown = browser.post(f"{world.url}/list", fields)
    assert "Xem trước tệp Excel" in shown.text
    assert "data-keep" not in shown.text


def test_a_list_of_a_hundred_people_is_kept_whole(world: SimpleNamespace, browser: Client) -> None:
    more_people(world, 95)
    fields = form(browser, world)
    said = "Nhiệt tình, có uy tín với bà con tổ dân phố số 4"
    remarks = {name: said for name in fields if re.match(r"x\d", name)}
    assert len(remarks) == 100
    keep(browser, world, fields | remarks)
    back = values(browser.get(f"{world.keying}?draft=1"))
    assert {name: back[name] for name in remarks} == remarks


@pytest.mark.parametrize(
    ("field", "typed"),
    [("d", "propose_class"), ("d", "nonsense"), ("h", "999999"), ("h", "x"), ("c", "nonsense"), ("v", "x.y")],
)
def test_codes_that_the_page_does_not_offer_save_nothing(
    world: SimpleNamespace, browser: Client, field: str, typed: str
) -> None:
    fields = form(browser, world) | {key(world, "d", "sympathiser"): "remove"}
    fields |= {key(world, "t", "sympathiser"): "Lý do", key(world, "c", "sympathiser"): "other"}
    fields |= {key(world, "x", "trained"): "Thử", key(world, field, "trained"): typed}
    answer = send(browser, world, fields)
    assert answer.status_code in (409, 422) or field == "c", answer.status_code
    assert w.line_row(world.runs["trained"]) is None or field == "c"
    assert w.line_row(world.runs["sympathiser"]).decision is ReviewDecision.REMOVE


def test_another_branch_and_the_office_do_not_key_in(world: SimpleNamespace, signed_in: Any) -> None:
    assert signed_in("b2").get(world.keying).status_code == 404
    assert signed_in("office").get(world.keying).status_code == 403


def test_a_closed_month_is_not_keyed_in(world: SimpleNamespace, browser: Client) -> None:
    fields = form(browser, world) | {key(world, "d", "source"): "add"}
    w.head(world)
    w.keep_the_others(world)
    w.conclude(world)
    assert "đã gửi Văn phòng" in browser.get(world.keying).get_data(as_text=True)
    answer = send(browser, world, fields)
    assert answer.status_code == 422
    assert w.line_row(world.runs["source"]).decision is ReviewDecision.KEEP


def test_the_page_of_the_review_leads_to_paper_and_keying(world: SimpleNamespace, browser: Client) -> None:
    page = browser.page(world.url)
    places = {a.get("href") for a in page.all("a")}
    assert {f"{world.url}/blank.pdf", world.keying} <= places


def test_a_month_of_sixty_still_opens(world: SimpleNamespace, browser: Client) -> None:
    more_people(world, 55)
    browser.page(world.keying, budget=12 * 1024)
