"""Files that want to crash, fill or busy whoever reads them, and files that do something when opened."""

import io
import re
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from .forging import body_of, plain, root_of, signed, size_of, start_of, stream, update
from .hostile_pdfs import changed
from .papers import issued_plan, signed_plan

_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] >>"
_PAGES = b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>"
_ROOT = b"<< /Type /Catalog /Pages 2 0 R >>"


def _small(**more: bytes) -> bytes:
    return plain({1: more.get("root", _ROOT), 2: more.get("pages", _PAGES), 3: _PAGE})


# Tables of objects.


def table_broken() -> bytes:
    """The place of the table points into the middle of something."""
    return signed_plan().replace(b"startxref\n%d" % start_of(signed_plan()), b"startxref\n777", 1)


def table_entries_shifted() -> bytes:
    """Every object is said to begin a few bytes later."""
    data = signed_plan()
    table = start_of(data)
    return data[:table] + re.sub(rb"(\d{9})\d (\d{5}) n", rb"\g<1>9 \2 n", data[table:])


def table_loop() -> bytes:
    """The table says that the table before it is itself."""
    data = update(signed_plan(), {size_of(signed_plan()): b"(x)"})
    here = start_of(data)
    return data.replace(b"/Prev %d" % start_of(signed_plan()), b"/Prev %d" % here)


def table_loop_of_two() -> bytes:
    """Two tables, each of which says that the other came before."""
    first = update(signed_plan(), {size_of(signed_plan()): b"(x)"})
    second = update(first, {size_of(first): b"(y)"})
    here = start_of(second)
    return second.replace(b"/Prev %d" % start_of(signed_plan()), b"/Prev %d" % here, 1)


def table_far_away() -> bytes:
    """The table lies beyond the end."""
    return signed_plan().replace(b"startxref\n%d" % start_of(signed_plan()), b"startxref\n99999999999", 1)


def table_negative() -> bytes:
    """The table before lies before the beginning."""
    return update(signed_plan(), {size_of(signed_plan()): b"(x)"}, previous=-5)


def table_of_a_billion() -> bytes:
    """A table that says it has a thousand million entries."""
    data = _small()
    return data.replace(b"xref\n0 4\n", b"xref\n0 999999999\n").replace(b"/Size 4", b"/Size 999999999")


# Streams of objects.


def _packed(number: int, inner: bytes, head: bytes, count: int) -> bytes:
    """A file whose catalogue lies in a stream of objects, its table in another, as programs write today."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for which, body in ((number, stream(inner, head)), (2, _PAGES), (3, _PAGE)):
        places[which] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (which, body)
    table = len(out)
    rows = b""
    for which in range(6):
        if which in places:
            rows += b"\x01" + places[which].to_bytes(4, "big") + b"\x00"
        elif which == 1:
            rows += b"\x02" + number.to_bytes(4, "big") + b"\x00"
        elif which == 5:
            rows += b"\x01" + table.to_bytes(4, "big") + b"\x00"
        else:
            rows += b"\x00\x00\x00\x00\x00\x00"
    body = stream(rows, b"/Type /XRef /W [ 1 4 1 ] /Size 6 /Root 1 0 R")
    out += b"5 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, table)
    return bytes(out)


def stream_of_objects_bomb() -> bytes:
    """Half a megabyte that unpacks to half a gigabyte of objects."""
    inner = b"1 0 " + _ROOT + b" " * (512 * 1024 * 1024)
    packer = zlib.compressobj(9)
    packed = packer.compress(inner) + packer.flush()
    return _packed(4, packed, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", 1)


def stream_of_objects_packed_twice() -> bytes:
    """As stream_of_objects_bomb, packed once more: a few kilobytes."""
    packer = zlib.compressobj(9)
    inner = packer.compress(b"1 0 " + _ROOT + b" " * (512 * 1024 * 1024)) + packer.flush()
    return _packed(
        4, zlib.compress(inner, 9), b"/Type /ObjStm /N 1 /First 4 /Filter [ /FlateDecode /FlateDecode ]", 1
    )


def stream_of_objects_in_itself() -> bytes:
    """A stream of objects that says it goes on in itself."""
    return _packed(4, b"1 0 " + _ROOT, b"/Type /ObjStm /N 1 /First 4 /Extends 4 0 R", 1)


def stream_of_objects_says_a_billion() -> bytes:
    """A stream that says it holds a thousand million objects."""
    return _packed(4, b"1 0 " + _ROOT, b"/Type /ObjStm /N 999999999 /First 4", 1)


def page_bomb() -> bytes:
    """A truly signed file whose page unpacks to half a gigabyte."""

    def change(pdf: Pdf) -> None:
        packer = zlib.compressobj(9)
        packed = packer.compress(b" " * (512 * 1024 * 1024)) + packer.flush()
        content = Stream(pdf, b"")
        content.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = pdf.make_indirect(content)

    return signed(_changed_as_it_is(issued_plan(), change))


def _changed_as_it_is(data: bytes, change: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=False,
            static_id=True,
        )
    return out.getvalue()


# Trees.


def page_tree_in_itself() -> bytes:
    """Pages whose child is the tree itself."""
    return _small(pages=b"<< /Type /Pages /Kids [ 2 0 R 3 0 R ] /Count 2 >>")


def signed_page_tree_in_itself() -> bytes:
    """As page_tree_in_itself, in an update of the signed plan."""
    data = signed_plan()
    found = re.search(rb"/Pages (\d+) 0 R", body_of(data, root_of(data)))
    assert found is not None
    number = int(found[1])
    body = body_of(data, number)
    return update(data, {number: re.sub(rb"/Kids \[", b"/Kids [ %d 0 R" % number, body)})


def many_objects() -> bytes:
    """A hundred thousand objects."""
    return plain(
        {1: _ROOT, 2: _PAGES, 3: _PAGE, **{number: b"<< /A %d >>" % number for number in range(4, 100_004)}}
    )


def deep_nesting() -> bytes:
    """An array in an array, fifty thousand times."""
    return plain({1: _ROOT, 2: _PAGES, 3: _PAGE, 4: b"[" * 50_000 + b"]" * 50_000})


def endless_form() -> bytes:
    """A form of forty parts, each of which has the next one twice: a million million fields."""
    parts = {
        number: b"<< /T (%d) /Kids [ %d 0 R %d 0 R ] >>" % (number, number + 1, number + 1)
        for number in range(5, 45)
    }
    return plain(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [ 5 0 R ] >> >>",
            2: _PAGES,
            3: _PAGE,
            4: b"(none)",
            **parts,
            45: b"<< /T (45) /FT /Tx /V (x) >>",
        }
    )


def form_in_itself() -> bytes:
    """A field that is its own child."""
    return plain(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [ 4 0 R ] >> >>",
            2: _PAGES,
            3: _PAGE,
            4: b"<< /T (a) /FT /Sig /Parent 4 0 R /Kids [ 4 0 R ] >>",
        }
    )


def thousand_million_pages() -> bytes:
    """Says it has a thousand million pages."""
    return _small(pages=b"<< /Type /Pages /Kids [ 3 0 R ] /Count 999999999 >>")


def no_catalogue() -> bytes:
    """Nothing to begin with."""
    return plain({1: b"null", 2: _PAGES, 3: _PAGE})


def lengths_that_lie() -> bytes:
    """A stream with less than no bytes."""
    return plain({1: _ROOT, 2: _PAGES, 3: _PAGE, 4: b"<< /Length -9 >>\nstream\nabc\nendstream"})


# What does something when opened. All of these are truly signed.


def _root_with(**entries: object) -> bytes:
    def change(pdf: Pdf) -> None:
        for name, value in entries.items():
            pdf.Root[f"/{name}"] = value

    return signed(changed(issued_plan(), change))


def script_in_names() -> bytes:
    """A script that runs at opening, from the list of names."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return _root_with(Names=Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script]))))


def action_at_opening() -> bytes:
    """Opening it calls an address."""
    return _root_with(OpenAction=Dictionary(S=Name.URI, URI=String("http://example.test/")))


def script_on_a_field() -> bytes:
    """A script behind the signature's own field."""

    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm.Fields[0].AA = Dictionary(
            E=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        )

    return signed(changed(issued_plan(), change))


def launch() -> bytes:
    """A click starts another program."""

    def change(pdf: Pdf) -> None:
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([0, 0, 99, 99]),
            A=Dictionary(S=Name.Launch, F=String("calc.exe")),
        )
        pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", Array()), pdf.make_indirect(link)])

    return signed(changed(issued_plan(), change))


def embedded_file() -> bytes:
    """Another file travels inside."""

    def change(pdf: Pdf) -> None:
        pdf.attachments["x.pdf"] = b"%PDF-"

    return signed(changed(issued_plan(), change))


def xfa_form() -> bytes:
    """A form that some readers show instead of the pages."""

    def change(pdf: Pdf) -> None:
        pdf.Root.AcroForm.XFA = pdf.make_indirect(Stream(pdf, b"<xdp/>"))

    return signed(changed(issued_plan(), change))


def script_packed_in_stream() -> bytes:
    """A script in a stream of objects, where a search of the bytes does not find it."""
    inner = b"1 0 << /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
    return _packed(4, zlib.compress(inner), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", 1)


def script_in_update() -> bytes:
    """A script added to the signed plan."""
    data = signed_plan()
    body = body_of(data, root_of(data)).rstrip()[:-2]
    return update(data, {root_of(data): body + b" /OpenAction << /S /JavaScript /JS (1) >> >>"})


# Closed files.


def encrypted_with_password() -> bytes:
    """Opens only with a password."""
    return _encrypted(pikepdf.Encryption(owner="o", user="u"))


def encrypted_without_password() -> bytes:
    """Encrypted, but opens for everybody."""
    return _encrypted(pikepdf.Encryption(owner="o", user=""))


def encryption_added() -> bytes:
    """An update of the signed plan says that it is encrypted."""
    data = signed_plan()
    number = size_of(data)
    closing = b"<< /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -1 >>" % (b"00" * 32, b"00" * 32)
    return update(data, {number: closing}, trailer=b"/Encrypt %d 0 R" % number)


def _encrypted(how: pikepdf.Encryption) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(issued_plan())) as pdf:
        pdf.save(out, encryption=how)
    return out.getvalue()
