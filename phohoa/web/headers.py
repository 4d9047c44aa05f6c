"""Response headers of safety and caching, and what every template may use."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, get_flashed_messages, request, url_for
from flask.sessions import SessionMixin
from flask_wtf.csrf import generate_csrf

from ..domain.access import Actor
from ..services import drafts, installation_info
from ..texts.labels import label
from .cookies import WholeCookies
from .gate import actor
from .htmx import is_htmx
from .navigation import URLS, entries, search_url

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The last three: a browser that is not asked need not say with every request what it is, either.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), "
    "ch-ua=(), ch-ua-mobile=(), ch-ua-platform=()",
}
#: A style sheet, a script, a fragment for htmx is no document: what it needs is shorter, and travels at every
#: first visit or every save. No navigation can send htmx's header, so no page goes out without the rest.
_PARTS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


#: What says the same to everybody, signed in or not.
_FILE_ENDPOINTS = ("static", "drafts.worker")


class _Sessions(WholeCookies):
    """Sessions as usual, but an answer says no more than it must of what it varies with.

    Flask-Login looks into the session after every request; with `Vary: Cookie` on a file that is for
    everybody a browser would ask for style sheet and scripts again after each sign-in. What nobody may keep
    varies with nothing: the line would only cost its bytes at each save.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Leave the answer with a file alone. The last that is done to an answer."""
        if request.endpoint not in _FILE_ENDPOINTS:
            super().save_session(app, session, response)
        if response.headers.get("Cache-Control") == "no-store":
            response.headers.pop("Vary", None)


def _after(response: Response) -> Response:
    is_file = request.endpoint in _FILE_ENDPOINTS and response.status_code < 400
    if 300 < response.status_code < 400:
        response.set_data(b"")  # every browser goes on by the head alone
    for name, value in (_PARTS if is_file or is_htmx() else _ALWAYS).items():
        response.headers.setdefault(name, value)
    if request.endpoint in _FILE_ENDPOINTS:
        if request.args.get("v"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


class SignedInHead:
    """The signed-in person as the head bar names them."""

    def __init__(self, who: Actor) -> None:
        self.user_id = who.user_id
        self.full_name = who.full_name
        self.role = who.role
        self.role_label = label(who.role)


@cache
def _digest(folder: str, name: str) -> str:
    return hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


def install(app: Flask) -> None:
    """Put headers on every answer and the common values into every template."""
    folder = app.static_folder or ""
    app.session_interface = _Sessions()

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=_digest(folder, name))

    def common() -> dict[str, object]:
        signed_in = actor()
        who = signed_in if signed_in.user_id is not None else None
        return {
            "actor": SignedInHead(who) if who else None,
            "urls": {name: url_for(endpoint) for name, endpoint in URLS.items()},
            "search_url": search_url(who),
            "ward": installation_info.ward_head(),
            "nav": entries(who, request.path, request.blueprint or "") if who else (),
            "asset": asset,
            "csrf_token": generate_csrf,
            "browser_key": lambda: drafts.browser_key(signed_in),
            "flashes": get_flashed_messages(with_categories=True),
        }

    app.context_processor(common)
    app.after_request(_after)
