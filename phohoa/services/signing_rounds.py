"""The signing round of a paper: number taken and bytes frozen, signatures put in one by one, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.errors import DocumentError
from ..documents.fields import SEAL_FIELD, SIGNATURE_FIELD
from ..documents.signing import Manner
from ..domain.access import POLICY, Action
from ..domain.errors import Conflict, Invalid, Refused
from ..domain.signing import ORDER, RoundState, SignaturePart, SigningMeans, SubjectKind
from ..models import (
    Document,
    OrganisationSeal,
    RegisterEntry,
    RoundSignature,
    SigningKey,
    SigningRound,
    User,
    Ward,
)
from .command import Command, Context
from .public_papers import address_of
from .publishing import Paper, demo_mark, refusal_of
from .register import cancel_taken, note_document, take_number
from .storage import read_file, store_document, write_file

COLUMNS: dict[SubjectKind, str] = {
    SubjectKind.PLAN: "plan_id",
    SubjectKind.CLASS_NOTICE: "class_id",
    SubjectKind.SESSION_NOTICE: "session_id",
}
_FIELDS = {SignaturePart.PERSON: SIGNATURE_FIELD, SignaturePart.SEAL: SEAL_FIELD}


def subject_of(row: SigningRound) -> tuple[SubjectKind, int]:
    """Which paper is signed."""
    for kind, column in COLUMNS.items():
        found = getattr(row, column)
        if found is not None:
            return kind, found
    raise LookupError(row.id)


def open_round(session: Session, kind: SubjectKind, subject_id: int) -> SigningRound | None:
    """The round in which this paper is being signed (one select)."""
    column = getattr(SigningRound, COLUMNS[kind])
    return session.scalar(
        select(SigningRound).where(column == subject_id, SigningRound.state == RoundState.OPEN)
    )


def not_while_signed(cx: Context, kind: SubjectKind, subject_id: int) -> None:
    """A paper whose bytes are frozen goes neither back nor on by another way. Raises Conflict."""
    if open_round(cx.session, kind, subject_id) is not None:
        raise Conflict("signing_under_way")


def seal_in_use(session: Session) -> OrganisationSeal | None:
    """The organisation's seal when papers are to bear its signature (one select)."""
    return session.scalar(select(OrganisationSeal).where(OrganisationSeal.in_use))


def only_without_seal(cx: Context) -> None:
    """One signature does not publish a paper that the organisation signs too. Raises Conflict."""
    if seal_in_use(cx.session) is not None:
        raise Conflict("seal_in_use")


def signatures_of(session: Session, round_id: int) -> Sequence[RoundSignature]:
    """The signatures of a round in their order (one select)."""
    return session.scalars(
        select(RoundSignature).where(RoundSignature.round_id == round_id).order_by(RoundSignature.place)
    ).all()


def due_of(signatures: Sequence[RoundSignature]) -> RoundSignature | None:
    """The next signature, if one is still to come."""
    return next((one for one in signatures if one.signed_at is None), None)


def waits_in_vain(session: Session, due: RoundSignature | None) -> bool:
    """Whether the account whose turn it is was closed or has a role now that signs nothing (one select)."""
    if due is None:
        return False
    user = session.get(User, due.user_id)
    return user is None or not user.active or user.role not in POLICY[Action.ROUND_SIGN]


@dataclass(frozen=True)
class _Holder:
    part: SignaturePart
    user: User
    shown: str


def _holders(cx: Command, paper: Paper, signatory_id: int) -> list[_Holder]:
    """Who signs, in order. Raises Refused when the keeper of the seal is nobody who could."""
    signatory = cx.session.get(User, signatory_id)
    if signatory is None or not signatory.active:
        raise Refused("signatory_gone", name=paper.signatory_name)
    found = [_Holder(SignaturePart.PERSON, signatory, paper.signatory_name)]
    seal = seal_in_use(cx.session)
    if seal is None:
        return found
    keeper = cx.session.get(User, seal.keeper_id) if seal.keeper_id else None
    ward = cx.session.get(Ward, 1)
    if keeper is None or not keeper.active or keeper.id == signatory.id or ward is None:
        raise Refused("seal_keeper_missing")
    return [*found, _Holder(SignaturePart.SEAL, keeper, ward.issuer)]


def begin(
    cx: Command, paper: Paper, dated: date, signatory_id: int, subject: tuple[SubjectKind, int]
) -> SigningRound:
    """Take the number, draw the paper, freeze its bytes, write down whose signatures are due.

    Raises Invalid for `dated`, Refused when the paper cannot be drawn or nobody can put the seal, Conflict
    when a round is open already.
    """
    kind, subject_id = subject
    not_while_signed(cx, kind, subject_id)
    holders = _holders(cx, paper, signatory_id)
    entry = take_number(
        cx,
        paper.kind,
        dated,
        subject=paper.subject,
        signatory_name=paper.signatory_name,
        recipients=paper.recipients,
    )
    try:
        frozen = paper.draw(entry.number, address_of(entry.id), len(holders) > 1)
    except DocumentError as problem:
        raise refusal_of(problem) from problem
    sha256 = write_file(frozen)
    row = SigningRound(
        **{COLUMNS[kind]: subject_id},
        entry_id=entry.id,
        title=paper.title(entry.symbol),
        dated=dated,
        state=RoundState.OPEN,
        frozen_sha256=sha256,
        current_sha256=sha256,
        started_at=cx.now,
        started_by_name=cx.actor.full_name,
    )
    cx.session.add(row)
    cx.session.flush()
    for place, one in enumerate(holders, start=1):
        cx.session.add(
            RoundSignature(
                round_id=row.id,
                place=place,
                part=one.part,
                field=_FIELDS[one.part],
                user_id=one.user.id,
                user_name=one.user.full_name,
                shown_name=one.shown[:200],
            )
        )
    cx.session.flush()
    return row


def manner_of(
    cx: Context, signatures: Sequence[RoundSignature], due: RoundSignature, key: SigningKey, stamp_url: str
) -> Manner:
    """How the signature due is made: its field, its look, and what it lets follow."""
    more = any(one.place > due.place for one in signatures)
    look, image = "person", b""
    if due.part is SignaturePart.SEAL:
        seal = cx.session.get(OrganisationSeal, 1)
        look = "seal"
        image = read_file(seal.image_sha256) if seal is not None and seal.image_sha256 else b""
    elif more:
        look = "beside_seal"
    certify = "no" if due.place > 1 else "more" if more else "all"
    return Manner(
        field=due.field,
        look=look,
        certify=certify,
        reason=demo_mark(key) if due.part is SignaturePart.PERSON else "",
        stamp_url=stamp_url,
        image=image,
    )


def put(
    cx: Command,
    row: SigningRound,
    due: RoundSignature,
    data: bytes,
    *,
    key: SigningKey,
    means: SigningMeans,
    stamped: bool,
) -> None:
    """Write down that the signature due is in the paper, which is now these bytes."""
    due.signed_at, due.means, due.key_id, due.stamped = cx.now, means, key.id, stamped
    row.current_sha256 = write_file(data)
    cx.session.flush()


def published(
    cx: Command, row: SigningRound, signatures: Sequence[RoundSignature], data: bytes
) -> tuple[Document, RegisterEntry]:
    """The paper with all its signatures becomes an issued document; its number is used."""
    entry = cx.session.get_one(RegisterEntry, row.entry_id)
    document = store_document(cx, entry.kind, row.title, data, signed=True, issued_on=row.dated)
    document.signing_key_id = next(one.key_id for one in signatures if one.part is ORDER[0])
    note_document(cx, entry, document)
    row.document_id, row.state = document.id, RoundState.PUBLISHED
    row.ended_at, row.ended_by_name = cx.now, cx.actor.full_name
    return document, entry


def end(cx: Command, row: SigningRound, state: RoundState, reason: str) -> None:
    """Give the round up: its number is cancelled with the reason. Raises Invalid without one."""
    if not reason.strip():
        raise Invalid(fields={"reason": "required"})
    cancel_taken(cx, cx.session.get_one(RegisterEntry, row.entry_id), reason.strip())
    row.state, row.reason = state, reason.strip()
    row.ended_at, row.ended_by_name = cx.now, cx.actor.full_name
