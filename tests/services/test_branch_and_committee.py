"""What a branch knows of its proposals: nothing of a draft, everything of an outcome, and its own words."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Conflict, Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, Votes
from phohoa.domain.proposals import ProposalKind, ProposalOutcome, ProposalState, SessionState, Tally
from phohoa.domain.reviews import ReviewState
from phohoa.domain.sessions import SessionKind
from phohoa.domain.stages import MoveCode, Stage, VoteForm
from phohoa.extensions import db
from phohoa.models import Proposal, Review, TrackingRun
from phohoa.services import clock
from phohoa.services.branch_proposals import lay_again, mark_seen, withdraw_proposal, write_proposal
from phohoa.services.home import home_page
from phohoa.services.proposal_notes import from_committee
from phohoa.services.records import candidate_page
from tests import factories
from tests.services.people_at_work import day, do, equip, new_run, run_of
from tests.session_world import (
    TODAY,
    conclude,
    decide,
    open_session,
    open_session_on,
    proposal,
    proposal_of,
    raise_proposal,
    record,
    set_members,
    stage_of,
)

ACCEPTED, RETURNED, DECLINED = ProposalOutcome
NUMBERED = {"decision_number": "31-QĐ/ĐU", "decision_on": date(2026, 3, 25)}


@pytest.fixture
def ward(people: SimpleNamespace) -> Iterator[SimpleNamespace]:
    with clock.pretend(factories.at(TODAY)):
        ward = equip(people)
        set_members()
        with factories.writing():
            held = {"state": ReviewState.SUBMITTED, "meeting_on": date(2026, 3, 4)}
            db.session.add(Review(branch_id=ward.first, year=2026, month=3, **held))
        yield ward


def notes(ward: SimpleNamespace):
    found = from_committee(ward.branch.actor, ward.first, 2026, 3)
    assert found is not None
    return found


def test_a_draft_of_the_session_is_nowhere_on_the_branch_s_side(ward: SimpleNamespace) -> None:
    one = raise_proposal(ward, ProposalKind.START)
    session_id = open_session(ward)
    decide(ward, session_id, one, DECLINED, reason="Chưa đủ thời gian theo dõi")
    (line,) = notes(ward).pending
    assert (line.outcome, line.reason, line.decided_on) == (None, "", None)
    (shown,) = candidate_page(ward.branch.actor, proposal(one).run_id).proposals
    assert (shown.state, shown.outcome, shown.reason) == (ProposalState.PENDING, None, "")
    assert not [task for task in home_page(ward.branch.actor).tasks if task.code == "committee_decided"]


def test_an_outcome_is_told_on_the_review_the_person_and_the_first_page_until_it_is_seen(
    ward: SimpleNamespace,
) -> None:
    one = raise_proposal(ward, ProposalKind.START)
    session_id = open_session(ward)
    decide(ward, session_id, one, RETURNED, reason="Bổ sung nhận xét của Đoàn")
    conclude(ward, session_id)
    found = notes(ward)
    (line,) = found.decided
    assert (line.outcome, line.reason, line.is_new) == (RETURNED, "Bổ sung nhận xét của Đoàn", True)
    assert found.unseen == 1
    (task,) = [task for task in home_page(ward.branch.actor).tasks if task.code == "committee_decided"]
    assert task.words["count"] == 1
    (shown,) = candidate_page(ward.branch.actor, proposal(one).run_id).proposals
    assert shown.outcome is RETURNED
    assert mark_seen(ward.branch, ward.first).count == 1
    assert notes(ward).unseen == 0
    assert not [task for task in home_page(ward.branch.actor).tasks if task.code == "committee_decided"]


def test_a_written_proposal_is_sent_taken_back_and_taken_note_of(ward: SimpleNamespace) -> None:
    kept = write_proposal(ward.branch, ward.first, 2026, 3, "Đề nghị mở lớp vào buổi tối").proposal_id
    gone = write_proposal(ward.branch, ward.first, 2026, 3, "Việc khác").proposal_id
    withdraw_proposal(ward.branch, gone)
    assert [line.subject for line in notes(ward).pending] == ["Đề nghị mở lớp vào buổi tối"]
    session_id = open_session(ward)
    with pytest.raises(Invalid) as invalid:
        decide(ward, session_id, kept, DECLINED)
    assert invalid.value.fields == {"outcome": "session_only_noted"}
    decide(ward, session_id, kept)
    conclude(ward, session_id)
    assert notes(ward).decided[0].noted
    with pytest.raises(Conflict):
        withdraw_proposal(ward.branch, kept)


def test_a_written_proposal_needs_words_a_review_and_one_s_own_branch(ward: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        write_proposal(ward.branch, ward.first, 2026, 3, "  ")
    with pytest.raises(Refused) as refused:
        write_proposal(ward.branch, ward.first, 2026, 2, "Việc khác")
    assert refused.value.code == "proposal_no_review"
    with pytest.raises(Refused) as refused:
        write_proposal(ward.branch, ward.practice, 2026, 3, "Việc khác")
    assert refused.value.code == "proposal_practice"
    with pytest.raises(NotFound):
        write_proposal(ward.other, ward.first, 2026, 3, "Việc khác")
    own = write_proposal(ward.branch, ward.first, 2026, 3, "Việc khác").proposal_id
    with pytest.raises(NotFound):
        withdraw_proposal(ward.other, own)


# --- admission ---------------------------------------------------------------------------------------------


def admission(ward: SimpleNamespace, stage: Stage = Stage.SUBMITTED) -> int:
    """Somebody on whom the branch has voted; gives the proposal."""
    run_id = new_run(
        ward,
        stage,
        dossier_started_on=day("2025-12-01"),
        branch_resolution_on=day("2026-03-04"),
        branch_resolution_number="03-NQ/CB",
        submitted_on=day("2026-03-09"),
        sympathiser_on=day("2025-02-03"),
    )
    with factories.writing():
        row = Proposal(
            kind=ProposalKind.ADMIT, run_id=run_id, branch_id=ward.first, raised_on=day("2026-03-04")
        )
        db.session.add(row)
        db.session.flush()
        return row.id


def test_the_standing_committee_decides_with_votes_number_and_day(ward: SimpleNamespace) -> None:
    one = admission(ward)
    session_id = open_session(ward, SessionKind.STANDING_COMMITTEE, called=5, present=5)
    with pytest.raises(Invalid) as invalid:
        decide(ward, session_id, one, tally=Tally(5, 5, 3, 2))
    assert invalid.value.fields == {"decision_number": "session_decision_needed"}
    with pytest.raises(Invalid) as invalid:
        decide(
            ward, session_id, one, tally=Tally(5, 5, 2, 3), decision_number="x", decision_on=day("2026-03-25")
        )
    assert invalid.value.fields == {"in_favour": "session_votes_short"}
    decide(ward, session_id, one, tally=Tally(5, 5, 4, 1), **NUMBERED)
    conclude(ward, session_id)
    run = run_of(proposal(one).run_id)
    assert (run.stage, run.decision_number, run.decision_on) == (
        Stage.DECIDED,
        "31-QĐ/ĐU",
        day("2026-03-25"),
    )


def test_the_committee_leaves_an_admission_to_the_standing_committee_under_mode_b(
    ward: SimpleNamespace,
) -> None:
    one = admission(ward)
    session_id = open_session(ward)
    with pytest.raises(Invalid) as invalid:
        decide(
            ward, session_id, one, tally=Tally(15, 14, 14), decision_number="1", decision_on=day("2026-03-25")
        )
    assert invalid.value.fields == {"outcome": "session_other_body"}


def test_a_declined_admission_ends_the_run_and_a_returned_one_comes_again(ward: SimpleNamespace) -> None:
    declined, returned = admission(ward), admission(ward)
    session_id = open_session(ward, SessionKind.STANDING_COMMITTEE, called=5, present=5)
    decide(ward, session_id, declined, DECLINED, reason="Còn vướng mắc về lịch sử chính trị")
    decide(ward, session_id, returned, RETURNED, reason="Bổ sung nhận xét nơi cư trú")
    conclude(ward, session_id)
    assert stage_of(declined) is Stage.NOT_APPROVED
    assert stage_of(returned) is Stage.SUBMITTED
    (line,) = [one for one in notes(ward).decided if one.may_lay_again]
    assert line.id == returned
    lay_again(ward.branch, returned)
    assert proposal_of(proposal(returned).run_id).state is ProposalState.PENDING
    assert not [one for one in notes(ward).decided if one.may_lay_again]
    with pytest.raises(Conflict):
        lay_again(ward.branch, returned)


def test_under_mode_a_the_committee_s_vote_is_recorded_carried_or_not(ward: SimpleNamespace) -> None:
    with clock.pretend(factories.at("2024-07-16 14:00")):
        runs = {}
        for name, votes in (("Mây Thị Hoa", 12), ("Gió Văn Lành", 9)):
            run_id = new_run(
                ward,
                Stage.BRANCH_RESOLVED,
                person={"full_name": name},
                branch_resolution_on=day("2024-07-04"),
                branch_resolution_number="7-NQ/CB",
                dossier_started_on=day("2024-05-20"),
            )
            with factories.writing():
                row = Proposal(
                    kind=ProposalKind.ADMIT,
                    run_id=run_id,
                    branch_id=ward.first,
                    raised_on=day("2024-07-04"),
                )
                db.session.add(row)
                db.session.flush()
                runs[row.id] = votes
        session_id = open_session_on(ward, day("2024-07-15"))
        for key, votes in runs.items():
            outcome = ACCEPTED if votes == 12 else DECLINED
            decide(ward, session_id, key, outcome, tally=Tally(15, 15, votes, 15 - votes))
        conclude(ward, session_id)
        carried, failed = runs
        assert stage_of(carried) is Stage.COMMITTEE_RESOLVED
        assert stage_of(failed) is Stage.BRANCH_RESOLVED
        assert run_of(proposal(failed).run_id).failed_votes == 1
        assert record(session_id).state is SessionState.CONCLUDED


def test_the_branch_s_own_vote_lies_before_the_committee(ward: SimpleNamespace) -> None:
    run_id = new_run(
        ward,
        Stage.DOSSIER,
        dossier_started_on=day("2026-01-05"),
        certificate_on=day("2025-11-20"),
        certificate_number="9/GCN",
    )
    with factories.writing():
        factories.full_dossier(db.session.get(TrackingRun, run_id), day("2026-02-01"))
    entry = Entry(
        happened_on=day("2026-03-04"),
        basis_number="3-NQ/CB",
        votes=Votes(9, 9, 8, 1, VoteForm.BALLOT),
    )
    do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, entry)
    assert proposal_of(run_id).kind is ProposalKind.ADMIT
