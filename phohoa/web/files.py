"""The files of static/: compressed once and as well as can be, for they change only with the version."""

import gzip
import re
from collections.abc import Callable
from functools import cache

import brotli
from flask import Flask, Response, current_app, request

#: How a browser may take a file, the smaller first.
_BEST: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=11),
    "gzip": lambda data: gzip.compress(data, 9, mtime=0),
}
_TEXT = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
#: What a file whose address carries its version never needs: it is not asked about again, only fetched anew.
_OF_NO_USE = ("Accept-Ranges", "Content-Disposition", "ETag", "Last-Modified")
#: Comments that have their lines to themselves, indentation, empty lines: for who reads the source alone.
_ASIDE = re.compile(
    rb"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n|^[ \t]*//[^\n]*\n|^[ \t]+|^\n", re.MULTILINE | re.DOTALL
)


@cache
def lean(data: bytes) -> bytes:
    """A script or style sheet of ours without what only a reader of the source needs.

    Whole lines and indentation go and nothing else, so no text may run over several lines.
    """
    return _ASIDE.sub(b"", data)


@cache
def _packed(coding: str, data: bytes) -> bytes:
    return _BEST[coding](data)


def send(filename: str) -> Response:
    """A file of static/ as small as the browser takes it. Raises NotFound."""
    response = current_app.send_static_file(filename)
    if response.status_code != 200 or response.mimetype not in _TEXT:
        return response
    response.direct_passthrough = False
    if not filename.endswith((".min.js", ".svg")):
        response.set_data(lean(response.get_data()))
    response.vary.add("Accept-Encoding")
    coding = next((name for name in _BEST if request.accept_encodings[name]), None)
    if coding is not None:
        response.set_data(_packed(coding, response.get_data()))
        response.set_etag(f"{response.get_etag()[0]}:{coding}")
        response.content_encoding = coding
    if "v" in request.args:
        for name in _OF_NO_USE:
            response.headers.pop(name, None)
    return response


def install(app: Flask) -> None:
    """Let the endpoint of static files answer with what is kept compressed."""
    app.view_functions["static"] = send
