"""What other programs say of our signed papers: poppler and pyHanko find them valid, qpdf sound."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from phohoa.documents.official import of_plan
from phohoa.documents.pdf import render_official, render_plan
from phohoa.documents.signing import sign

from . import hostile_pdfs
from .papers import NOW, PASSPHRASE, SHORT_PLAN, SIGNATORY, SIGNED_AT, authority, signatory, signed_plan
from .reading import run


def _signed(drawn: bytes) -> bytes:
    return sign(drawn, signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def notice() -> bytes:
    """A notice of a class: the layout of the plan with another kind."""
    return _signed(render_plan(replace(SHORT_PLAN, kind="THÔNG BÁO", subject="mở lớp bồi dưỡng")))


def official() -> bytes:
    """A paper of the process that leaves a field for a certificate."""
    return _signed(render_official(replace(of_plan(SHORT_PLAN, "Thông báo thử"), digital=True)))


PAPERS = [
    pytest.param(signed_plan, 1, id="plan"),
    pytest.param(notice, 1, id="notice of a class"),
    pytest.param(official, 1, id="official paper"),
    pytest.param(hostile_pdfs.signed_by_two, 2, id="signed by two people"),
]


@pytest.mark.parametrize(("make", "signatures"), PAPERS)
def test_other_programs_find_nothing_wrong(
    make: Callable[[], bytes], signatures: int, tmp_path: Path
) -> None:
    data = make()
    words = run(data, tmp_path, "pdfsig", "-nocert", "{}")
    assert words.count("Signature is Valid.") == words.count("Signature #") == signatures
    assert "Total document signed" in words.split("Signature #")[-1]
    assert "No syntax or stream encoding errors" in run(data, tmp_path, "qpdf", "--check", "{}")
    root = asn1_x509.Certificate.load(authority().certificate.public_bytes(Encoding.DER))
    embedded = PdfFileReader(io.BytesIO(data), strict=True).embedded_signatures
    assert len(embedded) == signatures
    for one in embedded:
        context = ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
        assert validate_pdf_signature(one, context).bottom_line
