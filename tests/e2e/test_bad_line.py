"""Nothing typed is lost: a dropped line, a closed or killed browser, a second person at the same machine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from sqlalchemy import select

from phohoa.models import ReviewLine

from .at_home import Desk, kept_in, waiting_in
from .conftest import Visitor
from .rows import events_of, people_of_first, read, this_month

YEAR, MONTH, TODAY = this_month()
REMARK = "Gõ lúc mất mạng, CANARY"


@pytest.fixture
def desk(browser: Browser, server: str, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """desk() is a machine with a browser of its own."""
    made: list[Desk] = []

    def make() -> Desk:
        made.append(Desk(browser, tmp_path / f"profile{len(made)}", server))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def rows(people: SimpleNamespace) -> SimpleNamespace:
    return people_of_first(people)


def address(people: SimpleNamespace, more: str = "") -> str:
    return f"/branches/{people.first}/reviews/{YEAR}/{MONTH}{more}"


def mark(page: Page, key: object) -> Locator:
    return page.locator(f"#mark-{key}")


def remark(page: Page, key: object) -> Locator:
    return page.locator(f"#line-{key} [name=remark]")


def write(page: Page, key: object, text: str) -> None:
    remark(page, key).fill(text)
    remark(page, key).blur()


def is_saved(page: Page, key: object) -> None:
    expect(mark(page, key)).to_have_attribute("data-state", "saved", timeout=15_000)


def stored(run_id: int) -> str:
    found = read(select(ReviewLine.remark).where(ReviewLine.run_id == run_id))
    return found[0] if found else ""


def at_review(machine: Desk, people: SimpleNamespace, who: str = "b1") -> Visitor:
    one = machine.open()
    one.sign_in(who)
    one.go(address(people))
    return one


def without_line(one: Visitor, key: int, text: str = REMARK) -> None:
    """Type a remark while there is no line; wait until the browser has it."""
    one.context.set_offline(True)
    write(one.page, key, text)
    expect(mark(one.page, key)).to_have_attribute("data-state", "waiting")
    one.page.wait_for_timeout(300)


def test_the_page_says_what_is_waiting_and_when_all_is_saved(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = at_review(desk(), people)
    bar = one.page.locator("#line-state")
    expect(bar).to_be_hidden()
    without_line(one, rows.hoa)
    expect(bar).to_contain_text("Mất mạng từ")
    expect(bar).to_contain_text("1 mục đang chờ gửi, đồng chí cứ nhập tiếp.")
    without_line(one, rows.binh)
    expect(bar).to_contain_text("2 mục")
    one.context.set_offline(False)
    is_saved(one.page, rows.hoa)
    is_saved(one.page, rows.binh)
    expect(bar).to_contain_text("Đã lưu hết lúc")
    assert (stored(rows.hoa), stored(rows.binh)) == (REMARK, REMARK)
    assert waiting_in(one.page) == [], "what is saved is kept no longer"


@pytest.mark.parametrize("end", ["close", "kill"])
def test_what_waited_when_the_browser_went_is_saved_when_it_is_opened_again(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace, end: str
) -> None:
    machine = desk()
    one = at_review(machine, people)
    without_line(one, rows.hoa)
    assert len(waiting_in(one.page)) == 1
    assert "CANARY" not in "".join(kept_in(one.page)), "nothing that was typed lies open in the browser"
    getattr(machine, end)()
    again = at_review(machine, people)
    is_saved(again.page, rows.hoa)
    assert remark(again.page, rows.hoa).input_value() == REMARK
    assert stored(rows.hoa) == REMARK
    assert waiting_in(again.page) == []


# --- forms that are saved with a button


def test_a_move_whose_answer_is_lost_is_pressed_again_and_done_once(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = desk().open()
    page = one.sign_in("b1")
    one.go(f"/branches/{people.first}/board")
    page.click(f"#card-{rows.hoa} [data-move]")
    page.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
    page.fill("#panel [name=happened_on]", TODAY)
    page.fill("#panel [name=basis_number]", "12-NQ/CB")
    lost = []

    def loses(route: Route) -> None:
        route.fetch()
        lost.append(1)
        route.abort()

    page.route("**/_/runs/*/moves/*", loses)
    page.click("#panel button.primary")
    expect(page.locator("#messages")).to_contain_text("Chưa biết đã lưu hay chưa")
    page.unroute("**/_/runs/*/moves/*")
    assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"
    page.locator("#panel button.primary").evaluate("button => { for (let n = 5; n; n -= 1) button.click(); }")
    expect(page.locator("#in-training")).to_contain_text("Mây Thị Hoa")
    assert lost == [1]
    assert events_of(rows.hoa).count("propose_class") == 1


def test_a_move_sheet_comes_back_as_it_was_typed_after_the_browser_was_killed(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    for end in (machine.kill, machine.close):
        one = machine.open()
        page = one.sign_in("b1")
        one.go(f"/branches/{people.first}/board")
        page.click(f"#card-{rows.hoa} [data-move]")
        page.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
        if end == machine.kill:
            page.fill("#panel [name=happened_on]", TODAY)
            page.wait_for_function("async () => (await indexedDB.databases()).length > 0")
            one.context.set_offline(True)
            page.fill("#panel [name=basis_number]", "12-NQ/CB")
            page.wait_for_timeout(400)
        else:
            expect(page.locator("#panel .notice.warn")).to_contain_text("chưa lưu")
            assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"
            assert page.input_value("#panel [name=happened_on]") == TODAY
            page.click("#panel button.primary")
            expect(page.locator("#in-training")).to_contain_text("Mây Thị Hoa")
            page.wait_for_timeout(300)
            assert waiting_in(page) == []
        end()


def test_a_persons_form_outlives_a_dropped_line_and_the_page(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = machine.open()
    page = one.sign_in("b1")
    url = f"/branches/{people.first}/people/new"
    one.go(url)
    page.fill("[name=full_name]", "Mây Thị CANARY")
    one.context.set_offline(True)
    page.fill("[name=birth]", "1999")
    page.click("main button.primary")
    expect(page.locator("#messages")).to_contain_text("Chưa biết đã lưu hay chưa")
    assert page.input_value("[name=birth]") == "1999", "the page is still there"
    assert "CANARY" not in "".join(kept_in(page))
    machine.close()
    one = machine.open()
    page = one.sign_in("b1")
    one.go(url)
    expect(page.locator("main form .notice")).to_contain_text("chưa lưu")
    assert page.input_value("[name=full_name]") == "Mây Thị CANARY"
    assert page.input_value("[name=birth]") == "1999"
    page.click("main form .notice button")
    page.wait_for_load_state()
    expect(page.locator("main form .notice")).to_have_count(0)
    assert page.input_value("[name=full_name]") == ""
    assert waiting_in(page) == []


def test_what_was_typed_on_one_machine_is_offered_on_another(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    first, second = desk(), desk()
    url = f"/branches/{people.first}/people/new"
    one = first.open()
    page = one.sign_in("b1")
    one.go(url)
    page.fill("[name=full_name]", "Mây Thị CANARY")
    with page.expect_request("**/drafts"):
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    first.close()
    two = second.open()
    page = two.sign_in("b1")
    two.go(url)
    expect(page.locator("#draft-offer")).to_contain_text("Đồng chí có nội dung chưa lưu lúc")
    page.click("#draft-offer a")
    assert page.input_value("[name=full_name]") == "Mây Thị CANARY"
