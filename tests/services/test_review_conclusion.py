"""Concluding: every decision on the board in one step or none, the lock, the minutes, returning."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, FindingCode
from phohoa.domain.reviews import Rating, ReviewDecision, ReviewState
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import AuditRow, Document, HelperAssignment, Person, ReviewEvent, TrackingRun
from phohoa.services import clock, review_conclusion, review_months, review_pages, review_steps, reviews
from phohoa.services.command import Caller
from phohoa.services.moves import move_candidate
from phohoa.services.reviews import LineInput

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


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "minutes.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


DECISIONS = [
    ("source", lambda p: LineInput(ADD, helper_id=p.helper), Stage.SYMPATHISER, "add_sympathiser"),
    ("source", lambda p: LineInput(REMOVE, "", None, "Chi bộ chưa tán thành"), Stage.LEFT, "reject_source"),
    ("sympathiser", lambda p: LineInput(ReviewDecision.PROPOSE_CLASS), Stage.CLASS_PROPOSED, "propose_class"),
    (
        "sympathiser",
        lambda p: LineInput(REMOVE, "no_longer_striving", None, "Bỏ sinh hoạt"),
        Stage.LEFT,
        "leave",
    ),
    (
        "sympathiser",
        lambda p: LineInput(REMOVE, "moved_away", date(2026, 2, 20), "Đồng Nai"),
        Stage.MOVED_AWAY,
        "move_out",
    ),
    (
        "sympathiser",
        lambda p: LineInput(REMOVE, "withdrew", date(2026, 2, 25), "Bận việc nhà"),
        Stage.WITHDRAWN,
        "withdraw",
    ),
    (
        "dossier",
        lambda p: LineInput(REMOVE, "deceased", date(2026, 2, 1), "Bệnh"),
        Stage.DECEASED,
        "decease",
    ),
    ("trained", lambda p: LineInput(ReviewDecision.PROPOSE_START), Stage.START_PROPOSED, "propose_start"),
]


@pytest.mark.parametrize(
    ("key", "data", "stage", "move"), DECISIONS, ids=[f"{d[3]} from {d[0]}" for d in DECISIONS]
)
def test_concluding_carries_each_decision_to_the_board(
    world: SimpleNamespace, key: str, data, stage: Stage, move: str
) -> None:
    w.head(world)
    w.line(world, key, data(world))
    w.keep_the_others(world)
    done = w.conclude(world)
    assert done.applied == 1
    run = w.run_row(world.runs[key])
    assert run.stage is stage
    event = w.events_of(run.id)[-1]
    assert (event.move, event.review_id) == (move, done.review_id), "the event points at the review"
    row = w.line_row(run.id)
    assert row.event_id == event.id


def test_the_day_of_a_death_or_a_moving_is_the_one_that_was_entered(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "sympathiser", LineInput(REMOVE, "moved_away", date(2026, 2, 20), "Đồng Nai"))
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.keep_the_others(world)
    w.conclude(world)
    assert w.events_of(world.runs["sympathiser"])[-1].happened_on == date(2026, 2, 20)
    assert w.events_of(world.runs["trained"])[-1].happened_on == HEAD.meeting_on


def test_the_one_who_is_added_has_a_helper_from_the_day_of_the_meeting(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "source", LineInput(ADD, helper_id=world.other_helper))
    w.keep_the_others(world)
    w.conclude(world)
    run = w.run_row(world.runs["source"])
    assert (run.helper_id, run.helper_since) == (world.other_helper, HEAD.meeting_on)
    found = db.session.scalars(select(HelperAssignment).where(HelperAssignment.run_id == run.id)).all()
    assert [row.member_id for row in found] == [world.other_helper]


def test_somebody_left_without_a_helper_gets_one_and_goes_on_in_the_same_review(
    world: SimpleNamespace,
) -> None:
    with factories.writing():
        db.session.get(TrackingRun, world.runs["sympathiser"]).helper_id = None
    w.head(world)
    w.line(world, "sympathiser", LineInput(ReviewDecision.PROPOSE_CLASS, helper_id=world.helper))
    w.keep_the_others(world)
    assert w.conclude(world).applied == 2
    run = w.run_row(world.runs["sympathiser"])
    assert (run.stage, run.helper_id) == (Stage.CLASS_PROPOSED, world.helper)


def test_one_bad_line_stops_everything_and_names_the_person(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "source", LineInput(ADD, helper_id=world.helper))
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.keep_the_others(world)
    with factories.writing():
        db.session.get(TrackingRun, world.runs["trained"]).certificate_on = date(2019, 1, 1)
    with pytest.raises(Refused) as caught:
        w.conclude(world)
    assert caught.value.code == "line_refused"
    assert caught.value.params["name"] == "Đỗ Văn Học"
    assert FindingCode.CERTIFICATE_EXPIRED in [f.code for f in caught.value.findings]
    assert w.run_row(world.runs["source"]).stage is Stage.SOURCE, "the good line is not carried out either"
    assert w.events_of(world.runs["source"]) == []
    assert w.review_row(world.first).state is ReviewState.IN_PROGRESS
    assert db.session.scalars(select(Document)).all() == []


def test_the_page_before_shows_what_will_happen_and_what_is_closed(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    with factories.writing():
        db.session.get(TrackingRun, world.runs["trained"]).certificate_on = date(2019, 1, 1)
    found = review_steps.preview(world.branch.actor, world.first, YEAR, MONTH)
    (step,) = found.changes
    assert step.name == "Đỗ Văn Học"
    assert FindingCode.CERTIFICATE_EXPIRED in [f.code for f in step.blocks]
    assert any(f.citation == "HD06:5.4b" for f in step.blocks)
    assert found.blocked
    assert found.undecided == 4


def test_everybody_needs_a_decision(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "source", LineInput(KEEP))
    with pytest.raises(Refused, match="not_ready") as caught:
        w.conclude(world)
    assert {f.code for f in caught.value.findings} == {FindingCode.LINE_UNTOUCHED}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"meeting_on": None}, FindingCode.MEETING_DATE_MISSING),
        ({"chair": ""}, FindingCode.CHAIR_MISSING),
        ({"present_official": None}, FindingCode.ATTENDANCE_MISSING),
    ],
    ids=["no day", "no chair", "nobody counted"],
)
def test_a_meeting_without_its_facts_is_not_concluded(
    world: SimpleNamespace, change: dict[str, object], code: FindingCode
) -> None:
    w.head(world, replace(HEAD, **change))
    w.keep_the_others(world)
    with pytest.raises(Refused, match="not_ready") as caught:
        w.conclude(world)
    assert code in [f.code for f in caught.value.findings]


def test_a_warning_needs_a_written_answer_which_stays_with_the_event(world: SimpleNamespace) -> None:
    with factories.writing():
        run = db.session.get(TrackingRun, world.runs["source"])
        db.session.get(Person, run.person_id).birth_year = 1960
    w.head(world)
    w.line(world, "source", LineInput(ADD, helper_id=world.helper))
    w.keep_the_others(world)
    (step,) = review_steps.preview(world.branch.actor, world.first, YEAR, MONTH).changes
    asked = [f.code.value for f in step.warnings]
    assert "over_age_ask" in asked
    with pytest.raises(Refused, match="line_refused"):
        w.conclude(world)
    w.conclude(world, answers={f"{step.run_id}:{code}": "Đã xin ý kiến Tỉnh ủy" for code in asked})
    assert w.events_of(step.run_id)[-1].warnings["over_age_ask"] == "Đã xin ý kiến Tỉnh ủy"


def test_a_meeting_in_another_month_asks_why(world: SimpleNamespace) -> None:
    w.head(world, replace(HEAD, meeting_on=date(2026, 2, 28)))
    w.keep_the_others(world)
    with pytest.raises(Refused, match="not_ready"):
        w.conclude(world)
    w.conclude(world, month_answer="Họp sớm vì nghỉ Tết")
    event = db.session.scalars(select(ReviewEvent).order_by(ReviewEvent.id.desc())).first()
    assert event.reason == "Họp sớm vì nghỉ Tết"


def test_what_changed_after_the_page_was_shown_is_not_concluded_unseen(world: SimpleNamespace) -> None:
    w.head(world)
    w.keep_the_others(world)
    shown = review_steps.preview(world.branch.actor, world.first, YEAR, MONTH).stamp
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START), 1)
    with pytest.raises(Conflict, match="review_changed"):
        review_conclusion.conclude_review(world.branch, world.first, YEAR, MONTH, shown)
    assert w.run_row(world.runs["trained"]).stage is Stage.CLASS_DONE


def test_pressing_twice_concludes_once(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.keep_the_others(world)
    shown = review_steps.preview(world.branch.actor, world.first, YEAR, MONTH).stamp
    twice = Caller(world.branch.actor, "chot-hai-lan")
    first = review_conclusion.conclude_review(twice, world.first, YEAR, MONTH, shown)
    second = review_conclusion.conclude_review(twice, world.first, YEAR, MONTH, shown)
    assert first == second
    assert len(w.events_of(world.runs["trained"])) == 1


def test_nothing_can_be_written_after_concluding(world: SimpleNamespace) -> None:
    w.head(world)
    w.keep_the_others(world)
    w.conclude(world)
    for action in (
        lambda: w.head(world, HEAD, 1),
        lambda: w.line(world, "trained", LineInput(KEEP), 1),
        lambda: w.keep_the_others(world),
        lambda: review_steps.preview(world.branch.actor, world.first, YEAR, MONTH),
        lambda: review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH),
        lambda: reviews.declare_not_held(world.branch, world.first, YEAR, MONTH, "bão"),
    ):
        with pytest.raises(Refused, match="review_closed"):
            action()
    assert not review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH).editable


def test_the_minutes_name_people_and_decisions(world: SimpleNamespace, tmp_path: Path) -> None:
    w.head(world, replace(HEAD, discussion="Thống nhất tạo nguồn trong thanh niên."))
    w.line(world, "source", LineInput(ADD, helper_id=world.helper, remark="Gương mẫu"))
    w.line(world, "trained", LineInput(KEEP, rating=Rating.GOOD))
    w.line(world, "proposed", LineInput(REMOVE, "withdrew", date(2026, 2, 25), "Bận việc nhà"))
    w.keep_the_others(world)
    w.conclude(world)
    found = review_pages.minutes_of(world.branch.actor, world.first, YEAR, MONTH)
    assert found.data.startswith(b"%PDF")
    text = text_of(found.data, tmp_path)
    for words in (
        "tháng 03/2026",
        "Nguyễn Thị Nguồn",
        "Gương mẫu",
        "Lê Văn Giúp",
        "Đỗ Văn Học",
        "Bản thân xin rút",
        "Bận việc nhà",
        "Thống nhất tạo nguồn trong thanh niên.",
        "tán thành 03",
        "bổ sung vào danh sách cảm tình Đảng 01 quần chúng",
    ):
        assert words in text, words
    with pytest.raises(NotFound):
        review_pages.minutes_of(world.other.actor, world.first, YEAR, MONTH)


def test_no_change_is_a_whole_report(world: SimpleNamespace, tmp_path: Path) -> None:
    review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH, HEAD, 0)
    row = w.review_row(world.first)
    assert (row.state, row.no_change) == (ReviewState.SUBMITTED, True)
    page = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH)
    assert [line.decision for line in page.lines] == [KEEP] * 5
    minutes = review_pages.minutes_of(world.branch.actor, world.first, YEAR, MONTH)
    assert "Không có thay đổi" in text_of(minutes.data, tmp_path)


def test_no_change_needs_the_day_and_the_chair(world: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="not_ready") as caught:
        review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH)
    codes = {f.code for f in caught.value.findings}
    assert {FindingCode.MEETING_DATE_MISSING, FindingCode.CHAIR_MISSING} <= codes
    assert w.review_row(world.first) is None, "nothing is left behind"


def test_no_change_is_not_said_over_a_decision(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    with pytest.raises(Refused, match="not_ready") as caught:
        review_conclusion.conclude_without_change(world.branch, world.first, YEAR, MONTH)
    assert [f.code for f in caught.value.findings] == [FindingCode.NO_CHANGE_WITH_DECISIONS]


def test_a_branch_with_an_empty_list_reports_too(world: SimpleNamespace) -> None:
    review_conclusion.conclude_without_change(world.other, world.second, YEAR, MONTH, HEAD, 0)
    assert w.review_row(world.second).state is ReviewState.SUBMITTED


def test_a_letter_that_cannot_be_printed_is_named_and_nothing_is_concluded(world: SimpleNamespace) -> None:
    w.head(world, replace(HEAD, discussion="Nhất trí 🎉"))
    w.keep_the_others(world)
    with pytest.raises(Refused, match="minutes_letter") as caught:
        w.conclude(world)
    assert caught.value.params["letter"] == "🎉"
    assert w.review_row(world.first).state is ReviewState.IN_PROGRESS


def test_the_audit_points_at_the_review(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.keep_the_others(world)
    w.conclude(world)
    rows = db.session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(12)).all()
    concluded = {row.entity for row in rows if row.at == rows[0].at}
    assert {"review", "review_line", "tracking_run", "document", "review_event"} <= concluded


def returned(world: SimpleNamespace) -> None:
    """The review concluded with one decision, and returned by the office."""
    w.head(world)
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.keep_the_others(world)
    w.conclude(world)
    version = w.review_row(world.first).version
    review_months.return_review(world.office_caller, world.first, YEAR, MONTH, version, "Thiếu số nghị quyết")


def test_a_returned_review_keeps_what_was_carried_out_and_takes_more(world: SimpleNamespace) -> None:
    returned(world)
    page = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH)
    assert (page.state, page.editable, page.return_reason) == (
        ReviewState.RETURNED,
        True,
        "Thiếu số nghị quyết",
    )
    line = page.line(world.runs["trained"])
    assert line.applied
    with pytest.raises(Invalid):
        w.line(world, "trained", LineInput(KEEP), line.version)
    w.line(world, "trained", LineInput(remark="Bổ sung nhận xét"), line.version)
    assert w.line_row(world.runs["trained"]).decision is ReviewDecision.PROPOSE_START
    other = page.line(world.runs["sympathiser"])
    w.line(world, "sympathiser", LineInput(ReviewDecision.PROPOSE_CLASS), other.version)
    w.head(world, replace(HEAD, resolution_number="03-NQ/CB"), 1)
    with clock.pretend(factories.at(w.later(20))):
        assert w.conclude(world).applied == 1
    assert w.run_row(world.runs["trained"]).stage is Stage.START_PROPOSED
    assert len(w.events_of(world.runs["trained"])) == 1, "not applied a second time"
    assert w.run_row(world.runs["sympathiser"]).stage is Stage.CLASS_PROPOSED


def test_a_decision_can_be_cancelled_in_a_returned_review_and_taken_anew(world: SimpleNamespace) -> None:
    returned(world)
    reviews.take_back(world.branch, world.first, YEAR, MONTH, world.runs["trained"])
    assert w.run_row(world.runs["trained"]).stage is Stage.CLASS_DONE
    assert [e.kind for e in w.events_of(world.runs["trained"])] == ["move", "undo"], (
        "both stay in the history"
    )
    page = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH)
    line = page.line(world.runs["trained"])
    assert (line.applied, line.decision) == (False, None)
    w.line(world, "trained", LineInput(KEEP), line.version)
    assert w.conclude(world).applied == 0


def test_a_decision_on_which_more_has_followed_is_not_cancelled(world: SimpleNamespace) -> None:
    returned(world)
    entry = Entry(happened_on=date(2026, 3, 5), basis_number="05-KL/ĐU")
    run = w.run_row(world.runs["trained"])
    move_candidate(world.office_caller, run.id, run.version, MoveCode.PERMIT_START, entry)
    with pytest.raises(Refused, match="line_gone_on"):
        reviews.take_back(world.branch, world.first, YEAR, MONTH, run.id)


def test_a_decision_is_not_cancelled_while_the_review_is_with_the_office(world: SimpleNamespace) -> None:
    w.head(world)
    w.line(world, "trained", LineInput(ReviewDecision.PROPOSE_START))
    w.keep_the_others(world)
    w.conclude(world)
    with pytest.raises(Refused, match="review_closed"):
        reviews.take_back(world.branch, world.first, YEAR, MONTH, world.runs["trained"])


def test_sending_again_unchanged_keeps_one_document(world: SimpleNamespace) -> None:
    returned(world)
    first = w.review_row(world.first).document_id
    w.conclude(world)
    assert w.review_row(world.first).document_id == first


def test_being_on_time_counts_from_the_first_sending(world: SimpleNamespace) -> None:
    returned(world)
    with clock.pretend(factories.at(w.later(30))):
        w.conclude(world)
        page = review_pages.review_page(world.branch.actor, world.first, YEAR, MONTH)
    assert page.reported.timeliness == "on_time"
