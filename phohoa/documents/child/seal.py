"""The organisation's seal: its picture made safe, and how its signature shows."""

import io
import warnings
from typing import cast

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from phohoa.documents.child import draw
from phohoa.documents.child.filled import LAYOUT

#: A seal is 36 mm wide on paper: with this many dots it prints as finely as a scan.
DOTS = 600
MOST_DOTS = 4000
RED = (0.72, 0.08, 0.08)
FONT, SIZE, LEADING, SMALLEST = "SealSerif", 6.0, 6.6, 4.0
_FILE = LAYOUT / "fonts" / "LiberationSerif-Bold.ttf"


def picture(data: bytes) -> tuple[str, bytes]:
    """A code ("" if all is well) and the picture as a PNG of our own making, without anything else in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG"]) as found:
                width, height = found.width, found.height
                if max(width, height) > MOST_DOTS or min(width, height) < DOTS // 6:
                    return "seal_size", b""
                made = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return "seal_not_png", b""
    lowest, highest = cast("tuple[int, int]", made.getchannel("A").getextrema())
    if lowest > 0 or highest == 0:
        return "seal_not_transparent", b""
    made.thumbnail((DOTS, DOTS))
    out = io.BytesIO()
    made.save(out, "PNG", optimize=True)
    return "", out.getvalue()


def look(width: float, height: float, *, organisation: str, moment: str, image: bytes) -> bytes:
    """One page of that size in points: the picture above, below it whose signature it is and when."""
    draw.check_letters(organisation + moment)
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(_FILE)))
    lines = [*_wrapped(organisation, width), moment]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), initialFontName=FONT, invariant=1)
    room = len(lines) * LEADING + 1.5
    if image:
        side = min(width, height - room)
        canvas.drawImage(
            ImageReader(io.BytesIO(image)),
            *((width - side) / 2, height - side, side, side),
            mask="auto",
            preserveAspectRatio=True,
            anchor="c",
        )
    canvas.setFillColorRGB(*RED)
    baseline = room - LEADING + 1.5 if image else (height + room) / 2 - LEADING
    for line in lines:
        canvas.setFont(FONT, _fitting(line, width))
        canvas.drawCentredString(width / 2, baseline, line)
        baseline -= LEADING
    if not image:
        canvas.setStrokeColorRGB(*RED)
        canvas.setLineWidth(0.75)
        canvas.rect(0.5, (height - room) / 2 - 2.5, width - 1, room + 4)
    canvas.save()
    return out.getvalue()


def _fitting(line: str, width: float) -> float:
    """The size in which a line fits between the edges."""
    full = pdfmetrics.stringWidth(line, FONT, SIZE)
    return SIZE if full <= width - 2 else max(SMALLEST, SIZE * (width - 2) / full)


def _wrapped(words: str, width: float) -> list[str]:
    """The name in at most two lines, as even as they can be when one does not hold it."""
    if pdfmetrics.stringWidth(words, FONT, SIZE) <= width - 2:
        return [words]
    parts = words.split()
    cuts = range(1, len(parts))
    best = min(
        cuts,
        default=0,
        key=lambda cut: max(
            pdfmetrics.stringWidth(" ".join(parts[:cut]), FONT, SIZE),
            pdfmetrics.stringWidth(" ".join(parts[cut:]), FONT, SIZE),
        ),
    )
    return [" ".join(parts[:best]), " ".join(parts[best:])] if best else [words]
