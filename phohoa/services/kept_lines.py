"""Files that somebody brought, as a page lists them; of those removed, who did it, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from ..models import Attachment, MeetingFile, SessionFile, User
from .command import Context

F = TypeVar("F", Attachment, MeetingFile, SessionFile)


@dataclass(frozen=True)
class KeptLine:
    """One file; with `removed_at` it was removed, and only this line is left of it."""

    id: int
    kind: str
    size: int
    pages: int | None
    added_at: datetime
    added_by: str
    removed_at: datetime | None
    removed_by: str
    removed_reason: str


def kept_among(cx: Context, model: type[F], *where: ColumnElement[bool]) -> Iterator[tuple[F, KeptLine]]:
    """The rows, those of removed files among them, oldest first (one select)."""
    remover = aliased(User)
    rows = cx.session.execute(
        select(model, User.full_name, remover.full_name)
        .outerjoin(User, User.id == model.added_by_id)
        .outerjoin(remover, remover.id == model.removed_by_id)
        .where(*where)
        .order_by(model.id)
    )
    for row, by, gone_by in rows:
        gone = (row.removed_at, gone_by or "", row.removed_reason)
        yield row, KeptLine(row.id, row.kind, row.size, row.pages, row.added_at, by or "", *gone)
