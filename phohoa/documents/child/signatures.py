"""One signature of a PDF of unknown origin: what it covers, who made it, when, and what speaks against it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from phohoa.documents.names import common_name, load_certificate
from phohoa.documents.revocation import Revocation, RevocationFinding, revocation_of

CLOCK_SKEW = timedelta(minutes=5)
SHORTEST_KEY = 2048
STRONG_DIGESTS = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
KNOWN_KINDS = frozenset({"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"})
EITHER_SIGNING_USAGE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a signature is judged by: whom we trust, the lists at hand, and the moments.

    `stamped`: up to which byte the file existed at what moment, by the trusted time stamps of the file.
    """

    trusted: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    at: datetime
    existed_at: datetime | None
    stamped: tuple[tuple[int, datetime], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any], parts: Sequence[bytes]) -> "Question":
        """From a frame whose parts are the trusted certificates, then the lists."""
        count = int(values["trusted"])
        return cls(
            trusted=tuple(parts[:count]),
            crls=tuple(parts[count:]),
            at=datetime.fromisoformat(values["at"]),
            existed_at=datetime.fromisoformat(values["existed_at"]) if values.get("existed_at") else None,
        )


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A time stamp in a signature: what it says, by whom, and whether that authority is trusted here."""

    at: datetime
    authority: str
    is_sound: bool
    is_trusted: bool


def checked(reader: PdfFileReader, name: str, field: Any, data: bytes, question: Question) -> dict[str, Any]:
    """The findings on the signature in a field; one that cannot be read is a finding too."""
    try:
        value = field.get_object()["/V"]
        if value.get("/SubFilter") not in KNOWN_KINDS:
            return unreadable(name, "unknown_signature_kind")
        return _checked(EmbeddedPdfSignature(reader, field, name), name, data, question)
    except Exception:  # as in inspect: whatever a reader raises
        return unreadable(name, "signature_unreadable")


def is_file_stamp(value: Any) -> bool:
    """Whether what a signature field holds is the time stamp of the whole file."""
    try:
        return bool(value is not None and value.get_object().get("/Type") == "/DocTimeStamp")
    except Exception:  # as in inspect
        return False


def file_stamp(
    reader: PdfFileReader, name: str, field: Any, data: bytes, question: Question
) -> dict[str, Any]:
    """When, by whom, whether it is `sound` (whole, and covers all before its `end`) and by a `trusted`
    authority."""
    wrong = {"at": "", "by": "", "sound": False, "trusted": False, "end": 0}
    try:
        if field.get_object()["/V"].get("/SubFilter") != "/ETSI.RFC3161":
            return wrong
        embedded = EmbeddedPdfSignature(reader, field, name)
        end, problems = _hole_problems(embedded, data)
        status = validate_pdf_timestamp(embedded, _context(question, question.at))
        certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
        revocation = _path_revocation(certificate, status.validation_path, question, None).state
        covers = status.coverage in (
            SignatureCoverageLevel.ENTIRE_REVISION,
            SignatureCoverageLevel.ENTIRE_FILE,
        )
        at: datetime = status.timestamp
        return {
            "at": at.isoformat(),
            "by": common_name(certificate.subject),
            "sound": bool(status.intact and status.valid and covers)
            and not problems
            and at <= question.at + CLOCK_SKEW,
            "trusted": bool(status.trusted) and revocation is not Revocation.REVOKED,
            "end": end,
        }
    except Exception:  # as in inspect
        return wrong


def unreadable(name: str, code: str) -> dict[str, Any]:
    """What can be said of a signature of which nothing could be read."""
    return {
        "field": name,
        "is_read": False,
        "problems": [code],
        "trusted": False,
        "revocation": Revocation.NOT_CHECKED.value,
        "end": 0,
        "is_end_of_version": False,
        "may_be_signed_again": False,
        "is_unchanged": True,
        "may_have_evidence": False,
        "locks": False,
    }


def _checked(embedded: EmbeddedPdfSignature, name: str, data: bytes, question: Question) -> dict[str, Any]:
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    end, problems = _hole_problems(embedded, data)
    status = _validated(embedded, question, question.at, certificate)
    stamp = _stamp(status, question)
    # A trusted time stamp proves, as our own register does, that the signature existed at its time; one of
    # the file only for a signature that it covers: what is signed after a stamp was not there before.
    proofs = [at for covered, at in question.stamped if covered > end]
    proofs += [stamp.at] if stamp and stamp.is_trusted else []
    existed = question.existed_at or min(proofs, default=None)
    if existed:
        status = _validated(embedded, question, existed, certificate)
    claimed = embedded.self_reported_timestamp
    problems += _certificate_problems(certificate, existed or question.at)
    problems += _time_problems(claimed, stamp, certificate, question.at)
    if {embedded.md_algorithm, str(status.md_algorithm).lower()} - STRONG_DIGESTS:
        problems.append("weak_digest")
    if not status.intact:
        problems.append("content_changed")
    elif not status.valid:
        problems.append("signature_wrong")
    found = _path_revocation(certificate, status.validation_path, question, existed)
    if status.trusted and found.revoked_at is not None and found.state is not Revocation.REVOKED:
        problems.append("revoked_later")
    level = status.modification_level
    return {
        "field": name,
        "is_read": True,
        "name": common_name(certificate.subject),
        "serial": f"{certificate.serial_number:x}",
        "issuer": common_name(certificate.issuer),
        "fingerprint": certificate.fingerprint(hashes.SHA256()).hex(),
        "certificate": certificate.public_bytes(Encoding.DER).hex(),
        "locks": embedded.docmdp_level is MDPPerm.NO_CHANGES,
        "signed_at": claimed.isoformat() if claimed else "",
        "stamped_at": stamp.at.isoformat() if stamp else "",
        "stamped_by": stamp.authority if stamp else "",
        "stamp_trusted": bool(stamp and stamp.is_trusted),
        "trusted": bool(status.trusted),
        "revocation": found.state.value,
        "problems": problems,
        "end": end,
        "is_end_of_version": status.coverage
        in (SignatureCoverageLevel.ENTIRE_REVISION, SignatureCoverageLevel.ENTIRE_FILE),
        "may_be_signed_again": status.docmdp_ok is not False
        and level is not None
        and level <= ModificationLevel.FORM_FILLING,
        "may_have_evidence": status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
        and status.docmdp_ok is not False
        and level is not None
        and level <= ModificationLevel.LTA_UPDATES,
        "is_unchanged": status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        and level is ModificationLevel.NONE
        and status.docmdp_ok is not False,
    }


def _validated(
    embedded: EmbeddedPdfSignature, question: Question, moment: datetime, certificate: x509.Certificate
) -> PdfSignatureStatus:
    # The chain is judged within the certificate's life, so that "expired" and "not trusted" are told apart.
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return validate_pdf_signature(
        embedded,
        signer_validation_context=_context(question, max(start, min(moment, end))),
        ts_validation_context=_context(question, question.at),
        key_usage_settings=EITHER_SIGNING_USAGE,
    )


def _context(question: Question, moment: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(_der(one)) for one in question.trusted],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=moment,
    )


def _stamp(status: PdfSignatureStatus, question: Question) -> _Stamp | None:
    found = status.timestamp_validity
    if found is None:
        return None
    certificate = x509.load_der_x509_certificate(found.signing_cert.dump())
    revocation = _path_revocation(certificate, found.validation_path, question, None).state
    is_sound = bool(found.intact and found.valid)
    return _Stamp(
        at=found.timestamp,
        authority=common_name(certificate.subject),
        is_sound=is_sound,
        is_trusted=is_sound
        and bool(found.trusted)
        and revocation is not Revocation.REVOKED
        and found.timestamp <= question.at + CLOCK_SKEW,
    )


def _certificate_problems(certificate: x509.Certificate, moment: datetime) -> list[str]:
    problems = []
    if moment > certificate.not_valid_after_utc:
        problems.append("certificate_expired")
    if moment < certificate.not_valid_before_utc:
        problems.append("certificate_not_yet_valid")
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < SHORTEST_KEY:
        problems.append("weak_key")
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return problems
    if not (usage.digital_signature or usage.content_commitment):
        problems.append("certificate_not_for_signing")
    return problems


def _time_problems(
    claimed: datetime | None, stamp: _Stamp | None, certificate: x509.Certificate, at: datetime
) -> list[str]:
    problems = []
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if claimed is None or claimed > at + CLOCK_SKEW or not start <= claimed <= end:
        problems.append("claimed_time_impossible")
    if stamp is not None and not stamp.is_sound:
        problems.append("time_stamp_wrong")
    elif stamp is not None and stamp.at > at + CLOCK_SKEW:
        problems.append("time_stamp_impossible")
    return problems


def _hole_problems(embedded: EmbeddedPdfSignature, data: bytes) -> tuple[int, list[str]]:
    """Where the signed bytes end, and what is wrong with the gap.

    It must hold the signature in hex and nothing else. Raises ValueError for a range that is none.
    """
    start, first, second, rest = map(int, embedded.byte_range)
    end = second + rest
    if start != 0 or not 0 < first < second <= end <= len(data) or rest < 1:
        return 0, ["not_all_covered"]
    gap = data[first:second]
    # Mixed case would be a second spelling of the same bytes, which nothing else could detect.
    if not re.fullmatch(rb"<([0-9a-f]+|[0-9A-F]+)>", gap) or len(gap) % 2:
        return end, ["signature_hole"]
    held = bytes.fromhex(gap[1:-1].decode("ascii"))
    if held[len(asn1_content(held)) :].strip(b"\x00"):
        return end, ["signature_hole"]
    return end, []


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
    certificate: x509.Certificate, path: Any, question: Question, existed_at: datetime | None
) -> RevocationFinding:
    """Every certificate below the trusted one is asked for; the worst answer counts."""
    issuers = list(question.trusted)
    asked = [certificate]
    if path is not None:
        chain = [x509.load_der_x509_certificate(one.dump()) for one in path.iter_certs(include_root=False)]
        issuers += [one.public_bytes(Encoding.DER) for one in chain]
        asked = chain or asked
    found = [
        revocation_of(one, issuers, question.crls, at=question.at, existed_at=existed_at) for one in asked
    ]
    for state in (Revocation.REVOKED, Revocation.NOT_CHECKED):
        for one in found:
            if one.state is state:
                return one
    return next((one for one in found if one.revoked_at is not None), found[0])


def _der(certificate: bytes) -> bytes:
    return load_certificate(certificate).public_bytes(Encoding.DER)
