"""A browser for measuring: keeps cookies, counts the bytes that travel, times each answer."""

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import brotli


@dataclass(frozen=True)
class Answer:
    """One answer: status, body as read, bytes as travelled (head and body), seconds until it was whole."""

    status: int
    data: bytes
    body_bytes: int
    wire_bytes: int
    seconds: float
    location: str
    #: Milliseconds by the server's own clock: all of the answer, and what of it was waiting to write.
    worked: float = 0.0
    waited: float = 0.0

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


class Visitor:
    """One keep-alive connection to the server with its own cookies."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self.cookies: dict[str, str] = {}

    def _ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, htmx: bool = False
    ) -> Answer:
        body = urlencode(fields).encode() if fields is not None else None
        headers = {"Accept-Encoding": "br", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if htmx:
            headers["HX-Request"] = "true"
        started = time.perf_counter()
        self._connection.request(method, path, body=body, headers=headers)
        response = self._connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - started
        for line in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        head = sum(len(k) + len(v) + 4 for k, v in response.headers.items()) + 17
        data = brotli.decompress(raw) if response.headers.get("Content-Encoding") == "br" else raw
        told = dict(re.findall(r"(\w+);dur=([\d.]+)", response.headers.get("Server-Timing", "")))
        return Answer(
            response.status,
            data,
            len(raw),
            len(raw) + head,
            seconds,
            response.headers.get("Location", ""),
            float(told.get("app", 0)),
            float(told.get("lock", 0)),
        )

    def get(self, path: str, *, htmx: bool = False) -> Answer:
        return self._ask("GET", path, htmx=htmx)

    def post(self, path: str, fields: dict[str, str], *, htmx: bool = False) -> Answer:
        return self._ask("POST", path, fields, htmx=htmx)

    def token(self) -> str:
        found = re.search(r'"token":\s*"([^"]+)"', self.get("/session/token").text)
        assert found, "the server gives a form token"
        return found.group(1)

    def sign_in(self, username: str, password: str) -> None:
        page = self.get("/sign-in").text
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        token = found.group(1) if found else self.token()
        answer = self.post("/sign-in", {"username": username, "password": password, "csrf_token": token})
        assert answer.status == 303, f"signing in: {answer.status}"
