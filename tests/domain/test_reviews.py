"""The monthly review: states, decisions, concluding, and who has reported."""

from dataclasses import replace
from datetime import date

import pytest

from phohoa.domain.access import Role
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity
from phohoa.domain.moves import MOVE_OF, MOVE_OF_REASON
from phohoa.domain.reviews import (
    EDITABLE_STATES,
    REPORTED_STATES,
    Reported,
    ReviewDecision,
    ReviewSheet,
    ReviewSheetLine,
    ReviewState,
    RosterBranch,
    Timeliness,
    allowed_decisions,
    check_conclude,
    check_not_held,
    due_date,
    expected_branches,
    removal_reasons,
    review_moves,
    timeliness,
)
from phohoa.domain.stages import OPEN_STAGES, MoveCode, Stage

from .cases import codes, only

TODAY = date(2026, 3, 10)
KEEP, ADD, REMOVE, CLASS, START = ReviewDecision
LINE = ReviewSheetLine(1, Stage.SYMPATHISER, KEEP)
SHEET = ReviewSheet(2026, 3, ReviewState.IN_PROGRESS, date(2026, 3, 4), "Trần Văn Mẫu", 9, 8, False, (LINE,))


def test_a_review_in_order_can_be_concluded():
    assert check_conclude(SHEET, TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"meeting_on": None}, F.MEETING_DATE_MISSING),
        ({"meeting_on": date(2026, 3, 11)}, F.MEETING_IN_FUTURE),
        ({"month": 4}, F.MONTH_NOT_BEGUN),
        ({"chair": "  "}, F.CHAIR_MISSING),
        ({"present": None}, F.ATTENDANCE_MISSING),
        ({"members": None}, F.ATTENDANCE_MISSING),
        ({"present": 10}, F.ATTENDANCE_IMPOSSIBLE),
        ({"present": 0}, F.ATTENDANCE_IMPOSSIBLE),
        ({"state": ReviewState.SUBMITTED}, F.REVIEW_CLOSED),
        ({"state": ReviewState.RECEIVED}, F.REVIEW_CLOSED),
    ],
)
def test_what_stands_against_concluding(changes, finding):
    assert finding in codes(check_conclude(replace(SHEET, **changes), TODAY), Severity.BLOCK)


def test_a_meeting_in_another_month_is_only_warned_about():
    found = check_conclude(replace(SHEET, meeting_on=date(2026, 2, 27)), TODAY)
    assert codes(found) == codes(found, Severity.WARNING) == {F.MEETING_OTHER_MONTH}


def test_a_month_not_yet_begun_says_when_it_begins():
    found = check_conclude(replace(SHEET, month=4), TODAY)
    assert only(found, F.MONTH_NOT_BEGUN).earliest == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        pytest.param(ReviewSheetLine(5, Stage.SOURCE), F.LINE_UNTOUCHED, id="nothing decided"),
        pytest.param(
            ReviewSheetLine(5, Stage.SOURCE, ADD), F.LINE_HELPER_MISSING, id="added without a helper"
        ),
        pytest.param(
            ReviewSheetLine(5, Stage.SYMPATHISER, REMOVE), F.LINE_REASON_MISSING, id="taken off, no reason"
        ),
        pytest.param(
            ReviewSheetLine(5, Stage.SYMPATHISER, REMOVE, "other"),
            F.LINE_REASON_MISSING,
            id="a code but no words",
        ),
        pytest.param(
            ReviewSheetLine(5, Stage.SYMPATHISER, REMOVE, "not_selected", "x"),
            F.LINE_REASON_MISSING,
            id="a reason for sources only",
        ),
        pytest.param(ReviewSheetLine(5, Stage.SYMPATHISER, START), F.LINE_DECISION_CLOSED, id="too early"),
        pytest.param(
            ReviewSheetLine(5, Stage.DECIDED, REMOVE, "other", "x"), F.LINE_DECISION_CLOSED, id="too late"
        ),
    ],
)
def test_what_is_wrong_with_a_line(line, finding):
    found = check_conclude(replace(SHEET, lines=(LINE, line)), TODAY)
    assert only(found, finding).params["line"] == 5
    assert len(found) == 1


@pytest.mark.parametrize(
    "line",
    [
        ReviewSheetLine(5, Stage.SOURCE, ADD, has_helper=True),
        ReviewSheetLine(5, Stage.SOURCE, REMOVE, "not_selected", "chưa phù hợp"),
        ReviewSheetLine(5, Stage.SYMPATHISER, REMOVE, "over_age", "quá 60 tuổi"),
        ReviewSheetLine(5, Stage.SYMPATHISER, CLASS),
        ReviewSheetLine(5, Stage.CLASS_DONE, START),
        ReviewSheetLine(5, Stage.PROBATIONARY, KEEP),
        ReviewSheetLine(5, Stage.PAUSED, KEEP),
    ],
    ids=lambda line: f"{line.stage} may be: {line.decision}",
)
def test_lines_in_order(line):
    assert check_conclude(replace(SHEET, lines=(line,)), TODAY) == ()


def test_no_change_needs_no_decision_on_anybody():
    untouched = tuple(ReviewSheetLine(key, Stage.SYMPATHISER) for key in range(3))
    assert check_conclude(replace(SHEET, no_change=True, lines=untouched), TODAY) == ()
    assert check_conclude(replace(SHEET, no_change=True, lines=()), TODAY) == ()


def test_no_change_contradicts_a_decision():
    line = ReviewSheetLine(5, Stage.SYMPATHISER, CLASS)
    found = check_conclude(replace(SHEET, no_change=True, lines=(LINE, line)), TODAY)
    assert codes(found) == {F.NO_CHANGE_WITH_DECISIONS}


@pytest.mark.parametrize("stage", sorted(OPEN_STAGES))
def test_every_decision_of_a_line_is_a_move_open_in_its_stage(stage):
    moves = {
        ADD: MoveCode.ADD_SYMPATHISER,
        CLASS: MoveCode.PROPOSE_CLASS,
        START: MoveCode.PROPOSE_START,
    }
    for decision in allowed_decisions(stage):
        if decision in moves:
            assert stage in MOVE_OF[moves[decision]].sources
        if decision is REMOVE:
            assert all(stage in MOVE_OF[MOVE_OF_REASON[reason]].sources for reason in removal_reasons(stage))
    assert KEEP in allowed_decisions(stage)


def test_a_month_without_a_meeting_needs_its_reason():
    assert codes(check_not_held(2026, 3, " ", TODAY)) == {F.NOT_HELD_REASON_MISSING}
    assert codes(check_not_held(2026, 4, "bão", TODAY)) == {F.MONTH_NOT_BEGUN}
    assert check_not_held(2026, 2, "nghỉ Tết", TODAY) == ()


@pytest.mark.parametrize(
    ("state", "role", "offered"),
    [
        (ReviewState.NOT_STARTED, Role.BRANCH, {"start", "not_held"}),
        (ReviewState.IN_PROGRESS, Role.BRANCH, {"conclude", "not_held"}),
        (ReviewState.SUBMITTED, Role.BRANCH, set()),
        (ReviewState.SUBMITTED, Role.OFFICE, {"receive", "return"}),
        (ReviewState.RECEIVED, Role.OFFICE, {"return"}),
        (ReviewState.RETURNED, Role.BRANCH, {"reopen", "not_held"}),
        (ReviewState.RETURNED, Role.OFFICE, set()),
        (ReviewState.NOT_HELD, Role.BRANCH, {"start"}),
        (ReviewState.NOT_HELD, Role.OFFICE, {"return"}),
        (ReviewState.SUBMITTED, Role.COMMITTEE, set()),
    ],
)
def test_who_may_do_what_to_a_review(state, role, offered):
    assert {move.code.value for move in review_moves(state, role)} == offered


def test_returning_needs_a_reason_and_states_are_either_editable_or_reported():
    (returning,) = [m for m in review_moves(ReviewState.RECEIVED, Role.OFFICE) if m.code == "return"]
    assert returning.needs_reason
    assert set(ReviewState) == EDITABLE_STATES | REPORTED_STATES
    assert not EDITABLE_STATES & REPORTED_STATES


@pytest.mark.parametrize(
    ("sent", "today", "expected"),
    [
        pytest.param(date(2026, 3, 10), TODAY, Reported(Timeliness.ON_TIME), id="on the due day"),
        pytest.param(date(2026, 3, 12), date(2026, 4, 1), Reported(Timeliness.LATE, 2), id="two days late"),
        pytest.param(None, date(2026, 3, 10), Reported(Timeliness.NOT_DUE), id="the due day is today"),
        pytest.param(
            None, date(2026, 3, 11), Reported(Timeliness.MISSING, 1), id="the due day was yesterday"
        ),
        pytest.param(None, date(2026, 2, 28), Reported(Timeliness.NOT_BEGUN), id="the month has not begun"),
    ],
)
def test_timeliness(sent, today, expected):
    assert timeliness(2026, 3, 10, sent, today) == expected


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [(2, 31, date(2026, 2, 28)), (3, 10, date(2026, 3, 10)), (3, 0, date(2026, 3, 1))],
)
def test_the_due_day_stays_in_its_month(month, day, expected):
    assert due_date(2026, month, day) == expected


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        pytest.param(RosterBranch(1, date(2020, 1, 1)), True, id="an old branch"),
        pytest.param(RosterBranch(1, date(2026, 3, 10)), True, id="founded on the due day"),
        pytest.param(RosterBranch(1, date(2026, 3, 11)), False, id="founded after it"),
        pytest.param(RosterBranch(1, date(2020, 1, 1), date(2026, 3, 9)), False, id="closed before it"),
        pytest.param(RosterBranch(1, date(2020, 1, 1), date(2026, 3, 10)), True, id="closed on it"),
        pytest.param(
            RosterBranch(1, date(2020, 1, 1), is_practice=True), False, id="the practice branch never"
        ),
    ],
)
def test_who_must_report_comes_from_the_roster(branch, expected):
    assert (expected_branches([branch], 2026, 3, 10) == (1,)) is expected
