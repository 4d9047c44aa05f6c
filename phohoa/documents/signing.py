"""The signatory's key and its use: what a PKCS#12 file holds, and a PAdES signature in the reserved field."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from phohoa.documents.errors import (
    KeyExpired,
    KeyNotYetValid,
    KeyRevoked,
    KeyUnfit,
    NotAKeyFile,
    WrongPassphrase,
    refusal,
)
from phohoa.documents.fields import SIGNATURE_FIELD
from phohoa.documents.letters import compose
from phohoa.documents.names import common_name, load_certificate
from phohoa.documents.press import DRAWING, READING, TOKENS, Press
from phohoa.documents.revocation import Revocation, revocation_of
from phohoa.documents.wire import Value
from phohoa.texts.documents import moment_words

MAX_KEY_FILE = 1_000_000
#: Rounds that make a passphrase dear to guess; one of a maker has some thousands. Every round is waited for.
MOST_ROUNDS = 2_000_000
MAX_PICTURE = 1_000_000
#: Of revocation lists inside of a paper; a list of all that a large authority revoked is for the archive.
MAX_LISTS = 2_000_000


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What may be shown and stored about a key: nothing of it is secret."""

    subject: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    fingerprint: str
    #: DER.
    certificate: bytes = b""


def inspect_key(p12: bytes, passphrase: str) -> KeyInfo:
    """Owner and validity of the certificate in a PKCS#12 file; `fingerprint` is its SHA-256 in hex.

    Raises NotAKeyFile, WrongPassphrase, KeyUnfit (no signing key inside); says nothing on the date.
    """
    return _info(_open(p12, passphrase))


def _info(certificate: x509.Certificate) -> KeyInfo:
    return KeyInfo(
        subject=common_name(certificate.subject),
        serial=f"{certificate.serial_number:x}",
        issuer=common_name(certificate.issuer),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate.public_bytes(Encoding.DER),
    )


@dataclass(frozen=True, slots=True)
class Manner:
    """How one signature is made.

    `look`: person, beside_seal (its left third stays free), seal. `certify`: all (nothing may follow), more
    (signatures due may), no (an earlier signature has certified). `stamp_url`: the server that stamps the
    time (RFC 3161), "" for none. `image`: the picture of the seal (PNG), b"" for none.
    """

    field: str = SIGNATURE_FIELD
    look: str = "person"
    certify: str = "all"
    reason: str = ""
    stamp_url: str = ""
    image: bytes = b""


@dataclass(frozen=True, slots=True)
class Token:
    """Where a PKCS#11 token is: the path of its library, and its label ("" for the only one)."""

    library: str
    label: str = ""


def sign(
    pdf: bytes,
    p12: bytes,
    passphrase: str,
    *,
    signer_name: str,
    signed_at: datetime,
    reason: str = "",
    field: str = SIGNATURE_FIELD,
    crls: Sequence[bytes] = (),
    issuers: Sequence[bytes] = (),
    manner: Manner | None = None,
    press: Press = DRAWING,
) -> bytes:
    """`pdf` with one visible PAdES signature in its empty field, by default certified against any change.

    `signed_at` carries a zone; without a time stamp it is only what the signature claims.
    `crls` (DER) and `issuers` (certificates, PEM or DER) are asked before signing; the lists are not
    embedded here: they come in a version of their own, after the last signature. The first bytes of the
    result are `pdf`. `press` is the child that signs; that which draws papers draws how it shows.

    Raises NotAKeyFile, WrongPassphrase, KeyUnfit, KeyNotYetValid, KeyExpired, KeyRevoked, FieldMissing,
    TimeStampFailed, and what render_plan raises for a letter or a child process.
    """
    certificate = _open(p12, passphrase)
    usable(certificate, signed_at, issuers, crls)
    how = manner or Manner(field=field, reason=reason)
    values = _values(how, certificate, signer_name, signed_at) | {
        "means": "file",
        "passphrase": passphrase,
    }
    return _answered(press, "sign", values, (pdf, p12, _look(pdf, values, how)))[0]


def sign_on_token(
    pdf: bytes,
    certificate: bytes,
    token: Token,
    pin: str,
    *,
    signer_name: str,
    signed_at: datetime,
    crls: Sequence[bytes] = (),
    issuers: Sequence[bytes] = (),
    manner: Manner | None = None,
) -> bytes:
    """As sign, by the key that belongs to `certificate` (DER) and never leaves the token.

    The PIN is given once to a process of its own and kept nowhere. Raises besides WrongPin, PinLocked,
    TokenMissing, TokenKeyMissing, TokenFailed.
    """
    known = x509.load_der_x509_certificate(certificate)
    usable(known, signed_at, issuers, crls)
    how = manner or Manner()
    values = _values(how, known, signer_name, signed_at) | {
        "means": "token",
        "library": token.library,
        "token": token.label,
        "pin": pin,
    }
    return _answered(TOKENS, "sign", values, (pdf, certificate, _look(pdf, values, how)))[0]


def probe_stamp(stamp_url: str) -> None:
    """Ask the server once, before anybody waits for it with a lock in hand. Raises TimeStampFailed."""
    _answered(DRAWING, "probe_stamp", {"stamp_url": stamp_url})


def with_evidence(
    pdf: bytes, *, trusted: Sequence[bytes], crls: Sequence[bytes], stamp_url: str = ""
) -> bytes:
    """The signed `pdf` with a last version that holds certificates and revocation lists (PAdES B-LT).

    With a server at `stamp_url` it is stamped as a whole (B-LTA). Nothing that shows is touched; the first
    bytes of the result are `pdf`. Lists too long for a paper are left out, and then nothing is added. Raises
    TimeStampFailed and what a child process raises.
    """
    if not crls or sum(map(len, crls)) > MAX_LISTS:
        return pdf
    values: dict[str, Value] = {"trusted": len(trusted), "stamp_url": stamp_url}
    return _answered(DRAWING, "add_evidence", values, (pdf, *trusted, *crls))[0]


def token_certificates(token: Token) -> tuple[bytes, ...]:
    """The certificates (DER) of people and organisations on the token. Raises TokenMissing, TokenFailed."""
    return _answered(
        TOKENS, "token_certificates", {"library": token.library, "token": token.label, "pin": ""}
    )


def seal_picture(data: bytes) -> tuple[str, bytes]:
    """A code of texts.signing ("" if all is well) and the picture of a seal as a PNG of our own making."""
    if len(data) > MAX_PICTURE:
        return "seal_too_large", b""
    answer = READING.run("seal_picture", {}, (data,))
    if answer.name != "done":
        return "seal_not_png", b""
    return str(answer.values["code"]), answer.parts[0]


def usable(
    certificate: x509.Certificate, at: datetime, issuers: Sequence[bytes] = (), crls: Sequence[bytes] = ()
) -> None:
    """Whether a certificate may sign at that moment (with a zone).

    Raises KeyUnfit, KeyExpired, KeyNotYetValid, KeyRevoked.
    """
    if at.tzinfo is None:
        raise ValueError("the moment needs a zone")
    _fit(certificate)
    if at > certificate.not_valid_after_utc:
        raise KeyExpired(f"{certificate.not_valid_after_utc:%Y-%m-%d}")
    if at < certificate.not_valid_before_utc:
        raise KeyNotYetValid(f"{certificate.not_valid_before_utc:%Y-%m-%d}")
    if revocation_of(certificate, issuers, crls, at=at).state is Revocation.REVOKED:
        raise KeyRevoked(f"{certificate.serial_number:x}")


def _look(pdf: bytes, values: dict[str, Value], how: Manner) -> bytes:
    """The page that shows the signature. The child that draws it learns neither passphrase nor PIN."""
    shown = {name: values[name] for name in ("field", "look", "signer", "issuer", "reason", "moment")}
    return _answered(DRAWING, "look", shown, (pdf, how.image))[0]


def _values(how: Manner, certificate: x509.Certificate, signer_name: str, at: datetime) -> dict[str, Value]:
    return {
        "field": how.field,
        "look": how.look,
        "certify": how.certify,
        "stamp_url": how.stamp_url,
        "signer": compose(signer_name),
        "issuer": compose(common_name(certificate.issuer)),
        "reason": compose(how.reason),
        "signed_at": at.isoformat(),
        "moment": moment_words(at),
    }


def _answered(
    press: Press, name: str, values: dict[str, Value], parts: tuple[bytes, ...] = ()
) -> tuple[bytes, ...]:
    answer = press.run(name, values, parts)
    if answer.name != "done":
        raise refusal(str(answer.values["code"]), str(answer.values["detail"]))
    return tuple(answer.parts)


def inspect_certificate(data: bytes) -> KeyInfo:
    """Owner and validity of the public certificate (PEM or DER) of somebody who signs.

    Raises NotAKeyFile for anything else, KeyUnfit for one that is not meant for signing papers.
    """
    try:
        if len(data) > MAX_KEY_FILE:
            raise ValueError
        certificate = load_certificate(data)
    except ValueError:
        raise NotAKeyFile("not a certificate") from None
    _fit(certificate)
    return _info(certificate)


def _fit(certificate: x509.Certificate) -> None:
    with contextlib.suppress(x509.ExtensionNotFound):
        if certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            raise KeyUnfit("an authority's certificate")
    with contextlib.suppress(x509.ExtensionNotFound):
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            raise KeyUnfit("key usage")


def _open(p12: bytes, passphrase: str) -> x509.Certificate:
    if len(p12) > MAX_KEY_FILE or not _looks_like_p12(p12):
        raise NotAKeyFile("not a PKCS#12 file")
    if max(_rounds(p12), default=0) > MOST_ROUNDS:
        raise KeyUnfit("too many rounds")
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
    _fit(certificate)
    return certificate


def _looks_like_p12(data: bytes) -> bool:
    try:
        outer = asn1_pkcs12.Pfx.load(data, strict=True)
        return bool(outer["version"].native == "v3") and outer["auth_safe"]["content_type"].native == "data"
    except (ValueError, TypeError):
        return False


def _rounds(p12: bytes) -> Iterator[int]:
    """How often the passphrase is turned over for each part of the file that can be seen from outside."""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        outer = asn1_pkcs12.Pfx.load(p12)
        if outer["mac_data"].native is not None:
            yield int(outer["mac_data"]["iterations"].native)
        for part in outer.authenticated_safe:
            if part["content_type"].native == "encrypted_data":
                inner = part["content"]["encrypted_content_info"]
                yield int(inner["content_encryption_algorithm"].kdf_iterations)
            elif part["content_type"].native == "data":
                for bag in asn1_pkcs12.SafeContents.load(part["content"].native):
                    if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                        yield int(bag["bag_value"]["encryption_algorithm"].kdf_iterations)
