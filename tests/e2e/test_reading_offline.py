"""What was opened before the meeting is read without a line: sealed, one person's alone, and wiped."""

from collections.abc import Callable
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from .at_home import Desk, kept_in
from .bad_line import address, at_review, desk, is_saved, remark, rows, write
from .conftest import Visitor
from .rows import end_sessions_of

__all__ = ["desk", "rows"]
TEXT = "Đủ điều kiện, CANARY"
_HAS_COPY = """async path => {
  if (!navigator.serviceWorker.controller) return false;
  for (const name of await caches.keys()) {
    if (name.startsWith('line-') && await (await caches.open(name)).match(path)) return true;
  }
  return false;
}"""


def copies_in(page: Page) -> list[str]:
    return [
        entry.split(" ")[1] for entry in kept_in(page) if entry.startswith("line-") and " kept " not in entry
    ]


def has_copy(page: Page, path: str) -> None:
    """Wait until the browser can show this page by itself."""
    for _ in range(150):
        if page.evaluate(_HAS_COPY, path):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no copy of {path}")


def prepared(machine: Desk, people: SimpleNamespace, rows: SimpleNamespace) -> Visitor:
    """A browser in which the review and the board were opened before the meeting."""
    one = at_review(machine, people)
    write(one.page, rows.hoa, TEXT)
    is_saved(one.page, rows.hoa)
    has_copy(one.page, address(people))
    one.go(f"/branches/{people.first}/board")
    has_copy(one.page, f"/branches/{people.first}/board")
    one.go(address(people))
    one.page.wait_for_timeout(500)
    return one


def test_review_and_board_are_read_and_written_on_without_a_line(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = prepared(desk(), people, rows)
    page = one.page
    one.context.set_offline(True)
    page.reload()
    expect(page.locator("#line-copy")).to_contain_text("Bản đã mở lúc")
    assert remark(page, rows.hoa).input_value() == TEXT
    write(page, rows.binh, "Gõ trên bản đã mở")
    expect(page.locator(f"#mark-{rows.binh}")).to_have_attribute("data-state", "waiting")
    page.evaluate(f"location.href = '/branches/{people.first}/board'")
    expect(page.locator("#board")).to_contain_text("Mây Thị Hoa")
    page.evaluate("location.href = '/help'")
    expect(page.locator("#line-state")).to_contain_text("chưa mở trước")
    page.evaluate(f"location.href = '{address(people)}'")
    expect(page.locator("#line-copy")).to_be_visible()
    one.context.set_offline(False)
    is_saved(page, rows.binh)
    page.reload()
    expect(page.locator("#line-copy")).to_have_count(0)
    assert remark(page, rows.binh).input_value() == "Gõ trên bản đã mở"


def test_copies_lie_sealed_and_nobody_reads_them_without_an_open_page(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = prepared(machine, people, rows)
    everything = "".join(kept_in(one.page))
    assert address(people) in copies_in(one.page)
    for words in ("CANARY", "Mây Thị", "Hoa", "<html"):
        assert words not in everything
    machine.close()
    one = machine.open()
    one.context.set_offline(True)
    one.go(address(people))
    assert "Chưa có mạng" in one.page.locator("main").inner_text()
    assert "Mây" not in one.page.content()


def test_signing_out_wipes_what_was_kept(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = prepared(desk(), people, rows)
    one.page.click(".who summary")
    one.page.click(".who form button")
    one.page.wait_for_url("**/sign-in")
    one.page.wait_for_timeout(300)
    assert [entry for entry in kept_in(one.page) if "line-" in entry] == []
    assert one.page.evaluate("indexedDB.databases()") == []


def test_an_ended_session_and_another_person_wipe_the_copies(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    machine = desk()
    one = prepared(machine, people, rows)
    end_sessions_of("b1")
    write(one.page, rows.binh, "Hết giờ")
    expect(one.page.locator("#messages a[target=_blank]")).to_be_visible()
    one.page.wait_for_timeout(300)
    assert copies_in(one.page) == []
    one.context.clear_cookies()
    machine.close()
    again = prepared(machine, people, rows)
    assert copies_in(again.page) != []
    again.context.clear_cookies()
    again.page.evaluate("window.onbeforeunload = null")
    again.sign_in("office")
    again.go(address(people))
    has_copy(again.page, address(people))
    again.page.wait_for_timeout(500)
    assert {entry.split(" ")[0] for entry in kept_in(again.page) if entry.startswith("line-")} == {
        f"line-{people.office}"
    }


def test_a_silent_server_is_waited_for_six_seconds(
    desk: Callable[[], Desk], people: SimpleNamespace, rows: SimpleNamespace
) -> None:
    one = prepared(desk(), people, rows)
    keys = one.context.new_cdp_session(one.page)
    assert keys is not None
    one.context.route("**" + address(people), lambda route: None)
    one.page.evaluate("setTimeout(() => location.reload(), 10)")
    expect(one.page.locator("#line-copy")).to_be_visible(timeout=12_000)
    assert remark(one.page, rows.hoa).input_value() == TEXT
