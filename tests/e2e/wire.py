"""What travels between Chromium and the server: as Chromium counts it, and as a relay sees it."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page


@dataclass
class Asked:
    """One request: the bytes up (first line, head, body) and down (as Chromium counts them)."""

    method: str = ""
    url: str = ""
    body: int = 0
    head: int = 0
    down: int = 0

    @property
    def up(self) -> int:
        """What was sent; nothing for what the browser still had."""
        if not self.head:
            return 0
        return len(f"{self.method} {urlsplit(self.url).path} HTTP/1.1\r\n") + self.head + self.body


@dataclass
class Wire:
    """Everything that a page asks for; `asked` by Chromium's number of the request."""

    asked: dict[str, Asked] = field(default_factory=dict)
    on: bool = True

    @property
    def up(self) -> int:
        return sum(one.up for one in self.asked.values())

    @property
    def down(self) -> int:
        return sum(one.down for one in self.asked.values())

    @property
    def saves(self) -> int:
        return sum(one.method == "POST" for one in self.asked.values())

    def of(self, number: str) -> Asked:
        return self.asked.setdefault(number, Asked())

    def listen(self, context: BrowserContext, page: Page) -> None:
        """Count from now on what this page sends and gets."""
        keys = context.new_cdp_session(page)
        keys.send("Network.enable", {"maxPostDataSize": 65536})

        def sent(event: dict[str, Any]) -> None:
            request = event["request"]
            if not self.on or not request["url"].startswith("http"):
                return
            one = self.of(event["requestId"])
            if event.get("redirectResponse"):
                one.down += int(event["redirectResponse"]["encodedDataLength"])
            one.method, one.url = request["method"], request["url"]
            one.body += len(request.get("postData", "").encode())

        def head(event: dict[str, Any]) -> None:
            """The head as it went out, with the cookie: only of what really travelled."""
            if not self.on:
                return
            lines = sum(len(name) + len(value) + 4 for name, value in event["headers"].items())
            self.of(event["requestId"]).head += lines + 2

        def finished(event: dict[str, Any]) -> None:
            if self.on and event["requestId"] in self.asked:
                self.asked[event["requestId"]].down += int(event["encodedDataLength"])

        keys.on("Network.requestWillBeSent", sent)
        keys.on("Network.requestWillBeSentExtraInfo", head)
        keys.on("Network.loadingFinished", finished)


@contextmanager
def wire_of(context: BrowserContext, page: Page) -> Iterator[Wire]:
    """What travels inside the block."""
    wire = Wire()
    wire.listen(context, page)
    yield wire
    wire.on = False


class Relay:
    """Passes every byte on to the server and counts them; a service worker's own requests count too."""

    def __init__(self, server_port: int) -> None:
        self._to = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.up = 0
        self.down = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def total(self) -> int:
        return self.up + self.down

    def reset(self) -> None:
        """Count from now on."""
        self.up = self.down = 0

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            there = socket.create_connection(("127.0.0.1", self._to))
            threading.Thread(target=self._pass, args=(here, there, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(there, here, False), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if up:
                    self.up += len(data)
                else:
                    self.down += len(data)
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
