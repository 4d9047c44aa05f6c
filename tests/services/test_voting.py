"""The number called in a real branch: who counts on the day of the vote, and what the office enters of it."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from phohoa.domain.errors import Invalid, NotFound, Refused
from phohoa.domain.facts import Entry, Votes
from phohoa.domain.stages import MoveCode, Stage, VoteForm
from phohoa.domain.voting import AbsenceKind, VotingBody
from phohoa.extensions import db
from phohoa.models import CommitteeTerm, MemberAbsence, PartyMember
from phohoa.services.absences import AbsenceInput, absences, add_absence, close_absence
from phohoa.services.move_sheets import move_sheet
from phohoa.services.moves import move_candidate
from phohoa.services.voting import reckoning_of_branch, reckoning_of_committee

from .. import factories
from .people_at_work import actor, day, do, equip, events_of, new_run, run_of, vote

A = AbsenceKind


@pytest.fixture
def ward(people: SimpleNamespace) -> SimpleNamespace:
    return equip(people)


def dossier(ward: SimpleNamespace, **values: object) -> int:
    known = {"certificate_on": day("2024-01-01"), "dossier_started_on": day("2024-01-04"), **values}
    run_id = new_run(ward, Stage.DOSSIER, **known)
    with factories.writing():
        factories.full_dossier(run_of_session(run_id))
    return run_id


def run_of_session(run_id: int):
    from phohoa.models import TrackingRun

    return db.session.get(TrackingRun, run_id)


def resolved(votes: Votes, **typed: object) -> Entry:
    return Entry(happened_on=day("2024-07-04"), basis_number="07-NQ/CB", votes=votes, **typed)


def test_who_counts_is_who_was_an_official_member_that_day(ward: SimpleNamespace) -> None:
    with factories.writing():
        members = {one.id: one for one in db.session.query(PartyMember).filter_by(branch_id=ward.first)}
        members[ward.members[0]].joined_on = date(2024, 7, 4)
        members[ward.members[1]].joined_on = date(2024, 7, 5)
        members[ward.members[2]].left_on = date(2024, 7, 4)
        members[ward.members[3]].left_on = date(2024, 7, 5)
    found = reckoning_of_branch(db.session, ward.first, date(2024, 7, 4))
    assert found is not None
    assert found.members == 7, "joined that day counts, left that day does not, nor does a probationer"


def test_a_branch_without_a_list_is_not_reckoned(people: SimpleNamespace) -> None:
    assert reckoning_of_branch(db.session, people.second, date(2024, 7, 4)) is None


def test_the_committee_is_counted_from_its_term(ward: SimpleNamespace) -> None:
    with factories.writing():
        term = db.session.query(CommitteeTerm).one()
        term.members, term.standing_members = 15, 5
    called = [
        reckoning_of_committee(db.session, body, date(2024, 7, 4)).called()
        for body in (VotingBody.COMMITTEE, VotingBody.STANDING_COMMITTEE)
    ]
    assert called == [15, 5]
    assert reckoning_of_committee(db.session, VotingBody.COMMITTEE, date(2019, 7, 4)) is None


def test_the_standing_committee_decides_by_more_than_half_of_its_own_number(ward: SimpleNamespace) -> None:
    with factories.writing():
        term = db.session.query(CommitteeTerm).one()
        term.members, term.standing_members = 15, 5
    since = date(2026, 1, 5)
    run_id = new_run(ward, Stage.SUBMITTED, branch_resolution_on=since, submitted_on=since)
    decision = Entry(
        decision_number="7-QĐ/ĐU", decision_on=date(2026, 2, 2), issuing_body="Ban Thường vụ Đảng ủy"
    )
    for votes, code in (
        (Votes(15, 15, 9, 6), "called_differs"),
        (Votes(5, 5, 2, 3), "votes_no_decision"),
    ):
        with pytest.raises(Refused) as refused:
            move_candidate(
                ward.office_caller, run_id, 1, MoveCode.RECORD_DECISION, replace(decision, votes=votes)
            )
        assert code in {found.code.value for found in refused.value.findings}
    do(ward.office_caller, run_id, MoveCode.RECORD_DECISION, replace(decision, votes=Votes(5, 4, 3, 1)))
    assert events_of(run_id)[0].data["reckoning"]["called"] == 5


def test_an_exempt_member_lowers_the_number_from_the_first_to_the_last_day(ward: SimpleNamespace) -> None:
    exempt = AbsenceInput(A.EXEMPT, date(2024, 7, 1), date(2024, 7, 4), "12-QĐ/ĐU")
    add_absence(ward.branch, ward.first, ward.members[4], exempt)
    called = {
        d: reckoning_of_branch(db.session, ward.first, date(2024, *d)).called()
        for d in ((6, 30), (7, 1), (7, 4), (7, 5))
    }
    assert called == {(6, 30): 9, (7, 1): 8, (7, 4): 8, (7, 5): 9}


def test_the_vote_is_judged_by_the_list_of_its_day_and_the_reckoning_is_kept(ward: SimpleNamespace) -> None:
    add_absence(
        ward.branch, ward.first, ward.members[4], AbsenceInput(A.EXEMPT, date(2024, 7, 1), None, "12-QĐ")
    )
    run_id = dossier(ward)
    with pytest.raises(Refused) as refused:
        move_candidate(ward.branch, run_id, 1, MoveCode.RESOLVE_BRANCH, resolved(vote(8, 9, 9)))
    (found,) = [one for one in refused.value.findings if one.code == "called_differs"]
    assert (found.params["called"], found.params["reckoned"]) == (9, 8)
    # Six of eight are two thirds; of nine called they would be too, five of eight are not.
    do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, resolved(vote(6, 8, 8)))
    kept = events_of(run_id)[0].data["reckoning"]
    assert kept == {"body": "branch", "members": 9, "left_out": {"exempt": 1}, "called": 8}
    assert run_of(run_id).stage is Stage.BRANCH_RESOLVED


def test_another_number_is_taken_with_its_reason_and_the_reason_is_kept(ward: SimpleNamespace) -> None:
    run_id = dossier(ward)
    typed = resolved(
        vote(8, 10, 10), called_reason="Một đồng chí vừa được chuyển về, chưa có trong danh sách"
    )
    do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, typed)
    data = events_of(run_id)[0].data
    assert data["typed"]["called"] == 10 and data["reckoning"]["called"] == 9
    assert data["typed"]["called_reason"].startswith("Một đồng chí")


def test_blank_ballots_are_kept(ward: SimpleNamespace) -> None:
    run_id = dossier(ward)
    votes = Votes(9, 9, 6, 1, VoteForm.BALLOT, 2)
    do(ward.branch, run_id, MoveCode.RESOLVE_BRANCH, resolved(votes))
    assert events_of(run_id)[0].data["typed"]["blank"] == 2


def test_the_form_is_filled_in_with_the_number_of_today(ward: SimpleNamespace) -> None:
    sheet = move_sheet(actor(ward.b1), dossier(ward), MoveCode.RESOLVE_BRANCH.value)
    assert sheet.reckoning is not None and sheet.reckoning.called() == 9
    assert sheet.prefilled


# --- entering absences -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (AbsenceInput(A.EXEMPT, None, None, "1-QĐ"), {"from_day"}),
        (AbsenceInput(A.EXEMPT, date(2024, 7, 2), date(2024, 7, 1), "1-QĐ"), {"to_day"}),
        (AbsenceInput(A.EXEMPT, date(2024, 7, 2), None, " "), {"basis_number"}),
        (AbsenceInput(A.EXEMPT, date(2024, 7, 2), None, "x" * 61), {"basis_number"}),
    ],
)
def test_an_absence_says_what_is_wrong(ward: SimpleNamespace, data: AbsenceInput, fields: set[str]) -> None:
    with pytest.raises(Invalid) as invalid:
        add_absence(ward.branch, ward.first, ward.helper, data)
    assert set(invalid.value.fields) == fields
    assert db.session.query(MemberAbsence).count() == 0


def test_absences_of_one_kind_do_not_overlap_and_end_once(ward: SimpleNamespace) -> None:
    first = AbsenceInput(A.SUSPENDED, date(2024, 7, 1), date(2024, 9, 30), "5-QĐ")
    add_absence(ward.branch, ward.first, ward.helper, first)
    with pytest.raises(Invalid):
        add_absence(
            ward.branch, ward.first, ward.helper, replace(first, from_day=date(2024, 9, 30), to_day=None)
        )
    later = replace(first, from_day=date(2024, 10, 1), to_day=None)
    add_absence(ward.branch, ward.first, ward.helper, later)
    open_one = absences(actor(ward.b1), ward.first, ward.helper)[0]
    assert open_one.is_open
    with pytest.raises(Invalid):
        close_absence(ward.branch, ward.first, ward.helper, open_one.id, date(2024, 9, 30))
    close_absence(ward.branch, ward.first, ward.helper, open_one.id, date(2024, 12, 31))
    with pytest.raises(Refused):
        close_absence(ward.branch, ward.first, ward.helper, open_one.id, date(2025, 1, 31))


def test_another_branch_neither_sees_nor_enters_them(ward: SimpleNamespace) -> None:
    data = AbsenceInput(A.EXEMPT, date(2024, 7, 1), None, "1-QĐ")
    with pytest.raises(NotFound):
        add_absence(ward.other, ward.first, ward.helper, data)
    with pytest.raises(NotFound):
        absences(actor(ward.b2), ward.first, ward.helper)
    with pytest.raises(NotFound):
        add_absence(ward.branch, ward.first, ward.stranger, data)
