"""States of a plan and numbers of the register."""

import pytest

from phohoa.domain.access import Role
from phohoa.domain.numbering import (
    EDITABLE_STATES,
    PLAN_MOVE_OF,
    PlanMoveCode,
    PlanState,
    format_number,
    format_symbol,
    missing_numbers,
    next_number,
    plan_moves,
)


@pytest.mark.parametrize(
    ("state", "role", "offered"),
    [
        (PlanState.DRAFT, Role.OFFICE, {"send_for_review"}),
        (PlanState.DRAFT, Role.SIGNATORY, set()),
        (PlanState.IN_REVIEW, Role.OFFICE, {"take_back"}),
        (PlanState.IN_REVIEW, Role.SIGNATORY, {"return", "approve"}),
        (PlanState.RETURNED, Role.OFFICE, {"send_for_review"}),
        (PlanState.APPROVED, Role.SIGNATORY, {"return", "issue"}),
        (PlanState.APPROVED, Role.OFFICE, set()),
        (PlanState.ISSUED, Role.SIGNATORY, {"supersede"}),
        (PlanState.ISSUED, Role.OFFICE, set()),
        (PlanState.SUPERSEDED, Role.SIGNATORY, set()),
        (PlanState.IN_REVIEW, Role.BRANCH, set()),
    ],
)
def test_who_may_do_what_to_a_plan(state, role, offered):
    assert {move.code.value for move in plan_moves(state, role)} == offered


def test_nothing_leads_back_from_an_issued_plan():
    issued = {PlanState.ISSUED, PlanState.SUPERSEDED}
    assert all(move.target in issued for move in PLAN_MOVE_OF.values() if move.sources & issued)
    assert not EDITABLE_STATES & (issued | {PlanState.IN_REVIEW, PlanState.APPROVED})


@pytest.mark.parametrize("code", [PlanMoveCode.RETURN, PlanMoveCode.SUPERSEDE])
def test_returning_and_superseding_need_a_reason(code):
    assert PLAN_MOVE_OF[code].needs_reason


@pytest.mark.parametrize(("used", "following"), [((), 1), ((1, 2, 3), 4), ((43,), 44)])
def test_the_next_number(used, following):
    assert next_number(used) == following


def test_gaps_in_a_register_are_found():
    assert missing_numbers([1, 2, 4, 6]) == (3, 5)
    assert missing_numbers([1, 2, 3]) == missing_numbers([]) == ()


@pytest.mark.parametrize(("number", "shown"), [(7, "07-KH/ĐU"), (44, "44-KH/ĐU"), (128, "128-KH/ĐU")])
def test_symbols_have_at_least_two_digits(number, shown):
    assert format_symbol(number, "KH", "ĐU") == shown


def test_there_is_no_number_zero():
    with pytest.raises(ValueError, match="begin at 1"):
        format_number(0)
