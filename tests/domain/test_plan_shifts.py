"""Years and dates that may have to move with the year."""

import pytest

from phohoa.domain.plan_shifts import moved, shifts_in

CASES = [
    pytest.param("trong năm 2025.", [("2025", "2026", True)], id="the year of the plan"),
    pytest.param("so với năm 2024", [("2024", "2025", False)], id="the year before is found, not likely"),
    pytest.param("trước ngày 31/12/2025,", [("31/12/2025", "31/12/2026", False)], id="a date"),
    pytest.param("ngày 29-02-2024", [("29-02-2024", "28-02-2025", False)], id="a leap day"),
    pytest.param("ngày 05 tháng 3 năm 2025", [("2025", "2026", False)], id="a date in words"),
    pytest.param("nhiệm kỳ 2020 - 2025", [], id="a span of years never moves"),
    pytest.param("số 294-QĐ/TW ngày 26/5/2025", [], id="nor the date of a cited paper"),
    pytest.param("số 294-QĐ/TW ngày 26 tháng 5 năm 2025", [], id="nor in words"),
    pytest.param("theo 12-NQ/ĐU, năm 2025", [("2025", "2026", False)], id="a year beside a citation"),
    pytest.param("trong năm 2026", [], id="the new year stands already"),
    pytest.param("quý IV/2025", [("2025", "2026", False)], id="behind a stroke"),
    pytest.param("năm 2019, 12025, 20255", [], id="far years and other numbers"),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_a_place_is_found_and_said_to_be_likely_or_not(text: str, found: list[tuple[str, str, bool]]) -> None:
    before = 2024 if "2024" in text and "so với" not in text else 2025
    assert [(s.old, s.new, s.likely) for s in shifts_in(text, before, before + 1)] == found


def test_only_chosen_places_move_and_the_rest_stays_letter_for_letter() -> None:
    text = "Căn cứ năm 2025;\nTrong năm 2025 và trước 15/6/2025, như năm 2024."
    shifts = shifts_in(text, 2025, 2026)
    assert [text[s.start : s.end] for s in shifts] == ["2025", "2025", "15/6/2025", "2024"]
    assert moved(text, shifts[1:3]) == "Căn cứ năm 2025;\nTrong năm 2026 và trước 15/6/2026, như năm 2024."
    assert moved(text, ()) == text
    assert not any(s.likely for s in shifts_in(text, 2025, 2026, cites=True))
    assert [s.old for s in shifts_in(text, 2025, 2026, untouched=["Căn cứ năm 2025;"])] == ["2025"]
