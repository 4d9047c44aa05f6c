"""The signatory's key and its use: what a PKCS#12 file holds, and a PAdES signature in the reserved field."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from phohoa.documents import typesetting
from phohoa.documents.errors import (
    KeyExpired,
    KeyNotYetValid,
    KeyRevoked,
    KeyUnfit,
    NotAKeyFile,
    WrongPassphrase,
    refusal,
)
from phohoa.documents.names import common_name
from phohoa.documents.press import DRAWING
from phohoa.documents.revocation import Revocation, revocation_of

MAX_KEY_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What may be shown and stored about a key: nothing of it is secret."""

    subject: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    fingerprint: str


def inspect_key(p12: bytes, passphrase: str) -> KeyInfo:
    """Owner and validity of the certificate in a PKCS#12 file; `fingerprint` is its SHA-256 in hex.

    Raises NotAKeyFile, WrongPassphrase, KeyUnfit (no signing key inside); says nothing on the date.
    """
    certificate = _open(p12, passphrase)
    return KeyInfo(
        subject=common_name(certificate.subject),
        serial=f"{certificate.serial_number:x}",
        issuer=common_name(certificate.issuer),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def sign(
    pdf: bytes,
    p12: bytes,
    passphrase: str,
    *,
    signer_name: str,
    signed_at: datetime,
    reason: str = "",
    field: str = typesetting.SIGNATURE_FIELD,
    crls: Sequence[bytes] = (),
    issuers: Sequence[bytes] = (),
) -> bytes:
    """`pdf` with one visible PAdES B-B signature in its empty `field`, certified against any later change.

    `signed_at` carries a zone; it is the time the signature claims, for no time authority stands behind it.
    `crls` (DER) and `issuers` (certificates, PEM or DER) are asked before signing; the lists are not
    embedded, because a later addition would leave bytes that the signature does not cover. The first bytes
    of the result are `pdf`.

    Raises NotAKeyFile, WrongPassphrase, KeyUnfit, KeyNotYetValid, KeyExpired, KeyRevoked, FieldMissing, and
    what render_plan raises for a letter or a child process.
    """
    if signed_at.tzinfo is None:
        raise ValueError("signed_at needs a zone")
    certificate = _open(p12, passphrase)
    if signed_at > certificate.not_valid_after_utc:
        raise KeyExpired(f"{certificate.not_valid_after_utc:%Y-%m-%d}")
    if signed_at < certificate.not_valid_before_utc:
        raise KeyNotYetValid(f"{certificate.not_valid_before_utc:%Y-%m-%d}")
    if revocation_of(certificate, issuers, crls, at=signed_at).state is Revocation.REVOKED:
        raise KeyRevoked(f"{certificate.serial_number:x}")
    answer = DRAWING.run(
        "sign",
        {
            "passphrase": passphrase,
            "field": field,
            "signer": typesetting.compose(signer_name),
            "issuer": typesetting.compose(common_name(certificate.issuer)),
            "reason": typesetting.compose(reason),
            "signed_at": signed_at.isoformat(),
        },
        (pdf, p12),
    )
    if answer.name != "done":
        raise refusal(str(answer.values["code"]), str(answer.values["detail"]))
    return answer.parts[0]


def _open(p12: bytes, passphrase: str) -> x509.Certificate:
    if len(p12) > MAX_KEY_FILE or not _looks_like_p12(p12):
        raise NotAKeyFile("not a PKCS#12 file")
    key, certificate = None, None
    # A wrong passphrase and a damaged inner part cannot be told apart: the check sum depends on the
    # passphrase.
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(p12, passphrase.encode("utf-8"))
    except (ValueError, TypeError) as problem:
        raise WrongPassphrase("the passphrase does not open the file") from problem
    if key is None or certificate is None:
        raise NotAKeyFile("no private key with its certificate")
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyUnfit("kind of key")
    with contextlib.suppress(x509.ExtensionNotFound):
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise KeyUnfit("key usage")
    return certificate


def _looks_like_p12(data: bytes) -> bool:
    try:
        outer = asn1_pkcs12.Pfx.load(data, strict=True)
        return bool(outer["version"].native == "v3") and outer["auth_safe"]["content_type"].native == "data"
    except (ValueError, TypeError):
        return False
