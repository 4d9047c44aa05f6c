"""One answer for everything that goes wrong: what, why, and what to do, in plain words."""

import logging

from flask import Flask, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from ..domain.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Refused
from ..extensions import DatabaseTrouble, LostRace
from ..services.command import end_reading
from ..texts.messages import explain
from .htmx import into_messages, is_htmx, page

log = logging.getLogger("phohoa.web")
STATUS = {NotFound: 404, Forbidden: 403, Conflict: 409, Invalid: 422, Refused: 422}


def message(code: str, status: int, **params: object) -> ResponseReturnValue:
    """A sentence as the answer: into the message line for htmx, a page of its own otherwise."""
    title, text = explain(code, **params)
    lines = tuple(params.get("lines", ()) or ())  # type: ignore[call-overload]
    if is_htmx():
        login = g.get("login_needed", False)
        body = page("components/_message.html", status, kind="error", text=text, lines=lines, login=login)
        return into_messages(body)
    return page("errors/error.html", status, heading=title, text=text, lines=lines)


def _domain(error: DomainError) -> ResponseReturnValue:
    status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 422)
    params = dict(error.params)
    if isinstance(error, Refused):
        from ..texts.findings import sentence

        params["lines"] = tuple(sentence(f) for f in error.findings)
    if isinstance(error, Invalid):
        params["lines"] = tuple(
            explain(*([c[0]] if isinstance(c, tuple) else [c]), **(c[1] if isinstance(c, tuple) else {}))[1]
            for c in error.fields.values()
        )
    return message(error.code, status, **params)


def _stale(_error: LostRace) -> ResponseReturnValue:
    return message("stale", 409)


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    from .auth.held import offer_again
    from .gate import PUBLIC, gate_of, session_ended

    asked = gate_of(current_app, request.endpoint) if request.endpoint else None
    if not current_user.is_authenticated and asked != PUBLIC:
        return session_ended()
    again = None if is_htmx() else offer_again()
    return again or message("form_expired", 400)


def _database(error: DatabaseTrouble) -> ResponseReturnValue:
    text = str(error.orig).lower()
    if "full" in text or "no space left" in text:
        log.error("disk full")
        return _at_all_costs("disk_full", 507)
    log.error("database not ready: %s", type(error.orig).__name__)
    return _at_all_costs("busy", 503)


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, SecurityError):
        # The address the browser asked for is not ours, so no page with links can be made of it.
        return _bare("http_400", 400)
    status = error.code or 500
    answer = make_response(
        message(f"http_{status}" if status in (400, 403, 404, 405, 413, 429) else "http_500", status)
    )
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected %s at %s", type(error).__name__, request.endpoint, exc_info=error)
    return _at_all_costs("http_500", 500)


def _at_all_costs(code: str, status: int) -> ResponseReturnValue:
    """The sentence on a page, or without one when what every page needs is broken itself."""
    try:
        end_reading()  # a broken transaction answers no question any more
        return message(code, status)
    except Exception as second:
        log.error("no page for the error: %s", type(second).__name__, exc_info=second)
        return _bare(code, status)


def _bare(code: str, status: int) -> ResponseReturnValue:
    """A sentence without a page around it."""
    answer = make_response(explain(code)[1], status, {"Content-Type": "text/plain; charset=utf-8"})
    return into_messages(answer) if is_htmx() else answer


def install(app: Flask) -> None:
    """Put the handlers on the application."""
    app.register_error_handler(DomainError, _domain)
    app.register_error_handler(LostRace, _stale)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(DatabaseTrouble, _database)
    app.register_error_handler(HTTPException, _http)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
