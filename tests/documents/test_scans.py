"""Scans of unknown origin: what they are by their bytes, and every way known to us to hide something."""

import io
import zlib
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, PngImagePlugin
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from phohoa.documents.letters import FONTS
from phohoa.documents.press import Press
from phohoa.documents.scans import MAX_BYTES, ScanRefused, check_scan, claimed_kind


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """A child of these tests alone, kept for all of them."""
    made = Press(seconds=30, megabytes=1024, tasks=1000, idle=60)
    yield made
    made.close()


# --- files as an office makes them -------------------------------------------------------------------------


def pdf(*lines: str) -> bytes:
    """A page with lines in the font of our papers."""
    if "Scan" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Scan", str(FONTS / "LiberationSerif-Regular.ttf")))
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.setFont("Scan", 14)
    for number, line in enumerate(lines or ("Đơn xin vào Đảng",)):
        canvas.drawString(72, 780 - 30 * number, line)
    canvas.save()
    return data.getvalue()


def picture(size: tuple[int, int] = (60, 40)) -> Image.Image:
    made = Image.new("RGB", size, (250, 249, 240))
    for x in range(0, size[0], 3):
        made.putpixel((x, x % size[1]), (20, 20, 90))
    return made


def jpeg(**options: object) -> bytes:
    data = io.BytesIO()
    picture().save(data, "JPEG", **options)
    return data.getvalue()


def png(**options: object) -> bytes:
    data = io.BytesIO()
    picture().save(data, "PNG", **options)
    return data.getvalue()


def with_exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Máy Ảnh Thử"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[2] = (14.0, 48.0, 30.0)
    return jpeg(exif=exif)


def changed(change: Callable[[Pdf], None]) -> bytes:
    """The PDF after a change."""
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        change(opened)
        data = io.BytesIO()
        opened.save(data, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return data.getvalue()


GOOD = [
    ("a PDF", pdf, "don.pdf", "pdf"),
    ("a JPEG", jpeg, "anh.JPG", "jpeg"),
    ("a progressive JPEG", lambda: jpeg(progressive=True), "anh.jpeg", "jpeg"),
    ("a JPEG with restart marks", lambda: jpeg(restart_marker_rows=1), "anh.jpg", "jpeg"),
    ("a PNG", png, "anh.png", "png"),
    (
        "a PDF that speaks of a secret in a sentence",
        lambda: pdf("Giữ bí mật; không phải tài liệu MẬT."),
        "a.pdf",
        "pdf",
    ),
]


@pytest.mark.parametrize(("case", "make", "name", "kind"), GOOD, ids=[row[0] for row in GOOD])
def test_a_sound_scan_is_taken_for_what_it_is(press, case, make, name, kind):
    scan = check_scan(make(), name, press)
    assert (scan.kind, scan.pages) == (kind, 1)
    assert scan.data


# --- what a camera or an editor adds -----------------------------------------------------------------------


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_loses_where_and_with_what_it_was_taken_but_not_a_pixel(press, orientation):
    taken = with_exif(orientation)
    kept = check_scan(taken, "anh.jpg", press).data
    assert "Máy".encode() not in kept
    assert b"GPS" not in kept
    exif = Image.open(io.BytesIO(kept)).getexif()
    assert exif.get(0x0112, 1) == orientation, "it lies as it did"
    assert set(exif) <= {0x0112}
    assert not exif.get_ifd(0x8825)
    assert pixels(kept) == pixels(taken)


def test_comments_and_what_follows_the_end_are_left_out(press):
    taken = jpeg(comment=b"An Thu, sinh 1995") + b"PK\x03\x04 a whole archive behind the picture"
    kept = check_scan(taken, "anh.jpg", press).data
    assert b"An Thu" not in kept
    assert b"PK" not in kept
    assert pixels(kept) == pixels(jpeg())


def test_the_texts_of_a_png_are_left_out(press):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "An Thu")
    texts.add_itxt("Comment", "Bí mật", zip=True)
    taken = png(pnginfo=texts) + b"MZ a program behind the picture"
    kept = check_scan(taken, "anh.png", press).data
    assert b"An Thu" not in kept
    assert not kept.endswith(b"picture")
    assert pixels(kept) == pixels(png())


# --- hostile files -----------------------------------------------------------------------------------------


def script(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def script_of_a_page(made: Pdf) -> None:
    made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))


def launch(made: Pdf) -> None:
    action = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    made.pages[0].obj.Annots = Array([made.make_indirect(link)])


def file_inside(made: Pdf) -> None:
    made.attachments["ke-toan.xlsx"] = b"PK\x03\x04 figures"


def form_with_scripts(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=String("<xdp/>"))


def film(made: Pdf) -> None:
    made.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)])


def encrypted(owner_only: bool) -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        data = io.BytesIO()
        secret = pikepdf.Encryption(owner="chu", user="" if owner_only else "mo", R=6)
        opened.save(data, encryption=secret)
        return data.getvalue()


def bomb_of_one_stream(made: Pdf) -> None:
    squeeze = zlib.compressobj(9)
    blank = bytes(1 << 20)
    folded = b"".join(squeeze.compress(blank) for _ in range(160)) + squeeze.flush()
    made.Root.Bomb = made.make_indirect(_raw(made, folded, Name.FlateDecode))


def _raw(made: Pdf, data: bytes, filters: object) -> Stream:
    stream = Stream(made, b"")
    stream.write(data, filter=filters)
    return stream


def bomb_in_a_bomb(made: Pdf) -> None:
    folded = zlib.compress(zlib.compress(bytes(1 << 22), 9), 9)
    made.Root.Bomb = made.make_indirect(_raw(made, folded, Array([Name.FlateDecode, Name.FlateDecode])))


def huge_picture_in_a_pdf(made: Pdf) -> None:
    stream = Stream(made, b"\xff\xd8\xff")
    stream.Subtype, stream.Width, stream.Height = Name.Image, 100_000, 100_000
    made.Root.Huge = made.make_indirect(stream)


def many_pages(made: Pdf) -> None:
    for _ in range(61):
        made.add_blank_page()


def huge_png() -> bytes:
    """A picture of 100 000 by 100 000 dots in a few hundred bytes."""
    head = (100_000).to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    parts = [len(d).to_bytes(4, "big") + n + d + zlib.crc32(n + d).to_bytes(4, "big") for n, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def huge_jpeg() -> bytes:
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    return bytes(data)


def flipped_png() -> bytes:
    data = bytearray(png())
    data[data.index(b"IDAT") + 9] ^= 1
    return bytes(data)


def lines_without_end(made: Pdf) -> None:
    nest = Array()
    for _ in range(60):
        nest = Array([nest])
    made.Root.Deep = nest


HOSTILE = [
    ("a PDF that calls itself a picture", pdf, "anh.jpg", "scan_lies", "pdf"),
    ("a picture that calls itself a PDF", jpeg, "don.pdf", "scan_lies", "jpeg"),
    ("a PNG that calls itself a JPEG", png, "anh.jpeg", "scan_lies", "png"),
    ("a PDF without an ending", pdf, "don", "scan_lies", "pdf"),
    (
        "a program that calls itself a PDF",
        lambda: b"MZ\x90\x00" + bytes(64),
        "don.pdf",
        "scan_kind",
        "program",
    ),
    ("a web page", lambda: b"<!doctype html><script>alert(1)</script>", "don.pdf", "scan_kind", "html"),
    ("a drawing with a script", lambda: b"<svg onload='alert(1)'/>", "anh.png", "scan_kind", "html"),
    ("an archive", lambda: b"PK\x03\x04" + bytes(40), "anh.png", "scan_kind", "zip"),
    ("a GIF", lambda: b"GIF89a" + bytes(40), "anh.gif", "scan_kind", "gif"),
    (
        "a photograph of a telephone",
        lambda: b"\x00\x00\x00\x18ftypheic" + bytes(40),
        "a.heic",
        "scan_kind",
        "heic",
    ),
    ("plain text", lambda: b"xin chao", "a.txt", "scan_kind", "text"),
    ("noise", lambda: bytes(range(128, 256)), "a.pdf", "scan_kind", "unknown"),
    ("a PDF with a script", lambda: changed(script), "a.pdf", "scan_active", "pdf"),
    ("a PDF with a script in a page", lambda: changed(script_of_a_page), "a.pdf", "scan_active", "pdf"),
    ("a PDF that starts a program", lambda: changed(launch), "a.pdf", "scan_active", "pdf"),
    ("a PDF with a file inside", lambda: changed(file_inside), "a.pdf", "scan_active", "pdf"),
    ("a PDF with an XFA form", lambda: changed(form_with_scripts), "a.pdf", "scan_active", "pdf"),
    ("a PDF with a film", lambda: changed(film), "a.pdf", "scan_active", "pdf"),
    ("a PDF with a password", lambda: encrypted(False), "a.pdf", "scan_encrypted", "pdf"),
    ("a PDF with an owner's password", lambda: encrypted(True), "a.pdf", "scan_encrypted", "pdf"),
    ("a PDF cut off", lambda: pdf()[:-200], "a.pdf", "scan_truncated", "pdf"),
    ("a PDF of its head alone", lambda: b"%PDF-1.7\n%%EOF\n", "a.pdf", "scan_truncated", "pdf"),
    ("a PDF that unfolds without end", lambda: changed(bomb_of_one_stream), "a.pdf", "scan_bomb", "pdf"),
    ("a PDF folded twice", lambda: changed(bomb_in_a_bomb), "a.pdf", "scan_bomb", "pdf"),
    ("a PDF with a huge picture", lambda: changed(huge_picture_in_a_pdf), "a.pdf", "scan_bomb", "pdf"),
    ("a PDF nested too deep", lambda: changed(lines_without_end), "a.pdf", "scan_unreadable", "pdf"),
    ("a PDF of 62 pages", lambda: changed(many_pages), "a.pdf", "scan_pages", "pdf"),
    ("a JPEG cut off", lambda: jpeg()[:-60], "a.jpg", "scan_truncated", "jpeg"),
    ("a JPEG cut off and closed", lambda: jpeg()[:400] + b"\xff\xd9", "a.jpg", None, "jpeg"),
    ("a huge JPEG", huge_jpeg, "a.jpg", "scan_bomb", "jpeg"),
    ("a PNG cut off", lambda: png()[:-20], "a.png", "scan_truncated", "png"),
    ("a huge PNG", huge_png, "a.png", "scan_bomb", "png"),
    ("a PNG with a wrong checksum", flipped_png, "a.png", "scan_unreadable", "png"),
    ("a secret paper", lambda: pdf("MẬT", "Kết luận thẩm tra"), "a.pdf", "scan_secret", "pdf"),
    ("a very secret paper", lambda: pdf("Số 1", "TUYỆT  MẬT"), "a.pdf", "scan_secret", "pdf"),
    ("a secret paper in full words", lambda: pdf("ĐỘ MẬT: TỐI MẬT"), "a.pdf", "scan_secret", "pdf"),
]


@pytest.mark.parametrize(("case", "make", "name", "code", "found"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_a_hostile_file_is_refused_for_what_it_is(press, case, make, name, code, found):
    with pytest.raises(ScanRefused) as refused:
        check_scan(make(), name, press)
    if code is not None:
        assert refused.value.code == code
    assert refused.value.found == found
    assert refused.value.claims == claimed_kind(name)


def test_nothing_and_too_much_are_refused_unread(press):
    for data, code in ((b"", "scan_empty"), (b"%PDF-" + bytes(MAX_BYTES), "scan_large")):
        with pytest.raises(ScanRefused) as refused:
            check_scan(data, "a.pdf", press)
        assert refused.value.code == code


def test_every_file_is_read_by_a_process_of_its_own():
    assert check_scan(pdf(), "a.pdf").kind == "pdf"
