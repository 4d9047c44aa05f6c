"""Signed copies of a session's papers: brought once it is concluded, for readers of the ward, removed."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, or_, select

from ..documents.scans import Scan
from ..domain.access import Action, may
from ..domain.errors import NotFound, Refused
from ..domain.proposals import ProposalKind, ProposalState, SessionPaper, SessionState
from ..domain.sessions import SessionKind
from ..models import (
    AccessLine,
    Branch,
    CommitteeSession,
    Proposal,
    SessionDocument,
    SessionFile,
    SessionRecord,
    TrackingRun,
)
from . import clock
from .command import Caller, Command, Context, Fresh, Query, command, query
from .scans import ScanFile
from .sealed_files import bring, brought, forget, withdraw
from .signed_copies import MOST_COPIES, CopyLine, ask_room, content_of, copies_among


@dataclass(frozen=True)
class SessionCopyKept:
    """A copy that was stored (`key` names its file), or whose file is to go."""

    file_id: int
    session_id: int
    key: str


@dataclass(frozen=True)
class SessionCopiesPage:
    """The papers of a session with their signed copies; no papers before it is concluded."""

    session_id: int
    kind: SessionKind
    day: date
    papers: tuple[SessionPaper, ...]
    copies: tuple[CopyLine, ...]
    may_bring: bool
    most_copies: int = MOST_COPIES

    def copies_of(self, paper: SessionPaper) -> tuple[CopyLine, ...]:
        return tuple(one for one in self.copies if one.paper is paper)


@dataclass(frozen=True)
class SessionCopySheet:
    """The copy that is to be removed: of which paper of which session."""

    file_id: int
    session_id: int
    kind: SessionKind
    day: date
    paper: SessionPaper
    added_at: datetime


def session_copies(cx: Context, session_id: int) -> tuple[CopyLine, ...]:
    """The signed copies of a session's papers, the withdrawn ones among them (one select)."""
    return copies_among(cx, SessionFile, SessionFile.session_id == session_id)


def _day(cx: Context, planned: CommitteeSession) -> date:
    record = cx.session.get(SessionRecord, planned.id)
    return (record.held_on if record else None) or planned.planned_on


@query(Action.WARD_SESSION_VIEW)
def copies_page(cx: Query, session_id: int) -> SessionCopiesPage:
    """The signed copies of a session. Raises NotFound."""
    planned = cx.load(CommitteeSession, session_id)
    papers = cx.session.scalars(
        select(SessionDocument.paper)
        .where(SessionDocument.session_id == session_id)
        .order_by(SessionDocument.id)
    ).all()
    return SessionCopiesPage(
        session_id,
        planned.kind,
        _day(cx, planned),
        tuple(papers),
        session_copies(cx, session_id),
        may(cx.actor, Action.WARD_SESSION_EDIT),
    )


# --- bringing ----------------------------------------------------------------------------------------------


def _concluded(cx: Context, session_id: int) -> SessionRecord:
    """Raises NotFound; Refused while there is nothing to sign. One command at a time gets past this."""
    cx.load(CommitteeSession, session_id)
    record = cx.session.get(SessionRecord, session_id)
    if record is None or record.state is not SessionState.CONCLUDED:
        raise Refused("session_copy_too_early")
    return record


@query(Action.WARD_SESSION_EDIT)
def _may_bring(cx: Query, session_id: int) -> None:
    """Ask before anything is read of the file. Raises NotFound, Refused."""
    _concluded(cx, session_id)


def bring_copy(
    caller: Caller, session_id: int, paper: SessionPaper, data: bytes, file_name: str
) -> SessionCopyKept:
    """Check a file and keep it as a signed copy; its name is read for what it claims, and dropped.

    Raises Invalid for the field `file` (a code with what it claims and what it is); Refused before the
    session is concluded; NotFound.
    """
    _may_bring(caller.actor, session_id)
    sha256 = hashlib.sha256(data).hexdigest()

    def store(scan: Scan, key: Fresh) -> SessionCopyKept:
        return _store(caller, session_id, paper, (scan.kind, len(scan.data), scan.pages), sha256, key)

    return bring(SessionFile.__tablename__, data, file_name, store)


@command(Action.WARD_SESSION_EDIT)
def _store(
    cx: Command, session_id: int, paper: SessionPaper, about: tuple[str, int, int], _sha256: str, key: Fresh
) -> SessionCopyKept:
    """The row of a copy whose file is written. `_sha256` tells two files of one form apart."""
    _concluded(cx, session_id)
    ask_room(cx, SessionFile, and_(SessionFile.session_id == session_id, SessionFile.paper == paper))
    kind, size, pages = about
    made = SessionFile(
        session_id=session_id,
        paper=paper,
        **brought(cx, key, kind, size, pages),
    )
    cx.session.add(made)
    cx.session.flush()
    return SessionCopyKept(made.id, session_id, made.key)


# --- opening -----------------------------------------------------------------------------------------------


def _decided_in(session_id: int) -> Select[int]:
    """Whom the minutes name."""
    return (
        select(TrackingRun.person_id)
        .join(Proposal, Proposal.run_id == TrackingRun.id)
        .where(Proposal.session_id == session_id, Proposal.state == ProposalState.DECIDED)
    )


def _listed_on(day: date) -> Select[int]:
    """Who stood on the ward's list at the end of the day on which a session was concluded."""
    undecided = select(Proposal.id).where(
        Proposal.run_id == TrackingRun.id,
        Proposal.kind == ProposalKind.ADD,
        or_(
            Proposal.state == ProposalState.PENDING,
            and_(Proposal.state == ProposalState.DECIDED, Proposal.decided_on > day),
        ),
    )
    return (
        select(TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .where(Branch.is_practice.is_(False), TrackingRun.sympathiser_on <= day)
        .where(TrackingRun.closed_on.is_(None) | (TrackingRun.closed_on > day))
        .where(TrackingRun.decision_on.is_(None) | (TrackingRun.decision_on > day))
        .where(~undecided.exists())
    )


@command(Action.WARD_SESSION_VIEW)
def note_copy_opened(cx: Command, file_id: int) -> None:
    """Write into the access log that the actor opens a signed copy, a line for each person it names.

    Before its bytes are read. The notice names nobody.
    """
    row = cx.load(SessionFile, file_id, lock=False)
    record = cx.session.get(SessionRecord, row.session_id)
    if row.removed_at is not None or record is None or record.concluded_at is None:
        raise NotFound
    if cx.actor.user_id is None or row.paper is SessionPaper.NOTICE:
        return
    minutes, drawn = row.paper is SessionPaper.MINUTES, clock.local(record.concluded_at).date()
    named = _decided_in(row.session_id) if minutes else _listed_on(drawn)
    for person_id in cx.session.scalars(named.distinct()):
        cx.session.add(
            AccessLine(at=cx.now, user_id=cx.actor.user_id, person_id=person_id, what="session_copy")
        )


@query(Action.WARD_SESSION_VIEW)
def copy_file(cx: Query, file_id: int) -> ScanFile:
    """The bytes of a copy; to be asked only after `note_copy_opened`.

    Raises NotFound; DamagedField for a file that is missing, was changed, or belongs to another copy.
    """
    row = cx.load(SessionFile, file_id)
    return content_of(row, f"ban-ky-phien-{row.session_id}-{row.paper.value}-{row.id}")


# --- removing ----------------------------------------------------------------------------------------------


@query(Action.WARD_SESSION_EDIT)
def copy_sheet(cx: Query, file_id: int) -> SessionCopySheet:
    """For asking why a copy is to be removed. Raises NotFound."""
    row = cx.load(SessionFile, file_id)
    planned = cx.session.get(CommitteeSession, row.session_id)
    if planned is None or row.removed_at is not None:
        raise NotFound
    return SessionCopySheet(row.id, planned.id, planned.kind, _day(cx, planned), row.paper, row.added_at)


@command(Action.WARD_SESSION_EDIT)
def _remove(cx: Command, file_id: int, reason: str) -> SessionCopyKept:
    row = cx.load(SessionFile, file_id)
    withdraw(cx, row, reason, "copy_gone")
    return SessionCopyKept(row.id, row.session_id, row.key)


def remove_copy(caller: Caller, file_id: int, reason: str) -> SessionCopyKept:
    """Mark a copy as removed, with the reason; then delete its bytes. Raises Invalid, Refused, NotFound."""
    gone = _remove(caller, file_id, reason)
    forget(gone.key)
    return gone
