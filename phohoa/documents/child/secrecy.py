"""Whether a PDF says of itself that it is secret."""

import io
import re
import unicodedata

from pypdf import PdfReader

#: A line of its own in capitals, with or without the words "degree of secrecy" before it.
_SECRET = re.compile("(?:\u0110\u1ed8 M\u1eacT ?:? ?)?(?:TUY\u1ec6T M\u1eacT|T\u1ed0I M\u1eacT|M\u1eacT)")


def is_secret(data: bytes, pages: int) -> bool:
    """Whether one of the first pages bears a mark of secrecy as a line of its own."""
    for page in PdfReader(io.BytesIO(data)).pages[:pages]:
        for line in (page.extract_text() or "").splitlines():
            words = " ".join(unicodedata.normalize("NFC", line).split())
            if _SECRET.fullmatch(words):
                return True
    return False
