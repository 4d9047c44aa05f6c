"""Is this PDF genuine? Unchanged, who signed, issuer trusted, revocation checked: each said apart."""

import enum
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from phohoa.documents.errors import DocumentError
from phohoa.documents.names import load_certificate
from phohoa.documents.press import READING
from phohoa.documents.revocation import Revocation
from phohoa.documents.wire import Frame

MAX_BYTES = 30 * 1024 * 1024


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
    {"content_changed", "not_all_covered", "changed_after_signing", "later_signature", "bytes_after_end"}
)
_INVALID = frozenset(
    {
        "signature_wrong",
        "signature_unreadable",
        "signature_hole",
        "certificate_expired",
        "certificate_not_yet_valid",
        "claimed_time_impossible",
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
class Signer:
    """Who signed, by the certificate; `signed_at` is what the signature claims, without a time authority."""

    name: str
    serial: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None
    issuer_trusted: bool
    revocation: Revocation


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

    def to_json(self) -> dict[str, object]:
        """Plain values for a JSON encoder; times as ISO 8601."""
        plain = asdict(self)
        plain["verdict"] = self.verdict.value
        plain["revocation"] = self.revocation.value
        plain["problems"] = list(self.problems)
        plain["signers"] = [
            asdict(one)
            | {
                "signed_at": one.signed_at.isoformat() if one.signed_at else None,
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
        return _report(sha256, ours, "malformed", ["too_large"], [])
    try:
        answer = READING.run(
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
    return _report(sha256, ours, str(values["state"]), [str(code) for code in problems], signatures)


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
        return Verdict.UNSIGNED
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
    claimed = str(found["signed_at"])
    return Signer(
        name=str(found["name"]),
        serial=str(found["serial"]),
        issuer=str(found["issuer"]),
        fingerprint=str(found["fingerprint"]),
        signed_at=datetime.fromisoformat(claimed) if claimed else None,
        issuer_trusted=bool(found["trusted"]),
        revocation=Revocation(str(found["revocation"])),
    )


def _worst(states: Iterable[Revocation]) -> Revocation:
    known = set(states)
    if Revocation.REVOKED in known:
        return Revocation.REVOKED
    return Revocation.CHECKED_OK if known == {Revocation.CHECKED_OK} else Revocation.NOT_CHECKED
