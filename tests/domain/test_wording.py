"""What differs between two texts, down to the words."""

import random

import pytest

from phohoa.domain.wording import Mark, Row, compare, leaves, sheets


def words(row: Row, *, after: bool) -> str:
    return "".join(one.words for one in (row.after if after else row.before))


def said(row: Row, mark: Mark) -> list[str]:
    return [one.words.strip() for one in (*row.before, *row.after) if one.mark is mark]


CASES = [
    pytest.param("năm 2025", "năm 2026", ["2025"], ["2026"], id="a year"),
    pytest.param("một hai ba", "một ba", ["hai"], [], id="a word gone"),
    pytest.param("một ba", "một hai ba", [], ["hai"], id="a word new"),
    pytest.param("có dấu, rồi", "có dấu; rồi", [","], [";"], id="only a sign"),
    pytest.param(
        "theo 24-QĐ/TW ngày", "theo 294-QĐ/TW ngày", ["24-QĐ/TW"], ["294-QĐ/TW"], id="a symbol whole"
    ),
]


@pytest.mark.parametrize(("before", "after", "gone", "new"), CASES)
def test_the_words_that_changed_are_marked(before: str, after: str, gone: list[str], new: list[str]) -> None:
    (row,) = compare(before, after)
    assert said(row, Mark.GONE) == gone
    assert said(row, Mark.NEW) == new
    assert (words(row, after=False), words(row, after=True)) == (before, after)


def test_a_paragraph_that_only_moved_in_is_new_and_its_neighbours_are_the_same() -> None:
    rows = compare("một đoạn\nhai đoạn", "một đoạn\nđoạn hoàn toàn khác hẳn\nhai đoạn")
    assert [row.changed for row in rows] == [False, True, False]
    assert rows[1].before == () and words(rows[1], after=True) == "đoạn hoàn toàn khác hẳn"


def test_both_texts_come_through_letter_for_letter_whatever_they_say() -> None:
    some = random.Random(7)
    stock = ["chi bộ", "đảng viên", "năm 2026,", "(01)", "kết nạp", "–", "ưu tú;", "Tổ dân phố"]

    def text() -> str:
        return "\n".join(
            " ".join(some.choices(stock, k=some.randint(1, 20))) for _ in range(some.randint(1, 9))
        )

    for _ in range(150):
        one, other = text(), text()
        rows = compare(one, other)
        assert [words(r, after=False) for r in rows if r.before] == one.splitlines()
        assert [words(r, after=True) for r in rows if r.after] == other.splitlines()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a\n" * 10_000, "a\nb\n" * 5_000, id="lines"),
        pytest.param("." * 20_000, ".," * 10_000, id="a row of dots"),
        pytest.param("a b " * 5_000, "a " * 10_000, id="words"),
        pytest.param(
            "\n".join(f"x{n} y" for n in range(3_000)),
            "\n".join(f"z{n} w" for n in range(3_000)),
            id="nothing alike",
        ),
    ],
)
def test_the_longest_section_that_repeats_itself_is_compared_at_all(before: str, after: str) -> None:
    # Piece by piece this would take hours, and nobody else would be served meanwhile.
    rows = compare(before, after)
    assert "".join(words(r, after=False) for r in rows).split() == before.replace("\n", "").split()
    assert "".join(words(r, after=True) for r in rows).split() == after.replace("\n", "").split()
    assert any(row.changed for row in rows)
    assert not any(row.changed for row in compare(before, before))


def test_leaves_hold_every_change_and_no_more_letters_than_asked_for() -> None:
    before = "\n".join(f"đoạn số {n} giữ nguyên" for n in range(40)) + "\n" + "dài " * 900
    after = before.replace("số 7 giữ", "số 7 đổi").replace("dài", "ngắn")
    rows = compare(before, after)
    found = leaves(rows, 1500)
    assert all(sum(piece.size for piece in leaf if isinstance(piece, Row)) <= 1500 for leaf in found)
    shown = [piece for leaf in found for piece in leaf if isinstance(piece, Row)]
    assert "".join(words(piece, after=True) for piece in shown).count("ngắn") == 900
    assert any("đổi" in said(piece, Mark.NEW) for piece in shown)
    assert 6 in found[0], "what stands before the first change is counted, not shown"
    assert leaves(compare("như cũ", "như cũ"), 1500) == ((),)


def test_sheets_hold_the_whole_text() -> None:
    text = "\n".join(["một đoạn " * 30, "x" * 700, "cuối"])
    found = sheets(text, 300)
    assert all(sum(map(len, sheet)) <= 300 for sheet in found)
    assert "".join(line for sheet in found for line in sheet) == "".join(
        line.strip() for line in text.splitlines()
    )
    assert sheets("", 300) == ((),)
