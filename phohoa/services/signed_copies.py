"""Signed copies of papers drawn here: what those of a branch's meeting and of a session have in common."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from ..domain.errors import Invalid, NotFound
from ..domain.meetings import MeetingPaper
from ..domain.proposals import SessionPaper
from ..models import MeetingFile, SessionFile, User
from .command import Command, Context
from .scans import ScanFile
from .sealed_files import ENDING, MIME, place_of, read_sealed

#: So many copies of one paper at the same time.
MOST_COPIES = 5
F = TypeVar("F", MeetingFile, SessionFile)


@dataclass(frozen=True)
class CopyLine:
    """One signed copy; with `removed_at` it was withdrawn, and only this line is left of it."""

    id: int
    paper: MeetingPaper | SessionPaper
    kind: str
    size: int
    pages: int | None
    added_at: datetime
    added_by: str
    removed_at: datetime | None
    removed_by: str
    removed_reason: str


def copies_among(cx: Context, model: type[F], where: ColumnElement[bool]) -> tuple[CopyLine, ...]:
    """The copies, the withdrawn ones among them, oldest first (one select)."""
    remover = aliased(User)
    rows = cx.session.execute(
        select(model, User.full_name, remover.full_name)
        .outerjoin(User, User.id == model.added_by_id)
        .outerjoin(remover, remover.id == model.removed_by_id)
        .where(where)
        .order_by(model.id)
    )
    return tuple(
        CopyLine(
            row.id,
            row.paper,
            row.kind,
            row.size,
            row.pages,
            row.added_at,
            by or "",
            row.removed_at,
            gone_by or "",
            row.removed_reason,
        )
        for row, by, gone_by in rows
    )


def ask_room(cx: Command, model: type[F], where: ColumnElement[bool]) -> None:
    """Raises Invalid for `file` when the paper has as many copies as it may have."""
    found = cx.session.scalars(select(model.id).where(where, model.removed_at.is_(None))).all()
    if len(found) >= MOST_COPIES:
        raise Invalid(fields={"file": ("copy_too_many", {"most": MOST_COPIES})})


def content_of(row: MeetingFile | SessionFile, name: str) -> ScanFile:
    """The bytes of a copy; `name` is that of the file, without its ending.

    Raises NotFound; DamagedField for a file that is missing, was changed, or belongs to another copy.
    """
    if row.removed_at is not None:
        raise NotFound
    data = read_sealed(place_of(row.__tablename__, row.key), row.key)
    return ScanFile(data, MIME[row.kind], f"{name}.{ENDING[row.kind]}")
