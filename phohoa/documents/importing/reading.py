"""Bytes of unknown origin to a source and its lines: what kind they are, in which encoding."""

import json
import re
import unicodedata
import zlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from phohoa.documents.errors import PaperRefused
from phohoa.documents.importing.assemble import assemble
from phohoa.documents.importing.files import read_file
from phohoa.documents.importing.lines import Line, compose, plain_lines
from phohoa.documents.importing.structure import Imported, Source
from phohoa.domain.legacy_encodings import LegacyEncoding, convert_legacy, looks_legacy
from phohoa.texts.importing import UNITS

MAX_BYTES = 5 * 1024 * 1024
#: A plan has some twenty thousand letters; ten times that is no plan.
MAX_LETTERS, MAX_LINES = 200_000, 4_000
#: A mark of secrecy as a line of its own, in capitals, with or without the words "degree of secrecy".
_SECRET = re.compile(
    "\\W*(?:\u0110\u1ed8 M\u1eacT ?:? ?)?(?:TUY\u1ec6T M\u1eacT|T\u1ed0I M\u1eacT|M\u1eacT)\\W*"
)
_ENDINGS = {"txt": "text", "text": "text", "md": "text", "docx": "docx", "pdf": "pdf"}
_OTHERS = frozenset(
    [
        "doc",
        "rtf",
        "odt",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "zip",
        "rar",
        "7z",
        "exe",
        "com",
        "bat",
        "js",
        "html",
        "htm",
        "svg",
        "xml",
        "jpg",
        "jpeg",
        "png",
        "gif",
        "tif",
        "tiff",
        "bmp",
        "webp",
        "heic",
        "mp4",
        "mov",
    ]
)


@dataclass(frozen=True, slots=True)
class Material:
    """A source and its lines: all that understanding a paper needs, before a word of it is understood."""

    source: Source
    lines: tuple[Line, ...]


def read(data: bytes, file_name: str = "", names: Collection[str] = UNITS) -> Imported:
    """The structure of a paper from its bytes: plain text, DOCX or a PDF with text.

    `names` are units whose spelling is known. Raises PaperRefused with the reason.
    """
    return understand(material(data, file_name), names)


def read_text(text: str, names: Collection[str] = UNITS) -> Imported:
    """The structure of a paper from its text, as somebody pasted it. Raises PaperRefused."""
    return understand(material_of_text(text), names)


def understand(found: Material, names: Collection[str]) -> Imported:
    """The structure of what was read."""
    return assemble(found.source, found.lines, names)


def material(data: bytes, file_name: str = "") -> Material:
    """What stands in a file. Raises PaperRefused with the reason."""
    if not data.strip(b"\x00 \t\r\n"):
        raise PaperRefused("import_empty")
    if len(data) > MAX_BYTES:
        raise PaperRefused("import_large")
    kind = _kind(data, file_name)
    if kind == "text":
        return material_of_text(*_decode(data))
    return _whole(*read_file(data, kind))


def material_of_text(text: str, notes: Sequence[str] = ()) -> Material:
    """What stands in a text, in whatever encoding it was saved. Raises PaperRefused."""
    found = list(notes)
    if "\x00" in text:
        raise PaperRefused("import_kind")
    legacy = looks_legacy(text)
    if legacy is not None:
        text = _legacy(text, legacy)
        found.append(legacy.value)
    composed = compose(text)
    if legacy is None and unicodedata.normalize("NFD", text) == text and composed != text:
        found.append("nfd")
    source = Source(composed, "text", tuple(dict.fromkeys(found)))
    return _whole(source, plain_lines(composed))


def _whole(source: Source, lines: Sequence[Line]) -> Material:
    if len(source.text) > MAX_LETTERS or len(lines) > MAX_LINES:
        raise PaperRefused("import_long")
    if not lines:
        raise PaperRefused("import_empty")
    if any(_SECRET.fullmatch(line.text) for line in lines):
        raise PaperRefused("import_secret")
    return Material(source, tuple(lines))


def pack(found: Material) -> bytes:
    """The material as few bytes, to be kept between two requests."""
    lines = None if found.source.kind == "text" else [asdict(line) for line in found.lines]
    plain = {**asdict(found.source), "lines": lines}
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8"), 9)


def unpack(packed: bytes) -> Material:
    """The material again, of bytes that nobody else can have made."""
    plain = json.loads(zlib.decompress(packed))
    source = Source(plain["text"], plain["kind"], tuple(plain["notes"]))
    if plain["lines"] is None:
        return Material(source, tuple(plain_lines(source.text)))
    lines = tuple(
        Line(**{**one, "cell": tuple(one["cell"]) if one["cell"] else None}) for one in plain["lines"]
    )
    return Material(source, lines)


def _kind(data: bytes, file_name: str) -> str:
    ending = file_name.rpartition(".")[2].strip().lower() if "." in file_name else ""
    kind = "unknown"
    if data.startswith(b"%PDF-"):
        kind = "pdf"
    elif data.startswith(b"PK\x03\x04"):
        kind = "docx"
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PaperRefused("import_old_word" if ending in ("doc", "docx", "") else "import_kind")
    elif data.startswith(b"{\\rtf"):
        raise PaperRefused("import_kind")
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in data[:4096] or _bare_utf16(data):
        kind = "text"
    if kind == "unknown":
        raise PaperRefused("import_kind")
    if ending in _OTHERS or (ending in _ENDINGS and _ENDINGS[ending] != kind):
        raise PaperRefused("import_lies" if ending != "doc" else "import_kind")
    return kind


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of the many ASCII letters is nothing."""
    sample = data[:2000]
    if len(data) % 2:
        return None
    if sample[1::2].count(0) > len(sample) / 8 and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) / 8 and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _decode(data: bytes) -> tuple[str, list[str]]:
    """The text of bytes, and what was done to get it. Raises PaperRefused for bytes that are no text."""
    wide = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _bare_utf16(data)
    try:
        if wide:
            return data.decode(wide), ["utf16"]
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        if wide:
            raise PaperRefused("import_unreadable") from None
    if any(byte < 32 and byte not in b"\t\n\r\f\x0b" for byte in data):
        raise PaperRefused("import_kind")
    bytewise = data.decode("latin-1")
    legacy = looks_legacy(bytewise)
    if legacy is not None:
        return bytewise, []
    windows = _windows_1258(bytewise)
    if windows is not None:
        return windows, ["cp1258"]
    raise PaperRefused("import_kind")


def _windows_1258(bytewise: str) -> str | None:
    """The text as Windows 1258, whose tone marks stand alone behind their letters."""
    text = unicodedata.normalize("NFC", bytewise.encode("latin-1").decode("cp1258", errors="replace"))
    letters = [letter for letter in text if not letter.isascii()]
    vietnamese = [
        letter for letter in letters if "\u1ea0" <= letter <= "\u1ef9" or letter in "\u0111\u0110\u01a1\u01b0"
    ]
    return text if letters and len(vietnamese) >= len(letters) / 4 and "\ufffd" not in text else None


def _legacy(text: str, encoding: LegacyEncoding) -> str:
    return "\n".join(_legacy_line(line, encoding) for line in text.split("\n"))


def _legacy_line(line: str, encoding: LegacyEncoding) -> str:
    """A line of an old encoding; in TCVN3 capitals stand as small letters among ASCII capitals."""
    converted = convert_legacy(line, encoding)
    if encoding is not LegacyEncoding.TCVN3:
        return converted
    if any(letter.isdecimal() for letter in converted):
        return " ".join(_capitals(word) for word in converted.split(" "))
    return _capitals(converted)


def _capitals(words: str) -> str:
    """Where the ASCII letters are capitals the others are meant as capitals too (fonts ending in H)."""
    plain = [letter for letter in words if letter.isascii() and letter.isalpha()]
    return words.upper() if len(plain) > 1 and all(one.isupper() for one in plain) else words
