"""What a report lacks, how it stands, how it counts, when its month is closed."""

from datetime import date, timedelta

import pytest

from phohoa.domain.reporting import (
    Lack,
    RateKind,
    Report,
    ReportFacts,
    ReportStanding,
    can_be_locked,
    counts_in,
    is_locked,
    lacks,
    last_open_day,
    rates_of,
    standing_of,
)
from phohoa.domain.reviews import Reported, ReviewState, Timeliness

S, K, L = ReviewState, ReportStanding, Lack
WHOLE = {
    "meeting_on": date(2026, 3, 3),
    "chair": "Mây Thị Hoa",
    "members": 5,
    "present": 4,
    "has_minutes": True,
}


@pytest.mark.parametrize(
    ("state", "changed", "expected"),
    [
        (S.SUBMITTED, {}, ()),
        (S.RECEIVED, {}, ()),
        (S.SUBMITTED, {"undecided": 2}, (L.DECISIONS,)),
        (S.SUBMITTED, {"undecided": 2, "no_change": True}, ()),
        (S.SUBMITTED, {"meeting_on": None}, (L.MEETING_DAY,)),
        (S.SUBMITTED, {"chair": "  "}, (L.CHAIR,)),
        (S.SUBMITTED, {"members": None}, (L.ATTENDANCE,)),
        (S.SUBMITTED, {"present": None}, (L.ATTENDANCE,)),
        (S.RECEIVED, {"has_minutes": False}, (L.MINUTES,)),
        (S.SUBMITTED, {"chair": "", "has_minutes": False}, (L.CHAIR, L.MINUTES)),
        (S.IN_PROGRESS, {"has_minutes": False, "undecided": 1}, (L.NOT_SENT, L.DECISIONS)),
        (S.RETURNED, {}, (L.NOT_SENT,)),
        (S.NOT_STARTED, {"chair": "", "meeting_on": None}, (L.NOT_SENT,)),
        (S.NOT_HELD, {"chair": "", "meeting_on": None, "has_minutes": False, "undecided": 3}, ()),
    ],
    ids=[
        "sent with everything",
        "received with everything",
        "somebody without a decision",
        "no change needs no decision per person",
        "no day of the meeting",
        "a chair of blanks is none",
        "nobody counted the members",
        "nobody counted who came",
        "minutes are made when it is sent",
        "two things",
        "under way: minutes are not asked for yet",
        "returned: it has to be sent again",
        "not begun: only the report is missing",
        "no meeting is a whole report",
    ],
)
def test_what_a_report_lacks(state: S, changed: dict[str, object], expected: tuple[L, ...]) -> None:
    assert lacks(ReportFacts(state, **{**WHOLE, **changed})) == expected  # type: ignore[arg-type]


ON, LATE = Reported(Timeliness.ON_TIME), Reported(Timeliness.LATE, 3)
MISSING, OPEN = Reported(Timeliness.MISSING, 5), Reported(Timeliness.NOT_DUE)


@pytest.mark.parametrize(
    ("expected", "state", "reported", "returned", "standing"),
    [
        (True, S.SUBMITTED, ON, False, K.ON_TIME),
        (True, S.RECEIVED, LATE, False, K.LATE),
        (True, S.NOT_HELD, ON, False, K.NOT_HELD),
        (True, S.NOT_HELD, LATE, False, K.LATE),
        (True, S.RETURNED, ON, True, K.RETURNED),
        (True, S.IN_PROGRESS, ON, True, K.RETURNED),
        (True, S.SUBMITTED, ON, True, K.ON_TIME),
        (True, S.IN_PROGRESS, MISSING, False, K.OVERDUE),
        (True, S.NOT_STARTED, MISSING, False, K.OVERDUE),
        (True, S.IN_PROGRESS, OPEN, False, K.NOT_DUE),
        (True, S.NOT_STARTED, OPEN, False, K.NOT_DUE),
        (False, S.NOT_STARTED, MISSING, False, K.NOT_EXPECTED),
        (False, S.IN_PROGRESS, MISSING, False, K.NOT_EXPECTED),
        (False, S.SUBMITTED, ON, False, K.ON_TIME),
    ],
)
def test_how_a_month_stands(
    expected: bool, state: S, reported: Reported, returned: bool, standing: K
) -> None:
    assert standing_of(expected, state, reported, returned) is standing


def report(standing: K, *, expected: bool = True, whole: bool = True) -> Report:
    return Report(expected, standing, whole)


def test_counts_over_a_month_add_up() -> None:
    found = rates_of(
        [
            report(K.ON_TIME),
            report(K.ON_TIME, whole=False),
            report(K.NOT_HELD),
            report(K.LATE),
            report(K.RETURNED, whole=False),
            report(K.OVERDUE, whole=False),
            report(K.NOT_DUE, whole=False),
            report(K.NOT_EXPECTED, expected=False, whole=False),
            report(K.ON_TIME, expected=False),
        ]
    )
    assert {kind: found[kind] for kind in RateKind} == {
        RateKind.EXPECTED: 7,
        RateKind.ACTUAL: 4,
        RateKind.ON_TIME: 3,
        RateKind.LATE: 1,
        RateKind.WHOLE: 3,
        RateKind.NOT_WHOLE: 1,
        RateKind.RETURNED: 1,
        RateKind.OVERDUE: 1,
        RateKind.NOT_DUE: 1,
    }


@pytest.mark.parametrize("expected", [True, False])
@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("standing", list(K))
def test_each_expected_report_is_there_or_returned_or_overdue_or_not_due(
    standing: K, whole: bool, expected: bool
) -> None:
    one = report(standing, expected=expected, whole=whole)
    parts = (RateKind.ACTUAL, RateKind.RETURNED, RateKind.OVERDUE, RateKind.NOT_DUE)
    if standing is K.NOT_EXPECTED:
        return
    assert sum(counts_in(kind, one) for kind in parts) == expected
    there = counts_in(RateKind.ACTUAL, one)
    assert counts_in(RateKind.ON_TIME, one) + counts_in(RateKind.LATE, one) == there
    assert counts_in(RateKind.WHOLE, one) + counts_in(RateKind.NOT_WHOLE, one) == there


@pytest.mark.parametrize(
    ("there", "of", "percent"), [(0, 3, 0), (2, 3, 66), (3, 3, 100), (199, 200, 99), (0, 0, None)]
)
def test_all_but_one_is_never_a_hundred_percent(there: int, of: int, percent: int | None) -> None:
    rates = rates_of([report(K.ON_TIME)] * there + [report(K.OVERDUE)] * (of - there))
    assert rates.percent(RateKind.ACTUAL) == percent


@pytest.mark.parametrize(
    ("year", "month", "day", "last"),
    [
        (2026, 3, 10, date(2026, 4, 10)),
        (2026, 12, 10, date(2027, 1, 10)),
        (2026, 1, 28, date(2026, 2, 28)),
        (2028, 1, 29, date(2028, 2, 29)),
        (2026, 1, 31, date(2026, 2, 28)),
        (2026, 3, 0, date(2026, 4, 1)),
    ],
    ids=[
        "the next month",
        "over the year",
        "the last of February",
        "a leap year",
        "a day that the month lacks is its last",
        "before the first is the first",
    ],
)
def test_a_month_is_open_to_a_day_of_the_next(year: int, month: int, day: int, last: date) -> None:
    assert last_open_day(year, month, day) == last
    assert not is_locked(year, month, day, last)
    assert is_locked(year, month, day, last + timedelta(days=1))


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2030, 1, 1)])
def test_without_a_lock_day_nothing_is_ever_locked(today: date) -> None:
    assert not is_locked(2020, 1, None, today)


@pytest.mark.parametrize(
    ("today", "can"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2027, 1, 1), True),
    ],
)
def test_a_month_under_way_cannot_be_locked(today: date, can: bool) -> None:
    assert can_be_locked(2026, 3, today) is can
    assert can or not is_locked(2026, 3, 1, today)
