"""Counts that a paper writes in words, up to 999: where they stand, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = {
    "m\u1ed9t": 1,
    "hai": 2,
    "ba": 3,
    "b\u1ed1n": 4,
    "s\u00e1u": 6,
    "b\u1ea3y": 7,
    "t\u00e1m": 8,
    "ch\u00edn": 9,
}
#: The word for five is also the word for year: it counts only beside tens and hundreds.
_LEADING = {**_UNITS, "n\u0103m": 5}
#: What some units are called behind tens.
_LAST = {**_UNITS, "m\u1ed1t": 1, "t\u01b0": 4, "l\u0103m": 5}
_AFTER_ODD = {**_LAST, **_LEADING}
_TEN, _TENS, _HUNDRED, _ODD = "m\u01b0\u1eddi", "m\u01b0\u01a1i", "tr\u0103m", "(?:linh|l\u1ebb)"


def _one_of(words: dict[str, int], name: str) -> str:
    return f"(?P<{name}>{'|'.join(words)})"


_BELOW_HUNDRED = (
    f"(?:(?P<ten>{_TEN})(?: {_one_of(_LAST, 'teen')})?"
    f"|{_one_of(_LEADING, 'tens')} {_TENS}(?: {_one_of(_LAST, 'last')})?)"
)
_BEHIND_HUNDRED = f"(?:{_ODD} {_one_of(_AFTER_ODD, 'odd')}|{_BELOW_HUNDRED})"
_NUMERAL = re.compile(
    rf"\b(?:{_one_of(_LEADING, 'hundreds')} {_HUNDRED}\b(?: {_BEHIND_HUNDRED})?"
    rf"|{_BELOW_HUNDRED.replace('?P<', '?P<x')}|{_one_of(_UNITS, 'unit')})\b"
)


def spelt(text: str) -> Iterator[tuple[int, int, int]]:
    """Beginning, end and value of every count in words."""
    lower = text.lower()
    if len(lower) != len(text):
        return
    for found in _NUMERAL.finditer(lower):
        said = found.groupdict()
        value = 100 * _LEADING.get(said["hundreds"] or "", 0) + _AFTER_ODD.get(said["odd"] or "", 0)
        for mark in ("", "x"):
            value += 10 * (1 if said[f"{mark}ten"] else _LEADING.get(said[f"{mark}tens"] or "", 0))
            value += _LAST.get(said[f"{mark}teen"] or said[f"{mark}last"] or "", 0)
        yield *found.span(), value + _UNITS.get(said["unit"] or "", 0)
