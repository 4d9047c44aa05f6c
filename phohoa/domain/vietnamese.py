"""Vietnamese text, names, dates and numbers of people: one form stored, compared, sorted and shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .deadlines import add_months
from .legacy_encodings import LegacyEncoding, convert_legacy, looks_legacy

__all__ = [
    "BirthDate",
    "CitizenIdWarning",
    "LegacyEncoding",
    "TextError",
    "TextProblem",
    "citizen_id_warnings",
    "clean_name",
    "convert_legacy",
    "fold",
    "format_date",
    "format_phone",
    "given_name",
    "looks_legacy",
    "mask_citizen_id",
    "nfc",
    "normalise_phone",
    "parse_date",
    "search_key",
    "sort_key",
]


class TextProblem(StrEnum):
    """Why something typed could not be read."""

    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    YEAR_TWO_DIGITS = "year_two_digits"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    BIRTH_IN_FUTURE = "birth_in_future"
    PHONE_UNREADABLE = "phone_unreadable"


class TextError(ValueError):
    """Something typed that cannot be read; `code` says why."""

    def __init__(self, code: TextProblem) -> None:
        super().__init__(code.value)
        self.code = code


_D_BAR = "\u0111"
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)) | {0x00A0: " ", 0x202F: " "}
_SOFT_HYPHEN = "\u00ad"
# Icelandic eth, which some keyboards and old files put where d with a bar belongs.
_LOOK_ALIKES = {0x00F0: _D_BAR, 0x00D0: _D_BAR.upper()}


def nfc(text: str) -> str:
    """The text in NFC without invisible characters, hard spaces as spaces, line ends as LF."""
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).replace("\r\n", "\n").replace("\r", "\n")
    # In TCVN3 the soft hyphen is a letter: it goes only when the text is not in that encoding.
    if _SOFT_HYPHEN in text and looks_legacy(text) is not LegacyEncoding.TCVN3:
        text = text.replace(_SOFT_HYPHEN, "")
    return text


def clean_name(text: str) -> str:
    """A name as it is stored: NFC, single spaces, eth repaired; all capitals or all small are mended."""
    words = nfc(text).translate(_LOOK_ALIKES).split()
    name = " ".join(words)
    if len(words) > 1 and (name.isupper() or name.islower()):
        return " ".join(word[:1].upper() + word[1:].lower() for word in words)
    return name


def fold(text: str) -> str:
    """The text without marks and capitals, d for d with a bar, single spaces: one form for comparing."""
    lowered = nfc(text).translate(_LOOK_ALIKES).lower().replace(_D_BAR, "d")
    bare = "".join(
        part for part in unicodedata.normalize("NFD", lowered) if unicodedata.category(part) != "Mn"
    )
    return " ".join(unicodedata.normalize("NFC", bare).split())


def search_key(text: str) -> str:
    """What a search without marks compares with."""
    return fold(text)


def given_name(full_name: str) -> str:
    """The last word of a full name, by which people are called and sorted."""
    words = clean_name(full_name).split()
    return words[-1] if words else ""


# --- order -------------------------------------------------------------------------------------------------

_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_ALPHABET = (
    *(
        "a",
        "a\u0306",
        "a\u0302",
        "b",
        "c",
        "d",
        _D_BAR,
        "e",
        "e\u0302",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
        "l",
        "m",
        "n",
    ),
    *("o", "o\u0302", "o\u031b", "p", "q", "r", "s", "t", "u", "u\u031b", "v", "w", "x", "y", "z"),
)
# One ASCII character per letter, after the digits, so that a plain binary comparison sorts rightly.
_LETTER_RANK = {
    unicodedata.normalize("NFC", letter): chr(ord("A") + place) if place < 26 else chr(ord("a") + place - 26)
    for place, letter in enumerate(_ALPHABET)
}


def _word_key(word: str) -> str:
    letters, tones = [], []
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tones += [_TONE_RANK[part] for part in parts if part in _TONE_RANK]
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONE_RANK))
        if bare in _LETTER_RANK:
            letters.append(_LETTER_RANK[bare])
        elif bare in "0123456789":
            letters.append(bare)
        else:
            # A letter of another language stands with its base letter if it has one, else at the end.
            base = unicodedata.normalize("NFD", bare)[:1]
            letters.append(_LETTER_RANK.get(base, f"~{ord(base):06x}" if base else ""))
    # The space sorts before every letter: a short word comes before the longer one it begins.
    return "".join(letters) + " " + ("".join(tones) or "0")


def sort_key(full_name: str) -> str:
    """An ASCII key that sorts people by given name, then by the rest, word by word in Vietnamese order.

    Within a word the letters decide first (a, a breve, a circumflex, b, ... d, d bar, ...), then the tone
    (level, grave, hook, tilde, acute, dot below). The place of the tone mark makes no difference.
    """
    words = re.findall(r"[^\W_]+", clean_name(full_name).lower())
    return "!".join(_word_key(word) for word in [*words[-1:], *words[:-1]])


# --- dates -------------------------------------------------------------------------------------------------

_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d+)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d+)")
_MONTH_YEAR = re.compile(r"(?:(?:00|0|\?|\u2026|\.{2,3})\s*[/.\-]\s*)?(\d{1,2})\s*[/.\-]\s*(\d+)")
_YEAR = re.compile(r"(?:(?:00|0|\?|\u2026|\.{2,3})\s*[/.\-]\s*){0,2}(\d+)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def _year(digits: str, two_digits: Callable[[int], int] | None) -> int:
    if len(digits) == 2:
        if two_digits is None:
            raise TextError(TextProblem.YEAR_TWO_DIGITS)
        return two_digits(int(digits))
    if len(digits) != 4:
        raise TextError(TextProblem.DATE_UNREADABLE)
    if not _FIRST_YEAR <= int(digits) <= _LAST_YEAR:
        raise TextError(TextProblem.YEAR_OUT_OF_RANGE)
    return int(digits)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise TextError(TextProblem.DATE_IMPOSSIBLE) from None


def _parts(text: str) -> tuple[str, str, str] | None:
    """Day, month and year as typed, in whatever of the usual ways."""
    typed = fold(text).rstrip(".")
    if found := _ISO.fullmatch(typed):
        return found[3], found[2], found[1]
    found = _DAY_MONTH_YEAR.fullmatch(typed) or _IN_WORDS.fullmatch(typed)
    return (found[1], found[2], found[3]) if found else None


def parse_date(text: str) -> date:
    """The day of an event typed as 5/3/2023, 05-03-2023, 5.3.23, 2023-03-05 or in words; never month first.

    A year of two digits is of this century. Raises TextError (a ValueError with a code) for anything else.
    """
    parts = _parts(text)
    if parts is None:
        raise TextError(TextProblem.DATE_UNREADABLE)
    day, month, year = parts
    return _day(_year(year, lambda digits: 2000 + digits), int(month), int(day))


def format_date(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A birth date of which the day, or day and month, may not be known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise TextError(TextProblem.DATE_IMPOSSIBLE)
        if self.month is not None:
            _day(self.year, self.month, self.day or 1)

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> BirthDate:
        """A birth date typed in full, as month/year or as a year; 00/00/1964 counts as 1964.

        A year of two digits is asked about, never guessed. Raises TextError, also for a day after `today`.
        """
        typed = fold(text)
        parts = _parts(typed)
        if parts is not None and int(parts[0]) and int(parts[1]):
            born = cls(_year(parts[2], None), int(parts[1]), int(parts[0]))
        elif (found := _MONTH_YEAR.fullmatch(typed)) and int(found[1]):
            born = cls(_year(found[2], None), int(found[1]))
        elif found := _YEAR.fullmatch(typed):
            born = cls(_year(found[1], None))
        else:
            raise TextError(TextProblem.DATE_UNREADABLE)
        if today is not None and born.first_day > today:
            raise TextError(TextProblem.BIRTH_IN_FUTURE)
        return born

    @property
    def first_day(self) -> date:
        """The earliest day on which the person can have been born."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day on which the person can have been born."""
        if self.month is None:
            return date(self.year, 12, 31)
        if self.day is not None:
            return date(self.year, self.month, self.day)
        return add_months(date(self.year, self.month, 1), 1).replace(day=1) - _ONE_DAY

    @property
    def exact(self) -> bool:
        """True if the day is known."""
        return self.day is not None

    def display(self) -> str:
        """dd/mm/yyyy, an ellipsis for an unknown day before the month and year, or the year alone."""
        if self.month is None:
            return f"{self.year}"
        if self.day is None:
            return f"\u2026/{self.month}/{self.year}"
        return f"{self.day:02d}/{self.month:02d}/{self.year}"

    def months_on(self, day: date) -> tuple[int, int]:
        """Age by month on a day, least and greatest possible, from birth month to that month."""
        then = day.year * 12 + day.month
        return then - (self.year * 12 + (self.month or 12)), then - (self.year * 12 + (self.month or 1))

    def reaches(self, years: int) -> tuple[date, date]:
        """The first and last day on which the person can reach an age (29/02: the last day of February)."""
        return add_months(self.first_day, 12 * years), add_months(self.last_day, 12 * years)

    def age_on(self, day: date) -> int:
        """Full years on a day, the least possible."""
        years = day.year - self.last_day.year
        return years if add_months(self.last_day, 12 * years) <= day else years - 1


_ONE_DAY = date(2000, 1, 2) - date(2000, 1, 1)


# --- numbers of people -------------------------------------------------------------------------------------


class CitizenIdWarning(StrEnum):
    """What does not fit in a citizen identity number; papers with such faults exist, so it only warns."""

    LENGTH = "length"
    LEADING_ZERO_LOST = "leading_zero_lost"
    OLD_NINE_DIGITS = "old_nine_digits"
    PROVINCE = "province"
    YEAR = "year"
    SEX = "sex"


def citizen_id_warnings(
    number: str, birth: BirthDate | None, female: bool | None
) -> tuple[CitizenIdWarning, ...]:
    """What does not fit: 12 digits are province (3), century and sex (1), year of birth (2), random (6)."""
    digits = re.sub(r"[\s.]", "", number)
    if not digits.isascii() or not digits.isdigit():
        return (CitizenIdWarning.LENGTH,)
    if len(digits) == 9:
        return (CitizenIdWarning.OLD_NINE_DIGITS,)
    if len(digits) == 11:
        return (CitizenIdWarning.LEADING_ZERO_LOST,)
    if len(digits) != 12:
        return (CitizenIdWarning.LENGTH,)
    found = []
    if not 1 <= int(digits[:3]) <= 96:
        found.append(CitizenIdWarning.PROVINCE)
    century, is_female = 1900 + 100 * (int(digits[3]) // 2), int(digits[3]) % 2 == 1
    if birth is not None and century + int(digits[4:6]) != birth.year:
        found.append(CitizenIdWarning.YEAR)
    if female is not None and female is not is_female:
        found.append(CitizenIdWarning.SEX)
    return tuple(found)


def mask_citizen_id(number: str) -> str:
    """The number as a record shows it: first and last four digits. Boards and lists show none at all."""
    digits = re.sub(r"[\s.]", "", number)
    return f"{digits[:4]}****{digits[-4:]}" if len(digits) == 12 else "*" * len(digits)


# The prefixes of eleven digits that were shortened in 2018.
_OLD_PREFIXES = {f"016{n}": f"03{n}" for n in range(2, 10)} | {
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")


def normalise_phone(text: str) -> str:
    """Digits with the leading zero: 10 of a mobile, 11 of a landline; "" for nothing typed.

    Mends +84, a lost leading zero and the prefixes that changed in 2018. Raises TextError for anything else.
    """
    digits = re.sub(r"[\s.\-()]", "", nfc(text))
    if not digits:
        return ""
    digits = re.sub(r"^(\+|00)?84(?=\d{9,10}$)", "0", digits)
    if re.fullmatch(r"[35789]\d{8}", digits):
        digits = "0" + digits
    if len(digits) == 11 and digits[:4] in _OLD_PREFIXES:
        digits = _OLD_PREFIXES[digits[:4]] + digits[4:]
    if digits.isascii() and (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)):
        return digits
    raise TextError(TextProblem.PHONE_UNREADABLE)


def format_phone(digits: str) -> str:
    """0905 123 456, or 0255 3822 123 for a landline."""
    return (
        f"{digits[:4]} {digits[4:7]} {digits[7:]}"
        if len(digits) == 10
        else f"{digits[:4]} {digits[4:8]} {digits[8:]}"
    )
