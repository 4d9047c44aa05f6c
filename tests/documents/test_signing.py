"""The signature: other programs call it valid, it shows in its place, a wrong key is told plainly."""

import io
import re
import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from phohoa.documents.authority import make_demo_authority
from phohoa.documents.errors import (
    FieldMissing,
    ForeignLetter,
    KeyExpired,
    KeyNotYetValid,
    KeyRevoked,
    KeyUnfit,
    NotAKeyFile,
    SecretPaper,
    WrongPassphrase,
)
from phohoa.documents.pdf import render_minutes, render_plan
from phohoa.documents.signing import inspect_key, sign
from phohoa.documents.verification import Verdict, verify
from phohoa.texts.documents import PROBLEMS

from .papers import (
    AUTHORITY,
    HANOI,
    MINUTES,
    NOW,
    PASSPHRASE,
    SHORT_PLAN,
    SIGNATORY,
    SIGNED_AT,
    authority,
    issued_plan,
    signatory,
    signed_plan,
)
from .reading import Line, find, pages, poppler_text, run


def signed(p12: bytes, passphrase: str = PASSPHRASE, at: datetime = SIGNED_AT, **more: object) -> bytes:
    return sign(issued_plan(), p12, passphrase, signer_name=SIGNATORY, signed_at=at, **more)  # type: ignore[arg-type]


def test_the_first_bytes_are_the_issued_plan() -> None:
    assert signed_plan().startswith(issued_plan())


def test_pyhanko_calls_the_signature_valid_and_certified_against_change() -> None:
    (embedded,) = PdfFileReader(io.BytesIO(signed_plan()), strict=True).embedded_signatures
    root = asn1_x509.Certificate.load(authority().certificate.public_bytes(Encoding.DER))
    status = validate_pdf_signature(
        embedded, ValidationContext(trust_roots=[root], allow_fetching=False, moment=NOW)
    )
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level is ModificationLevel.NONE
    assert embedded.docmdp_level is MDPPerm.NO_CHANGES
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert embedded.self_reported_timestamp == SIGNED_AT


def test_poppler_calls_the_signature_valid(tmp_path: Path) -> None:
    words = run(signed_plan(), tmp_path, "pdfsig", "-nocert", "{}")
    assert "Signature is Valid." in words
    assert "Total document signed" in words
    assert f"Signer Certificate Common Name: {SIGNATORY}" in words
    assert words.count("Signature #") == 1


def test_qpdf_finds_the_file_sound(tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in run(signed_plan(), tmp_path, "qpdf", "--check", "{}")


def test_the_signature_shows_between_position_and_name() -> None:
    signing = {line.words: line for line in _shown(signed_plan())}
    position, name = (find(issued_plan(), words)[1] for words in ("BÍ THƯ", SIGNATORY))
    assert f"Ký bởi: {SIGNATORY}" in signing
    assert "Ngày ký: 05/01/2026 09:30:15 +07:00" in signing
    assert any(words.startswith("Đơn vị cấp: Nơi cấp chứng thư thử") for words in signing)
    for line in signing.values():
        assert position.bottom - 0.5 <= line.top
        assert line.bottom <= name.top + 0.5
        assert line.left >= 30
        assert line.right <= 195


def _shown(pdf: bytes) -> list[Line]:
    """The lines that the signature added to the last page."""
    before = {line.words for line in pages(issued_plan())[-1]}
    flat = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        # pdfminer reads pages and not the looks of fields, so a copy gets the look drawn on its page.
        (field,) = opened.Root.AcroForm.Fields
        page = opened.pages[-1]
        name = page.add_resource(field.AP.N, pikepdf.Name.XObject)
        left, bottom = (float(side) for side in list(field.Rect)[:2])
        page.contents_add(f"q 1 0 0 1 {left} {bottom} cm {name} Do Q".encode())
        opened.save(flat)
    return [line for line in pages(flat.getvalue())[-1] if line.words not in before]


def test_the_words_of_the_paper_are_untouched(tmp_path: Path) -> None:
    assert set(poppler_text(issued_plan(), tmp_path).split()) <= set(
        poppler_text(signed_plan(), tmp_path).split()
    )


def test_every_font_of_the_signed_file_is_embedded(tmp_path: Path) -> None:
    rows = run(signed_plan(), tmp_path, "pdffonts", "{}").splitlines()[2:]
    assert all("yes yes yes" in row for row in rows)


def test_a_reason_shows_and_stands_in_the_signature() -> None:
    data = signed(signatory().p12, reason="Phê duyệt và phát hành")
    assert any("Phê duyệt và phát hành" in line.words for line in _shown(data))
    (embedded,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    assert embedded.sig_object["/Reason"] == "Phê duyệt và phát hành"


def test_a_name_typed_in_nfd_is_signed_composed() -> None:
    data = sign(
        issued_plan(),
        signatory().p12,
        PASSPHRASE,
        signer_name=unicodedata.normalize("NFD", SIGNATORY),
        signed_at=SIGNED_AT,
    )
    assert f"Ký bởi: {SIGNATORY}" in {line.words for line in _shown(data)}


def test_a_key_tells_whose_it_is() -> None:
    info = inspect_key(signatory().p12, PASSPHRASE)
    certificate = x509.load_der_x509_certificate(signatory().certificate)
    assert (info.subject, info.issuer) == (SIGNATORY, AUTHORITY)
    assert info.serial == f"{certificate.serial_number:x}"
    assert (info.not_before, info.not_after) == (
        datetime(2025, 6, 1, tzinfo=UTC),
        datetime(2028, 1, 1, tzinfo=UTC),
    )
    assert re.fullmatch(r"[0-9a-f]{64}", info.fingerprint)


@pytest.mark.parametrize(
    ("data", "passphrase", "error"),
    [
        pytest.param(None, "sai mật khẩu", WrongPassphrase, id="a wrong passphrase"),
        pytest.param(None, "", WrongPassphrase, id="no passphrase"),
        pytest.param(None, PASSPHRASE.upper(), WrongPassphrase, id="capitals instead of small letters"),
        pytest.param(b"", PASSPHRASE, NotAKeyFile, id="an empty file"),
        pytest.param(b"%PDF-1.7", PASSPHRASE, NotAKeyFile, id="a paper instead of a key"),
        pytest.param(b"0\x82\x01", PASSPHRASE, NotAKeyFile, id="the beginning of a key file"),
        pytest.param(b"x" * 2_000_000, PASSPHRASE, NotAKeyFile, id="a film instead of a key"),
    ],
)
def test_a_key_that_cannot_be_opened_is_told_plainly(
    data: bytes | None, passphrase: str, error: type[Exception]
) -> None:
    p12 = signatory().p12 if data is None else data
    with pytest.raises(error):
        inspect_key(p12, passphrase)
    with pytest.raises(error):
        signed(p12, passphrase)
    assert error.code in PROBLEMS  # type: ignore[attr-defined]


@pytest.mark.parametrize("part", ["mac", "key"])
def test_a_key_file_that_would_take_minutes_to_open_is_not_tried(part: str) -> None:
    if part == "mac":
        outer = asn1_pkcs12.Pfx.load(signatory().p12)
        outer["mac_data"]["iterations"] = 2**31 - 1
        slow = outer.dump(force=True)
    else:
        key, certificate, _others = pkcs12.load_key_and_certificates(signatory().p12, PASSPHRASE.encode())
        assert isinstance(key, rsa.RSAPrivateKey)
        how = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(2_000_001)
        how = how.key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        slow = pkcs12.serialize_key_and_certificates(
            b"x", key, certificate, None, how.build(PASSPHRASE.encode())
        )
    with pytest.raises(KeyUnfit):
        inspect_key(slow, PASSPHRASE)


def test_a_certificate_without_its_key_is_no_key_file() -> None:
    certificate = x509.load_der_x509_certificate(signatory().certificate)
    only = pkcs12.serialize_key_and_certificates(b"x", None, certificate, None, NoEncryption())
    with pytest.raises(NotAKeyFile):
        inspect_key(only, "")


@pytest.mark.parametrize(
    "usage", ["authority", "kind"], ids=["a key that issues certificates", "another kind"]
)
def test_a_key_not_meant_for_papers_is_refused(usage: str) -> None:
    key = authority().key if usage == "authority" else ed25519.Ed25519PrivateKey.generate()
    certificate = authority().certificate
    if usage == "kind":
        certificate = _self_signed(key)
    p12 = pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, NoEncryption())
    with pytest.raises(KeyUnfit):
        inspect_key(p12, "")


def _self_signed(key: ed25519.Ed25519PrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Thử")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(key, None)
    )


@pytest.mark.parametrize(
    ("at", "error"),
    [
        pytest.param(
            datetime(2028, 1, 2, tzinfo=HANOI), KeyExpired, id="the day after the certificate ended"
        ),
        pytest.param(datetime(2025, 5, 31, tzinfo=HANOI), KeyNotYetValid, id="the day before it began"),
    ],
)
def test_a_certificate_out_of_force_does_not_sign(at: datetime, error: type[Exception]) -> None:
    with pytest.raises(error):
        signed(signatory().p12, at=at)


def test_a_revoked_certificate_does_not_sign() -> None:
    lists = [
        authority().revocation_list(
            this_update=SIGNED_AT - timedelta(days=1),
            next_update=SIGNED_AT + timedelta(days=9),
            revoked={signatory().serial: SIGNED_AT - timedelta(days=2)},
        )
    ]
    with pytest.raises(KeyRevoked):
        signed(signatory().p12, crls=lists, issuers=[authority().root_pem])


def test_a_paper_without_room_for_a_signature_is_refused() -> None:
    for paper in (render_minutes(MINUTES), signed_plan()):
        with pytest.raises(FieldMissing):
            sign(paper, signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "Độ mật: TUYỆT MẬT".upper()])
def test_a_paper_marked_secret_is_not_signed(mark: str) -> None:
    paper = render_plan(replace(SHORT_PLAN, opening=mark))
    with pytest.raises(SecretPaper):
        sign(paper, signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def test_a_name_the_fonts_cannot_draw_is_refused_by_its_letter() -> None:
    with pytest.raises(ForeignLetter) as refused:
        sign(issued_plan(), signatory().p12, PASSPHRASE, signer_name="陳", signed_at=SIGNED_AT)
    assert refused.value.letter == "陳"


def test_a_key_file_of_an_older_program_opens(tmp_path: Path) -> None:
    """Tokens and government programs export with 3DES and SHA-1."""
    plain, old = tmp_path / "plain.pem", tmp_path / "old.p12"
    key, certificate, _others = pkcs12.load_key_and_certificates(signatory().p12, PASSPHRASE.encode())
    assert key is not None
    assert certificate is not None
    plain.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    command = ["openssl", "pkcs12", "-export", "-in", str(plain), "-out", str(old), "-passout", "pass:cu"]
    subprocess.run(
        [*command, "-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"], check=True
    )
    assert inspect_key(old.read_bytes(), "cu").subject == SIGNATORY
    assert signed(old.read_bytes(), "cu").startswith(issued_plan())


def test_the_demonstration_authority_signs_and_is_verified() -> None:
    now = datetime(2026, 4, 1, 8, 0, tzinfo=HANOI)
    demo = make_demo_authority(
        authority_name="Nơi cấp thử nghiệm",
        signer_name=SIGNATORY,
        organisation="Đảng ủy phường Phổ Hòa",
        passphrase="thử",
        now=now,
        since=datetime(2023, 1, 1, tzinfo=HANOI),
    )
    paper = render_plan(replace(SHORT_PLAN, head=replace(SHORT_PLAN.head, year=2023)))
    for at in (datetime(2023, 1, 13, 9, tzinfo=HANOI), now):
        data = sign(paper, demo.p12, "thử", signer_name=SIGNATORY, signed_at=at)
        report = verify(data, trusted=[demo.root_pem], crls=[demo.crl], at=now, known={})
        assert report.verdict is Verdict.GENUINE
        assert report.signers[0].fingerprint == demo.fingerprint
    with pytest.raises(WrongPassphrase):
        inspect_key(demo.p12, "khác")


def test_the_passphrase_is_nowhere_in_the_signed_file() -> None:
    assert PASSPHRASE.encode() not in signed_plan()
    assert PASSPHRASE.encode("utf-16-be") not in signed_plan()
