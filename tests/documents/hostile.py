"""Files that lie: every way known to us of making a signed plan say something else, or seem signed."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from phohoa.documents.authority import DemoAuthority, make_authority
from phohoa.documents.signing import sign

from .papers import (
    AUTHORITY,
    PASSPHRASE,
    SIGNATORY,
    SIGNED_AT,
    authority,
    issued_plan,
    signatory,
    signed_plan,
)


def hole(data: bytes) -> tuple[int, int]:
    """Where the signature's gap begins and ends."""
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+)", data)
    assert found is not None
    return int(found[1]), int(found[2])


def flipped(data: bytes, place: int, bits: int = 1) -> bytes:
    """The same with some bits of one byte turned."""
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def byte_of_the_text_flipped() -> bytes:
    """One bit inside the first page's stream."""
    return flipped(signed_plan(), signed_plan().index(b"stream\n") + 200)


def number_in_the_title_changed() -> bytes:
    """A letter of the title, in place."""
    data = signed_plan()
    place = data.index(b"/CreationDate")
    return data[:place] + data[place:].replace(b"D:2026", b"D:2025", 1)


def signature_flipped() -> bytes:
    """One hex digit in the middle of the signature."""
    start, _end = hole(signed_plan())
    place = start + 1500
    digit = b"1" if signed_plan()[place : place + 1] != b"1" else b"2"
    return signed_plan()[:place] + digit + signed_plan()[place + 1 :]


def padding_of_the_gap_filled() -> bytes:
    """Bytes hidden after the signature inside its gap."""
    _start, end = hole(signed_plan())
    return signed_plan()[: end - 41] + b"deadbeef" * 5 + signed_plan()[end - 1 :]


def signature_emptied() -> bytes:
    """Zeros where the signature stood."""
    start, end = hole(signed_plan())
    return signed_plan()[: start + 1] + b"0" * (end - start - 2) + signed_plan()[end - 1 :]


def byte_range_shortened() -> bytes:
    """The range of signed bytes ends before the end of the file."""
    data = signed_plan()
    found = re.search(rb"/ByteRange \[0 \d+ \d+ (\d+)", data)
    assert found is not None
    shorter = str(int(found[1]) - 20).encode().rjust(len(found[1]))
    return data[: found.start(1)] + shorter + data[found.end(1) :]


def note_added() -> bytes:
    """A note stuck over the page in a later update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_plan()))
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("02"),
            generic.pdf_name("/DA"): generic.pdf_string("/Helv 14 Tf"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (9, 9, 99, 99)]),
        }
    )
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    return _written(writer)


def page_replaced() -> bytes:
    """Other words on the first page in a later update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_plan()))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)
    return _written(writer)


def title_changed() -> bytes:
    """Only the title in a later update, which ordinary checkers let pass."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_plan()))
    info = writer.trailer["/Info"]
    info[generic.pdf_name("/Title")] = generic.pdf_string("Another plan")
    writer.update_container(info)
    return _written(writer)


def empty_update() -> bytes:
    """A later update without any change, room for the next one."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_plan()))
    writer.add_object(generic.pdf_string("nothing"))
    return _written(writer)


def empty_field_added() -> bytes:
    """A second, empty signature field in a later update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_plan()))
    fields.append_signature_field(writer, fields.SigFieldSpec("Second", box=(9, 9, 99, 99)))
    return _written(writer)


class _Careless(signers.PdfSigner):  # type: ignore[misc]
    def _enforce_certification_constraints(self, reader: object) -> None:
        """A program that signs although the first signature forbids it."""


def second_signature() -> bytes:
    """Signed again by the same key, although the first signature allows no change."""
    signer = signers.SimpleSigner.load_pkcs12_data(signatory().p12, [], PASSPHRASE.encode())
    metadata = signers.PdfSignatureMetadata("Second", subfilter=fields.SigSeedSubFilter.PADES)
    out = _Careless(metadata, signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(signed_plan())))
    return bytes(out.getvalue())


def bytes_after_the_end() -> bytes:
    """A tail that no reader shows."""
    return signed_plan() + b"\nsomething else\n"


def second_end_after_the_end() -> bytes:
    """A tail that ends like a PDF."""
    return signed_plan() + b"\n%%EOF\n"


def bytes_before_the_start() -> bytes:
    """A head that readers skip."""
    return b"#!/bin/sh\n" + signed_plan()


def cut_off() -> bytes:
    """The last tenth is missing."""
    return signed_plan()[: len(signed_plan()) * 9 // 10]


def saved_again() -> bytes:
    """Opened and saved by an ordinary program."""
    return _changed(signed_plan(), lambda pdf: None)


def signature_moved_to_another_paper() -> bytes:
    """The signed plan's signature put under other pages of the same length."""
    start, _end = hole(signed_plan())
    other = signed_plan()[:start].replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 596")
    assert other != signed_plan()[:start]
    return other + signed_plan()[start:]


def without_signature() -> bytes:
    """The plan as issued, its field still empty."""
    return issued_plan()


def other_authority_of_the_same_name() -> bytes:
    """A key for the same names by an authority of the same name that somebody made at home."""
    start, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    forger = make_authority(AUTHORITY, not_before=start, not_after=end)
    forged = forger.issue(
        SIGNATORY,
        PASSPHRASE,
        organisation="Đảng ủy phường Phổ Hòa",
        not_before=start,
        not_after=datetime(2028, 1, 1, tzinfo=UTC),
    )
    return sign(issued_plan(), forged.p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def list_of_another_authority() -> bytes:
    """A current revocation list by an authority of the same name that somebody made at home."""
    forger = make_authority(
        AUTHORITY, not_before=datetime(2025, 1, 1, tzinfo=UTC), not_after=datetime(2031, 1, 1, tzinfo=UTC)
    )
    return forger.revocation_list(this_update=SIGNED_AT, next_update=datetime(2030, 1, 1, tzinfo=UTC))


def signed_by_a_signatory_as_authority() -> bytes:
    """A key that the signatory's own key, which may sign documents only, has certified."""
    key, certificate, _others = pkcs12.load_key_and_certificates(signatory().p12, PASSPHRASE.encode())
    assert isinstance(key, rsa.RSAPrivateKey)
    assert certificate is not None
    forged = DemoAuthority(certificate, key).issue(
        SIGNATORY,
        PASSPHRASE,
        organisation="Đảng ủy phường Phổ Hòa",
        not_before=datetime(2025, 6, 1, tzinfo=UTC),
        not_after=datetime(2027, 1, 1, tzinfo=UTC),
    )
    return sign(issued_plan(), forged.p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def signed_after_now() -> bytes:
    """A signature whose time lies in the future."""
    later = SIGNED_AT + timedelta(days=300)
    return sign(issued_plan(), signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=later)


@cache
def short_lived() -> bytes:
    """Signed in time with a key that has expired since."""
    key = authority().issue(
        SIGNATORY,
        PASSPHRASE,
        organisation="Đảng ủy phường Phổ Hòa",
        not_before=datetime(2025, 6, 1, tzinfo=UTC),
        not_after=datetime(2026, 2, 1, tzinfo=UTC),
    )
    return sign(issued_plan(), key.p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def with_script() -> bytes:
    """Truly signed, but it runs a program when opened."""
    return _signed(
        _changed(
            issued_plan(),
            lambda pdf: pdf.Root.__setitem__(
                "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
            ),
        )
    )


def with_launch() -> bytes:
    """Truly signed, but a click starts another program."""

    def change(pdf: Pdf) -> None:
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 99, 99]),
            A=Dictionary(S=Name.Launch, F=String("calc.exe")),
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return _signed(_changed(issued_plan(), change))


def with_attachment() -> bytes:
    """Truly signed, but another file travels inside."""

    def change(pdf: Pdf) -> None:
        pdf.attachments["x.exe"] = b"MZ"

    return _signed(_changed(issued_plan(), change))


def with_dynamic_form() -> bytes:
    """Truly signed, but readers with XFA show the form instead of the pages."""

    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_indirect(Stream(pdf, b"<xdp/>"))

    return _signed(_changed(issued_plan(), change))


def with_disguised_script() -> bytes:
    """As with_script, the telling names spelled with escapes, which readers understand."""

    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(100000)"))

    plain = _changed(issued_plan(), change)
    shorter = plain.replace(b"app.alert\\(100000\\)", b"app.alert\\(1\\)")
    assert len(plain) - len(shorter) == 5
    longer = shorter.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS (", b"/#4aS (")
    return _signed(longer.replace(b" /S /J#61", b"  /S /J#61"))


def encrypted() -> bytes:
    """Opens only with a passphrase."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued_plan())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _signed(data: bytes) -> bytes:
    return sign(data, signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)


def _changed(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
