"""The letters of a PDF page with their places, and the strokes drawn on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream
from pypdf.generic._font import Font

from phohoa.documents.child.word_styles import legacy_font
from phohoa.documents.errors import PaperRefused
from phohoa.domain.legacy_encodings import LegacyEncoding

Matrix = tuple[float, float, float, float, float, float]
_START: Matrix = (1, 0, 0, 1, 0, 0)
_MAX_OPERATIONS = 400_000
_DEEPEST = 4
_THIN = 2.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: its edges and baseline in points, size, whether bold, and the old encoding of its font."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    encoding: LegacyEncoding | None
    capitals: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A stroke: level (top is bottom) or upright (left is right)."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Page:
    """What was found on a page."""

    width: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0


@dataclass(frozen=True)
class _Face:
    """A font as letters need it."""

    font: Font
    wide: bool
    bold: bool
    encoding: LegacyEncoding | None
    capitals: bool

    def letters(self, shown: bytes) -> list[tuple[str, float, bool]]:
        """Text, width in ems and whether it is the space code, for every code of a shown string."""
        codes: list[str]
        if isinstance(self.font.encoding, str):
            codes = list(shown.decode(self.font.encoding, "replace"))
        else:
            table = self.font.encoding
            codes = [table.get(one, chr(one)) or chr(one) for one in shown]
        default = self.font.character_widths.get("default", 500)
        found = []
        for place, code in enumerate(codes):
            text = self.font.character_map.get(code, code)
            key = code if self.wide else chr(shown[place]) if place < len(shown) else code
            width = self.font.character_widths.get(code, self.font.character_widths.get(key, default))
            found.append((str(text), float(width) / 1000, not self.wide and code == " "))
        return found


@dataclass
class _Words:
    """The text state of a content stream."""

    face: _Face | None = None
    size: float = 0
    letter_space: float = 0
    word_space: float = 0
    scale: float = 1
    leading: float = 0
    rise: float = 0


def letters_of(page: PageObject, reader: PdfReader) -> Page:
    """The letters and strokes of a page. Raises PaperRefused when there is no end to them."""
    box = page.mediabox
    found = Page(width=float(box.width))
    shift: Matrix = (1, 0, 0, 1, -float(box.left), -float(box.bottom))
    contents = page.get_contents()
    if contents is not None:
        _Walk(found, reader).run(contents, page.get("/Resources"), shift, 0)
    return found


class _Walk:
    """Runs through the operations of a page and of the forms it draws."""

    def __init__(self, page: Page, reader: PdfReader) -> None:
        self.page, self.reader = page, reader
        self.left = _MAX_OPERATIONS
        self.faces: dict[int, _Face] = {}

    def run(self, stream: Any, resources: Any, outer: Matrix, depth: int) -> None:
        """The operations of one stream."""
        resources = resources.get_object() if resources is not None else {}
        content = stream if isinstance(stream, ContentStream) else ContentStream(stream, self.reader)
        matrix, stack = outer, []
        words, text, line = _Words(), _START, _START
        path: list[tuple[float, float, float, float]] = []
        point = (0.0, 0.0)
        for operands, operator in content.operations:
            self.left -= 1
            if self.left < 0:
                raise PaperRefused("import_bomb")
            name = bytes(operator)
            try:
                if name == b"q":
                    stack.append((matrix, _Words(**vars(words))))
                elif name == b"Q":
                    if stack:
                        matrix, words = stack.pop()
                elif name == b"cm":
                    matrix = _times(_matrix(operands), matrix)
                elif name == b"BT":
                    text = line = _START
                elif name in (b"Td", b"TD"):
                    if name == b"TD":
                        words.leading = -float(operands[1])
                    text = line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
                elif name == b"Tm":
                    text = line = _matrix(operands)
                elif name == b"T*":
                    text = line = _times((1, 0, 0, 1, 0, -words.leading), line)
                elif name == b"Tf":
                    words.face, words.size = self._face(resources, operands[0]), float(operands[1])
                elif name in _STATE:
                    setattr(words, _STATE[name], float(operands[0]) / (100 if name == b"Tz" else 1))
                elif name == b"Tj":
                    text = self._show([operands[0]], words, text, matrix)
                elif name == b"TJ":
                    text = self._show(operands[0], words, text, matrix)
                elif name in (b"'", b'"'):
                    if name == b'"':
                        words.word_space, words.letter_space = float(operands[0]), float(operands[1])
                    line = _times((1, 0, 0, 1, 0, -words.leading), line)
                    text = self._show([operands[-1]], words, line, matrix)
                elif name == b"m":
                    point = (float(operands[0]), float(operands[1]))
                elif name == b"l":
                    path.append((*point, float(operands[0]), float(operands[1])))
                    point = (float(operands[0]), float(operands[1]))
                elif name == b"re":
                    path += _sides(*(float(one) for one in operands[:4]))
                elif name in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"):
                    self._rules(path, matrix)
                    path = []
                elif name == b"n":
                    path = []
                elif name == b"Do":
                    self._do(resources, operands[0], matrix, depth)
                elif name == b"INLINE IMAGE":
                    self.page.pictures += 1
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                # One senseless operation does not make the rest unreadable.
                continue

    def _face(self, resources: Any, name: Any) -> _Face | None:
        fonts = resources.get("/Font")
        raw = fonts.get_object().get(name) if fonts is not None else None
        if raw is None:
            return None
        font = raw.get_object()
        if id(font) not in self.faces:
            made = Font.from_font_resource(font)
            encoding, capitals = legacy_font(made.name)
            folded = made.name.lower()
            bold = "bold" in folded or folded.endswith(("-bd", ",bold")) or "black" in folded
            wide = isinstance(made.encoding, str)
            self.faces[id(font)] = _Face(made, wide, bold, encoding, capitals)
        return self.faces[id(font)]

    def _show(self, shown: Sequence[Any], words: _Words, text: Matrix, matrix: Matrix) -> Matrix:
        face = words.face
        if face is None:
            return text
        for one in shown:
            if isinstance(one, int | float) or not isinstance(one, str | bytes):
                move = -float(one) / 1000 * words.size * words.scale
                text = _times((1, 0, 0, 1, move, 0), text)
                continue
            raw = (
                one
                if isinstance(one, bytes)
                else getattr(one, "original_bytes", None) or one.encode("latin-1")
            )
            for letters, width, is_space in face.letters(raw):
                whole = _times(text, matrix)
                size = abs(words.size) * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
                advance = (
                    width * words.size + words.letter_space + (words.word_space if is_space else 0)
                ) * words.scale
                start, base = _at(whole, 0, words.rise)
                end, _ = _at(whole, width * words.size * words.scale, words.rise)
                # Upright text only: what is turned by the side of a page is no line of it.
                if abs(whole[1]) <= 0.2 * abs(whole[0]) and letters and size > 1:
                    self.page.glyphs.append(
                        Glyph(
                            letters,
                            start,
                            max(start, end),
                            base,
                            size,
                            face.bold,
                            face.encoding,
                            face.capitals,
                        )
                    )
                text = _times((1, 0, 0, 1, advance, 0), text)
        return text

    def _rules(self, path: Sequence[tuple[float, float, float, float]], matrix: Matrix) -> None:
        for x0, y0, x1, y1 in path:
            (left, bottom), (right, top) = _at(matrix, x0, y0), _at(matrix, x1, y1)
            left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
            if top - bottom <= _THIN < right - left:
                middle = (top + bottom) / 2
                self.page.rules.append(Rule(left, middle, right, middle))
            elif right - left <= _THIN < top - bottom:
                middle = (left + right) / 2
                self.page.rules.append(Rule(middle, bottom, middle, top))

    def _do(self, resources: Any, name: Any, matrix: Matrix, depth: int) -> None:
        thing = resources["/XObject"].get_object()[name].get_object()
        if thing.get("/Subtype") == "/Image":
            self.page.pictures += 1
        elif thing.get("/Subtype") == "/Form" and depth < _DEEPEST:
            inner = _matrix(thing.get("/Matrix", _START))
            self.run(thing, thing.get("/Resources", resources), _times(inner, matrix), depth + 1)


_STATE = {b"Tc": "letter_space", b"Tw": "word_space", b"Tz": "scale", b"TL": "leading", b"Ts": "rise"}


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _sides(x: float, y: float, width: float, height: float) -> list[tuple[float, float, float, float]]:
    """A rectangle as strokes: a thin one is one stroke, a wide one its four sides."""
    if abs(height) <= _THIN:
        return [(x, y + height / 2, x + width, y + height / 2)]
    if abs(width) <= _THIN:
        return [(x + width / 2, y, x + width / 2, y + height)]
    return [
        (x, y, x + width, y), (x, y + height, x + width, y + height),
        (x, y, x, y + height), (x + width, y, x + width, y + height),
    ]  # fmt: skip
