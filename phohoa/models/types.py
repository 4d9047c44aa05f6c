"""Column types and mixins that the tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Enum, ForeignKey, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC without a zone, given and taken as an aware datetime."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def code(members: type[StrEnum], name: str | None = None) -> Enum:
    """An enum stored as its code; with a `name` the database checks it too."""
    return Enum(
        members,
        native_enum=False,
        create_constraint=name is not None,
        name=name,
        length=32,
        values_callable=lambda e: [m.value for m in e],
        validate_strings=True,
    )


class Versioned:
    """Counts the changes of a row, so that a stale form is noticed."""

    version: Mapped[int] = mapped_column(Integer)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Audited:
    """Changes of these rows go into the audit. Columns marked `info={"personal": True}` go in as a digest."""


class BranchOwned:
    """Belongs to one branch; people of other branches never see it."""

    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)


class KeptFile:
    """A file that somebody brought: encrypted in the instance folder under `key`, bound to table and key.

    Removing it deletes the bytes; the row stays with who, when and why.
    """

    key: Mapped[str] = mapped_column(String(32), unique=True)
    #: pdf, jpeg or png, as its bytes say.
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    pages: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: None also for what was removed before this was written down here; the audit knows.
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_reason: Mapped[str] = mapped_column(String(200), default="", info={"personal": True})
