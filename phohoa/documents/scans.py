"""Scans of papers: what a file is by its bytes, read in a child process of its own (TRUST 4.10)."""

from dataclasses import dataclass

from phohoa.documents.errors import DocumentError
from phohoa.documents.press import READING, Press

MAX_BYTES = 5 * 1024 * 1024
KINDS = ("pdf", "jpeg", "png")
_ENDINGS = {"pdf": "pdf", "jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "png": "png"}
#: What the name of a file may claim besides; anything else claims nothing that we know.
_OTHERS = {
    **dict.fromkeys(("doc", "docx", "xls", "xlsx", "odt"), "office"),
    **dict.fromkeys(("zip", "rar", "7z"), "zip"),
    **dict.fromkeys(("exe", "com", "bat", "msi", "js", "vbs"), "program"),
    **dict.fromkeys(("htm", "html", "svg", "xml"), "html"),
    **dict.fromkeys(("heic", "heif", "avif"), "heic"),
    **dict.fromkeys(("tif", "tiff"), "tiff"),
    **dict.fromkeys(("mp4", "mov"), "video"),
    "gif": "gif",
    "webp": "webp",
    "bmp": "bmp",
    "txt": "text",
}


class ScanRefused(Exception):
    """The file is not taken: `code` says why, `claims` what its name says it is, `found` what it is."""

    def __init__(self, code: str, claims: str, found: str) -> None:
        super().__init__(code)
        self.code, self.claims, self.found = code, claims, found


@dataclass(frozen=True, slots=True)
class Scan:
    """A sound scan: pdf, jpeg or png; the bytes to keep, freed of what a camera adds; its pages."""

    kind: str
    data: bytes
    pages: int


def claimed_kind(file_name: str) -> str:
    """What the ending of a file's name claims; "unknown" for none that we know. The name is kept nowhere."""
    ending = file_name.rpartition(".")[2].strip().lower() if "." in file_name else ""
    return _ENDINGS.get(ending) or _OTHERS.get(ending, "unknown")


def check_scan(data: bytes, file_name: str, press: Press = READING) -> Scan:
    """The scan as it may be kept. Raises ScanRefused with what the file claims and what it is."""
    claims = claimed_kind(file_name)
    if not data:
        raise ScanRefused("scan_empty", claims, "unknown")
    if len(data) > MAX_BYTES:
        raise ScanRefused("scan_large", claims, "unknown")
    try:
        answer = press.run("scan", {}, (data,))
    except DocumentError:
        raise ScanRefused("scan_unreadable", claims, "unknown") from None
    if answer.name != "done":
        raise ScanRefused("scan_unreadable", claims, "unknown")
    kind, code, pages = (answer.values[name] for name in ("kind", "code", "pages"))
    if kind in KINDS and claims != kind:
        raise ScanRefused("scan_lies", claims, str(kind))
    if code:
        raise ScanRefused(str(code), claims, str(kind))
    return Scan(str(kind), answer.parts[0], int(str(pages)))
