"""The committee's session: what proposals become, all in one transaction, and what refuses it."""

from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Invalid, Refused
from phohoa.domain.facts import Entry
from phohoa.domain.proposals import ProposalKind, ProposalOutcome, ProposalState, SessionState, Tally
from phohoa.domain.stages import MoveCode, Stage
from phohoa.extensions import db
from phohoa.models import Branch
from phohoa.services.command import Caller
from phohoa.services.moves import undo_move
from phohoa.services.records import candidate_page
from phohoa.services.ward_session_conclusion import conclude_session
from phohoa.services.ward_session_decisions import DecisionInput, decide_many, decide_one
from phohoa.services.ward_session_steps import preview
from phohoa.services.ward_session_table import session_page
from phohoa.services.ward_sessions import head_page, save_head
from tests import factories
from tests.services.people_at_work import day, do, events_of, run_of
from tests.session_world import (
    HELD_ON,
    conclude,
    decide,
    open_session,
    proposal,
    proposal_of,
    raise_proposal,
    record,
    stage_of,
    ward,
)

ACCEPTED, RETURNED, DECLINED = ProposalOutcome
__all__ = ["ward"]
KINDS = (ProposalKind.ADD, ProposalKind.CLASS, ProposalKind.START, ProposalKind.REMOVE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_move_of_a_branch_lies_before_the_committee(ward: SimpleNamespace, kind: ProposalKind) -> None:
    row = proposal(raise_proposal(ward, kind))
    assert (row.kind, row.state, row.raised_on) == (kind, ProposalState.PENDING, day("2026-03-04"))
    page = session_page(ward.office_caller.actor, open_session(ward))
    assert [line.id for line in page.lines] == [row.id]


AFTER = [
    (ProposalKind.ADD, ACCEPTED, Stage.SYMPATHISER),
    (ProposalKind.ADD, RETURNED, Stage.SOURCE),
    (ProposalKind.ADD, DECLINED, Stage.SOURCE),
    (ProposalKind.CLASS, ACCEPTED, Stage.CLASS_PROPOSED),
    (ProposalKind.CLASS, RETURNED, Stage.SYMPATHISER),
    (ProposalKind.CLASS, DECLINED, Stage.SYMPATHISER),
    (ProposalKind.START, ACCEPTED, Stage.DOSSIER),
    (ProposalKind.START, RETURNED, Stage.CLASS_DONE),
    (ProposalKind.START, DECLINED, Stage.CLASS_DONE),
    (ProposalKind.REMOVE, ACCEPTED, Stage.LEFT),
    (ProposalKind.REMOVE, RETURNED, Stage.SYMPATHISER),
    (ProposalKind.REMOVE, DECLINED, Stage.SYMPATHISER),
]


@pytest.mark.parametrize(("kind", "outcome", "stage"), AFTER)
def test_what_a_decision_does_once_the_session_is_concluded(
    ward: SimpleNamespace, kind: ProposalKind, outcome: ProposalOutcome, stage: Stage
) -> None:
    one = raise_proposal(ward, kind)
    before = stage_of(one)
    session_id = open_session(ward)
    decide(ward, session_id, one, outcome)
    assert stage_of(one) is before, "a draft changes nothing"
    assert conclude(ward, session_id).decided == 1
    row = proposal(one)
    assert stage_of(one) is stage
    assert (row.state, row.outcome, row.decided_on) == (ProposalState.DECIDED, outcome, HELD_ON)
    assert record(session_id).state is SessionState.CONCLUDED


def test_permission_to_start_rests_on_the_conclusion(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.START)
    session_id = open_session(ward)
    decide(ward, session_id, one)
    conclude(ward, session_id)
    event = events_of(proposal(one).run_id)[-1]
    assert (event.move, event.basis_number, event.basis_on) == ("permit_start", "12-KL/ĐU", HELD_ON)
    assert proposal(one).result_event_id == event.id
    assert run_of(proposal(one).run_id).dossier_started_on == HELD_ON


def test_what_is_not_decided_stays_for_the_next_session(ward: SimpleNamespace) -> None:
    one, other = (raise_proposal(ward, kind) for kind in (ProposalKind.ADD, ProposalKind.START))
    session_id = open_session(ward)
    decide(ward, session_id, one)
    done = conclude(ward, session_id)
    assert (done.decided, done.left) == (1, 1)
    assert proposal(other).state is ProposalState.PENDING
    assert stage_of(other) is Stage.START_PROPOSED


def test_a_refusal_names_the_person_and_changes_nothing(ward: SimpleNamespace) -> None:
    fine = raise_proposal(ward, ProposalKind.START, "Mây Thị Hoa")
    gone_on = raise_proposal(ward, ProposalKind.ADD, "Gió Văn Lành")
    session_id = open_session(ward)
    decide(ward, session_id, fine)
    decide(ward, session_id, gone_on, DECLINED)
    do(
        ward.branch,
        proposal(gone_on).run_id,
        MoveCode.PROPOSE_CLASS,
        Entry(happened_on=day("2026-03-20"), basis_number="03-NQ/CB"),
    )
    found = preview(ward.office_caller.actor, session_id)
    assert found.blocked
    with pytest.raises(Refused) as refused:
        conclude_session(ward.office_caller, session_id, found.stamp)
    assert refused.value.code == "session_followed"
    assert refused.value.params["name"] == "Gió Văn Lành"
    assert stage_of(fine) is Stage.START_PROPOSED
    assert proposal(fine).state is ProposalState.PENDING
    assert record(session_id).state is SessionState.OPEN


def test_a_refused_move_in_the_middle_takes_everything_back(ward: SimpleNamespace) -> None:
    fine = raise_proposal(ward, ProposalKind.ADD, "Mây Thị Hoa")
    paused = raise_proposal(ward, ProposalKind.START, "Gió Văn Lành")
    session_id = open_session(ward)
    decide(ward, session_id, fine, RETURNED)
    decide(ward, session_id, paused)
    entry = Entry(happened_on=day("2026-03-24"), reason_code="illness", reason="Điều trị dài ngày")
    do(ward.branch, proposal(paused).run_id, MoveCode.PAUSE, entry)
    with pytest.raises(Refused) as refused:
        conclude(ward, session_id)
    assert refused.value.code == "session_line_refused"
    assert refused.value.params["name"] == "Gió Văn Lành"
    assert refused.value.findings
    assert stage_of(fine) is Stage.SYMPATHISER
    assert proposal(fine).outcome is RETURNED
    assert proposal(fine).state is ProposalState.PENDING


def test_a_changed_table_is_not_concluded_unseen(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    decide(ward, session_id, one)
    stamp = preview(ward.office_caller.actor, session_id).stamp
    decide(ward, session_id, one, DECLINED)
    with pytest.raises(Conflict) as conflict:
        conclude_session(ward.office_caller, session_id, stamp)
    assert conflict.value.code == "session_changed"


def test_after_it_is_concluded_nothing_of_a_session_changes(ward: SimpleNamespace) -> None:
    one, other = (raise_proposal(ward, kind) for kind in (ProposalKind.ADD, ProposalKind.CLASS))
    session_id = open_session(ward)
    decide(ward, session_id, one)
    head = head_page(ward.office_caller.actor, session_id)
    conclude(ward, session_id)
    for press in (
        lambda: decide(ward, session_id, other),
        lambda: save_head(ward.office_caller, session_id, head.version, head.data),
        lambda: conclude_session(ward.office_caller, session_id, "x"),
        lambda: decide_many(ward.office_caller, session_id, ((other, 1),), DecisionInput(ACCEPTED)),
    ):
        with pytest.raises(Conflict) as conflict:
            press()
        assert conflict.value.code == "session_concluded"


def test_the_press_that_ends_a_session_sent_again_has_its_first_answer(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    decide(ward, session_id, one)
    stamp = preview(ward.office_caller.actor, session_id).stamp
    twice = Caller(ward.office_caller.actor, "ket-luan-hai-lan")
    assert conclude_session(twice, session_id, stamp) == conclude_session(twice, session_id, stamp)
    with pytest.raises(Conflict, match="session_concluded"):
        conclude_session(Caller(ward.office_caller.actor, "lan-khac"), session_id, stamp)


def test_two_officers_at_one_proposal_the_second_is_told(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    version = proposal(one).version
    decide_one(ward.office_caller, session_id, one, version, DecisionInput(ACCEPTED))
    with pytest.raises(Conflict) as conflict:
        decide_one(ward.office_caller, session_id, one, version, DecisionInput(DECLINED, "Chưa đủ"))
    assert conflict.value.code == "stale"
    assert proposal(one).outcome is ACCEPTED


def test_several_at_once_leave_what_changed_meanwhile_and_say_which(ward: SimpleNamespace) -> None:
    first, second, third = (raise_proposal(ward, kind) for kind in KINDS[:3])
    session_id = open_session(ward)
    seen = tuple((key, proposal(key).version) for key in (first, second, third))
    decide(ward, session_id, second, RETURNED)
    data = DecisionInput(ACCEPTED, tally=Tally(15, 14))
    done = decide_many(ward.office_caller, session_id, seen, data)
    assert (done.count, done.changed, done.unfit) == (2, (second,), ())
    assert proposal(second).outcome is RETURNED
    assert (proposal(third).in_favour, proposal(third).against) == (14, 0)
    assert proposal(first).in_favour is None, "no count where none is due"


def test_a_start_needs_more_than_half_of_those_called(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.START)
    session_id = open_session(ward)
    with pytest.raises(Invalid) as invalid:
        decide(ward, session_id, one, tally=Tally(15, 14, 7, 7))
    assert invalid.value.fields == {"in_favour": "session_votes_short"}
    decide(ward, session_id, one, tally=Tally(15, 14, 8, 6))
    assert proposal(one).outcome is ACCEPTED


def test_a_reason_is_needed_to_return_or_decline(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.CLASS)
    session_id = open_session(ward)
    with pytest.raises(Invalid) as invalid:
        decide(ward, session_id, one, RETURNED, reason=" ")
    assert invalid.value.fields == {"reason": "session_reason_needed"}


def test_taking_the_move_back_withdraws_the_proposal(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.CLASS)
    session_id = open_session(ward)
    decide(ward, session_id, one)
    undo_move(ward.branch, proposal(one).event_id)
    assert (proposal(one).state, proposal(one).outcome) == (ProposalState.WITHDRAWN, None)
    other = raise_proposal(ward, ProposalKind.START, "Núi Văn Khác")
    with pytest.raises(Refused) as refused:
        conclude(ward, session_id)
    assert refused.value.code == "session_nothing", "one waits, and nothing is decided"
    undo_move(ward.branch, proposal(other).event_id)
    assert conclude(ward, session_id).decided == 0


def test_what_a_session_decided_cannot_be_taken_back_by_undoing(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    decide(ward, session_id, one)
    conclude(ward, session_id)
    with pytest.raises(Refused) as refused:
        undo_move(ward.branch, proposal(one).event_id)
    assert refused.value.code == "proposal_decided"
    assert stage_of(one) is Stage.SYMPATHISER


def test_undoing_is_not_offered_for_what_a_session_decided(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward)
    decide(ward, session_id, one)
    run_id, office = proposal(one).run_id, ward.office_caller.actor
    before = candidate_page(office, run_id)
    assert before.undo_event_id == proposal(one).event_id
    assert before.undo_closed == ""
    conclude(ward, session_id)
    after = candidate_page(office, run_id)
    assert after.undo_event_id is None
    assert after.undo_closed == "undo_by_session"


def test_a_direct_answer_of_the_office_settles_the_proposal_and_undoing_opens_it_again(
    ward: SimpleNamespace,
) -> None:
    one = raise_proposal(ward, ProposalKind.START)
    run_id = proposal(one).run_id
    moved = do(
        ward.office_caller,
        run_id,
        MoveCode.PERMIT_START,
        Entry(happened_on=day("2026-03-20"), basis_number="9-NQ/ĐU"),
    )
    row = proposal(one)
    assert (row.state, row.outcome, row.result_event_id) == (ProposalState.DECIDED, ACCEPTED, moved.event_id)
    undo_move(ward.office_caller, moved.event_id)
    assert (proposal(one).state, proposal(one).outcome) == (ProposalState.PENDING, None)


def test_who_leaves_the_list_withdraws_what_was_pending(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.CLASS)
    run_id = proposal(one).run_id
    entry = Entry(
        happened_on=day("2026-03-20"), basis_number="4-NQ/CB", reason_code="violation", reason="Vi phạm"
    )
    moved = do(ward.branch, run_id, MoveCode.LEAVE, entry)
    assert proposal(one).state is ProposalState.WITHDRAWN
    assert proposal_of(run_id).kind is ProposalKind.REMOVE
    undo_move(ward.branch, moved.event_id)
    assert proposal(one).state is ProposalState.PENDING


def test_the_practice_branch_proposes_nothing(ward: SimpleNamespace) -> None:
    with factories.writing():
        practice = db.session.get(Branch, ward.practice)
        helper = factories.member(practice, "Lê Thực Hành")
        run_id = factories.run(practice, stage=Stage.SYMPATHISER, helper=helper).id
    entry = Entry(happened_on=day("2026-03-04"), basis_number="3-NQ/CB")
    do(ward.branch, run_id, MoveCode.PROPOSE_CLASS, entry)
    assert proposal_of(run_id) is None


def test_half_of_the_members_is_no_quorum_without_a_reason(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.ADD)
    session_id = open_session(ward, present=7)
    decide(ward, session_id, one)
    with pytest.raises(Invalid) as invalid:
        conclude(ward, session_id)
    assert list(invalid.value.fields) == ["quorum_answer"]
    conclude(ward, session_id, quorum_answer="Bão, đường ngập; các đồng chí vắng đã gửi ý kiến.")
    assert record(session_id).quorum_answer.startswith("Bão")
