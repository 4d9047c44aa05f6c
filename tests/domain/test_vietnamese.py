"""Text, names, dates and numbers as people of a ward type them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phohoa.domain.vietnamese import (
    BirthDate,
    CitizenIdWarning,
    LegacyEncoding,
    TextError,
    TextProblem,
    citizen_id_warnings,
    clean_name,
    convert_legacy,
    fold,
    format_date,
    format_phone,
    given_name,
    looks_legacy,
    mask_citizen_id,
    nfc,
    normalise_phone,
    parse_date,
    search_key,
    sort_key,
)

NAMES = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắếộữỳ ABĐÔ", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param(
            unicodedata.normalize("NFD", "Phổ Hòa"), "Phổ Hòa", id="decomposed letters are composed"
        ),
        pytest.param("ê\u0323", "ệ", id="a half composed letter too"),
        pytest.param("Lê\u00a0Thị", "Lê Thị", id="a hard space is a space"),
        pytest.param("\ufeffLê\u200b", "Lê", id="invisible characters go"),
        pytest.param("Nguyễn\u00ad Văn", "Nguyễn Văn", id="a soft hyphen goes"),
        pytest.param(
            "ph\u00ad\u00eang \u00a7\u00b6ng",
            "ph\u00ad\u00eang \u00a7\u00b6ng",
            id="but not where it is a letter of TCVN3",
        ),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends are one"),
    ],
)
def test_nfc(typed, expected):
    assert nfc(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Nguyễn   Văn  Thử ", "Nguyễn Văn Thử"),
        ("NGUYỄN THỊ ĐÀO", "Nguyễn Thị Đào"),
        ("nguyễn thị ánh", "Nguyễn Thị Ánh"),
        ("Hoàng \u00d0ình Mẫu", "Hoàng Đình Mẫu"),
        ("H'Lan Êban", "H'Lan Êban"),
        ("", ""),
    ],
)
def test_names_are_stored_in_one_form(typed, expected):
    assert clean_name(typed) == expected


@pytest.mark.parametrize(
    "typed", ["Phổ Hòa", "Phố Hoà", "PHO HOA", "phô hoa", unicodedata.normalize("NFD", "Phổ Hoà")]
)
def test_every_way_of_typing_folds_to_the_same(typed):
    assert search_key(typed) == "pho hoa"


def test_folding_knows_the_letters_that_do_not_decompose():
    assert fold("Đặng Ước ở Đức Phổ") == "dang uoc o duc pho"


@given(NAMES)
def test_folding_twice_changes_nothing_and_leaves_plain_letters(text):
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()


def test_the_given_name_is_the_last_word():
    assert given_name("Trần Thị Mẫu") == "Mẫu"


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(list("aăâbcdđeêghiklmnoôơpqrstuưvxy"), id="the alphabet"),
        pytest.param(
            ["ba", "bà", "bả", "bã", "bá", "bạ", "bă", "bằ", "bắ", "bâ", "đa"], id="letters before tones"
        ),
        pytest.param(
            ["Lê Hoa", "Nguyễn Hoa", "Lê Hòa", "Nguyễn Hòa"], id="given name with its tone, then the rest"
        ),
        pytest.param(["Trần An", "Lê Anh", "Trần Anh"], id="a short name before the longer one it begins"),
        pytest.param(["Lê An", "Lê Văn An", "Lê Thị Bình"], id="fewer middle names first"),
        pytest.param(["Lê Văn Dũng", "Lê Văn Đạt", "Lê Văn Em"], id="d, d with a bar, e"),
        pytest.param(["Phan Thị Ư", "Phan Thị V"], id="the last letters"),
        pytest.param(["Tổ 9", "Tổ An"], id="figures before letters"),
    ],
)
def test_names_sort_in_vietnamese_order(ordered):
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=sort_key) == ordered


def test_the_place_of_the_tone_mark_and_capitals_do_not_matter_in_order():
    assert sort_key("Lê Văn Hòa") == sort_key("LÊ VĂN HOÀ")


@given(NAMES)
def test_sort_keys_are_plain_ascii_for_a_binary_order(text):
    assert sort_key(text).isascii()
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5/3/2023", date(2023, 3, 5)),
        ("05-03-2023", date(2023, 3, 5)),
        ("5.3.2023", date(2023, 3, 5)),
        ("5 3 2023", date(2023, 3, 5)),
        ("5/3/23", date(2023, 3, 5)),
        (" ngày 5 tháng 3 năm 2023 ", date(2023, 3, 5)),
        ("2023-03-05", date(2023, 3, 5)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_day_first(typed, expected):
    assert parse_date(typed) == expected


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", TextProblem.DATE_UNREADABLE),
        ("hôm qua", TextProblem.DATE_UNREADABLE),
        ("5/3", TextProblem.DATE_UNREADABLE),
        ("5/3/202", TextProblem.DATE_UNREADABLE),
        ("3/25/2023", TextProblem.DATE_IMPOSSIBLE),
        ("29/02/2023", TextProblem.DATE_IMPOSSIBLE),
        ("5/3/0023", TextProblem.YEAR_OUT_OF_RANGE),
    ],
)
def test_what_is_no_date_is_said_to_be_none(typed, problem):
    with pytest.raises(TextError) as refused:
        parse_date(typed)
    assert refused.value.code is problem


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_shown_date_reads_back(day):
    assert parse_date(format_date(day)) == day


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "born", "shown"),
    [
        ("5/3/1985", BirthDate(1985, 3, 5), "05/03/1985"),
        ("05-3-1985", BirthDate(1985, 3, 5), "05/03/1985"),
        ("1985", BirthDate(1985), "1985"),
        ("3/1985", BirthDate(1985, 3), "…/3/1985"),
        ("…/3/1985", BirthDate(1985, 3), "…/3/1985"),
        ("00/03/1985", BirthDate(1985, 3), "…/3/1985"),
        ("00/00/1985", BirthDate(1985), "1985"),
        ("1985-03-05", BirthDate(1985, 3, 5), "05/03/1985"),
    ],
)
def test_births_may_lack_day_or_month(typed, born, shown):
    assert BirthDate.parse(typed, TODAY) == born
    assert born.display() == shown


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("5/3/85", TextProblem.YEAR_TWO_DIGITS, id="a short year is asked about, never guessed"),
        pytest.param("85", TextProblem.YEAR_TWO_DIGITS, id="also alone"),
        pytest.param("11/03/2026", TextProblem.BIRTH_IN_FUTURE, id="tomorrow"),
        pytest.param("2027", TextProblem.BIRTH_IN_FUTURE, id="next year"),
        pytest.param("31/4/1985", TextProblem.DATE_IMPOSSIBLE, id="no such day"),
        pytest.param("13/1985", TextProblem.DATE_IMPOSSIBLE, id="no such month"),
        pytest.param("năm 1985 gì đó", TextProblem.DATE_UNREADABLE, id="words"),
        pytest.param("1885", TextProblem.YEAR_OUT_OF_RANGE, id="long ago"),
    ],
)
def test_unclear_births_are_refused(typed, problem):
    with pytest.raises(TextError) as refused:
        BirthDate.parse(typed, TODAY)
    assert refused.value.code is problem


def test_a_birth_known_by_year_gives_ranges():
    born = BirthDate(1985)
    assert (born.first_day, born.last_day) == (date(1985, 1, 1), date(1985, 12, 31))
    assert born.months_on(date(2045, 1, 31)) == (709, 720)
    assert born.reaches(18) == (date(2003, 1, 1), date(2003, 12, 31))
    assert BirthDate(2004, 2).last_day == date(2004, 2, 29)
    assert BirthDate(1985, 12).last_day == date(1985, 12, 31)


def test_somebody_born_on_29_february_comes_of_age_on_the_last_day_of_february():
    assert BirthDate(2004, 2, 29).reaches(18) == (date(2022, 2, 28), date(2022, 2, 28))
    assert BirthDate(2004, 2, 29).age_on(date(2022, 2, 27)) == 17
    assert BirthDate(2004, 2, 29).age_on(date(2022, 2, 28)) == 18


@pytest.mark.parametrize(
    ("number", "birth", "female", "expected"),
    [
        pytest.param("051063001234", BirthDate(1963), False, (), id="a man of 1963 fits"),
        pytest.param("051163001234", BirthDate(1963), True, (), id="a woman of 1963 fits"),
        pytest.param("051305001234", BirthDate(2005), True, (), id="a woman of 2005 fits"),
        pytest.param("051063001234", None, None, (), id="nothing known to compare with"),
        pytest.param("051063001234", BirthDate(1964), False, (CitizenIdWarning.YEAR,), id="another year"),
        pytest.param("051063001234", BirthDate(2063), False, (CitizenIdWarning.YEAR,), id="another century"),
        pytest.param("051063001234", BirthDate(1963), True, (CitizenIdWarning.SEX,), id="another sex"),
        pytest.param(
            "999063001234", BirthDate(1963), False, (CitizenIdWarning.PROVINCE,), id="no such province"
        ),
        pytest.param(
            "51063001234",
            BirthDate(1963),
            False,
            (CitizenIdWarning.LEADING_ZERO_LOST,),
            id="Excel ate a zero",
        ),
        pytest.param("212345678", None, None, (CitizenIdWarning.OLD_NINE_DIGITS,), id="an old card"),
        pytest.param("05106300123x", None, None, (CitizenIdWarning.LENGTH,), id="letters"),
        pytest.param("051", None, None, (CitizenIdWarning.LENGTH,), id="too short"),
    ],
)
def test_citizen_numbers_are_warned_about_and_never_refused(number, birth, female, expected):
    assert citizen_id_warnings(number, birth, female) == expected


def test_citizen_numbers_are_masked():
    assert mask_citizen_id("051063001234") == "0510****1234"
    assert mask_citizen_id("212345678") == "*********"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0905 123 456", "0905123456"),
        ("0905.123.456", "0905123456"),
        ("+84 905 123 456", "0905123456"),
        ("84905123456", "0905123456"),
        ("905123456", "0905123456"),
        ("01691234567", "0391234567"),
        ("0123 4567 890", "0834567890"),
        ("0255 3822 123", "02553822123"),
        ("", ""),
    ],
)
def test_phones_are_cleaned(typed, expected):
    assert normalise_phone(typed) == expected


@pytest.mark.parametrize("typed", ["12345", "0105123456", "0905 123 45", "gọi cô Mẫu", "٠٩٠٥١٢٣٤٥٦"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(TextError) as refused:
        normalise_phone(typed)
    assert refused.value.code is TextProblem.PHONE_UNREADABLE


def test_phones_are_shown_in_groups():
    assert format_phone("0905123456") == "0905 123 456"
    assert format_phone("02553822123") == "0255 3822 123"


@pytest.mark.parametrize(
    ("old", "encoding", "expected"),
    [
        ("§¶ng uû ph\u00ad\u00eang", LegacyEncoding.TCVN3, "Đảng uỷ phường"),
        ("NguyÔn V¨n Hïng", LegacyEncoding.TCVN3, "Nguyễn Văn Hùng"),
        ("Ñaûng uûy phöôøng", LegacyEncoding.VNI, "Đảng ủy phường"),
        ("Nguyeãn Vaên Huøng", LegacyEncoding.VNI, "Nguyễn Văn Hùng"),
        ("TRAÀN THÒ HÖÔNG", LegacyEncoding.VNI, "TRẦN THỊ HƯƠNG"),
    ],
)
def test_old_encodings_are_noticed_and_converted(old, encoding, expected):
    assert looks_legacy(old) is encoding
    assert convert_legacy(old, encoding) == expected


@pytest.mark.parametrize(
    "text", ["Đảng ủy phường", "Lê Thanh Hùng", "Hà", "Nguyen Van Hung", "", "José", "Trần Thị Mẫu, 1985"]
)
def test_proper_text_is_left_alone(text):
    assert looks_legacy(text) is None


def in_pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


# Written out letter by letter from the printed table, so that a slip in the compact one is seen.
TCVN3 = """
à B5 á B8 ả B6 ã B7 ạ B9 ă A8 ằ BB ắ BE ẳ BC ẵ BD ặ C6 â A9 ầ C7 ấ CA ẩ C8 ẫ C9 ậ CB đ AE è CC é D0
ẻ CE ẽ CF ẹ D1 ê AA ề D2 ế D5 ể D3 ễ D4 ệ D6 ì D7 í DD ỉ D8 ĩ DC ị DE ò DF ó E3 ỏ E1 õ E2 ọ E4 ô AB
ồ E5 ố E8 ổ E6 ỗ E7 ộ E9 ơ AC ờ EA ớ ED ở EB ỡ EC ợ EE ù EF ú F3 ủ F1 ũ F2 ụ F4 ư AD ừ F5 ứ F8 ử F6
ữ F7 ự F9 ỳ FA ý FD ỷ FB ỹ FC ỵ FE Ă A1 Â A2 Đ A7 Ê A3 Ô A4 Ơ A5 Ư A6
"""


def test_every_letter_of_tcvn3():
    pairs = in_pairs(TCVN3)
    assert {
        letter: convert_legacy(chr(int(byte, 16)), LegacyEncoding.TCVN3) for letter, byte in pairs.items()
    } == {letter: letter for letter in pairs}


VNI = """
á aù à aø ả aû ã aõ ạ aï ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä đ ñ Đ Ñ é eù ẹ
eï ê eâ ế eá ề eà ể eå ễ eã ệ eä ò oø ọ oï ô oâ ố oá ộ oä ù uø ụ uï ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï ư ö
ứ öù ừ öø ử öû ữ öõ ự öï í í ì ì ỉ æ ĩ ó ị ò ý yù ỳ yø ỷ yû ỹ yõ ỵ î
"""


def test_every_letter_of_vni():
    pairs = in_pairs(VNI)
    assert {letter: convert_legacy(typed, LegacyEncoding.VNI) for letter, typed in pairs.items()} == {
        letter: letter for letter in pairs
    }
