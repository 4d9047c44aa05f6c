"""What journeys on a bad line share: a desk whose browser keeps things, a review, a dropped line."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from phohoa.extensions import db
from phohoa.models import ReviewLine, UserBranch

from .. import factories
from .at_home import Desk, waiting_in
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


def both_at_first(people: SimpleNamespace) -> None:
    """The account of the second branch works in the first as well."""
    with factories.writing():
        db.session.add(UserBranch(user_id=people.b2, branch_id=people.first))


def is_kept(page: Page, before: Sequence[str] = ()) -> None:
    """Wait until the browser keeps what was typed last; `before` is what it kept until then."""
    for _ in range(150):
        if waiting_in(page) and waiting_in(page) != list(before):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the browser keeps nothing")
    page.wait_for_timeout(500)


def without_line(one: Visitor, key: int, text: str = REMARK) -> None:
    """Type a remark while there is no line; wait until the browser has it."""
    one.context.set_offline(True)
    write(one.page, key, text)
    expect(mark(one.page, key)).to_have_attribute("data-state", "waiting")
    is_kept(one.page)


#: From then on what a page does before it can store something takes longer than the page lives.
SLOW = """
const plain = SubtleCrypto.prototype.encrypt;
SubtleCrypto.prototype.encrypt = async function (...given) {
  if (window.slow) await new Promise(done => setTimeout(done, 60000));
  return plain.apply(this, given);
};
"""


def left_in_the_moment_of_typing(one: Visitor, page: Page, field: Locator, text: str) -> None:
    """Type with the line down, and close the tab before anything could be sealed."""
    one.context.set_offline(True)
    page.evaluate("window.slow = true")
    field.fill(text)
    page.close()
    one.context.set_offline(False)
