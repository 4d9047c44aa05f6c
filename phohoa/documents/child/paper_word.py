"""Reading a DOCX of unknown origin: the words of its paragraphs and tables as a reader would see them."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from phohoa.documents.child.word_styles import Numbering, Styles, legacy_font
from phohoa.documents.errors import PaperRefused
from phohoa.domain.legacy_encodings import LegacyEncoding, convert_legacy

MAX_ENTRIES = 400
MAX_UNPACKED, MAX_PART = 60 * 1024 * 1024, 20 * 1024 * 1024
MAX_LETTERS, MAX_PARAGRAPHS = 200_000, 20_000
#: Of a table: as many columns as Word itself allows, and more rows than any list of a plan.
MAX_COLUMNS, MAX_ROWS = 63, 2_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Parts that a written paper does not have: macros, embedded programs, other documents.
_FOREIGN = ("vbaproject", "embeddings/", "activex", "afchunk", "customui")
#: Relations that fetch something when the file is opened; a link that waits to be pressed may stay.
_FETCHING = ("attachedtemplate", "oleobject", "frame", "subdocument", "afchunk", "image", "video", "audio")
_SKIPPED = {
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sdtPr")
} | {_FALLBACK}
_TEXT_BOX = W + "txbxContent"


@dataclass
class _Paragraph:
    """One paragraph as it is read: stretches of text with their old encoding, and text boxes inside."""

    stretches: list[tuple[str, LegacyEncoding | None, bool]] = field(default_factory=list)
    bold_letters: int = 0
    boxes: list[Any] = field(default_factory=list)


class PaperReader:
    """Walks the body of a document."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.parts = parts
        self.styles = Styles(parts.get("word/styles.xml"))
        self.numbering = Numbering(parts.get("word/numbering.xml"))
        self.lines: list[dict[str, Any]] = []
        self.notes: set[str] = set()
        self.letters = 0
        self.tables = 0
        self.page = 0

    def read(self) -> dict[str, Any]:
        """The lines in reading order, then footnotes, and what headers and footers say."""
        body = self.parts["word/document.xml"].find(W + "body")
        if body is None:
            raise PaperRefused("import_unreadable")
        self._blocks(body, None)
        for name in ("word/footnotes.xml", "word/endnotes.xml"):
            self._notes_of(name)
        self.page += 1
        for name, root in sorted(self.parts.items()):
            if name.startswith(("word/header", "word/footer")):
                self._furniture(root)
        return {"code": "", "lines": self.lines, "notes": sorted(self.notes)}

    def _furniture(self, root: Any) -> None:
        words = "".join(root.itertext(W + "t")).strip(" -\u2013")
        # A page number is no word of the paper.
        if words and not words.isdigit():
            self._blocks(root, None)

    def _notes_of(self, name: str) -> None:
        root = self.parts.get(name)
        if root is None:
            return
        for note in root:
            if note.get(W + "type") in (None, "normal"):
                self.notes.add("footnotes")
                self._blocks(note, None)

    def _blocks(self, parent: Any, cell: list[int] | None) -> None:
        for block in parent:
            if block.tag == W + "p":
                self._paragraph(block, cell)
            elif block.tag == W + "tbl":
                self._table(block, cell)
            elif block.tag not in _SKIPPED:
                self._blocks(block, cell)

    def _table(self, table: Any, cell: list[int] | None) -> None:
        if cell is not None:
            # A table in a cell: its words belong to that cell.
            for paragraph in table.iter(W + "p"):
                self._paragraph(paragraph, cell)
            return
        number, self.tables = self.tables, self.tables + 1
        for row, line in enumerate(table.iter(W + "tr")):
            column = 0
            for one in line.iterchildren(W + "tc", W + "sdt"):
                for each in [one] if one.tag == W + "tc" else one.iter(W + "tc"):
                    if column >= MAX_COLUMNS or row >= MAX_ROWS:
                        raise PaperRefused("import_long")
                    span = each.find(f"{W}tcPr/{W}gridSpan")
                    self._blocks(each, [number, row, column])
                    column += _number(span, 1)

    def _paragraph(self, paragraph: Any, cell: list[int] | None) -> None:
        found = _Paragraph()
        look = self.styles.of_paragraph(paragraph)
        self._inline(paragraph, found, look)
        label = self.numbering.label(look.number) if look.number else ""
        if label:
            self.notes.add("numbered")
        words = self._converted(found.stretches)
        lines = [line for line in words.split("\n") if line.strip()]
        if label and lines:
            lines[0] = f"{label} {lines[0].lstrip()}"
        elif label and not words.strip():
            lines = []
        self.letters += len(words)
        if self.letters > MAX_LETTERS or len(self.lines) > MAX_PARAGRAPHS:
            raise PaperRefused("import_long")
        written = sum(len(text.strip()) for text, _, _ in found.stretches)
        for n, line in enumerate(lines):
            self.lines.append(
                {
                    "text": line.strip(),
                    "whole": n == 0,
                    "bold": written > 0 and found.bold_letters > 0.8 * written,
                    "centred": look.centred,
                    "cell": cell,
                    "page": self.page,
                }
            )
        for box in found.boxes:
            self._blocks(box, cell)

    def _inline(self, parent: Any, found: _Paragraph, look: Any) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, found, look)
            elif tag == _TEXT_BOX:
                found.boxes.append(child)
            elif tag in _SKIPPED or not isinstance(tag, str):
                if tag in (W + "del", W + "moveFrom"):
                    self.notes.add("revisions")
            else:
                if tag == W + "ins":
                    self.notes.add("revisions")
                self._inline(child, found, look)

    def _run(self, run: Any, found: _Paragraph, look: Any) -> None:
        font, bold, hidden = self.styles.of_run(run, look)
        if hidden:
            return
        encoding, capitals = legacy_font(font)
        words = []
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "t":
                words.append(child.text or "")
            elif name in ("br", "cr"):
                words.append("\n")
            elif name == "tab":
                words.append("\t")
            elif name in ("noBreakHyphen", "softHyphen"):
                words.append("-" if name == "noBreakHyphen" else "")
            elif name == "sym":
                words.append(_symbol(child))
            elif name not in ("rPr", "instrText", "delText"):
                for box in child.iter(_TEXT_BOX):
                    if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                        found.boxes.append(box)
        text = "".join(words)
        if text:
            if bold:
                found.bold_letters += len(text.strip())
            found.stretches.append((text, encoding, capitals))

    def _converted(self, stretches: list[tuple[str, LegacyEncoding | None, bool]]) -> str:
        """The words in Unicode; neighbours in one old encoding as one, for a letter may be two."""
        out: list[str] = []
        run = ""
        before: tuple[LegacyEncoding | None, bool] = (None, False)
        for text, encoding, capitals in [*stretches, ("", None, False)]:
            if (encoding, capitals) != before:
                out.append(self._unicode(run, *before))
                run, before = "", (encoding, capitals)
            run += text
        out.append(run)
        return "".join(out)

    def _unicode(self, text: str, encoding: LegacyEncoding | None, capitals: bool) -> str:
        # A font's name may be left on words typed in Unicode long after: those stay as they are.
        if encoding is None or any("\u0100" <= letter <= "\u1eff" for letter in text):
            return text
        if not text.isascii():
            self.notes.add(f"font_{encoding.value}")
        words = convert_legacy(text, encoding)
        return words.upper() if capitals else words


def read(data: bytes) -> dict[str, Any]:
    """The lines of a DOCX. Raises PaperRefused with the reason."""
    parts = dict(_parts(data))
    if "word/document.xml" not in parts:
        raise PaperRefused("import_kind")
    return PaperReader(parts).read()


def _parts(data: bytes) -> Iterator[tuple[str, Any]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise PaperRefused("import_unreadable") from None
    names = [entry.filename.lower() for entry in entries]
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise PaperRefused("import_kind")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise PaperRefused("import_bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise PaperRefused("import_encrypted")
    if len(set(names)) != len(names) or any(mark in name for name in names for mark in _FOREIGN):
        raise PaperRefused("import_unsafe")
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith((".xml", ".rels")):
            root = _tree(_unpacked(archive, entry))
            if name.endswith(".rels"):
                _no_fetching(root)
            elif name.startswith("word/"):
                yield name, root


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    if entry.file_size > MAX_PART:
        raise PaperRefused("import_bomb")
    try:
        # Never more than the size that was added up: a part that lies about it breaks here.
        with archive.open(entry) as part:
            return part.read(entry.file_size + 1)
    except MemoryError:
        raise
    except Exception:  # whatever unpacking raises, the file is not sound
        raise PaperRefused("import_unreadable") from None


def _tree(text: bytes) -> Any:
    bare = text.replace(b"\x00", b"")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise PaperRefused("import_unsafe")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PaperRefused("import_unreadable") from None


def _no_fetching(root: Any) -> None:
    for relation in root:
        kind = str(relation.get("Type", "")).rpartition("/")[2].lower()
        if relation.get("TargetMode") == "External" and kind in _FETCHING:
            raise PaperRefused("import_unsafe")


def _number(element: Any, otherwise: int) -> int:
    value = element.get(W + "val") if element is not None else None
    return int(value) if value and value.isdigit() and int(value) < 100 else otherwise


def _symbol(element: Any) -> str:
    """A letter of a symbol font: most are bullets; the letter itself where it is one of the text."""
    code = int(element.get(W + "char", "0"), 16)
    return "-" if code >= 0xE000 or code < 32 else chr(code)
