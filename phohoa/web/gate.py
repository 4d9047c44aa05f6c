"""Default deny: a view says what it needs, or nobody gets in."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..domain.access import Action, Actor, scope_of
from ..domain.errors import Conflict, Forbidden
from ..services.command import Caller
from .htmx import is_htmx

F = TypeVar("F", bound=Callable[..., Any])
PUBLIC = "public"
#: Views that somebody who must first change the password may open.
_BEFORE_PASSWORD_CHANGE = {"auth.password", "auth.save_password", "auth.sign_out", "auth.token", "static"}


def requires(action: Action) -> Callable[[F], F]:
    """Declare the action that a view is for. The service behind it checks the object as well."""

    def mark(view: F) -> F:
        view.gate = action  # type: ignore[attr-defined]
        return view

    return mark


def public(view: F) -> F:
    """Declare a view open to everyone, signed in or not."""
    view.gate = PUBLIC  # type: ignore[attr-defined]
    return view


def gate_of(app: Flask, endpoint: str) -> Any:
    """What the endpoint declares: an Action, PUBLIC, or None."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "gate", None)


def actor() -> Actor:
    """Who asks."""
    return current_user.actor if current_user.is_authenticated else Actor.anonymous()


def caller() -> Caller:
    """Who asks, with the one-time number of the form that was sent."""
    return Caller(
        actor(), re.sub(r"[^\w-]", "", request.form.get("command_id", ""), flags=re.ASCII)[:64] or None
    )


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    need = gate_of(current_app, request.endpoint)
    if need is None:
        abort(403)
    if need == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return session_ended()
    who = actor()
    g.user_id = who.user_id
    sent_by = request.form.get("as_user") if request.method == "POST" else None
    if sent_by and sent_by != str(who.user_id):
        raise Conflict("other_user")
    if who.must_change_password and request.endpoint not in _BEFORE_PASSWORD_CHANGE:
        return redirect(url_for("auth.password"), 303)
    if scope_of(who, need) is None:
        raise Forbidden
    return None


def session_ended() -> ResponseReturnValue:
    """The answer to somebody who is not signed in (any more): nothing typed is lost."""
    from .auth.held import hold

    if is_htmx():
        from .errors import message

        g.login_needed = True
        return message("session_ended", 401)
    if request.method == "POST":
        return hold()
    return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")), 302)


def install(app: Flask) -> None:
    """Ask the gate before every request."""
    app.before_request(_check)
