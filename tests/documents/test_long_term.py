"""Stamped time and the data for later checks: genuine with them, and nothing else may hide behind them."""

import io
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from phohoa.documents.errors import TimeStampFailed
from phohoa.documents.pdf import render_plan
from phohoa.documents.revocation import Revocation
from phohoa.documents.signing import Manner, sign, with_evidence
from phohoa.documents.verification import Verdict, verify

from . import forging
from .forging import Pen, body_of, pair, root_of, signed, size_of, update
from .papers import (
    NOW,
    PASSPHRASE,
    PLAN,
    SIGNATORY,
    SIGNED_AT,
    authority,
    issued_plan,
    revocation_list,
    signatory,
)
from .reading import run
from .stamping_server import stamping

TRUSTED = [authority().root_pem]


def verdict(data: bytes, **more: object):  # type: ignore[no-untyped-def]
    given = {"trusted": TRUSTED, "crls": [revocation_list()], "at": NOW, "known": {}} | more
    return verify(data, **given)  # type: ignore[arg-type]


def current():  # type: ignore[no-untyped-def]
    """A list that was current when the paper was signed."""
    return authority().revocation_list(
        this_update=SIGNED_AT - timedelta(days=2), next_update=SIGNED_AT + timedelta(days=20)
    )


@cache
def papers() -> dict[str, bytes]:
    """A paper signed twice with stamps: as signed, with the data for later, and that stamped as a whole."""
    plan = render_plan(PLAN, seal=True)
    with stamping(SIGNED_AT + timedelta(seconds=3)) as url:
        made = plan
        for look, field, certify in (("beside_seal", forging.FIRST, "more"), ("seal", "ConDau", "no")):
            how = Manner(field=field, look=look, certify=certify, stamp_url=url)
            made = sign(
                made,
                signatory().p12,
                PASSPHRASE,
                signer_name=SIGNATORY,
                signed_at=SIGNED_AT,
                manner=how,
            )
        plain = with_evidence(made, trusted=TRUSTED, crls=[current()])
        whole = with_evidence(made, trusted=TRUSTED, crls=[current()], stamp_url=url)
    return {"signed": made, "with data": plain, "stamped": whole}


@pytest.mark.parametrize("name", ["signed", "with data", "stamped"])
def test_a_good_file_is_genuine_and_other_programs_agree(name: str, tmp_path: Path) -> None:
    data = papers()[name]
    report = verdict(data)
    assert report.verdict is Verdict.GENUINE, report.problems
    assert report.unchanged is True
    assert [one.stamp_trusted for one in report.signers] == [True, True]
    assert len(report.stamps) == (name == "stamped")
    assert all(one.trusted for one in report.stamps)
    assert run(data, tmp_path, "pdfsig", "-nocert", "{}").count("Signature is Valid.") == 2
    assert "No syntax or stream encoding errors" in run(data, tmp_path, "qpdf", "--check", "{}")
    root = asn1_x509.Certificate.load(authority().certificate.public_bytes(Encoding.DER))
    for embedded in PdfFileReader(io.BytesIO(data), strict=True).embedded_regular_signatures:
        context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
        assert validate_pdf_signature(embedded, context, context).bottom_line


def test_years_later_the_list_in_the_file_still_speaks() -> None:
    later = SIGNED_AT + timedelta(days=400)
    for name, found in (
        ("signed", Revocation.NOT_CHECKED),
        ("with data", Revocation.CHECKED_OK),
        ("stamped", Revocation.CHECKED_OK),
    ):
        assert verdict(papers()[name], crls=[], at=later).revocation is found, name


def test_a_later_revocation_at_hand_beats_an_older_list_in_the_file() -> None:
    revoked = authority().revocation_list(
        this_update=NOW - timedelta(days=1),
        next_update=NOW + timedelta(days=9),
        revoked={signatory().serial: SIGNED_AT - timedelta(days=1)},
    )
    assert verdict(papers()["stamped"], crls=[revoked]).verdict is Verdict.REVOKED


@pytest.mark.parametrize("before", [True, False])
def test_a_stamp_of_the_file_proves_nothing_of_what_is_signed_after_it(before: bool) -> None:
    """Who comes by a key when it is withdrawn already must not win with an old stamp of the bare paper."""
    revoked = authority().revocation_list(
        this_update=NOW - timedelta(days=1),
        next_update=NOW + timedelta(days=9),
        revoked={signatory().serial: SIGNED_AT + timedelta(days=1)},
    )
    early = forging.stamper(SIGNED_AT - timedelta(days=1))
    late = forging.stamper(SIGNED_AT + timedelta(hours=1))
    made = _sign(_stamped(issued_plan(), early)) if before else _stamped(_sign(issued_plan()), late)
    report = verdict(made, crls=[revoked])
    assert [one.trusted for one in report.stamps] == [True]
    assert report.verdict is (Verdict.REVOKED if before else Verdict.GENUINE), report.problems


def _stamped(data: bytes, by: DummyTimeStamper) -> bytes:
    made = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    PdfTimeStamper(by, field_name="DauThoiGian").timestamp_pdf(writer, "sha256", output=made)
    return made.getvalue()


def _sign(data: bytes) -> bytes:
    how = Manner(certify="no")
    return sign(data, signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT, manner=how)


def _changed(change: Callable[[IncrementalPdfFileWriter], None], data: bytes) -> bytes:
    writer, out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False), io.BytesIO()
    change(writer)
    writer.write(out)
    return out.getvalue()


def _title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer["/Info"]
    info["/Title"] = generic.pdf_string("Văn bản khác")
    writer.update_container(info)


def _note(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 500, 700))),
        }
    )
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _page(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 600 800 re f"))
    writer.update_container(page)


def _more_in_the_same_version(data: bytes) -> bytes:
    """The data for later, with another title in the very version that brings it."""
    from asn1crypto import crl
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    def change(writer: IncrementalPdfFileWriter) -> None:
        DocumentSecurityStore.supply_dss_in_writer(
            writer, None, crls=[crl.CertificateList.load(revocation_list())]
        )
        _title(writer)

    return _changed(change, data)


def _shown_stamp(data: bytes) -> bytes:
    """A stamp of the file by an authority of one's own that shows a picture over the words."""
    by = forging.stamper(SIGNED_AT + timedelta(seconds=9))
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    def change(writer: IncrementalPdfFileWriter) -> None:
        append_signature_field(writer, SigFieldSpec("Dau", box=(50, 50, 500, 700)))

    made = io.BytesIO()
    PdfTimeStamper(by, field_name="Dau").timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(_changed(change, data)), strict=False), "sha256", output=made
    )
    return made.getvalue()


HIDDEN: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("another title afterwards", lambda data: _changed(_title, data)),
    ("a box over the words", lambda data: _changed(_note, data)),
    ("other words", lambda data: _changed(_page, data)),
    ("another title beside the data", _more_in_the_same_version),
    ("a stamp that shows", _shown_stamp),
    ("a signature more", lambda data: signed(data, Pen(pair("Người Khác"), "Moi", box=(50, 50, 500, 700)))),
    ("nothing but a version", lambda data: update(data, {size_of(data): b"<< /Nothing true >>"})),
    ("noise", lambda data: data + b"noise"),
    ("a script in the data", lambda data: update(data, {root_of(data): body_of(data, root_of(data)).replace(
        b"/DSS", b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /DSS", 1)})),
]  # fmt: skip


@pytest.mark.parametrize("name", ["with data", "stamped"])
def test_nothing_else_hides_behind_the_data_for_later(name: str) -> None:
    for what, change in HIDDEN:
        found = verdict(change(papers()[name]))
        assert found.verdict in (Verdict.MODIFIED, Verdict.MALFORMED, Verdict.INVALID), (what, found)


def test_a_server_that_does_not_stamp_signs_nothing() -> None:
    for answer in ("noise", "elsewhere", "refused"):
        with stamping(SIGNED_AT, answer=answer) as url, pytest.raises(TimeStampFailed):
            sign(
                issued_plan(),
                signatory().p12,
                PASSPHRASE,
                signer_name=SIGNATORY,
                signed_at=SIGNED_AT,
                manner=Manner(stamp_url=url),
            )
    with pytest.raises(TimeStampFailed):
        sign(
            issued_plan(),
            signatory().p12,
            PASSPHRASE,
            signer_name=SIGNATORY,
            signed_at=SIGNED_AT,
            manner=Manner(stamp_url="http://127.0.0.1:9/"),
        )
