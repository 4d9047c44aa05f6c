"""What saving one line of a review costs the server, and that the short way gives the same answers."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.reviews import ReviewDecision
from phohoa.domain.stages import Stage
from phohoa.extensions import db
from phohoa.models import Branch, ReviewLine, RunEvent, TrackingRun
from phohoa.services import clock
from phohoa.services.review_sheet import entries, find_review, is_applied, place_of
from phohoa.services.reviews import LineInput, save_line, start_review

from .. import factories
from ..conftest import POSTGRES
from ..harness import Client, count_queries
from ..services import review_world as w
from .test_headers import ALWAYS

#: PostgreSQL claims the receipt's number before the work, and puts the writers of the audit in a row.
MORE = 2 if POSTGRES else 0
#: Session, receipt, branch, run with review and line; line, receipt, head of the audit, audit.
STATEMENTS = 8 + MORE
#: A line that is saved again is loaded first.
STATEMENTS_AGAIN = STATEMENTS + 1
#: The first save of a month makes the review, its event, and what the meeting begins with.
STATEMENTS_FIRST = 12 + MORE


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with clock.pretend(factories.at(w.NOW)):
        yield


@pytest.fixture
def world(evening: None, people: SimpleNamespace) -> SimpleNamespace:
    w.fill(people)
    people.url = f"/branches/{people.first}/reviews/2026/3"
    return people


def test_a_saved_line_costs_few_statements_however_long_the_list(world: SimpleNamespace, signed_in) -> None:
    browser: Client = signed_in("b1")
    with factories.writing():
        branch = db.session.get(Branch, world.first)
        for number in range(20):
            factories.run(branch, f"Mây Thị Đông {number}")
    url = f"{world.url}/runs/{world.runs['sympathiser']}"
    fields = {"decision": "keep", "rating": "good", "csrf_token": browser.token(), "as_user": world.b1}
    for number, most in enumerate((STATEMENTS_FIRST, STATEMENTS_AGAIN, STATEMENTS_AGAIN)):
        sent = {**fields, "remark": f"Lần {number}", "version": number, "command_id": f"lan-{number}"}
        with count_queries() as counted:
            answer = browser.post(url, sent, htmx=True, token=False)
        assert answer.status_code == 200
        assert len(counted) <= most, "\n".join(counted)
    other = {**fields, "version": 0, "command_id": "khac"}
    with count_queries() as counted:
        browser.post(f"{world.url}/runs/{world.runs['trained']}", other, htmx=True, token=False)
    assert len(counted) <= STATEMENTS, "\n".join(counted)
    with count_queries() as counted:
        again = browser.post(url, sent, htmx=True, token=False)
    assert again.get_data() == answer.get_data()
    assert len(counted) == 2, "pressing again asks for the session and the receipt alone"


def test_the_answer_of_a_saved_line_has_a_short_head_and_pages_keep_theirs(
    world: SimpleNamespace, signed_in
) -> None:
    browser: Client = signed_in("b1")
    url = f"{world.url}/runs/{world.runs['sympathiser']}"
    form = browser.form(world.url, url)
    answer = browser.post(url, {**form, "remark": "Có uy tín"}, htmx=True)
    head = str(answer.headers)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert len(head) + len(answer.get_data()) <= 700
    page = browser.get(world.url)
    assert {name: page.headers.get(name) for name in ALWAYS} == ALWAYS


def test_the_short_way_to_a_line_agrees_with_the_whole_list(world: SimpleNamespace) -> None:
    """Every person of the branch and one of another, before and after lines, events and closed runs."""
    start_review(world.branch, world.first, w.YEAR, w.MONTH)
    for key in ("sympathiser", "trained"):
        save_line(
            world.branch, world.first, w.YEAR, w.MONTH, world.runs[key], 0, LineInput(ReviewDecision.KEEP)
        )
    with factories.writing():
        branch = db.session.get(Branch, world.first)
        late = factories.run(branch, "Mây Thị Sau", since=date(2026, 4, 2)).id
        gone = factories.run(branch, "Gió Văn Rời", Stage.LEFT, closed_on=date(2026, 3, 2)).id
        far = factories.run(branch, "Sông Thị Xa", Stage.OFFICIAL).id
        empty = factories.run(branch, "Núi Văn Trống", Stage.LEFT, closed_on=date(2026, 3, 2)).id
        review = find_review(db.session(), world.first, w.YEAR, w.MONTH)
        db.session.add(ReviewLine(branch_id=world.first, review_id=review.id, run_id=empty, warnings={}))
        done = db.session.query(ReviewLine).filter_by(run_id=world.runs["trained"]).one()
        event = RunEvent(
            branch_id=world.first,
            run_id=done.run_id,
            kind="move",
            move="propose_start",
            to_stage=Stage.START_PROPOSED,
            happened_on=date(2026, 3, 4),
            entered_at=clock.now(),
            actor_name="Thử",
        )
        db.session.add(event)
        db.session.flush()
        done.event_id = event.id
    session, month = db.session(), (world.first, w.YEAR, w.MONTH)
    whole = {
        e.run.id: (e.line.id if e.line else None, e.run.stage, e.applied)
        for e in entries(session, *month, find_review(session, *month))
    }
    found = {}
    for (run_id,) in [*session.query(TrackingRun.id).order_by(TrackingRun.id)]:
        place = place_of(session, *month, run_id)
        if place is not None and place.is_of(w.YEAR, w.MONTH):
            found[run_id] = (place.line_id, place.stage, is_applied(session, place.event_id))
    session.rollback()
    assert found == whole
    assert {late, gone, far, empty, world.stranger_run}.isdisjoint(found)
    assert found[world.runs["trained"]][2], "what is carried out is known as such"
