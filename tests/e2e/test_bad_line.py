"""Nothing typed is lost: a dropped line, a closed or killed browser, a second person at the same machine."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Route, expect

from .. import factories
from .at_home import Desk, kept_in, waiting_in
from .bad_line import (
    REMARK,
    SLOW,
    address,
    at_review,
    both_at_first,
    desk,
    is_saved,
    left_in_the_moment_of_typing,
    mark,
    remark,
    rows,
    stored,
    without_line,
    write,
)
from .conftest import Calendar, Server
from .rows import end_sessions_of

__all__ = ["desk", "rows"]


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


def test_a_tab_closed_in_the_moment_of_typing_loses_nothing(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = at_review(desk(), people)
    one.context.add_init_script(SLOW)
    for text in ("Lần đầu, CANARY", "Lần sau, CANARY"):
        page = one.context.new_page()
        one.page = page
        one.go(address(people))
        page.wait_for_timeout(300)
        left_in_the_moment_of_typing(one, page, remark(page, rows.hoa), text)
        one.page = page = one.context.pages[0]
        page.goto(one.url + "/static/app.css")
        assert "CANARY" not in "".join(kept_in(page)), "nothing that was typed lies open in the browser"
        one.go(address(people))
        expect(remark(page, rows.hoa)).to_have_value(text)
        is_saved(page, rows.hoa)
        assert stored(rows.hoa) == text
        assert waiting_in(page) == []
        assert page.evaluate("Object.keys(localStorage)") == []


def test_signing_out_takes_the_last_words_of_a_closed_tab_too(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = at_review(desk(), people)
    one.context.add_init_script(SLOW)
    page, tab = one.page, one.context.new_page()
    page.goto(one.url + "/")
    one.page = tab
    one.go(address(people))
    tab.wait_for_timeout(300)
    left_in_the_moment_of_typing(one, tab, remark(tab, rows.hoa), REMARK)
    assert len(page.evaluate("Object.keys(localStorage)")) == 1
    page.click(".who summary")
    page.click(".who form button")
    page.wait_for_url("**/sign-in")
    assert page.evaluate("Object.keys(localStorage)") == []


# --- who is at the machine


def test_another_person_at_the_machine_neither_sends_nor_reads_what_waits(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = at_review(machine, people)
    without_line(one, rows.hoa)
    machine.kill()
    one = machine.open()
    both_at_first(people)
    one.sign_in("b2")
    one.go(address(people))
    one.page.wait_for_timeout(1200)
    assert remark(one.page, rows.hoa).input_value() == ""
    assert stored(rows.hoa) == ""
    assert len(waiting_in(one.page)) == 1, "it waits for its owner"
    one.page.click(".who summary")
    one.page.click(".who form button")
    one.page.wait_for_url("**/sign-in")
    assert len(waiting_in(one.page)) == 1, "the other's leaving takes only what is the other's"
    machine.close()
    again = at_review(machine, people)
    is_saved(again.page, rows.hoa)
    assert stored(rows.hoa) == REMARK


def test_signing_out_asks_when_something_waits_and_then_wipes_it(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = at_review(desk(), people)
    page = one.page
    page.route("**/runs/*", lambda route: route.abort())
    write(page, rows.hoa, REMARK)
    expect(mark(page, rows.hoa)).to_have_attribute("data-state", "waiting")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) > 1:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    page.click(".who summary")
    page.click(".who form button")
    page.wait_for_timeout(300)
    assert len(waiting_in(page)) == 1
    page.click(".who form button")
    page.wait_for_url("**/sign-in")
    page.wait_for_timeout(300)
    assert waiting_in(page) == []
    assert len(asked) == 2
    assert "Còn 1 mục chưa gửi được" in asked[0]


def test_the_session_ends_and_the_queue_goes_on_after_signing_in_again(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = at_review(machine, people)
    end_sessions_of("b1")
    write(one.page, rows.hoa, REMARK)
    expect(one.page.locator("#messages a[target=_blank]")).to_be_visible()
    assert len(waiting_in(one.page)) == 1
    for who, is_sent in (("office", False), ("b1", True)):
        with one.context.expect_page() as opened:
            one.page.evaluate("window.open('/sign-in', '_blank', 'noopener')")
        tab = opened.value
        if who == "b1":
            tab.locator(".who form button").evaluate("button => button.click()")
            tab.wait_for_url("**/sign-in")
        tab.fill("input[name=username]", who)
        tab.fill("input[name=password]", factories.PASSWORD)
        tab.click("main form button.primary")
        tab.wait_for_url(lambda url: "/sign-in" not in url)
        tab.close()
        one.page.bring_to_front()
        one.page.evaluate("window.dispatchEvent(new Event('focus'))")
        if is_sent:
            one.page.goto(one.url + address(people))
            is_saved(one.page, rows.hoa)
        else:
            expect(one.page.locator(".who summary")).to_contain_text("Văn phòng")
            one.page.wait_for_timeout(600)
            assert len(waiting_in(one.page)) == 1
            assert stored(rows.hoa) == ""
    assert stored(rows.hoa) == REMARK


# --- answers that do not come, or come late


@pytest.mark.parametrize("how", ["lost", "unwell"])
def test_a_save_whose_answer_is_lost_is_done_once(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace, how: str
) -> None:
    one = at_review(desk(), people)
    page = one.page
    bodies: list[str] = []

    def spoils(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        if len(bodies) > 2:
            route.continue_()
            return
        if how != "unwell":
            route.fetch()
        if how == "unwell":
            route.fulfill(status=503, body="")
        else:
            route.abort()

    page.route(f"**/runs/{rows.hoa}", spoils)
    write(page, rows.hoa, REMARK)
    is_saved(page, rows.hoa)
    assert stored(rows.hoa) == REMARK
    numbers = {re.search(r"command_id=([^&]+)", body)[1] for body in bodies}  # type: ignore[index]
    assert len(bodies) == 3
    assert len(numbers) == 1, "the same form, sent again"
    write(page, rows.hoa, REMARK + " và viết tiếp")
    page.wait_for_timeout(1500)
    is_saved(page, rows.hoa)
    assert stored(rows.hoa) == REMARK + " và viết tiếp"


def test_what_was_typed_on_while_it_waited_follows_in_order(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = at_review(machine, people)
    without_line(one, rows.hoa, "Lần đầu")
    without_line(one, rows.hoa, "Lần đầu, lần sau")
    one.page.locator(f"#line-{rows.hoa} label[for$='-propose_class']").click()
    one.page.wait_for_timeout(300)
    machine.kill()
    again = at_review(machine, people)
    is_saved(again.page, rows.hoa)
    expect(mark(again.page, rows.hoa).locator("[name=version]")).to_have_value("2")
    assert stored(rows.hoa) == "Lần đầu, lần sau"
    assert again.page.locator(f"#line-{rows.hoa} [name=decision]:checked").input_value() == "propose_class"


def test_somebody_else_wrote_meanwhile_and_both_texts_are_shown(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    mine, theirs = desk(), desk()
    one = at_review(mine, people)
    without_line(one, rows.hoa, "Chữ của thư ký")
    mine.kill()
    both_at_first(people)
    other = at_review(theirs, people, "b2")
    write(other.page, rows.hoa, "Chữ của chi ủy")
    is_saved(other.page, rows.hoa)
    one = at_review(mine, people)
    line = mark(one.page, rows.hoa)
    expect(line).to_have_attribute("data-state", "stale")
    expect(line).to_contain_text("Chữ của chi ủy")
    expect(line).to_contain_text("Chữ của thư ký")
    assert stored(rows.hoa) == "Chữ của chi ủy"
    mine.kill()
    one = at_review(mine, people)
    line = mark(one.page, rows.hoa)
    expect(line).to_contain_text("Chữ của thư ký")
    assert len(waiting_in(one.page)) == 1, "kept until the person has chosen"
    line.locator("input[type=checkbox]").check()
    is_saved(one.page, rows.hoa)
    assert stored(rows.hoa) == "Chữ của thư ký"
    one.page.wait_for_timeout(300)
    assert waiting_in(one.page) == []


def test_the_server_is_started_again_in_the_middle(
    browser: Browser, app: Flask, people: SimpleNamespace, rows: SimpleNamespace, tmp_path: Path
) -> None:
    calendar = Calendar()
    running = Server(app, calendar)
    machine = Desk(browser, tmp_path / "profile", running.url)
    one = at_review(machine, people)
    running.stop()
    write(one.page, rows.hoa, REMARK)
    expect(mark(one.page, rows.hoa)).to_have_attribute("data-state", "waiting")
    again = Server(app, calendar, port=int(running.url.rsplit(":", 1)[1]))
    is_saved(one.page, rows.hoa)
    assert stored(rows.hoa) == REMARK
    machine.close()
    again.stop()


def test_a_browser_that_cannot_seal_says_so_and_keeps_nothing(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = desk().open()
    one.context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    one.sign_in("b1")
    one.go(address(people))
    one.context.set_offline(True)
    write(one.page, rows.hoa, REMARK)
    expect(mark(one.page, rows.hoa)).to_have_attribute("data-state", "waiting")
    expect(one.page.locator("#line-state")).to_contain_text("đồng chí đừng đóng trang")
    assert waiting_in(one.page) == []
    one.context.set_offline(False)
    is_saved(one.page, rows.hoa)


def test_words_whose_form_is_gone_are_shown_until_they_are_read(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    mine, theirs = desk(), desk()
    one = at_review(mine, people)
    without_line(one, rows.hoa)
    mine.kill()
    both_at_first(people)
    other = at_review(theirs, people, "b2")
    other.page.locator("main details summary", has_text="không họp").click()
    other.page.fill("form[action$='/not-held'] textarea", "Bão lụt, cả phường di dời")
    other.page.click("form[action$='/not-held'] button.danger")
    other.page.wait_for_load_state()
    one = at_review(mine, people)
    note = one.page.locator("main > .notice.warn", has_text="chưa gửi được")
    expect(note).to_contain_text(REMARK)
    assert len(waiting_in(one.page)) == 1
    note.locator("button").click()
    expect(note).to_have_count(0)
    assert waiting_in(one.page) == []
