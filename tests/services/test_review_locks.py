"""A month that is closed for its branches: who may still write, who may open it, and that it is logged."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.reviews import ReviewState
from phohoa.extensions import db
from phohoa.models import AuditRow, ReviewEvent, ReviewException, Ward
from phohoa.services import clock, review_conclusion, review_locks, review_months, review_pages, reviews

from .. import factories
from ..harness import count_queries
from . import review_world as w
from .review_world import HEAD, KEEP, MONTH, YEAR

#: The last moment before the month is locked, and the first after it, with a lock day of 10.
OPEN, LOCKED = "2026-04-10 23:59", "2026-04-11 00:01"


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


def lock_after(day: int | None) -> None:
    with factories.writing():
        db.session.get_one(Ward, 1).review_lock_day = day


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    world = w.fill(people)
    lock_after(10)
    return world


def send(world: SimpleNamespace) -> int:
    """The branch has sent its month in time; the version of its review."""
    review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH, HEAD, 0)
    return w.review_row(world.first).version


WRITES: dict[str, Callable[[SimpleNamespace], object]] = {
    "start": lambda x: reviews.start_review(x.branch, x.first, YEAR, MONTH),
    "head": lambda x: w.head(x, version=0),
    "line": lambda x: w.line(x, "sympathiser", reviews.LineInput(decision=KEEP)),
    "keep others": lambda x: w.keep_the_others(x),
    "not held": lambda x: reviews.declare_not_held(x.branch, x.first, YEAR, MONTH, "mưa bão"),
    "no change": lambda x: review_conclusion.conclude_without_change(x.branch, x.first, YEAR, MONTH, HEAD, 0),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_locked_month_takes_nothing_from_the_branch(
    world: SimpleNamespace, write: Callable[[SimpleNamespace], object]
) -> None:
    with clock.pretend(factories.at(LOCKED)):
        with pytest.raises(Refused) as refused:
            write(world)
        assert (refused.value.code, refused.value.params["day"]) == ("month_locked", "10/04/2026")
    assert w.review_row(world.first) is None


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_on_the_last_day_it_still_takes_it(
    world: SimpleNamespace, write: Callable[[SimpleNamespace], object]
) -> None:
    with clock.pretend(factories.at(OPEN)):
        write(world)
    assert w.review_row(world.first) is not None


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_without_a_lock_day_old_months_behave_as_ever(
    world: SimpleNamespace, write: Callable[[SimpleNamespace], object]
) -> None:
    lock_after(None)
    with clock.pretend(factories.at("2027-12-31 12:00")):
        write(world)
    assert w.review_row(world.first) is not None


def test_concluding_what_was_begun_in_time_comes_too_late(world: SimpleNamespace) -> None:
    w.head(world)
    w.keep_the_others(world)
    with clock.pretend(factories.at(LOCKED)):
        with pytest.raises(Refused, match="month_locked"):
            w.conclude(world)
        page = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH)
        assert (page.editable, page.lock.closed) == (False, True)
    assert w.review_row(world.first).state is ReviewState.IN_PROGRESS


def test_a_month_reported_as_not_held_cannot_be_begun_anew(world: SimpleNamespace) -> None:
    reviews.declare_not_held(world.branch, world.first, YEAR, MONTH, "mưa bão")
    with clock.pretend(factories.at(LOCKED)), pytest.raises(Refused, match="month_locked"):
        reviews.start_review(world.branch, world.first, YEAR, MONTH)


def grant(world: SimpleNamespace, until: str = "2026-04-20", reason: str = "Chi bộ mới kiện toàn") -> None:
    day = date.fromisoformat(until)
    review_locks.grant_exception(world.office_caller, world.first, YEAR, MONTH, day, reason)


def test_the_office_opens_it_for_one_branch_until_a_day(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(LOCKED)):
        grant(world)
        w.line(world, "sympathiser", reviews.LineInput(decision=KEEP))
        with pytest.raises(Refused, match="month_locked"):
            reviews.start_review(world.other, world.second, YEAR, MONTH)
        with pytest.raises(Refused, match="month_locked"):
            reviews.start_review(world.branch, world.first, YEAR, MONTH - 1)
    with clock.pretend(factories.at("2026-04-20 23:59")):
        w.line(world, "trained", reviews.LineInput(decision=KEEP))
    with clock.pretend(factories.at("2026-04-21 00:01")), pytest.raises(Refused, match="month_locked"):
        w.line(world, "dossier", reviews.LineInput(decision=KEEP))


def test_it_can_be_closed_again_before_that_day_and_only_once(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(LOCKED)):
        grant(world)
        key = db.session.scalars(select(ReviewException.id)).one()
        db.session.rollback()
        closed = review_locks.revoke_exception(world.office_caller, key)
        assert (closed.year, closed.month) == (YEAR, MONTH)
        with pytest.raises(Refused, match="month_locked"):
            reviews.start_review(world.branch, world.first, YEAR, MONTH)
        with pytest.raises(Conflict, match="exception_gone"):
            review_locks.revoke_exception(world.office_caller, key)
        (leave,) = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH).lock.leaves
        assert (leave.reason, leave.revoked_by) == ("Chi bộ mới kiện toàn", leave.granted_by)


@pytest.mark.parametrize(
    ("until", "reason", "fields"),
    [
        (None, "có lý do", {"until"}),
        (date(2026, 4, 10), "có lý do", {"until"}),
        (date(2026, 5, 13), "có lý do", {"until"}),
        (date(2026, 4, 20), "  ", {"reason"}),
        (None, "", {"until", "reason"}),
    ],
    ids=["no day", "a day that is past", "longer than a month", "no reason", "nothing"],
)
def test_opening_needs_a_day_and_a_reason(
    world: SimpleNamespace, until: date | None, reason: str, fields: set[str]
) -> None:
    with clock.pretend(factories.at(LOCKED)), pytest.raises(Invalid) as invalid:
        review_locks.grant_exception(world.office_caller, world.first, YEAR, MONTH, until, reason)
    assert set(invalid.value.fields) == fields


def test_a_month_that_is_open_anyhow_is_not_opened(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(OPEN)), pytest.raises(Refused, match="month_not_locked"):
        grant(world)


def test_the_branch_asks_and_the_office_answers(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(LOCKED)):
        with pytest.raises(Invalid):
            review_locks.ask_for_exception(world.branch, world.first, YEAR, MONTH, " ")
        review_locks.ask_for_exception(world.branch, world.first, YEAR, MONTH, "đi công tác cả tuần")
        with pytest.raises(Conflict, match="request_waiting"):
            review_locks.ask_for_exception(world.branch, world.first, YEAR, MONTH, "lần nữa")
        with pytest.raises(Refused, match="month_locked"):
            reviews.start_review(world.branch, world.first, YEAR, MONTH)
        page = review_months.month_page(world.office_caller.actor, YEAR, MONTH)
        ((name, leave),) = page.leaves
        assert (name, leave.waits, leave.request) == (
            "Chi bộ Tổ dân phố An Thử",
            True,
            "đi công tác cả tuần",
        )
        grant(world)
        assert len(review_months.month_page(world.office_caller.actor, YEAR, MONTH).leaves) == 1
        reviews.start_review(world.branch, world.first, YEAR, MONTH)


def test_a_question_can_be_declined_and_asked_again(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(LOCKED)):
        review_locks.ask_for_exception(world.branch, world.first, YEAR, MONTH, "quên")
        key = db.session.scalars(select(ReviewException.id)).one()
        db.session.rollback()
        review_locks.revoke_exception(world.office_caller, key)
        with pytest.raises(Refused, match="month_locked"):
            reviews.start_review(world.branch, world.first, YEAR, MONTH)
        review_locks.ask_for_exception(world.branch, world.first, YEAR, MONTH, "ốm, có giấy")
        lock = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH).lock
        assert lock.waiting.request == "ốm, có giấy"


def test_only_the_office_opens_and_only_the_branch_asks(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at(LOCKED)):
        for user in (world.b1, world.signatory, world.committee, world.admin):
            caller = w.caller_of(user)
            with pytest.raises(Forbidden):
                review_locks.grant_exception(caller, world.first, YEAR, MONTH, date(2026, 4, 20), "x")
        with pytest.raises(Forbidden):
            review_locks.ask_for_exception(world.office_caller, world.first, YEAR, MONTH, "x")
        with pytest.raises(NotFound):
            review_locks.ask_for_exception(world.other, world.first, YEAR, MONTH, "x")


def test_opening_is_logged_in_the_history_and_in_the_audit(world: SimpleNamespace) -> None:
    send(world)
    with clock.pretend(factories.at(LOCKED)):
        grant(world, "2026-04-15", "Bổ sung theo kết luận kiểm tra")
        event = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH).events[-1]
    assert (event.open_until, event.reason) == (date(2026, 4, 15), "Bổ sung theo kết luận kiểm tra")
    db.session.rollback()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.action == "review:lock")).all()
    assert {row.entity for row in rows} == {"review_exception", "review_event"}
    assert not any("kiểm tra" in row.data for row in rows), "the audit keeps a digest of what was written"


def test_returning_after_the_lock_opens_the_month_in_the_same_step(world: SimpleNamespace) -> None:
    version = send(world)
    with clock.pretend(factories.at(LOCKED)):
        args = (world.office_caller, world.first, YEAR, MONTH, version, "Thiếu chữ ký")
        with pytest.raises(Invalid) as invalid:
            review_months.return_review(*args)
        assert set(invalid.value.fields) == {"until"}
        assert w.review_row(world.first).state is ReviewState.SUBMITTED, "nothing is done by halves"
        review_months.return_review(*args, date(2026, 4, 18))
        reviews.start_review(world.branch, world.first, YEAR, MONTH)
        states = [e.to_state for e in db.session.scalars(select(ReviewEvent).order_by(ReviewEvent.id))]
    assert states[-3:] == [ReviewState.RETURNED, ReviewState.RETURNED, ReviewState.IN_PROGRESS]


def test_returning_what_is_open_already_needs_no_day(world: SimpleNamespace) -> None:
    version = send(world)
    with clock.pretend(factories.at(LOCKED)):
        grant(world)
        now = w.review_row(world.first).version
        assert now == version
        review_months.return_review(world.office_caller, world.first, YEAR, MONTH, now, "Thiếu chữ ký")
    assert len(db.session.scalars(select(ReviewException)).all()) == 1


@pytest.mark.parametrize(
    ("when", "selects"),
    [("2026-03-31 12:00", 0), ("2026-04-05 12:00", 1), (LOCKED, 1)],
    ids=["the month under way", "the month before, open", "locked"],
)
def test_the_lock_costs_one_select_and_none_in_the_month_under_way(
    world: SimpleNamespace, when: str, selects: int
) -> None:
    with clock.pretend(factories.at(when)), count_queries() as asked:
        review_locks.lock_state(db.session(), world.first, YEAR, MONTH, clock.today())
    assert len(asked) == selects
