"""Tables typed into the words of a section."""

import pytest

from phohoa.domain.typed_tables import TypedTable, from_tabs, is_caption, is_row, pieces, row_line, row_with


def found(words: str) -> list[str | TypedTable]:
    return list(pieces(words.splitlines()))


def test_rows_between_bars_are_a_table_with_the_name_above_it() -> None:
    words = """- Việc chính như sau:
Bảng 1. Phân công
| STT | Việc | Thời gian |
|---|---|---|
| 1 | Lập danh sách | |
| 2 | Xét kết nạp
- Việc khác."""
    assert found(words) == [
        "- Việc chính như sau:",
        TypedTable(
            (("STT", "Việc", "Thời gian"), ("1", "Lập danh sách", ""), ("2", "Xét kết nạp", "")),
            "Bảng 1. Phân công",
        ),
        "- Việc khác.",
    ]


def test_an_empty_line_parts_two_tables() -> None:
    assert found("| a | b |\n| 1 | 2 |\n\n| c |\n| 3 |") == [
        TypedTable((("a", "b"), ("1", "2"))),
        TypedTable((("c",), ("3",))),
    ]


def test_what_only_looks_like_a_table_stays_a_paragraph() -> None:
    for words in ("|", "| một bên", "a | b | c", "Bảng 1. Không có hàng nào"):
        assert found(words) == [words]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Bảng 1. Chỉ tiêu", True),
        ("Biểu số 02", True),
        ("PHỤ BIỂU", False),
        ("Phụ biểu 1", True),
        ("Bằng nhiều hình thức, các chi bộ tuyên truyền như sau:", False),
        ("Bảng " + "dài " * 50, False),
    ],
)
def test_what_names_a_table(words: str, named: bool) -> None:
    assert is_caption(words) is named


@pytest.mark.parametrize(
    "cells", [("1", "", "hai | ba"), ("", ""), ("một",), ("a\\", "b"), ("| x", "-", "- y"), ("\\|", "z")]
)
def test_whatever_stands_in_the_cells_comes_back(cells: tuple[str, ...]) -> None:
    line = row_line(cells)
    assert is_row(line)
    assert found(f"{row_line(['đầu'])}\n{line}")[0].rows[1] == cells + ("",) * (1 - len(cells))  # type: ignore[union-attr]


def test_words_put_at_the_end_of_a_row_belong_to_its_last_cell() -> None:
    assert row_with("| 1 | kết nạp |", "{năm}") == "| 1 | kết nạp {năm} |"


def test_lines_with_tabs_become_rows_and_the_rest_stays() -> None:
    pasted = "- Như sau:\n\tđầu dòng lùi vào\nSTT\tChi bộ\tSố\n1\tThôn Mây\t\n- Hết."
    assert from_tabs(pasted) == (
        "- Như sau:\n\tđầu dòng lùi vào\n| STT | Chi bộ | Số |\n| 1 | Thôn Mây | |\n- Hết."
    )
    assert from_tabs("một\tlời dẫn") == "một\tlời dẫn", "one line is no table"
