"""The look: every pair of text and ground can be read in both schemes, and the front end stays light."""

import re
import zlib
from pathlib import Path

import pytest

from phohoa.web.files import lean

STATIC = Path(__file__).resolve().parent.parent / "static"
CSS = (STATIC / "app.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "sheet", "wash")
PAIRS = [
    *((text, ground) for text in ("ink", "faint", "accent", "green", "amber", "red") for ground in GROUNDS),
    *((name, f"{name}-tint") for name in ("green", "amber", "red")),
    *((name, ground) for name in ("ink", "accent") for ground in ("green-tint", "amber-tint", "red-tint")),
    ("accent", "tint"),
    ("on-fill", "fill"),
    ("on-fill", "fill-2"),
    ("paper", "ink"),
]


def _tokens(scheme: str) -> dict[str, str]:
    light, dark = CSS.split("@media (prefers-color-scheme: dark)", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    if scheme == "dark":
        found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark))
    return found


def _light(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    bright, dim = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=[f"{t} on {g}" for t, g in PAIRS])
def test_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    tokens = _tokens(scheme)
    assert _contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_border_of_a_field_can_be_seen(scheme: str, ground: str) -> None:
    tokens = _tokens(scheme)
    assert _contrast(tokens["edge"], tokens[ground]) >= 3


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("app.css", 6656),
        ("app.js", 3200),
        ("print.css", 512),
        ("meeting.css", 1024),
        ("line.js", 5632),
        ("sw.js", 1792),
        ("turn.js", 512),
    ],
)
def test_the_front_end_stays_light(name: str, most: int) -> None:
    brotli = pytest.importorskip("brotli")
    data = lean((STATIC / name).read_bytes())  # as it is sent
    assert len(brotli.compress(data, quality=6)) <= most
    assert len(zlib.compress(data, 6)) <= most * 1.1, "an old browser takes gzip"
