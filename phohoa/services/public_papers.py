"""The page that the square code on an issued paper leads to: open to whoever holds the paper."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..documents.verification import KnownDocument, Verdict, compare, verify
from ..domain.access import Action, Actor
from ..domain.errors import Invalid, NotFound
from ..domain.numbering import DocumentKind, PlanState
from ..extensions import db, installation
from ..models import Document, Plan, RegisterEntry, SessionDocument, SessionRecord, TrainingClass
from . import clock
from .command import Query, query
from .storage import DamagedFile, read_file
from .trusted_issuers import Trust, trust_of
from .verification import MAX_BYTES, Check, OwnDocument

_CODE = re.compile(r"([1-9]\d{0,8})-([a-z2-7]{16})")


def code_of(entry_id: int) -> str:
    """The code of a register entry: its id with a seal of 80 bits, so that no other can be guessed from it.

    It is printed on paper and must hold as long as the paper: the key is one that an installation never
    loses, and nothing needs to be stored.
    """
    key = installation().settings.field_key
    seal = hmac.new(key, b"public page of register entry %d" % entry_id, hashlib.sha256).digest()[:10]
    return f"{entry_id}-{base64.b32encode(seal).decode().lower()}"


def address_of(entry_id: int) -> str:
    """The address of the page as it is printed; empty when the installation has no public address."""
    base = installation().settings.public_url
    return f"{base}/v/{code_of(entry_id)}" if base else ""


@dataclass(frozen=True)
class PublicPaper:
    """What the paper itself prints, its hash, and whether it still counts. `standing`: in_force, superseded,
    cancelled."""

    symbol: str
    kind: DocumentKind
    dated: date
    position: str
    signatory_name: str
    sha256: str
    standing: str


def _entry(cx: Query, code: str) -> RegisterEntry:
    found = _CODE.fullmatch(code)
    if found is None or not hmac.compare_digest(code_of(int(found[1])), code):
        raise NotFound
    entry = cx.session.get(RegisterEntry, int(found[1]))
    if entry is None:
        raise NotFound
    return entry


def _position(cx: Query, document_id: int) -> str:
    """The position under which the paper was signed; each kind of paper keeps its own."""
    wanted = (
        select(Plan.position).where(Plan.document_id == document_id),
        select(TrainingClass.position).where(TrainingClass.notice_document_id == document_id),
        select(SessionRecord.position)
        .join(SessionDocument, SessionDocument.session_id == SessionRecord.session_id)
        .where(SessionDocument.document_id == document_id),
    )
    return next((words for one in wanted if (words := cx.session.scalar(one.limit(1)))), "")


# Nobody has to sign in to hold a paper: as for the page of signing in, everybody may ask.
@query(Action.SESSION_OPEN)
def public_paper(cx: Query, code: str) -> PublicPaper:
    """What the register says of the paper with this code. Raises NotFound for a code that is not ours."""
    cx.allow()
    entry = _entry(cx, code)
    row = cx.session.get(Document, entry.document_id) if entry.document_id else None
    standing = "cancelled" if entry.cancelled_reason else "in_force"
    if row is not None:
        state = cx.session.scalar(select(Plan.state).where(Plan.document_id == row.id))
        standing = "superseded" if state is PlanState.SUPERSEDED else standing
    return PublicPaper(
        symbol=entry.symbol,
        kind=entry.kind,
        dated=entry.dated,
        position=_position(cx, row.id) if row else "",
        signatory_name=entry.signatory_name,
        sha256=row.sha256 if row else "",
        standing=standing,
    )


@dataclass(frozen=True)
class _Kept:
    own: OwnDocument
    data: bytes
    trust: Trust


@query(Action.SESSION_OPEN)
def _kept(cx: Query, code: str) -> _Kept | None:
    cx.allow()
    entry = _entry(cx, code)
    row = cx.session.get(Document, entry.document_id) if entry.document_id else None
    if row is None:
        return None
    own = OwnDocument(row.id, row.title, entry.symbol, entry.dated, row.created_at, "")
    try:
        return _Kept(own, read_file(row.sha256), trust_of(cx.session))
    except DamagedFile:
        return None


def check_copy(actor: Actor, code: str, data: bytes) -> Check | None:
    """The check of a copy of the paper with this code, compared with it; None when there is none to compare.

    Nothing else of the installation is told. Raises NotFound, Invalid for `file`.
    """
    if not data:
        raise Invalid(fields={"file": "required"})
    if len(data) > MAX_BYTES:
        raise Invalid(fields={"file": "pdf_too_large"})
    kept = _kept(actor, code)
    db.session.rollback()  # as in verification: nobody waits for a reader
    if kept is None:
        return None
    now, is_same = clock.local(clock.now()), data == kept.data
    report = verify(
        data,
        trusted=kept.trust.certificates,
        crls=kept.trust.revocation_lists,
        at=now,
        known=lambda _sha: KnownDocument(kept.own.title, kept.own.stored_at) if is_same else None,
    )
    is_demo = any(signer.fingerprint in kept.trust.demo_fingerprints for signer in report.signers)
    check = Check(report, kept.own if is_same else None, is_demo, now)
    if is_same or report.verdict is Verdict.GENUINE:
        return check
    return Check(report, None, is_demo, now, kept.own, compare(kept.data, data))
