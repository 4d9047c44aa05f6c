"""The table of days off: lunar days against the sky, swapped days, what is missing of a year."""

from datetime import date, timedelta

import pytest

from phohoa.domain.deadlines import (
    DEFAULT_HOLIDAYS,
    PUBLIC_HOLIDAYS,
    HolidayCertainty,
    HolidayKind,
    Holidays,
    add_working_days,
    holidays_missing,
    is_working_day,
)
from tests.domain.lunar import hung_kings, lunar_new_year

ENTERED = range(2023, 2028)


def of(year: int, kind: HolidayKind) -> list[date]:
    return [row.day for row in PUBLIC_HOLIDAYS if row.day.year == year and row.kind is kind]


@pytest.mark.parametrize(
    ("year", "first"),
    [
        pytest.param(1985, date(1985, 1, 21), id="a month before the calendar of Beijing"),
        pytest.param(2004, date(2004, 1, 22), id="a leap second month follows"),
        pytest.param(2007, date(2007, 2, 17), id="a day before Beijing"),
        pytest.param(2015, date(2015, 2, 19), id="a year after a leap ninth month"),
        pytest.param(2030, date(2030, 2, 2), id="a day before Beijing again"),
        pytest.param(2034, date(2034, 2, 19), id="after a leap eleventh month"),
    ],
)
def test_the_reckoning_itself_agrees_with_years_that_are_known(year, first):
    assert lunar_new_year(year) == first


@pytest.mark.parametrize("year", ENTERED)
def test_the_entered_lunar_days_are_where_sun_and_moon_put_them(year):
    first = lunar_new_year(year)
    sure = [
        row.day
        for row in PUBLIC_HOLIDAYS
        if row.kind is HolidayKind.LUNAR_NEW_YEAR
        and row.day.year == year
        and row.certainty is HolidayCertainty.CERTAIN
    ]
    assert sure == [first, first + timedelta(days=1), first + timedelta(days=2)]
    assert of(year, HolidayKind.HUNG_KINGS) == [hung_kings(year)]


@pytest.mark.parametrize("year", ENTERED)
def test_tet_is_five_days_or_more_around_its_first(year):
    days = of(year, HolidayKind.LUNAR_NEW_YEAR)
    assert lunar_new_year(year) - timedelta(days=1) in days
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) >= 5


@pytest.mark.parametrize("year", ENTERED)
def test_nothing_is_missing_of_the_entered_years(year):
    assert holidays_missing(year) == ()
    assert of(year, HolidayKind.NEW_YEAR) == [date(year, 1, 1)]


def test_of_a_year_that_nobody_announced_the_lunar_days_are_missing():
    missing = (HolidayKind.LUNAR_NEW_YEAR, HolidayKind.HUNG_KINGS, HolidayKind.NATIONAL)
    assert holidays_missing(2028) == missing
    assert not is_working_day(date(2028, 5, 1))
    tet = {lunar_new_year(2028) + timedelta(days=n) for n in range(-1, 4)}
    entered = Holidays(DEFAULT_HOLIDAYS.off | tet | {hung_kings(2028), date(2028, 9, 1)})
    assert holidays_missing(2028, entered) == ()
    assert holidays_missing(2041) == tuple(kind for kind in HolidayKind if kind is not HolidayKind.SUBSTITUTE)


def test_every_swapped_day_is_worked_and_nothing_else_that_is_off():
    worked = [row.day for row in PUBLIC_HOLIDAYS if row.is_working]
    assert worked and all(day.weekday() >= 5 and is_working_day(day) for day in worked)
    assert len({row.day for row in PUBLIC_HOLIDAYS}) == len(PUBLIC_HOLIDAYS)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        pytest.param(date(2026, 2, 12), 1, date(2026, 2, 13), id="the last day before Tet"),
        pytest.param(date(2026, 2, 13), 1, date(2026, 2, 23), id="over Tet"),
        pytest.param(date(2026, 2, 13), 30, date(2026, 4, 3), id="thirty days with Tet in between"),
        pytest.param(date(2026, 1, 19), 45, date(2026, 3, 30), id="forty-five days with Tet in between"),
    ],
)
def test_limits_reckoned_over_tet(start, count, end):
    assert add_working_days(start, count) == end
