"""The branch's work on a review before it is concluded: prepared by itself, saved line by line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.reviews import Rating, ReviewDecision, ReviewState
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, ReviewLine, TrackingRun
from phohoa.services import clock, review_pages, reviews
from phohoa.services.command import Caller
from phohoa.services.reviews import HeadInput, LineInput

from .. import factories
from . import review_world as w
from .review_world import ADD, HEAD, KEEP, MONTH, REMOVE, YEAR


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    return w.fill(people)


def page_of(world: SimpleNamespace, month: int = MONTH) -> review_pages.ReviewPage:
    return review_pages.review_page(world.branch.actor, world.first, YEAR, month)


def test_the_list_stands_before_anything_is_entered(world: SimpleNamespace) -> None:
    page = page_of(world)
    assert [line.name for line in page.lines] == [
        "Nguyễn Thị Nguồn",
        "Trần Văn Cảm",
        "Lý Thị Lớp",
        "Đỗ Văn Học",
        "Phan Thị Hồ",
    ], "from source to dossier, in the order of the way"
    assert page.state is ReviewState.NOT_STARTED
    assert w.review_row(world.first) is None, "looking writes nothing"


def test_someone_who_comes_later_stands_on_the_open_list(world: SimpleNamespace) -> None:
    w.line(world, "source", LineInput(KEEP))
    with factories.writing():
        factories.run(db.session.get(Branch, world.first), "Mai Thị Mới", since=date(2026, 3, 5))
    assert "Mai Thị Mới" in [line.name for line in page_of(world).lines]


def test_someone_who_came_after_the_month_is_not_on_its_list(world: SimpleNamespace) -> None:
    with factories.writing():
        factories.run(db.session.get(Branch, world.first), "Mai Thị Mới", since=date(2026, 3, 1))
    assert "Mai Thị Mới" not in [line.name for line in page_of(world, 2).lines]


def test_someone_who_left_by_another_way_is_no_longer_asked_about(world: SimpleNamespace) -> None:
    reviews.start_review(world.branch, world.first, YEAR, MONTH)
    with factories.writing():
        run = db.session.get(TrackingRun, world.runs["sympathiser"])
        run.stage, run.closed_on = Stage.MOVED_AWAY, date(2026, 3, 5)
    assert "Trần Văn Cảm" not in [line.name for line in page_of(world).lines]


@pytest.mark.parametrize(
    ("key", "choices"),
    [
        ("source", ["keep", "add", "remove"]),
        ("sympathiser", ["keep", "propose_class", "remove"]),
        ("proposed", ["keep", "remove"]),
        ("trained", ["keep", "propose_start", "remove"]),
        ("dossier", ["keep", "remove"]),
    ],
)
def test_each_step_offers_what_makes_sense_there(
    world: SimpleNamespace, key: str, choices: list[str]
) -> None:
    assert [d.value for d in page_of(world).line(world.runs[key]).decisions] == choices


@pytest.mark.parametrize(
    ("year", "month", "error"),
    [(2026, 4, Refused), (2027, 1, Refused), (2026, 13, NotFound), (2026, 0, NotFound), (1026, 3, NotFound)],
    ids=["next month", "next year", "month 13", "month 0", "a year out of reach"],
)
def test_only_a_month_that_has_begun_opens(
    world: SimpleNamespace, year: int, month: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        review_pages.review_page(world.branch.actor, world.first, year, month)
    with pytest.raises(error):
        reviews.start_review(world.branch, world.first, year, month)


def test_a_month_opens_on_its_first_day_by_the_clocks_of_the_ward(world: SimpleNamespace) -> None:
    with clock.pretend(factories.at("2026-03-31 23:59")), pytest.raises(Refused):
        page_of(world, 4)
    with clock.pretend(factories.at("2026-04-01 00:00")):
        assert page_of(world, 4).month == 4


def test_a_branch_has_no_review_before_it_was_there(world: SimpleNamespace) -> None:
    with factories.writing():
        db.session.get(Branch, world.first).opened_on = date(2026, 3, 2)
    assert page_of(world).month == 3
    with pytest.raises(Refused, match="branch_not_there"):
        page_of(world, 2)


def test_another_branch_finds_nothing(world: SimpleNamespace) -> None:
    for action in (
        lambda: review_pages.review_page(world.other.actor, world.first, YEAR, MONTH),
        lambda: reviews.start_review(world.other, world.first, YEAR, MONTH),
        lambda: reviews.save_head(world.other, world.first, YEAR, MONTH, 0, HEAD),
        lambda: reviews.keep_others(world.other, world.first, YEAR, MONTH),
        lambda: reviews.declare_not_held(world.other, world.first, YEAR, MONTH, "bão"),
        lambda: review_pages.branch_reviews(world.other.actor, (world.first,)),
    ):
        with pytest.raises(NotFound):
            action()
    with pytest.raises(NotFound):
        reviews.save_line(world.branch, world.first, YEAR, MONTH, world.stranger_run, 0, LineInput(KEEP))


def test_the_meeting_starts_from_what_is_known(world: SimpleNamespace) -> None:
    page = page_of(world)
    assert (page.head.members_official, page.head.members_probationary) == (3, 1)
    w.head(world)
    with clock.pretend(factories.at("2026-04-02 08:00")):
        april = page_of(world, 4)
    assert (april.head.chair, april.head.secretary) == ("Lê Văn Giúp", "Trần Thị Đỡ")
    assert april.head.meeting_on is None


def test_what_was_offered_for_the_meeting_is_kept_with_the_first_save(world: SimpleNamespace) -> None:
    w.line(world, "source", LineInput(KEEP))
    row = w.review_row(world.first)
    assert row is not None
    assert (row.state, row.members_official) == (ReviewState.IN_PROGRESS, 3)


def test_a_saved_line_says_when(world: SimpleNamespace) -> None:
    saved = reviews.save_line(
        world.branch, world.first, YEAR, MONTH, world.runs["trained"], 0, LineInput(KEEP, rating=Rating.GOOD)
    )
    assert (saved.version, saved.at) == (1, "19:05")
    row = w.line_row(world.runs["trained"])
    assert row is not None
    assert (row.decision, row.rating, row.saved_by_id) == (KEEP, Rating.GOOD, world.b1)


def test_a_remark_can_be_written_before_anything_is_decided(world: SimpleNamespace) -> None:
    assert w.line(world, "trained", LineInput(remark="Chăm chỉ")) == 1
    assert page_of(world).line(world.runs["trained"]).decision is None


@pytest.mark.parametrize(
    ("key", "data", "field", "code"),
    [
        ("source", LineInput(ADD), "helper_id", "helper_needed"),
        ("source", LineInput(ReviewDecision.PROPOSE_CLASS), "decision", "decision_closed"),
        ("source", LineInput(REMOVE), "reason", "removal_text_needed"),
        ("sympathiser", LineInput(REMOVE, reason="x"), "reason_code", "removal_reason_needed"),
        ("sympathiser", LineInput(REMOVE, "not_selected", None, "x"), "reason_code", "removal_reason_needed"),
        ("sympathiser", LineInput(REMOVE, "violation"), "reason", "removal_text_needed"),
        ("sympathiser", LineInput(REMOVE, "moved_away"), "reason", "new_place_needed"),
        ("sympathiser", LineInput(REMOVE, "withdrew", None, "bận"), "reason_on", "statement_day_needed"),
        (
            "sympathiser",
            LineInput(REMOVE, "deceased", date(2026, 3, 9), "x"),
            "reason_on",
            "day_in_future",
        ),
        ("sympathiser", LineInput(KEEP, helper_id=99999), "helper_id", "review_helper"),
    ],
    ids=[
        "adding somebody without a helper",
        "the class for somebody not on the list",
        "not taken onto the list without a word why",
        "taken off without a typed reason",
        "a reason that is for others",
        "taken off without a written reason",
        "moved away without saying where",
        "withdrew without the day of the statement",
        "a death that is still to come",
        "a helper who does not exist",
    ],
)
def test_a_line_that_cannot_stand_is_not_saved(
    world: SimpleNamespace, key: str, data: LineInput, field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        w.line(world, key, data)
    assert caught.value.fields == {field: code}
    assert w.line_row(world.runs[key]) is None


def test_a_helper_of_another_branch_is_refused(world: SimpleNamespace) -> None:
    with factories.writing():
        stranger = factories.member(db.session.get(Branch, world.second), "Ngô Khác").id
    with pytest.raises(Invalid) as caught:
        w.line(world, "source", LineInput(ADD, helper_id=stranger))
    assert caught.value.fields == {"helper_id": "review_helper"}


def test_a_stale_line_is_noticed(world: SimpleNamespace) -> None:
    first = w.line(world, "trained", LineInput(KEEP, remark="một"))
    w.line(world, "trained", LineInput(KEEP, remark="hai"), first)
    with pytest.raises(Conflict, match="stale") as caught:
        w.line(world, "trained", LineInput(KEEP, remark="ba"), first)
    assert caught.value.params["current"] == first + 1
    with pytest.raises(Conflict, match="stale"):
        w.line(world, "trained", LineInput(KEEP, remark="ba"), 0)
    assert w.line_row(world.runs["trained"]).remark == "hai"


def test_a_stale_head_is_noticed_but_lines_do_not_age_it(world: SimpleNamespace) -> None:
    w.line(world, "trained", LineInput(KEEP))
    version = w.head(world, HEAD, 0)
    w.line(world, "source", LineInput(KEEP))
    w.head(world, replace(HEAD, place="Trường Thử"), version)
    with pytest.raises(Conflict, match="stale"):
        w.head(world, HEAD, version)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"meeting_on": date(2026, 3, 6)}, {"meeting_on": "meeting_in_future"}),
        ({"present_official": 4}, {"present_official": "present_too_many"}),
        ({"votes_for": 3, "votes_against": 1}, {"votes_for": "votes_too_many"}),
        ({"ends_at": "18:00"}, {"ends_at": "ends_before_start"}),
    ],
    ids=[
        "a meeting tomorrow",
        "more present than members",
        "more votes than present",
        "ends before it starts",
    ],
)
def test_a_meeting_that_cannot_be_is_not_saved(
    world: SimpleNamespace, change: dict[str, object], fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as caught:
        w.head(world, replace(HEAD, **change))
    assert caught.value.fields == fields


def test_the_same_press_twice_saves_once(world: SimpleNamespace) -> None:
    again = Caller(world.branch.actor, "mot-lan-bam")
    for _ in range(2):
        saved = reviews.save_line(
            again, world.first, YEAR, MONTH, world.runs["trained"], 0, LineInput(KEEP, remark="một")
        )
        assert saved.version == 1
    assert w.line_row(world.runs["trained"]).version == 1


def test_keeping_the_others_leaves_what_was_decided(world: SimpleNamespace) -> None:
    w.line(world, "source", LineInput(ADD, helper_id=world.helper))
    assert w.keep_the_others(world) == 4
    db.session.rollback()
    found = {row.run_id: row.decision for row in db.session.query(ReviewLine)}
    assert found.pop(world.runs["source"]) is ADD
    assert set(found.values()) == {KEEP}


def test_not_held_is_a_report_with_its_reason(world: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        reviews.declare_not_held(world.branch, world.first, YEAR, MONTH, "  ")
    reviews.declare_not_held(world.branch, world.first, YEAR, MONTH, "Bão số 3")
    row = w.review_row(world.first)
    assert (row.state, row.not_held_reason) == (ReviewState.NOT_HELD, "Bão số 3")
    assert row.first_submitted_at is not None
    with pytest.raises(Refused, match="review_closed"):
        w.head(world)
    reviews.start_review(world.branch, world.first, YEAR, MONTH)
    assert w.review_row(world.first).state is ReviewState.IN_PROGRESS


def test_nobody_but_the_branch_writes_in_its_review(world: SimpleNamespace) -> None:
    from phohoa.domain.errors import Forbidden

    for user in (world.office, world.signatory, world.committee, world.admin):
        with pytest.raises(Forbidden):
            reviews.save_head(w.caller_of(user), world.first, YEAR, MONTH, 0, HeadInput())
