"""What others wrote and we serve is exactly what they published."""

import hashlib
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
SHA256 = {
    "htmx-4.0.1.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
}
LICENCES = {
    "LICENSE-htmx.txt": "Zero-Clause BSD",
}


@pytest.mark.parametrize(("name", "expected"), SHA256.items())
def test_a_vendored_file_keeps_the_bytes_of_its_publisher(name: str, expected: str) -> None:
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == expected


@pytest.mark.parametrize(("name", "first_line"), LICENCES.items())
def test_its_licence_lies_beside_it(name: str, first_line: str) -> None:
    assert (STATIC / name).read_text("utf-8").splitlines()[0] == first_line


def test_no_script_is_served_that_nobody_checked() -> None:
    ours = {"app.js", "line.js", "sw.js", "turn.js"}
    assert {path.name for path in STATIC.rglob("*.js")} - ours == set(SHA256)
