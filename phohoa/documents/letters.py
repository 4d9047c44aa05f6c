"""Which letters the bundled fonts draw as they should look, known without loading a font."""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "layout" / "fonts"
# Word processors leave these invisible letters behind; no glyph, no meaning on paper.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\r"))

#: Ranges of code points that all bundled fonts have, in hexadecimal; a test holds them to the fonts.
TABLE = FONTS / "letters.txt"


def compose(words: str) -> str:
    """The same words in NFC, without invisible letters: the engine cannot place combining marks."""
    return unicodedata.normalize("NFC", words.translate(INVISIBLE))


@cache
def known_letters() -> frozenset[int]:
    """The code points that every bundled font can draw."""
    found: set[int] = set()
    for line in TABLE.read_text("ascii").split():
        first, _, last = line.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def is_drawn(letter: str, known: frozenset[int]) -> bool:
    """Whether fonts with these code points draw a letter as it should look.

    A combining mark that NFC left over has a glyph, but the engine would draw it beside its letter.
    """
    return ord(letter) in known and unicodedata.category(letter) not in ("Mn", "Me", "Cc", "Cf", "Co")


def draws(letter: str) -> bool:
    """Whether the paper's font has the letter."""
    return is_drawn(letter, known_letters())
