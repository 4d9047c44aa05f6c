"""The square code on the last page: readable, on nothing else, black squares only, part of what is signed."""

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTPage, LTRect, LTTextLine
from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget

from phohoa.documents.content import PlanContent
from phohoa.documents.official import of_plan
from phohoa.documents.pdf import render_official, render_plan
from phohoa.documents.signing import sign
from phohoa.documents.verification import Verdict

from .papers import PASSPHRASE, PLAN, SHORT_PLAN, SIGNATORY, SIGNED_AT, signatory
from .reading import MM, _text_lines, run
from .test_verification import check

ADDRESS = "https://phohoa.lan/v/17-abcdefghijklmnop"
DPI = 300


def squares() -> list[list[bool]]:
    made = QrCodeWidget(ADDRESS, barLevel="M").qr
    made.make()
    return [[bool(one) for one in row] for row in made.modules]


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from its lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def code_on(page: LTPage) -> Box | None:
    """The room of all black squares together; three corners of a code are always black."""
    found = [
        one
        for one in page
        if isinstance(one, LTRect) and one.fill and one.width < 1 * MM and abs(one.height - one.width) < 0.05
    ]
    if not found:
        return None
    return Box(
        min(one.x0 for one in found),
        min(one.y0 for one in found),
        max(one.x1 for one in found),
        max(one.y1 for one in found),
    )


@pytest.fixture(scope="module", params=[SHORT_PLAN, PLAN], ids=["one page", "several pages"])
def drawn(request: pytest.FixtureRequest) -> bytes:
    content: PlanContent = request.param
    return render_plan(replace(content, check_url=ADDRESS))


def test_the_code_stands_on_the_last_page_and_covers_no_words(drawn: bytes) -> None:
    pages = list(extract_pages(io.BytesIO(drawn)))
    assert [code_on(page) for page in pages[:-1]] == [None] * (len(pages) - 1)
    code = code_on(pages[-1])
    assert code is not None
    assert 15 <= code.width / MM <= 22
    assert code.x0 >= 30 * MM and code.y0 >= 20 * MM
    for line in _text_lines(pages[-1]):
        assert isinstance(line, LTTextLine)
        apart = line.x1 <= code.x0 or line.x0 >= code.x1 or line.y1 <= code.y0 or line.y0 >= code.y1
        assert apart, line.get_text()


def test_the_printed_squares_are_the_address(drawn: bytes, tmp_path: Path) -> None:
    pages = list(extract_pages(io.BytesIO(drawn)))
    code, wanted = code_on(pages[-1]), squares()
    number = str(len(pages))
    run(
        drawn,
        tmp_path,
        "pdftoppm",
        "-r",
        str(DPI),
        "-f",
        number,
        "-l",
        number,
        "-singlefile",
        "-png",
        "{}",
        str(tmp_path / "p"),
    )
    picture = Image.open(tmp_path / "p.png").convert("L")
    one, scale = code.width / len(wanted), DPI / 72
    read = [
        [
            picture.getpixel(
                (
                    round((code.x0 + (column + 0.5) * one) * scale),
                    round((pages[-1].height - code.y1 + (row + 0.5) * one) * scale),
                )
            )
            < 128
            for column in range(len(wanted))
        ]
        for row in range(len(wanted))
    ]
    assert read == wanted


def test_the_paper_with_the_code_is_signed_and_genuine_and_keeps_its_form(
    drawn: bytes, tmp_path: Path
) -> None:
    data = sign(drawn, signatory().p12, PASSPHRASE, signer_name=SIGNATORY, signed_at=SIGNED_AT)
    assert check(data).verdict is Verdict.GENUINE
    assert "Signature is Valid." in run(data, tmp_path, "pdfsig", "-nocert", "{}")
    assert "No syntax or stream encoding errors" in run(data, tmp_path, "qpdf", "--check", "{}")
    assert all("yes yes yes" in row for row in run(data, tmp_path, "pdffonts", "{}").splitlines()[2:])
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert "pdfaid:part" in pdf.Root.Metadata.read_bytes().decode()
        assert pdf.pages[-1].resources.get("/XObject", {}) == {}
        assert "/ExtGState" not in pdf.pages[-1].resources


def test_without_an_address_the_paper_is_drawn_as_before() -> None:
    assert render_plan(replace(PLAN, check_url="")) == render_plan(PLAN)


def test_other_official_papers_bear_the_code_too() -> None:
    paper = replace(of_plan(SHORT_PLAN, "Một văn bản"), check_url=ADDRESS)
    assert code_on(list(extract_pages(io.BytesIO(render_official(paper))))[-1])
