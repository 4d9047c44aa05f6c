"""Scans of papers: checked in a process apart, kept encrypted, opened by few and never unnoticed, removed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ..documents.scans import MAX_BYTES
from ..domain.access import Action
from ..domain.dossier import MOST_OF, PaperState
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.stages import Paper
from ..models import AccessLine, Attachment, DossierPaper, TrackingRun
from .command import Caller, Command, Fresh, Query, command, query
from .dossiers import note_dossier, open_dossier
from .kept_lines import KeptLine, kept_among
from .sealed_files import ENDING, MIME, bring, brought, forget, place_of, read_sealed, withdraw

#: What a form reads of a file at most, and one byte more.
MOST_BYTES = MAX_BYTES
#: So many scans of one paper at the same time.
MOST_SCANS = 5
#: What was found in a verification is kept in the paper file alone.
NEVER_SCANNED = frozenset({Paper.VERIFICATION, Paper.SUPPLEMENTARY_VERIFICATION})


@dataclass(frozen=True)
class ScanKept:
    """A scan that was stored (`key` names its file), or whose file is to go."""

    run_id: int
    attachment_id: int
    key: str
    paper: str = ""
    ordinal: int = 1


@dataclass(frozen=True)
class ScanFile:
    """A scan for the browser: its bytes, what they are, and a name that says nothing of anybody."""

    data: bytes
    mime: str
    name: str


# --- attaching ---------------------------------------------------------------------------------------------


@query(Action.DOSSIER_EDIT)
def _may_attach(cx: Query, run_id: int) -> None:
    """Ask before anything is read of the file. Raises NotFound for another branch's run."""
    cx.load(TrackingRun, run_id)


def attach_scan(
    caller: Caller, run_id: int, paper: Paper, ordinal: int, data: bytes, file_name: str
) -> ScanKept:
    """Check a file and keep it as a scan of the paper; its name is read for what it claims, and dropped.

    Raises Invalid for the field `file` (a code with what it claims and what it is), Refused, NotFound.
    """
    _may_attach(caller.actor, run_id)
    if paper in NEVER_SCANNED:
        raise Refused("scan_not_here")
    sha256 = hashlib.sha256(data).hexdigest()
    return bring(
        Attachment.__tablename__,
        data,
        file_name,
        lambda scan, key: _store_scan(
            caller, run_id, paper, ordinal, scan.kind, len(scan.data), scan.pages, sha256, key
        ),
    )


@command(Action.DOSSIER_EDIT)
def _store_scan(
    cx: Command,
    run_id: int,
    paper: Paper,
    ordinal: int,
    kind: str,
    size: int,
    pages: int,
    _sha256: str,
    key: Fresh,
) -> ScanKept:
    """The row of a scan whose file is written. `_sha256` tells two files of one form apart."""
    run = open_dossier(cx, run_id)
    if not 1 <= ordinal <= MOST_OF.get(paper, 1):
        raise NotFound
    row = cx.session.scalar(
        select(DossierPaper).where(
            DossierPaper.run_id == run.id, DossierPaper.paper == paper, DossierPaper.ordinal == ordinal
        )
    )
    if row is None:
        empty: dict[str, Any] = dict.fromkeys(
            ("number", "issuer", "name_on_paper", "birth_on_paper", "note"), ""
        )
        row = DossierPaper(
            branch_id=run.branch_id,
            run_id=run.id,
            paper=paper,
            ordinal=ordinal,
            state=PaperState.MISSING,
            **empty,
        )
        cx.session.add(row)
        cx.session.flush()
    there = cx.session.scalars(
        select(Attachment.id).where(Attachment.paper_id == row.id, Attachment.removed_at.is_(None))
    ).all()
    if len(there) >= MOST_SCANS:
        raise Invalid(fields={"file": ("scan_too_many", {"most": MOST_SCANS})})
    made = Attachment(
        branch_id=run.branch_id,
        paper_id=row.id,
        **brought(cx, key, kind, size, pages),
    )
    cx.session.add(made)
    note_dossier(cx, run, "scan", papers=[paper.value], what="added")
    cx.session.flush()
    return ScanKept(run.id, made.id, made.key, paper.value, ordinal)


# --- reading -----------------------------------------------------------------------------------------------


@query(Action.ATTACHMENT_VIEW)
def scans_of(cx: Query, run_id: int, paper_id: int | None) -> tuple[KeptLine, ...]:
    """The scans of one paper of a run, the removed ones among them, oldest first.

    Raises NotFound for another branch's run.
    """
    run = cx.load(TrackingRun, run_id)
    if paper_id is None:
        return ()
    of_run = select(DossierPaper.id).where(DossierPaper.run_id == run.id, DossierPaper.id == paper_id)
    found = kept_among(cx, Attachment, Attachment.paper_id.in_(of_run))
    return tuple(line for _, line in found)


@command(Action.ATTACHMENT_VIEW)
def note_scan_opened(cx: Command, attachment_id: int) -> None:
    """Write into the access log that the actor opens a scan; before its bytes are read."""
    row = cx.load(Attachment, attachment_id, lock=False)
    person_id = cx.session.scalar(
        select(TrackingRun.person_id)
        .join(DossierPaper, DossierPaper.run_id == TrackingRun.id)
        .where(DossierPaper.id == row.paper_id)
    )
    if row.removed_at is not None or person_id is None:
        raise NotFound
    if cx.actor.user_id is not None:
        cx.session.add(AccessLine(at=cx.now, user_id=cx.actor.user_id, person_id=person_id, what="scan"))


@query(Action.ATTACHMENT_VIEW)
def scan_file(cx: Query, attachment_id: int) -> ScanFile:
    """The bytes of a scan; to be asked only after `note_scan_opened`.

    Raises NotFound; DamagedField for a file that is missing, was changed, or belongs to another scan.
    """
    row = cx.load(Attachment, attachment_id)
    if row.removed_at is not None:
        raise NotFound
    data = read_sealed(place_of(row.__tablename__, row.key), row.key)
    return ScanFile(data, MIME[row.kind], f"ban-chup-{row.id}.{ENDING[row.kind]}")


# --- removing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RemovalSheet:
    """The scan that is to be removed: of which paper of which run."""

    attachment_id: int
    run_id: int
    paper: Paper
    ordinal: int
    added_at: datetime


@query(Action.DOSSIER_EDIT)
def removal_sheet(cx: Query, attachment_id: int) -> RemovalSheet:
    """For asking why a scan is to be removed. Raises NotFound."""
    row = cx.load(Attachment, attachment_id)
    paper = cx.session.get(DossierPaper, row.paper_id)
    if paper is None or row.removed_at is not None:
        raise NotFound
    return RemovalSheet(row.id, paper.run_id, paper.paper, paper.ordinal, row.added_at)


@command(Action.DOSSIER_EDIT)
def _remove_scan(cx: Command, attachment_id: int, reason: str) -> ScanKept:
    row = cx.load(Attachment, attachment_id)
    paper = cx.session.get(DossierPaper, row.paper_id)
    if paper is None:
        raise NotFound
    run = open_dossier(cx, paper.run_id)
    withdraw(cx, row, reason, "scan_gone")
    note_dossier(cx, run, "scan", papers=[paper.paper.value], what="removed")
    return ScanKept(run.id, row.id, row.key, paper.paper.value, paper.ordinal)


def remove_scan(caller: Caller, attachment_id: int, reason: str) -> ScanKept:
    """Mark a scan as removed, with the reason; then delete its bytes. Raises Invalid, Refused, NotFound."""
    gone = _remove_scan(caller, attachment_id, reason)
    forget(gone.key)
    return gone
