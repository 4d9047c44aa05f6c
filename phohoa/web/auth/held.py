"""A form that was sent after the session had ended: kept through the sign-in, then offered again."""

import json
from urllib.parse import urlsplit

from flask import current_app, request
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ..htmx import page

#: Never kept: secrets, and what the new session makes anew.
_NOT_HELD = {"csrf_token", "password", "passphrase", "current", "new", "again"}
_MAX_AGE = 12 * 3600


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="held-form")


def is_local(path: str) -> bool:
    """Whether the path leads to a page of ours and nowhere else."""
    parts = urlsplit(path)
    return path.startswith("/") and path[1:2] not in ("/", "\\") and not parts.scheme and not parts.netloc


def hold() -> ResponseReturnValue:
    """Show the sign-in page with what was typed inside it, signed by us."""
    from .forms import SignInForm

    fields = [(k, v) for k, v in request.form.items(multi=True) if k not in _NOT_HELD]
    kept = _signer().dumps({"action": request.path, "fields": fields})
    form = SignInForm(formdata=None, held=kept)
    return page("auth/sign_in.html", 401, form=form, has_held=True)


def release(kept: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Where the kept form goes and its fields; None when it is not ours or too old."""
    if not kept:
        return None
    try:
        data = json.loads(json.dumps(_signer().loads(kept, max_age=_MAX_AGE)))
    except BadSignature:
        return None
    action = str(data["action"])
    return (action, [(str(k), str(v)) for k, v in data["fields"]]) if is_local(action) else None
