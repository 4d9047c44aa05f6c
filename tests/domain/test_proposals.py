"""What the committee may decide on a proposal, what that needs and does: the tables, line by line."""

import pytest

from phohoa.domain.proposals import (
    Effect,
    Majority,
    ProposalKind,
    ProposalOutcome,
    Tally,
    carries,
    considers,
    decision_problems,
    effect_of,
    has_quorum,
    kind_raised,
    majority_of,
    outcomes_of,
    settled_by,
    tally_problems,
    vote_due,
    withdrawn_by,
)
from phohoa.domain.rulebook import AuthorityMode
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import MoveCode, Stage

K, Out, M = ProposalKind, ProposalOutcome, MoveCode
A, B, C = AuthorityMode
COMMITTEE, STANDING = SessionKind

RAISED = [
    (M.ADD_SYMPATHISER, Stage.SOURCE, K.ADD),
    (M.PROPOSE_CLASS, Stage.SYMPATHISER, K.CLASS),
    (M.RETAKE_CLASS, Stage.CLASS_DONE, K.CLASS),
    (M.PROPOSE_START, Stage.CLASS_DONE, K.START),
    (M.LEAVE, Stage.SYMPATHISER, K.REMOVE),
    (M.WITHDRAW, Stage.SUBMITTED, K.REMOVE),
    (M.REJECT_SOURCE, Stage.SOURCE, K.REMOVE),
    (M.RESOLVE_BRANCH, Stage.DOSSIER, K.ADMIT),
    (M.MOVE_OUT, Stage.CLASS_DONE, K.REMOVE),
    (M.MOVE_OUT, Stage.PROBATIONARY, None),
    (M.DECEASE, Stage.DOSSIER, K.REMOVE),
    (M.DECEASE, Stage.SOURCE, None),
    (M.MOVE_BRANCH, Stage.SYMPATHISER, K.REMOVE),
    (M.ASSIGN_HELPER, Stage.SYMPATHISER, None),
    (M.PERMIT_START, Stage.START_PROPOSED, None),
    (M.INTRODUCE, None, None),
]


@pytest.mark.parametrize(("move", "stage", "kind"), RAISED)
def test_which_move_raises_which_proposal(move: M, stage: Stage | None, kind: K | None) -> None:
    assert kind_raised(move, stage) is kind


def test_a_vote_that_failed_in_the_branch_proposes_nothing() -> None:
    assert kind_raised(M.RESOLVE_BRANCH, Stage.DOSSIER, failed_vote=True) is None


@pytest.mark.parametrize(
    ("kind", "move", "outcomes"),
    [
        (K.ADD, M.ADD_SYMPATHISER, tuple(Out)),
        (K.REMOVE, M.LEAVE, tuple(Out)),
        (K.REMOVE, M.WITHDRAW, (Out.ACCEPTED,)),
        (K.REMOVE, M.REJECT_SOURCE, (Out.ACCEPTED,)),
        (K.REMOVE, M.MOVE_OUT, (Out.ACCEPTED,)),
        (K.REMOVE, M.DECEASE, (Out.ACCEPTED,)),
        (K.OTHER, None, (Out.ACCEPTED,)),
        (K.ADMIT, None, tuple(Out)),
    ],
)
def test_what_is_a_fact_is_only_taken_note_of(kind: K, move: M | None, outcomes: tuple[Out, ...]) -> None:
    assert outcomes_of(kind, move) == outcomes


EFFECTS = [
    (K.ADD, Out.ACCEPTED, B, Effect.NOTHING),
    (K.ADD, Out.RETURNED, B, Effect.CANCEL),
    (K.ADD, Out.DECLINED, B, Effect.CANCEL),
    (K.REMOVE, Out.ACCEPTED, B, Effect.NOTHING),
    (K.REMOVE, Out.RETURNED, B, Effect.CANCEL),
    (K.CLASS, Out.ACCEPTED, B, Effect.NOTHING),
    (K.CLASS, Out.RETURNED, B, Effect.CLASS_NOT_SENT),
    (K.CLASS, Out.DECLINED, B, Effect.CLASS_NOT_SENT),
    (K.START, Out.ACCEPTED, B, Effect.PERMIT_START),
    (K.START, Out.RETURNED, B, Effect.REFUSE_START),
    (K.START, Out.DECLINED, B, Effect.REFUSE_START),
    (K.ADMIT, Out.ACCEPTED, A, Effect.RESOLVE),
    (K.ADMIT, Out.DECLINED, A, Effect.RESOLVE),
    (K.ADMIT, Out.RETURNED, A, Effect.NOTHING),
    (K.ADMIT, Out.ACCEPTED, B, Effect.DECIDE),
    (K.ADMIT, Out.ACCEPTED, C, Effect.DECIDE),
    (K.ADMIT, Out.DECLINED, C, Effect.NOT_APPROVED),
    (K.ADMIT, Out.RETURNED, C, Effect.NOTHING),
    (K.OTHER, Out.ACCEPTED, B, Effect.NOTHING),
]


@pytest.mark.parametrize(("kind", "outcome", "mode", "effect"), EFFECTS)
def test_what_an_outcome_does(kind: K, outcome: Out, mode: AuthorityMode, effect: Effect) -> None:
    assert effect_of(kind, outcome, mode) is effect


@pytest.mark.parametrize(
    ("kind", "body", "mode", "majority"),
    [
        (K.START, COMMITTEE, A, Majority.HALF),
        (K.START, STANDING, B, Majority.HALF),
        (K.ADMIT, COMMITTEE, A, Majority.TWO_THIRDS),
        (K.ADMIT, STANDING, B, Majority.HALF),
        (K.ADMIT, STANDING, C, Majority.HALF),
        (K.ADMIT, COMMITTEE, C, Majority.TWO_THIRDS),
        (K.ADD, COMMITTEE, B, None),
        (K.CLASS, COMMITTEE, B, None),
        (K.REMOVE, COMMITTEE, B, None),
    ],
)
def test_how_many_have_to_agree(
    kind: K, body: SessionKind, mode: AuthorityMode, majority: Majority | None
) -> None:
    assert majority_of(kind, body, mode) is majority


@pytest.mark.parametrize(
    ("body", "mode", "may"),
    [
        (COMMITTEE, A, True),
        (STANDING, A, False),
        (COMMITTEE, B, False),
        (STANDING, B, True),
        (COMMITTEE, C, True),
        (STANDING, C, True),
    ],
)
def test_which_body_considers_an_admission(body: SessionKind, mode: AuthorityMode, may: bool) -> None:
    assert considers(K.ADMIT, body, mode) is may
    assert considers(K.START, body, mode)


@pytest.mark.parametrize(
    ("majority", "called", "in_favour", "enough"),
    [
        (Majority.HALF, 15, 7, False),
        (Majority.HALF, 15, 8, True),
        (Majority.HALF, 14, 7, False),
        (Majority.TWO_THIRDS, 15, 9, False),
        (Majority.TWO_THIRDS, 15, 10, True),
        (Majority.TWO_THIRDS, 8, 5, False),
        (Majority.TWO_THIRDS, 8, 6, True),
    ],
)
def test_votes_are_counted_on_all_called_in_whole_numbers(
    majority: Majority, called: int, in_favour: int, enough: bool
) -> None:
    assert carries(majority, called, in_favour) is enough


def problems(kind: K, outcome: Out, body: SessionKind = COMMITTEE, mode: AuthorityMode = A, **more: object):
    given = {"move": None, "reason": "Bổ sung", "tally": Tally(), "decision": False, **more}
    move = given.pop("move")
    return decision_problems(kind, move, outcome, body, mode, **given)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (problems(K.ADD, Out.ACCEPTED), {}),
        (problems(K.ADD, Out.RETURNED, reason=" "), {"reason": "session_reason_needed"}),
        (problems(K.REMOVE, Out.DECLINED, move=M.WITHDRAW), {"outcome": "session_only_noted"}),
        (problems(K.OTHER, Out.DECLINED), {"outcome": "session_only_noted"}),
        (problems(K.ADMIT, Out.ACCEPTED, STANDING, A), {"outcome": "session_other_body"}),
        (problems(K.START, Out.ACCEPTED, tally=Tally(15, 14, 7)), {"in_favour": "session_votes_short"}),
        (problems(K.START, Out.ACCEPTED, tally=Tally(15, 14, 8, 6)), {}),
        (problems(K.START, Out.DECLINED), {}),
        (problems(K.ADMIT, Out.ACCEPTED, tally=Tally(15, 15, 9)), {"in_favour": "session_votes_short"}),
        (problems(K.ADMIT, Out.DECLINED, tally=Tally(15, 15, 10)), {"in_favour": "session_votes_enough"}),
        (problems(K.ADMIT, Out.DECLINED, tally=Tally(15, 15, 9, 6)), {}),
        (
            problems(K.ADMIT, Out.ACCEPTED, STANDING, B, tally=Tally(5, 5, 3)),
            {"decision_number": "session_decision_needed"},
        ),
        (problems(K.ADMIT, Out.ACCEPTED, STANDING, B, tally=Tally(5, 5, 3), decision=True), {}),
        (problems(K.ADMIT, Out.DECLINED, STANDING, B), {}),
    ],
)
def test_what_stands_against_a_decision(found: dict[str, str], expected: dict[str, str]) -> None:
    assert found == expected


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        (Tally(), {"called": "required", "present": "required", "in_favour": "required"}),
        (Tally(15, 16, 3), {"present": "session_present"}),
        (Tally(0, 0, 0), {"called": "session_nobody"}),
        (Tally(15, 10, 8, 3), {"in_favour": "session_ballots"}),
        (Tally(15, 10, 8, 2), {}),
    ],
)
def test_counts_that_cannot_be(tally: Tally, expected: dict[str, str]) -> None:
    assert tally_problems(tally) == expected


def test_a_vote_is_due_for_what_is_accepted_and_for_an_admission_that_failed() -> None:
    assert vote_due(K.START, Out.ACCEPTED, COMMITTEE, B)
    assert not vote_due(K.START, Out.RETURNED, COMMITTEE, B)
    assert vote_due(K.ADMIT, Out.DECLINED, COMMITTEE, A)
    assert not vote_due(K.ADMIT, Out.DECLINED, STANDING, B)
    assert not vote_due(K.CLASS, Out.ACCEPTED, COMMITTEE, B)


@pytest.mark.parametrize(
    ("move", "by_office", "failed", "expected"),
    [
        (M.PERMIT_START, True, False, (K.START, Out.ACCEPTED)),
        (M.REFUSE_START, True, False, (K.START, Out.RETURNED)),
        (M.RECORD_CERTIFICATE, True, False, (K.CLASS, Out.ACCEPTED)),
        (M.CLASS_NOT_SENT, True, False, (K.CLASS, Out.RETURNED)),
        (M.CLASS_NOT_SENT, False, False, None),
        (M.RESOLVE_COMMITTEE, True, False, (K.ADMIT, Out.ACCEPTED)),
        (M.RESOLVE_COMMITTEE, True, True, (K.ADMIT, Out.DECLINED)),
        (M.SUBMIT, True, False, None),
        (M.RECORD_DECISION, True, False, (K.ADMIT, Out.ACCEPTED)),
        (M.NOT_APPROVED, True, False, (K.ADMIT, Out.DECLINED)),
        (M.RETURN_TO_LIST, True, False, (K.ADMIT, Out.RETURNED)),
        (M.PAUSE, False, False, None),
    ],
)
def test_what_a_move_outside_of_a_session_answers(
    move: M, by_office: bool, failed: bool, expected: tuple[K, Out] | None
) -> None:
    assert settled_by(move, by_office, failed) == expected


def test_what_a_move_leaves_without_an_object() -> None:
    assert withdrawn_by(M.LEAVE, Stage.LEFT, K.REMOVE) == frozenset(K)
    assert withdrawn_by(M.CLASS_NOT_SENT, Stage.SYMPATHISER, None) == {K.CLASS}
    assert withdrawn_by(M.RENEW_PAPERS, Stage.DOSSIER, None) == {K.ADMIT}
    assert withdrawn_by(M.PROPOSE_CLASS, Stage.CLASS_PROPOSED, K.CLASS) == {K.CLASS}
    assert withdrawn_by(M.ASSIGN_HELPER, Stage.SYMPATHISER, None) == frozenset()


@pytest.mark.parametrize(
    ("called", "present", "enough"), [(15, 8, True), (15, 7, False), (14, 7, False), (None, 7, False)]
)
def test_more_than_half_makes_a_quorum(called: int | None, present: int, enough: bool) -> None:
    assert has_quorum(called, present) is enough
