"""Reads a PDF of unknown origin as strictly as can be and reports findings, without a verdict."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pikepdf
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from phohoa.documents.names import common_name, load_certificate
from phohoa.documents.revocation import Revocation, RevocationFinding, revocation_of

MAX_SIGNATURES = 8
MAX_DEPTH = 40
CLOCK_SKEW = timedelta(minutes=5)
# What makes a reader do something, or shows something else than the signed pages (TRUST 4.10).
ACTIVE = frozenset(
    (
        *("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData"),
        *("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/GoToR", "/GoToE"),
        *("/XFA", "/RichMedia", "/Movie", "/Sound", "/Rendition"),
    )
)
EITHER_SIGNING_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


def inspect(values: Mapping[str, Any], parts: Sequence[bytes]) -> dict[str, Any]:
    """Findings as plain values: `state` (malformed, unsigned, signed), `problems` (codes), `signatures`.

    `parts` are the file, then the trusted certificates, then the lists; `values` gives their number, the
    moment of the question `at`, and `existed_at` if our register knows the file.
    """
    data, trusted = parts[0], list(parts[1 : 1 + int(values["trusted"])])
    crls = list(parts[1 + int(values["trusted"]) :])
    at = datetime.fromisoformat(values["at"])
    existed_at = datetime.fromisoformat(values["existed_at"]) if values["existed_at"] else None
    problems: list[str] = []
    if not data.startswith(b"%PDF-"):
        return {"state": "malformed", "problems": ["not_a_pdf"], "signatures": []}
    if not re.search(rb"%%EOF[\r\n]{0,2}\Z", data):
        problems.append("bytes_after_end")
    # Whatever a reader raises on such a file, the answer is the same: it is not a sound PDF.
    try:
        problems.extend(_active_content(data))
        reader = PdfFileReader(io.BytesIO(data), strict=True)
        if reader.encrypted:
            return {"state": "malformed", "problems": ["encrypted"], "signatures": []}
        fields = list(enumerate_sig_fields(reader))
        embedded = list(reader.embedded_signatures)
        if len(embedded) > MAX_SIGNATURES:
            raise ValueError("too many signatures")
    except pikepdf.PasswordError:
        return {"state": "malformed", "problems": ["encrypted"], "signatures": []}
    except Exception:
        return {"state": "malformed", "problems": [*problems, "unreadable"], "signatures": []}
    if not embedded:
        return {"state": "unsigned", "problems": problems, "signatures": []}
    if len(fields) != len(embedded):
        problems.append("empty_signature_field")
    if len(embedded) > 1:
        problems.append("later_signature")
    signatures = [_signature(one, data, trusted, crls, at, existed_at) for one in embedded]
    return {"state": "signed", "problems": problems, "signatures": signatures}


def _signature(
    embedded: EmbeddedPdfSignature,
    data: bytes,
    trusted: list[bytes],
    crls: list[bytes],
    at: datetime,
    existed_at: datetime | None,
) -> dict[str, Any]:
    try:
        return _checked(embedded, data, trusted, crls, at, existed_at)
    except Exception:
        return {"problems": ["signature_unreadable"], "trusted": False, "revocation": "not_checked"}


def _checked(
    embedded: EmbeddedPdfSignature,
    data: bytes,
    trusted: list[bytes],
    crls: list[bytes],
    at: datetime,
    existed_at: datetime | None,
) -> dict[str, Any]:
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    moment = existed_at or at
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    claimed = embedded.self_reported_timestamp
    problems = _hole_problems(embedded, data)
    if moment > end:
        problems.append("certificate_expired")
    if moment < start:
        problems.append("certificate_not_yet_valid")
    if claimed is None or claimed > at + CLOCK_SKEW or not start <= claimed <= end:
        problems.append("claimed_time_impossible")
    # The chain is judged within the certificate's life, so that "expired" and "not trusted" are told apart.
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(_der(one)) for one in trusted],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=max(start, min(moment, end)),
    )
    status = validate_pdf_signature(
        embedded, signer_validation_context=context, key_usage_settings=EITHER_SIGNING_USAGE
    )
    if not status.intact:
        problems.append("content_changed")
    elif not status.valid:
        problems.append("signature_wrong")
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        problems.append("not_all_covered")
    if status.modification_level is not ModificationLevel.NONE or status.docmdp_ok is False:
        problems.append("changed_after_signing")
    found = _path_revocation(certificate, status.validation_path, trusted, crls, at, existed_at)
    if status.trusted and found.revoked_at is not None and found.state is not Revocation.REVOKED:
        problems.append("revoked_later")
    return {
        "name": common_name(certificate.subject),
        "serial": f"{certificate.serial_number:x}",
        "issuer": common_name(certificate.issuer),
        "fingerprint": certificate.fingerprint(hashes.SHA256()).hex(),
        "signed_at": claimed.isoformat() if claimed else "",
        "trusted": bool(status.trusted),
        "revocation": found.state.value,
        "problems": problems,
    }


def _hole_problems(embedded: EmbeddedPdfSignature, data: bytes) -> list[str]:
    """The unsigned gap must hold the signature in hex only; all other bytes must be signed."""
    start, first, second, rest = map(int, embedded.byte_range)
    if start != 0 or not 0 < first < second or second + rest != len(data):
        return ["not_all_covered"]
    gap = data[first:second]
    # Mixed case would be a second spelling of the same bytes, which nothing else could detect.
    if not re.fullmatch(rb"<([0-9a-f]+|[0-9A-F]+)>", gap) or len(gap) % 2:
        return ["signature_hole"]
    held = bytes.fromhex(gap[1:-1].decode("ascii"))
    length = len(asn1_content(held))
    if held[length:].strip(b"\x00"):
        return ["signature_hole"]
    return []


def asn1_content(held: bytes) -> bytes:
    """The one DER value at the start of `held`. Raises ValueError."""
    if len(held) < 2 or held[0] != 0x30:
        raise ValueError("no DER sequence")
    size, header = held[1], 2
    if size & 0x80:
        count = size & 0x7F
        if not 1 <= count <= 4:
            raise ValueError("bad DER length")
        size, header = int.from_bytes(held[2 : 2 + count], "big"), 2 + count
    if header + size > len(held):
        raise ValueError("DER value cut off")
    return held[: header + size]


def _path_revocation(
    certificate: x509.Certificate,
    path: Any,
    trusted: list[bytes],
    crls: list[bytes],
    at: datetime,
    existed_at: datetime | None,
) -> RevocationFinding:
    """Every certificate below the trusted one is asked for; the worst answer counts."""
    issuers = list(trusted)
    asked = [certificate]
    if path is not None:
        chain = [x509.load_der_x509_certificate(one.dump()) for one in path.iter_certs(include_root=False)]
        issuers += [one.public_bytes(Encoding.DER) for one in chain]
        asked = chain or asked
    found = [revocation_of(one, issuers, crls, at=at, existed_at=existed_at) for one in asked]
    for state in (Revocation.REVOKED, Revocation.NOT_CHECKED):
        for one in found:
            if one.state is state:
                return one
    return next((one for one in found if one.revoked_at is not None), found[0])


def _der(certificate: bytes) -> bytes:
    return load_certificate(certificate).public_bytes(Encoding.DER)


def _active_content(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        if pdf.is_encrypted:
            return ["encrypted"]
        for thing in pdf.objects:
            if any(name in ACTIVE for name in _names(thing, 0)):
                return ["active_content"]
        if any(str(key) in ACTIVE for key in pdf.trailer):
            return ["active_content"]
    return []


def _names(thing: Any, depth: int) -> Iterator[str]:
    """Every name in one object, keys and values; other objects are visited on their own."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deep")
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118  (a stream has no iterator of its own)
            yield str(key)
            value = thing.get(key)
            if not _apart(value):
                yield from _names(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not _apart(value):
                yield from _names(value, depth + 1)


def _apart(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect
