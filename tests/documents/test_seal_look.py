"""The organisation's signature shows over the left third of the signatory's and covers no word."""

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pytest
from PIL import Image

from phohoa.documents.pdf import render_plan
from phohoa.documents.signing import Manner, seal_picture, sign

from .papers import PASSPHRASE, SECTIONS, SHORT_PLAN, SIGNATORY, SIGNED_AT, signatory
from .reading import pages

MM = 72 / 25.4
#: A line is as high as its font; its capitals end 1.1 mm lower at 14 pt.
NEAR = 1.1 * MM


@cache
def picture() -> bytes:
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste((200, 16, 32, 255), (60, 60, 240, 240))
    out = io.BytesIO()
    image.save(out, "PNG")
    code, made = seal_picture(out.getvalue())
    assert code == ""
    return made


def boxes(data: bytes) -> dict[str, tuple[int, list[float]]]:
    """Page (from 0) and rectangle of each signature field."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return {
            str(field.T): (numbers[field.P.objgen], [float(side) for side in field.Rect])
            for field in pdf.Root.AcroForm.Fields
        }


@pytest.mark.parametrize("sections", range(1, 4))
def test_the_seal_keeps_to_its_third_wherever_the_signature_falls(sections: int) -> None:
    paper = render_plan(replace(SHORT_PLAN, sections=SECTIONS[:sections]), seal=True)
    (page, (left, bottom, right, top)), (other, seal) = boxes(paper)["ChuKyNguoiKy"], boxes(paper)["ConDau"]
    assert page == other
    assert seal[2] == pytest.approx(left + (right - left) / 3, abs=0.1)
    assert seal[0] < left
    assert (seal[1], seal[3]) == (pytest.approx(bottom), pytest.approx(top))
    high = 297 * MM
    for line in pages(paper)[page]:
        beside = line.right * MM <= seal[0] + 1 or line.left * MM >= seal[2] - 1
        apart = high - line.bottom * MM >= seal[3] - NEAR or high - line.top * MM <= seal[1] + NEAR
        assert beside or apart, line.words


def test_the_picture_lies_in_the_seal_and_the_name_under_it() -> None:
    paper = render_plan(SHORT_PLAN, seal=True)
    for how in (
        Manner(look="beside_seal", certify="more"),
        Manner(field="ConDau", look="seal", certify="no", image=picture()),
    ):
        name = SIGNATORY if how.look != "seal" else "ĐẢNG ỦY PHƯỜNG PHỔ HÒA"
        paper = sign(paper, signatory().p12, PASSPHRASE, signer_name=name, signed_at=SIGNED_AT, manner=how)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        (seal,) = [field for field in pdf.Root.AcroForm.Fields if str(field.T) == "ConDau"]
        images = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == pikepdf.Name.Image
        ]
        assert "/V" in seal
        assert any("/SMask" in image for image in images)
