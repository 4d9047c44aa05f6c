"""A form that reached us too late: kept through the sign-in, then offered again."""

from urllib.parse import urlsplit

from flask import current_app, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ..htmx import page

#: Never kept: secrets, and what the new page makes anew.
_NOT_HELD = {"csrf_token", "current", "new", "again"}
_SECRET = ("pass", "secret", "pin")
_MAX_AGE = 12 * 3600


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="held-form")


def is_local(path: str) -> bool:
    """Whether the path leads to a page of ours and nowhere else, however a browser reads it."""
    if not path.startswith("/") or path[1:2] in ("/", "\\") or any(c <= " " or c == "\\" for c in path):
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


def _from_our_page() -> bool:
    """Whether a page of ours sent the form: what another site sends is never offered for a second press."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    return sender is not None and urlsplit(sender).netloc == request.host


def _typed() -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NOT_HELD and not any(word in name.lower() for word in _SECRET)
    ]


def hold() -> ResponseReturnValue:
    """Show the sign-in page with what was typed inside it, signed by us."""
    from .forms import SignInForm

    if not _from_our_page():
        return page("auth/sign_in.html", 401, form=SignInForm(formdata=None), has_held=False)
    kept = _signer().dumps({"action": request.path, "fields": _typed()})
    form = SignInForm(formdata=None, held=kept)
    return page("auth/sign_in.html", 401, form=form, has_held=True)


def offer_again() -> ResponseReturnValue | None:
    """What was typed on a page that is too old, for one press more; None for a stranger's form."""
    if not _from_our_page() or request.endpoint == "auth.do_sign_in" or request.files:
        return None
    return page("auth/resend.html", 400, action=request.path, fields=_typed(), stale=True)


def release(kept: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Where the kept form goes and its fields; None when it is not ours or too old."""
    if not kept:
        return None
    try:
        data = _signer().loads(kept, max_age=_MAX_AGE)
    except BadSignature:
        return None
    action = str(data["action"])
    return (action, [(str(k), str(v)) for k, v in data["fields"]]) if is_local(action) else None
