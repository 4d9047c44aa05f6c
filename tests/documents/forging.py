"""A forger's tools: any key, any signature, and updates of a PDF written byte by byte."""

import asyncio
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from phohoa.documents.authority import DemoAuthority
from phohoa.documents.child import tasks
from phohoa.documents.wire import Frame, Value

from .papers import SIGNATORY, SIGNED_AT, authority

FIRST, SECOND = "ChuKyNguoiKy", "ConDau"
START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
_SIGNING = {"digital_signature": True, "content_commitment": True}


@dataclass(frozen=True)
class Pair:
    """A private key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()


@cache
def pair(
    name: str = SIGNATORY,
    *,
    issuer: DemoAuthority | None = None,
    start: datetime = START,
    end: datetime = END,
    bits: int = 2048,
    usage: tuple[str, ...] = tuple(_SIGNING),
    stamping: bool = False,
    self_signed: bool = False,
) -> Pair:
    """A key for `name`, by the authority that the tests trust unless said otherwise."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    by = issuer or authority()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if self_signed else by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{one: one in usage for one in names.split()}), critical=True)
    )
    if stamping:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return Pair(key, builder.sign(key if self_signed else by.key, hashes.SHA256()))


@dataclass(frozen=True)
class Pen:
    """How one signature is made."""

    pair: Pair = field(default_factory=pair)
    field: str = FIRST
    at: datetime = SIGNED_AT
    #: None: an ordinary signature; otherwise a certification that allows so much.
    certify: fields.MDPPerm | None = None
    digest: str = "sha256"
    #: Where a field that is not there yet is put, and on which page.
    box: tuple[int, int, int, int] | None = None
    stamper: DummyTimeStamper | None = None

    def with_(self, **changes: object) -> "Pen":
        """The same pen but for these."""
        return replace(self, **changes)  # type: ignore[arg-type]


class _Careless(signers.PdfSigner):  # type: ignore[misc]
    def _enforce_certification_constraints(self, reader: object) -> None:
        """A program that signs although an earlier signature forbids it."""


def signed(data: bytes, pen: Pen | None = None) -> bytes:
    """`data` with one more signature as an update, whatever the earlier ones allow."""
    pen = pen or Pen()
    return write_signature(IncrementalPdfFileWriter(io.BytesIO(data), strict=False), pen)


def write_signature(writer: IncrementalPdfFileWriter, pen: Pen) -> bytes:
    """The signature together with whatever the writer holds already, as one update."""
    signer = signers.SimpleSigner(
        asn1_x509.Certificate.load(pen.pair.certificate.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(
            pen.pair.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        SimpleCertificateStore(),
        embed_roots=False,
    )
    metadata = signers.PdfSignatureMetadata(
        pen.field,
        md_algorithm=pen.digest,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=pen.certify is not None,
        docmdp_permissions=pen.certify or fields.MDPPerm.FILL_FORMS,
    )
    spec = fields.SigFieldSpec(pen.field, box=pen.box) if pen.box else None
    return asyncio.run(
        _write(_Careless(metadata, signer, timestamper=pen.stamper, new_field_spec=spec), writer, pen.at)
    )


async def _write(signer: signers.PdfSigner, writer: IncrementalPdfFileWriter, at: datetime) -> bytes:
    out = io.BytesIO()
    session = signer.init_signing_session(writer)
    session.system_time = at
    validation = await session.perform_presign_validation(writer)
    size = await session.estimate_signature_container_size(validation_info=validation, tight=False)
    document = session.prepare_tbs_document(validation_info=validation, bytes_reserved=size)
    digest, _same = document.digest_tbs_document(output=out)
    await document.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=at),
    )
    return out.getvalue()


def stamper(at: datetime, by: DemoAuthority | None = None) -> DummyTimeStamper:
    """A time authority that says `at`, certified by the tests' authority unless said otherwise."""
    made = pair("Nơi cấp dấu thời gian", issuer=by, usage=("digital_signature",), stamping=True)
    return DummyTimeStamper(
        asn1_x509.Certificate.load(made.certificate.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(
            made.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        fixed_dt=at,
    )


class Here:
    """The child's tasks done in this process: quicker, for files that do no harm to who reads them."""

    def run(self, name: str, values: Mapping[str, Value], parts: tuple[bytes, ...]) -> Frame:
        """As Press.run."""
        return tasks.answer(Frame(name, values, parts))


def root_of(data: bytes) -> int:
    """The number of the catalogue."""
    return int(re.findall(rb"/Root (\d+) 0 R", data)[-1])


def start_of(data: bytes) -> int:
    """Where the newest table of objects begins."""
    return int(re.findall(rb"startxref\s+(\d+)", data)[-1])


def size_of(data: bytes) -> int:
    """One more than the largest number of an object."""
    return int(re.findall(rb"/Size (\d+)", data)[-1])


def body_of(data: bytes, number: int) -> bytes:
    """The newest text of an object, as it stands in the file."""
    found = re.findall(rb"(?<!\d)%d 0 obj\s*(.*?)\s*endobj" % number, data, re.DOTALL)
    return bytes(found[-1])


def update(
    data: bytes,
    objects: Mapping[int, bytes],
    *,
    trailer: bytes = b"",
    previous: int | None = None,
    freed: tuple[int, ...] = (),
) -> bytes:
    """`data` with objects appended as an honest program would; `trailer` is put into the trailer as it is.

    `previous` is where the update says the table before it begins.
    """
    out, places = bytearray(data), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n"
    for number in sorted({*places, *freed}):
        out += b"%d 1\n" % number
        out += b"%010d 00000 n\r\n" % places[number] if number in places else b"0000000000 00001 f\r\n"
    size = max([size_of(data), *(number + 1 for number in places)])
    before = start_of(data) if previous is None else previous
    described = re.findall(rb"/Info \d+ 0 R", data)
    trailer += b" " + described[-1] if described else b""
    out += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        *(size, root_of(data), before, trailer, table),
    )
    return bytes(out)


def plain(objects: Mapping[int, bytes], *, trailer: bytes = b"", root: int = 1) -> bytes:
    """A whole PDF of these objects, with one table."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f\r\n" % size
    for number in range(1, size):
        out += b"%010d %05d %b\r\n" % (*((places[number], 0, b"n") if number in places else (0, 1, b"f")),)
    out += b"trailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        *(size, root, trailer, table),
    )
    return bytes(out)


def stream(words: bytes, head: bytes = b"") -> bytes:
    """A stream as it stands in a file."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(words), head, words)
