"""Is it genuine? Our own signed plan is; none of the lying files is, and each gets the reason that fits."""

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from phohoa.documents.child.inspect import inspect
from phohoa.documents.revocation import Revocation
from phohoa.documents.verification import KnownDocument, Report, Verdict, verify
from phohoa.texts.documents import PROBLEMS, REVOCATIONS, VERDICTS

from . import hostile
from .papers import (
    AUTHORITY,
    NOW,
    SIGNATORY,
    SIGNED_AT,
    authority,
    issued_plan,
    revocation_list,
    signatory,
    signed_plan,
)


def check(
    data: bytes,
    *,
    trusted: Sequence[bytes] | None = None,
    crls: Sequence[bytes] | None = None,
    at: datetime = NOW,
    known: Mapping[str, KnownDocument] | None = None,
) -> Report:
    return verify(
        data,
        trusted=[authority().root_pem] if trusted is None else trusted,
        crls=[revocation_list()] if crls is None else crls,
        at=at,
        known=known or {},
    )


def known(data: bytes, stored_at: datetime = SIGNED_AT + timedelta(minutes=1)) -> dict[str, KnownDocument]:
    return {hashlib.sha256(data).hexdigest(): KnownDocument("Số 04-KH/ĐU", stored_at)}


def revoked_list(moment: datetime) -> bytes:
    return authority().revocation_list(
        this_update=NOW - timedelta(days=1),
        next_update=NOW + timedelta(days=30),
        revoked={signatory().serial: moment},
    )


def test_our_signed_plan_is_genuine() -> None:
    report = check(signed_plan(), known=known(signed_plan()))
    assert report.verdict is Verdict.GENUINE
    assert (report.is_ours, report.label) == (True, "Số 04-KH/ĐU")
    assert (report.unchanged, report.issuer_trusted) == (True, True)
    assert report.revocation is Revocation.CHECKED_OK
    assert report.problems == ()
    (signer,) = report.signers
    assert (signer.name, signer.issuer) == (SIGNATORY, AUTHORITY)
    assert signer.serial == f"{signatory().serial:x}"
    assert signer.fingerprint == hashlib.sha256(signatory().certificate).hexdigest()
    assert signer.signed_at == SIGNED_AT


def test_a_copy_that_came_by_another_way_is_genuine_but_not_in_our_register() -> None:
    report = check(signed_plan())
    assert (report.verdict, report.is_ours, report.unchanged) == (Verdict.GENUINE, False, True)


@pytest.mark.parametrize(
    ("make", "verdict", "problem"),
    [
        pytest.param(hostile.byte_of_the_text_flipped, "modified", "content_changed", id="a flipped byte"),
        pytest.param(hostile.number_in_the_title_changed, "modified", "content_changed", id="a changed date"),
        pytest.param(hostile.signature_flipped, "invalid", None, id="a flipped digit of the signature"),
        pytest.param(hostile.padding_of_the_gap_filled, "invalid", "signature_hole", id="a filled gap"),
        pytest.param(
            hostile.signature_emptied, "invalid", "signature_unreadable", id="zeros for a signature"
        ),
        pytest.param(hostile.byte_range_shortened, "modified", "not_all_covered", id="a shorter range"),
        pytest.param(hostile.note_added, "modified", "changed_after_signing", id="a note over the page"),
        pytest.param(hostile.page_replaced, "modified", "changed_after_signing", id="another page"),
        pytest.param(hostile.title_changed, "modified", "not_all_covered", id="another title"),
        pytest.param(hostile.empty_update, "modified", "not_all_covered", id="an update without change"),
        pytest.param(hostile.empty_field_added, "modified", "not_all_covered", id="an added empty field"),
        pytest.param(
            hostile.second_signature, "modified", "later_signature", id="a forbidden second signature"
        ),
        pytest.param(hostile.bytes_after_the_end, "modified", "bytes_after_end", id="a tail"),
        pytest.param(hostile.second_end_after_the_end, "malformed", "unreadable", id="a second end"),
        pytest.param(
            hostile.bytes_before_the_start, "malformed", "bytes_before_start", id="a head before the head"
        ),
        pytest.param(hostile.cut_off, "malformed", "unreadable", id="a file cut off"),
        pytest.param(hostile.saved_again, "modified", None, id="saved by another program"),
        pytest.param(
            hostile.signature_moved_to_another_paper, "modified", "content_changed", id="a borrowed signature"
        ),
        pytest.param(hostile.without_signature, "unsigned", None, id="no signature"),
        pytest.param(
            hostile.other_authority_of_the_same_name,
            "untrusted",
            None,
            id="a home-made authority of that name",
        ),
        pytest.param(
            hostile.signed_after_now, "invalid", "claimed_time_impossible", id="a signature from the future"
        ),
        pytest.param(hostile.short_lived, "invalid", "certificate_expired", id="an expired certificate"),
        pytest.param(hostile.with_script, "malformed", "active_content", id="a script"),
        pytest.param(hostile.with_disguised_script, "malformed", "active_content", id="a disguised script"),
        pytest.param(hostile.with_launch, "malformed", "active_content", id="a program to start"),
        pytest.param(hostile.with_attachment, "malformed", "active_content", id="an attached file"),
        pytest.param(hostile.with_dynamic_form, "malformed", "active_content", id="a dynamic form"),
        pytest.param(hostile.encrypted, "malformed", "encrypted", id="an encrypted file"),
        pytest.param(lambda: b"", "malformed", "not_a_pdf", id="an empty file"),
        pytest.param(lambda: b"<!doctype html><p>PDF", "malformed", "not_a_pdf", id="a web page named pdf"),
        pytest.param(lambda: b"%PDF-1.7\n%%EOF\n", "malformed", "unreadable", id="a head and an end only"),
        pytest.param(lambda: b"PK\x03\x04" + bytes(99), "malformed", "not_a_pdf", id="an office file"),
        pytest.param(
            lambda: b"%PDF-1.7\n" + random.Random(7).randbytes(9_000), "malformed", "unreadable", id="noise"
        ),
    ],
)
def test_a_lying_file_is_not_genuine(make: Callable[[], bytes], verdict: str, problem: str | None) -> None:
    report = check(make())
    assert report.verdict.value == verdict, report
    if problem:
        assert problem in report.problems
    assert not report.is_ours
    if verdict == "modified":
        assert report.unchanged is False


def test_the_verdict_needs_the_issuer_to_be_trusted_here() -> None:
    report = check(signed_plan(), trusted=[])
    assert (report.verdict, report.unchanged, report.issuer_trusted) == (Verdict.UNTRUSTED, True, False)


def test_a_key_that_may_not_issue_certificates_is_no_authority() -> None:
    forged = hostile.signed_by_a_signatory_as_authority()
    assert check(forged).verdict is Verdict.UNTRUSTED


@pytest.mark.parametrize(
    ("crls", "verdict", "revocation"),
    [
        pytest.param(lambda: [], "revocation_unknown", "not_checked", id="no list at hand"),
        pytest.param(
            lambda: [
                authority().revocation_list(
                    this_update=NOW - timedelta(days=60), next_update=NOW - timedelta(days=30)
                )
            ],
            "revocation_unknown",
            "not_checked",
            id="a list that is out of date",
        ),
        pytest.param(
            lambda: [
                authority().revocation_list(
                    this_update=NOW + timedelta(days=1), next_update=NOW + timedelta(days=30)
                )
            ],
            "revocation_unknown",
            "not_checked",
            id="a list from the future",
        ),
        pytest.param(
            lambda: [hostile.list_of_another_authority()],
            "revocation_unknown",
            "not_checked",
            id="a list that another authority of the same name signed",
        ),
        pytest.param(lambda: [b"no list"], "revocation_unknown", "not_checked", id="no list but noise"),
        pytest.param(
            lambda: [revoked_list(SIGNED_AT - timedelta(days=1))], "revoked", "revoked", id="revoked before"
        ),
        pytest.param(
            lambda: [revoked_list(SIGNED_AT + timedelta(days=9))],
            "revoked",
            "revoked",
            id="revoked after the claimed time, which anybody can claim",
        ),
        pytest.param(
            lambda: [revocation_list(), revoked_list(SIGNED_AT)],
            "revoked",
            "revoked",
            id="one of two lists names it",
        ),
    ],
)
def test_revocation_is_said_apart(crls: Callable[[], list[bytes]], verdict: str, revocation: str) -> None:
    report = check(signed_plan(), crls=crls())
    assert (report.verdict.value, report.revocation.value) == (verdict, revocation)
    assert report.unchanged is True
    assert report.issuer_trusted is True


def test_a_document_of_our_register_outlives_the_signatorys_certificate() -> None:
    """The register proves that the bytes existed in time; a later list says that the key was good."""
    data = hostile.short_lived()
    in_time = authority().revocation_list(
        this_update=SIGNED_AT + timedelta(days=2), next_update=SIGNED_AT + timedelta(days=9)
    )
    at = datetime(2029, 1, 1, tzinfo=UTC)
    assert check(data, crls=[in_time], at=at).verdict is Verdict.INVALID
    assert check(data, crls=[in_time], at=at, known=known(data)).verdict is Verdict.GENUINE
    assert check(data, crls=[], at=at, known=known(data)).verdict is Verdict.REVOCATION_UNKNOWN


def test_a_revocation_after_our_register_took_the_document_is_told_but_does_not_undo_it() -> None:
    lists = [revoked_list(SIGNED_AT + timedelta(days=20))]
    report = check(signed_plan(), crls=lists, known=known(signed_plan()))
    assert (report.verdict, report.problems) == (Verdict.GENUINE, ("revoked_later",))
    late = known(signed_plan(), stored_at=SIGNED_AT + timedelta(days=30))
    assert check(signed_plan(), crls=lists, known=late).verdict is Verdict.REVOKED


def test_an_unsigned_document_of_our_register_is_ours_but_not_genuine() -> None:
    report = check(issued_plan(), known=known(issued_plan()))
    assert (report.verdict, report.is_ours, report.unchanged) == (Verdict.UNSIGNED, True, True)


def test_the_register_may_be_asked_by_a_function() -> None:
    asked: list[str] = []

    def find(sha256: str) -> None:
        asked.append(sha256)

    verify(issued_plan(), trusted=[], crls=[], at=NOW, known=find)
    assert asked == [hashlib.sha256(issued_plan()).hexdigest()]


def test_the_report_is_plain_json() -> None:
    plain = json.loads(json.dumps(check(signed_plan()).to_json(), ensure_ascii=False))
    assert plain["verdict"] == "genuine"
    assert plain["revocation"] == "checked_ok"
    assert plain["signers"][0]["signed_at"] == "2026-01-05T09:30:15+07:00"
    assert plain["signers"][0]["name"] == SIGNATORY


def test_every_answer_has_its_sentence() -> None:
    assert set(VERDICTS) == {verdict.value for verdict in Verdict}
    assert set(REVOCATIONS) == {state.value for state in Revocation}
    for sentence in (*VERDICTS.values(), *REVOCATIONS.values(), *PROBLEMS.values()):
        assert sentence.endswith(".")


def test_random_flips_of_the_signed_bytes_never_pass() -> None:
    chance = random.Random(20260105)
    data = signed_plan()
    start, end = hostile.hole(data)
    values = {"at": NOW.isoformat(), "existed_at": "", "trusted": 1}
    for _ in range(150):
        place = chance.randrange(len(data))
        if start <= place < end:
            continue
        found = inspect(
            values,
            [hostile.flipped(data, place, 1 << chance.randrange(8)), authority().root_pem, revocation_list()],
        )
        faults = list(found["problems"]) + [code for one in found["signatures"] for code in one["problems"]]
        assert faults or found["state"] != "signed", place


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        verify(b"", trusted=[], crls=[], at=datetime(2026, 1, 1), known={})


def test_a_broken_trusted_certificate_is_no_fault_of_the_file() -> None:
    with pytest.raises(ValueError):
        check(signed_plan(), trusted=[b"-----BEGIN CERTIFICATE-----"])
