"""When a digest is due, what counts on it, what may be an address."""

from datetime import date, timedelta

import pytest

from phohoa.domain.reminders import (
    DigestItem,
    DigestOccasion,
    digest_counts,
    due_occasions,
    is_address,
    meeting_date,
    month_item,
)
from phohoa.domain.reviews import ReviewState

OCC, ITEM, S = DigestOccasion, DigestItem, ReviewState


def told(today: date, meeting_day: int = 3, due_day: int = 10) -> list[tuple[str, int, int]]:
    return [(one.occasion.value, one.year, one.month) for one in due_occasions(today, meeting_day, due_day)]


@pytest.mark.parametrize(
    ("today", "meeting_day", "due_day", "expected"),
    [
        (date(2026, 3, 14), 3, 10, []),
        (date(2026, 3, 15), 3, 10, [("month", 2026, 3)]),
        (date(2026, 3, 19), 3, 10, [("month", 2026, 3)]),
        (date(2026, 3, 20), 3, 10, []),
        (date(2026, 3, 1), 3, 10, [("meeting", 2026, 3)]),
        (date(2026, 3, 2), 3, 10, [("meeting", 2026, 3)]),
        (date(2026, 3, 3), 3, 10, []),
        (date(2026, 2, 27), 1, 10, [("meeting", 2026, 3)]),
        (date(2028, 2, 27), 1, 10, []),
        (date(2028, 2, 28), 1, 10, [("meeting", 2028, 3)]),
        (date(2028, 2, 29), 1, 10, [("meeting", 2028, 3)]),
        (date(2026, 12, 30), 1, 10, [("meeting", 2027, 1)]),
        (date(2026, 12, 31), 2, 10, [("meeting", 2027, 1)]),
        (date(2026, 3, 10), 3, 10, []),
        (date(2026, 3, 11), 3, 10, [("overdue", 2026, 3)]),
        (date(2026, 3, 13), 3, 10, [("overdue", 2026, 3)]),
        (date(2026, 3, 14), 28, 10, []),
        (date(2026, 3, 1), 20, 28, [("overdue", 2026, 2)]),
        (date(2026, 3, 4), 20, 28, []),
        (date(2028, 2, 29), 20, 28, [("overdue", 2028, 2)]),
        (date(2027, 1, 1), 20, 31, [("overdue", 2026, 12)]),
        (date(2026, 3, 16), 18, 15, [("meeting", 2026, 3), ("overdue", 2026, 3), ("month", 2026, 3)]),
    ],
)
def test_the_days_of_a_digest(
    today: date, meeting_day: int, due_day: int, expected: list[tuple[str, int, int]]
) -> None:
    assert told(today, meeting_day, due_day) == expected


@pytest.mark.parametrize("meeting_day", [1, 2, 3, 15, 28])
@pytest.mark.parametrize("due_day", [1, 10, 28])
def test_every_month_of_some_years_has_each_occasion_on_days_in_a_row(meeting_day: int, due_day: int) -> None:
    days: dict[tuple[str, int, int], list[date]] = {}
    day = date(2026, 11, 1)
    while day < date(2029, 4, 1):
        for one in told(day, meeting_day, due_day):
            days.setdefault(one, []).append(day)
        day += timedelta(days=1)
    months = [(2027 + n // 12, n % 12 + 1) for n in range(24)]
    lasts = {"month": 5, "meeting": 2, "overdue": 3}
    for year, month in months:
        for occasion, count in lasts.items():
            found = days[occasion, year, month]
            assert len(found) == count
            assert (found[-1] - found[0]).days == count - 1
        assert days["meeting", year, month][-1] + timedelta(days=1) == meeting_date(year, month, meeting_day)


COUNTS = dict.fromkeys(ITEM, 1)


@pytest.mark.parametrize(
    ("occasion", "counts", "items"),
    [
        (OCC.MEETING, COUNTS, [ITEM.RETURNED, ITEM.LOCKS_SOON, ITEM.TO_PREPARE]),
        (OCC.OVERDUE, COUNTS, [i for i in ITEM if i not in (ITEM.TO_PREPARE, ITEM.HINTS)]),
        (OCC.MONTH, COUNTS, [i for i in ITEM if i is not ITEM.TO_PREPARE]),
        (OCC.MONTH, {}, []),
        (OCC.MONTH, {ITEM.NOT_SENT: 0}, []),
        (OCC.MONTH, {ITEM.HINTS: 9}, []),
        (OCC.MONTH, {ITEM.HINTS: 9, ITEM.NOT_SENT: 1}, [ITEM.NOT_SENT, ITEM.HINTS]),
        (OCC.OVERDUE, {ITEM.TO_PREPARE: 2}, []),
    ],
    ids=[
        "before the meeting",
        "after the due day",
        "of the month",
        "nothing at all",
        "nought is nothing",
        "hints alone are worth no message",
        "hints come along",
        "what does not count on the occasion",
    ],
)
def test_what_a_digest_says(occasion: OCC, counts: dict[ITEM, int], items: list[ITEM]) -> None:
    assert [item for item, _ in digest_counts(occasion, counts)] == items


LAST = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("state", "returned", "today", "leave", "item"),
    [
        (S.SUBMITTED, False, date(2026, 4, 20), False, None),
        (S.NOT_HELD, False, date(2026, 4, 20), False, None),
        (S.NOT_STARTED, False, date(2026, 4, 2), False, ITEM.NOT_BEGUN),
        (S.IN_PROGRESS, False, date(2026, 4, 2), False, ITEM.NOT_SENT),
        (S.IN_PROGRESS, True, date(2026, 4, 2), False, ITEM.RETURNED),
        (S.RETURNED, False, date(2026, 4, 2), False, ITEM.RETURNED),
        (S.NOT_STARTED, False, date(2026, 4, 3), False, ITEM.LOCKS_SOON),
        (S.RETURNED, True, LAST, False, ITEM.LOCKS_SOON),
        (S.RETURNED, True, date(2026, 4, 11), False, ITEM.LOCKED),
        (S.RETURNED, True, date(2026, 4, 11), True, ITEM.RETURNED),
    ],
)
def test_what_a_month_asks_of_its_branch(
    state: S, returned: bool, today: date, leave: bool, item: ITEM | None
) -> None:
    assert month_item(state, returned, today, LAST, leave) is item


def test_without_a_lock_no_month_is_ever_said_to_be_locked() -> None:
    assert month_item(S.NOT_STARTED, False, date(2030, 1, 1), None) is ITEM.NOT_BEGUN


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("chibo.anthu@phohoa.vn", True),
        ("a+b_c@mail.example.org", True),
        ("o'thu@thu-nghiem.vn", True),
        ("", False),
        ("chibo", False),
        ("chibo@", False),
        ("@phohoa.vn", False),
        ("chibo@phohoa", False),
        ("a@b@phohoa.vn", False),
        ("a..b@phohoa.vn", False),
        (".a@phohoa.vn", False),
        ("a.@phohoa.vn", False),
        ("a b@phohoa.vn", False),
        ("a@phohoa..vn", False),
        ("a@-phohoa.vn", False),
        ("chi bộ@phohoa.vn", False),
        ("chibộ@phohoa.vn", False),
        ("a@phổhòa.vn", False),
        ("a@phohoa.vn\n", False),
        ("a@phohoa.vn\r\nBcc: b@phohoa.vn", False),
        ("a@phohoa.vn, b@phohoa.vn", False),
        ("Hoa <a@phohoa.vn>", False),
        ('"a"@phohoa.vn', False),
        ("a" * 191 + "@phohoa.vn", False),
    ],
)
def test_an_address_is_one_mailbox_and_nothing_else(text: str, good: bool) -> None:
    assert is_address(text) is good
