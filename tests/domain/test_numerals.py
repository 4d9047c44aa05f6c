"""Counts written in words."""

import pytest

from phohoa.domain.numerals import spelt


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("ba", [3]),
        ("mười", [10]),
        ("Mười lăm", [15]),
        ("hai mươi", [20]),
        ("hai mươi mốt", [21]),
        ("năm mươi tư", [54]),
        ("một trăm", [100]),
        ("hai trăm linh năm", [205]),
        ("ba trăm linh bảy", [307]),
        ("hai trăm bốn mươi ba", [243]),
        ("chín trăm mười một", [911]),
        ("trong năm, mười năm sau", [10]),
        ("bà, tám", [8]),
        ("ban, haidaba", []),
    ],
)
def test_what_the_words_say(words: str, values: list[int]) -> None:
    assert [value for _, _, value in spelt(words)] == values


def test_where_they_stand() -> None:
    words = "kết nạp Mười lăm đảng viên"
    ((start, end, value),) = spelt(words)
    assert (words[start:end], value) == ("Mười lăm", 15)
