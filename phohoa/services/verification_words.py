"""The answer of a check in words, the same for the page and the console."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..documents.verification import Signer
from ..texts import checking as texts
from ..texts.documents import PROBLEMS
from ..texts.plans import OWN_UNSIGNED, REVOCATIONS, VERDICTS
from . import clock
from .verification import Check


@dataclass(frozen=True)
class SignatureWords:
    """One signature: who, by which certificate, when by whose word."""

    name: str
    issuer: str
    serial: str
    time: str
    source: str
    #: Whether the issuer is trusted here, and what is known of revocation.
    trusted: str = ""
    revocation: str = ""


@dataclass(frozen=True)
class Answer:
    """Everything that the check found, each point apart."""

    #: Kind of the box (ok, warn, error), the word, the sentence.
    headline: tuple[str, str, str]
    #: Question and answer, in the order of asking.
    points: tuple[tuple[str, str], ...]
    signatures: tuple[SignatureWords, ...]
    reasons: tuple[str, ...]
    changes: tuple[str, ...]
    #: Whether the changes are those to our own original, or those since the file was first signed.
    changes_to_ours: bool
    history: tuple[str, ...]


def answer(check: Check) -> Answer:
    """The check in words."""
    report = check.report
    changes = check.changes if check.changes is not None else report.changes
    is_good = report.verdict.value in ("genuine", "revocation_unknown", "untrusted")
    return Answer(
        headline=_headline(check),
        points=tuple(_points(check)),
        signatures=tuple(_signature(signer) for signer in check.signers),
        reasons=tuple(PROBLEMS[code] for code in report.problems),
        # A second signature in its own field is no change of a paper that is found good.
        changes=() if is_good else tuple(texts.change_words(one) for one in changes),
        changes_to_ours=check.changes is not None,
        history=texts.version_words(report.history),
    )


def _headline(check: Check) -> tuple[str, str, str]:
    if check.verdict == "unsigned" and check.own is not None:
        return OWN_UNSIGNED
    if check.verdict == "malformed":
        for code in texts.HEADLINES:
            if code in check.report.problems:
                return texts.HEADLINES[code]
    return VERDICTS[check.verdict]


def _points(check: Check) -> Iterator[tuple[str, str]]:
    report, names = check.report, texts.POINTS
    ours = texts.OURS[check.own is not None]
    if check.original is not None:
        ours = texts.OURS_CHANGED.format(title=check.original.title)
    yield names["ours"], ours
    yield names["unchanged"], texts.UNCHANGED[report.unchanged]
    nobody = texts.NO_SIGNATURE if report.verdict.value == "unsigned" else texts.UNREADABLE
    yield names["issuer"], texts.ISSUER[bool(report.issuer_trusted)] if check.signers else nobody
    revocation = REVOCATIONS[report.revocation.value] if check.signers else nobody
    yield names["revocation"], revocation
    for stamp in report.stamps:
        at = f"{clock.local(stamp.at):%d/%m/%Y %H:%M}"
        yield texts.STAMP_POINT, texts.STAMP_WORDS[stamp.trusted].format(at=at, authority=stamp.by)


def _signature(signer: Signer) -> SignatureWords:
    moment, source = signer.signed_at, texts.CLAIMED
    if signer.stamped_at is not None:
        words = texts.STAMPED if signer.stamp_trusted else texts.STAMPED_BY_STRANGER
        source = words.format(authority=signer.stamped_by)
        moment = signer.stamped_at if signer.stamp_trusted else moment
    when = f"{clock.local(moment):%d/%m/%Y %H:%M}" if moment else texts.NO_TIME
    return SignatureWords(
        *(signer.name, signer.issuer, signer.serial, when, source),
        texts.ISSUER[signer.issuer_trusted],
        REVOCATIONS[signer.revocation.value],
    )


def console(check: Check) -> list[str]:
    """The lines that the command prints."""
    told, labels = answer(check), texts.CONSOLE
    lines = [f"{told.headline[1]}. {told.headline[2]}"]
    if check.is_demo:
        lines.append(labels["demo"])
    if check.own is not None:
        lines.append(labels["document"].format(title=check.own.title))
    lines += [f"{question}: {found}" for question, found in told.points]
    lines.append(f"SHA-256: {check.report.sha256}")
    for number, one in enumerate(told.signatures, start=1):
        lines.append(labels["signature"].format(number=number, name=one.name))
        lines.append(labels["serial"].format(serial=one.serial))
        lines.append(labels["issuer"].format(issuer=one.issuer))
        lines.append(labels["time"].format(time=one.time, source=one.source))
    heading = labels["changes"]
    if told.changes_to_ours and check.original is not None:
        heading = labels["changes_to_ours"].format(title=check.original.title)
    for title, words in (
        (heading, told.changes),
        (labels["why"], told.reasons),
        (labels["history"], told.history),
    ):
        lines += [title, *(f"  - {line}" for line in words)] if words else []
    # Names come from the file: what a terminal would obey instead of showing is left out.
    return ["".join(letter for letter in line if letter.isprintable()) for line in lines]
