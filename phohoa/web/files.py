"""The files of static/: compressed once and as well as can be, for they change only with the version."""

import gzip
from collections.abc import Callable
from functools import cache

import brotli
from flask import Flask, Response, request

#: How a browser may take a file, the smaller first.
_BEST: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=11),
    "gzip": lambda data: gzip.compress(data, 9, mtime=0),
}
_TEXT = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")


@cache
def _packed(coding: str, data: bytes) -> bytes:
    return _BEST[coding](data)


def install(app: Flask) -> None:
    """Let the endpoint of static files answer with what is kept compressed."""

    def send(filename: str) -> Response:
        response = app.send_static_file(filename)
        if response.status_code != 200 or response.mimetype not in _TEXT:
            return response
        response.vary.add("Accept-Encoding")
        coding = next((name for name in _BEST if request.accept_encodings[name]), None)
        if coding is not None:
            response.direct_passthrough = False
            response.set_data(_packed(coding, response.get_data()))
            response.set_etag(f"{response.get_etag()[0]}:{coding}")
            response.content_encoding = coding
        return response

    app.view_functions["static"] = send
