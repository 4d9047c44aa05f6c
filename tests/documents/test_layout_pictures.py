"""Pages as pictures, compared with pictures that somebody looked at and approved.

After a change of the layout that is meant: `python -m tests.documents.test_layout_pictures` draws them anew;
look at each one (at a higher resolution too) before it is committed.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from phohoa.documents.pdf import render_minutes
from phohoa.domain.layout_rules import HD05, HD36
from phohoa.domain.numbering import DocumentKind

from .kinds import drawn
from .papers import MINUTES, issued_plan

K = DocumentKind
APPROVED = Path(__file__).parent / "approved"
#: Dots an inch; a page is 414 by 585 of them.
RESOLUTION = 50
#: Of 255. Between two versions of poppler letters differ by a shade at their edges, which a blur evens out; a
#: line of text that moved by half its height, or a word that became bold, is far above both.
MOST_OF_A_DOT, MOST_OF_A_PAGE = 70, 0.6

PICTURES: dict[str, tuple[Callable[[], bytes], int]] = {
    "plan-first": (issued_plan, 1),
    "plan-table": (issued_plan, 3),
    "plan-last": (issued_plan, 4),
    "plan-2023": (lambda: drawn(K.PLAN, HD36.code), 1),
    "letter-2023": (lambda: drawn(K.LETTER, HD36.code), 1),
    "letter-2026": (lambda: drawn(K.LETTER, HD05.code), 1),
    "submission-2026": (lambda: drawn(K.SUBMISSION, HD05.code), 1),
    "decision-2026": (lambda: drawn(K.DECISION, HD05.code), 1),
    "report-last": (lambda: drawn(K.REPORT, HD05.code), 3),
    "minutes-first": (lambda: render_minutes(MINUTES), 1),
    "minutes-last": (lambda: render_minutes(MINUTES), 2),
}


def picture(pdf: bytes, page: int, folder: Path) -> Image.Image:
    """A page in shades of grey."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    target = folder / "page"
    command = ["pdftoppm", "-gray", "-r", str(RESOLUTION), "-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run([*command, str(file), str(target)], check=True)
    with Image.open(target.with_suffix(".pgm")) as made:
        return made.copy()


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_looks_as_approved(name: str, tmp_path: Path) -> None:
    make, page = PICTURES[name]
    made = picture(make(), page, tmp_path)
    with Image.open(APPROVED / f"{name}.png") as approved:
        assert made.size == approved.size
        apart = ImageChops.difference(_evened(made), _evened(approved.convert("L")))
    assert apart.getextrema()[1] <= MOST_OF_A_DOT, "a part of the page moved or changed"
    assert ImageStat.Stat(apart).mean[0] <= MOST_OF_A_PAGE


def test_the_comparison_sees_a_word_that_moved(tmp_path: Path) -> None:
    made = picture(issued_plan(), 1, tmp_path)
    moved = made.copy()
    word = made.crop((150, 95, 260, 110))  # the name of the kind, half a line lower
    moved.paste(255, (150, 95, 260, 110))
    moved.paste(word, (150, 99))
    assert ImageChops.difference(_evened(made), _evened(moved)).getextrema()[1] > MOST_OF_A_DOT


def _evened(one: Image.Image) -> Image.Image:
    return one.filter(ImageFilter.BoxBlur(1))


def main() -> None:
    """Draw the pictures anew, in as few shades as they need."""
    if shutil.which("pdftoppm") is None:
        sys.exit("pdftoppm (poppler-utils) is needed")
    APPROVED.mkdir(exist_ok=True)
    for old in APPROVED.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, page) in PICTURES.items():
            shades = picture(make(), page, Path(folder)).quantize(16)
            shades.save(APPROVED / f"{name}.png", optimize=True)
            print(f"{name}.png")


if __name__ == "__main__":
    main()
