"""What a use case raises when it does not do what was asked; the web layer turns each into one answer."""

from collections.abc import Mapping
from typing import Any

Params = Mapping[str, Any]


class DomainError(Exception):
    """Base: `code` names a sentence in texts/messages.py, `params` fill it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params: Params = params


class NotFound(DomainError):
    """The object does not exist, or the actor may not know that it does (404)."""

    def __init__(self, code: str = "not_found", **params: Any) -> None:
        super().__init__(code, **params)


class Forbidden(DomainError):
    """The actor's role never does this (403)."""

    def __init__(self, code: str = "forbidden", **params: Any) -> None:
        super().__init__(code, **params)


class Conflict(DomainError):
    """Somebody else changed it first, or it has left the state that this needs (409)."""


class Invalid(DomainError):
    """A field does not hold what it must: `fields` maps a field's name to a message code (422).

    A field's value may also be a pair (code, params).
    """

    def __init__(self, code: str = "invalid", fields: Mapping[str, Any] | None = None, **params: Any) -> None:
        super().__init__(code, **params)
        self.fields: Mapping[str, Any] = fields or {}


class Refused(DomainError):
    """A rule refuses the step: `findings` say which, each with its citation (422)."""

    def __init__(self, code: str = "refused", findings: tuple[Any, ...] = (), **params: Any) -> None:
        super().__init__(code, **params)
        self.findings = findings
