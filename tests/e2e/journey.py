"""What a long journey does again and again: a window per account, another day, a step, a refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from .conftest import Calendar, Visitor

#: Who goes the way.
NAME = "Mây Thị Lúa"
#: How the branch votes; the numbers for and against are the station's.
VOTE: dict[str, object] = {"called": 5, "present": 5, "vote_form": "ballot"}


def written(day: date) -> str:
    """A day as people type it."""
    return day.strftime("%d/%m/%Y")


def fill(page: Page, fields: dict[str, Any], within: str = "main") -> None:
    """Type into the fields of a form by their names, whatever kind each is."""
    for name, value in fields.items():
        field = page.locator(f"{within} [name='{name}']")
        kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        text = written(value) if isinstance(value, date) else str(value)
        if kind == "select":
            field.select_option(text)
        elif kind == "radio":
            page.locator(f"{within} [name='{name}'][value='{text}']").check()
        elif kind == "checkbox":
            field.set_checked(bool(value))
        else:
            field.fill(text)


def typed(page: Page, *names: str) -> list[str]:
    """What stands in fields."""
    return [page.locator(f"main [name='{name}']").input_value() for name in names]


def path_of(page: Page) -> str:
    """Where the page stands, without the server and without what follows the question mark."""
    return urlsplit(page.url).path


def said(page: Page) -> str:
    """The words of the page, and the message above it."""
    return f"{page.locator('#messages').inner_text()}\n{page.locator('main').inner_text()}"


class Ward:
    """The accounts at their desks, all on the same day of the journey."""

    def __init__(self, visitor: Callable[..., Visitor], calendar: Calendar) -> None:
        self._visitor, self._calendar = visitor, calendar
        self._windows: dict[str, Visitor] = {}
        self._present: set[str] = set()
        self.day = date.min

    def on(self, day: date) -> None:
        """Another day; whoever comes to the desk signs in again."""
        self._calendar.set(day)
        self._present.clear()
        self.day = day

    def at(self, who: str, path: str = "") -> Page:
        """The window of an account, at an address."""
        if who not in self._windows:
            self._windows[who] = self._visitor()
            # Refusals are part of the journey; what they say is read on the page.
            self._windows[who].expected += ["422"]
        window = self._windows[who]
        if who not in self._present:
            window.context.clear_cookies()
            window.sign_in(who)
            self._present.add(who)
        return window.go(path) if path else window.page

    def file(self, who: str, href: str) -> tuple[str, bytes]:
        """A file behind a link: its type and its bytes."""
        window = self._windows[who]
        answer = window.context.request.get(window.url + href)
        assert answer.status == 200, f"{href}: {answer.status}"
        return answer.headers["content-type"], answer.body()


def press(page: Page, text: str, within: str = "main") -> None:
    """Press a button by its words and wait for what follows."""
    press_this(page, page.locator(within).get_by_role("button", name=text, exact=True))


def press_this(page: Page, button: Locator) -> None:
    """Press a button and wait for what follows: another page, or the same one with its answer in place."""
    if button.evaluate("b => !(b.form && b.form.hasAttribute('hx-post'))"):
        button.click()
        page.wait_for_load_state()
        return
    page.evaluate("document.documentElement.dataset.here = 'still'")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        button.click()
    if sent.value.header_value("hx-redirect"):
        page.wait_for_function("() => !document.documentElement.dataset.here")
        page.wait_for_load_state()
    else:
        page.wait_for_function("() => !document.querySelector('.htmx-request')")


def follow(page: Page, text: str, within: str = "main") -> None:
    """Click a link and wait for its page."""
    page.locator(within).get_by_role("link", name=text, exact=True).first.click()
    page.wait_for_load_state()


def open_step(page: Page, step: str) -> None:
    """From the person's page to the form of a step."""
    follow(page, "Chuyển bước")
    follow(page, step)


def take_step(page: Page, step: str, fields: dict[str, Any]) -> str:
    """Record a step of the person whose page it is; gives what that page says then."""
    home = path_of(page)
    open_step(page, step)
    fill(page, fields)
    press(page, "Lưu")
    assert path_of(page) == home, said(page)
    return said(page)


def refused_step(page: Page, fields: dict[str, Any], button: str = "Lưu") -> str:
    """Send the form that stands open; it is refused, what was typed stays, and the sentences are given."""
    fill(page, fields)
    press(page, button)
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']")
        text = written(value) if isinstance(value, date) else str(value)
        if field.count() == 1:
            assert field.input_value() == text, f"{name} is lost"
    errors = page.locator("main .error")
    assert errors.count(), said(page)
    return "\n".join(errors.all_inner_texts())
