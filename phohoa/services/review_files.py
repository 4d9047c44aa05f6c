"""Signed copies of a meeting's minutes and extract: brought back as scans are, opened by few, removed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from ..documents.scans import Scan
from ..domain.access import Action, may
from ..domain.errors import NotFound, Refused
from ..domain.meetings import MeetingPaper
from ..models import AccessLine, Branch, MeetingFile, Review, ReviewLine, TrackingRun
from .command import Caller, Command, Fresh, Query, command, query
from .review_sheet import find_review, load_branch
from .scans import ScanFile
from .sealed_files import bring, brought, forget, withdraw
from .signed_copies import CopyLine, ask_room, content_of, copies_among


@dataclass(frozen=True)
class CopyKept:
    """A copy that was stored (`key` names its file), or whose file is to go."""

    file_id: int
    branch_id: int
    year: int
    month: int
    key: str


@dataclass(frozen=True)
class CopySheet:
    """The copy that is to be removed: of which paper of which meeting."""

    file_id: int
    branch_id: int
    branch_name: str
    is_practice: bool
    year: int
    month: int
    paper: MeetingPaper
    added_at: datetime


def copies_of(cx: Query, branch_id: int, review: Review | None) -> tuple[CopyLine, ...]:
    """The signed copies of a review, oldest first; none for who may not open them."""
    if review is None or not may(cx.actor, Action.ATTACHMENT_VIEW, branch_id):
        return ()
    return copies_among(cx, MeetingFile, MeetingFile.review_id == review.id)


@query(Action.PAPER_MAKE)
def _may_bring(cx: Query, branch_id: int, year: int, month: int) -> None:
    """Ask before anything is read of the file. Raises NotFound, Refused."""
    load_branch(cx, branch_id, year, month)
    _concluded(find_review(cx.session, branch_id, year, month), year, month)


def _concluded(review: Review | None, year: int, month: int) -> Review:
    if review is None or review.document_id is None:
        raise Refused("copy_too_early", month=f"{month:02d}/{year}")
    return review


def bring_copy(
    caller: Caller, branch_id: int, year: int, month: int, paper: MeetingPaper, data: bytes, file_name: str
) -> CopyKept:
    """Check a file and keep it as a signed copy; its name is read for what it claims, and dropped.

    Raises Invalid for the field `file` (a code with what it claims and what it is); Refused before the review
    is concluded; NotFound for another one's branch.
    """
    _may_bring(caller.actor, branch_id, year, month)
    sha256 = hashlib.sha256(data).hexdigest()

    def store(scan: Scan, key: Fresh) -> CopyKept:
        about = (paper, scan.kind, len(scan.data), scan.pages)
        return _store(caller, branch_id, year, month, about, sha256, key)

    return bring(MeetingFile.__tablename__, data, file_name, store)


@command(Action.PAPER_MAKE)
def _store(
    cx: Command,
    branch_id: int,
    year: int,
    month: int,
    about: tuple[MeetingPaper, str, int, int],
    _sha256: str,
    key: Fresh,
) -> CopyKept:
    """The row of a copy whose file is written. `_sha256` tells two files of one form apart."""
    load_branch(cx, branch_id, year, month, lock=True)
    review = _concluded(find_review(cx.session, branch_id, year, month), year, month)
    paper, kind, size, pages = about
    ask_room(cx, MeetingFile, and_(MeetingFile.review_id == review.id, MeetingFile.paper == paper))
    made = MeetingFile(
        branch_id=branch_id,
        review_id=review.id,
        paper=paper,
        **brought(cx, key, kind, size, pages),
    )
    cx.session.add(made)
    cx.session.flush()
    return CopyKept(made.id, branch_id, year, month, made.key)


@command(Action.ATTACHMENT_VIEW)
def note_copy_opened(cx: Command, file_id: int) -> None:
    """Write into the access log that the actor opens a signed copy, a line for each person it names.

    Before its bytes are read.
    """
    row = cx.load(MeetingFile, file_id, lock=False)
    if row.removed_at is not None:
        raise NotFound
    if cx.actor.user_id is None:
        return
    people = cx.session.scalars(
        select(TrackingRun.person_id)
        .join(ReviewLine, ReviewLine.run_id == TrackingRun.id)
        .where(ReviewLine.review_id == row.review_id)
        .distinct()
    )
    for person_id in people:
        cx.session.add(
            AccessLine(at=cx.now, user_id=cx.actor.user_id, person_id=person_id, what="meeting_copy")
        )


@query(Action.ATTACHMENT_VIEW)
def copy_file(cx: Query, file_id: int) -> ScanFile:
    """The bytes of a copy; to be asked only after `note_copy_opened`.

    Raises NotFound; DamagedField for a file that is missing, was changed, or belongs to another copy.
    """
    return content_of(cx.load(MeetingFile, file_id), f"ban-ky-{file_id}")


@query(Action.PAPER_MAKE)
def copy_sheet(cx: Query, file_id: int) -> CopySheet:
    """For asking why a copy is to be removed. Raises NotFound."""
    row = cx.load(MeetingFile, file_id)
    review, branch = cx.session.get(Review, row.review_id), cx.session.get(Branch, row.branch_id)
    if review is None or branch is None or row.removed_at is not None:
        raise NotFound
    return CopySheet(
        row.id,
        branch.id,
        branch.name,
        branch.is_practice,
        review.year,
        review.month,
        row.paper,
        row.added_at,
    )


@command(Action.PAPER_MAKE)
def _remove(cx: Command, file_id: int, reason: str) -> CopyKept:
    row = cx.load(MeetingFile, file_id)
    review = cx.session.get(Review, row.review_id)
    if review is None:
        raise NotFound
    withdraw(cx, row, reason, "copy_gone")
    return CopyKept(row.id, row.branch_id, review.year, review.month, row.key)


def remove_copy(caller: Caller, file_id: int, reason: str) -> CopyKept:
    """Mark a copy as removed, with the reason; then delete its bytes. Raises Invalid, Refused, NotFound."""
    gone = _remove(caller, file_id, reason)
    forget(gone.key)
    return gone
