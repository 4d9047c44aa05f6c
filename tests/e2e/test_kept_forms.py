"""Forms that are saved with a button: what was typed outlives a lost answer, the page and the browser."""

from collections.abc import Callable
from types import SimpleNamespace

from playwright.sync_api import Route, expect

from .at_home import Desk, kept_in, waiting_in
from .bad_line import SLOW, TODAY, desk, is_kept, left_in_the_moment_of_typing, rows
from .rows import events_of

__all__ = ["desk", "rows"]


def test_a_form_closed_in_the_moment_of_typing_is_offered_again(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = desk().open()
    one.context.add_init_script(SLOW)
    page = one.sign_in("b1")
    second = one.context.new_page()
    for tab in (second, page):
        one.page = tab
        one.go(f"/branches/{people.first}/board")
        tab.click(f"#card-{rows.hoa} [data-move]")
        tab.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
        if tab == second:
            tab.fill("#panel [name=happened_on]", TODAY)
            is_kept(tab)
            left_in_the_moment_of_typing(one, tab, tab.locator("#panel [name=basis_number]"), "12-NQ/CB")
    expect(page.locator("#panel .notice.warn")).to_contain_text("chưa lưu")
    assert page.input_value("#panel [name=basis_number]") == "12-NQ/CB"


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
            is_kept(page)
            one.context.set_offline(True)
            page.fill("#panel [name=basis_number]", "12-NQ/CB")
            is_kept(page)
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
