"""The published attacks on signed PDF, made anew from our plan: shadows, updates, wrapping, forged fields."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm

from phohoa.documents.authority import make_authority

from .forging import (
    END,
    SECOND,
    START,
    Pen,
    body_of,
    pair,
    root_of,
    signed,
    size_of,
    stamper,
    start_of,
    stream,
    update,
    write_signature,
)
from .papers import AUTHORITY, SIGNED_AT, issued_plan, signed_plan

COVER = (100, 400, 500, 600)


def changed(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file after a change, saved anew in plain objects, so that it can be signed or cut about."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    return out.getvalue()


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _writer(data: bytes) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(io.BytesIO(data), strict=False)


def _replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """One place changed, the length kept, so that every table of the file still fits."""
    assert data.count(old) == 1, data.count(old)
    assert len(new) <= len(old)
    return data.replace(old, new.ljust(len(old)))


def _rect(box: tuple[int, ...]) -> bytes:
    return b"[ %d %d %d %d ]" % box


# Plans signed in other ways than ours: what an ordinary program makes.


@cache
def approved() -> bytes:
    """An ordinary signature that certifies nothing: later changes are not forbidden by it."""
    return signed(issued_plan())


@cache
def certified_for_forms() -> bytes:
    """Certified; filling in and signing stay allowed."""
    return signed(issued_plan(), Pen(certify=MDPPerm.FILL_FORMS))


@cache
def certified_for_notes() -> bytes:
    """Certified; notes stay allowed as well."""
    return signed(issued_plan(), Pen(certify=MDPPerm.ANNOTATE))


@cache
def with_two_fields() -> bytes:
    """The plan with a second empty field, foreseen before the first signature."""

    def change(pdf: Pdf) -> None:
        first = pdf.Root.AcroForm.Fields[0]
        look = Stream(pdf, b"")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 120, 60])
        second = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(SECOND),
                F=132,
                Rect=Array([60, 60, 180, 120]),
                P=first.P,
                AP=Dictionary(N=pdf.make_indirect(look)),
            )
        )
        first.P.Annots.append(second)
        pdf.Root.AcroForm.Fields.append(second)

    return changed(issued_plan(), change)


@cache
def signed_by_two() -> bytes:
    """Signed by the signatory and then by the seal's keeper, each in the field foreseen."""
    once = signed(with_two_fields(), Pen(certify=MDPPerm.FILL_FORMS))
    return signed(once, Pen(pair("Văn thư Thử"), field=SECOND, at=SIGNED_AT + timedelta(minutes=5)))


# Shadows: what is shown later was put into the file before it was signed.


def _with_cover(pdf: Pdf) -> None:
    """An image drawn over the first page."""
    page = pdf.pages[0]
    cover = Stream(pdf, b"\xff\xff\xff")
    cover.Type, cover.Subtype, cover.ColorSpace = Name.XObject, Name.Image, Name.DeviceRGB
    cover.Width, cover.Height, cover.BitsPerComponent = 1, 1, 8
    page.add_resource(cover, Name.XObject, Name.Cover)
    page.contents_add(b"q 400 0 0 200 100 400 cm /Cover Do Q")


def shadow_hide() -> bytes:
    """A blank image covers words while it is signed; afterwards the image is made to vanish."""
    data = signed(changed(issued_plan(), _with_cover))
    writer = _writer(data)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Resources"]["/XObject"][pdf_name("/Cover")] = generic.NullObject()
    writer.update_container(page["/Resources"]["/XObject"])
    return _written(writer)


def shadow_hide_by_freed_object() -> bytes:
    """As shadow_hide, but the covering image is only struck from the table of objects."""
    data = signed(changed(issued_plan(), _with_cover))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = pdf.pages[0].Resources.XObject.Cover.objgen[0]
    return update(data, {}, freed=(number,))


def _with_text_field(pdf: Pdf) -> None:
    """A text field whose look shows one number while its value is another."""
    look = Stream(pdf, b"BT /F1 12 Tf (12) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("so"),
            V=String("12"),
            F=4,
            Rect=Array([100, 400, 200, 420]),
            P=pdf.pages[0].obj,
            AP=Dictionary(N=pdf.make_indirect(look)),
        )
    )
    pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", Array()), field])
    pdf.Root.AcroForm.Fields.append(field)


def _filled(data: bytes, words: str, look: bytes) -> bytes:
    writer = _writer(data)
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[pdf_name("/V")] = generic.pdf_string(words)
    shown = generic.StreamObject(
        dict_data={
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 100, 20)]),
        },
        stream_data=look,
    )
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(shown)})
    writer.update_container(field)
    return _written(writer)


def shadow_replace() -> bytes:
    """A form field signed with one number shows another afterwards, which ordinary signatures allow."""
    return _filled(signed(changed(issued_plan(), _with_text_field)), "12", b"BT /F1 12 Tf (99) Tj ET")


def form_filled_against_certification() -> bytes:
    """A field filled in although the certification forbids every change."""
    data = signed(changed(issued_plan(), _with_text_field), Pen(certify=MDPPerm.NO_CHANGES))
    return _filled(data, "99", b"BT /F1 12 Tf (99) Tj ET")


def form_filled_as_certified() -> bytes:
    """A field filled in, which the certification allows; it is no more what was signed."""
    data = signed(changed(issued_plan(), _with_text_field), Pen(certify=MDPPerm.FILL_FORMS))
    return _filled(data, "99", b"BT /F1 12 Tf (99) Tj ET")


def shadow_hide_and_replace() -> bytes:
    """A second set of pages travels unseen under the signature; an update makes it the document."""

    def change(pdf: Pdf) -> None:
        words = pdf.make_indirect(Stream(pdf, b"0 0 200 200 re f"))
        other = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array()))
        page = Dictionary(Type=Name.Page, Parent=other, Contents=words, MediaBox=Array([0, 0, 595, 842]))
        other.Kids.append(pdf.make_indirect(page))
        pdf.Root.OtherPages = other

    data = signed(changed(issued_plan(), change))
    body = body_of(data, root_of(data))
    found = re.search(rb"/OtherPages (\d+ 0 R)", body)
    assert found is not None
    return update(data, {root_of(data): re.sub(rb"/Pages \d+ 0 R", b"/Pages " + found[1], body)})


def shadow_layer() -> bytes:
    """A layer with other words, off while it is signed, is switched on afterwards."""

    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lớp")))
        page = pdf.pages[0]
        page.add_resource(layer, Name.Properties, Name.Layer)
        page.contents_add(b"/OC /Layer BDC 100 400 200 200 re f EMC")
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=pdf.make_indirect(Dictionary(BaseState=Name.ON, OFF=Array([layer])))
        )

    writer = _writer(signed(changed(issued_plan(), change)))
    default = writer.root["/OCProperties"]["/D"]
    default[pdf_name("/OFF")] = generic.ArrayObject()
    writer.update_container(default)
    return _written(writer)


# Later updates of an honest file.


def page_content_changed() -> bytes:
    """Other words on the second page."""
    writer = _writer(approved())
    page = writer.root["/Pages"]["/Kids"][1]
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)
    return _written(writer)


def font_changed() -> bytes:
    """The words stay, but the letters of their font are drawn as others."""
    writer = _writer(approved())
    fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    name = next(iter(fonts))
    other = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/ZapfDingbats"),
        }
    )
    fonts[name] = writer.add_object(other)
    writer.update_container(fonts)
    return _written(writer)


def page_appended() -> bytes:
    """One more page at the end."""
    writer = _writer(approved())
    pages = writer.root["/Pages"]
    page = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)]),
            pdf_name("/Contents"): writer.add_object(generic.StreamObject(stream_data=b"9 9 9 9 re f")),
            pdf_name("/Resources"): generic.DictionaryObject(),
        }
    )
    pages["/Kids"].append(writer.add_object(page))
    pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)
    return _written(writer)


def page_removed() -> bytes:
    """The second page is taken out."""
    writer = _writer(approved())
    pages = writer.root["/Pages"]
    del pages["/Kids"][1]
    pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)
    return _written(writer)


def _with_note(data: bytes, kind: bytes, extra: bytes = b"") -> bytes:
    number, page = size_of(data), _page_of(data, 0)
    note = b"<< /Type /Annot /Subtype /%b /Rect %b /Contents (02) /F 4 %b >>" % (kind, _rect(COVER), extra)
    body = re.sub(rb"/Annots \[[^\]]*\]", b"", body_of(data, page))
    body = body.rstrip()[:-2] + b" /Annots [ %d 0 R ] >>" % number
    return update(data, {number: note, page: body})


def _page_of(data: bytes, place: int) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.pages[place].objgen[0])


def evil_note_free_text() -> bytes:
    """Words written over a page of a file certified with notes allowed."""
    return _with_note(certified_for_notes(), b"FreeText", b"/DA (/Helv 14 Tf)")


def evil_note_stamp() -> bytes:
    """A stamp over a page of a file certified with notes allowed."""
    return _with_note(certified_for_notes(), b"Stamp", b"/Name /Approved")


def evil_note_redact() -> bytes:
    """A page of a file certified with notes allowed is blacked out."""
    return _with_note(certified_for_notes(), b"Redact", b"/OC [] /IC [ 0 0 0 ]")


def look_of_signature_altered() -> bytes:
    """The picture of the signature names somebody else."""
    writer = _writer(approved())
    field = writer.root["/AcroForm"]["/Fields"][0]
    look = generic.StreamObject(
        dict_data={
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 200, 80)]),
        },
        stream_data=b"0 0 200 80 re f",
    )
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)
    return _written(writer)


def field_removed() -> bytes:
    """The signature's field is taken out of the form: the file looks as if nobody had signed it."""
    writer = _writer(approved())
    form = writer.root["/AcroForm"]
    form[pdf_name("/Fields")] = generic.ArrayObject()
    writer.update_container(form)
    return _written(writer)


def signature_taken_out_of_field() -> bytes:
    """The field stays, its signature goes."""
    writer = _writer(approved())
    field = writer.root["/AcroForm"]["/Fields"][0]
    del field["/V"]
    writer.update_container(field)
    return _written(writer)


# Second signatures.


def sneaky_signature() -> bytes:
    """A second signature by another trusted person in a new field whose picture covers the words."""
    return signed(certified_for_forms(), Pen(pair("Kẻ Lén Lút"), field="Moi", box=COVER))


def sneaky_signature_by_stranger() -> bytes:
    """As sneaky_signature, with a key that its owner certified for himself."""
    stranger = pair("Kẻ Lén Lút", self_signed=True)
    return signed(certified_for_forms(), Pen(stranger, field="Moi", box=COVER))


def sneaky_foreseen_field_enlarged() -> bytes:
    """The second signature stands in the field foreseen, which was made to cover the words."""
    once = signed(with_two_fields(), Pen(certify=MDPPerm.FILL_FORMS))
    writer = _writer(once)
    field = writer.root["/AcroForm"]["/Fields"][1]
    field[pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in COVER])
    writer.update_container(field)
    return signed(_written(writer), Pen(pair("Văn thư Thử"), field=SECOND))


def second_signature_with_page_changed() -> bytes:
    """The second signature of two comes with other words on a page, in one and the same update."""
    writer = _writer(signed(with_two_fields(), Pen(certify=MDPPerm.FILL_FORMS)))
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)
    return write_signature(writer, Pen(pair("Văn thư Thử"), field=SECOND))


def first_of_two_broken() -> bytes:
    """Two signatures; a digit of the first was changed, the second signed the damage."""
    once = signed(with_two_fields(), Pen(certify=MDPPerm.FILL_FORMS))
    found = re.search(rb"/Contents <", once)
    assert found is not None
    place = found.end() + 1500
    digit = b"1" if once[place : place + 1] != b"1" else b"2"
    return signed(once[:place] + digit + once[place + 1 :], Pen(pair("Văn thư Thử"), field=SECOND))


def second_of_two_by_stranger() -> bytes:
    """Two signatures in their fields; the second by somebody whom nobody knows."""
    once = signed(with_two_fields(), Pen(certify=MDPPerm.FILL_FORMS))
    return signed(once, Pen(pair("Văn thư Thử", self_signed=True), field=SECOND))


# Wrapping: what the digest is taken of is not what is shown.


def _hole(data: bytes) -> tuple[int, int, int]:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", data)
    assert found is not None
    return int(found[1]), int(found[2]), int(found[3])


def _with_range(data: bytes, numbers: bytes) -> bytes:
    """The same with other numbers in the range, in the room that the program left there."""
    found = re.search(rb"/ByteRange \[[^\]]*\] *", data)
    assert found is not None
    new = b"/ByteRange [" + numbers + b"]"
    assert len(new) <= len(found[0])
    return data[: found.start()] + new.ljust(len(found[0])) + data[found.end() :]


def _wrapped(slipped: dict[int, bytes]) -> bytes:
    """The signed tail moved away, foreign objects in the gap before it, every place of the file mended.

    The moved tail says where its table begins; at that very place the forger puts his own, which leads to
    a copy of the signature whose range skips all of the gap. The digest is right.
    """
    data = approved()
    number = _signature_of(data)
    slipped = {**slipped, number: _with_range(body_of(data, number), b"0 " + b"0" * 29)}
    first, second, rest = _hole(data)
    start = start_of(data)
    kept = _table_of(data, start)
    room = 25 * (len(kept) + len(slipped)) + 120
    bodies, places = bytearray(), {}
    for number, body in slipped.items():
        places[number] = start + room + len(bodies)
        bodies += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    delta = start + room + len(bodies) - second
    places = {number: place + (delta if place > second else 0) for number, place in kept.items()} | places
    table = b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n\r\n" % (number, places[number]) for number in sorted(places)
    )
    table += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        *(max(places) + 1, root_of(data), start_of(issued_plan())),
    )
    inside = b" " * (start - second) + table.ljust(room) + bytes(bodies)
    whole = data[:second] + inside + data[second:]
    return whole.replace(b"0 " + b"0" * 29, (b"0 %d %d %d" % (first, second + delta, rest)).ljust(31))


def _signature_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.Root.AcroForm.Fields[0].V.objgen[0])


def _table_of(data: bytes, start: int) -> dict[int, int]:
    """Where the objects of the newest table lie."""
    found, number = {}, 0
    for line in data[start:].split(b"trailer")[0].splitlines()[1:]:
        words = line.split()
        if len(words) == 2:
            number = int(words[0])
        else:
            found[number] = int(words[0])
            number += 1
    return found


def wrapped() -> bytes:
    """Foreign bytes in a gap of the signed ones; the pages are the same."""
    return _wrapped({size_of(approved()): b"(x)"})


def wrapped_with_other_page() -> bytes:
    """As wrapped, but readers find other words on the first page."""
    page, free = _page_of(approved(), 0), size_of(approved())
    other = re.sub(rb"/Contents \d+ 0 R", b"/Contents %d 0 R" % free, body_of(approved(), page))
    return _wrapped({free: stream(b"0 0 99 99 re f"), page: other})


def contents_twice() -> bytes:
    """Two /Contents in the signature, a made-up one first."""
    return _replaced(approved(), b"/Filter /Adobe.PPKLite", b"/Contents <00> /A /B")


def range_twice() -> bytes:
    """Two /ByteRange in the signature, a made-up one first."""
    return _replaced(approved(), b"/Filter /Adobe.PPKLite", b"/ByteRange [0 9 9 9]")


def range_short() -> bytes:
    """The range begins at the first byte and ends before the last."""
    first, second, rest = _hole(approved())
    return _with_range(approved(), b"0 %d %d %d" % (first, second, rest - 40))


def range_with_gap() -> bytes:
    """The gap is wider than the signature: words of the file are left out."""
    first, second, rest = _hole(approved())
    return _with_range(approved(), b"0 %d %d %d" % (first - 99, second, rest))


def range_overlapping() -> bytes:
    """The second part begins inside the first."""
    first, second, rest = _hole(approved())
    return _with_range(approved(), b"0 %d %d %d" % (second, first, rest + second - first))


def range_negative() -> bytes:
    """A part with less than no bytes."""
    first, second, rest = _hole(approved())
    return _with_range(approved(), b"0 %d %d %d" % (first, second, -rest))


def range_huge() -> bytes:
    """A part of more bytes than any disk has."""
    first, second, _rest = _hole(approved())
    return _with_range(approved(), b"0 %d %d %d" % (first, second, 10**24))


def range_of_three() -> bytes:
    """Three numbers instead of four."""
    first, second, _rest = _hole(approved())
    return _with_range(approved(), b"0 %d %d" % (first, second))


def range_of_six() -> bytes:
    """Three parts instead of two, which older readers took."""
    first, second, rest = _hole(approved())
    return _with_range(approved(), b"0 9 9 %d %d %d" % (first - 9, second, rest))


def range_of_names() -> bytes:
    """Words instead of numbers."""
    return _with_range(approved(), b"/All /Of /It /Yes")


def range_null() -> bytes:
    """No range at all."""
    found = re.search(rb"/ByteRange \[[^\]]*\]", approved())
    assert found is not None
    return _replaced(approved(), found[0], b"/ByteRange null")


def _with_contents(words: bytes) -> bytes:
    first, second, _rest = _hole(approved())
    assert len(words) <= second - first
    return approved()[:first] + words.ljust(second - first) + approved()[second:]


def contents_null() -> bytes:
    """No signature where it should stand."""
    return _with_contents(b"null")


def contents_empty() -> bytes:
    """An empty signature."""
    return _with_contents(b"<>")


def contents_noise() -> bytes:
    """Hex, but no signature."""
    return _with_contents(b"<" + b"c0ffee" * 200 + b">")


def contents_not_hex() -> bytes:
    """Letters that are no hex digits."""
    return _with_contents(b"<" + b"zz" * 300 + b">")


def contents_as_text() -> bytes:
    """A text string instead of hex."""
    return _with_contents(b"(signed)")


def unknown_kind_of_signature() -> bytes:
    """A kind of signature that nobody defined; some readers show nothing, some show it as good."""
    return _replaced(approved(), b"/ETSI.CAdES.detached", b"/ETSI.PhoHo.detached")


def kind_of_signature_missing() -> bytes:
    """No word on the kind of signature."""
    return _replaced(approved(), b"/SubFilter /ETSI.CAdES.detached", b"/SubFilte0 /ETSI.CAdES.detached")


# Bytes around the file.


def spaces_after_end() -> bytes:
    """Blanks after the end."""
    return signed_plan() + b"   \n"


def noise_after_end() -> bytes:
    """Something after the end that no reader shows."""
    return signed_plan() + b"\x00\x01%comment\n"


def second_pdf_after_end() -> bytes:
    """A whole second PDF after the end: readers that begin at the end show it."""
    return signed_plan() + issued_plan()


def signed_pdf_after_another() -> bytes:
    """The signed plan glued behind another file."""
    return issued_plan() + signed_plan()


def bytes_before_start() -> bytes:
    """A web page before the beginning."""
    return b"<html><script>1</script>\n" + signed_plan()


# Certificates.


def home_made_authority() -> bytes:
    """By an authority of the right name that somebody made at home."""
    forger = make_authority(AUTHORITY, not_before=START, not_after=END)
    return signed(issued_plan(), Pen(pair(issuer=forger)))


def own_certificate() -> bytes:
    """A certificate in the signatory's name that its owner signed himself."""
    return signed(issued_plan(), Pen(pair(self_signed=True)))


def expired_certificate() -> bytes:
    """The certificate has run out since."""
    return signed(issued_plan(), Pen(pair(end=datetime(2026, 2, 1, tzinfo=UTC))))


def certificate_of_tomorrow() -> bytes:
    """The certificate is not in force yet."""
    return signed(issued_plan(), Pen(pair(start=datetime(2026, 6, 1, tzinfo=UTC))))


def signed_before_certificate() -> bytes:
    """Signed, as it says, before its certificate began."""
    return signed(issued_plan(), Pen(pair(start=datetime(2026, 2, 1, tzinfo=UTC))))


def digest_sha1() -> bytes:
    """A digest for which other files can be found."""
    return signed(issued_plan(), Pen(digest="sha1"))


def digest_md5() -> bytes:
    """A digest for which other files are found in seconds."""
    return signed(issued_plan(), Pen(digest="md5"))


def short_key() -> bytes:
    """A key short enough to be broken."""
    return signed(issued_plan(), Pen(pair(bits=1024)))


def certificate_not_for_signing() -> bytes:
    """A certificate for closing letters, not for signing them."""
    return signed(issued_plan(), Pen(pair(usage=("key_encipherment", "data_encipherment"))))


def stamped_in_the_future() -> bytes:
    """A time stamp of next year."""
    return signed(issued_plan(), Pen(stamper=stamper(datetime(2027, 1, 1, tzinfo=UTC))))


def claimed_in_the_future() -> bytes:
    """Signed, as it says, next month."""
    return signed(issued_plan(), Pen(at=datetime(2026, 4, 1, tzinfo=UTC)))


def stamped() -> bytes:
    """Well signed, with a time stamp by an authority trusted here."""
    return signed(issued_plan(), Pen(stamper=stamper(SIGNED_AT + timedelta(seconds=20))))


def stamped_by_stranger() -> bytes:
    """Well signed, with a time stamp that anybody could have made."""
    forger = make_authority("Giờ tự chế", not_before=START, not_after=END)
    return signed(issued_plan(), Pen(stamper=stamper(SIGNED_AT, forger)))
