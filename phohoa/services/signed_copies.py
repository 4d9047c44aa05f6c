"""Signed copies of papers drawn here: what those of a branch's meeting and of a session have in common."""

from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from ..domain.errors import Invalid, NotFound
from ..domain.meetings import MeetingPaper
from ..domain.proposals import SessionPaper
from ..models import MeetingFile, SessionFile
from .command import Command, Context
from .kept_lines import KeptLine, kept_among
from .scans import ScanFile
from .sealed_files import ENDING, MIME, place_of, read_sealed

#: So many copies of one paper at the same time.
MOST_COPIES = 5
F = TypeVar("F", MeetingFile, SessionFile)


@dataclass(frozen=True)
class CopyLine(KeptLine):
    """One signed copy and the paper that it is of."""

    paper: MeetingPaper | SessionPaper


def copies_among(cx: Context, model: type[F], where: ColumnElement[bool]) -> tuple[CopyLine, ...]:
    """The copies, the withdrawn ones among them, oldest first (one select)."""
    return tuple(CopyLine(**vars(line), paper=row.paper) for row, line in kept_among(cx, model, where))


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
