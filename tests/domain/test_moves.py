"""The table of moves is whole: every stage can be left, every form asks for what the rules need."""

from dataclasses import fields

import pytest

from phohoa.domain.access import Role
from phohoa.domain.facts import Entry
from phohoa.domain.moves import ALL_MODES, MOVE_OF, MOVE_OF_REASON, MOVES, moves_from
from phohoa.domain.rulebook import AuthorityMode
from phohoa.domain.stages import (
    CLOSED_STAGES,
    COLUMN_OF,
    NORMAL_WAY,
    OPEN_STAGES,
    VOTE_INPUTS,
    Column,
    Input,
    MoveCode,
    ReasonToLeave,
    Stage,
    column_of,
)

A, B, C = AuthorityMode
S = Stage


@pytest.mark.parametrize(
    ("stage", "mode", "normal_steps"),
    [
        pytest.param(None, B, {"introduce", "add_sympathiser"}, id="a run begins as source or on the list"),
        pytest.param(S.SOURCE, B, {"add_sympathiser", "reject_source", "decease"}, id="a source"),
        pytest.param(S.SYMPATHISER, B, {"propose_class", "record_certificate"}, id="on the list"),
        pytest.param(S.CLASS_PROPOSED, B, {"record_certificate", "class_not_sent"}, id="for the class"),
        pytest.param(
            S.CLASS_DONE, B, {"propose_start", "retake_class", "renew_certificate"}, id="after the class"
        ),
        pytest.param(
            S.START_PROPOSED, B, {"permit_start", "refuse_start"}, id="the committee permits or not"
        ),
        pytest.param(S.DOSSIER, B, {"resolve_branch", "renew_papers"}, id="the branch considers"),
        pytest.param(
            S.BRANCH_RESOLVED, A, {"resolve_committee", "not_approved"}, id="2023: the ward's committee votes"
        ),
        pytest.param(
            S.BRANCH_RESOLVED, B, {"submit", "return_to_list"}, id="2025: straight to the standing committee"
        ),
        pytest.param(
            S.COMMITTEE_RESOLVED, B, {"submit_up"}, id="caught by the change of mode, still goes on"
        ),
        pytest.param(S.SUBMITTED, C, {"record_decision"}, id="waiting for the decision"),
        pytest.param(S.DECIDED, C, {"hold_ceremony", "annul", "annul_redo"}, id="decided"),
        pytest.param(
            S.PROBATIONARY, C, {"propose_official", "recognise_above", "strike_off"}, id="on probation"
        ),
        pytest.param(S.OFFICIAL_PROPOSED, C, {"recognise", "strike_off"}, id="proposed as official"),
        pytest.param(
            S.OFFICIAL, C, {"annul", "annul_redo"}, id="an official member's decision may be annulled"
        ),
        pytest.param(S.PAUSED, C, {"resume", "withdraw", "move_out", "decease"}, id="paused"),
    ],
)
def test_what_a_stage_offers(stage, mode, normal_steps):
    assert normal_steps <= {move.code.value for move in moves_from(stage, mode)}


@pytest.mark.parametrize(
    ("stage", "mode", "never"),
    [
        pytest.param(S.BRANCH_RESOLVED, B, "resolve_committee", id="no committee in between in 2025"),
        pytest.param(S.BRANCH_RESOLVED, A, "submit", id="no short way in 2023"),
        pytest.param(S.SOURCE, B, "leave", id="somebody not on the list cannot be taken off it"),
        pytest.param(
            S.BRANCH_RESOLVED, B, "leave", id="after the vote a branch resolution no longer takes off"
        ),
        pytest.param(S.DECIDED, B, "withdraw", id="after the decision nobody withdraws by a line"),
        pytest.param(S.DECIDED, B, "pause", id="after the decision nothing rests"),
    ],
)
def test_what_a_stage_never_offers(stage, mode, never):
    assert never not in {move.code.value for move in moves_from(stage, mode)}


@pytest.mark.parametrize("stage", sorted(OPEN_STAGES))
@pytest.mark.parametrize("mode", AuthorityMode)
def test_every_open_stage_can_go_on_and_can_end(stage, mode):
    targets = {move.target for move in moves_from(stage, mode)}
    assert targets & CLOSED_STAGES
    assert stage is S.PAUSED or any(target in NORMAL_WAY for target in targets)


@pytest.mark.parametrize("stage", sorted(CLOSED_STAGES - {S.OFFICIAL}))
def test_a_closed_run_stays_closed(stage):
    assert moves_from(stage, B) == ()


def test_every_code_stands_once_in_the_table():
    assert [move.code for move in MOVES] == list(dict.fromkeys(move.code for move in MOVES))
    assert set(MOVE_OF) == set(MoveCode)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.code.value)
def test_a_move_asks_for_its_day_and_is_entered_by_a_known_role(move):
    assert move.day in move.required
    assert move.entered_by and move.entered_by <= {Role.BRANCH, Role.OFFICE, Role.MASS_ORG}
    assert move.optional <= set(move.inputs)
    assert len(move.inputs) == len(set(move.inputs))
    assert move.modes <= ALL_MODES and move.modes
    assert bool(move.reasons) == (Input.REASON_CODE in move.inputs)


@pytest.mark.parametrize(
    "code",
    [MoveCode.LEAVE, MoveCode.REJECT_SOURCE, MoveCode.NOT_APPROVED, MoveCode.STRIKE_OFF, MoveCode.ANNUL],
)
def test_ending_a_run_against_somebody_needs_a_written_reason(code):
    assert Input.REASON in MOVE_OF[code].required


@pytest.mark.parametrize(
    "code", [MoveCode.ADD_SYMPATHISER, MoveCode.LEAVE, MoveCode.PROPOSE_CLASS, MoveCode.PROPOSE_START]
)
def test_what_the_branch_decides_monthly_rests_on_its_resolution(code):
    assert Input.BASIS_NUMBER in MOVE_OF[code].required
    assert MOVE_OF[code].entered_by == {Role.BRANCH}


def test_every_input_is_a_field_of_the_entry_or_of_the_votes():
    names = {field.name for field in fields(Entry)}
    assert {code.value for code in Input if code not in VOTE_INPUTS} <= names


def test_every_reason_of_a_removal_is_a_move_that_accepts_it():
    assert set(MOVE_OF_REASON) == set(ReasonToLeave)
    for reason, code in MOVE_OF_REASON.items():
        assert not MOVE_OF[code].reasons or reason in MOVE_OF[code].reasons


def test_the_columns_of_the_board():
    assert set(COLUMN_OF) == set(Stage)
    assert {column_of(stage) for stage in OPEN_STAGES} == set(Column) - {Column.CLOSED}
    assert column_of(S.PAUSED, S.DOSSIER) is Column.DOSSIER
    assert column_of(S.SUBMITTED) is Column.CONSIDERATION
