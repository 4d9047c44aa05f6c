"""HTML to PDF by xhtml2pdf with the bundled fonts; any warning is a failure, for its fallbacks are silent."""

import io
import logging
from dataclasses import dataclass
from typing import Any

from phohoa.documents.child.filled import LAYOUT
from phohoa.documents.child.spared import while_drawing_is_loaded
from phohoa.documents.errors import ForeignLetter, RenderFailed
from phohoa.documents.letters import draws

with while_drawing_is_loaded():
    import xhtml2pdf.parser as engine_parser
    from reportlab.platypus.flowables import CondPageBreak, Flowable
    from xhtml2pdf import pisa
    from xhtml2pdf.config.resources import ResourceAccessPolicy
    from xhtml2pdf.default import INT, MUST, SIZE, STRING, TAGS
    from xhtml2pdf.tags import pisaTag
    from xhtml2pdf.xhtml2pdf_reportlab import PmlParagraph

RENDER_SECONDS = 15
MAX_BYTES = 4_000_000
MAX_DEPTH = 60

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text: level from 1, its words, page from 0, and its top in points from the foot."""

    level: int
    words: str
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn paper: the file, page (from 0) and rectangle of each signature field, the headings in order."""

    pdf: bytes
    fields: dict[str, tuple[int, Rectangle]]
    headings: tuple[Heading, ...]


class _Places:
    """Where the signature fields and headings of the document being drawn came to stand."""

    fields: dict[str, tuple[int, Rectangle]] = {}
    headings: list[Heading] = []


class _FieldRoom(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Empty room that notes its page and rectangle when it is drawn, after any layout."""

    def __init__(self, name: str, width: float, height: float) -> None:
        super().__init__()
        self.name, self.room_width, self.room_height = name, width, height
        self.available = width

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.available = available_width
        return available_width, self.room_height

    def draw(self) -> None:
        left = max(0.0, (self.available - self.room_width) / 2)
        lower = self.canv.absolutePosition(left, 0)
        upper = self.canv.absolutePosition(left + self.room_width, self.room_height)
        _Places.fields[self.name] = (self.canv.getPageNumber() - 1, (*lower, *upper))


class _SignatureFieldTag(pisaTag):  # type: ignore[misc]
    def start(self, context: Any) -> None:
        context.addPara()
        context.addStory(_FieldRoom(self.attr.name, self.attr.width, self.attr.height))


class _HeadingMark(Flowable):  # type: ignore[misc]
    """Nothing to see: notes where the heading below it came to stand, after any layout."""

    _ZEROSIZE = True

    def __init__(self, level: int, words: str) -> None:
        super().__init__()
        self.level, self.words = level, words

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        _left, top = self.canv.absolutePosition(0, 0)
        _Places.headings.append(Heading(self.level, self.words, self.canv.getPageNumber() - 1, top))


class _HeadingMarkTag(pisaTag):  # type: ignore[misc]
    def start(self, context: Any) -> None:
        context.addPara()
        context.addStory(_HeadingMark(self.attr.level, self.attr.words))


class _NeedSpaceTag(pisaTag):  # type: ignore[misc]
    def start(self, context: Any) -> None:
        context.addPara()
        context.addStory(CondPageBreak(self.attr.height))


class _CheckCode(Flowable):  # type: ignore[misc]
    """A square code (QR, level M) as filled squares: no image, no font, black on the paper's white."""

    QUIET = 4  # squares of white around it, as the norm of the code wants

    def __init__(self, words: str, size: float) -> None:
        from reportlab.graphics.barcode.qr import QrCodeWidget  # most papers bear none

        super().__init__()
        self.size = size
        made = QrCodeWidget(words, barLevel="M").qr
        made.make()
        self.squares: list[list[bool]] = made.modules

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        return self.size, self.size

    def draw(self) -> None:
        one = self.size / (len(self.squares) + 2 * self.QUIET)
        self.canv.setFillColorRGB(0, 0, 0)
        path = self.canv.beginPath()
        for row, squares in enumerate(self.squares):
            bottom = self.size - (row + 1 + self.QUIET) * one
            for column, is_dark in enumerate(squares):
                if is_dark:
                    path.rect((column + self.QUIET) * one, bottom, one, one)
        self.canv.drawPath(path, stroke=0, fill=1)


class _CheckCodeTag(pisaTag):  # type: ignore[misc]
    def start(self, context: Any) -> None:
        context.addPara()
        context.addStory(_CheckCode(self.attr.value, self.attr.size))


# The engine looks its tags up by name among the globals of its parser (0.2.28; the version is pinned for
# this).
TAGS["pdfsigfield"] = (0, {"name": (STRING, MUST), "width": (SIZE, MUST), "height": (SIZE, MUST)})
TAGS["pdfneedspace"] = (0, {"height": (SIZE, MUST)})
TAGS["pdfheadingmark"] = (0, {"level": (INT, MUST), "words": (STRING, MUST)})
TAGS["pdfcheckcode"] = (0, {"value": (STRING, MUST), "size": (SIZE, MUST)})
engine_parser.pisaTagPDFCHECKCODE = _CheckCodeTag
engine_parser.pisaTagPDFHEADINGMARK = _HeadingMarkTag
engine_parser.pisaTagPDFSIGFIELD = _SignatureFieldTag
engine_parser.pisaTagPDFNEEDSPACE = _NeedSpaceTag
PmlParagraph.allowWidows = 0
PmlParagraph.allowOrphans = 0


class _Listener(logging.Handler):
    """Collects what the engine only logs: a blocked file or a missing font raises nothing there."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def check_letters(words: str) -> None:
    """Raises ForeignLetter for the first letter of `words` that cannot be drawn as it should look."""
    for letter in dict.fromkeys(words):
        if letter not in "\n\t" and not draws(letter):
            raise ForeignLetter(letter)


def draw(html: str) -> tuple[bytes, dict[str, tuple[int, Rectangle]]]:
    """PDF bytes, page (from 0) and rectangle of each signature field in points. Raises as paper() does."""
    drawn = paper(html)
    return drawn.pdf, drawn.fields


def paper(html: str) -> Drawn:
    """The HTML drawn. Raises ForeignLetter and RenderFailed."""
    check_letters(html)
    policy = ResourceAccessPolicy.server(
        LAYOUT,
        allow_remote=False,
        max_render_seconds=RENDER_SECONDS,
        max_document_bytes=MAX_BYTES,
        max_depth=MAX_DEPTH,
        max_resources=12,
    )
    _Places.fields, _Places.headings = {}, []
    listener = _Listener()
    logger = logging.getLogger("xhtml2pdf")
    logger.addHandler(listener)
    out = io.BytesIO()
    try:
        status = pisa.CreatePDF(
            html, dest=out, encoding="utf-8", path=str(LAYOUT / "document.html"), resource_policy=policy
        )
    except Exception as problem:
        raise RenderFailed(f"{type(problem).__name__}: {problem}") from problem
    finally:
        logger.removeHandler(listener)
    if status.err or status.warn or listener.said:
        raise RenderFailed("; ".join([*map(str, status.log[:3]), *listener.said[:3]]))
    return Drawn(out.getvalue(), _Places.fields, tuple(_Places.headings))
