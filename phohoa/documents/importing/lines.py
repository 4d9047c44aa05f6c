"""Lines of a source, and which of them belong together: columns, broken lines, page furniture."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phohoa.documents.importing.structure import Part
from phohoa.domain.recognition import flat


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the source on one line.

    `column`: 0 for the whole line or the left of two, 1 for the right. `whole` lines are paragraphs by the
    file's own word and are never joined; `cell` is the table, row and column that the file itself names.
    """

    start: int
    end: int
    text: str
    blank_before: bool = False
    page: int = 0
    column: int = 0
    bold: bool = False
    centred: bool = False
    indent: float = 0
    whole: bool = False
    cell: tuple[int, int, int] | None = None
    #: Whether it goes on with the line before, as far as its place on the page says.
    goes_on: bool | None = None

    @property
    def flat(self) -> str:
        return flat(self.text)

    @property
    def part(self) -> Part:
        return Part(self.start, self.end)


_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)) | {
    0x00A0: " ",
    0x202F: " ",
    0x2007: " ",
    0x2028: "\n",
    0x2029: "\n",
    0x0085: "\n",
    0x000B: "\n",
}
_LOOK_ALIKES = {0x00F0: "\u0111", 0x00D0: "\u0110"}
_COLUMN_GAP = re.compile(r"[ \u00a0]{3,}|[ \u00a0]*\t[ \t\u00a0]*")
_BULLET = re.compile(r"[-\u2013\u2014\u2022\u00b7\uf0b7\u25cf]\s*(?=\S)|[+*]\s+(?=\S)|\+(?=\S)")
_ROMAN = re.compile(r"([IVXl]{1,6})(\s*[-.\u2013/)]+)\s*(?=\S|$)")
_NUMBER = re.compile(r"\d{1,2}\s*(?:[.)\-\u2013/]+)\s*(?=[^\d\s]|$)|\d{1,2}\s*[.)]\s+(?=\S)")
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\s*[.)\-]?\s*(?=[^\d\s]|$)")
_LETTER = re.compile("[a-h\u0111]\\s*[)./]\\s*(?=[^\\W\\d_]|$)")
_CAPITAL = re.compile(r"[A-H]\s*[-.\u2013/]\s+(?=\S)|[A-H][-.](?=[^\W\d_]{2})")
_PART = re.compile(r"(?:phan|chuong|muc) (?:thu [a-z]+|[ivx]+|\d{1,2})\s*[-.:\u2013]?\s*")
_SIGNS = re.compile(r"#{1,6}\s+\**|\*{2,3}(?=[^*\s])")
_APPENDIX = re.compile(r"(?:phu luc|phu bieu|bieu so|danh sach kem theo)\b")
_ENDED = re.compile(r"[.;:!?\u2026][\"'\u201d\u2019)*]*$")


def compose(text: str) -> str:
    """The same words in NFC with LF at the ends of lines; invisible letters, which are no words, go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE).translate(_LOOK_ALIKES)
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return "".join(letter for letter in text if letter in "\n\t\f" or unicodedata.category(letter) != "Cc")


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text that hold anything; a form feed begins a page."""
    found, at, blank, page = [], 0, True, 0
    for raw in re.split(r"(?<=\n)", text):
        page += raw.count("\f")
        # A recogniser's signs for headings and bold stand before the words; they belong to no sentence.
        words = raw.strip()
        words = words[len(found_signs[0]) :] if (found_signs := _SIGNS.match(words)) else words
        start = at + raw.rindex(words) if words else at
        if words:
            indent = len(raw.expandtabs(8)) - len(raw.expandtabs(8).lstrip())
            found.append(Line(start, start + len(words), words, blank, page, indent=indent))
        blank = not words
        at += len(raw)
    return found


def columns(line: Line) -> list[Line]:
    """The line as the columns it has: split where spaces stand that no sentence has."""
    if line.goes_on is not None or line.whole or line.cell or "|" in line.text:
        return [line]
    found, at = [], 0
    for gap in [*_COLUMN_GAP.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        if end > at:
            words = line.text[at:end]
            found.append(replace(line, start=line.start + at, end=line.start + end, text=words))
        at = gap.end() if gap else end
    if len(found) == 1 and line.indent >= 30:
        # Nothing in the left column: the right one stands alone on its line.
        return [replace(found[0], column=1)]
    return [replace(one, column=min(n, 1) if one.column == 0 else 1) for n, one in enumerate(found)]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a heading or a list item: its style and how many letters of the line it takes."""

    style: str
    length: int


def label_of(line: Line) -> Label | None:
    """The label a line begins with, if any: part, capital, roman, dotted, number, letter, dash or plus."""
    text = line.text
    if found := _PART.match(line.flat):
        rest = text[found.end() :]
        if text[:1].isupper() and (not rest or rest[:1].isupper() or text.isupper()):
            return Label("part", found.end())
        return None
    if found := _ROMAN.match(text):
        # A recogniser takes I and 1 for l.
        return Label("number" if found[1] == "l" else "roman", found.end())
    if found := _DOTTED.match(text):
        return Label("dotted", found.end())
    if found := _NUMBER.match(text):
        return Label("number", found.end())
    if found := _CAPITAL.match(text):
        return Label("capital", found.end())
    if found := _LETTER.match(text):
        return Label("letter", found.end())
    if found := _BULLET.match(text):
        return Label("plus" if text.startswith("+") else "dash", found.end())
    return None


def is_appendix(line: Line) -> bool:
    """Whether an appendix begins with a line."""
    named = _APPENDIX.match(line.flat.strip("* ")) is not None
    return (
        named
        and len(line.text) < 90
        and (line.text.isupper() or (line.text[:1].isupper() and len(line.text) < 25))
    )


def is_page_number(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether a line is the number of a page: alone, and where a page begins or a paragraph is broken."""
    if not re.fullmatch(r"[-\u2013\s]*\d{1,3}[-\u2013\s]*|Trang \d{1,3}(?:/\d{1,3})?", line.text):
        return False
    if line.cell or before is None:
        return False
    turns = before.page != line.page or (after is not None and after.page != line.page)
    return turns or line.blank_before or line.centred


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a source breaks its lines: `width` letters fit a line, 0 where every line is a paragraph."""

    width: int
    spaced: bool


def wrapping_of(lines: Sequence[Line]) -> Wrapping:
    """Read off the lines themselves: many of about the same length that end within a sentence."""
    lengths = sorted(len(line.text) for line in lines if not line.whole and not line.cell)
    if len(lengths) < 4:
        return Wrapping(0, False)
    width = lengths[int(len(lengths) * 0.95)]
    full = [n for n, line in enumerate(lines) if len(line.text) >= 0.75 * width]
    open_ends = sum(1 for n in full if not _ENDED.search(lines[n].text))
    spaced = sum(line.blank_before for line in lines) >= len(lines) / 6
    if 30 <= width <= 130 and len(full) >= 3 and open_ends >= len(full) / 3:
        return Wrapping(width, spaced)
    return Wrapping(0, spaced)


def continues(before: Line, line: Line, wrapping: Wrapping) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if before.whole or line.whole or before.cell or line.cell or label_of(line) is not None:
        return False
    if line.goes_on is not None:
        return line.goes_on or (before.bold and line.bold and line.text[:1].islower())
    open_end = not _ENDED.search(before.text)
    small = line.text[:1].islower()
    turned = before.page != line.page
    if line.blank_before and not turned:
        return small and open_end and not before.text.endswith(",") and len(before.text) > 40
    if small:
        return True
    if before.text.isupper() and line.text.isupper() and label_of(before) is not None:
        return True
    if not wrapping.width:
        return False
    first = line.text.split(maxsplit=1)[0]
    fits = len(before.text) + 1 + len(first) <= wrapping.width - 2
    if line.indent > before.indent + 2 and label_of(before) is None:
        return False
    return not fits and (open_end or wrapping.spaced) and len(before.text) >= 0.7 * wrapping.width


def join(lines: Sequence[Line]) -> tuple[Part, ...]:
    """The parts of a paragraph from its lines; a word broken at the end of a line stays together."""
    parts: list[Part] = []
    for place, line in enumerate(lines):
        before = " "
        if place and _broken_word(lines[place - 1].text, line.text):
            before = ""
        parts.append(Part(line.start, line.end, before))
    return tuple(parts)


def _broken_word(first: str, second: str) -> bool:
    return re.search(r"[^\W\d_]-$", first) is not None and second[:1].isalpha()


def paragraphs(lines: Sequence[Line], wrapping: Wrapping) -> Iterator[list[Line]]:
    """The lines grouped into paragraphs."""
    group: list[Line] = []
    for line in lines:
        if group and not continues(group[-1], line, wrapping):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
