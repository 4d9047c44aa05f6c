"""Moves of a run: the whole way, what blocks, what must be answered, and taking back."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry
from phohoa.domain.stages import MoveCode, ReasonToLeave, ReasonToPause, Stage
from phohoa.extensions import db
from phohoa.models import AuditRow, AuthorityPeriod, HelperAssignment, Holiday, RuleValueRow, TrackingRun
from phohoa.services import clock
from phohoa.services.command import Caller
from phohoa.services.move_sheets import move_sheet
from phohoa.services.moves import move_candidate, undo_move
from phohoa.services.rules import book_of, mode_on, rules_on

from .. import factories
from .people_at_work import actor, certify, day, do, equip, events_of, new_run, run_of, vote, whole_way


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def entry(text: str = "2024-02-05", number: str = "02-NQ/CB", **values: object) -> Entry:
    return Entry(happened_on=day(text), basis_number=number, **values)


def test_a_person_goes_the_whole_way_to_full_member(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    with factories.writing():
        factories.full_dossier(db.session.get(TrackingRun, run_id), date(2024, 6, 3))
    for caller, code, typed, stage in whole_way(ward):
        if code is MoveCode.PROPOSE_OFFICIAL:
            certify(run_id)
        moved = do(caller, run_id, code, typed)
        assert moved.to_stage == stage.value, code
        assert run_of(run_id).stage is stage
    run = run_of(run_id)
    assert run.probation_ends_on == date(2025, 9, 3)
    assert run.official_on == date(2025, 9, 3), "the day the twelve months end, not the decision's"
    assert run.closed_on == date(2025, 9, 25)
    assert (run.helper_id, run.decision_number) == (None, "501-QĐ/TU")
    assert [event.to_stage for event in events_of(run_id)] == [stage for *_, stage in whole_way(ward)]
    assert {event.regime for event in events_of(run_id)} == {"A", "B"}, "judged by the mode of the step's day"


# --- what closes a move ------------------------------------------------------------------------------------

REFUSALS = [
    (
        "a helper who is on probation",
        Stage.SOURCE,
        MoveCode.ADD_SYMPATHISER,
        "probationer",
        "helper_not_official",
    ),
    ("a day that has not come", Stage.SOURCE, MoveCode.ADD_SYMPATHISER, "tomorrow", "date_in_future"),
    ("a day before the stage began", Stage.SOURCE, MoveCode.ADD_SYMPATHISER, "too early", "before_stage"),
    ("the class without a helper", Stage.SYMPATHISER, MoveCode.PROPOSE_CLASS, "no helper", "helper_missing"),
    ("starting without a certificate", Stage.CLASS_DONE, MoveCode.PROPOSE_START, "", "certificate_missing"),
    (
        "starting with an old certificate",
        Stage.CLASS_DONE,
        MoveCode.PROPOSE_START,
        "old",
        "certificate_expired",
    ),
]


@pytest.mark.parametrize(("case", "stage", "code", "how", "finding"), REFUSALS, ids=[r[0] for r in REFUSALS])
def test_a_block_refuses_and_changes_nothing(
    ward: SimpleNamespace, case: str, stage: Stage, code: MoveCode, how: str, finding: str
) -> None:
    values: dict[str, object] = {}
    typed = entry(helper=ward.helper)
    if how == "probationer":
        typed = entry(helper=ward.probationer)
    elif how == "tomorrow":
        typed = replace(typed, happened_on=clock.today() + timedelta(days=1))
    elif how == "too early":
        typed = replace(typed, happened_on=date(2023, 12, 31))
    elif how == "no helper":
        values = {"helper_id": None}
    elif how == "old":
        values = {"certificate_on": date(2018, 6, 1), "certificate_number": "1/GCN"}
    run_id = new_run(ward, stage, **values)
    with pytest.raises(Refused) as refused:
        move_candidate(ward.branch, run_id, 1, code, typed)
    assert finding in {found.code.value for found in refused.value.findings}
    run = run_of(run_id)
    assert (run.stage, run.version) == (stage, 1)
    assert events_of(run_id) == []


def test_a_warning_asks_for_a_written_answer_and_keeps_it(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.CLASS_PROPOSED)
    typed = Entry(
        certificate_number="15/GCN", certificate_on=day("2024-04-26"), certificate_issuer="Nơi cấp thử"
    )
    with pytest.raises(Refused) as refused:
        move_candidate(ward.office_caller, run_id, 1, MoveCode.RECORD_CERTIFICATE, typed)
    assert [found.code.value for found in refused.value.findings] == ["class_list_missing"]
    blank = replace(typed, answers={"class_list_missing": "   "})
    with pytest.raises(Refused):
        move_candidate(ward.office_caller, run_id, 1, MoveCode.RECORD_CERTIFICATE, blank)
    answered = replace(typed, answers={"class_list_missing": "Công văn thất lạc.", "not_asked": "bỏ"})
    move_candidate(ward.office_caller, run_id, 1, MoveCode.RECORD_CERTIFICATE, answered)
    assert events_of(run_id)[0].warnings == {"class_list_missing": "Công văn thất lạc."}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (MoveCode.ADD_SYMPATHISER, {"happened_on", "basis_number", "helper"}),
        (MoveCode.REJECT_SOURCE, {"happened_on", "reason"}),
        (MoveCode.DECEASE, {"happened_on"}),
    ],
)
def test_missing_inputs_are_named(ward: SimpleNamespace, code: MoveCode, fields: set[str]) -> None:
    run_id = new_run(ward)
    with pytest.raises(Invalid) as invalid:
        move_candidate(ward.branch, run_id, 1, code, Entry())
    assert set(invalid.value.fields) == fields


def test_a_helper_of_another_branch_is_not_taken(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    with pytest.raises(Invalid) as invalid:
        move_candidate(ward.branch, run_id, 1, MoveCode.ADD_SYMPATHISER, entry(helper=ward.stranger))
    assert invalid.value.fields == {"helper": "helper_unknown"}


def test_a_vote_below_two_thirds_is_recorded_and_moves_nobody(ward: SimpleNamespace) -> None:
    values = {"certificate_on": day("2024-01-01"), "dossier_started_on": day("2024-01-04")}
    run_id = new_run(ward, Stage.DOSSIER, **values)
    with factories.writing():
        factories.full_dossier(db.session.get(TrackingRun, run_id))
    typed = entry("2024-07-04", "07-NQ/CB", votes=vote(5, 9, 7))
    moved = do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, typed)
    run = run_of(run_id)
    assert moved.failed_vote
    assert (run.stage, run.failed_votes, run.branch_resolution_on) == (Stage.DOSSIER, 1, None)
    assert events_of(run_id)[0].data["typed"]["in_favour"] == 5
    assert moved.obligations == ("report_upward",)


# --- who ---------------------------------------------------------------------------------------------------


def test_only_the_role_of_a_step_enters_it(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.START_PROPOSED)
    with pytest.raises(Forbidden):
        move_candidate(ward.branch, run_id, 1, MoveCode.PERMIT_START, entry("2024-05-20"))
    offered = {one.move.code for one in move_sheet(actor(ward.b1), run_id).options}
    assert MoveCode.PERMIT_START not in offered
    assert MoveCode.LEAVE in offered
    by_office = {one.move.code for one in move_sheet(actor(ward.office), run_id).options}
    assert by_office >= {MoveCode.PERMIT_START, MoveCode.REFUSE_START}
    assert MoveCode.LEAVE not in by_office


def test_another_branch_does_not_find_the_run(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    with pytest.raises(NotFound):
        move_candidate(ward.other, run_id, 1, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    with pytest.raises(NotFound):
        move_sheet(actor(ward.b2), run_id)


def test_a_closed_move_says_why_and_from_when(ward: SimpleNamespace) -> None:
    ends = clock.today() + timedelta(days=90)
    run_id = new_run(ward, Stage.PROBATIONARY, ceremony_on=day("2024-01-04"), probation_ends_on=ends)
    option = move_sheet(actor(ward.b1), run_id).option("propose_official")
    assert option is not None
    assert not option.is_open
    assert [found.earliest for found in option.findings if found.earliest] == [ends]


# --- pressing twice, pressing late -------------------------------------------------------------------------


def test_a_stale_version_is_a_conflict(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    do(ward.branch, run_id, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    with pytest.raises(Conflict) as conflict:
        move_candidate(ward.branch, run_id, 1, MoveCode.REJECT_SOURCE, Entry(happened_on=day("2024-02-06")))
    assert conflict.value.code == "stale"


def test_pressing_twice_moves_once(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    twice = replace(ward.branch, command_id="pressed-twice")
    first = move_candidate(twice, run_id, 1, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    again = move_candidate(twice, run_id, 1, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    assert again == first
    assert len(events_of(run_id)) == 1


# --- taking back -------------------------------------------------------------------------------------------


def test_undo_puts_everything_back_and_keeps_both_events(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    moved = do(ward.branch, run_id, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    undo_move(ward.branch, moved.event_id)
    run = run_of(run_id)
    assert (run.stage, run.stage_since, run.helper_id, run.sympathiser_on) == (
        Stage.SOURCE,
        date(2024, 1, 4),
        None,
        None,
    )
    assert db.session.query(HelperAssignment).count() == 0
    kinds = [(event.kind, event.cancels_id) for event in events_of(run_id)]
    assert kinds == [("move", None), ("undo", moved.event_id)]
    with pytest.raises(Refused) as refused:
        undo_move(ward.branch, moved.event_id)
    assert refused.value.code == "undo_not_last"


def test_undo_of_a_change_of_helper_brings_the_former_one_back(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    do(ward.branch, run_id, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    changed = do(
        ward.branch,
        run_id,
        MoveCode.ASSIGN_HELPER,
        entry("2024-06-03", "06-NQ/CB", helper=ward.other_helper, reason="Chuyển sinh hoạt"),
    )
    spans = [
        (a.member_id, a.ended_on) for a in db.session.query(HelperAssignment).order_by(HelperAssignment.id)
    ]
    assert spans == [(ward.helper, date(2024, 6, 3)), (ward.other_helper, None)]
    undo_move(ward.branch, changed.event_id)
    assert run_of(run_id).helper_id == ward.helper
    spans = [(a.member_id, a.ended_on) for a in db.session.query(HelperAssignment)]
    assert spans == [(ward.helper, None)]


def test_only_the_last_move_goes_back(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    first = do(ward.branch, run_id, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    second = do(ward.branch, run_id, MoveCode.PROPOSE_CLASS, entry("2024-03-04"))
    with pytest.raises(Refused):
        undo_move(ward.branch, first.event_id)
    undo_move(ward.branch, second.event_id)
    undo_move(ward.branch, first.event_id)
    assert run_of(run_id).stage is Stage.SOURCE


def test_undo_is_for_who_entered_it_or_the_office_and_for_a_short_while(ward: SimpleNamespace) -> None:
    with factories.writing():
        from phohoa.domain.access import Role
        from phohoa.models import Branch

        colleague = factories.user(
            Role.BRANCH, "b1-colleague", branches=(db.session.get(Branch, ward.first),)
        ).id
    run_id = new_run(ward)
    moved = do(ward.branch, run_id, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    with pytest.raises(Refused) as refused:
        undo_move(Caller(actor(colleague)), moved.event_id)
    assert refused.value.code == "undo_not_yours"
    with clock.pretend(clock.now() + timedelta(minutes=31)), pytest.raises(Refused) as late:
        undo_move(ward.branch, moved.event_id)
    assert late.value.code == "undo_too_late"
    with pytest.raises(NotFound):
        undo_move(ward.other, moved.event_id)
    undo_move(ward.office_caller, moved.event_id)
    assert run_of(run_id).stage is Stage.SOURCE


# --- leaving, resting, moving ------------------------------------------------------------------------------


def test_leaving_closes_the_run_with_its_reason(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.SYMPATHISER)
    typed = entry(reason_code=ReasonToLeave.NO_LONGER_STRIVING, reason="Không dự sinh hoạt sáu tháng.")
    do(ward.branch, run_id, MoveCode.LEAVE, typed)
    run = run_of(run_id)
    assert (run.stage, run.closed_on, run.helper_id) == (Stage.LEFT, day("2024-02-05"), None)
    with pytest.raises(Invalid):
        move_candidate(
            ward.branch,
            new_run(ward, Stage.SYMPATHISER),
            1,
            MoveCode.LEAVE,
            replace(typed, reason_code="mood"),
        )


def test_a_pause_comes_back_to_the_same_stage(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.DOSSIER)
    rest = entry(reason_code=ReasonToPause.MILITARY_SERVICE, reason="Nhập ngũ.")
    paused = do(ward.branch, run_id, MoveCode.PAUSE, rest)
    assert (paused.from_column, paused.to_column) == ("dossier", "dossier"), "the card stays in its column"
    do(ward.branch, run_id, MoveCode.RESUME, entry("2024-09-05"))
    run = run_of(run_id)
    assert (run.stage, run.paused_from) == (Stage.DOSSIER, None)


def test_moving_to_another_branch_goes_on_there_in_the_same_stage(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.CLASS_DONE, certificate_on=day("2024-01-02"), certificate_number="3/GCN")
    moved = do(ward.branch, run_id, MoveCode.MOVE_BRANCH, entry(to_branch=ward.second))
    old, new = run_of(run_id), run_of(moved.new_run_id or 0)
    assert (old.stage, old.closed_on) == (Stage.MOVED_AWAY, day("2024-02-05"))
    assert (new.branch_id, new.stage, new.helper_id, new.closed_on) == (
        ward.second,
        Stage.CLASS_DONE,
        None,
        None,
    )
    assert (new.certificate_number, new.previous_run_id, new.person_id) == ("3/GCN", old.id, old.person_id)
    undo_move(ward.branch, moved.event_id)
    assert run_of(run_id).stage is Stage.CLASS_DONE
    assert db.session.get(TrackingRun, moved.new_run_id) is None


def test_a_move_is_not_taken_back_once_the_new_branch_has_gone_on(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.SYMPATHISER)
    moved = do(ward.branch, run_id, MoveCode.MOVE_BRANCH, entry(to_branch=ward.second))
    typed = entry("2024-03-04", helper=ward.stranger)
    do(ward.other, moved.new_run_id or 0, MoveCode.ASSIGN_HELPER, typed)
    with pytest.raises(Conflict) as conflict:
        undo_move(ward.branch, moved.event_id)
    assert conflict.value.code == "undo_gone_on"


def test_a_person_has_one_open_run_in_the_ward(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.OFFICIAL, closed_on=day("2024-01-04"))
    with factories.writing():
        db.session.add(
            TrackingRun(
                person_id=db.session.get(TrackingRun, run_id).person_id,
                branch_id=ward.second,
                stage=Stage.SOURCE,
                stage_since=day("2024-02-01"),
                opened_on=day("2024-02-01"),
            )
        )
    annul = Entry(
        decision_number="9-QĐ", decision_on=day("2024-03-01"), issuing_body="Cấp ủy thử", reason="Sai thủ tục"
    )
    with pytest.raises(Refused) as refused:
        do(ward.office_caller, run_id, MoveCode.ANNUL_REDO, annul)
    assert refused.value.code == "open_run_exists"


def test_a_practice_branch_and_a_real_one_exchange_nobody(ward: SimpleNamespace) -> None:
    run_id = new_run(ward, Stage.SYMPATHISER)
    with pytest.raises(Invalid) as invalid:
        move_candidate(ward.branch, run_id, 1, MoveCode.MOVE_BRANCH, entry(to_branch=ward.practice))
    assert invalid.value.fields == {"to_branch": "branch_unknown"}


def test_every_move_stands_in_the_audit(ward: SimpleNamespace) -> None:
    run_id = new_run(ward)
    do(ward.branch, run_id, MoveCode.ADD_SYMPATHISER, entry(helper=ward.helper))
    rows = db.session.query(AuditRow).filter_by(entity="tracking_run", entity_id=str(run_id)).all()
    assert [row.actor for row in rows] == ["b1"]
    assert '"stage": ["source", "sympathiser"]' in rows[0].data


# --- rules that the office entered -------------------------------------------------------------------------


def test_what_the_office_enters_serves_from_its_day_to_its_end(ward: SimpleNamespace) -> None:
    with factories.writing():
        db.session.add_all(
            [
                RuleValueRow(
                    code="certificate_months",
                    value="48",
                    valid_from=date(2026, 8, 1),
                    valid_to=date(2026, 9, 30),
                    citation="HD 99-HD/TW, mục 2",
                ),
                AuthorityPeriod(mode="A", valid_from=date(2026, 8, 15), note="thử"),
                Holiday(day=date(2026, 8, 10), name="nghỉ bù", is_working=False),
                Holiday(day=date(2026, 8, 22), name="thôi làm bù", is_working=False),
            ]
        )
    months = [rules_on(db.session, date(2026, m, 15)).number("certificate_months") for m in (7, 8, 9, 10)]
    assert months == [60, 48, 48, 60]
    assert [mode_on(db.session, date(2026, 8, d)).value for d in (14, 15)] == ["C", "A"]
    holidays = book_of(db.session).holidays
    assert date(2026, 8, 10) in holidays.off
    assert date(2026, 8, 22) not in holidays.worked
