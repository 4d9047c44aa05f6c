"""Working days, months and public holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phohoa.domain.deadlines import (
    DEFAULT_HOLIDAYS,
    PUBLIC_HOLIDAYS,
    Holidays,
    add_months,
    add_working_days,
    is_working_day,
    last_day_of_month,
    subtract_working_days,
    working_days_between,
)

DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2023, 3, 6), 1, date(2023, 3, 7), id="the day after the start counts first"),
        pytest.param(date(2023, 3, 10), 1, date(2023, 3, 13), id="a weekend does not count"),
        pytest.param(date(2023, 3, 11), 1, date(2023, 3, 13), id="a start on a Saturday"),
        pytest.param(date(2023, 1, 19), 1, date(2023, 1, 27), id="over Tet 2023"),
        pytest.param(date(2024, 2, 7), 1, date(2024, 2, 15), id="over Tet 2024"),
        pytest.param(date(2025, 1, 24), 1, date(2025, 2, 3), id="over Tet 2025"),
        pytest.param(date(2023, 8, 31), 1, date(2023, 9, 5), id="over 2 September 2023 and its substitute"),
        pytest.param(date(2024, 8, 30), 1, date(2024, 9, 4), id="over 2 September 2024"),
        pytest.param(date(2025, 8, 29), 1, date(2025, 9, 3), id="over 2 September 2025"),
        pytest.param(
            date(2023, 4, 28), 1, date(2023, 5, 4), id="over the Kings' day, 30 April and 1 May 2023"
        ),
        pytest.param(date(2024, 4, 26), 2, date(2024, 5, 3), id="a Monday off for a Saturday worked"),
        pytest.param(date(2024, 5, 3), 1, date(2024, 5, 4), id="the Saturday worked instead counts"),
        pytest.param(date(2023, 3, 6), 0, date(2023, 3, 6), id="no days at all"),
    ],
)
def test_a_limit_in_working_days_ends(start, count, end):
    assert add_working_days(start, count) == end


def test_a_negative_limit_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2023, 3, 6), -1)


@given(DAYS, st.integers(0, 90))
def test_adding_and_counting_agree(start, count):
    end = add_working_days(start, count)
    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)


@given(DAYS, st.integers(0, 60))
def test_a_warning_day_is_so_many_working_days_before(end, count):
    start = subtract_working_days(end, count)
    assert working_days_between(start, end) == count


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(0, 2500),
    st.frozensets(st.dates(date(2020, 1, 1), date(2035, 12, 31)), max_size=20),
    st.frozensets(st.dates(date(2020, 1, 1), date(2035, 12, 31)), max_size=20),
)
def test_counting_is_the_same_as_walking_day_by_day(start, length, off, worked):
    calendar = Holidays(off, worked)
    walked = [start + timedelta(days=number) for number in range(1, length + 1)]
    end = walked[-1] if walked else start
    assert working_days_between(start, end, calendar) == sum(is_working_day(day, calendar) for day in walked)


def test_counting_backwards_is_negative():
    assert working_days_between(date(2023, 3, 7), date(2023, 3, 6)) == -1


def test_the_office_can_enter_another_calendar():
    storm = Holidays(frozenset({date(2023, 3, 7)}), frozenset({date(2023, 3, 11)}))
    assert add_working_days(date(2023, 3, 6), 1, storm) == date(2023, 3, 8)
    assert is_working_day(date(2023, 3, 11), storm)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="a year after 29 February"),
        pytest.param(date(2024, 2, 29), 48, date(2028, 2, 29), id="four years after 29 February"),
        pytest.param(date(2023, 1, 13), 12, date(2024, 1, 13), id="the same day a year later"),
        pytest.param(date(2023, 12, 31), 2, date(2024, 2, 29), id="no such day in the month"),
        pytest.param(date(2024, 3, 31), -1, date(2024, 2, 29), id="backwards"),
        pytest.param(date(2023, 11, 30), 1, date(2023, 12, 30), id="across nothing"),
    ],
)
def test_months_are_added_by_the_calendar(day, months, expected):
    assert add_months(day, months) == expected


def test_last_day_of_month():
    assert last_day_of_month(2024, 2) == date(2024, 2, 29)


def test_no_day_stands_twice_in_the_table_and_every_year_has_its_feasts():
    days = [row.day for row in PUBLIC_HOLIDAYS]
    assert len(days) == len(set(days))
    for year in range(2023, 2028):
        assert {
            date(year, 1, 1),
            date(year, 4, 30),
            date(year, 5, 1),
            date(year, 9, 2),
        } <= DEFAULT_HOLIDAYS.off
    assert all(worked.weekday() >= 5 for worked in DEFAULT_HOLIDAYS.worked)


@pytest.mark.parametrize(
    "kings", [date(2023, 4, 29), date(2024, 4, 18), date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16)]
)
def test_the_kings_day_is_the_tenth_of_the_third_lunar_month(kings):
    first_of_year = {2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6)}[kings.year]
    # Two or, in a year with a leap second month (2023), three lunar months and nine days after the new year.
    months = round(((kings - timedelta(days=9)) - date(kings.year, *first_of_year)).days / 29.53, 1)
    assert months == (3.0 if kings.year == 2023 else 2.0)
    assert kings in DEFAULT_HOLIDAYS.off
