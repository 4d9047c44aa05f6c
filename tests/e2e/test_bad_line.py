"""Nothing typed is lost: a dropped line, a closed or killed browser, a second person at the same machine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from phohoa.models import ReviewLine

from .at_home import Desk, kept_in, waiting_in
from .conftest import Visitor
from .rows import people_of_first, read, this_month

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
