"""Who must report a month, who has, when; receiving and returning."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.reviews import ReviewState, Timeliness
from phohoa.extensions import db
from phohoa.models import Branch
from phohoa.services import clock, review_conclusion, review_months, review_pages, review_years, reviews

from .. import factories
from . import review_world as w
from .review_world import HEAD, MONTH, YEAR


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    return w.fill(people)


def month_of(world: SimpleNamespace, year: int = YEAR, month: int = MONTH) -> review_months.MonthPage:
    return review_months.month_page(world.office_caller.actor, year, month)


def line_of(world: SimpleNamespace, branch_id: int) -> review_months.RosterLine:
    page = month_of(world)
    return next(line for line in (*page.lines, *page.practice) if line.branch_id == branch_id)


def send(world: SimpleNamespace, at: str = w.NOW) -> None:
    with clock.pretend(factories.at(at)):
        review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH, HEAD, 0)


def test_every_active_branch_is_expected_though_nobody_has_reported(world: SimpleNamespace) -> None:
    page = month_of(world)
    assert (page.expected, page.sent) == (2, 0)
    assert {line.state for line in page.lines} == {ReviewState.NOT_STARTED}


@pytest.mark.parametrize(
    ("opened", "closed", "month", "listed", "expected"),
    [
        (date(2026, 2, 1), None, 1, False, False),
        (date(2026, 2, 1), None, 2, True, True),
        (date(2026, 2, 20), None, 2, True, False),
        (date(2026, 2, 20), None, 3, True, True),
        (date(2020, 1, 1), date(2026, 2, 5), 2, True, False),
        (date(2020, 1, 1), date(2026, 2, 15), 2, True, True),
        (date(2020, 1, 1), date(2026, 2, 1), 2, False, False),
    ],
    ids=[
        "before it was opened it is not on the list",
        "opened on the first it reports at once",
        "opened after the due day it reports nothing that month",
        "but the month after",
        "closed before the due day it reports nothing more",
        "closed after the due day it still reports",
        "closed on the first it is gone",
    ],
)
def test_the_roster_of_a_month_follows_the_branches_of_that_month(
    world: SimpleNamespace, opened: date, closed: date | None, month: int, listed: bool, expected: bool
) -> None:
    with factories.writing():
        key = factories.branch("Chi bộ Hợp tác xã Thử", opened_on=opened, closed_on=closed).id
    found = [line for line in month_of(world, YEAR, month).lines if line.branch_id == key]
    assert bool(found) is listed
    assert (found[0].expected if found else False) is expected


def test_the_practice_branch_stands_apart_and_never_counts(world: SimpleNamespace) -> None:
    reviews.declare_not_held(world.branch, world.practice, YEAR, MONTH, "thử")
    page = month_of(world)
    assert (page.expected, page.sent) == (2, 0)
    assert [line.branch_id for line in page.practice] == [world.practice]
    year = review_years.year_page(world.office_caller.actor, YEAR)
    assert world.practice not in [line.branch_id for line in year.lines]


@pytest.mark.parametrize(
    ("sent_at", "seen_at", "timeliness", "days"),
    [
        ("2026-03-10 23:50", "2026-03-12 08:00", Timeliness.ON_TIME, 0),
        ("2026-03-11 00:10", "2026-03-12 08:00", Timeliness.LATE, 1),
        (None, "2026-03-10 12:00", Timeliness.NOT_DUE, 0),
        (None, "2026-03-13 12:00", Timeliness.MISSING, 3),
    ],
    ids=["on the due day", "ten minutes after it", "not due yet", "three days missing"],
)
def test_on_time_is_counted_by_the_clocks_of_the_ward(
    world: SimpleNamespace, sent_at: str | None, seen_at: str, timeliness: Timeliness, days: int
) -> None:
    if sent_at:
        send(world, sent_at)
    with clock.pretend(factories.at(seen_at)):
        line = line_of(world, world.first)
    assert (line.reported.timeliness, line.reported.days_late) == (timeliness, days)


def test_the_office_receives_what_was_sent(world: SimpleNamespace) -> None:
    send(world)
    version = w.review_row(world.first).version
    review_months.receive_review(world.office_caller, world.first, YEAR, MONTH, version)
    line = line_of(world, world.first)
    assert (line.state, line.no_change, line.chair) == (ReviewState.RECEIVED, True, "Lê Văn Giúp")
    assert month_of(world).received == 1
    with pytest.raises(Conflict):
        review_months.receive_review(world.office_caller, world.first, YEAR, MONTH, version + 1)


def test_returning_needs_a_reason_and_something_that_was_sent(world: SimpleNamespace) -> None:
    with pytest.raises(NotFound):
        review_months.return_review(world.office_caller, world.first, YEAR, MONTH, 1, "x")
    send(world)
    version = w.review_row(world.first).version
    with pytest.raises(Invalid):
        review_months.return_review(world.office_caller, world.first, YEAR, MONTH, version, " ")
    review_months.return_review(world.office_caller, world.first, YEAR, MONTH, version, "Thiếu chữ ký")
    assert line_of(world, world.first).state is ReviewState.RETURNED
    assert month_of(world).sent == 0, "returned is not reported"
    events = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH).events
    assert [event.state for event in events] == [
        ReviewState.IN_PROGRESS,
        ReviewState.SUBMITTED,
        ReviewState.RETURNED,
    ]
    assert events[-1].reason == "Thiếu chữ ký"


def test_only_the_office_receives_and_returns(world: SimpleNamespace) -> None:
    send(world)
    for user in (world.b1, world.signatory, world.committee):
        with pytest.raises(Forbidden):
            review_months.receive_review(w.caller_of(user), world.first, YEAR, MONTH, 1)
        with pytest.raises(Forbidden):
            review_months.return_review(w.caller_of(user), world.first, YEAR, MONTH, 1, "x")


def test_the_year_shows_each_month_that_has_begun(world: SimpleNamespace) -> None:
    send(world)
    with factories.writing():
        db.session.get(Branch, world.second).opened_on = date(2026, 2, 2)
    page = review_years.year_page(world.office_caller.actor, YEAR)
    assert page.months == (1, 2, 3)
    first, second = page.lines
    assert [cell.state for cell in first.cells][-1] is ReviewState.SUBMITTED
    assert [cell.reported.timeliness for cell in first.cells][:2] == [Timeliness.MISSING] * 2
    assert second.cells[0].state is None, "nothing to report before it was there"
    assert (page.sent, page.expected) == ((0, 0, 1), (1, 2, 2))


def test_a_month_that_has_not_begun_has_no_page(world: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="month_not_begun"):
        month_of(world, 2026, 4)
    with pytest.raises(NotFound):
        month_of(world, 2026, 14)


def test_the_months_of_a_branch_begin_with_its_first(world: SimpleNamespace) -> None:
    with factories.writing():
        db.session.get(Branch, world.first).opened_on = date(2026, 1, 15)
    send(world)
    (found,) = review_pages.branch_reviews(world.branch.actor, (world.first,))
    assert [(one.month, one.state) for one in found.months] == [
        (3, ReviewState.SUBMITTED),
        (2, ReviewState.NOT_STARTED),
        (1, ReviewState.NOT_STARTED),
    ]
    assert found.months[0].has_minutes
