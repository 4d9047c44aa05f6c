"""A real server and a real Chromium for the journeys; any script error or policy violation fails the test."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from waitress import create_server

from phohoa.services import clock

from .. import factories

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the journeys are skipped on a developer's machine, and fail in CI."""
    if CHROMIUM.exists() or os.environ.get("CI"):
        return
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.skip(reason="no /usr/bin/chromium here"))


class Calendar:
    """The day that the server takes for today; None: the real one."""

    def __init__(self) -> None:
        self.moment: datetime | None = None

    def set(self, day: date, hour: int = 9) -> None:
        """Let it be this day in the ward, at an hour."""
        self.moment = datetime.combine(day, time(hour), clock.ZONE)

    def around(self, application: Callable[..., Any]) -> Callable[..., Any]:
        """The WSGI application, answering each request on that day."""

        def answer(environ: Any, start_response: Any) -> Any:
            if self.moment is None:
                return application(environ, start_response)
            with clock.pretend(self.moment):
                return application(environ, start_response)

        return answer


class Server:
    """The application behind waitress on a free port, with eight threads as in real use."""

    def __init__(self, app: Flask, calendar: Calendar, port: int = 0) -> None:
        self._server = create_server(calendar.around(app), host="127.0.0.1", port=port, threads=8, ident="")
        self.url = f"http://127.0.0.1:{self._server.effective_port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.close()
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()  # a browser holds its connection open, and a stopped server has none
        self._thread.join(5)


@pytest.fixture
def calendar() -> Calendar:
    """calendar.set(date(2026, 3, 5)) lets the server live on another day."""
    return Calendar()


@pytest.fixture
def server(app: Flask, people: SimpleNamespace, calendar: Calendar) -> Iterator[str]:
    """The address of a running server with the small ward of the tests."""
    running = Server(app, calendar)
    yield running.url
    running.stop()


@dataclass
class Visitor:
    """Somebody at a browser."""

    page: Page
    context: BrowserContext
    url: str
    faults: list[str] = field(default_factory=list)
    #: Faults that the test itself provokes (a refused save shows in the console as 422).
    expected: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, username: str, password: str = factories.PASSWORD) -> Page:
        self.go("/sign-in")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("main form button.primary")
        self.page.wait_for_url(lambda address: "/sign-in" not in address)
        return self.page

    def settled(self) -> None:
        """Wait until no request of htmx is under way and its answers are in."""
        self.page.wait_for_function("() => !document.querySelector('.htmx-request')")


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Callable[..., Visitor]]:
    """visitor(width=390, javascript=False) opens a browser window of its own."""
    made: list[Visitor] = []

    def make(*, width: int = 1280, height: int = 900, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, locale="vi-VN"
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        one = Visitor(page, context, server)
        page.on("console", lambda m: one.faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: one.faults.append(str(e)))
        made.append(one)
        return one

    yield make
    # A window that closes while its service worker is on the way; a wrong answer for it reads otherwise.
    cut = "An unknown error occurred when fetching the script."
    for one in made:
        left = [f for f in one.faults if f != cut and not any(word in f for word in one.expected)]
        one.context.close()
        assert not left, f"the browser reported: {left}"


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """accessible(page) fails on any axe finding of WCAG level A or AA."""
    axe = Axe()

    def check(page: Page) -> None:
        options = {
            "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        }
        found = axe.run(page, options=options).response["violations"]
        told = [(v["id"], v["help"], [n["target"] for n in v["nodes"]][:4]) for v in found]
        assert not told, f"{page.url}: {told}"

    return check
