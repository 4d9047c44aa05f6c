"""Syllables, glued words and misread expressions: what is proposed, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phohoa.domain.recognition import (
    flat,
    is_syllable,
    mend_syllable,
    misread_expressions,
    misspelt_names,
    split_glued,
)
from phohoa.texts import plan_template
from phohoa.texts.recognition import EXPRESSIONS, LIKED, SYLLABLES


@pytest.mark.parametrize(
    "word",
    (
        *(
            "nghiêng",
            "quốc",
            "giếng",
            "gì",
            "khuỷu",
            "ngoằn",
            "thuở",
            "quyển",
            "chuyên",
            "xoong",
            "uyên",
            "yêu",
        ),
        *("ỷ", "đẩy", "mặt", "uỷ", "ủy", "hoà", "hòa", "nghĩa", "QUYẾT", "Đảng"),
    ),
)
def test_syllables_of_the_language(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    (
        *("đảngviên", "trlển", "ngề", "kà", "cê", "ghà", "ngiêng", "mầt", "cằp", "đảnq", "tốtt", "bcd"),
        *("nhiệmvụ", "xx", "ắắ", "họcc", "f", "jw", "qu", "anqu"),
    ),
)
def test_what_no_syllable_can_be(word: str) -> None:
    # A stop takes the acute or the dot only; k, gh, ngh stand before e, i; c, g, ng before the others.
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("đảngviên", ("đảng", "viên")),
        ("vềtổng", ("về", "tổng")),
        ("nghịcác", ("nghị", "các")),
        ("sởĐảng", ("sở", "Đảng")),
        ("chínhtrịxã", ("chính", "trị", "xã")),
        ("côngan", ("công", "an")),
        ("đảng", None),
        ("Facebook", None),
        ("VPĐU", None),
        ("QĐi", None),
    ],
)
def test_glued_words_come_apart(word: str, parts: tuple[str, ...] | None) -> None:
    assert split_glued(word, LIKED) == parts


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=2))
def test_two_syllables_put_together_are_one_or_come_apart_into_syllables(pair: list[str]) -> None:
    found = split_glued("".join(pair), LIKED)
    assert found is None or ("".join(found) == "".join(pair) and all(map(is_syllable, found)))


def test_a_misread_letter_is_mended_only_where_one_reading_is_left() -> None:
    assert mend_syllable("trlển", SYLLABLES) == "triển"
    assert mend_syllable("đảnq", SYLLABLES) == "đảng"
    assert mend_syllable("đảng", SYLLABLES) is None
    assert mend_syllable("zzz", SYLLABLES) is None


def test_every_expression_is_made_of_syllables() -> None:
    assert [word for word in SYLLABLES if not is_syllable(word)] == []


def test_sound_texts_of_the_office_are_left_alone() -> None:
    words = "\n".join(
        (plan_template._PURPOSE, plan_template._SOURCES, plan_template._OFFICE, plan_template._ALLOCATION)
    )
    assert list(misread_expressions(words, EXPRESSIONS)) == []


@pytest.mark.parametrize(
    "words", ["chỉ tiêu chỉ đạt", "mục tiêu, chí ít", "thành niên", "tự tưởng tượng", "để ra mắt"]
)
def test_other_words_that_look_alike_are_left_alone(words: str) -> None:
    assert list(misread_expressions(words, EXPRESSIONS)) == []


def test_a_name_is_known_by_its_letters_whatever_its_marks() -> None:
    found = [
        (one.original, one.proposed)
        for one in misspelt_names("Phố Hoà, PHỔ HOÀ, Phổ Hòa, phố hoa, Phổ Hỏa.", ["Phổ Hòa"])
    ]
    assert found == [("Phố Hoà", "Phổ Hòa"), ("PHỔ HOÀ", "PHỔ HÒA"), ("Phổ Hỏa", "Phổ Hòa")]


@given(st.text())
def test_the_flat_form_keeps_every_place(text: str) -> None:
    assert len(flat(text)) == len(text)
