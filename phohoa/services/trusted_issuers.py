"""Authorities whose certificates count here, and their lists of revoked certificates."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.names import common_name, load_certificate
from ..domain.access import Action
from ..domain.errors import Conflict, Invalid
from ..models import TrustedIssuer
from .command import Command, Query, command, query

MAX_CERTIFICATE = 64 * 1024
MAX_LIST = 5 * 1024 * 1024


@dataclass(frozen=True)
class Trust:
    """What a signature is judged by."""

    certificates: tuple[bytes, ...]
    revocation_lists: tuple[bytes, ...]
    demo_fingerprints: frozenset[str] = frozenset()


def trust_of(session: Session) -> Trust:
    """The certificates and lists of this installation."""
    rows = session.scalars(
        select(TrustedIssuer).where(TrustedIssuer.removed_at.is_(None)).order_by(TrustedIssuer.id)
    ).all()
    return Trust(
        tuple(row.certificate for row in rows),
        tuple(row.revocation_list for row in rows if row.revocation_list),
        frozenset(row.fingerprint for row in rows if row.is_demo),
    )


@dataclass(frozen=True)
class IssuerSaved:
    issuer_id: int


def _certificate(data: bytes) -> x509.Certificate:
    if not data:
        raise Invalid(fields={"file": "required"})
    try:
        if len(data) > MAX_CERTIFICATE:
            raise ValueError
        certificate = load_certificate(data)
    except ValueError:
        raise Invalid(fields={"file": "not_a_certificate"}) from None
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        is_authority = constraints.ca
    except (x509.ExtensionNotFound, ValueError):
        is_authority = False
    if not is_authority:
        raise Invalid(fields={"file": "not_an_authority"})
    return certificate


def put_issuer(cx: Command, data: bytes, *, is_demo: bool = False) -> TrustedIssuer:
    """Trust the authority of the certificate (PEM or DER). Raises Invalid for `file`."""
    certificate = _certificate(data)
    if certificate.not_valid_after_utc < cx.now:
        raise Invalid(fields={"file": "issuer_expired"})
    fingerprint = certificate.fingerprint(hashes.SHA256()).hex()
    row = cx.session.scalar(select(TrustedIssuer).where(TrustedIssuer.fingerprint == fingerprint))
    if row is not None and row.removed_at is None:
        raise Invalid(fields={"file": "issuer_known"})
    if row is None:
        row = TrustedIssuer(
            name=common_name(certificate.subject)[:300],
            certificate=certificate.public_bytes(Encoding.DER),
            fingerprint=fingerprint,
            is_demo=is_demo,
            added_at=cx.now,
        )
        cx.session.add(row)
    row.removed_at = None
    cx.session.flush()
    return row


@command(Action.ISSUER_MANAGE)
def add_issuer(cx: Command, data: bytes) -> IssuerSaved:
    """Trust the authority whose certificate this is. Raises Invalid for `file`."""
    cx.allow()
    return IssuerSaved(put_issuer(cx, data).id)


def _list(data: bytes) -> x509.CertificateRevocationList:
    if not data:
        raise Invalid(fields={"file": "required"})
    try:
        if len(data) > MAX_LIST:
            raise ValueError
        if data.lstrip().startswith(b"-----BEGIN"):
            return x509.load_pem_x509_crl(data)
        return x509.load_der_x509_crl(data)
    except ValueError:
        raise Invalid(fields={"file": "not_a_revocation_list"}) from None


def put_revocation_list(row: TrustedIssuer, data: bytes) -> None:
    """Keep the list with the authority that signed it, unless it is older. Raises Invalid for `file`."""
    crl = _list(data)
    authority = x509.load_der_x509_certificate(row.certificate)
    try:
        is_its_own = crl.issuer == authority.subject and crl.is_signature_valid(
            authority.public_key()  # type: ignore[arg-type]
        )
    except (TypeError, ValueError):
        is_its_own = False
    if not is_its_own:
        raise Invalid(fields={"file": "revocation_list_foreign"})
    if row.revocation_list is not None:
        kept = x509.load_der_x509_crl(row.revocation_list)
        if crl.last_update_utc < kept.last_update_utc:
            raise Invalid(fields={"file": "revocation_list_older"})
    row.revocation_list = crl.public_bytes(Encoding.DER)
    row.revocation_until = crl.next_update_utc


@command(Action.ISSUER_MANAGE)
def add_revocation_list(cx: Command, issuer_id: int, version: int, data: bytes) -> IssuerSaved:
    """Put the newest list of revoked certificates (PEM or DER) of an authority. Raises Invalid for `file`."""
    row = cx.load(TrustedIssuer, issuer_id, version)
    if row.removed_at is not None:
        raise Conflict("stale")
    put_revocation_list(row, data)
    return IssuerSaved(row.id)


@command(Action.ISSUER_MANAGE)
def remove_issuer(cx: Command, issuer_id: int, version: int) -> IssuerSaved:
    """Trust the authority no more; signatures of its certificates are then shown as not trusted."""
    row = cx.load(TrustedIssuer, issuer_id, version)
    row.removed_at = row.removed_at or cx.now
    return IssuerSaved(row.id)


@dataclass(frozen=True)
class IssuerLine:
    """One trusted authority."""

    id: int
    version: int
    name: str
    fingerprint: str
    not_after: datetime
    is_demo: bool
    revocation_until: datetime | None
    has_list: bool
    list_is_current: bool


@query(Action.ISSUER_MANAGE)
def issuers(cx: Query) -> tuple[IssuerLine, ...]:
    """The authorities trusted here."""
    cx.allow()
    rows = cx.session.scalars(
        select(TrustedIssuer).where(TrustedIssuer.removed_at.is_(None)).order_by(TrustedIssuer.id)
    )
    return tuple(
        IssuerLine(
            id=row.id,
            version=row.version,
            name=row.name,
            fingerprint=row.fingerprint,
            not_after=x509.load_der_x509_certificate(row.certificate).not_valid_after_utc,
            is_demo=row.is_demo,
            revocation_until=row.revocation_until,
            has_list=row.revocation_list is not None,
            list_is_current=row.revocation_until is not None and row.revocation_until >= cx.now,
        )
        for row in rows
    )
