"""Routes of signing in and out, one's own password and sessions."""

import secrets

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from ...domain.access import Action
from ...domain.errors import Invalid
from ...services import account_pages, accounts, login_sessions
from ...texts.administration import SAID, device
from ...texts.messages import explain
from ..gate import actor, caller, public, requires
from ..htmx import goto, page
from .forms import EmailForm, PasswordForm, SignInForm
from .held import is_local, release
from .user import SignedIn

blueprint = Blueprint("auth", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("home.index"), 303)
    return page("auth/sign_in.html", form=SignInForm(next=request.args.get("next", "")), has_held=False)


@blueprint.post("/sign-in")
@public
def do_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate_on_submit():
        return page("auth/sign_in.html", 422, form=form, has_held=bool(form.held.data))
    address, browser = request.remote_addr or "-", request.user_agent.string
    answer = accounts.sign_in(form.username.data, form.password.data, address, browser)
    if answer.token is None:
        status = 429 if answer.problem == "throttled" else 422
        form.form_errors.append(explain(answer.problem or "wrong_password")[1])
        current_app.logger.info("sign-in refused: %s", answer.problem)
        return page("auth/sign_in.html", status, form=form, has_held=bool(form.held.data))
    live = login_sessions.live_session(answer.token)
    if live is None:
        raise RuntimeError("a session that was opened is not live")
    if current_user.is_authenticated:
        login_sessions.sign_out(caller(), current_user.token)
    session.clear()
    g.pop("csrf_token", None)  # made for the session before: the page that follows needs its own
    login_user(SignedIn(answer.token, live.actor))
    _shorten()
    kept = release(form.held.data or "")
    if kept is not None and not live.actor.must_change_password:
        return page("auth/resend.html", action=kept[0], fields=kept[1], stale=False)
    target = form.next.data or ""
    return redirect(target if is_local(target) else url_for("home.index"), 303)


def _shorten() -> None:
    """Leave out of the cookie what nobody asks for: it travels with every line that is saved."""
    for unused in ("_id", "_fresh"):
        session.pop(unused, None)
    session["csrf_token"] = secrets.token_urlsafe(16)


@blueprint.post("/sign-out")
@requires(Action.ACCOUNT_SELF)
def sign_out() -> ResponseReturnValue:
    login_sessions.sign_out(caller(), current_user.token)
    logout_user()
    session.clear()
    flash(SAID["signed_out"], "ok")
    response = make_response(redirect(url_for("auth.sign_in"), 303))
    # Nothing that was read stays on a shared machine; only where the browser counts the address as secure.
    # Not "storage": that would take what still waits, sealed, for another person who uses this machine.
    # What was kept for this one the page deletes itself (app.js).
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@blueprint.get("/session/token")
@public
def token() -> Response:
    """A fresh form token and who is signed in now, for a page that was left open."""
    who = actor()
    return jsonify(token=generate_csrf(), user=who.user_id)


@blueprint.get("/account/password")
@requires(Action.ACCOUNT_SELF)
def password() -> ResponseReturnValue:
    return page("auth/password.html", form=PasswordForm(), forced=actor().must_change_password)


@blueprint.post("/account/password")
@requires(Action.ACCOUNT_SELF)
def save_password() -> ResponseReturnValue:
    form = PasswordForm()
    forced = actor().must_change_password
    if not form.validate_on_submit():
        return page("auth/password.html", 422, form=form, forced=forced)
    try:
        accounts.change_password(caller(), form.current.data, form.new.data, current_user.token)
    except Invalid as error:
        form.take(error)
        form.renew()
        return page("auth/password.html", 422, form=form, forced=forced)
    return goto(url_for("home.index"), SAID["password_changed"])


@blueprint.get("/account/email")
@requires(Action.ACCOUNT_SELF)
def email() -> ResponseReturnValue:
    return page("auth/email.html", form=EmailForm(formdata=None, email=account_pages.own_email(actor())))


@blueprint.post("/account/email")
@requires(Action.ACCOUNT_SELF)
def save_email() -> ResponseReturnValue:
    form = EmailForm()
    if form.validate_on_submit():
        try:
            accounts.set_own_email(caller(), form.email.data or "")
            return goto(url_for("home.index"), SAID["email_saved"])
        except Invalid as error:
            form.take(error)
    return page("auth/email.html", 422, form=form)


@blueprint.get("/account/sessions")
@requires(Action.ACCOUNT_SELF)
def sessions() -> ResponseReturnValue:
    lines = login_sessions.own_sessions(actor(), current_user.token)
    return page("auth/sessions.html", lines=lines, device=device)


@blueprint.post("/account/sessions/<int:session_id>/end")
@requires(Action.ACCOUNT_SELF)
def end_session(session_id: int) -> ResponseReturnValue:
    login_sessions.end_own_session(caller(), session_id)
    return goto(url_for("auth.sessions"), SAID["session_closed"])
