"""A PAdES signature by pyHanko into the reserved field; how it shows was drawn before (look.py)."""

import asyncio
import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from phohoa.documents.child import keys
from phohoa.documents.child.secrecy import is_secret
from phohoa.documents.errors import SecretPaper, TimeStampFailed


class _DrawnPage(PdfContent):  # pyHanko's own importer reads files only
    """The first page of a PDF in memory as the content of a stamp."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        super().__init__()

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.data)))
        name = f"/Stamp{uuid.uuid4().hex}"
        self.resources.xobject[name] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return f"{name} Do".encode("ascii")


def sign(values: Mapping[str, Any], parts: Sequence[bytes]) -> bytes:
    """The PDF with the signature as one update.

    `parts` are the PDF, the key file or the certificate on the token, and how the signature shows (look.py).
    Raises SecretPaper, TimeStampFailed, and what a token refuses.
    """
    # The mark of a paper of the Party stands in its head, on the first page.
    if values["certify"] != "no" and is_secret(parts[0], pages=1):
        raise SecretPaper
    signed_at = datetime.fromisoformat(values["signed_at"])
    writer = IncrementalPdfFileWriter(io.BytesIO(parts[0]), strict=True)
    certify = values["certify"]
    metadata = signers.PdfSignatureMetadata(
        field_name=values["field"],
        name=values["signer"],
        reason=values["reason"] or None,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certify != "no",
        docmdp_permissions=_PERMISSIONS[certify],
    )
    with keys.opened(values, parts[1]) as signer:
        pdf_signer = signers.PdfSigner(
            metadata,
            signer,
            timestamper=_stamper(values["stamp_url"]),
            stamp_style=StaticStampStyle(
                background=_DrawnPage(parts[2]),
                border_width=0,
                background_opacity=1.0,
            ),
        )
        try:
            return asyncio.run(_sign_at(pdf_signer, writer, signed_at))
        except TimestampRequestError as problem:
            raise TimeStampFailed("refused") from problem


def _stamper(url: str) -> TimeStamper | None:
    if not url:
        return None
    from phohoa.documents.child.stamping import AddressStamper  # a client of the web comes along

    return AddressStamper(url)


#: What a certification allows afterwards: nothing, or the signatures that are still due; "no" certifies not.
_PERMISSIONS = {
    "all": fields.MDPPerm.NO_CHANGES,
    "more": fields.MDPPerm.FILL_FORMS,
    "no": fields.MDPPerm.FILL_FORMS,
}


async def _sign_at(signer: signers.PdfSigner, writer: IncrementalPdfFileWriter, signed_at: datetime) -> bytes:
    """pyHanko's one-call way takes the machine's clock; the steps by hand take the time we claim."""
    output = io.BytesIO()
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = signed_at
    validation = await session.perform_presign_validation(writer)
    reserved = await session.estimate_signature_container_size(validation_info=validation, tight=False)
    document = session.prepare_tbs_document(validation_info=validation, bytes_reserved=reserved)
    digest, _same = document.digest_tbs_document(output=output)
    await document.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=signed_at),
    )
    return output.getvalue()
