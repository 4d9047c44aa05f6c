"""The DOCX of a plan opened by another office program: it lies on the pages as our PDF does.

Measured with LibreOffice 7.4 on two plans of 4 and 7 pages: the same lines on the same pages, none further
than 1.1 mm down or 0.4 mm aside from where the PDF has it.
"""

import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO

import pytest

from phohoa.documents.official import of_plan
from phohoa.documents.pdf import render_plan
from phohoa.documents.word import render_docx

from .papers import DRAFT, PLAN, plan_of_pages
from .reading import Line, pages, sheets

SOFFICE = shutil.which("soffice")
LONG = plan_of_pages(6)
#: Bounds in millimetres, a little above what was measured.
DOWN, ASIDE = 1.5, 0.6


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Our PDF and the DOCX printed by LibreOffice, of three plans; one start of the program for all."""
    if SOFFICE is None:
        assert "CI" not in os.environ, "libreoffice-writer-nogui is missing"
        pytest.skip("needs soffice (Debian: libreoffice-writer-nogui)")
    folder = tmp_path_factory.mktemp("word")
    plans = {"issued": PLAN, "draft": DRAFT, "long": LONG}
    files = []
    for name, plan in plans.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(render_docx(of_plan(plan, plan.subject)))
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: (render_plan(plan), (folder / f"{name}.pdf").read_bytes()) for name, plan in plans.items()}


def words(line: Line) -> str:
    return " ".join(line.words.split())


@pytest.mark.parametrize("name", ["issued", "draft", "long"])
def test_the_same_lines_stand_on_the_same_pages(seen: dict[str, tuple[bytes, bytes]], name: str) -> None:
    ours, theirs = (pages(data) for data in seen[name])
    assert len(ours) == len(theirs)
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True), 1):
        assert sorted(map(words, other)) == sorted(map(words, mine)), f"page {number}"


@pytest.mark.parametrize("name", ["issued", "draft", "long"])
def test_every_line_stands_where_the_pdf_has_it(seen: dict[str, tuple[bytes, bytes]], name: str) -> None:
    ours, theirs = (pages(data) for data in seen[name])
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=True), 1):
        left = list(other)
        for line in mine:
            same = min(
                (one for one in left if words(one) == words(line)),
                key=lambda one: abs(one.top - line.top) + abs(one.left - line.left),
            )
            left.remove(same)
            assert same.top == pytest.approx(line.top, abs=DOWN), (number, line.words)
            assert same.left == pytest.approx(line.left, abs=ASIDE), (number, line.words)
            assert same.right == pytest.approx(line.right, abs=ASIDE), (number, line.words)
            assert same.size == line.size, (number, line.words)
            assert {bare(font) for font in same.fonts} == {bare(font) for font in line.fonts}, line.words


def bare(font: str) -> str:
    """The cut of a font without its name: Liberation Serif stands in for Times New Roman in both."""
    name = font.partition("+")[2] or font
    assert re.match(r"(Liberation|Times)", name), name
    return "".join(cut for cut in ("Bold", "Italic") if cut in name)


def test_page_numbers_begin_on_the_second_page_and_the_head_of_a_table_comes_again(
    seen: dict[str, tuple[bytes, bytes]],
) -> None:
    theirs = pages(seen["issued"][1])
    tops = [words(page[0]) for page in theirs]
    assert tops[1:] == ["2", "3", "4"] and tops[0] != "1"
    heads = [
        number for number, page in enumerate(theirs, 1) if any(words(line) == "Ghi chú" for line in page)
    ]
    assert heads == [2, 3]
    for sheet in sheets(seen["issued"][1]):
        assert (sheet.width, sheet.height) == (pytest.approx(210, abs=0.2), pytest.approx(297, abs=0.2))


def test_the_font_that_the_file_names_is_the_one_that_offices_have() -> None:
    with zipfile.ZipFile(BytesIO(render_docx(of_plan(PLAN, PLAN.subject)))) as parts:
        document, styles = (parts.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    assert 'w:ascii="Times New Roman"' in styles and "Liberation" not in document + styles
    margins = re.search(r"<w:pgMar [^>]*>", document)
    assert margins is not None
    assert {'w:top="1134"', 'w:bottom="1134"', 'w:left="1701"', 'w:right="850"'} <= set(margins[0].split())
