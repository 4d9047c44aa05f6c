"""Signing outside of the product: the frozen bytes leave by a link that works once, and come back signed."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from ..documents.verification import Due, accept_signed
from ..domain.access import Action
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.signing import LINK_MINUTES, RoundState, SigningMeans
from ..extensions import db, installation
from ..models import RoundSignature, SigningKey, SigningLink, SigningRound
from .command import Caller, Command, Context, Query, command, query
from .document_pages import StoredFile
from .signing_rounds import due_of, signatures_of
from .signing_steps import NOTHING, RoundSaved, SignedPaper, finished, put_signature, read_round
from .storage import DamagedFile, read_file
from .verification import MAX_BYTES


@dataclass(frozen=True)
class LinkMade:
    """The secret end of a link's address."""

    round_id: int
    token: str


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@command(Action.ROUND_SIGN)
def make_link(cx: Command, round_id: int, version: int) -> LinkMade:
    """A link for whose turn it is to the bytes that wait, for a quarter of an hour and one use.

    Raises Refused for anybody else, Conflict when the round has gone on or ended.
    """
    row = cx.load(SigningRound, round_id)
    due = due_of(signatures_of(cx.session, row.id))
    if row.state is not RoundState.OPEN or due is None:
        raise Conflict("round_ended")
    if row.version != version:
        raise Conflict("round_went_on")
    if due.user_id != cx.actor.user_id:
        raise Refused("not_your_signature", name=due.user_name)
    token = secrets.token_urlsafe(24)
    cx.session.add(
        SigningLink(
            signature_id=due.id,
            user_id=due.user_id,
            token_hash=_hash(token),
            sha256=row.current_sha256,
            made_at=cx.now,
            expires_at=cx.now + timedelta(minutes=LINK_MINUTES),
        )
    )
    return LinkMade(row.id, token)


@dataclass(frozen=True)
class LinkPage:
    """What the page behind a link says. `state`: good, used, late, over."""

    round_id: int
    title: str
    state: str
    minutes_left: int


def _found(cx: Context, token: str) -> tuple[SigningLink, RoundSignature, SigningRound]:
    """Raises NotFound for a link that is none, and for one that is another's."""
    cx.allow()
    link = cx.session.scalar(select(SigningLink).where(SigningLink.token_hash == _hash(token)))
    if link is None or link.user_id != cx.actor.user_id:
        raise NotFound
    signature = cx.session.get_one(RoundSignature, link.signature_id)
    return link, signature, cx.session.get_one(SigningRound, signature.round_id)


def _state(cx: Context, link: SigningLink, signature: RoundSignature, row: SigningRound) -> str:
    if link.used_at is not None:
        return "used"
    if cx.now > link.expires_at:
        return "late"
    waits = row.state is RoundState.OPEN and signature.signed_at is None
    return "good" if waits and row.current_sha256 == link.sha256 else "over"


@query(Action.ROUND_SIGN)
def link_page(cx: Query, token: str) -> LinkPage:
    """The link, for whom it was made. Raises NotFound."""
    link, signature, row = _found(cx, token)
    left = max(0, int((link.expires_at - cx.now).total_seconds()) // 60)
    return LinkPage(row.id, row.title, _state(cx, link, signature, row), left)


@dataclass(frozen=True)
class _Taken:
    round_id: int
    sha256: str


@command(Action.ROUND_SIGN)
def _take(cx: Command, token: str) -> _Taken:
    link, signature, row = _found(cx, token)
    cx.session.refresh(link, with_for_update=True)
    state = _state(cx, link, signature, row)
    if state != "good":
        raise Conflict(f"link_{state}")
    link.used_at = cx.now
    return _Taken(row.id, link.sha256)


def take_file(caller: Caller, token: str) -> StoredFile:
    """The bytes to sign; the link is used up then, whatever becomes of the answer.

    Raises NotFound, Conflict for a link that was used, is too old, or whose round went on.
    """
    taken = _take(Caller(caller.actor), token)
    try:
        return StoredFile(read_file(taken.sha256), f"cho-ky-{taken.round_id}.pdf", taken.sha256)
    except DamagedFile:
        raise Refused("document_damaged") from None


@query(Action.ROUND_SIGN)
def _own(cx: Query) -> tuple[tuple[int, str, str], ...]:
    """Id, certificate's SHA-256 and its issuer of every certificate that the actor registered."""
    cx.allow()
    rows = cx.session.scalars(
        select(SigningKey).where(SigningKey.user_id == cx.actor.user_id, SigningKey.removed_at.is_(None))
    )
    return tuple((row.id, row.fingerprint, row.issuer) for row in rows)


def sign_outside(caller: Caller, round_id: int, version: int, data: bytes, confirmed: str = "") -> RoundSaved:
    """Take back the paper with the signature due, made by any program; the last one publishes it.

    Somebody without a registered certificate registers the one in the file by sending it again with its
    SHA-256 as `confirmed`. Raises Invalid for `file` with what is wrong ("certificate_unknown" with the
    certificate's facts), Refused, Conflict; then nothing is written.
    """
    if not data:
        raise Invalid(fields={"file": "required"})
    if len(data) > MAX_BYTES:
        raise Invalid(fields={"file": "pdf_too_large"})
    hand = read_round(caller.actor, round_id, version, lambda _cx: None, "")
    if hand is None:
        return put_signature(caller, round_id, version, NOTHING)
    own = _own(caller.actor)
    db.session.rollback()
    known = {fingerprint: key_id for key_id, fingerprint, _issuer in own}
    counted = frozenset(known) or frozenset({confirmed} if confirmed else ())
    found = accept_signed(
        hand.data,
        data,
        (Due(hand.field, counted, hand.is_last),),
        trusted=hand.trust.certificates,
        crls=hand.trust.revocation_lists,
        at=hand.now,
    )
    stamp_url = installation().settings.stamp_url
    new = next((one for one in found.signers if one.fingerprint not in hand.others), None)
    if found.failures == ("wrong_certificate",) and not known and new is not None:
        words = {"holder": new.name, "issuer": new.issuer, "fingerprint": new.fingerprint}
        raise Invalid("certificate_unknown", fields={"file": ("certificate_unknown", words)})
    if not found.accepted or new is None:
        raise Invalid(fields={"file": f"outside_{found.failures[0] if found.failures else 'unreadable'}"})
    made = SignedPaper(
        hand.base,
        finished(hand, data, {new.fingerprint}, stamp_url) if hand.is_last else data,
        known.get(new.fingerprint, 0),
        SigningMeans.OUTSIDE,
        new.stamp_trusted,
        hand.is_last,
        b"" if new.fingerprint in known else found.certificates[new.fingerprint],
    )
    return put_signature(caller, round_id, version, made)
