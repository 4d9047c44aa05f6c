"""Accounts, sign-in sessions, receipts of commands, the audit and the access log."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..domain.access import Role
from ..extensions import Base
from .types import Audited, UtcDateTime, Versioned, code


class User(Audited, Versioned, Base):
    """An account. `username` is lower-case ASCII; the password is an Argon2id hash."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    position: Mapped[str] = mapped_column(String(100), default="")
    #: Where digests go; empty: nowhere.
    email: Mapped[str] = mapped_column(String(200), default="", info={"personal": True})
    role: Mapped[Role] = mapped_column(code(Role, "role"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    password_hash: Mapped[str] = mapped_column(String(200), info={"personal": True})
    password_set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    must_change_password: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    branches: Mapped[list["UserBranch"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class UserBranch(Audited, Base):
    """A branch that an account of role branch is bound to."""

    __tablename__ = "user_branch"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), primary_key=True)


class LoginSession(Base):
    """A signed-in browser. Only the SHA-256 of its token is here; deleting the row ends the session."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(120), default="")
    user: Mapped[User] = relationship(lazy="joined")


class LoginAttempt(Base):
    """A try to sign in, kept to slow down guessing; name and address are keyed digests."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_recent", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    name_digest: Mapped[str] = mapped_column(String(64), index=True)
    address_digest: Mapped[str] = mapped_column(String(64), index=True)
    succeeded: Mapped[bool] = mapped_column(default=False)


class Receipt(Base):
    """The first answer of a command, so that pressing again gives the same one."""

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_at", "at"),)

    command_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None]
    fingerprint: Mapped[str] = mapped_column(String(64))
    result: Mapped[Any] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditRow(Base):
    """One changed object. Append-only by triggers; `mac` chains it to the row before."""

    __tablename__ = "audit_row"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32))
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(60))
    action: Mapped[str] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[str] = mapped_column(String(60), index=True)
    data: Mapped[str] = mapped_column()
    previous_mac: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))


class AccessLine(Base):
    """Somebody opened a person's record. Append-only by triggers."""

    __tablename__ = "access_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
