"""The layout linter on files: the model plan's findings as a literal list, and the command."""

import json
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from reportlab.pdfbase.ttfonts import TTFontFile

from phohoa import offline
from phohoa.documents import importing
from phohoa.documents.letters import FONTS, draws, known_letters
from phohoa.domain.paper_lint import lint
from phohoa.texts.importing import UNITS
from tests.documents import imports, plans_of_units

MUST, LOOK, NOTE = "must", "look", "note"

#: Of the user's model plan on its own day: line of the file, what, how grave, the piece, what is offered.
MODEL = [
    (3, "name_misspelt", MUST, "ĐỨC PHỐ", "ĐỨC PHỔ"),
    (4, "tone_place", NOTE, "UỶ", "ỦY"),
    (4, "name_misspelt", MUST, "PHỐ HOÀ", "PHỔ HÒA"),
    (7, "number_shape", LOOK, "44 -KH/ĐU", "44-KH/ĐU"),
    (10, "name_misspelt", MUST, "Phố Hoà", "Phổ Hòa"),
    *[(14, "misread", LOOK, "*", "")] * 4,
    (16, "dash", NOTE, " – ", " - "),
    (16, "name_misspelt", MUST, "Phố Hòa", "Phổ Hòa"),
    (36, "misread", LOOK, "Đây", "Đẩy"),
    (57, "misread", LOOK, "Mật", "Mặt"),
    (70, "misread", LOOK, "Mật", "Mặt"),
    (78, "misread", LOOK, "Các đồng Đảng ủy viên", "Các đồng chí Đảng ủy viên"),
    (78, "tone_place", NOTE, "uỷ", "ủy"),
    (0, "part_missing", MUST, "", None),
    (0, "part_missing", MUST, "", None),
]


def test_the_model_plan_on_its_own_day() -> None:
    imported = importing.read(imports.model(), "plan-44-KH-DU.txt")
    paper = importing.paper_to_lint(imported, UNITS, date(2023, 1, 13))
    lines = {one.key: one.line for one in paper.stretches}
    found = [
        (lines.get(one.key, 0), one.code.value, one.severity.value, one.original, one.replacement)
        for one in lint(paper)
    ]
    assert sorted(found, key=str) == sorted(MODEL, key=str)


def test_the_model_plan_in_2025_rests_on_what_has_lapsed() -> None:
    imported = importing.read(imports.model(), "plan-44-KH-DU.txt")
    found = lint(importing.paper_to_lint(imported, UNITS, date(2025, 8, 4)))
    lapsed = [(one.original, one.replacement) for one in found if one.code.value == "base_lapsed"]
    assert lapsed == [
        (
            "Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương khóa XIII "
            "về “*Thi hành Điều lệ Đảng*”",
            "Quy định số 294-QĐ/TW ngày 26/5/2025 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
        ),
        (
            "Hướng dẫn số 01-HD/TW ngày 28/9/2021 của Ban Bí thư "
            "về “*Một số vấn đề cụ thể thi hành Điều lệ Đảng*”",
            "Hướng dẫn số 06-HD/TW ngày 09/6/2025 của Ban Bí thư về thi hành Điều lệ Đảng",
        ),
    ]


OTHERS = {name: text for name, text in vars(plans_of_units).items() if name.isupper()}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_plans_of_other_units_are_looked_through(name: str) -> None:
    """Other units' papers: every finding names a piece that stands there, each remedy changes it."""
    imported = importing.read_text(OTHERS[name])
    paper = importing.paper_to_lint(imported, UNITS, imported.dated or date(2023, 1, 13))
    texts = {one.key: one.text for one in paper.stretches}
    for one in lint(paper):
        if one.code.value != "part_missing":
            assert texts[one.key][one.start : one.end] == one.original
        assert one.replacement != one.original or one.original == ""


@pytest.fixture
def command() -> FlaskCliRunner:
    return offline.reading_app().test_cli_runner()


def test_the_command_says_findings_and_exits_by_the_gravest(command: FlaskCliRunner) -> None:
    model = str(imports.PLANS / "plan-44-KH-DU.txt")
    said = command.invoke(args=["documents", "lint", model])
    assert said.exit_code == 1
    assert "[Phải sửa] dòng 3: Tên đơn vị viết khác tên chính thức “ĐỨC PHỔ”. “ĐỨC PHỐ”" in said.output
    assert "(Quy định 66-QĐ/TW, Điều 15, 16)" in said.output
    assert said.output.rstrip().endswith("Phải sửa: 6. Nên xem lại: 9. Lưu ý: 3.")
    plain = json.loads(command.invoke(args=["documents", "lint", model, "--json"]).output)
    assert plain["date"] == "2023-01-13" and len(plain["findings"]) == len(MODEL)
    later = command.invoke(args=["documents", "lint", model, "--date", "04/8/2025", "--json"])
    assert "base_lapsed" in {one["code"] for one in json.loads(later.output)["findings"]}


def test_a_sound_paper_exits_with_nothing_to_mend(command: FlaskCliRunner, tmp_path: Path) -> None:
    mended = imports.model().decode()
    for wrong, right in (
        ("PHỐ HOÀ", "PHỔ HÒA"),
        ("Phố Hoà", "Phổ Hòa"),
        ("Phố Hòa", "Phổ Hòa"),
        ("ĐỨC PHỐ", "ĐỨC PHỔ"),
        ("\n\n\n\nNguyễn Văn Nho", "\n\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nNguyễn Văn Nho"),
    ):
        assert wrong in mended
        mended = mended.replace(wrong, right)
    file = tmp_path / "ke-hoach.txt"
    file.write_text(mended, encoding="utf-8")
    said = command.invoke(args=["documents", "lint", str(file)])
    assert said.exit_code == 0, said.output
    assert "Phải sửa: 0." in said.output


def test_what_cannot_be_read_exits_with_two(command: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "anh.pdf"
    file.write_bytes(b"\x89PNG no paper")
    assert command.invoke(args=["documents", "lint", str(file)]).exit_code == 2
    model = str(imports.PLANS / "plan-44-KH-DU.txt")
    assert command.invoke(args=["documents", "lint", model, "--date", "31/02/2023"]).exit_code == 2


def test_the_table_of_letters_is_that_of_the_fonts() -> None:
    files = sorted(FONTS.glob("*.ttf"))
    assert len(files) == 4
    assert known_letters() == set.intersection(*(set(TTFontFile(str(file)).charToGlyph) for file in files))
    assert all(map(draws, "ắằẳẵặ ĐỂ “–”")) and not any(map(draws, "漢★\u0301"))
