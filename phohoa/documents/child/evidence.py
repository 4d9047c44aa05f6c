"""What a check in later years needs, appended after the last signature: certificates, lists, a time stamp."""

import asyncio
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from phohoa.documents.child import stamping
from phohoa.documents.errors import TimeStampFailed
from phohoa.documents.names import load_certificate


def append(values: Mapping[str, Any], parts: Sequence[bytes]) -> bytes:
    """The PDF with one more version that holds the certificates and lists, stamped at `stamp_url` if given.

    `parts` are the PDF, the trusted certificates (`trusted` of them), the lists. Raises TimeStampFailed.
    """
    pdf, count = parts[0], int(values["trusted"])
    trusted = [_certificate(one) for one in parts[1 : 1 + count]]
    lists = [asn1_crl.CertificateList.load(one) for one in parts[1 + count :]]
    certificates = {one.sha256: one for one in _signers(pdf)}
    issuers = {one.issuer.dump() for one in certificates.values()}
    certificates |= {one.sha256: one for one in trusted if one.subject.dump() in issuers}
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=list(certificates.values()),
        crls=[one for one in lists if one.issuer.dump() in issuers],
    )
    out = io.BytesIO()
    if not values["stamp_url"]:
        writer.write(out)  # type: ignore[no-untyped-call]
        return out.getvalue()
    stamper = PdfTimeStamper(
        stamping.AddressStamper(values["stamp_url"]), field_name=f"DauThoiGian-{uuid.uuid4().hex[:8]}"
    )
    try:
        asyncio.run(stamper.async_timestamp_pdf(writer, "sha256", output=out))
    except TimestampRequestError as problem:
        raise TimeStampFailed("refused") from problem
    return out.getvalue()


def _signers(pdf: bytes) -> Iterator[asn1_x509.Certificate]:
    """The certificates of all signatures, and of the stamps inside of them."""
    for embedded in PdfFileReader(io.BytesIO(pdf), strict=True).embedded_regular_signatures:
        yield embedded.signer_cert
        yield from embedded.other_embedded_certs
        for stamp in extract_tst_data_iter(embedded.signer_info, signed=False):
            yield from (one.chosen for one in stamp["certificates"])


def _certificate(data: bytes) -> asn1_x509.Certificate:
    from cryptography.hazmat.primitives.serialization import Encoding

    return asn1_x509.Certificate.load(load_certificate(data).public_bytes(Encoding.DER))


def lists_in(pdf: bytes) -> tuple[bytes, ...]:
    """The lists of revoked certificates (DER) that the file itself brings; each speaks for itself."""
    root = PdfFileReader(io.BytesIO(pdf), strict=True).root
    if "/DSS" not in root or "/CRLs" not in root["/DSS"]:
        return ()
    found = [one.get_object().data for one in list(root["/DSS"]["/CRLs"])[:MOST_LISTS]]
    return tuple(one for one in found if len(one) <= MAX_LIST)


MOST_LISTS, MAX_LIST = 12, 5 * 1024 * 1024
