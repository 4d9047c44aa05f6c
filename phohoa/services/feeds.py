"""The secret address of an account's calendar: made, shown once, revoked; and what the calendar holds."""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from ..domain.access import Action, Actor, scope_of
from ..domain.errors import NotFound
from ..extensions import db, installation
from ..models import CalendarFeed, LoginAttempt, User
from .accounts import TRIES_PER_ADDRESS, WINDOW, actor_of
from .command import Caller, Command, Fresh, Query, command, end_reading, query
from .deadlines import DeadlineLine, due_lines, visible_branches
from .login_sessions import token_hash
from .vault import digest


@dataclass(frozen=True)
class FeedState:
    """Whether the account has a calendar address, and since when."""

    made_at: datetime | None


@query(Action.FEED_MANAGE)
def feed_state(cx: Query) -> FeedState:
    """The actor's own calendar address, as far as it is known: the address itself is kept nowhere."""
    cx.allow()
    made = cx.session.scalar(
        select(CalendarFeed.created_at)
        .where(CalendarFeed.user_id == cx.actor.user_id)
        .where(CalendarFeed.revoked_at.is_(None))
    )
    return FeedState(made)


def _revoke(cx: Command) -> None:
    for row in cx.session.scalars(
        select(CalendarFeed)
        .where(CalendarFeed.user_id == cx.actor.user_id)
        .where(CalendarFeed.revoked_at.is_(None))
    ):
        row.revoked_at = cx.now


@command(Action.FEED_MANAGE)
def _make(cx: Command, hashed: Fresh) -> None:
    cx.allow()
    if cx.actor.user_id is None:
        raise NotFound
    _revoke(cx)
    cx.session.add(CalendarFeed(user_id=cx.actor.user_id, token_hash=hashed.value, created_at=cx.now))


def make_feed(caller: Caller) -> str:
    """Make the actor's calendar address anew; any earlier one ends. Gives its token, this once.

    256 bits; those that go with one form are the same, so that pressing its button again shows the same ones.
    """
    if caller.command_id is None:
        token = secrets.token_urlsafe(32)
    else:
        place = f"feed:{caller.actor.user_id}:{caller.command_id}"
        made = hmac.digest(installation().settings.secret_key, place.encode(), "sha256")
        token = base64.urlsafe_b64encode(made).decode().rstrip("=")
    _make(caller, Fresh(token_hash(token)))
    return token


@command(Action.FEED_MANAGE)
def revoke_feed(cx: Command) -> None:
    """End the actor's calendar address; whoever reads it finds nothing from now on."""
    cx.allow()
    _revoke(cx)


@dataclass(frozen=True)
class Calendar:
    """What a calendar shows at a moment."""

    today: date
    now: datetime
    lines: tuple[DeadlineLine, ...]


@query(Action.DEADLINE_VIEW)
def _calendar(cx: Query) -> Calendar:
    cx.allow()
    sees_ward = cx.sees_all
    lines = due_lines(cx.session, visible_branches(cx), cx.today, sees_ward)
    return Calendar(cx.today, cx.now, tuple(lines))


@dataclass(frozen=True)
class _Miss:
    throttled: bool


@command(Action.SESSION_OPEN)
def _note_miss(cx: Command, address: str) -> _Miss:
    """Count a wrong address like a failed sign-in, apart from those."""
    cx.allow()
    key = cx.settings.audit_key
    name, where = digest(key, "feed"), digest(key, "feed-address:" + address)
    missed = cx.session.scalar(
        select(func.count(LoginAttempt.id))
        .where(LoginAttempt.at > cx.now - WINDOW)
        .where(LoginAttempt.succeeded.is_(False), LoginAttempt.address_digest == where)
    )
    if (missed or 0) >= TRIES_PER_ADDRESS:
        return _Miss(True)
    cx.session.add(LoginAttempt(at=cx.now, name_digest=name, address_digest=where))
    return _Miss(False)


def _owner(token: str) -> Actor | None:
    """Whose calendar the token opens now; nobody's when it was revoked, or the account may not look."""
    hashed = token_hash(token)
    found = db.session.execute(
        select(CalendarFeed.token_hash, User)
        .join(User, User.id == CalendarFeed.user_id)
        .where(CalendarFeed.token_hash == hashed, CalendarFeed.revoked_at.is_(None))
        .where(User.active, User.must_change_password.is_(False))
    ).first()
    actor = None
    if found is not None and hmac.compare_digest(found[0], hashed):
        actor = actor_of(found[1])
        if scope_of(actor, Action.FEED_MANAGE) is None or scope_of(actor, Action.DEADLINE_VIEW) is None:
            actor = None
    end_reading()
    return actor


def calendar_of(token: str, address: str) -> Calendar | None:
    """The calendar that the token opens, as its account would see it now; None where guessing went too far.

    Raises NotFound for a token that opens nothing.
    """
    actor = _owner(token)
    if actor is not None:
        return _calendar(actor)
    if _note_miss(Caller(Actor.anonymous()), address).throttled:
        return None
    raise NotFound
