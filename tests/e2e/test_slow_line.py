"""The work on a bad line: 50 kbit/s and half a second each way; and how many bytes a visit costs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, expect

from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch

from .. import factories
from .conftest import Visitor
from .rows import SINCE, people_of_first, stage_of, this_month

Open = Callable[..., Visitor]
YEAR, MONTH, TODAY = this_month()
FIRST_VISIT = 30 * 1024
LATER_PAGE = 8 * 1024
REQUESTS = 4
FRAGMENT = 1536


@dataclass
class Traffic:
    """Requests of a stretch of work and the bytes that came back for them, heads included."""

    urls: list[str] = field(default_factory=list)
    bytes: int = 0


@contextmanager
def counted(keys: CDPSession) -> Iterator[Traffic]:
    """What travels inside the block, as Chromium counts it (encodedDataLength)."""
    traffic = Traffic()
    on = True

    def sent(event: dict[str, Any]) -> None:
        if on and event["request"]["url"].startswith("http"):
            traffic.urls.append(event["request"]["url"])

    def finished(event: dict[str, Any]) -> None:
        if on:
            traffic.bytes += int(event["encodedDataLength"])

    keys.on("Network.requestWillBeSent", sent)
    keys.on("Network.loadingFinished", finished)
    yield traffic
    on = False


def line_of(one: Visitor) -> CDPSession:
    keys = one.context.new_cdp_session(one.page)
    keys.send("Network.enable")
    return keys


@pytest.fixture
def forty(people: SimpleNamespace) -> None:
    """A board of forty cards."""
    with factories.writing():
        branch = db.session.get(Branch, people.first)
        assert branch is not None
        helper = factories.member(branch, "Sông Văn Bến")
        for number in range(40):
            stage = (Stage.SOURCE, Stage.SYMPATHISER, Stage.CLASS_PROPOSED, Stage.CLASS_DONE)[number % 4]
            factories.run(branch, f"Mây Thị {number:02d}", stage, helper=helper, sympathiser_on=SINCE)


def test_a_move_and_a_line_of_the_review_on_a_bad_line(visitor: Open, people: SimpleNamespace) -> None:
    rows = people_of_first(people)
    one = visitor(width=390)
    page = one.sign_in("b1")
    line_of(one).send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 500, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8},
    )
    one.go(f"/branches/{people.first}/board")
    page.click(f"#card-{rows.hoa} [data-move]")
    expect(page.locator("#busy")).to_be_visible()
    page.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
    page.fill("#panel [name=happened_on]", TODAY)
    page.fill("#panel [name=basis_number]", "12-NQ/CB")
    page.click("#panel button.primary")
    expect(page.locator("#in-training")).to_contain_text("Mây Thị Hoa")
    assert stage_of(rows.hoa) is Stage.CLASS_PROPOSED
    one.go(f"/branches/{people.first}/reviews/{YEAR}/{MONTH}")
    page.fill(f"#line-{rows.binh} [name=remark]", "Vẫn gõ được khi mạng chậm")
    page.locator(f"#line-{rows.binh} [name=remark]").blur()
    expect(page.locator(f"#mark-{rows.binh}")).to_contain_text("đang lưu")
    expect(page.locator(f"#mark-{rows.binh}")).to_contain_text("đã lưu")


def test_the_bytes_of_a_first_visit_a_later_page_and_a_move(
    visitor: Open, people: SimpleNamespace, forty: None, app: Flask
) -> None:
    one = visitor()
    page = one.sign_in("b1")
    cookies = one.context.cookies()
    fresh = visitor()
    fresh.context.add_cookies(cookies)
    keys = line_of(fresh)
    page = fresh.page
    with counted(keys) as first:
        fresh.go(f"/branches/{people.first}/board")
        page.wait_for_load_state("networkidle")
    assert page.locator(".card").count() == 40
    assert len(first.urls) <= REQUESTS, first.urls
    assert first.bytes <= FIRST_VISIT, f"{first.bytes} bytes"
    with counted(keys) as later:
        page.reload()
        page.wait_for_load_state("networkidle")
    assert later.bytes <= LATER_PAGE, f"{later.bytes} bytes"
    with counted(keys) as listed:
        page.locator("#in-sympathiser [data-move]").first.click()
        page.wait_for_selector("#panel .moves")
    with counted(keys) as form:
        page.locator("#panel a.btn", has_text="Đề nghị học lớp").click()
        page.wait_for_selector("#panel form")
    page.fill("#panel [name=happened_on]", TODAY)
    page.fill("#panel [name=basis_number]", "12-NQ/CB")
    with counted(keys) as moved:
        page.click("#panel button.primary")
        expect(page.locator("#n-training")).to_have_text("21")
        fresh.settled()
    for name, traffic in (("list of moves", listed), ("form", form), ("move", moved)):
        assert len(traffic.urls) == 1
        # A quarter more than the bound of the fragment itself: the answer's head travels too.
        assert traffic.bytes <= FRAGMENT * 1.25, f"{name}: {traffic.bytes} bytes"
