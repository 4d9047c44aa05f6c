"""Number, draw, sign, check, store: what every document of the committee goes through, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from ..documents import signing
from ..documents.errors import (
    DocumentError,
    ForeignLetter,
    KeyExpired,
    KeyNotYetValid,
    KeyRevoked,
    SecretPaper,
    TimeStampFailed,
    WrongPassphrase,
)
from ..documents.signing import Manner
from ..documents.verification import Report, Verdict, verify
from ..domain.errors import Invalid, Refused
from ..domain.numbering import DocumentKind
from ..domain.signing import SigningMeans
from ..models import Document, RegisterEntry, SigningKey
from ..texts import plans as texts
from . import clock
from .command import Command, Context
from .public_papers import address_of
from .register import note_document, take_number
from .storage import store_document
from .trusted_issuers import Trust, trust_of

#: What our own output may be found to be. A list of revoked certificates may be missing; the check of the
#: document says so. With everything else the paper would not stand a check, so it is not issued.
SOUND = (Verdict.GENUINE, Verdict.REVOCATION_UNKNOWN)
#: What has a sentence of its own; all else is a fault of the machine.
_TOLD = (KeyExpired, KeyNotYetValid, KeyRevoked, SecretPaper, TimeStampFailed)


@dataclass(frozen=True)
class Paper:
    """What the register says of a document, its title from the symbol, and its bytes.

    The bytes come from the number, the address where the paper can be checked ("" without one), and whether
    the organisation's signature is due beside the signatory's.
    """

    kind: DocumentKind
    subject: str
    signatory_name: str
    recipients: str
    title: Callable[[str], str]
    draw: Callable[[int, str, bool], bytes]


def usable_key(cx: Context) -> SigningKey | None:
    """The actor's newest key file that is in date."""
    return cx.session.scalar(
        select(SigningKey)
        .where(SigningKey.user_id == cx.actor.user_id, SigningKey.removed_at.is_(None))
        .where(SigningKey.means == SigningMeans.KEY_FILE)
        .where(SigningKey.not_before <= cx.now, SigningKey.not_after >= cx.now)
        .order_by(SigningKey.added_at.desc(), SigningKey.id.desc())
        .limit(1)
    )


def opened_key(cx: Context, passphrase: str) -> SigningKey:
    """The actor's key, once the passphrase was seen to open it: the commonest mistake is the quickest answer.

    Raises Refused without a usable key, Invalid for `passphrase`.
    """
    key = usable_key(cx)
    if key is None:
        raise Refused("no_key")
    try:
        signing.inspect_key(key.pkcs12, passphrase)
    except WrongPassphrase:
        raise Invalid(fields={"passphrase": "wrong_passphrase"}) from None
    except DocumentError as problem:
        raise refusal_of(problem) from problem
    return key


def publish(
    cx: Command, paper: Paper, dated: date, key: SigningKey, passphrase: str, *, unstamped: bool = False
) -> tuple[Document, RegisterEntry]:
    """Take the number, draw, sign, check the own output, store; the document is issued to everyone.

    The time is stamped where the operator named a server, unless `unstamped`; then the data for a check in
    later years is added. Raises Invalid for `dated` or `passphrase`, Refused when the paper cannot be drawn
    or does not stand its own check; then no number is used and nothing is stored.
    """
    entry = take_number(
        cx,
        paper.kind,
        dated,
        subject=paper.subject,
        signatory_name=paper.signatory_name,
        recipients=paper.recipients,
    )
    trust = trust_of(cx.session)
    stamp_url = "" if unstamped else cx.settings.stamp_url
    try:
        drawn = paper.draw(entry.number, address_of(entry.id), False)
        signed = signing.sign(
            drawn,
            key.pkcs12,
            passphrase,
            signer_name=paper.signatory_name,
            signed_at=clock.local(cx.now),
            crls=trust.revocation_lists,
            issuers=trust.certificates,
            manner=Manner(reason=demo_mark(key), stamp_url=stamp_url),
        )
    except WrongPassphrase:
        raise Invalid(fields={"passphrase": "wrong_passphrase"}) from None
    except DocumentError as problem:
        raise refusal_of(problem) from problem
    report = _check_own_output(cx, signed, drawn, trust, key)
    signed = for_later(report, signed, trust, clock.local(cx.now), stamp_url)
    title = paper.title(entry.symbol)
    document = store_document(cx, paper.kind, title, signed, signed=True, issued_on=dated)
    document.signing_key_id = key.id
    note_document(cx, entry, document)
    return document, entry


def for_later(report: Report, signed: bytes, trust: Trust, at: datetime, stamp_url: str) -> bytes:
    """The paper with what a check in later years needs, where its time is stamped and the lists are at hand.

    A paper without a time stamp stays as it was signed: nothing would prove when the lists were good. What
    cannot be added for whatever reason is left out; the signatures stand as they are.
    """
    stamped = any(one.stamped_at is not None and one.stamp_trusted for one in report.signers)
    if not stamped or report.verdict is not Verdict.GENUINE:
        return signed
    try:
        whole = signing.with_evidence(
            signed, trusted=trust.certificates, crls=trust.revocation_lists, stamp_url=stamp_url
        )
    except DocumentError:
        return signed
    again = verify(whole, trusted=trust.certificates, crls=trust.revocation_lists, at=at, known={})
    return whole if again.verdict is Verdict.GENUINE else signed


def demo_mark(key: SigningKey) -> str:
    """What shows in a signature by a key of the demonstration."""
    return texts.DEMO_STAMP if key.is_demo else ""


def refusal_of(problem: DocumentError) -> Refused:
    """What a failure of drawing or signing is to whoever pressed the button."""
    if isinstance(problem, ForeignLetter):
        return Refused("foreign_letter", letter=problem.letter, point=problem.point)
    if isinstance(problem, _TOLD):
        return Refused(problem.code)
    return Refused("document_failed")


def _check_own_output(cx: Command, signed: bytes, drawn: bytes, trust: Trust, key: SigningKey) -> Report:
    report = verify(
        signed, trusted=trust.certificates, crls=trust.revocation_lists, at=clock.local(cx.now), known={}
    )
    if report.verdict is Verdict.UNTRUSTED:
        raise Refused("issuer_unknown", issuer=key.issuer)
    fingerprints = {signer.fingerprint for signer in report.signers}
    if report.verdict not in SOUND or not signed.startswith(drawn) or fingerprints != {key.fingerprint}:
        raise Refused("own_output_unsound")
    return report
