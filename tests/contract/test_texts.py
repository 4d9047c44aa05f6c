"""Where Vietnamese may be written, and in which form of Unicode."""

import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]|[\u0300\u0301\u0303\u0309\u0323]",
    re.IGNORECASE,
)
#: Python files here may carry Vietnamese letters; everywhere else the screen's words come from texts/.
WRITTEN_IN_VIETNAMESE = ("phohoa/texts/", "phohoa/documents/layout/", "phohoa/migrations/", "tests/")
PLACES = ("phohoa", "templates", "static", "deploy", "docs", "tests")
KINDS = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml"}


def files(*kinds: str) -> list[str]:
    found = [ROOT / "app.py", *(path for place in PLACES for path in (ROOT / place).rglob("*"))]
    return sorted(path.relative_to(ROOT).as_posix() for path in found if path.suffix in kinds)


@pytest.mark.parametrize("name", [f for f in files(".py") if not f.startswith(WRITTEN_IN_VIETNAMESE)])
def test_python_outside_texts_has_no_vietnamese_letter(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    assert [f"{n}: {line}" for n, line in enumerate(lines, 1) if VIETNAMESE.search(line)] == []


def test_every_file_is_utf_8_in_composed_form() -> None:
    decomposed = []
    for name in files(*KINDS):
        text = (ROOT / name).read_text("utf-8")
        if not unicodedata.is_normalized("NFC", text):
            decomposed.append(name)
    assert decomposed == []


@pytest.mark.parametrize("text", ["chi bộ", "ĐẢNG", "Phố", "o\u0323"])
def test_the_search_for_vietnamese_letters_finds_them(text: str) -> None:
    assert VIETNAMESE.search(text)
