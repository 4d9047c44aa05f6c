"""Serving one installation: our own words where the server answers by itself, and a clean end."""

import gc
import signal
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from .config import Settings
from .texts.messages import explain

#: Well above the application's own limit: what people send by mistake is still answered by a page of ours.
LARGEST_BODY = 48 * 1024 * 1024
#: Larger ones are read to their end and thrown away, or the browser would never come to read the sentence.
LARGEST_THROWN_AWAY = 1024 * 1024 * 1024


_HEADERS = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class PlainWords(ErrorTask):  # type: ignore[misc]
    """What the server refuses before the application is asked, in a sentence and with our headers."""

    def execute(self) -> None:
        error = self.request.error
        code = f"http_{error.code}" if error.code in (413, 500) else "http_400"
        body = (explain(code)[1] + "\n").encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(_HEADERS.items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """A request that waits with its refusal until a body that is too large has gone by."""

    _to_come = 0

    def received(self, data: bytes) -> int:
        """How many bytes of `data` were of this request."""
        if self._to_come:
            taken = min(len(data), self._to_come)
            self._to_come -= taken
            self.completed = self._to_come == 0
            return taken
        taken = int(super().received(data))
        too_large = isinstance(self.error, RequestEntityTooLarge) and not self.chunked
        if too_large and self.content_length <= LARGEST_THROWN_AWAY:
            self._to_come, self.completed = self.content_length, False
        return taken


class Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = PlainWords
    parser_class = Parser


def server_for(app: Flask, settings: Settings, threads: int) -> Any:
    """The server, listening but not yet answering; one process, so that one lock puts writers in a row."""
    # What stands at the start is never garbage. Left out of the search for it, that search is short, so that
    # no answer waits for it, and frequent, so that a large page leaves less behind.
    gc.collect()
    gc.freeze()
    proxy: dict[str, object] = {}
    if settings.https:
        proxy = {
            "url_scheme": "https",
            "trusted_proxy": "127.0.0.1",
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    listening: dict[int, Any] = {}
    server = create_server(
        app,
        map=listening,
        host=settings.host,
        port=settings.port,
        threads=threads,
        ident="",
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=True,
        **proxy,
    )
    for socket in listening.values():
        socket.channel_class = Channel
    return server


def end_cleanly_when_told() -> None:
    """Let the service manager's signal end the work as Ctrl+C does: what is being saved is saved first."""

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
