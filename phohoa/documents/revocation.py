"""Whether a certificate was revoked, from the lists at hand alone; nothing is fetched."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature

from phohoa.documents.names import load_certificate


class Revocation(enum.Enum):
    """What the lists say."""

    CHECKED_OK = "checked_ok"
    REVOKED = "revoked"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class RevocationFinding:
    """The state, and when the certificate was revoked (UTC), even if after the signature."""

    state: Revocation
    revoked_at: datetime | None = None


def revocation_of(
    certificate: x509.Certificate,
    issuers: Sequence[bytes],
    crls: Sequence[bytes],
    *,
    at: datetime,
    existed_at: datetime | None = None,
) -> RevocationFinding:
    """The state of one certificate at `at`, by lists signed by its issuer, found in `issuers` (PEM or DER).

    A list counts when it was issued by `at` and its next update is not yet due. `existed_at` is the time at
    which the signed bytes are known, from our own register, to have existed: then a list issued after it
    and within the certificate's life is enough, however old, and a revocation after it does not undo the
    signature; so is a list that was current at that time, as a file may bring it along.
    """
    counted = False
    revoked_at: datetime | None = None
    for crl in _lists_of_issuer(certificate, issuers, crls):
        if crl.last_update_utc > at:
            continue
        entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None and _removed(entry):
            entry = None
        if entry is not None and (revoked_at is None or entry.revocation_date_utc < revoked_at):
            revoked_at = entry.revocation_date_utc
        due = crl.next_update_utc
        current = due is not None and at <= due
        later = (
            existed_at is not None and existed_at <= crl.last_update_utc <= certificate.not_valid_after_utc
        )
        was_current = existed_at is not None and due is not None and crl.last_update_utc <= existed_at <= due
        counted = counted or current or later or was_current
    if revoked_at is not None and (existed_at is None or revoked_at <= existed_at):
        return RevocationFinding(Revocation.REVOKED, revoked_at)
    state = Revocation.CHECKED_OK if counted else Revocation.NOT_CHECKED
    return RevocationFinding(state, revoked_at)


def _removed(entry: x509.RevokedCertificate) -> bool:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return False
    return reason is x509.ReasonFlags.remove_from_crl


def _lists_of_issuer(
    certificate: x509.Certificate, issuers: Sequence[bytes], crls: Sequence[bytes]
) -> list[x509.CertificateRevocationList]:
    found = []
    for data in crls:
        try:
            crl = x509.load_der_x509_crl(data)
            if crl.issuer != certificate.issuer or _partial(crl):
                continue
            for issuer in map(load_certificate, issuers):
                if issuer.subject == crl.issuer and _issued(certificate, issuer) and _signed(crl, issuer):
                    found.append(crl)
                    break
        except (ValueError, TypeError):
            continue
    return found


def _partial(crl: x509.CertificateRevocationList) -> bool:
    """Lists that cover only a part, and lists with demands unknown here, prove nothing."""
    known = (x509.CRLNumber, x509.AuthorityKeyIdentifier)
    return any(extension.critical and not isinstance(extension.value, known) for extension in crl.extensions)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _signed(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    try:
        return crl.is_signature_valid(key)  # type: ignore[arg-type]
    except TypeError:
        return False
