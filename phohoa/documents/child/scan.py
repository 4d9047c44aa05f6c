"""Reads a scan of unknown origin: what it is by its bytes, whether it is whole; gives it without extras."""

import io
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from PIL import Image

from phohoa.documents.child.secrecy import is_secret

MAX_PAGES = 60
MAX_PIXELS = 80_000_000
# The reader's own bound would come before ours, and without our word for it.
Image.MAX_IMAGE_PIXELS = None
#: Bytes that the streams of a PDF may unfold to, one and all.
MAX_STREAM, MAX_UNFOLDED = 128 * 1024 * 1024, 600 * 1024 * 1024
MAX_DEPTH = 40
#: What makes a reader do something, or carries another file along.
ACTIVE = frozenset(
    (
        *("/JS", "/JavaScript", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
        *("/EmbeddedFile", "/EmbeddedFiles", "/EF", "/XFA", "/RichMedia", "/Movie", "/Sound", "/Rendition"),
    )
)
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\x1f\x8b", "zip"),
)


class Refused(Exception):
    """The file is not taken; the argument is the code of why."""


def kind_of(data: bytes) -> str:
    """What a file is by its first bytes; "unknown" for anything that has no such mark."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif") else "video"
    head = data[:512].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return "html"
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError:
        return "unknown"
    return "text" if data and b"\x00" not in data[:4096] else "unknown"


def scan(_values: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """What the file is (`kind`), why it is not taken (`code`, "" if it is), its pages; and the bytes to keep.

    An image loses what a camera or an editor has written into it, without being drawn again.
    """
    kind = kind_of(data)
    try:
        if kind == "pdf":
            return {"kind": kind, "code": "", "pages": check_pdf(data)}, data
        if kind == "jpeg":
            clean = _whole_image(_bare_jpeg(data), "JPEG")
            return {"kind": kind, "code": "", "pages": 1}, clean
        if kind == "png":
            clean = _whole_image(_bare_png(data), "PNG")
            return {"kind": kind, "code": "", "pages": 1}, clean
    except Refused as problem:
        return {"kind": kind, "code": str(problem), "pages": 0}, b""
    except MemoryError:
        return {"kind": kind, "code": "scan_bomb", "pages": 0}, b""
    except Exception:  # whatever a reader raises on such a file: it is not a sound one
        return {"kind": kind, "code": "scan_unreadable", "pages": 0}, b""
    return {"kind": kind, "code": "scan_kind", "pages": 0}, b""


# --- PDF ---------------------------------------------------------------------------------------------------


def check_pdf(data: bytes) -> int:
    """The number of pages of a sound PDF that only shows something."""
    if b"%%EOF" not in data[-1024:]:
        raise Refused("scan_truncated")
    try:
        pdf = pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise Refused("scan_encrypted") from None
    except pikepdf.PdfError:
        raise Refused("scan_truncated") from None
    with pdf:
        if pdf.is_encrypted:
            raise Refused("scan_encrypted")
        if any(str(key) in ACTIVE for key in pdf.trailer):
            raise Refused("scan_active")
        _quiet(pdf)
        pages = len(pdf.pages)
    if not 0 < pages <= MAX_PAGES:
        raise Refused("scan_pages")
    if is_secret(data, MAX_PAGES):
        raise Refused("scan_secret")
    return pages


def _quiet(pdf: pikepdf.Pdf) -> None:
    """Nothing in it acts, carries another file, or unfolds without end."""
    unfolded = 0
    for thing in pdf.objects:
        if any(name in ACTIVE for name in _names(thing, 0)):
            raise Refused("scan_active")
        if not isinstance(thing, pikepdf.Stream):
            continue
        if int(thing.get("/Width", 0)) * int(thing.get("/Height", 0)) > MAX_PIXELS:
            raise Refused("scan_bomb")
        unfolded += _unfolded(thing)
        if unfolded > MAX_UNFOLDED:
            raise Refused("scan_bomb")


def _unfolded(stream: pikepdf.Stream) -> int:
    """How many bytes a stream becomes, counted without holding them."""
    filters = stream.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or [])
    raw = stream.read_raw_bytes()
    if not names or names[0] != pikepdf.Name.FlateDecode:
        return len(raw)
    # One folded inside another is how a small file becomes a huge one.
    if len(names) > 1:
        raise Refused("scan_bomb")
    unfold, size, rest = zlib.decompressobj(), 0, raw
    while rest and not unfold.eof:
        size += len(unfold.decompress(rest, 1 << 20))
        rest = unfold.unconsumed_tail
        if size > MAX_STREAM:
            raise Refused("scan_bomb")
    return size


def _names(thing: Any, depth: int) -> Iterator[str]:
    """Every name in one object, keys and values; other objects are visited on their own."""
    if depth > MAX_DEPTH:
        raise Refused("scan_unreadable")
    if isinstance(thing, pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118  (a stream has no iterator of its own)
            yield str(key)
            value = thing.get(key)
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _names(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _names(value, depth + 1)


# --- images ------------------------------------------------------------------------------------------------


def _whole_image(clean: bytes, name: str) -> bytes:
    """The same bytes, after the picture was decoded to its last line."""
    with Image.open(io.BytesIO(clean), formats=[name]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Refused("scan_bomb")
        try:
            picture.load()
        except OSError:
            raise Refused("scan_truncated") from None
    return clean


#: Segments that the picture itself needs: JFIF, the colour profile, Adobe's colour transform.
_KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}
_LONE = {0x01, *range(0xD0, 0xD8)}


def _bare_jpeg(data: bytes) -> bytes:
    """The JPEG without EXIF (but for how it lies), comments, thumbnails and whatever follows its end."""
    out, at = bytearray(b"\xff\xd8"), 2
    if turned := _orientation(data):
        out += turned
    while True:
        if at + 2 > len(data):
            raise Refused("scan_truncated")
        if data[at] != 0xFF:
            raise Refused("scan_unreadable")
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == 0xD9:
            return bytes(out + b"\xff\xd9")
        if marker in _LONE:
            out += data[at : at + 2]
            at += 2
            continue
        if at + 4 > len(data):
            raise Refused("scan_truncated")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data):
            raise Refused("scan_truncated")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in _KEPT_SEGMENTS:
            out += data[at:end]
        at = end
        if marker == 0xDA:
            stop = _end_of_lines(data, at)
            out += data[at:stop]
            at = stop


def _end_of_lines(data: bytes, at: int) -> int:
    """Where the coded lines of a scan end: at the next marker that is none of theirs."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Refused("scan_truncated")
        if data[at + 1] == 0x00 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _orientation(data: bytes) -> bytes:
    """An EXIF segment that says nothing but how the picture lies; empty when it lies as it stands."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise Refused("scan_bomb")
        turned = picture.getexif().get(0x0112)
    if not isinstance(turned, int) or not 2 <= turned <= 8:
        return b""
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + bytes([0, turned, 0, 0])
    body = b"Exif\x00\x00" + tiff + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


#: Chunks that the picture itself needs; texts, times, positions and frames of an animation are left out.
_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD", b"sBIT"}
)


def _bare_png(data: bytes) -> bytes:
    """The PNG with the chunks of its picture alone, each with a right checksum."""
    out, at = bytearray(data[:8]), 8
    while True:
        if at + 12 > len(data):
            raise Refused("scan_truncated")
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(data):
            raise Refused("scan_truncated")
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise Refused("scan_unreadable")
        if at == 8:
            if name != b"IHDR" or size != 13:
                raise Refused("scan_unreadable")
            width, height = (int.from_bytes(data[at + 8 + k : at + 12 + k], "big") for k in (0, 4))
            if width * height > MAX_PIXELS:
                raise Refused("scan_bomb")
        if name in _KEPT_CHUNKS:
            out += data[at:end]
        at = end
        if name == b"IEND":
            return bytes(out)
