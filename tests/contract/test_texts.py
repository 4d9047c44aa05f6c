"""Where Vietnamese may be written, in which form of Unicode, and that no refusal lacks its sentence."""

import ast
import re
import unicodedata
from pathlib import Path

import pytest

from phohoa.texts.messages import MESSAGES

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


def refusals(name: str) -> set[str]:
    """The codes that a file raises, where they stand written out."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in {
            "Invalid",
            "Refused",
            "Conflict",
        }:
            continue
        beside = [k.value for k in node.keywords if k.arg == "fields" and isinstance(k.value, ast.Dict)]
        for value in [*node.args, *(one for fields in beside for one in fields.values)]:
            code = value.elts[0] if isinstance(value, ast.Tuple) else value
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add(code.value)
    return found


def test_every_refusal_has_a_sentence_for_people() -> None:
    # The demo loads into an empty installation only: the command line says so.
    raised = {code for name in files(".py") if name.startswith("phohoa/services/") for code in refusals(name)}
    assert len(raised) > 100
    assert raised - set(MESSAGES) - {"not_empty"} == set()
