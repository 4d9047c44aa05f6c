"""The bundled fonts are the chosen ones, and every Vietnamese letter copies out of a paper as typed."""

import hashlib
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from phohoa.documents.content import Section, Table
from phohoa.documents.errors import ForeignLetter
from phohoa.documents.letters import FONTS
from phohoa.documents.pdf import render_plan

from .papers import PLAN, SHORT_PLAN
from .reading import pages, poppler_text, run, squeezed

TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"
LETTERS = [
    letter
    for base in VOWELS
    for tone in ("", *TONES)
    for small in [unicodedata.normalize("NFC", base + tone)]
    for letter in (small, small.upper())
    if not letter.isascii()
] + ["đ", "Đ"]
ALL = " ".join(LETTERS)
STYLES = {
    "LiberationSerif": lambda words: replace(SHORT_PLAN, opening=words),
    "LiberationSerif-Bold": lambda words: replace(SHORT_PLAN, sections=(Section(2, "1.", words, ("Một.",)),)),
    "LiberationSerif-Italic": lambda words: replace(
        SHORT_PLAN,
        sections=(
            Section(2, "1.", "Bảng", ("Một.",), (Table(heads=("Cột",), rows=(("1",),), caption=words),)),
        ),
    ),
    "LiberationSerif-BoldItalic": lambda words: replace(
        SHORT_PLAN, sections=(Section(3, "a)", words, ("Một.",)),)
    ),
}


def test_there_are_134_vietnamese_letters() -> None:
    assert len(set(LETTERS)) == 134


def test_the_fonts_are_the_chosen_files() -> None:
    wanted = dict(reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text("ascii").splitlines())
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FONTS.glob("*.ttf")}
    assert found == wanted
    assert len(found) == 4


def test_the_licence_travels_with_the_fonts() -> None:
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Liberation" in licence


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"every letter copies out of {style}")
@pytest.mark.parametrize("form", ["NFC", "NFD"], ids=lambda form: f"typed in {form}")
def test_letters_copy_as_composed_text(style: str, form: str, tmp_path: Path) -> None:
    paper = render_plan(STYLES[style](unicodedata.normalize(form, ALL)))
    wanted = squeezed(ALL)
    assert wanted in squeezed(poppler_text(paper, tmp_path, "-raw"))
    own_style = "".join(
        line.words for page in pages(paper) for line in page if line.fonts == frozenset({style})
    )
    assert wanted in squeezed(own_style)


def test_words_are_found_by_a_search_across_a_line(tmp_path: Path) -> None:
    text = poppler_text(render_plan(PLAN), tmp_path)
    for words in ("phát hiện, bồi dưỡng", "Hội Liên hiệp Phụ nữ", "Số 04-KH/ĐU", "ngày 05 tháng 01 năm 2026"):
        assert words in " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "letter", "point"),
    [
        pytest.param("Kế hoạch 漢 năm 2026", "漢", "U+6F22", id="a Chinese letter"),
        pytest.param("Hoàn thành ✓", "✓", "U+2713", id="a tick"),
        pytest.param("Tốt 😀", "😀", "U+1F600", id="a picture beyond the basic plane"),
        pytest.param("q\u0301", "\u0301", "U+0301", id="a mark that no letter takes"),
        pytest.param("dòng\x0bmới", "\x0b", "U+000B", id="a control character"),
        pytest.param("mục \uf0b7", "\uf0b7", "U+F0B7", id="a private bullet of a word processor"),
    ],
)
def test_a_letter_the_fonts_lack_is_refused_by_name(words: str, letter: str, point: str) -> None:
    with pytest.raises(ForeignLetter) as refused:
        render_plan(replace(PLAN, opening=words))
    assert (refused.value.letter, refused.value.point) == (letter, point)


def test_invisible_letters_of_word_processors_are_dropped(tmp_path: Path) -> None:
    paper = render_plan(replace(PLAN, opening="Đảng\u200b ủy\u00ad phường\ufeff Phổ Hòa\u200d:"))
    assert "Đảng ủy phường Phổ Hòa:" in poppler_text(paper, tmp_path)


def test_every_font_is_embedded_as_a_subset(tmp_path: Path) -> None:
    rows = run(render_plan(PLAN), tmp_path, "pdffonts", "{}").splitlines()[2:]
    assert {row.split()[0].split("+")[1] for row in rows} == {
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
    }
    for row in rows:
        assert "yes yes yes" in row
