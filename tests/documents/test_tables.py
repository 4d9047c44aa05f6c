"""How wide the columns of a table are made."""

from phohoa.documents.tables import table_of


def test_no_word_of_a_column_is_broken_and_the_rest_goes_to_the_words() -> None:
    table = table_of(
        [
            ("STT", "Nội dung công việc", "Người phụ trách", "Thời gian"),
            ("1", "Rà soát nguồn, lập danh sách cảm tình Đảng của từng chi bộ", "Các chi bộ", "Quý I"),
        ]
    )
    assert sum(table.widths) == 100 and table.numeric == (0,)
    # "STT" in bold letters of 13 points with the room beside it takes 36 of the 468 points of a line.
    assert 8 <= table.widths[0] <= 12
    assert table.widths[1] > table.widths[2] > table.widths[0]


def test_more_columns_than_fit_share_the_width_evenly() -> None:
    assert table_of([tuple(f"Tháng{n}" for n in range(12)), ("1",) * 12]).widths == ()
    assert table_of([("",), ("",)]).widths == (100,)
