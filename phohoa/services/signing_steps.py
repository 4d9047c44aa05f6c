"""The steps of a signing round: begun, signed by key file, token or outside, declined, withdrawn.

A signature takes a second or, on a token, several: it is made before the transaction, which then only finds
that the paper is still what was signed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from ..documents import signing
from ..documents.errors import (
    DocumentError,
    PinLocked,
    TokenFailed,
    TokenKeyMissing,
    TokenMissing,
    WrongPassphrase,
    WrongPin,
)
from ..documents.signing import Manner, Token
from ..documents.verification import Due, Verdict, accept_signed, verify
from ..domain.access import Action, Actor
from ..domain.errors import Conflict, Invalid, NotFound, Refused
from ..domain.signing import RoundState, SigningMeans, SubjectKind
from ..extensions import db, installation
from ..models import RegisterEntry, RoundSignature, SigningKey, SigningRound
from . import clock
from .command import Caller, Command, Context, Query, command, query
from .publishing import SOUND, for_later, opened_key, refusal_of
from .signing_keys import put_certificate
from .signing_rounds import (
    begin,
    due_of,
    end,
    manner_of,
    published,
    put,
    signatures_of,
    subject_of,
    waits_in_vain,
)
from .signing_subjects import SUBJECTS
from .storage import read_file
from .trusted_issuers import Trust, trust_of

_TOKEN_FIELD = {
    WrongPin: "pin",
    PinLocked: "pin",
    TokenMissing: "key_id",
    TokenKeyMissing: "key_id",
    TokenFailed: "key_id",
}


@dataclass(frozen=True)
class RoundSaved:
    """The round after a step; `document_id` once it is published (0 before)."""

    round_id: int
    symbol: str
    document_id: int = 0


@command(Action.ROUND_START)
def start_round(
    cx: Command, kind: SubjectKind, subject_id: int, version: int, dated: date, own: bool = False
) -> RoundSaved:
    """Take the number and freeze the bytes; the signatures come afterwards, one by one.

    `own`: only for the signatory. Raises Invalid for `dated`, Conflict and Refused as issuing does.
    """
    paper, signatory_id = SUBJECTS[kind].paper(cx, subject_id, version, dated)
    if own and signatory_id != cx.actor.user_id:
        raise Refused("not_the_signatory", name=paper.signatory_name)
    row = begin(cx, paper, dated, signatory_id, (kind, subject_id))
    return RoundSaved(row.id, _symbol(cx, row))


def _symbol(cx: Context, row: SigningRound) -> str:
    return cx.session.get_one(RegisterEntry, row.entry_id).symbol


class SignedPaper:
    """A paper with one more signature, made outside of a transaction. The same press is known again."""

    def __init__(
        self,
        base: str,
        data: bytes,
        key_id: int,
        means: SigningMeans,
        stamped: bool,
        is_last: bool,
        certificate: bytes = b"",
    ) -> None:
        self.base, self.data, self.key_id = base, data, key_id
        #: Of a signer who registers it with this very signature.
        self.certificate = certificate
        self.means, self.stamped, self.is_last = means, stamped, is_last

    def __str__(self) -> str:
        return "a signed paper"


#: Nothing was there to sign; a press that was carried out before still gets its answer.
NOTHING = SignedPaper("", b"", 0, SigningMeans.OUTSIDE, False, False)


@dataclass(frozen=True)
class AtHand:
    """Everything that a signature is made and judged with, read once."""

    base: str
    data: bytes
    field: str
    shown_name: str
    is_last: bool
    trust: Trust
    key: SigningKey | None
    manner: Manner | None
    others: tuple[str, ...]
    now: datetime


@query(Action.ROUND_SIGN)
def _at_hand(
    cx: Query, round_id: int, version: int, choose: Callable[[Query], SigningKey | None], stamp_url: str
) -> AtHand | None:
    """None when there is nothing for the actor to sign here any more: the command then says why."""
    row = cx.load(SigningRound, round_id)
    signatures = signatures_of(cx.session, row.id)
    due = due_of(signatures)
    if row.state is not RoundState.OPEN or row.version != version or due is None:
        return None
    _must_be_due(cx, due)
    key = choose(cx)
    made = [one.key_id for one in signatures if one.key_id is not None]
    others = cx.session.scalars(select(SigningKey.fingerprint).where(SigningKey.id.in_(made))).all()
    manner = manner_of(cx, signatures, due, key, stamp_url) if key is not None else None
    if key is not None:
        cx.session.expunge(key)
    return AtHand(
        base=row.current_sha256,
        data=read_file(row.current_sha256),
        field=due.field,
        shown_name=due.shown_name,
        is_last=due.place == len(signatures),
        trust=trust_of(cx.session),
        key=key,
        manner=manner,
        others=tuple(others),
        now=clock.local(cx.now),
    )


def _must_be_due(cx: Context, due: RoundSignature) -> None:
    if due.user_id != cx.actor.user_id:
        raise Refused("not_your_signature", name=due.user_name)


def sign_with_file(
    caller: Caller, round_id: int, version: int, passphrase: str, unstamped: bool = False
) -> RoundSaved:
    """Put the signature due into the paper by the actor's key file; the last one publishes it.

    Raises Invalid for `passphrase`, Refused (not the one whose turn it is, no usable key, the issuer not
    trusted here, no time stamp), Conflict when the round has gone on or ended meanwhile.
    """
    stamp_url = "" if unstamped else installation().settings.stamp_url
    hand = read_round(caller.actor, round_id, version, lambda cx: opened_key(cx, passphrase), stamp_url)
    if hand is None or hand.key is None or hand.manner is None:
        return put_signature(caller, round_id, version, NOTHING)
    try:
        data = signing.sign(
            hand.data,
            hand.key.pkcs12,
            passphrase,
            signer_name=hand.shown_name,
            signed_at=hand.now,
            crls=hand.trust.revocation_lists,
            issuers=hand.trust.certificates,
            manner=hand.manner,
        )
    except WrongPassphrase:
        raise Invalid(fields={"passphrase": "wrong_passphrase"}) from None
    except DocumentError as problem:
        raise refusal_of(problem) from problem
    return _checked_and_put(caller, round_id, version, hand, data, SigningMeans.KEY_FILE, stamp_url)


def sign_with_token(
    caller: Caller, round_id: int, version: int, key_id: int, pin: str, unstamped: bool = False
) -> RoundSaved:
    """As sign_with_file, by a registered certificate whose key is on the token at the server.

    Raises besides Invalid for `pin` (wrong, locked) and for `key_id` (no token, not on it).
    """
    settings = installation().settings
    stamp_url = "" if unstamped else settings.stamp_url

    def choose(cx: Query) -> SigningKey | None:
        key = cx.session.get(SigningKey, key_id)
        mine = key is not None and key.user_id == cx.actor.user_id and key.removed_at is None
        if key is None or not mine or key.means is not SigningMeans.TOKEN or not settings.pkcs11_library:
            raise Invalid(fields={"key_id": "token_key_unknown"})
        return key

    hand = read_round(caller.actor, round_id, version, choose, stamp_url)
    if hand is None or hand.key is None or hand.manner is None:
        return put_signature(caller, round_id, version, NOTHING)
    try:
        data = signing.sign_on_token(
            hand.data,
            hand.key.certificate or b"",
            Token(settings.pkcs11_library, settings.pkcs11_token),
            pin,
            signer_name=hand.shown_name,
            signed_at=hand.now,
            crls=hand.trust.revocation_lists,
            issuers=hand.trust.certificates,
            manner=hand.manner,
        )
    except (WrongPin, PinLocked, TokenMissing, TokenKeyMissing, TokenFailed) as problem:
        raise Invalid(fields={_TOKEN_FIELD[type(problem)]: problem.code}) from problem
    except DocumentError as problem:
        raise refusal_of(problem) from problem
    return _checked_and_put(caller, round_id, version, hand, data, SigningMeans.TOKEN, stamp_url)


def read_round(
    actor: Actor,
    round_id: int,
    version: int,
    choose: Callable[[Query], SigningKey | None],
    stamp_url: str,
) -> AtHand | None:
    """What the actor's signature is made and judged with; None when none is due (any more).

    Raises Refused when it is another's turn, and what `choose` raises.
    """
    found = _at_hand(actor, round_id, version, choose, stamp_url)
    db.session.rollback()  # signing takes a while; nobody who writes waits for a reader meanwhile
    return found


def _checked_and_put(
    caller: Caller,
    round_id: int,
    version: int,
    hand: AtHand,
    data: bytes,
    means: SigningMeans,
    stamp_url: str,
) -> RoundSaved:
    """Our own signature is held against what a foreign one must be, then written down."""
    key = hand.key
    if key is None:
        raise NotFound
    found = accept_signed(
        hand.data,
        data,
        (Due(hand.field, frozenset({key.fingerprint}), hand.is_last),),
        trusted=hand.trust.certificates,
        crls=hand.trust.revocation_lists,
        at=hand.now,
    )
    if found.failures == ("issuer_not_trusted",):
        raise Refused("issuer_unknown", issuer=key.issuer)
    if not found.accepted:
        raise Refused("own_output_unsound")
    whole = finished(hand, data, {key.fingerprint}, stamp_url) if hand.is_last else data
    return put_signature(
        caller, round_id, version, SignedPaper(hand.base, whole, key.id, means, bool(stamp_url), hand.is_last)
    )


def finished(hand: AtHand, data: bytes, fingerprints: set[str], stamp_url: str) -> bytes:
    """The paper with all its signatures, once it has stood the check that everybody can make."""
    report = verify(
        data,
        trusted=hand.trust.certificates,
        crls=hand.trust.revocation_lists,
        at=hand.now,
        known={},
    )
    signers = {signer.fingerprint for signer in report.signers}
    if report.verdict not in SOUND or signers != fingerprints | set(hand.others):
        raise Refused("own_output_unsound" if report.verdict is not Verdict.UNTRUSTED else "issuer_untrusted")
    return for_later(report, data, hand.trust, hand.now, stamp_url)


@command(Action.ROUND_SIGN)
def put_signature(cx: Command, round_id: int, version: int, made: SignedPaper) -> RoundSaved:
    """Write the signature down if the paper is still what was signed; the last one publishes it."""
    row = cx.load(SigningRound, round_id)
    signatures = signatures_of(cx.session, row.id)
    due = due_of(signatures)
    if row.state is not RoundState.OPEN or due is None:
        raise Conflict("round_ended")
    if not made.data or row.version != version or row.current_sha256 != made.base:
        raise Conflict("round_went_on")
    _must_be_due(cx, due)
    if made.certificate:
        key = put_certificate(cx, due.user_id, made.certificate, SigningMeans.OUTSIDE)
    else:
        key = cx.session.get_one(SigningKey, made.key_id)
    put(cx, row, due, made.data, key=key, means=made.means, stamped=made.stamped)
    symbol = _symbol(cx, row)
    if not made.is_last:
        return RoundSaved(row.id, symbol)
    document, entry = published(cx, row, signatures, made.data)
    kind, subject_id = subject_of(row)
    SUBJECTS[kind].published(cx, subject_id, document, entry)
    return RoundSaved(row.id, symbol, document.id)


def _open(cx: Command, round_id: int, version: int) -> SigningRound:
    row = cx.load(SigningRound, round_id)
    if row.state is not RoundState.OPEN:
        raise Conflict("round_ended")
    if row.version != version:
        raise Conflict("round_went_on")
    return row


@command(Action.ROUND_SIGN)
def decline(cx: Command, round_id: int, version: int, reason: str) -> RoundSaved:
    """Do not sign: the number is cancelled with the reason, and the paper goes back to who wrote it.

    For whoever has a signature to give that is not given yet. Raises Invalid for `reason`, Refused, Conflict.
    """
    row = _open(cx, round_id, version)
    mine = [one for one in signatures_of(cx.session, row.id) if one.user_id == cx.actor.user_id]
    if not any(one.signed_at is None for one in mine):
        raise Refused("not_your_round")
    return _given_up(cx, row, RoundState.DECLINED, reason)


@command(Action.ROUND_WITHDRAW)
def withdraw(cx: Command, round_id: int, version: int, reason: str) -> RoundSaved:
    """Take the paper back before anybody has signed; the number is cancelled with the reason.

    Also afterwards when who is waited for can sign no more: nobody else could end the round. Raises Invalid
    for `reason`, Refused once somebody has signed, Conflict.
    """
    row = _open(cx, round_id, version)
    signatures = signatures_of(cx.session, row.id)
    signed = any(one.signed_at is not None for one in signatures)
    if signed and not waits_in_vain(cx.session, due_of(signatures)):
        raise Refused("round_signed_already")
    return _given_up(cx, row, RoundState.WITHDRAWN, reason)


def _given_up(cx: Command, row: SigningRound, state: RoundState, reason: str) -> RoundSaved:
    end(cx, row, state, reason)
    kind, subject_id = subject_of(row)
    SUBJECTS[kind].given_back(cx, subject_id, reason.strip())
    return RoundSaved(row.id, _symbol(cx, row))
