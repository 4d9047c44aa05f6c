"""The branch's meeting: the numbers of a roll, the quorum, and when a task is overdue."""

from datetime import date

import pytest

from phohoa.domain.meetings import (
    Counts,
    Mark,
    Presence,
    Quorum,
    TaskState,
    counts_of,
    days_overdue,
    not_called,
    points_of,
    quorum,
    usual_due_day,
)

P, E, U = Presence.PRESENT, Presence.EXCUSED, Presence.UNEXCUSED


@pytest.mark.parametrize(
    ("roll", "counts"),
    [
        ([], Counts()),
        ([Mark(True, P), Mark(True, E), Mark(False, P)], Counts(2, 1, 1, 1, 0)),
        ([Mark(True, U), Mark(False, U), Mark(False, E)], Counts(1, 2, 0, 0, 2)),
        ([Mark(True), Mark(False)], Counts(1, 1, 0, 0, 0)),
        ([Mark(True, E, left_out=True), Mark(True, P)], Counts(2, 0, 1, 0, 0)),
    ],
    ids=["nobody", "one away", "without a reason", "not called yet", "exempt"],
)
def test_the_numbers_of_a_roll(roll: list[Mark], counts: Counts) -> None:
    assert counts_of(roll) == counts


@pytest.mark.parametrize(
    ("mark", "left_out"),
    [
        (Mark(True, E, left_out=True), 1),
        (Mark(True, None, left_out=True), 1),
        (Mark(True, P, left_out=True), 0),
        (Mark(False, E, left_out=True), 0),
        (Mark(True, U), 0),
    ],
    ids=["exempt and away", "exempt, not asked", "exempt but there", "probationary", "simply away"],
)
def test_who_is_not_called(mark: Mark, left_out: int) -> None:
    assert not_called([mark]) == left_out


@pytest.mark.parametrize(
    ("members", "present", "left_out", "needed", "short", "enough"),
    [
        (None, None, 0, None, False, False),
        (0, 0, 0, None, False, False),
        (3, None, 0, 2, False, False),
        (3, 2, 0, 2, False, True),
        (3, 1, 0, 2, True, False),
        (4, 2, 0, 3, True, False),
        (4, 3, 0, 3, False, True),
        (20, 10, 0, 11, True, False),
        (20, 10, 1, 10, False, True),
        (5, 3, 4, 2, False, True),
        (1, 0, 1, 1, True, False),
        (3, 0, 0, 2, True, False),
    ],
)
def test_more_than_half_of_those_called_come(
    members: int | None,
    present: int | None,
    left_out: int,
    needed: int | None,
    short: bool,
    enough: bool,
) -> None:
    found = quorum(members, present, left_out)
    assert (found.needed, found.is_short, found.is_enough) == (needed, short, enough)


def test_nothing_is_known_of_a_meeting_without_numbers() -> None:
    assert quorum(None, None) == Quorum()


@pytest.mark.parametrize(
    ("due", "state", "days"),
    [
        (date(2026, 3, 4), TaskState.OPEN, 1),
        (date(2026, 3, 5), TaskState.OPEN, 0),
        (date(2026, 3, 6), TaskState.OPEN, 0),
        (date(2026, 2, 1), TaskState.DONE, 0),
        (date(2026, 2, 1), TaskState.DROPPED, 0),
        (None, TaskState.OPEN, 0),
    ],
)
def test_an_open_task_is_overdue_the_day_after_its_day(due: date | None, state: TaskState, days: int) -> None:
    assert days_overdue(due, state, date(2026, 3, 5)) == days


@pytest.mark.parametrize(
    ("year", "month", "day", "due"),
    [
        (2026, 3, 10, date(2026, 4, 10)),
        (2026, 12, 5, date(2027, 1, 5)),
        (2026, 1, 31, date(2026, 2, 28)),
        (2026, 1, 0, date(2026, 2, 1)),
    ],
)
def test_a_task_is_due_by_the_next_meeting(year: int, month: int, day: int, due: date) -> None:
    assert usual_due_day(year, month, day) == due


@pytest.mark.parametrize(
    ("text", "points"),
    [("", ()), (" \n\n", ()), ("Thời sự\r\n  Công tác đảng viên \n", ("Thời sự", "Công tác đảng viên"))],
)
def test_an_agenda_is_a_point_a_line(text: str, points: tuple[str, ...]) -> None:
    assert points_of(text) == points
