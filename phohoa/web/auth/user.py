"""Flask-Login's view of a session row: the cookie holds a random token, never an account's id."""

import logging

from flask_login import UserMixin

from ...domain.access import Actor
from ...extensions import DatabaseTrouble, login_manager
from ...services import login_sessions
from ...services.command import Caller

log = logging.getLogger("phohoa.web")


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person of a live session."""

    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> SignedIn | None:
    """The person of the token's session while it lives; notes at most once a minute that it is in use."""
    live = login_sessions.live_session(token)
    if live is None:
        return None
    if live.touch_due:
        try:
            login_sessions.touch_session(Caller(live.actor), live.session_id)
        except DatabaseTrouble:  # a full disk or a long writer: reading goes on
            log.warning("the session's mark was not set")
    return SignedIn(token, live.actor)
