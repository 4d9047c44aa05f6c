"""Is this PDF genuine? Unchanged, who signed, issuer trusted, revocation checked: each said apart."""

import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from phohoa.documents.errors import DocumentError
from phohoa.documents.names import load_certificate
from phohoa.documents.press import CHECKING
from phohoa.documents.revocation import Revocation
from phohoa.documents.wire import Frame

MAX_BYTES = 20 * 1024 * 1024


class Verdict(enum.Enum):
    """The first that applies in this order; the list of problems has all the faults of a file.

    malformed: no sound PDF, or one with active content, which is refused whatever is signed.
    unsigned: no signature in it.
    modified: signed, but not what was signed (content, later update, bytes outside the signature).
    invalid: the signature itself is wrong, unreadable, or its certificate was not in force.
    untrusted: sound, but its issuer is not trusted by this installation.
    revoked: the certificate had been withdrawn.
    revocation_unknown: all is well, but no current list says that the certificate is still good.
    genuine: unchanged, signed, trusted, not revoked by a current list.
    """

    MALFORMED = "malformed"
    UNSIGNED = "unsigned"
    MODIFIED = "modified"
    INVALID = "invalid"
    UNTRUSTED = "untrusted"
    REVOKED = "revoked"
    REVOCATION_UNKNOWN = "revocation_unknown"
    GENUINE = "genuine"


_CHANGED = frozenset(
    {
        "content_changed",
        "not_all_covered",
        "changed_after_signing",
        "later_signature",
        "bytes_after_end",
        "signature_removed",
    }
)
_INVALID = frozenset(
    {
        "signature_wrong",
        "signature_unreadable",
        "unknown_signature_kind",
        "signature_hole",
        "weak_digest",
        "weak_key",
        "certificate_not_for_signing",
        "certificate_expired",
        "certificate_not_yet_valid",
        "claimed_time_impossible",
        "time_stamp_wrong",
        "time_stamp_impossible",
        "empty_signature_field",
    }
)
_REFUSED = frozenset({"active_content", "encrypted"})


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of our own register: what it is called, and since when its bytes are stored here."""

    label: str
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: what, on which page (from 1, or 0), and a name from the file."""

    kind: str
    page: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """One version inside the file, called after what it did; its bytes, and SHA-256 of all up to its end."""

    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileStamp:
    """The time stamp of a whole file; it counts only when `trusted`."""

    at: datetime
    by: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, by the certificate.

    `signed_at` is what the signature claims. `stamped_at` is what a time authority says; it counts only when
    `stamp_trusted`.
    """

    name: str
    serial: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None
    issuer_trusted: bool
    revocation: Revocation
    stamped_at: datetime | None = None
    stamped_by: str = ""
    stamp_trusted: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The answer in parts. `unchanged` and `issuer_trusted` are None where the question has no answer."""

    verdict: Verdict
    sha256: str
    is_ours: bool
    label: str
    unchanged: bool | None
    issuer_trusted: bool | None
    revocation: Revocation
    signers: tuple[Signer, ...]
    problems: tuple[str, ...]
    #: What the file calls itself; anybody can write anything there.
    title: str = ""
    #: The versions inside the file, and what is different since it was first signed.
    history: tuple[Revision, ...] = ()
    changes: tuple[Change, ...] = ()
    #: Time stamps of the whole file, made after its signatures.
    stamps: tuple[FileStamp, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Plain values for a JSON encoder; times as ISO 8601."""
        plain = asdict(self)
        plain["verdict"] = self.verdict.value
        plain["revocation"] = self.revocation.value
        plain["problems"] = list(self.problems)
        plain["history"] = [asdict(one) for one in self.history]
        plain["changes"] = [asdict(one) for one in self.changes]
        plain["stamps"] = [asdict(one) | {"at": one.at.isoformat()} for one in self.stamps]
        plain["signers"] = [
            asdict(one)
            | {
                "signed_at": one.signed_at.isoformat() if one.signed_at else None,
                "stamped_at": one.stamped_at.isoformat() if one.stamped_at else None,
                "revocation": one.revocation.value,
            }
            for one in self.signers
        ]
        return plain


Known = Mapping[str, KnownDocument] | Callable[[str], KnownDocument | None]


def verify(
    pdf: bytes, *, trusted: Sequence[bytes], crls: Sequence[bytes], at: datetime, known: Known
) -> Report:
    """The report on `pdf` at the moment `at` (with a zone), read in a child process of its own (TRUST 4.10).

    `trusted` are the certificates this installation trusts as issuers (PEM or DER), `crls` revocation lists
    (DER). `known` finds a document of our register by the SHA-256 in hex: its bytes are then unchanged
    beyond doubt, and the signature is judged at the time they were stored. Whatever happens to the child,
    the answer is a report. Raises ValueError for a trusted certificate that cannot be read.
    """
    if at.tzinfo is None:
        raise ValueError("at needs a zone")
    for certificate in trusted:
        load_certificate(certificate)  # a broken entry is this installation's fault, not the file's
    sha256 = hashlib.sha256(pdf).hexdigest()
    ours = known(sha256) if callable(known) else known.get(sha256)
    if len(pdf) > MAX_BYTES:
        return _report(sha256, ours, "malformed", ["file_too_large"], [])
    try:
        answer = CHECKING.run(
            "inspect",
            {
                "at": at.isoformat(),
                "existed_at": ours.stored_at.isoformat() if ours else "",
                "trusted": len(trusted),
            },
            (pdf, *trusted, *crls),
        )
    except DocumentError as problem:
        return _report(sha256, ours, "malformed", [problem.code], [])
    if answer.name != "done":
        return _report(sha256, ours, "malformed", ["unreadable"], [])
    return _read(sha256, ours, answer)


def _read(sha256: str, ours: KnownDocument | None, answer: Frame) -> Report:
    values = answer.values
    signatures = values["signatures"]
    problems = values["problems"]
    if not isinstance(signatures, list) or not isinstance(problems, list):
        return _report(sha256, ours, "malformed", ["unreadable"], [])
    report = _report(sha256, ours, str(values["state"]), [str(code) for code in problems], signatures)
    return replace(
        report,
        title=str(values["title"]),
        history=tuple(
            Revision(str(one["kind"]), int(one["size"]), str(one["sha256"]))
            for one in _list(values["history"])
        ),
        changes=_changes(values["changes"]),
        stamps=tuple(
            FileStamp(datetime.fromisoformat(one["at"]), str(one["by"]), bool(one["trusted"]))
            for one in _list(values["stamps"])
            if one["sound"]
        ),
    )


def compare(original: bytes, pdf: bytes) -> tuple[Change, ...] | None:
    """What is different in `pdf`, of unknown origin, from our own `original`; None when it cannot be told."""
    try:
        answer = CHECKING.run("compare", {}, (original, pdf))
    except DocumentError:
        return None
    if answer.name != "done" or not answer.values["readable"]:
        return None
    return _changes(answer.values["changes"])


def _list(value: object) -> Sequence[Mapping[str, Any]]:
    return value if isinstance(value, list) else []


def _changes(value: object) -> tuple[Change, ...]:
    return tuple(Change(str(one["kind"]), int(one["page"]), str(one["detail"])) for one in _list(value))


def _report(
    sha256: str,
    ours: KnownDocument | None,
    state: str,
    problems: list[str],
    signatures: Sequence[Mapping[str, object]],
) -> Report:
    signers = tuple(_signer(one) for one in signatures if one.get("fingerprint"))
    for one in signatures:
        found = one.get("problems")
        problems = problems + [str(code) for code in found] if isinstance(found, list) else problems
    codes = tuple(dict.fromkeys(problems))
    revocation = _worst(Revocation(str(one["revocation"])) for one in signatures)
    trusted = all(bool(one["trusted"]) for one in signatures) if signatures else None
    verdict = _verdict(state, frozenset(codes), trusted, revocation)
    unchanged: bool | None = None
    if ours:
        unchanged = True
    elif verdict is Verdict.MODIFIED:
        unchanged = False
    elif signers and not _CHANGED & set(codes) and "signature_unreadable" not in codes:
        unchanged = None if "signature_wrong" in codes else True
    return Report(
        verdict=verdict,
        sha256=sha256,
        is_ours=ours is not None,
        label=ours.label if ours else "",
        unchanged=unchanged,
        issuer_trusted=trusted,
        revocation=revocation,
        signers=signers,
        problems=codes,
    )


def _verdict(state: str, codes: frozenset[str], trusted: bool | None, revocation: Revocation) -> Verdict:
    if state == "unsigned" and not codes & _REFUSED:
        return Verdict.MODIFIED if "signature_removed" in codes else Verdict.UNSIGNED
    if state != "signed" or codes & _REFUSED:
        return Verdict.MALFORMED
    if codes & _CHANGED:
        return Verdict.MODIFIED
    if codes & _INVALID:
        return Verdict.INVALID
    if not trusted:
        return Verdict.UNTRUSTED
    if revocation is Revocation.REVOKED:
        return Verdict.REVOKED
    return Verdict.GENUINE if revocation is Revocation.CHECKED_OK else Verdict.REVOCATION_UNKNOWN


def _signer(found: Mapping[str, object]) -> Signer:
    claimed, stamped = str(found["signed_at"]), str(found["stamped_at"])
    return Signer(
        name=str(found["name"]),
        serial=str(found["serial"]),
        issuer=str(found["issuer"]),
        fingerprint=str(found["fingerprint"]),
        signed_at=datetime.fromisoformat(claimed) if claimed else None,
        issuer_trusted=bool(found["trusted"]),
        revocation=Revocation(str(found["revocation"])),
        stamped_at=datetime.fromisoformat(stamped) if stamped else None,
        stamped_by=str(found["stamped_by"]),
        stamp_trusted=bool(found["stamp_trusted"]),
    )


def _worst(states: Iterable[Revocation]) -> Revocation:
    known = set(states)
    if Revocation.REVOKED in known:
        return Revocation.REVOKED
    return Revocation.CHECKED_OK if known == {Revocation.CHECKED_OK} else Revocation.NOT_CHECKED


@dataclass(frozen=True, slots=True)
class Due:
    """A signature that is to come: its field, and the certificates (SHA-256) that count.

    One that is not the last must not lock the paper against those that are still due.
    """

    field: str
    fingerprints: frozenset[str]
    is_last: bool = True


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether a paper signed outside may be taken; `failures` are keys of texts.checking.OUTSIDE."""

    failures: tuple[str, ...]
    signers: tuple[Signer, ...] = ()
    #: Certificates (DER) of the signers by their SHA-256.
    certificates: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        return not self.failures


def accept_signed(
    frozen: bytes,
    upload: bytes,
    due: Sequence[Due],
    *,
    trusted: Sequence[bytes],
    crls: Sequence[bytes],
    at: datetime,
) -> Acceptance:
    """Whether `upload` is our `frozen` paper with exactly the signatures `due`, in that order.

    It must begin with exactly our bytes; each added version must hold one signature in the field due and
    nothing else; each signature must be whole, by a certificate that counts, trusted here and not revoked,
    and cover everything before it, the last one the whole file. A list of revoked certificates may be
    missing, as for our own signatures. Nothing but the arguments is looked at. Raises ValueError for a moment
    without a zone or a trusted certificate that cannot be read.
    """
    if at.tzinfo is None:
        raise ValueError("at needs a zone")
    for certificate in trusted:
        load_certificate(certificate)
    if len(upload) > MAX_BYTES:
        return Acceptance(("file_too_large",))
    if not upload.startswith(frozen):
        return Acceptance(("not_our_bytes",))
    if len(upload) == len(frozen):
        return Acceptance(("nothing_added",))
    try:
        answer = CHECKING.run(
            "accept",
            {
                "at": at.isoformat(),
                "existed_at": "",
                "trusted": len(trusted),
                "due": [
                    {"field": one.field, "fingerprints": sorted(one.fingerprints), "is_last": one.is_last}
                    for one in due
                ],
            },
            (frozen, upload, *trusted, *crls),
        )
    except DocumentError as problem:
        return Acceptance((problem.code,))
    if answer.name != "done":
        return Acceptance(("unreadable",))
    failures = answer.values["failures"]
    if not isinstance(failures, list):
        return Acceptance(("unreadable",))
    found = _list(answer.values["signatures"])
    signers = tuple(_signer(one) for one in found)
    certificates = {str(one["fingerprint"]): bytes.fromhex(one["certificate"]) for one in found}
    return Acceptance(tuple(map(str, failures)), signers, certificates)
