"""Is this file genuine? The installation's documents, trusted authorities and lists put to the checker."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from ..documents.revocation import Revocation
from ..documents.verification import Change, KnownDocument, Report, Signer, Verdict, compare, verify
from ..domain.access import Action, Actor, may
from ..domain.errors import Invalid
from ..domain.numbering import PlanState
from ..extensions import db
from ..models import Document, Plan, RegisterEntry, SigningKey
from ..texts import plans as texts
from . import clock
from .command import Query, query
from .storage import DamagedFile, read_file
from .trusted_issuers import Trust, trust_of

MAX_BYTES = 20 * 1024 * 1024
#: What the command answers to a script: 0 only for a genuine file, 3 where nothing speaks against it and
#: something is still unknown.
_OPEN = (Verdict.UNSIGNED, Verdict.UNTRUSTED, Verdict.REVOCATION_UNKNOWN)
EXIT_CODES = {verdict.value: 3 if verdict in _OPEN else 1 for verdict in Verdict} | {"genuine": 0}
#: The symbol at the end of the title that our own papers bear.
_SYMBOL = re.compile(r"\(\S+ (\d{1,4}-[^\s()]{1,40})\)\s*\Z")


@dataclass(frozen=True)
class OwnDocument:
    """The document of this installation whose stored bytes the file has, letter for letter."""

    id: int
    title: str
    symbol: str
    dated: date | None
    stored_at: datetime
    #: in_force, superseded, or "" for a document that is no plan.
    standing: str

    def to_plain(self) -> dict[str, object]:
        """Plain values for a JSON encoder."""
        dated = self.dated.isoformat() if self.dated else None
        return {
            "id": self.id,
            "title": self.title,
            "symbol": self.symbol,
            "dated": dated,
            "standing": self.standing,
        }


@dataclass(frozen=True)
class Check:
    """The answer, in parts that a screen or a machine can show apart."""

    report: Report
    own: OwnDocument | None
    is_demo: bool
    checked_at: datetime
    #: Our own document that a changed copy was compared with, and what is different; None when neither is
    #: known.
    original: OwnDocument | None = None
    changes: tuple[Change, ...] | None = None

    @property
    def genuine(self) -> bool:
        """Unchanged, signed, its issuer trusted here, not revoked by a current list."""
        return self.report.verdict is Verdict.GENUINE

    @property
    def verdict(self) -> str:
        return self.report.verdict.value

    @property
    def signers(self) -> tuple[Signer, ...]:
        return self.report.signers

    @property
    def revocation_checked(self) -> bool:
        return self.report.revocation is not Revocation.NOT_CHECKED

    def to_json(self) -> str:
        """One JSON object; times as ISO 8601."""
        plain = self.report.to_json()
        plain["genuine"] = self.genuine
        plain["is_demo"] = self.is_demo
        plain["checked_at"] = self.checked_at.isoformat(timespec="seconds")
        plain["document"] = self.own.to_plain() if self.own else None
        plain["original"] = self.original.to_plain() if self.original else None
        if self.changes is not None:
            plain["changes_to_original"] = [asdict(one) for one in self.changes]
        return json.dumps(plain, ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class _Known:
    trust: Trust
    own: OwnDocument | None
    demo_keys: frozenset[str]


@query(Action.DOCUMENT_VERIFY)
def _known(cx: Query, sha256: str) -> _Known:
    cx.allow()
    row = cx.session.scalar(select(Document).where(Document.sha256 == sha256))
    own = _own(cx, row)
    demo = frozenset(cx.session.scalars(select(SigningKey.fingerprint).where(SigningKey.is_demo)))
    return _Known(trust_of(cx.session), own, demo)


def _own(cx: Query, row: Document | None) -> OwnDocument | None:
    """What may be said of a document. A branch's papers are to everybody else files like any other."""
    if row is None or not (
        row.issued_on is not None or may(cx.actor, Action.REVIEW_VIEW, branch_id=row.branch_id)
    ):
        return None
    state = cx.session.scalar(select(Plan.state).where(Plan.document_id == row.id))
    symbol = cx.session.scalar(select(RegisterEntry.symbol).where(RegisterEntry.document_id == row.id))
    standing = ""
    if state is not None:
        standing = "superseded" if state is PlanState.SUPERSEDED else "in_force"
    return OwnDocument(row.id, row.title, symbol or "", row.issued_on, row.created_at, standing)


@dataclass(frozen=True)
class _Original:
    own: OwnDocument
    data: bytes


@query(Action.DOCUMENT_VERIFY)
def _original(cx: Query, versions: tuple[str, ...], symbol: str) -> _Original | None:
    """Our document that a changed copy comes from: one of its versions is ours, or it bears our number.

    Only a paper issued to everyone: whoever asks may have that one. The number is only what the file says of
    itself, so that it serves to compare and for nothing else.
    """
    cx.allow()
    row = cx.session.scalar(select(Document).where(Document.sha256.in_(versions)).limit(1))
    if row is None and symbol:
        row = cx.session.scalar(
            select(Document)
            .join(RegisterEntry, RegisterEntry.document_id == Document.id)
            .where(RegisterEntry.symbol == symbol)
            .order_by(Document.id.desc())
            .limit(1)
        )
    own = _own(cx, row)
    if row is None or own is None or row.branch_id is not None:
        return None
    try:
        return _Original(own, read_file(row.sha256))
    except DamagedFile:
        return None


def _with_original(actor: Actor, data: bytes, check: Check) -> Check:
    found = _SYMBOL.search(check.report.title)
    versions = tuple(one.sha256 for one in check.report.history if one.sha256)
    if not versions and found is None:
        return check
    original = _original(actor, versions, found[1] if found else "")
    db.session.rollback()
    if original is None:
        return check
    return replace(check, original=original.own, changes=compare(original.data, data))


def verify_file(actor: Actor, data: bytes) -> Check:
    """What this installation can say of a file. Raises Forbidden; a file that is no PDF is `malformed`."""
    known = _known(actor, hashlib.sha256(data).hexdigest())
    db.session.rollback()  # the check takes a second; nobody who writes waits for a reader meanwhile
    now = clock.local(clock.now())
    own = known.own
    report = verify(
        data,
        trusted=known.trust.certificates,
        crls=known.trust.revocation_lists,
        at=now,
        known=lambda _sha: KnownDocument(own.title, own.stored_at) if own else None,
    )
    is_demo = any(signer.fingerprint in known.demo_keys for signer in report.signers)
    is_demo = is_demo or any(signer.issuer == texts.DEMO_AUTHORITY for signer in report.signers)
    check = Check(report, own, is_demo, now)
    return check if own is not None else _with_original(actor, data, check)


def verify_upload(actor: Actor, data: bytes) -> Check:
    """As verify_file, for a file sent through the page. Raises Invalid: none, too large, no PDF."""
    if not data:
        raise Invalid(fields={"file": "required"})
    if len(data) > MAX_BYTES:
        raise Invalid(fields={"file": "pdf_too_large"})
    if b"%PDF-" not in data[:1024]:
        raise Invalid(fields={"file": "not_a_pdf"})
    return verify_file(actor, data)
