"""What a reader of a PDF sees: lines with their place in mm, and the words of other programs."""

import io
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTContainer, LTCurve, LTPage, LTTextLine

MM = 72 / 25.4
PAGE_HEIGHT = 297.0


@dataclass(frozen=True)
class Line:
    """A printed line: words, edges in mm from the left and the top of the page, size in points, fonts."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    fonts: frozenset[str]


@dataclass(frozen=True)
class Stroke:
    """A horizontal stroke: left, right, distance from the top in mm; weight in points; drawn without gaps."""

    left: float
    right: float
    top: float
    weight: float
    solid: bool
    black: bool


@dataclass(frozen=True)
class Sheet:
    """A page: its size in mm, its lines from top to bottom, left to right, and its horizontal strokes."""

    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]


def sheets(pdf: bytes, only: Sequence[int] | None = None) -> list[Sheet]:
    """Every page, or those of `only` (numbers from 0)."""
    found = []
    for page in extract_pages(
        io.BytesIO(pdf),
        page_numbers=only,
        laparams=LAParams(char_margin=3.0, line_margin=0.1, all_texts=True),
    ):
        lines = sorted(_lines(page), key=lambda line: (round(line.bottom), line.left))
        strokes = (_stroke(thing) for thing in page if isinstance(thing, LTCurve) and thing.height < 1.5)
        found.append(Sheet(page.width / MM, page.height / MM, tuple(lines), tuple(strokes)))
    return found


def _stroke(thing: LTCurve) -> Stroke:
    return Stroke(
        left=thing.x0 / MM,
        right=thing.x1 / MM,
        top=PAGE_HEIGHT - thing.y0 / MM,
        weight=thing.linewidth,
        solid=bool(thing.stroke) and not thing.dashing_style,
        black=thing.stroking_color in (0, (0,), (0.0, 0.0, 0.0)),
    )


def pages(pdf: bytes) -> list[list[Line]]:
    """The lines of each page from top to bottom, left to right."""
    return [list(sheet.lines) for sheet in sheets(pdf)]


def rules(pdf: bytes, page: int = 0) -> list[tuple[float, float, float]]:
    """Horizontal strokes of one page as left, right, distance from the top, in mm."""
    return [(one.left, one.right, one.top) for one in sheets(pdf, [page])[0].strokes]


def find(pdf: bytes, words: str) -> tuple[int, Line]:
    """Page number from 1 and the only line that holds `words`."""
    found = [
        (number, line)
        for number, lines in enumerate(pages(pdf), start=1)
        for line in lines
        if words in line.words
    ]
    assert len(found) == 1, (words, found)
    return found[0]


def poppler_text(pdf: bytes, path: Path, *options: str) -> str:
    """What copying from a viewer gives, by poppler."""
    return run(pdf, path, "pdftotext", *options, "{}", "-")


def run(pdf: bytes, path: Path, program: str, *arguments: str) -> str:
    """The output of a program on the file, whose name {} stands for. Fails when the program does."""
    file = path / "paper.pdf"
    file.write_bytes(pdf)
    command = [program, *(str(file) if part == "{}" else part for part in arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: level and page from 1, words, and its target's distance from the top in mm."""

    level: int
    words: str
    page: int
    top: float


def bookmarks(pdf: bytes) -> list[Bookmark]:
    """The outline in reading order."""
    found: list[Bookmark] = []
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(file.pages, start=1)}

        def walk(entries: list[pikepdf.OutlineItem], level: int) -> None:
            for entry in entries:
                page, kind, _left, top, _zoom = entry.destination
                assert kind == "/XYZ"
                found.append(
                    Bookmark(level, entry.title, numbers[page.objgen], PAGE_HEIGHT - float(top) / MM)
                )
                walk(entry.children, level + 1)

        walk(outline.root, 1)
    return found


def squeezed(words: str) -> str:
    """The same without white space, for line breaks are layout."""
    return "".join(words.split())


def _lines(page: LTPage) -> Iterator[Line]:
    for line in _text_lines(page):
        letters = [thing for thing in line if isinstance(thing, LTChar)]
        drawn = [letter for letter in letters if letter.get_text().strip()]
        if drawn:
            yield Line(
                words=line.get_text().strip("\n"),
                left=min(letter.x0 for letter in drawn) / MM,
                right=max(letter.x1 for letter in drawn) / MM,
                top=PAGE_HEIGHT - max(letter.y1 for letter in drawn) / MM,
                bottom=PAGE_HEIGHT - min(letter.y0 for letter in drawn) / MM,
                size=round(max(letter.size for letter in drawn), 1),
                fonts=frozenset(letter.fontname.split("+")[-1] for letter in drawn),
            )


def _text_lines(container: LTContainer) -> Iterator[LTTextLine]:
    for thing in container:
        if isinstance(thing, LTTextLine):
            yield thing
        elif isinstance(thing, LTContainer):
            yield from _text_lines(thing)
