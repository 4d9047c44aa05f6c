"""Somebody at a browser behind a bad line: types, waits, tries again, signs in again, and keeps a ledger."""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserTrouble

from .. import factories
from .proxy import Proxy

#: How much quicker than in life everything goes that only waits: delays of the line, pauses between tries.
SCALE = 0.05
#: Seconds after which what has not happened will not happen any more.
PATIENCE = 60.0

#: What a browser says of a line that fails, and of a page that is left with something typed.
_NETWORK = (
    "Failed to load resource",
    "net::ERR",
    "Failed to fetch",
    "htmx:error",
    "fetching the script",
    "beforeunload",
)
#: Before the page's own scripts: quicker clocks, and a note of each save that the page calls saved.
_BEFORE = """
(() => {
  const plain = window.setTimeout.bind(window);
  window.setTimeout = (act, ms, ...rest) => plain(act, (ms || 0) * %s, ...rest);
  const sent = new Map();
  document.addEventListener('htmx:before:request', e => {
    const ctx = e.detail.ctx;
    if (!e.defaultPrevented && ctx.sourceElement.matches('[data-autosave]')) {
      sent.set(ctx.sourceElement, String(ctx.request.body));
    }
  });
  const look = () => document.querySelectorAll('.saved-mark[data-state=saved]').forEach(mark => {
    const form = mark.closest('form');
    const version = mark.querySelector('[name=version]');
    if (!form || !version || !sent.has(form)) return;
    const body = sent.get(form);
    sent.delete(form);
    window.acknowledged(new URL(form.action).pathname, version.value, body);
  });
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-state']
  });
})();
"""

#: Types into the form of a line, and gives what then stands in it; each field tells as a browser does.
_TYPE = """
([path, fields, leaving]) => {
  const form = Array.from(document.querySelectorAll('[data-autosave]')).find(f => f.action.endsWith(path));
  for (const [name, value] of Object.entries(fields)) {
    const field = form.querySelector(`[name=${name}]`);
    const control = field.type === 'radio' ? form.querySelector(`[name=${name}][value=${value}]`) : field;
    control.focus();
    if (field.type === 'radio') control.checked = true;
    else control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
  if (leaving) document.activeElement.blur();
  const typed = new URLSearchParams(new FormData(form));
  ['csrf_token', 'command_id', 'version', 'as_user', 'shown'].forEach(name => typed.delete(name));
  return String(typed);
}
"""

#: What each line of the page says of itself, and what stands in it.
_LINES = """
() => Array.from(document.querySelectorAll('[data-autosave]')).map(form => {
  const mark = form.querySelector('.saved-mark');
  const typed = new URLSearchParams(new FormData(form));
  ['csrf_token', 'command_id', 'version', 'as_user', 'shown'].forEach(name => typed.delete(name));
  return [new URL(form.action).pathname, mark.dataset.state || '', mark.innerText, String(typed)];
})
"""
_READY = """
() => document.readyState === 'complete' && !!window.htmx && document.documentElement.classList.contains('js')
  && !('copied' in document.documentElement.dataset)
  && !!document.querySelector('footer') && (!document.querySelector('meta[name=line]')
  || !!document.querySelector('#line-state'))
"""

#: Fields of a form that nobody types.
HIDDEN = frozenset({"csrf_token", "command_id", "version", "as_user", "shown"})


@dataclass(frozen=True)
class Saved:
    """What a page called saved: whose line, which version, what had been sent."""

    path: str
    version: int
    fields: dict[str, str]

    @property
    def typed(self) -> dict[str, str]:
        """The fields that a person sees."""
        return {name: value for name, value in self.fields.items() if name not in HIDDEN}


@dataclass(frozen=True)
class LineNow:
    """A line as it stands on the page."""

    path: str
    state: str
    text: str
    typed: dict[str, str]


def fields_of(body: str) -> dict[str, str]:
    """Fields of a form's body that say something."""
    return {name: values[0] for name, values in parse_qs(body).items()}


class GaveUp(AssertionError):
    """Something did not come right, however patient one was."""


@dataclass
class Person:
    """One of the two."""

    name: str
    username: str
    browser: Browser
    proxy: Proxy
    cookie: str
    address: str
    random: random.Random
    #: Whether the browser has the worker that lets pages be read without a line; some have none.
    reads_offline: bool = True
    ledger: list[Saved] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    #: Lines as pages showed them when they were opened.
    shown: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    #: The last that was typed into each line, by its address.
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Texts that this person saw beside their own, and what was done about it.
    conflicts: int = 0
    started: float = field(default_factory=time.monotonic)
    _context: BrowserContext | None = None
    _page: Page | None = None

    # ---- The browser

    @property
    def page(self) -> Page:
        assert self._page is not None
        return self._page

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.proxy.port}"

    def start(self) -> None:
        """A browser window, already signed in."""
        self._context = self.browser.new_context(
            viewport={"width": 1000, "height": 900},
            locale="vi-VN",
            service_workers="allow" if self.reads_offline else "block",
        )
        self._context.add_cookies(
            [{"name": "phohoa", "value": self.cookie, "domain": "127.0.0.1", "path": "/", "httpOnly": True}]
        )
        self._context.expose_function("acknowledged", self._acknowledged)
        self._context.add_init_script(_BEFORE % SCALE)
        self.new_page()

    def new_page(self) -> None:
        assert self._context is not None
        self._page = self._context.new_page()
        self._page.set_default_timeout(PATIENCE * 1000)
        self._page.on("console", self._heard)
        self._page.on("pageerror", lambda error: self.faults.append(f"{self.name}: {error}"))
        self._page.on("dialog", lambda dialog: dialog.accept())

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None

    def _heard(self, message: Any) -> None:
        """Errors of the network are what is being played; anything else is the product's."""
        if message.type == "error" and not any(word in message.text for word in _NETWORK):
            self.faults.append(f"{self.name}: {message.text}")

    def _acknowledged(self, path: str, version: str, body: str) -> None:
        self.ledger.append(Saved(path, int(version), fields_of(body)))

    def tell(self, what: str) -> None:
        self.story.append(f"{time.monotonic() - self.started:7.3f}s {self.name}: {what}")

    # ---- Patience

    def until(self, what: str, happened: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until it happened, as patiently as somebody before a page. Raises GaveUp."""
        end = time.monotonic() + patience
        while not happened():
            if time.monotonic() > end:
                raise GaveUp(f"{self.name} waited in vain: {what}; {self.lines() if self._page else ''}")
            self.page.wait_for_timeout(40)

    def open(self, path: str = "") -> None:
        """The page, whole, however often one must ask for it; signs in where that is asked."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.page.goto(self.url + (path or self.address), wait_until="load", timeout=5000)
                if "/sign-in" in self.page.url:
                    self._sign_in(self.page)
                    continue
                if self.page.evaluate(_READY):
                    self.shown += [(one.path, one.typed) for one in self.lines()]
                    return
            except BrowserTrouble:
                self.page.wait_for_timeout(20)
        raise GaveUp(f"{self.name} cannot open {path or self.address}")

    def is_whole(self, path: str) -> bool:
        """Whether the page stands there whole."""
        return self.page.url == self.url + path and bool(self.page.evaluate(_READY))

    def _sign_in(self, page: Page) -> None:
        page.fill("input[name=username]", self.username, timeout=2000)
        page.fill("input[name=password]", factories.PASSWORD, timeout=2000)
        page.click("main form button.primary", timeout=4000)
        page.wait_for_url(lambda address: "/sign-in" not in address, timeout=8000)

    def sign_in_again(self) -> None:
        """In a page of its own, as the message offers; then back to what was being typed."""
        assert self._context is not None
        self.tell("signs in again beside the page")
        end = time.monotonic() + PATIENCE
        tab = self._context.new_page()
        while time.monotonic() < end:
            try:
                tab.goto(self.url + "/sign-in", timeout=8000)
                if "/sign-in" not in tab.url:
                    break
                self._sign_in(tab)
                break
            except BrowserTrouble:
                tab.wait_for_timeout(20)
        else:
            raise GaveUp(f"{self.name} cannot sign in")
        tab.close()
        self.page.bring_to_front()
        self.back_at_the_page()

    def back_at_the_page(self) -> None:
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")

    # ---- The review

    def lines(self) -> list[LineNow]:
        """The lines of the page as they stand."""
        found = self.page.evaluate(_LINES)
        return [LineNow(path, state, text, fields_of(body)) for path, state, text, body in found]

    def line(self, path: str) -> LineNow:
        return next(one for one in self.lines() if one.path == path)

    def path_of(self, run_id: int) -> str:
        return f"{self.address}/runs/{run_id}"

    def decide(self, run_id: int, fields: dict[str, str]) -> None:
        """Fill in a line as a hand does, field by field, and mostly leave it at once."""
        self.tell(f"line {run_id}: {json.dumps(fields, ensure_ascii=False)}")
        self._type(self.path_of(run_id), fields, leaving=self.random.random() < 0.7)

    def fill_head(self, fields: dict[str, str]) -> None:
        self.tell("fills in the meeting")
        self._type(self.address + "/head", fields, leaving=True)

    def _type(self, path: str, fields: dict[str, str], leaving: bool) -> None:
        self.typed[path] = fields_of(self.page.evaluate(_TYPE, [path, fields, leaving]))

    def was_told(self, path: str) -> bool:
        """Whether the page called saved what was last typed there."""
        return any(one.path == path and one.typed == self.typed[path] for one in self.ledger)

    def crash(self) -> None:
        """The tab is gone by accident; opened anew, what was typed and not saved must be there again."""
        self.page.wait_for_timeout((0, 40, 200)[len(self.story) % 3])
        self.tell("loses the tab and opens the page again")
        self.page.close(run_before_unload=False)
        self.new_page()
        self.open()
        missing = [path for path in self.typed if not self.was_told(path)]
        self.until(
            f"what was typed into {missing} is there again",
            lambda: all(self.line(path).typed == self.typed[path] for path in missing),
            PATIENCE / 2,
        )

    def settle(self) -> None:
        """Until each line that was typed into is saved, or says what is the matter."""

        def settled(one: LineNow) -> bool:
            if one.path not in self.typed:
                return True
            if one.state in ("saved", "stale", "fix"):
                return True
            # The tab may have gone before it could say so: a page opened since then shows it and has no mark.
            opened = (one.path, self.typed[one.path]) in self.shown
            return not one.state and (self.was_told(one.path) or opened)

        def done() -> bool:
            if "/sign-in" in self.page.url:
                self.open()
            if self.page.locator("#messages a[target=_blank]").count():
                self.sign_in_again()
            if self.random.random() < 0.05:
                self.back_at_the_page()
            return all(settled(one) for one in self.lines())

        self.until("all lines are saved or say what is the matter", done)

    def resolve(self, insisting: bool = False) -> None:
        """Of each line that somebody else wrote too: both texts stand there; one's own goes, or theirs."""
        for one in self.lines():
            if one.state != "stale":
                continue
            self.conflicts += 1
            mine = self.typed.get(one.path, {})
            for text in (mine.get("remark"), mine.get("chair")):
                if text:
                    assert text in one.text or text in str(one.typed), f"{self.name}: {one}"
            if one.path == self.address + "/head" or insisting or self.random.random() < 0.6:
                self.tell(f"keeps the own text of {one.path}")
                box = self.page.locator(f"form[action='{one.path}'] .saved-mark input[type=checkbox]")
                box.evaluate("box => box.click()")  # with the save it goes away: nothing waits for it
                self.until(
                    f"{one.path} is sent over the other text",
                    lambda was=one: self.line(was.path).text != was.text,
                )
                self.until(
                    f"{one.path} is saved over the other text",
                    lambda was=one: self.line(was.path).state in ("saved", "stale", "fix"),
                )
            else:
                self.tell(f"takes the other text of {one.path}")
                self.typed.pop(one.path, None)
