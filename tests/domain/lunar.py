"""The lunar calendar of Vietnam from sun and moon themselves (UTC+7), to check what was entered."""

from datetime import date, timedelta
from math import floor, radians, sin

_EPOCH = date(2000, 1, 1)
_JD_OF_EPOCH = 2451544.5
_ZONE = 7 / 24


def _day(moment: float) -> date:
    """The calendar day at UTC+7 of a moment as Julian day of Universal Time."""
    return _EPOCH + timedelta(days=floor(moment + _ZONE - _JD_OF_EPOCH))


def _ut(dynamical: float) -> float:
    # Dynamical time is some 70 seconds ahead of Universal Time in these years.
    return dynamical - 70 / 86400


def new_moon(k: int) -> date:
    """The day of the k-th new moon since January 2000: mean phase and the larger periodic terms."""
    t = k / 1236.85
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    sun = radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    terms = (
        (-0.40720, moon),
        (0.17241 * e, sun),
        (0.01608, 2 * moon),
        (0.01039, 2 * node),
        (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * node),
        (-0.00057, moon + 2 * node),
        (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * node),
        (0.00038 * e, sun - 2 * node),
        (-0.00024 * e, 2 * moon - sun),
    )
    return _day(_ut(mean + sum(size * sin(angle) for size, angle in terms)))


def sun_at_midnight(day: date) -> float:
    """The apparent longitude of the sun in degrees when a day begins at UTC+7."""
    t = ((day - _EPOCH).days + _JD_OF_EPOCH - _ZONE - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    apparent = -0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return (280.46646 + 36000.76983 * t + centre + apparent) % 360


def _twelfth(day: date) -> int:
    """Which twelfth of the sun's way a day begins in, from the spring equinox."""
    return int(sun_at_midnight(day) // 30)


def _month_eleven(year: int) -> int:
    """The number of the new moon that begins the eleventh month: the one that holds the winter solstice."""
    k = floor((year - 2000 + 1) * 12.3685) + 1
    while new_moon(k) > date(year, 12, 31):
        k -= 1
    # The solstice lies in the month whose first day comes before the sun reaches 270 degrees.
    return k - 1 if _twelfth(new_moon(k)) >= 9 else k


def _months(year: int) -> list[tuple[int, date]]:
    """Number and first day of the lunar months from the eleventh of the year before; leap ones left out."""
    first, last = _month_eleven(year - 1), _month_eleven(year)
    has_leap = last - first == 13
    found, number = [], 11
    for k in range(first, last):
        begins, next_begins = new_moon(k), new_moon(k + 1)
        if has_leap and k > first and _twelfth(begins) == _twelfth(next_begins):
            has_leap = False
            continue
        found.append((number, begins))
        number = number % 12 + 1
    return found


def lunar_new_year(year: int) -> date:
    """The first day of the first lunar month."""
    return dict(_months(year))[1]


def hung_kings(year: int) -> date:
    """The tenth day of the third lunar month."""
    return dict(_months(year))[3] + timedelta(days=9)
