"""What each move changes, walked along the whole way and off it."""

from dataclasses import fields, replace
from datetime import date

import pytest

from phohoa.domain.deadlines import add_working_days
from phohoa.domain.facts import Obligation as Owed
from phohoa.domain.facts import RunFacts
from phohoa.domain.obligations import citation_of, due_of
from phohoa.domain.opinions import Opinion, OpinionKind
from phohoa.domain.outcomes import outcome
from phohoa.domain.stages import CLOSED_STAGES, MoveCode, Stage
from phohoa.models import TrackingRun

from .cases import RULES, entry_for, facts_at, move, source_of, voted

M, S = MoveCode, Stage
DAY = date(2026, 3, 5)


def after(code, facts=None, **typed):
    facts = facts_at(source_of(code)) if facts is None else facts
    return outcome(move(code), facts, entry_for(code, **typed), RULES)


@pytest.mark.parametrize(
    ("code", "stage", "facts_set"),
    [
        (M.INTRODUCE, S.SOURCE, {}),
        (M.ADD_SYMPATHISER, S.SYMPATHISER, {"sympathiser_on": DAY, "helper_id": 7, "helper_since": DAY}),
        (M.PROPOSE_CLASS, S.CLASS_PROPOSED, {"class_proposed_on": DAY}),
        (M.RECORD_CERTIFICATE, S.CLASS_DONE, {"certificate_on": date(2026, 3, 2)}),
        (M.CLASS_NOT_SENT, S.SYMPATHISER, {"class_proposed_on": None}),
        (M.RETAKE_CLASS, S.CLASS_PROPOSED, {"certificate_on": None, "class_proposed_on": DAY}),
        (M.PROPOSE_START, S.START_PROPOSED, {"start_proposed_on": DAY}),
        (M.PERMIT_START, S.DOSSIER, {"dossier_started_on": DAY}),
        (M.REFUSE_START, S.CLASS_DONE, {"start_proposed_on": None}),
        (M.RESOLVE_BRANCH, S.BRANCH_RESOLVED, {"branch_resolution_number": "05-NQ/CB"}),
        (M.RESOLVE_COMMITTEE, S.COMMITTEE_RESOLVED, {"committee_resolution_on": DAY}),
        (M.SUBMIT, S.SUBMITTED, {"submitted_on": DAY}),
        (M.SUBMIT_UP, S.SUBMITTED, {"submitted_on": DAY}),
        (M.RECORD_DECISION, S.DECIDED, {"decision_on": DAY, "decision_received_on": date(2026, 3, 6)}),
        (M.HOLD_CEREMONY, S.PROBATIONARY, {"ceremony_on": DAY, "probation_ends_on": date(2027, 3, 5)}),
        (M.PROPOSE_OFFICIAL, S.OFFICIAL_PROPOSED, {"official_proposed_on": DAY}),
        (M.RECOGNISE, S.OFFICIAL, {"official_on": date(2026, 3, 3), "closed_on": DAY}),
        (M.RECOGNISE_ABOVE, S.OFFICIAL, {"official_on": date(2026, 3, 3)}),
        (M.LEAVE, S.LEFT, {"closed_on": DAY}),
        (M.WITHDRAW, S.WITHDRAWN, {"closed_on": DAY}),
        (M.PAUSE, S.PAUSED, {"paused_from": S.SYMPATHISER}),
        (M.RESUME, S.DOSSIER, {"paused_from": None}),
        (M.RETURN_TO_LIST, S.SYMPATHISER, {"branch_resolution_on": None, "dossier_started_on": None}),
        (M.NOT_APPROVED, S.NOT_APPROVED, {"closed_on": DAY}),
        (M.ANNUL, S.ANNULLED, {"closed_on": DAY}),
        (M.ANNUL_REDO, S.DOSSIER, {"decision_on": None, "ceremony_on": None, "dossier_started_on": DAY}),
        (M.STRIKE_OFF, S.STRUCK_OFF, {"closed_on": DAY}),
        (M.DECEASE, S.DECEASED, {"closed_on": DAY}),
    ],
)  # fmt: skip
def test_a_move_leads_to_its_stage_and_sets_its_facts(code, stage, facts_set):
    result = after(code)
    assert result.stage is stage
    assert facts_set.items() <= result.changes.items()


@pytest.mark.parametrize("code", MoveCode)
def test_days_in_the_stage_begin_anew_exactly_when_the_stage_changes(code):
    facts = facts_at(source_of(code))
    result = after(code, facts)
    assert ("stage_since" in result.changes) is (result.stage is not facts.stage)
    assert ("closed_on" in result.changes) is (result.stage in CLOSED_STAGES)


def test_facts_are_set_under_names_a_run_has():
    known = {field.name for field in fields(RunFacts)}
    columns = known | {column.key for column in TrackingRun.__table__.columns}
    assert {name for code in MoveCode for name in after(code).changes} <= columns


@pytest.mark.parametrize(
    ("ceremony", "ends"),
    [
        pytest.param(date(2025, 1, 13), date(2026, 1, 13), id="the same day next year"),
        pytest.param(date(2024, 2, 29), date(2025, 2, 28), id="29 February ends on the last day of February"),
    ],
)
def test_probation_lasts_twelve_months_from_the_ceremony(ceremony, ends):
    facts = facts_at(S.DECIDED, decision_on=date(2024, 1, 2))
    assert after(M.HOLD_CEREMONY, facts, ceremony_on=ceremony).changes["probation_ends_on"] == ends


def test_official_from_the_end_of_probation_however_late_the_decision():
    facts = facts_at(S.OFFICIAL_PROPOSED, probation_ends_on=date(2025, 6, 1))
    assert after(M.RECOGNISE, facts).changes["official_on"] == date(2025, 6, 1)


@pytest.mark.parametrize("code", [M.RESOLVE_BRANCH, M.RESOLVE_COMMITTEE, M.PROPOSE_OFFICIAL])
def test_a_failed_vote_stays_is_counted_and_goes_upward(code):
    facts = facts_at(source_of(code))
    result = after(code, facts, votes=voted(5, 9))
    assert (result.stage, result.failed_vote) == (facts.stage, True)
    assert result.changes == {"failed_votes": 1}
    assert result.obligations == (Owed.REPORT_UPWARD,)


def test_the_third_failed_vote_on_recognition_is_for_the_level_above():
    result = after(M.PROPOSE_OFFICIAL, facts_at(S.PROBATIONARY, failed_votes=2), votes=voted(5, 9))
    assert result.obligations == (Owed.REPORT_UPWARD, Owed.UPPER_DECIDES)


def test_failed_votes_on_admission_do_not_count_against_recognition():
    assert after(M.HOLD_CEREMONY, facts_at(S.DECIDED, failed_votes=2)).changes["failed_votes"] == 0


def test_a_ceremony_keeps_the_helper_unless_another_is_typed():
    assert "helper_id" not in after(M.HOLD_CEREMONY, helper=None).changes
    assert after(M.HOLD_CEREMONY).changes["helper_id"] == 7
    assert after(M.HOLD_CEREMONY).obligations == (Owed.NEW_MEMBER_PAPERS,)


@pytest.mark.parametrize(
    ("stage", "inside", "outside"),
    [
        (S.SYMPATHISER, {Owed.CONSIDERATION_PAPER, Owed.NEW_HELPER}, {Owed.CONSIDERATION_PAPER}),
        (S.SUBMITTED, {Owed.FORWARD_DOSSIER, Owed.NEW_HELPER}, {Owed.FORWARD_DOSSIER}),
        (
            S.DECIDED,
            {Owed.NO_CEREMONY_HERE, Owed.FORWARD_DECISION, Owed.NEW_HELPER},
            {Owed.NO_CEREMONY_HERE, Owed.FORWARD_DECISION},
        ),
        (S.PROBATIONARY, {Owed.TRANSFER_REMARKS, Owed.NEW_HELPER}, {Owed.TRANSFER_REMARKS}),
    ],
)
def test_moving_asks_for_papers_by_how_far_the_run_had_come(stage, inside, outside):
    moved = after(M.MOVE_BRANCH, facts_at(stage))
    assert (moved.stage, moved.continues_in, set(moved.obligations)) == (S.MOVED_AWAY, stage, inside)
    gone = after(M.MOVE_OUT, facts_at(stage))
    assert (gone.stage, gone.continues_in, set(gone.obligations)) == (S.MOVED_AWAY, None, outside)


def test_moving_out_while_paused_goes_by_the_stage_before():
    assert after(M.MOVE_OUT, facts_at(S.PAUSED)).obligations == (Owed.CONSIDERATION_PAPER,)


def test_pausing_and_resuming_leads_back():
    facts = facts_at(S.SUBMITTED)
    paused = after(M.PAUSE, facts)
    back = after(M.RESUME, replace(facts, stage=S.PAUSED, paused_from=paused.changes["paused_from"]))
    assert back.stage is S.SUBMITTED


@pytest.mark.parametrize("stage", [S.DOSSIER, S.BRANCH_RESOLVED])
def test_renewed_papers_start_the_clock_anew_and_the_vote_is_taken_again(stage):
    result = after(M.RENEW_PAPERS, facts_at(stage))
    assert (result.stage, result.changes["dossier_started_on"]) == (S.DOSSIER, DAY)
    assert ("branch_resolution_on" in result.changes) is (stage is S.BRANCH_RESOLVED)


def test_annulling_an_official_members_decision_to_do_it_again_reopens_the_run():
    assert after(M.ANNUL_REDO, facts_at(S.OFFICIAL)).changes["closed_on"] is None


def test_a_refused_dossier_is_told_to_the_branch():
    assert after(M.NOT_APPROVED).obligations == after(M.RETURN_TO_LIST).obligations == (Owed.NOTIFY_BRANCH,)


@pytest.mark.parametrize(
    ("decided", "owed"),
    [
        pytest.param(30, {Owed.NO_CEREMONY_HERE, Owed.FORWARD_DECISION}, id="in 30 working days"),
        pytest.param(
            31, {Owed.NO_CEREMONY_HERE, Owed.ANNUL_DECISION, Owed.FORWARD_DOSSIER}, id="a day later"
        ),
    ],
)
def test_a_decision_that_came_after_somebody_left_the_ward_follows_or_is_annulled(decided, owed):
    moved = date(2026, 1, 20)
    facts = facts_at(S.DECIDED, decision_on=add_working_days(moved, decided))
    assert set(after(M.MOVE_OUT, facts, happened_on=moved).obligations) == owed
    inside = after(M.MOVE_BRANCH, facts, happened_on=moved).obligations
    assert Owed.ANNUL_DECISION not in inside, "the same level decides for every branch of the ward"


def test_consent_for_somebody_over_age_is_kept():
    agreed = (Opinion(OpinionKind.OVER_AGE, None, DAY, True),)
    result = after(M.RESOLVE_BRANCH, facts_at(S.DOSSIER, opinions=agreed))
    assert result.changes["over_age_consent"] is True
    assert after(M.RESOLVE_BRANCH).changes["over_age_consent"] is False


def test_recognition_keeps_the_number_and_the_day_of_its_decision():
    changes = after(M.RECOGNISE).changes
    assert (changes["official_decision_number"], changes["official_decision_on"]) == ("18-QĐ/ĐU", DAY)
    assert after(M.ANNUL_REDO, facts_at(S.OFFICIAL)).changes["official_decision_number"] == ""


def test_the_issuer_of_a_certificate_is_kept_and_goes_with_it():
    assert after(M.RECORD_CERTIFICATE).changes["certificate_issuer"] == "Trung tâm Chính trị"
    assert after(M.RETAKE_CLASS).changes["certificate_issuer"] == ""


@pytest.mark.parametrize(
    ("issued", "stage"),
    [
        pytest.param(None, S.SYMPATHISER, id="without a certificate"),
        pytest.param(date(2021, 3, 5), S.CLASS_DONE, id="60 months that day"),
        pytest.param(date(2021, 3, 4), S.SYMPATHISER, id="a day older: the class is taken again"),
    ],
)
def test_who_comes_from_outside_goes_on_where_the_papers_say(issued, stage):
    result = after(M.ARRIVE, facts_at(None), certificate_on=issued, paper_on=date(2026, 2, 2))
    assert result.stage is stage
    assert result.changes["sympathiser_on"] == date(2026, 2, 2)
    assert result.changes["arrived_from"] == "Xã Mẫu, tỉnh Mẫu"


def test_a_former_member_on_the_list_is_marked_for_readmission():
    assert after(M.ADD_SYMPATHISER, facts_at(S.SOURCE, is_former_member=True)).changes["is_readmission"]
    assert not after(M.ADD_SYMPATHISER).changes["is_readmission"]


@pytest.mark.parametrize(
    ("obligation", "due"),
    [
        (Owed.FORWARD_DOSSIER, add_working_days(DAY, 15)),
        (Owed.NEW_MEMBER_PAPERS, add_working_days(DAY, 30)),
        (Owed.TRANSFER_REMARKS, add_working_days(DAY, 60)),
        (Owed.REPORT_UPWARD, None),
    ],
)
def test_what_is_owed_has_its_last_day_where_a_rule_gives_one(obligation, due):
    assert due_of(obligation, DAY, RULES) == due


@pytest.mark.parametrize("obligation", Owed)
def test_what_is_owed_names_its_rule_or_none_for_what_is_only_practice(obligation):
    citation, _ = citation_of(obligation, RULES)
    assert (citation is None) is (obligation is Owed.NEW_MEMBER_PAPERS)


def test_a_move_without_its_day_changes_nothing():
    with pytest.raises(ValueError, match="day"):
        after(M.PROPOSE_CLASS, happened_on=None)
