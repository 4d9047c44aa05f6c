"""The 8-bit encodings TCVN3 (ABC) and VNI of old office files: telling them apart and converting them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class LegacyEncoding(StrEnum):
    """An old encoding whose text looks right only in its own font."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_D_BAR, _D_BAR_CAPITAL = "\u0111", "\u0110"

# Byte values in the order bare, grave, acute, hook, tilde, dot below; 00 where the letter is plain ASCII.
_TCVN3_ROWS: dict[str, str] = {
    "a": "00 B5 B8 B6 B7 B9",
    "a" + _BREVE: "A8 BB BE BC BD C6",
    "a" + _CIRCUMFLEX: "A9 C7 CA C8 C9 CB",
    "e": "00 CC D0 CE CF D1",
    "e" + _CIRCUMFLEX: "AA D2 D5 D3 D4 D6",
    "i": "00 D7 DD D8 DC DE",
    "o": "00 DF E3 E1 E2 E4",
    "o" + _CIRCUMFLEX: "AB E5 E8 E6 E7 E9",
    "o" + _HORN: "AC EA ED EB EC EE",
    "u": "00 EF F3 F1 F2 F4",
    "u" + _HORN: "AD F5 F8 F6 F7 F9",
    "y": "00 FA FD FB FC FE",
}
_TCVN3_SINGLE: dict[str, str] = {
    "A1": "A" + _BREVE,
    "A2": "A" + _CIRCUMFLEX,
    "A3": "E" + _CIRCUMFLEX,
    "A4": "O" + _CIRCUMFLEX,
    "A5": "O" + _HORN,
    "A6": "U" + _HORN,
    "A7": _D_BAR_CAPITAL,
    "AE": _D_BAR,
}

# VNI writes a base letter and then a mark letter. Marks in the order grave, acute, hook, tilde, dot below.
_VNI_TONES = "\u00f8\u00f9\u00fb\u00f5\u00ef"
_VNI_CIRCUMFLEX, _VNI_CIRCUMFLEX_TONES = "\u00e2", "\u00e0\u00e1\u00e5\u00e3\u00e4"
_VNI_BREVE, _VNI_BREVE_TONES = "\u00ea", "\u00e8\u00e9\u00fa\u00fc\u00eb"
_VNI_O_HORN, _VNI_U_HORN = "\u00f4", "\u00f6"
_VNI_SINGLE: dict[str, str] = {
    "\u00f1": _D_BAR,
    "\u00e6": "i" + _HOOK,
    "\u00f3": "i" + _TILDE,
    "\u00f2": "i" + _DOT,
    "\u00ee": "y" + _DOT,
}
_TONES = (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _tcvn3_table() -> dict[int, str]:
    table = {int(byte, 16): _compose(letter) for byte, letter in _TCVN3_SINGLE.items()}
    for base, row in _TCVN3_ROWS.items():
        for byte, tone in zip(row.split(), ("", *_TONES), strict=True):
            if byte != "00":
                table[int(byte, 16)] = _compose(base + tone)
    return table


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    table[_VNI_O_HORN], table[_VNI_U_HORN] = "o" + _HORN, "u" + _HORN
    for base in "aeouy":
        table |= {base + mark: base + tone for mark, tone in zip(_VNI_TONES, _TONES, strict=True)}
    for base, horned in ((_VNI_O_HORN, "o" + _HORN), (_VNI_U_HORN, "u" + _HORN)):
        table |= {base + mark: horned + tone for mark, tone in zip(_VNI_TONES, _TONES, strict=True)}
    for base in "aeo":
        table[base + _VNI_CIRCUMFLEX] = base + _CIRCUMFLEX
        for mark, tone in zip(_VNI_CIRCUMFLEX_TONES, _TONES, strict=True):
            table[base + mark] = base + _CIRCUMFLEX + tone
    table["a" + _VNI_BREVE] = "a" + _BREVE
    table |= {"a" + mark: "a" + _BREVE + tone for mark, tone in zip(_VNI_BREVE_TONES, _TONES, strict=True)}
    both_cases: dict[str, str] = {}
    for typed, letter in table.items():
        letter = _compose(letter)
        both_cases[typed] = letter
        both_cases[typed.upper()] = letter.upper()
        if len(typed) == 2:
            both_cases[typed[0].upper() + typed[1]] = letter.upper()
    return both_cases


_TCVN3 = _tcvn3_table()
_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# A syllable without its tone: onset, vowels and ending as the language allows them.
_A_BREVE, _A_HAT, _E_HAT, _O_HAT = (_compose(x) for x in ("a\u0306", "a\u0302", "e\u0302", "o\u0302"))
_O_HORN, _U_HORN = _compose("o\u031b"), _compose("u\u031b")
_SYLLABLE = re.compile(
    f"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcd{_D_BAR}ghklmnpqrstvx])?"
    f"(?:i{_E_HAT}u|y{_E_HAT}u|u{_O_HAT}i|{_U_HORN}{_O_HORN}[iu]|uy{_E_HAT}n?|uya|uyu|u{_A_HAT}y|oa[iyo]|oeo"
    f"|(?:i{_E_HAT}|y{_E_HAT}|u{_O_HAT}|{_U_HORN}{_O_HORN}|uy{_E_HAT}|oa|o{_A_BREVE}|oe|u{_A_HAT}|u{_E_HAT}|uy|uo|oo"
    f"|[a{_A_BREVE}{_A_HAT}e{_E_HAT}io{_O_HAT}{_O_HORN}u{_U_HORN}y])(?:ch|ng|nh|[cmnpt])?"
    f"|a[iyou]|{_A_HAT}[yu]|e?o|{_E_HAT}u|i[au]|o[ai]|{_O_HAT}i|{_O_HORN}i|u[aiy]|{_U_HORN}[aiu])"
)
_WORD = re.compile(r"[^\s,.;:!?()\[\]\"'/0-9-]+")


# Letters that neither old encoding can show: where one stands, the text is Unicode.
_ONLY_IN_UNICODE = frozenset(map(chr, range(0x1EA0, 0x1EFA))) | set(
    _A_BREVE + _O_HORN + _U_HORN + _D_BAR + (_A_BREVE + _O_HORN + _U_HORN).upper() + _D_BAR_CAPITAL
)


def _is_syllable(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    if sum(part in _TONES for part in parts) > 1:
        return False
    bare = _compose("".join(part for part in parts if part not in _TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def _score(text: str) -> float:
    words = _WORD.findall(text)
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def convert_legacy(text: str, encoding: LegacyEncoding) -> str:
    """The text of an old encoding as NFC; letters of a font that prints capitals only stay as typed."""
    if encoding is LegacyEncoding.TCVN3:
        return _compose(text.translate(_TCVN3))
    return _compose(_VNI_PATTERN.sub(lambda found: _VNI[found[0]], text))


def looks_legacy(text: str) -> LegacyEncoding | None:
    """The old encoding a text seems to be in, None for Unicode; a guess that a person confirms."""
    composed = _compose(text)
    letters = set(composed)
    if letters & _ONLY_IN_UNICODE or not any("\u00a1" <= letter <= "\u00ff" for letter in letters):
        return None
    words = " ".join(word for word in _WORD.findall(composed) if not word.isascii())
    scores = {encoding: _score(convert_legacy(words, encoding)) for encoding in LegacyEncoding}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= 0.5 and scores[best] > 1.3 * _score(words) else None
