"""Days on which the committee usually meets, none of them a day off."""

from datetime import date

import pytest

from phohoa.domain.deadlines import is_working_day
from phohoa.domain.sessions import session_day, session_days


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        pytest.param(2026, 3, 25, date(2026, 3, 25), id="a working day stays"),
        pytest.param(2026, 7, 25, date(2026, 7, 27), id="Saturday goes to Monday"),
        pytest.param(2027, 4, 30, date(2027, 4, 29), id="a feast at the month's end goes back"),
        pytest.param(2026, 5, 1, date(2026, 5, 4), id="a feast before a weekend"),
        pytest.param(2027, 2, 6, date(2027, 2, 12), id="the first day of Tet waits for its end"),
        pytest.param(2026, 2, 31, date(2026, 2, 27), id="a month without the day, its last one a Saturday"),
        pytest.param(2026, 5, 31, date(2026, 5, 29), id="Sunday at the end stays in its month"),
        pytest.param(2024, 5, 4, date(2024, 5, 4), id="a Saturday that is worked"),
    ],
)
def test_the_usual_day_of_a_month(year, month, day, expected):
    assert session_day(year, month, day) == expected


@pytest.mark.parametrize("day", [1, 15, 25, 31])
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_a_year_has_one_working_day_in_each_month(year, day):
    days = session_days(year, day)
    assert [one.month for one in days] == list(range(1, 13))
    assert all(is_working_day(one) and one.year == year for one in days)
