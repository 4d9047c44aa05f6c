"""The user's model plan, a scan with recognition errors: parts found, doubts marked, no word lost."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from phohoa import offline
from phohoa.documents import importing
from phohoa.documents.importing.structure import Role
from phohoa.texts import importing as texts
from tests.documents import reading
from tests.documents.imports import check_nothing_is_lost, corrections, letters, model, shape

LOCAL = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def plan() -> importing.Imported:
    return importing.read(model(), "plan-44-KH-DU.txt")


def test_head_and_end_are_found(plan: importing.Imported) -> None:
    found = shape(plan)
    body = {key: found.pop(key) for key in ("bases", "opening", "sections", "closing")}
    assert found == {
        "parent": ["ĐẢNG BỘ THỊ XÃ ĐỨC PHỐ"],
        "issuer": ["ĐẢNG UỶ PHƯỜNG PHỐ HOÀ"],
        "number": 44,
        "symbol": "KH/ĐU",
        "place": "Phố Hoà",
        "date": "2023-01-13",
        "kind": "KẾ HOẠCH",
        "subject": ["phát triển đảng viên năm 2023"],
        "recipients": [
            "- Ban Thường vụ Thị uỷ,",
            "- Các chi bộ trực thuộc,",
            "- Mặt trận và các đoàn thể CT-XH phường,",
            "- Các đồng Đảng ủy viên,",
            "- Lưu Văn phòng Đảng ủy.",
        ],
        "name": "Nguyễn Văn Nho",
        # Lost in scanning, or forgotten: the office must give them.
        "asked": ["authority", "position"],
    }
    assert [words[:40] for words in body["bases"]] == [
        "Thực hiện Quy định số 24-QĐ/TW ngày 30/7",
        "Căn cứ Nghị quyết Đại hội Đảng bộ phường",
    ]
    assert body["opening"] == [
        "Đảng ủy phường Phố Hòa xây dựng Kế hoạch phát triển đảng viên năm 2023 "
        "với những nội dung cụ thể như sau:"
    ]
    assert plan.opening_runs_on
    assert len(body["closing"]) == 1 and body["closing"][0].startswith("Trên đây là Kế hoạch phát triển đảng")


def test_sections_have_their_levels(plan: importing.Imported) -> None:
    found = [
        (level, label, heading, [words[: 24 + 2 * words.startswith("> ")] for words in items])
        for level, label, heading, *items in shape(plan)["sections"]
    ]
    assert found == [
        (1, "I-", "Mục đích, yêu cầu", []),
        (2, "1.", "Mục đích", ["- Nâng cao trách nhiệm c", "- Thực hiện tốt việc phá"]),
        (2, "2.", "Yêu cầu", ["- Công tác tạo nguồn phá", "- Đảng bộ phường phấn đấ"]),
        (1, "II-", "Nội dung thực hiện", []),
        (
            2,
            "1-",
            "Phổ biến, tuyên truyền thực hiện công tác kết nạp đảng viên",
            ["- Đây mạnh công tác tuyê", "- Định hướng cho quần ch"],
        ),
        (
            2,
            "2.",
            "Khảo sát, đánh giá, làm tốt công tác tạo nguồn kết nạp đảng viên",
            ["- Mặt trận Tổ quốc, các ", "- Các chi bộ thực hiện t"],
        ),
        (
            2,
            "3.",
            "Tăng cường công tác giáo dục chính trị tư tưởng",
            ["- Chi ủy, chi bộ tăng cư", "- Tăng cường công tác gi", "- Nâng cao chất lượng cô"],
        ),
        (
            2,
            "4.",
            "Phân bổ số lượng nguồn phát triển đảng viên mới năm 2023 tại các chi bộ",
            ["- Mỗi chi bộ tối thiểu 0", "- Mật trận, các đoàn thể"],
        ),
        (1, "III-", "Tổ chức thực hiện", []),
        (2, "1.", "Văn phòng, Tuyên giáo Đảng ủy:", ["- Có trách nhiệm giúp Đả"]),
        (
            2,
            "2.",
            "Chi ủy, chi bộ trực thuộc Đảng bộ:",
            ["> Có trách nhiệm tổ chức q", "Việc phát triển đảng viê"],
        ),
        (
            2,
            "3.",
            "Mật trận và các đoàn thể chính trị - xã hội:",
            ["> Tích cực tổ chức các hoạ", "Các đoàn thể: Hội nông d"],
        ),
    ]


def test_recognition_errors_are_marked_and_nothing_else(plan: importing.Imported) -> None:
    assert corrections(plan) == [
        ("ĐỨC PHỐ", "ĐỨC PHỔ", "name"),
        ("PHỐ HOÀ", "PHỔ HÒA", "name"),
        ("Phố Hoà", "Phổ Hòa", "name"),
        ("*", "", "star"),
        ("*", "", "star"),
        ("*", "", "star"),
        ("*", "", "star"),
        ("Phố Hòa", "Phổ Hòa", "name"),
        ("Đây", "Đẩy", "expression"),
        ("Mật", "Mặt", "expression"),
        ("Mật", "Mặt", "expression"),
        ("Các đồng Đảng ủy viên", "Các đồng chí Đảng ủy viên", "missing"),
    ]
    assert [mark.word for piece in plan.pieces for mark in piece.marks if mark.word] == []


def test_no_word_is_lost(plan: importing.Imported) -> None:
    check_nothing_is_lost(plan)


def test_the_command_prints_the_structure_without_an_installation(tmp_path: Path) -> None:
    assert offline.wanted(["flask", "--app", "app", "documents", "import", "x.txt", "--json"])
    assert not offline.wanted(["flask", "--app", "app", "documents", "verify", "import"])
    file = tmp_path / "ke-hoach.txt"
    file.write_bytes(model())
    runner: FlaskCliRunner = offline.reading_app().test_cli_runner()
    answer = runner.invoke(args=["documents", "import", str(file), "--json"])
    assert answer.exit_code == 0
    said = json.loads(answer.stdout)
    assert (said["number"], said["symbol"], said["date"]) == (44, "KH/ĐU", "2023-01-13")
    assert said["asked"] == ["authority", "position"]
    assert said["corrections"][0] == {
        "start": 17,
        "end": 24,
        "line": 3,
        "original": "ĐỨC PHỐ",
        "proposed": "ĐỨC PHỔ",
        "reason": "name",
        "words": "Tên đơn vị viết khác tên chính thức",
    }
    assert list(tmp_path.iterdir()) == [file]


def test_no_folder_and_no_keys_are_made_for_it(tmp_path: Path) -> None:
    file, place = tmp_path / "ke-hoach.txt", tmp_path / "instance"
    file.write_bytes(model())
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "documents", "import", str(file)],
        cwd=LOCAL,
        env={**os.environ, "PHOHOA_INSTANCE": str(place), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    said = done.stdout.decode("utf-8")
    assert "~ Cơ quan cấp trên: ĐẢNG BỘ THỊ XÃ ĐỨC PHỐ" in said
    assert said.rstrip().endswith("Cần bổ sung: Quyền hạn ký, Chức vụ người ký.")
    assert not place.exists()


def test_the_command_typesets_a_draft(tmp_path: Path) -> None:
    file, out = tmp_path / "ke-hoach.txt", tmp_path / "du-thao.pdf"
    file.write_bytes(model())
    runner: FlaskCliRunner = offline.reading_app().test_cli_runner()
    answer = runner.invoke(args=["documents", "render", str(file), "-o", str(out)])
    assert answer.exit_code == 0 and str(out) in answer.stdout
    words = letters("".join(line.words for lines in reading.pages(out.read_bytes()) for line in lines))
    assert letters("ĐẢNG UỶ PHƯỜNG PHỐ HOÀ") in words and letters("- Đây mạnh công tác") in words
    answer = runner.invoke(args=["documents", "render", str(file), "-o", str(out), "--corrected"])
    words = letters("".join(line.words for lines in reading.pages(out.read_bytes()) for line in lines))
    assert letters("ĐẢNG UỶ PHƯỜNG PHỔ HÒA") in words and letters("- Đẩy mạnh công tác") in words
    assert sorted(one.name for one in tmp_path.iterdir()) == ["du-thao.pdf", "ke-hoach.txt"]


def test_as_a_program_the_commands_load_no_server(tmp_path: Path) -> None:
    file, out, place = tmp_path / "ke-hoach.txt", tmp_path / "du-thao.pdf", tmp_path / "instance"
    file.write_bytes(model())
    code = """
import runpy, sys
try:
    runpy.run_path("app.py", run_name="__main__")
except SystemExit as end:
    print("code", end.code)
print(sorted({"flask", "werkzeug", "sqlalchemy", "alembic", "waitress", "xhtml2pdf"} & set(sys.modules)))
"""
    env = {**os.environ, "PHOHOA_INSTANCE": str(place), "PYTHONIOENCODING": "utf-8"}
    for words, code_of in (
        (["documents", "render", str(file), "-o", str(out)], 0),
        (["documents", "lint", str(file)], 1),
        (["documents", "import", str(tmp_path / "khong-co.txt")], 2),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=LOCAL, env=env, capture_output=True, check=True
        )
        said = done.stdout.decode("utf-8").splitlines()
        assert said[-2:] == [f"code {code_of}", "[]"], words
    assert out.read_bytes().startswith(b"%PDF-") and not place.exists()


def test_a_letter_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    file, out = tmp_path / "a.txt", tmp_path / "a.pdf"
    file.write_text("KẾ HOẠCH\nvề việc 漢\n\n1. Mục đích\nLàm tốt.\n", encoding="utf-8")
    answer = (
        offline.reading_app()
        .test_cli_runner()
        .invoke(args=["documents", "render", str(file), "-o", str(out)])
    )
    assert answer.exit_code == 3 and "漢" in answer.stderr
    assert not out.exists()


def test_the_command_says_why_it_does_not_read(tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    answer = offline.reading_app().test_cli_runner().invoke(args=["documents", "import", str(file)])
    assert answer.exit_code == 2
    assert "lưu thành .docx" in answer.stderr


def test_every_code_has_its_words() -> None:
    assert set(texts.ROLES) == {role.value for role in Role}
    assert set(texts.ASKED) >= {
        "parent",
        "issuer",
        "number",
        "place",
        "dated",
        "kind",
        "subject",
        "recipients",
    }
    source = "\n".join(path.read_text("utf-8") for path in sorted((LOCAL / "phohoa").rglob("*.py")))
    said = set(re.findall(r'"(import_[a-z_]+)"', source)) - {"import_page", "import_file", "import_text"}
    assert said - set(texts.REFUSALS) <= {"import_lost", "import_sections", "import_not_plan"}


def test_other_units_have_their_own_spelling() -> None:
    text = "ĐẢNG ỦY XÃ MÂY THẤP\n*\nSố 03-KH/ĐU\nKẾ HOẠCH\nphát triển đảng viên năm 2024\n"
    found = importing.read_text(text, names=("Mây Thắp",))
    assert corrections(found) == [("MÂY THẤP", "MÂY THẮP", "name")]
