"""Accounts: signing in, passwords, and the administrator's work on accounts."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..domain.access import ACCOUNT_ROLES, Action, Actor, Role
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.reminders import is_address
from ..domain.vietnamese import nfc
from ..extensions import db, installation
from ..models import Branch, LoginAttempt, LoginSession, Organisation, Receipt, User, UserBranch
from . import clock
from .command import Caller, Command, Fresh, command, end_reading
from .login_sessions import token_hash
from .passwords import NOBODY, check_password, fits, hash_password, needs_rehash, new_password, password_for
from .vault import digest

ABSOLUTE = timedelta(hours=10)
WINDOW = timedelta(minutes=15)
KEEP_ATTEMPTS = timedelta(days=1)
KEEP_RECEIPTS = timedelta(hours=48)
#: So many of each kind at one sign-in: more than come in between two, and quick enough to wait for.
SWEPT_AT_ONCE = 1000
TRIES_PER_NAME = 8
TRIES_PER_ADDRESS = 40
INITIAL_PASSWORD_LIFE = timedelta(hours=72)


def actor_of(user: User) -> Actor:
    return Actor(
        user_id=user.id,
        username=user.username,
        full_name=user.full_name,
        role=user.role,
        branch_ids=frozenset(link.branch_id for link in user.branches),
        organisation_id=user.organisation_id,
        must_change_password=user.must_change_password,
    )


@dataclass(frozen=True)
class SignIn:
    """The answer to a try: a token when it succeeded, otherwise the code of a sentence."""

    token: str | None
    problem: str | None = None


@dataclass(frozen=True)
class _Gate:
    attempt_id: int
    throttled: bool


@command(Action.SESSION_OPEN)
def _count_attempt(cx: Command, username: str, address: str) -> _Gate:
    cx.allow()
    key = cx.settings.audit_key
    name_digest, address_digest = digest(key, "name:" + username), digest(key, "address:" + address)
    since = cx.now - WINDOW
    failed = (
        select(func.count(LoginAttempt.id))
        .where(LoginAttempt.at > since)
        .where(LoginAttempt.succeeded.is_(False))
    )
    by_name = cx.session.scalar(failed.where(LoginAttempt.name_digest == name_digest)) or 0
    by_address = cx.session.scalar(failed.where(LoginAttempt.address_digest == address_digest)) or 0
    throttled = by_name >= TRIES_PER_NAME or by_address >= TRIES_PER_ADDRESS
    attempt = LoginAttempt(at=cx.now, name_digest=name_digest, address_digest=address_digest)
    if not throttled:
        cx.session.add(attempt)
        cx.session.flush()
    return _Gate(attempt.id or 0, throttled)


def _sweep(cx: Command) -> None:
    """Throw away what has served: ended sessions, old tries and receipts."""
    for model, is_stale in (
        (LoginSession, LoginSession.expires_at < cx.now),
        (LoginAttempt, LoginAttempt.at < cx.now - KEEP_ATTEMPTS),
        (Receipt, Receipt.at < cx.now - KEEP_RECEIPTS),
    ):
        # Somebody else may be sweeping at the same moment: each leaves to the other what that one holds.
        stale = select(model).where(is_stale).limit(SWEPT_AT_ONCE).with_for_update(skip_locked=True, of=model)
        for row in cx.session.scalars(stale):
            cx.session.delete(row)


@dataclass(frozen=True)
class _Opened:
    opened: bool


@command(Action.SESSION_OPEN)
def _open_session(
    cx: Command, user_id: int, hashed: str, attempt_id: int, device: str, rehash: str
) -> _Opened:
    cx.allow()
    user = cx.session.get(User, user_id)
    if user is None or not user.active:
        return _Opened(False)
    attempt = cx.session.get(LoginAttempt, attempt_id)
    if attempt is not None:
        attempt.succeeded = True
    if rehash:
        user.password_hash = rehash
    _sweep(cx)
    cx.session.add(
        LoginSession(
            token_hash=hashed,
            user_id=user_id,
            created_at=cx.now,
            last_seen_at=cx.now,
            expires_at=cx.now + ABSOLUTE,
            device=device[:120],
        )
    )
    return _Opened(True)


def sign_in(username: str, password: str, address: str, device: str) -> SignIn:
    """Check name and password; slow for guessers, as slow for unknown names. Never raises for a wrong one."""
    nobody = Caller(Actor.anonymous())
    name = nfc(username).strip().lower()
    gate = _count_attempt(nobody, name, address)
    if gate.throttled:
        return SignIn(None, "throttled")
    user = db.session.execute(
        select(
            User.id, User.password_hash, User.active, User.must_change_password, User.password_set_at
        ).where(User.username == name)
    ).first()
    end_reading()  # the check that follows is slow on purpose
    hashed = user.password_hash if user is not None else NOBODY
    if not fits(hashed, password) or user is None or not user.active:
        return SignIn(None, "wrong_password")
    if user.must_change_password and clock.now() - user.password_set_at > INITIAL_PASSWORD_LIFE:
        return SignIn(None, "initial_password_expired")
    rehash = hash_password(password) if needs_rehash(hashed) else ""
    token = secrets.token_urlsafe(24)
    opened = _open_session(nobody, user.id, token_hash(token), gate.attempt_id, device, rehash)
    return SignIn(token) if opened.opened else SignIn(None, "wrong_password")


def _end_sessions(session: Session, user_id: int, but: str = "") -> None:
    for row in session.scalars(select(LoginSession).where(LoginSession.user_id == user_id)):
        if row.token_hash != but:
            session.delete(row)


@command(Action.ACCOUNT_SELF)
def _set_own_password(cx: Command, hashed: Fresh, keep: str) -> None:
    cx.allow()
    user = cx.session.get(User, cx.actor.user_id)
    if user is None:
        raise NotFound
    user.password_hash = hashed.value
    user.password_set_at = cx.now
    user.must_change_password = False
    _end_sessions(cx.session, user.id, but=keep)


def change_password(caller: Caller, current: str, new: str, token: str) -> None:
    """Change the actor's own password and end all other sessions. Raises Invalid with the field at fault."""
    user = db.session.execute(
        select(User.username, User.password_hash).where(User.id == caller.actor.user_id)
    ).first()
    done = caller.command_id is not None and db.session.get(Receipt, caller.command_id) is not None
    end_reading()  # the checks that follow are slow on purpose
    if user is None:
        raise NotFound
    if not fits(user.password_hash, current):
        if done and fits(user.password_hash, new):
            return  # the same form a second time
        raise Invalid(fields={"current": "wrong_current_password"})
    problem = check_password(new, user.username)
    if problem is None and nfc(new) == nfc(current):
        problem = "password_same"
    if problem is not None:
        raise Invalid(fields={"new": problem})
    _set_own_password(caller, Fresh(hash_password(new)), token_hash(token))


@command(Action.ACCOUNT_SELF)
def set_own_email(cx: Command, email: str) -> None:
    """Say where the actor's own digests go; empty: nowhere. Raises Invalid for what is no address."""
    cx.allow()
    user = cx.session.get(User, cx.actor.user_id)
    if user is None:
        raise NotFound
    if email and not is_address(email):
        raise Invalid(fields={"email": "email_form"})
    user.email = email


@dataclass(frozen=True)
class UserInput:
    """What the administrator types of an account."""

    username: str
    full_name: str
    position: str
    role: Role
    branch_ids: tuple[int, ...] = ()
    organisation_id: int | None = None
    email: str = ""


@dataclass(frozen=True)
class UserSaved:
    user_id: int


def _check_user(cx: Command, data: UserInput, other_than: int | None) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = data.username
    if not (
        2 <= len(name) <= 60
        and name.isascii()
        and name == name.lower()
        and name.replace(".", "").replace("-", "").isalnum()
    ):
        fields["username"] = "username_form"
    else:
        taken = cx.session.scalar(select(User.id).where(User.username == name))
        if taken is not None and taken != other_than:
            fields["username"] = "username_taken"
    if not data.full_name:
        fields["full_name"] = "required"
    if data.email and not is_address(data.email):
        fields["email"] = "email_form"
    if data.role not in ACCOUNT_ROLES:
        fields["role"] = "required"
    if data.role is Role.BRANCH:
        known = set(cx.session.scalars(select(Branch.id).where(Branch.id.in_(data.branch_ids))))
        if not data.branch_ids or known != set(data.branch_ids):
            fields["branch_ids"] = "branch_needed"
    if data.role is Role.MASS_ORG and (
        data.organisation_id is None or cx.session.get(Organisation, data.organisation_id) is None
    ):
        fields["organisation_id"] = "organisation_needed"
    return fields


def _fill(cx: Command, user: User, data: UserInput) -> None:
    user.username, user.full_name, user.position = data.username, data.full_name, data.position
    user.role, user.email = data.role, data.email
    user.organisation_id = data.organisation_id if data.role is Role.MASS_ORG else None
    wanted = set(data.branch_ids) if data.role is Role.BRANCH else set()
    for link in list(user.branches):
        if link.branch_id not in wanted:
            user.branches.remove(link)
    have = {link.branch_id for link in user.branches}
    user.branches.extend(UserBranch(branch_id=b) for b in sorted(wanted - have))


@command(Action.USER_MANAGE)
def _create_user(cx: Command, data: UserInput, hashed: Fresh, must_change: bool) -> UserSaved:
    cx.allow()
    fields = _check_user(cx, data, None)
    if fields:
        raise Invalid(fields=fields)
    user = User(
        password_hash=hashed.value,
        password_set_at=cx.now,
        must_change_password=must_change,
        active=True,
        created_at=cx.now,
        branches=[],
    )
    _fill(cx, user, data)
    cx.session.add(user)
    cx.session.flush()
    return UserSaved(user.id)


def create_user(caller: Caller, data: UserInput, password: str, *, must_change: bool = True) -> UserSaved:
    """Open an account with a first password that must be changed (not so for the demo). Raises Invalid."""
    return _create_user(caller, data, Fresh(hash_password(password)), must_change)


def _first_password(caller: Caller) -> str:
    if caller.command_id is None:
        return new_password()
    return password_for(installation().settings.secret_key, caller.command_id)


def open_account(caller: Caller, data: UserInput) -> tuple[UserSaved, str]:
    """Open an account; gives it with its first password, to be handed over once. Raises Invalid."""
    password = _first_password(caller)
    return create_user(caller, data, password), password


@command(Action.USER_MANAGE)
def update_user(cx: Command, user_id: int, version: int, data: UserInput) -> UserSaved:
    """Change an account. A changed role or branch counts from the next click. Raises Invalid, Conflict."""
    user = cx.load(User, user_id, version)
    fields = _check_user(cx, data, user.id)
    if user.id == cx.actor.user_id and data.role is not user.role:
        fields["role"] = "own_role"
    if fields:
        raise Invalid(fields=fields)
    _fill(cx, user, data)
    return UserSaved(user.id)


@command(Action.USER_MANAGE)
def set_user_active(cx: Command, user_id: int, version: int, active: bool) -> UserSaved:
    """Close or reopen an account; closing ends its sessions at once. Raises Refused for one's own."""
    user = cx.load(User, user_id, version)
    if user.id == cx.actor.user_id:
        raise Refused("own_account")
    if user.active is active:
        raise Conflict("stale", current=user.version)
    user.active = active
    if not active:
        _end_sessions(cx.session, user.id)
    return UserSaved(user.id)


@command(Action.USER_MANAGE)
def _reset_password(cx: Command, user_id: int, version: int, hashed: Fresh) -> UserSaved:
    user = cx.load(User, user_id, version)
    if user.id == cx.actor.user_id:
        raise Refused("own_password")
    user.password_hash, user.password_set_at, user.must_change_password = hashed.value, cx.now, True
    _end_sessions(cx.session, user.id)
    return UserSaved(user.id)


def reset_password(caller: Caller, user_id: int, version: int) -> str:
    """Give an account a new first password, to be handed over once, and end its sessions. Raises Conflict."""
    password = _first_password(caller)
    _reset_password(caller, user_id, version, Fresh(hash_password(password)))
    return password
