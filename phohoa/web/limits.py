"""How large a request may be: what people type is short, only files may be large."""

from flask import Request

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
