"""Is this file genuine? The installation's documents, trusted authorities and lists put to the checker."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from ..documents.revocation import Revocation
from ..documents.verification import KnownDocument, Report, Signer, Verdict, verify
from ..domain.access import Action, Actor, may
from ..domain.errors import Invalid
from ..domain.numbering import PlanState
from ..extensions import db
from ..models import Document, Plan, RegisterEntry, SigningKey
from ..texts import plans as texts
from . import clock
from .command import Query, query
from .trusted_issuers import Trust, trust_of

MAX_BYTES = 20 * 1024 * 1024


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


@dataclass(frozen=True)
class Check:
    """The answer, in parts that a screen or a machine can show apart."""

    report: Report
    own: OwnDocument | None
    is_demo: bool
    checked_at: datetime

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
        plain["document"] = (
            {
                "id": self.own.id,
                "title": self.own.title,
                "symbol": self.own.symbol,
                "dated": self.own.dated.isoformat() if self.own.dated else None,
                "standing": self.own.standing,
            }
            if self.own
            else None
        )
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
    own = None
    # Minutes are their branch's: to everybody else they are a file like any other.
    if row is not None and (
        row.issued_on is not None or may(cx.actor, Action.REVIEW_VIEW, branch_id=row.branch_id)
    ):
        state = cx.session.scalar(select(Plan.state).where(Plan.document_id == row.id))
        symbol = cx.session.scalar(select(RegisterEntry.symbol).where(RegisterEntry.document_id == row.id))
        standing = ""
        if state is not None:
            standing = "superseded" if state is PlanState.SUPERSEDED else "in_force"
        own = OwnDocument(row.id, row.title, symbol or "", row.issued_on, row.created_at, standing)
    demo = frozenset(cx.session.scalars(select(SigningKey.fingerprint).where(SigningKey.is_demo)))
    return _Known(trust_of(cx.session), own, demo)


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
    return Check(report, own, is_demo, now)


def verify_upload(actor: Actor, data: bytes) -> Check:
    """As verify_file, for a file sent through the page. Raises Invalid: none, too large, no PDF."""
    if not data:
        raise Invalid(fields={"file": "required"})
    if len(data) > MAX_BYTES:
        raise Invalid(fields={"file": "pdf_too_large"})
    if b"%PDF-" not in data[:1024]:
        raise Invalid(fields={"file": "not_a_pdf"})
    return verify_file(actor, data)
