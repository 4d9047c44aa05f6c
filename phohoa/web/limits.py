"""How large a request may be: what people type is short, only files may be large."""

from typing import Any

from flask import Flask, Request
from werkzeug.routing import IntegerConverter, Map

#: The largest number that an id can have on both engines.
LARGEST_ID = 2**31 - 1

#: Bytes of a plain form; far more than the longest page of typed text.
PLAIN_FORM = 1024 * 1024


class LimitedRequest(Request):
    """A request whose plain form is cut off early; a form with files keeps the configured limit."""

    @property
    def max_content_length(self) -> int | None:
        whole = super().max_content_length
        if self.mimetype == "multipart/form-data":
            return whole
        return PLAIN_FORM if whole is None else min(whole, PLAIN_FORM)

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value


class Id(IntegerConverter):
    """A number of an address; one that no row can have leads nowhere, instead of into the database."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": LARGEST_ID, **options})


def row_id(number: int | None) -> int:
    """The id that a form names; 0 for none, and for one that no row can have."""
    return number if number is not None and 0 < number <= LARGEST_ID else 0


def install(app: Flask) -> None:
    """Put the limits on the application, before its routes are made."""
    app.request_class = LimitedRequest
    app.url_map.converters["int"] = Id
