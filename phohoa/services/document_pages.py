"""The issued documents: list, facts, and the exact bytes that were stored."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from ..domain.access import Action, may
from ..domain.errors import NotFound, Refused
from ..domain.numbering import DocumentKind, PlanState
from ..domain.signing import SignaturePart, SigningMeans
from ..models import Document, Plan, RegisterEntry, RoundSignature, SigningKey, SigningRound
from ..texts import plans as texts
from .command import Query, query
from .storage import DamagedFile, read_file

PAGE_SIZE = 30
#: What everybody may have: issued, and of no branch.
_OPEN = (Document.issued_on.is_not(None), Document.branch_id.is_(None))


@dataclass(frozen=True)
class DocumentLine:
    """An issued document as the list names it."""

    id: int
    title: str
    symbol: str
    dated: date | None
    signatory_name: str
    standing: str
    is_demo: bool


@dataclass(frozen=True)
class DocumentList:
    """One page of the list."""

    lines: tuple[DocumentLine, ...]
    total: int
    page: int
    pages: int


def _standing(state: PlanState | None) -> str:
    if state is None:
        return ""
    return "superseded" if state is PlanState.SUPERSEDED else "in_force"


@query(Action.DOCUMENT_VIEW)
def documents(cx: Query, page: int = 1) -> DocumentList:
    """The documents issued to everyone, newest first."""
    cx.allow()
    total = cx.session.scalar(select(func.count(Document.id)).where(*_OPEN)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    rows = cx.session.execute(
        select(Document, RegisterEntry.symbol, RegisterEntry.signatory_name, Plan.state, SigningKey.is_demo)
        .outerjoin(RegisterEntry, RegisterEntry.document_id == Document.id)
        .outerjoin(Plan, Plan.document_id == Document.id)
        .outerjoin(SigningKey, SigningKey.id == Document.signing_key_id)
        .where(*_OPEN)
        .order_by(Document.issued_on.desc(), Document.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    lines = tuple(
        DocumentLine(
            document.id,
            document.title,
            symbol or "",
            document.issued_on,
            signatory or "",
            _standing(state),
            bool(is_demo),
        )
        for document, symbol, signatory, state, is_demo in rows
    )
    return DocumentList(lines, total, page, pages)


@dataclass(frozen=True)
class KeyFacts:
    """With which certificate it was signed."""

    holder: str
    issuer: str
    serial: str
    not_after: datetime
    is_demo: bool


@dataclass(frozen=True)
class SignatureFacts:
    """One signature of a paper that was signed in a round."""

    part: SignaturePart
    shown_name: str
    signed_at: datetime | None
    means: SigningMeans | None
    stamped: bool
    key: KeyFacts


@dataclass(frozen=True)
class DocumentPage:
    """Everything that is known of one document without opening it."""

    id: int
    kind: DocumentKind
    title: str
    symbol: str
    dated: date | None
    stored_at: datetime
    size: int
    sha256: str
    signed: bool
    signatory_name: str
    recipients: tuple[str, ...]
    key: KeyFacts | None
    standing: str
    plan_id: int | None
    other_id: int | None
    other_title: str
    may_open_plan: bool
    #: Of a paper that was signed in a round, in order.
    signatures: tuple[SignatureFacts, ...] = ()


def _visible(cx: Query, document_id: int) -> Document:
    """The document when the actor may have it: issued ones everybody, a branch's whoever reads the branch."""
    cx.allow()
    row = cx.session.get(Document, document_id)
    # What belongs to a branch is for those who read that branch, whether it bears a date of issue or not.
    is_open = row is not None and row.branch_id is None and row.issued_on is not None
    if row is None or not (
        is_open or (row.branch_id is not None and may(cx.actor, Action.REVIEW_VIEW, branch_id=row.branch_id))
    ):
        raise NotFound
    return row


@query(Action.DOCUMENT_VIEW)
def document_page(cx: Query, document_id: int) -> DocumentPage:
    """The facts of a document. Raises NotFound for one that the actor may not have."""
    row = _visible(cx, document_id)
    entry = cx.session.scalar(select(RegisterEntry).where(RegisterEntry.document_id == row.id))
    plan = cx.session.scalar(select(Plan).where(Plan.document_id == row.id))
    key = cx.session.get(SigningKey, row.signing_key_id) if row.signing_key_id else None
    other = None
    if plan is not None:
        newer = (
            select(Document).join(Plan, Plan.document_id == Document.id).where(Plan.supersedes_id == plan.id)
        )
        other = cx.session.scalar(newer.limit(1))
    return DocumentPage(
        id=row.id,
        kind=row.kind,
        title=row.title,
        symbol=entry.symbol if entry else "",
        dated=row.issued_on,
        stored_at=row.created_at,
        size=row.size,
        sha256=row.sha256,
        signed=row.signed,
        signatory_name=entry.signatory_name if entry else "",
        recipients=tuple(entry.recipients.splitlines()) if entry else (),
        key=KeyFacts(key.holder, key.issuer, key.serial, key.not_after, key.is_demo) if key else None,
        standing=_standing(plan.state if plan else None),
        plan_id=plan.id if plan else None,
        other_id=other.id if other else None,
        other_title=other.title if other else "",
        may_open_plan=plan is not None and may(cx.actor, Action.PLAN_VIEW),
        signatures=_signatures(cx, row.id),
    )


def _signatures(cx: Query, document_id: int) -> tuple[SignatureFacts, ...]:
    rows = cx.session.execute(
        select(RoundSignature, SigningKey)
        .join(SigningRound, SigningRound.id == RoundSignature.round_id)
        .join(SigningKey, SigningKey.id == RoundSignature.key_id)
        .where(SigningRound.document_id == document_id)
        .order_by(RoundSignature.place)
    )
    return tuple(
        SignatureFacts(
            *(one.part, one.shown_name, one.signed_at, one.means, one.stamped),
            KeyFacts(key.holder, key.issuer, key.serial, key.not_after, key.is_demo),
        )
        for one, key in rows
    )


@dataclass(frozen=True)
class StoredFile:
    """The bytes as they were stored, and an ASCII name that says nothing of a person."""

    data: bytes
    name: str
    sha256: str


@query(Action.DOCUMENT_VIEW)
def document_file(cx: Query, document_id: int) -> StoredFile:
    """The stored bytes. Raises NotFound; Refused when the file on the disk is no more what was stored."""
    row = _visible(cx, document_id)
    entry = cx.session.scalar(select(RegisterEntry).where(RegisterEntry.document_id == row.id))
    try:
        data = read_file(row.sha256)
    except DamagedFile:
        raise Refused("document_damaged") from None
    code = texts.FILE_CODES.get(row.kind, "VB")
    name = f"{code}-{entry.number:02d}-{entry.year}.pdf" if entry else f"{code}-{row.id}.pdf"
    return StoredFile(data, name, row.sha256)
