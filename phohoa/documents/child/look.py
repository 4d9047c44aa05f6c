"""How a signature shows on paper: one page as large as its field, drawn by our own engine."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Pdf

from phohoa.documents.child import draw, finish
from phohoa.documents.child.filled import stamp_html
from phohoa.documents.errors import FieldMissing


def look(values: Mapping[str, Any], parts: Sequence[bytes]) -> bytes:
    """A PDF of one page; `parts` are the paper with its empty field, and for a seal its picture (or b"").

    Raises FieldMissing, ForeignLetter, RenderFailed.
    """
    width, height = _room(parts[0], values["field"])
    if values["look"] == "seal":
        from phohoa.documents.child import seal  # pictures come along

        drawn = seal.look(
            width, height, organisation=values["signer"], moment=values["moment"], image=parts[1]
        )
    else:
        html = stamp_html(
            signer=values["signer"],
            issuer=values["issuer"],
            moment=values["moment"],
            reason=values["reason"],
            width=width,
            height=height,
            beside_seal=values["look"] == "beside_seal",
        )
        drawn = draw.draw(html)[0]
    return finish.without_idle_fonts(drawn)


def _room(paper: bytes, name: str) -> tuple[float, float]:
    """Width and height in points of the empty field."""
    with Pdf.open(io.BytesIO(paper)) as pdf:
        for field in pdf.Root.get("/AcroForm", Dictionary()).get("/Fields", Array()):
            if str(field.get("/T", "")) == name and "/V" not in field:
                left, bottom, right, top = map(float, field.Rect)
                return abs(right - left), abs(top - bottom)
    raise FieldMissing(name)
