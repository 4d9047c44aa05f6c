"""Reading a PDF of unknown origin: letters by their places, put together to lines, columns and cells."""

import io
import re
from typing import Any

from pypdf import PdfReader

from phohoa.documents.child import scan
from phohoa.documents.child.pdf_letters import Glyph, Page, letters_of
from phohoa.documents.child.pdf_tables import Grid, grids_of
from phohoa.documents.errors import PaperRefused
from phohoa.domain.legacy_encodings import LegacyEncoding, convert_legacy

MAX_PAGES = 60
MAX_LETTERS = 200_000
#: Why a PDF is not taken as a scan either, and what the reading says of it.
_CODES = {
    "scan_truncated": "import_unreadable",
    "scan_encrypted": "import_encrypted",
    "scan_active": "import_unsafe",
    "scan_bomb": "import_bomb",
    "scan_pages": "import_long",
    "scan_secret": "import_secret",
}
#: In ems: a gap that is a space, and one that parts two columns.
_SPACE, _COLUMN = 0.18, 1.8
_SAME_LINE = 0.3
#: A label or a bullet, behind which a word processor leaves a gap; it begins no column.
_LABEL = re.compile(
    r"\s*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-h\u0111])[.)/\-]\s*|\s*[-+\u2013\u2022\uf0b7]\s*"
)


def read(data: bytes) -> dict[str, Any]:
    """The lines of a PDF with text. Raises PaperRefused with the reason."""
    try:
        scan.check_pdf(data)
    except scan.Refused as refused:
        raise PaperRefused(_CODES.get(str(refused), "import_unreadable")) from None
    reader = PdfReader(io.BytesIO(data))
    if len(reader.pages) > MAX_PAGES:
        raise PaperRefused("import_long")
    pages = [letters_of(page, reader) for page in reader.pages]
    count = sum(len(page.glyphs) for page in pages)
    if count > MAX_LETTERS:
        raise PaperRefused("import_long")
    if count < 40:
        raise PaperRefused("import_scan" if any(page.pictures for page in pages) else "import_empty")
    strange = sum(not _readable(one.text) for page in pages for one in page.glyphs)
    if strange > count / 20:
        raise PaperRefused("import_letters")
    made = PdfLines()
    for number, page in enumerate(pages):
        made.take(page, number)
    if any(page.pictures and len(page.glyphs) < 10 for page in pages):
        made.notes.add("pages_without_text")
    return {"code": "", "lines": made.lines, "notes": sorted(made.notes)}


def _readable(text: str) -> bool:
    return all(
        letter.isprintable() and not "\ue000" <= letter <= "\uf8ff" and letter != "\ufffd" for letter in text
    )


class PdfLines:
    """Lines of all pages, in reading order."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.notes: set[str] = set()
        self._tables = 0
        self._last_grid: Grid | None = None
        self._since_grid = 0
        self._rows_so_far = 0
        #: Columns of a table without strokes that is being read, and its rows so far.
        self._edges: list[tuple[float, float]] = []
        self._loose_rows = 0
        #: Where the last line of text ended on its page.
        self._page_end: float | None = None

    def take(self, page: Page, number: int) -> None:
        """The lines of one page; what stands in a ruled grid becomes cells of a table."""
        grids = grids_of(page.rules)
        inside: dict[int, list[Glyph]] = {n: [] for n in range(len(grids))}
        free: list[Glyph] = []
        for glyph in page.glyphs:
            home = next((n for n, grid in enumerate(grids) if grid.holds(glyph)), None)
            (free if home is None else inside[home]).append(glyph)
        blocks: list[tuple[float, int, Any]] = [(row[0].base, 0, row) for row in _rows(free)]
        blocks += [(grid.top, 1, (grid, inside[n])) for n, grid in enumerate(grids) if inside[n]]
        left, right = _margins(free, page.width)
        before: dict[int, tuple[float, float, float]] = {}
        for _, is_grid, block in sorted(blocks, key=lambda one: -one[0]):
            if is_grid:
                grid, held = block
                self._table(grid, held, number)
                before = {}
            else:
                self._row(block, number, page, (left, right), before)

    def _row(
        self,
        row: list[Glyph],
        number: int,
        page: Page,
        margins: tuple[float, float],
        before: dict[int, tuple[float, float, float]],
    ) -> None:
        segments = _segments(row)
        if self._loose_row(segments, number):
            before.clear()
            return
        for n, segment in enumerate(segments):
            text = self._words(segment)
            if not text.strip():
                continue
            start, end, size = segment[0].left, segment[-1].right, segment[0].size
            column = 1 if n or start > page.width * 0.46 else 0
            middle = abs((start + end) / 2 - page.width / 2 - (margins[0] - (page.width - margins[1])) / 2)
            centred = start > margins[0] + 2 * size and end < margins[1] - 2 * size and middle < 2 * size
            last = before.get(column)
            goes_on = (
                len(segments) == 1
                and last is not None
                and start < margins[0] + size * 0.8
                and last[1] > margins[1] - 3.5 * size
                and 0 < last[2] - segment[0].base < 2.4 * size
            )
            # At the top of a page the gap to the last line of the page before says nothing.
            if last is None and len(segments) == 1 and start < margins[0] + size * 0.8:
                goes_on = self._page_end is not None and self._page_end > margins[1] - 3.5 * size
            gap = last is not None and last[2] - segment[0].base > 2.2 * size
            self.lines.append(
                {
                    "text": text.strip(),
                    "whole": False,
                    "bold": sum(one.bold for one in segment) > 0.8 * len(segment),
                    "centred": centred and len(segments) == 1,
                    "cell": None,
                    "page": number,
                    "column": 0 if centred and len(segments) == 1 else column,
                    "goes_on": goes_on,
                    "blank_before": gap,
                    "indent": max(0.0, start - margins[0]) / size * 2,
                }
            )
            before[column] = (start, end, segment[0].base)
            if not text.strip(" -\u2013").isdigit():
                self._page_end = end
            self._since_grid += len(text.strip(" -0123456789"))

    def _loose_row(self, segments: list[list[Glyph]], number: int) -> bool:
        """Whether a row belongs to a table without strokes: three columns or more, then rows below them."""
        if len(segments) > 2 and not self._edges:
            self._tables += 1
            self._edges = [(one[0].left, one[-1].right) for one in segments]
            self._loose_rows = 0
        elif len(segments) < 2 or not self._edges:
            self._edges = []
            return False
        for segment in segments:
            left, right = segment[0].left, segment[-1].right
            overlaps = [min(right, end) - max(left, start) for start, end in self._edges]
            place = [self._tables, self._loose_rows, max(range(len(overlaps)), key=lambda n: overlaps[n])]
            bold = sum(one.bold for one in segment) > 0.8 * len(segment)
            text = self._words(segment).strip()
            self.lines.append({"text": text, "bold": bold, "cell": place, "page": number})
        self._loose_rows += 1
        self._since_grid += 1
        return True

    def _table(self, grid: Grid, glyphs: list[Glyph], number: int) -> None:
        last = self._last_grid
        # A table that goes on after the page has turned is one table.
        goes_on = last is not None and self._since_grid == 0 and grid.same_columns(last)
        first = self._rows_so_far if goes_on else 0
        if not goes_on:
            self._tables += 1
        for row, column, held in grid.cells(glyphs):
            for line in _rows(held):
                text = self._words(line).strip()
                if text:
                    bold = sum(one.bold for one in line) > 0.8 * len(line)
                    place = [self._tables, first + row, column]
                    self.lines.append({"text": text, "bold": bold, "cell": place, "page": number})
        self._rows_so_far = first + grid.rows
        self._last_grid, self._since_grid = grid, 0

    def _words(self, glyphs: list[Glyph]) -> str:
        """The words of a stretch: a gap is a space; runs of an old font are converted as one."""
        out, run, encoding, capitals = [], "", None, False
        before: Glyph | None = None
        for glyph in [*glyphs, None]:
            space = before is not None and glyph is not None and _is_gap(before, glyph)
            if glyph is None or (glyph.encoding, glyph.capitals) != (encoding, capitals):
                out.append(self._unicode(run, encoding, capitals))
                run = ""
                if glyph is not None:
                    encoding, capitals = glyph.encoding, glyph.capitals
            if glyph is not None:
                run += (" " if space else "") + glyph.text
            before = glyph
        return "".join(out)

    def _unicode(self, text: str, encoding: LegacyEncoding | None, capitals: bool) -> str:
        if encoding is None or any("\u0100" <= letter <= "\u1eff" for letter in text):
            return text
        if not text.isascii():
            self.notes.add(f"font_{encoding.value}")
        words = convert_legacy(text, encoding)
        return words.upper() if capitals else words


def _is_gap(before: Glyph, glyph: Glyph) -> bool:
    if before.text.endswith(" ") or glyph.text.startswith(" "):
        return False
    return glyph.left - before.right > _SPACE * max(glyph.size, 1)


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The letters as rows from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.base, one.left)):
        if rows and abs(rows[-1][0].base - glyph.base) < _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    kept = []
    for row in rows:
        ordered = sorted(row, key=lambda one: one.left)
        while ordered and not ordered[0].text.strip():
            ordered.pop(0)
        while ordered and not ordered[-1].text.strip():
            ordered.pop()
        if ordered:
            kept.append(ordered)
    return kept


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """A row as the columns it has: cut where a gap is wider than any between two words."""
    segments, current = [], [row[0]]
    solid = row[0]
    for glyph in row[1:]:
        wide = glyph.left - solid.right > _COLUMN * glyph.size
        if glyph.text.strip() and wide and not _LABEL.fullmatch("".join(one.text for one in current)):
            segments.append(current)
            current = []
        if glyph.text.strip():
            solid = glyph
        elif not current:
            continue
        current.append(glyph)
    segments.append(current)
    return segments


def _margins(glyphs: list[Glyph], width: float) -> tuple[float, float]:
    """Where most lines begin and end, read off the letters."""
    rows = _rows(glyphs)
    starts = sorted(row[0].left for row in rows)
    ends = sorted((row[-1].right for row in rows), reverse=True)
    if len(rows) < 4:
        return width * 0.14, width * 0.93
    return starts[len(starts) // 20], ends[len(ends) // 20]
