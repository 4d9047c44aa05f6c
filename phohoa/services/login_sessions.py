"""Sessions as rows: whose a live one is, ending it; a copied cookie dies with the row."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, select

from ..domain.access import Action, Actor, Role
from ..domain.errors import NotFound
from ..extensions import db
from ..models import LoginSession, User, UserBranch
from . import clock
from .command import Command, Query, command, end_reading, query

IDLE = timedelta(minutes=60)
TOUCH_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """What the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Live:
    """A live session: its row's id, who it is, and whether its last-seen mark is due."""

    session_id: int
    actor: Actor
    touch_due: bool


#: Asked at every click, so made once, and of columns: whole objects would cost three times as much.
#: An account of branches gives a row for each of them, so that one select is enough.
_SESSION = (
    select(
        LoginSession.id,
        LoginSession.last_seen_at,
        LoginSession.expires_at,
        LoginSession.user_id,
        User.username,
        User.full_name,
        User.role,
        User.organisation_id,
        User.must_change_password,
        UserBranch.branch_id,
    )
    .join(User, User.id == LoginSession.user_id)
    .outerjoin(UserBranch, and_(UserBranch.user_id == User.id, User.role == Role.BRANCH))
    .where(User.active, LoginSession.token_hash == bindparam("hashed"))
)


def _is_live(last_seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    return now < expires_at and now - last_seen_at < IDLE


def live_session(token: str) -> Live | None:
    """The session of the token when it is neither ended, idle too long, nor its account closed."""
    rows = db.session.connection().execute(_SESSION, {"hashed": token_hash(token)}).all()
    end_reading()
    now = clock.now()
    if not rows or not _is_live(rows[0].last_seen_at, rows[0].expires_at, now):
        return None
    row = rows[0]
    actor = Actor(
        user_id=row.user_id,
        username=row.username,
        full_name=row.full_name,
        role=row.role,
        branch_ids=frozenset(one.branch_id for one in rows if one.branch_id is not None),
        organisation_id=row.organisation_id,
        must_change_password=row.must_change_password,
    )
    return Live(row.id, actor, now - row.last_seen_at >= TOUCH_EVERY)


@command(Action.ACCOUNT_SELF)
def touch_session(cx: Command, session_id: int) -> None:
    """Note that the session is in use."""
    cx.allow()
    row = cx.session.get(LoginSession, session_id)
    if row is not None:
        row.last_seen_at = cx.now


@command(Action.ACCOUNT_SELF)
def sign_out(cx: Command, token: str) -> None:
    """End the session of this token; a copied cookie dies with it."""
    cx.allow()
    row = cx.session.scalar(select(LoginSession).where(LoginSession.token_hash == token_hash(token)))
    if row is not None and row.user_id == cx.actor.user_id:
        cx.session.delete(row)


@dataclass(frozen=True)
class SessionLine:
    """One of the actor's own open sessions."""

    id: int
    device: str
    created_at: datetime
    last_seen_at: datetime
    is_this: bool


@query(Action.ACCOUNT_SELF)
def own_sessions(cx: Query, token: str) -> tuple[SessionLine, ...]:
    """The actor's open sessions, newest first."""
    cx.allow()
    rows = cx.session.scalars(
        select(LoginSession)
        .where(LoginSession.user_id == cx.actor.user_id)
        .order_by(LoginSession.created_at.desc())
    )
    this = token_hash(token)
    return tuple(
        SessionLine(
            r.id, r.device, clock.local(r.created_at), clock.local(r.last_seen_at), r.token_hash == this
        )
        for r in rows
        if _is_live(r.last_seen_at, r.expires_at, cx.now)
    )


@command(Action.ACCOUNT_SELF)
def end_own_session(cx: Command, session_id: int) -> None:
    """End another of the actor's own sessions. Raises NotFound for anybody else's."""
    cx.allow()
    row = cx.session.get(LoginSession, session_id)
    if row is None or row.user_id != cx.actor.user_id:
        raise NotFound
    cx.session.delete(row)
