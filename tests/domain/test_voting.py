"""The number called: all official members of the day, less those whom the rules leave out, each once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity, VoteForm, Votes
from phohoa.domain.rulebook import AuthorityMode
from phohoa.domain.stages import MoveCode
from phohoa.domain.voting import (
    Absence,
    AbsenceKind,
    DecidingBody,
    Reckoning,
    VotingBody,
    reckon,
    voting_body,
)
from phohoa.texts.findings import reckoning_text, sentence

from .cases import codes, entry_for, facts_at, judged, only, source_of, voted

A, M = AbsenceKind, MoveCode
BLOCK, INFO = Severity.BLOCK, Severity.INFO
DAY = date(2026, 3, 5)


def absence(member=1, kind=A.EXEMPT, first=date(2026, 1, 1), last=None):
    return Absence(member, kind, first, last)


@pytest.mark.parametrize(
    ("absences", "called"),
    [
        pytest.param([], 9, id="nobody is left out"),
        pytest.param([absence()], 8, id="one exempt"),
        pytest.param([absence(first=DAY, last=DAY)], 8, id="that day alone"),
        pytest.param([absence(first=date(2026, 3, 6))], 9, id="from the day after"),
        pytest.param([absence(last=date(2026, 3, 4))], 9, id="until the day before"),
        pytest.param([absence(), absence(kind=A.SUSPENDED)], 8, id="two reasons, one member"),
        pytest.param([absence(kind) for kind in ()] + [absence(n, k) for n, k in enumerate(A)], 4, id="all"),
    ],
)
def test_the_number_called_on_a_day(absences, called):
    assert reckon(VotingBody.BRANCH, DAY, 9, absences).called() == called


def test_only_the_exempt_who_attend_count_after_all():
    found = reckon(VotingBody.BRANCH, DAY, 9, [absence(1), absence(2, A.DETAINED), absence(3)])
    assert (found.exempt, found.called(), found.called(2)) == (2, 6, 8)
    twice = reckon(VotingBody.BRANCH, DAY, 9, [absence(1), absence(1, A.DETAINED)])
    assert twice.exempt == 0, "detained as well: attending brings nobody back"


def test_the_reckoning_reads_as_a_sum():
    found = Reckoning(VotingBody.BRANCH, DAY, 9, ((A.EXEMPT, 1),))
    assert reckoning_text(found) == "9 đảng viên chính thức, trừ 1 miễn sinh hoạt = 8"
    assert reckoning_text(Reckoning(VotingBody.COMMITTEE, DAY, 15)) == "15 ủy viên Ban Chấp hành"


@given(st.integers(0, 60), st.lists(st.tuples(st.integers(0, 8), st.sampled_from(A)), max_size=12))
def test_nobody_is_taken_off_twice(members, left_out):
    found = reckon(VotingBody.BRANCH, DAY, members, [absence(n, kind) for n, kind in left_out])
    assert found.members - found.called() == len({n for n, _ in left_out})


@pytest.mark.parametrize(
    ("move", "mode", "decided_by", "body"),
    [
        (M.RESOLVE_BRANCH, "A", None, VotingBody.BRANCH),
        (M.PROPOSE_OFFICIAL, "C", None, VotingBody.BRANCH),
        (M.STRIKE_OFF, "B", None, VotingBody.BRANCH),
        (M.RESOLVE_COMMITTEE, "A", None, VotingBody.COMMITTEE),
        (M.RECORD_DECISION, "A", None, None),
        (M.RECORD_DECISION, "B", None, VotingBody.STANDING_COMMITTEE),
        (M.RECORD_DECISION, "C", None, VotingBody.STANDING_COMMITTEE),
        (M.RECOGNISE, "C", None, VotingBody.STANDING_COMMITTEE),
        (M.RECORD_DECISION, "A", DecidingBody.AUTHORISED_COMMITTEE, VotingBody.COMMITTEE),
        (M.RECORD_DECISION, "B", DecidingBody.AUTHORISED_COMMITTEE, None),
        (M.LEAVE, "B", None, None),
    ],
)
def test_whose_members_are_counted(move, mode, decided_by, body):
    asked = decided_by or DecidingBody.STANDING_COMMITTEE
    assert voting_body(move, AuthorityMode(mode), asked) is body


NINE_LESS_ONE = Reckoning(VotingBody.BRANCH, DAY, 9, ((A.EXEMPT, 1),))


def at_vote(called, **typed):
    entry = entry_for(M.RESOLVE_BRANCH, votes=voted(6, called), reckoning=NINE_LESS_ONE, **typed)
    return judged(M.RESOLVE_BRANCH, entry=entry)


@pytest.mark.parametrize(
    ("called", "typed", "severity", "finding"),
    [
        pytest.param(8, {}, INFO, F.CALLED_RECKONED, id="as reckoned"),
        pytest.param(9, {}, BLOCK, F.CALLED_DIFFERS, id="another number without a reason"),
        pytest.param(9, {"called_reason": "  "}, BLOCK, F.CALLED_DIFFERS, id="blanks are no reason"),
        pytest.param(9, {"called_reason": "Mới chuyển đến"}, INFO, F.CALLED_OVERRIDDEN, id="with a reason"),
        pytest.param(9, {"exempt_present": 1}, INFO, F.CALLED_RECKONED, id="the exempt one attended"),
        pytest.param(9, {"exempt_present": 2}, BLOCK, F.EXEMPT_PRESENT_IMPOSSIBLE, id="more than there are"),
        pytest.param(7, {"exempt_present": -1}, BLOCK, F.EXEMPT_PRESENT_IMPOSSIBLE, id="fewer than none"),
    ],
)
def test_the_number_called_is_the_one_of_the_list_or_has_its_reason(called, typed, severity, finding):
    assert only(at_vote(called, **typed), finding).severity is severity


def test_a_number_that_differs_is_told_with_both_numbers_beside_the_reason():
    found = only(at_vote(9), F.CALLED_DIFFERS)
    assert found.params["input"] == "called_reason"
    text = sentence(found)
    assert "9 người" in text and "là 8 (9 đảng viên chính thức, trừ 1 miễn sinh hoạt)" in text


@pytest.mark.parametrize(
    ("votes", "numbers"),
    [
        pytest.param(Votes(9, 10, 7, 1), ("(10)", "(9)"), id="present and called"),
        pytest.param(Votes(9, 9, 8, 1, blank=1), ("(10)", "(9)"), id="ballots and called"),
        pytest.param(Votes(9, 7, 6, 1, blank=1), ("(8)", "(7)"), id="ballots and present"),
    ],
)
def test_counts_that_cannot_be_are_told_with_both_numbers(votes, numbers):
    found = only(judged(M.RESOLVE_BRANCH, entry=entry_for(M.RESOLVE_BRANCH, votes=votes)), F.VOTES_IMPOSSIBLE)
    text = sentence(found)
    assert found.severity is BLOCK
    assert all(number in text for number in numbers), text


def test_a_blank_ballot_is_not_in_favour():
    votes = Votes(9, 9, 5, 0, VoteForm.BALLOT, 4)
    assert F.VOTES_NOT_ENOUGH in codes(
        judged(M.RESOLVE_BRANCH, entry=entry_for(M.RESOLVE_BRANCH, votes=votes))
    )


@pytest.mark.parametrize("code", [M.RECORD_DECISION, M.RECOGNISE])
@pytest.mark.parametrize(
    ("in_favour", "called", "authorised", "closed_by"),
    [
        (3, 5, False, set()),
        (2, 5, False, {F.VOTES_NO_DECISION}),
        (5, 10, False, {F.VOTES_NO_DECISION}),
        (10, 15, True, set()),
        (9, 15, True, {F.VOTES_NOT_AUTHORISED}),
    ],
)
def test_half_of_a_standing_committee_two_thirds_of_an_authorised_one(
    code, in_favour, called, authorised, closed_by
):
    body = DecidingBody.AUTHORISED_COMMITTEE if authorised else DecidingBody.STANDING_COMMITTEE
    entry = entry_for(code, votes=voted(in_favour, called), decided_by=body)
    assert codes(judged(code, facts_at(source_of(code)), entry), BLOCK) == closed_by
