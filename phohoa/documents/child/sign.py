"""A PAdES signature by pyHanko into the reserved field, with a visible stamp drawn by our own engine."""

import asyncio
import io
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import StaticStampStyle

from phohoa.documents import typesetting
from phohoa.documents.child import draw, finish
from phohoa.documents.errors import FieldMissing


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


def sign(values: Mapping[str, Any], pdf: bytes, p12: bytes) -> bytes:
    """`pdf` with the signature as one update. Raises FieldMissing, ForeignLetter, RenderFailed."""
    signed_at = datetime.fromisoformat(values["signed_at"])
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    width, height = _room(writer, values["field"])
    html = typesetting.stamp_html(
        signer=values["signer"],
        issuer=values["issuer"],
        signed_at=signed_at,
        reason=values["reason"],
        width=width,
        height=height,
    )
    drawn, _none = draw.draw(html)
    signer = signers.SimpleSigner.load_pkcs12_data(
        p12, other_certs=[], passphrase=values["passphrase"].encode("utf-8")
    )
    # What the signature does not protect had better not be in the file: who trusts the root has it.
    signer.embed_roots = False
    metadata = signers.PdfSignatureMetadata(
        field_name=values["field"],
        name=values["signer"],
        reason=values["reason"] or None,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    pdf_signer = signers.PdfSigner(
        metadata,
        signer,
        stamp_style=StaticStampStyle(
            background=_DrawnPage(finish.without_idle_fonts(drawn)), border_width=0, background_opacity=1.0
        ),
    )
    return asyncio.run(_sign_at(pdf_signer, writer, signed_at))


def _room(writer: IncrementalPdfFileWriter, name: str) -> tuple[float, float]:
    for field_name, value, reference in fields.enumerate_sig_fields(writer.prev):
        if field_name == name and value is None:
            left, bottom, right, top = map(float, reference.get_object()["/Rect"])
            return abs(right - left), abs(top - bottom)
    raise FieldMissing(name)


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
