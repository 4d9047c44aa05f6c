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
    "cells",
    [("1", "", "hai | ba"), ("", ""), ("một",), ("a\\", "b"), ("| x", "-", "- y"), ("\\|", "z"), ("-", "-")],
)
def test_whatever_stands_in_the_cells_comes_back(cells: tuple[str, ...]) -> None:
    line = row_line(cells)
    assert is_row(line)
    head = ("đầu",) * len(cells)
    assert found(f"{row_line(head)}\n{line}") == [TypedTable((head, cells))]


def test_only_below_the_first_row_a_drawn_line_is_none_of_the_rows() -> None:
    table = found("| Tên | Số |\n| :--- | --- |\n| A | 1 |\n| - | - |\n| --- | --- |\n| B | 2 |")[0]
    assert table == TypedTable((("Tên", "Số"), ("A", "1"), ("-", "-"), ("---", "---"), ("B", "2")))


def test_more_columns_than_a_page_takes_stay_words() -> None:
    widest = row_line(["ô"] * 20)
    assert found(widest) == [TypedTable((("ô",) * 20,))]
    wider = row_line(["ô"] * 21)
    assert found(f"{wider}\n| a |\n| b |") == [wider, TypedTable((("a",), ("b",)))]
    pasted = "\n".join(["\t".join("ô" * 21)] * 2)
    assert from_tabs(pasted) == pasted


def test_a_whole_sheet_pasted_becomes_as_many_rows() -> None:
    assert from_tabs("Thôn\tSố\n" * 30_000) == "\n".join(["| Thôn | Số |"] * 30_000)


def test_words_put_at_the_end_of_a_row_belong_to_its_last_cell() -> None:
    assert row_with("| 1 | kết nạp |", "{năm}") == "| 1 | kết nạp {năm} |"


def test_lines_with_tabs_become_rows_and_the_rest_stays() -> None:
    pasted = "- Như sau:\n\tđầu dòng lùi vào\nSTT\tChi bộ\tSố\n1\tThôn Mây\t\n- Hết."
    assert from_tabs(pasted) == (
        "- Như sau:\n\tđầu dòng lùi vào\n| STT | Chi bộ | Số |\n| 1 | Thôn Mây | |\n- Hết."
    )
    assert from_tabs("A\t1\nTổng\t\nB\t2") == "| A | 1 |\n| Tổng | |\n| B | 2 |"
    rows = "|\tSTT\t|\tChi\t|\n|\t1\t|\tMây\t|"
    assert from_tabs(rows) == rows, "rows already"
    assert from_tabs("một\tlời dẫn") == "một\tlời dẫn", "one line is no table"
