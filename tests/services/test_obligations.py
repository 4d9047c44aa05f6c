"""What moves ask for, on each way out and on: noted with its day, done, taken back, gone with the move."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from phohoa.domain.deadlines import add_working_days
from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, Obligation
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import RunObligation, TrackingRun, UpperOpinion
from phohoa.services import clock, obligations
from phohoa.services.boards import BoardFilter, branch_board
from phohoa.services.home import home_page
from phohoa.services.moves import move_candidate, undo_move
from phohoa.services.opinions import OpinionInput, OpinionKind, add_opinion
from phohoa.services.records import candidate_page

from .. import factories
from .people_at_work import actor, certify, day, do, equip, new_run, run_of, vote

M, S = MoveCode, Stage


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def owed(run_id: int, *, whole: bool = False) -> dict[str, date | None]:
    db.session.rollback()
    rows = db.session.query(RunObligation).filter_by(run_id=run_id).order_by(RunObligation.id)
    return {row.obligation.value: row.due_on for row in rows if whole or row.done_on is None}


def on(text: str, **values: object) -> Entry:
    return Entry(happened_on=day(text), basis_number="02-NQ/CB", **values)


MOVED = [
    (S.SYMPATHISER, {}, {"consideration_paper"}, {"consideration_paper"}),
    (S.SUBMITTED, {}, {"forward_dossier"}, {"forward_dossier"}),
    (S.DECIDED, {}, {"no_ceremony_here", "forward_decision"}, {"no_ceremony_here", "forward_decision"}),
    (S.PROBATIONARY, {}, {"transfer_remarks"}, {"transfer_remarks"}),
]


def walked(ward: SimpleNamespace, stage: Stage) -> int:
    values: dict[str, object] = {}
    if stage in (S.SUBMITTED, S.DECIDED, S.PROBATIONARY):
        values["branch_resolution_on"] = day("2024-01-04")
    if stage in (S.DECIDED, S.PROBATIONARY):
        values["decision_on"] = day("2024-01-04")
    if stage is S.PROBATIONARY:
        values |= {"ceremony_on": day("2024-01-04"), "probation_ends_on": day("2025-01-04")}
    return new_run(ward, stage, **values)


@pytest.mark.parametrize(("stage", "_", "inside", "outside"), MOVED, ids=[row[0] for row in MOVED])
def test_each_way_of_moving_has_its_papers(
    ward: SimpleNamespace, stage: Stage, _: object, inside: set[str], outside: set[str]
) -> None:
    out = walked(ward, stage)
    do(ward.branch, out, M.MOVE_OUT, on("2024-02-05", to_place="Xã Thử, tỉnh Thử"))
    assert set(owed(out)) == outside
    assert run_of(out).stage is S.MOVED_AWAY
    here = walked(ward, stage)
    moved = do(ward.branch, here, M.MOVE_BRANCH, on("2024-02-05", to_branch=ward.second))
    assert set(owed(here)) == inside
    assert set(owed(moved.new_run_id or 0)) == {"new_helper"}, "the new branch names a helper"
    assert run_of(moved.new_run_id or 0).stage is stage


def test_what_has_a_day_by_rule_has_it_in_working_days(ward: SimpleNamespace) -> None:
    run_id = walked(ward, S.SUBMITTED)
    do(ward.branch, run_id, M.MOVE_OUT, on("2024-02-05", to_place="Xã Thử"))
    assert owed(run_id) == {"forward_dossier": add_working_days(day("2024-02-05"), 15)}
    admitted = walked(ward, S.DECIDED)
    ceremony = Entry(ceremony_on=day("2024-02-06"), place="Hội trường", helper=ward.helper)
    do(ward.branch, admitted, M.HOLD_CEREMONY, ceremony)
    assert owed(admitted) == {"new_member_papers": add_working_days(day("2024-02-06"), 30)}


def test_a_decision_that_came_too_long_after_somebody_left_is_annulled(ward: SimpleNamespace) -> None:
    moved = day("2024-01-08")
    values = {"branch_resolution_on": day("2024-01-04"), "decision_on": add_working_days(moved, 31)}
    run_id = new_run(ward, S.DECIDED, **values)
    do(ward.branch, run_id, M.MOVE_OUT, on("2024-01-08", to_place="Xã Thử"))
    assert set(owed(run_id)) == {"no_ceremony_here", "annul_decision", "forward_dossier"}
    with pytest.raises(Refused):
        ceremony = Entry(ceremony_on=day("2024-05-06"), place="Hội trường", helper=ward.helper)
        move_candidate(ward.branch, run_id, run_of(run_id).version, M.HOLD_CEREMONY, ceremony)


def test_naming_the_helper_does_what_was_asked_and_taking_it_back_asks_again(ward: SimpleNamespace) -> None:
    run_id = walked(ward, S.SYMPATHISER)
    new_id = do(ward.branch, run_id, M.MOVE_BRANCH, on("2024-02-05", to_branch=ward.second)).new_run_id or 0
    named = do(ward.other, new_id, M.ASSIGN_HELPER, on("2024-03-04", helper=ward.stranger))
    assert owed(new_id) == {}
    undo_move(ward.other, named.event_id)
    assert set(owed(new_id)) == {"new_helper"}


def test_taking_a_move_back_takes_back_what_it_asked_for(ward: SimpleNamespace) -> None:
    run_id = walked(ward, S.SYMPATHISER)
    run = run_of(run_id)
    asked = OpinionInput(OpinionKind.SPECIAL_CASE, day("2024-01-05"), "3-CV/ĐU")
    add_opinion(ward.office_caller, run_id, run.version, asked)
    moved = do(ward.branch, run_id, M.MOVE_BRANCH, on("2024-02-05", to_branch=ward.second))
    new_id = moved.new_run_id or 0
    copied = db.session.query(UpperOpinion).filter_by(run_id=new_id).one()
    assert (copied.branch_id, copied.asked_number) == (ward.second, "3-CV/ĐU"), "opinions go along"
    undo_move(ward.branch, moved.event_id)
    assert owed(run_id, whole=True) == owed(new_id, whole=True) == {}
    assert db.session.get(TrackingRun, new_id) is None
    assert db.session.query(UpperOpinion).count() == 1


# --- failed votes ------------------------------------------------------------------------------------------


def probationer(ward: SimpleNamespace) -> int:
    values = {
        "decision_on": day("2024-01-04"),
        "ceremony_on": day("2024-01-04"),
        "probation_ends_on": day("2025-01-04"),
    }
    run_id = new_run(ward, S.PROBATIONARY, **values)
    with factories.writing():
        factories.full_dossier(db.session.get(TrackingRun, run_id))
    certify(run_id, date(2024, 9, 2))
    return run_id


def fail(ward: SimpleNamespace, run_id: int, text: str):
    return do(ward.branch, run_id, M.PROPOSE_OFFICIAL, on(text, votes=vote(5, 9, 9)))


ABOVE = Entry(
    decision_number="9-QĐ/TU", decision_on=day("2025-04-14"), issuing_body="Ban Thường vụ Tỉnh ủy thử"
)


def test_three_failed_votes_go_up_and_only_then_the_level_above_decides(ward: SimpleNamespace) -> None:
    run_id = probationer(ward)
    for text in ("2025-01-06", "2025-02-10"):
        assert fail(ward, run_id, text).failed_vote
        assert set(owed(run_id)) == {"report_upward"}
        with pytest.raises(AssertionError, match="votes_limit_not_reached"):
            do(ward.office_caller, run_id, M.RECOGNISE_ABOVE, ABOVE)
    with pytest.raises(AssertionError, match="before_stage"):
        fail(ward, run_id, "2025-02-09")
    assert fail(ward, run_id, "2025-03-10").obligations == ("report_upward", "upper_decides")
    with pytest.raises(AssertionError, match="votes_limit_reached"):
        fail(ward, run_id, "2025-04-07")
    above = do(ward.office_caller, run_id, M.RECOGNISE_ABOVE, ABOVE)
    run = run_of(run_id)
    assert (run.stage, run.official_on) == (S.OFFICIAL, day("2025-01-04"))
    assert (run.official_decision_number, run.official_decision_on) == ("9-QĐ/TU", day("2025-04-14"))
    rows = db.session.query(RunObligation).filter_by(run_id=run_id).order_by(RunObligation.id).all()
    assert [row.done_on is not None for row in rows] == [False, False, False, True], "reports stay to be made"
    undo_move(ward.office_caller, above.event_id)
    assert "upper_decides" in owed(run_id)


def test_the_level_above_does_not_decide_before_the_last_vote(ward: SimpleNamespace) -> None:
    run_id = probationer(ward)
    for text in ("2025-01-06", "2025-02-10", "2025-04-15"):
        fail(ward, run_id, text)
    with pytest.raises(AssertionError, match="before_stage"):
        do(ward.office_caller, run_id, M.RECOGNISE_ABOVE, ABOVE)


def test_striking_off_after_three_votes_is_decided_above_whatever_the_count(ward: SimpleNamespace) -> None:
    run_id = probationer(ward)
    strike = Entry(
        decision_number="8-QĐ/TU",
        decision_on=day("2025-04-14"),
        issuing_body="Ban Thường vụ Tỉnh ủy thử",
        votes=vote(4, 9, 9),
        reason="Ba lần biểu quyết không đủ tỷ lệ.",
    )
    with pytest.raises(AssertionError, match="votes_not_enough"):
        do(ward.office_caller, run_id, M.STRIKE_OFF, strike)
    for text in ("2025-01-06", "2025-02-10", "2025-03-10"):
        fail(ward, run_id, text)
    do(ward.office_caller, run_id, M.STRIKE_OFF, strike)
    assert run_of(run_id).stage is S.STRUCK_OFF
    assert "upper_decides" not in owed(run_id)


# --- recording ---------------------------------------------------------------------------------------------


def reported(ward: SimpleNamespace) -> tuple[int, RunObligation]:
    run_id = probationer(ward)
    fail(ward, run_id, "2025-01-06")
    return run_id, db.session.query(RunObligation).one()


def test_what_is_owed_is_recorded_as_done_with_day_number_and_note(ward: SimpleNamespace) -> None:
    run_id, row = reported(ward)
    obligations.record_done(
        ward.branch, run_id, row.id, row.version, day("2025-01-08"), " 04-BC/CB ", "Gửi tay"
    )
    db.session.rollback()
    row = db.session.query(RunObligation).one()
    assert (row.done_on, row.done_number, row.done_note) == (day("2025-01-08"), "04-BC/CB", "Gửi tay")
    with pytest.raises(Refused):
        obligations.record_done(ward.branch, run_id, row.id, row.version, day("2025-01-09"))
    obligations.reopen(ward.branch, run_id, row.id, row.version)
    assert set(owed(run_id)) == {"report_upward"}


@pytest.mark.parametrize(
    ("done_on", "number"), [(None, ""), ("tomorrow", ""), ("2025-01-05", ""), ("2025-01-08", "x" * 61)]
)
def test_what_is_wrong_is_said_beside_the_field(ward: SimpleNamespace, done_on: object, number: str) -> None:
    run_id, row = reported(ward)
    when = clock.today() + timedelta(days=1) if done_on == "tomorrow" else done_on and day(str(done_on))
    with pytest.raises(Invalid):
        obligations.record_done(ward.branch, run_id, row.id, row.version, when, number)


def test_a_stale_form_and_another_branch_change_nothing(ward: SimpleNamespace) -> None:
    run_id, row = reported(ward)
    with pytest.raises(NotFound):
        obligations.record_done(ward.other, run_id, row.id, row.version, day("2025-01-08"))
    with pytest.raises(NotFound):
        obligations.record_done(ward.branch, run_id + 99, row.id, row.version, day("2025-01-08"))
    with pytest.raises(Conflict):
        obligations.record_done(ward.branch, run_id, row.id, row.version + 1, day("2025-01-08"))
    assert set(owed(run_id)) == {"report_upward"}


def test_home_names_what_is_open_to_those_whose_it_is(ward: SimpleNamespace) -> None:
    reported(ward)
    for user_id, count in ((ward.b1, 1), (ward.office, 1), (ward.b2, 0)):
        tasks = [task for task in home_page(actor(user_id)).tasks if task.code == "obligations_open"]
        assert [task.words["count"] for task in tasks] == [1] * count


def test_the_card_stops_asking_for_the_report_once_it_is_made(ward: SimpleNamespace) -> None:
    run_id, row = reported(ward)

    def asks() -> list[bool]:
        board = branch_board(actor(ward.b1), ward.first, BoardFilter())
        page = candidate_page(actor(ward.b1), run_id)
        (card,) = board.cards
        return ["report_upward" in {one.code.value for one in found.missing} for found in (card, page)]

    assert asks() == [True, True]
    obligations.record_done(ward.branch, run_id, row.id, row.version, day("2025-01-08"), "04-BC/CB")
    assert asks() == [False, False]


def test_home_counts_what_is_late(ward: SimpleNamespace) -> None:
    run_id = walked(ward, S.SUBMITTED)
    do(ward.branch, run_id, M.MOVE_OUT, on("2024-02-05", to_place="Xã Thử"))
    late = [one for one in home_page(actor(ward.b1)).late if one.code == "obligation"]
    assert [one.words["obligation"] for one in late] == [Obligation.FORWARD_DOSSIER]
