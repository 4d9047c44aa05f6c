"""Accounts as the administrator's pages show them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from ..domain.access import Action, Role
from ..models import Branch, LoginSession, Organisation, User
from .command import Query, query


@dataclass(frozen=True)
class AccountLine:
    """An account as the list shows it; `units` are the names of what it is bound to."""

    id: int
    username: str
    full_name: str
    position: str
    role: Role
    units: tuple[str, ...]
    active: bool
    must_change_password: bool
    last_seen_at: datetime | None


@dataclass(frozen=True)
class AccountPage:
    """One account, ready to be changed."""

    id: int
    version: int
    username: str
    full_name: str
    position: str
    role: Role
    branch_ids: tuple[int, ...]
    organisation_id: int | None
    active: bool
    must_change_password: bool
    password_set_at: datetime
    is_own: bool
    email: str


_ROLES = list(Role)


@query(Action.USER_MANAGE)
def list_accounts(cx: Query) -> tuple[AccountLine, ...]:
    """All accounts: open ones first, by role and name."""
    cx.allow()
    branches = {b.id: b.short_name for b in cx.session.execute(select(Branch.id, Branch.short_name))}
    organisations = {
        o.id: o.short_name for o in cx.session.execute(select(Organisation.id, Organisation.short_name))
    }
    last_seen = select(LoginSession.user_id, func.max(LoginSession.last_seen_at))
    seen = dict(cx.session.execute(last_seen.group_by(LoginSession.user_id)).all())
    rows = sorted(
        cx.session.scalars(select(User)), key=lambda u: (not u.active, _ROLES.index(u.role), u.username)
    )
    return tuple(
        AccountLine(
            u.id,
            u.username,
            u.full_name,
            u.position,
            u.role,
            tuple(branches[link.branch_id] for link in u.branches)
            + ((organisations[u.organisation_id],) if u.organisation_id else ()),
            u.active,
            u.must_change_password,
            seen.get(u.id),
        )
        for u in rows
    )


@query(Action.USER_MANAGE)
def account_page(cx: Query, user_id: int) -> AccountPage:
    """One account. Raises NotFound."""
    u = cx.load(User, user_id)
    return AccountPage(
        u.id,
        u.version,
        u.username,
        u.full_name,
        u.position,
        u.role,
        tuple(link.branch_id for link in u.branches),
        u.organisation_id,
        u.active,
        u.must_change_password,
        u.password_set_at,
        u.id == cx.actor.user_id,
        u.email,
    )


@query(Action.ACCOUNT_SELF)
def own_email(cx: Query) -> str:
    """Where the actor's own digests go; empty: nowhere."""
    cx.allow()
    return cx.session.scalar(select(User.email).where(User.id == cx.actor.user_id)) or ""
