"""One client for all web tests: signs in, carries tokens, and checks what every page must be."""

import re
from html.parser import HTMLParser
from typing import Any

import brotli
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from phohoa.extensions import db

PAGE_BYTES = 8 * 1024
FRAGMENT_BYTES = 1536


class Document(HTMLParser):
    """What the checks need of a page's HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.labels_for: set[str] = set()
        self.headings: list[str] = []
        self.title = ""
        self.text = ""
        self._open: list[str] = []
        self._in_label = 0
        self.unlabelled: list[dict[str, str]] = []
        self.feed(html)
        self.unlabelled = [
            a
            for t, a in self.tags
            if t in ("input", "select", "textarea")
            and a.get("type") not in ("hidden", "submit", "button")
            and a.get("id", "?") not in self.labels_for
            and "aria-label" not in a
            and "aria-labelledby" not in a
            and "in-label" not in a
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if tag == "label":
            self._in_label += 1
            if "for" in values:
                self.labels_for.add(values["for"])
        if self._in_label and tag in ("input", "select", "textarea"):
            values["in-label"] = "1"
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "h1":
            self.headings.append("")
        self.tags.append((tag, values))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label -= 1
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "h1" in self._open and self.headings:
            self.headings[-1] += data
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [a for t, a in self.tags if t == tag]


def compressed(data: bytes) -> int:
    """Bytes as a browser gets them (brotli at the server's level)."""
    return len(brotli.compress(data, quality=6))


def check_page(response: TestResponse, *, budget: int = PAGE_BYTES) -> Document:
    """Everything that must hold for every whole page; returns the parsed page for more questions."""
    html = response.get_data(as_text=True)
    page = Document(html)
    assert html.startswith("<!doctype html>"), "a page URL gives a whole document"
    assert len(page.headings) == 1, f"exactly one h1, not {page.headings}"
    heading = " ".join(page.headings[0].split())
    assert " ".join(page.title.split()).startswith(heading), f"title {page.title!r} starts with {heading!r}"
    doubled = {i for i in page.ids if page.ids.count(i) > 1}
    assert not doubled, f"ids are unique, not {doubled}"
    assert not page.unlabelled, f"every field has its label: {page.unlabelled}"
    for form in page.all("form"):
        assert form.get("action"), "every form says where it goes"
        assert form.get("method") in ("post", "get"), "every form says how"
    assert "no-store" in response.headers["Cache-Control"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    size = compressed(response.get_data())
    assert size <= budget, f"{size} bytes compressed, more than {budget}"
    return page


class _Requests(FlaskClient):
    """Gives every request a context of its own, as a server does, though the test stands in one already."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # The test's own reading must not hold a lock, nor show it afterwards what was there before.
        db.session.rollback()
        kwargs.setdefault("buffered", True)
        with self.application.app_context():
            return super().open(*args, **kwargs)


class Client:
    """A browser without scripts: keeps cookies, sends tokens, follows nothing by itself."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.raw = _Requests(app, app.response_class, use_cookies=True)
        self.user_id: int | None = None

    def sign_in(self, username: str, password: str) -> TestResponse:
        response = self.post("/sign-in", {"username": username, "password": password})
        self.user_id = self.raw.get("/session/token").get_json()["user"]
        return response

    def token(self) -> str:
        return str(self.raw.get("/session/token").get_json()["token"])

    def get(self, url: str, *, htmx: bool = False, **kwargs: Any) -> TestResponse:
        headers = {"HX-Request": "true"} if htmx else {}
        return self.raw.get(url, headers={**headers, **kwargs.pop("headers", {})}, **kwargs)

    def page(self, url: str, *, status: int = 200, budget: int = PAGE_BYTES, queries: int = 12) -> Document:
        """GET a page and check it, with its budgets of bytes and queries."""
        with count_queries() as counted:
            response = self.get(url)
        assert response.status_code == status, f"{url}: {response.status_code}"
        assert len(counted) <= queries, f"{url}: {len(counted)} queries\n" + "\n".join(counted)
        return check_page(response, budget=budget)

    def post(
        self,
        url: str,
        data: dict[str, Any] | None = None,
        *,
        htmx: bool = False,
        token: bool = True,
        **kwargs: Any,
    ) -> TestResponse:
        fields: dict[str, Any] = dict(data or {})
        if token:
            fields.setdefault("csrf_token", self.token())
        headers = {"Origin": "http://localhost", **({"HX-Request": "true"} if htmx else {})}
        return self.raw.post(url, data=fields, headers={**headers, **kwargs.pop("headers", {})}, **kwargs)

    def form(self, url: str, action: str | None = None) -> dict[str, Any]:
        """The fields of a form of a page as they stand (hidden ones included), ready to change and post."""
        html = self.get(url).get_data(as_text=True)
        forms = re.findall(r"<form\b.*?</form>", html, re.S)
        for text in forms:
            tags = Document(text)
            if action is None or tags.all("form")[0].get("action") == action:
                if action is None and ("sign-out" in text or 'role="search"' in text):
                    continue
                return _values(text)
        raise AssertionError(f"no form {action or ''} on {url}")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _values(html: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for tag, a in Document(html).tags:
        name = a.get("name")
        if not name:
            continue
        if tag == "input" and (a.get("type") not in ("radio", "checkbox") or "checked" in a):
            value = a.get("value", "")
            several = a.get("type") == "checkbox" and name in values
            values[name] = [*_listed(values[name]), value] if several else value
        if tag == "textarea":
            body = re.search(rf'<textarea[^>]*name="{re.escape(name)}"[^>]*>(.*?)</textarea>', html, re.S)
            values[name] = (body.group(1) if body else "").lstrip("\r\n")
        if tag == "select":
            body = re.search(rf'<select[^>]*name="{re.escape(name)}"[^>]*>(.*?)</select>', html, re.S)
            chosen = Document(body.group(1) if body else "").all("option")
            picked = [o for o in chosen if "selected" in o] or chosen[:1]
            if picked:
                values[name] = picked[0].get("value", "")
    return values


class count_queries:  # noqa: N801  (reads as a verb)
    """Collects the statements that run inside the block, transaction words left out."""

    def __enter__(self) -> list[str]:
        self.statements: list[str] = []
        event.listen(db.engine, "before_cursor_execute", self._note)
        return self.statements

    def _note(self, _c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "ROLLBACK")):
            self.statements.append(statement)

    def __exit__(self, *_exc: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._note)
