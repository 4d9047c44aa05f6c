"""Votes are counted on those called; limits run in working days under the rules of the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phohoa.domain.conditions import carried_by_half, carried_by_two_thirds, two_thirds_of
from phohoa.domain.deadlines import add_working_days
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity, Votes, blocked
from phohoa.domain.rulebook import AuthorityMode, rules_on
from phohoa.domain.stages import MoveCode, Stage

from .cases import codes, entry_for, facts_at, judged, only, voted

M, S = MoveCode, Stage
BLOCK, WARNING, INFO = Severity


@pytest.mark.parametrize(
    ("called", "needed"), [(3, 2), (4, 3), (5, 4), (7, 5), (8, 6), (9, 6), (10, 7), (1, 1), (2, 2), (6, 4)]
)
def test_two_thirds_of_those_called(called, needed):
    assert two_thirds_of(called) == needed
    enough = at_votes(voted(needed, called))
    short = at_votes(voted(needed - 1, called))
    assert F.VOTES_ENOUGH in codes(enough, INFO)
    assert only(short, F.VOTES_NOT_ENOUGH).params["needed"] == needed
    assert not blocked(short)


def at_votes(votes):
    return judged(M.RESOLVE_BRANCH, entry=entry_for(M.RESOLVE_BRANCH, votes=votes))


@given(st.integers(1, 500), st.integers(0, 500))
def test_two_thirds_is_exact_for_every_size(called, in_favour):
    assert carried_by_two_thirds(voted(in_favour, called)) is (in_favour >= two_thirds_of(called))
    assert carried_by_half(voted(in_favour, called)) is (in_favour > called / 2)


def test_the_base_is_those_called_and_not_those_present():
    assert F.VOTES_NOT_ENOUGH in codes(at_votes(voted(5, called=8, present=7)))
    assert F.VOTES_ENOUGH in codes(at_votes(voted(6, called=9, present=6)))


@pytest.mark.parametrize(
    ("votes", "problem"),
    [
        pytest.param(Votes(9, 10, 7, 1), "present", id="more present than called"),
        pytest.param(Votes(9, 7, 7, 1), "sum", id="more votes than present"),
        pytest.param(Votes(9, 8, -1, 1), "negative", id="a negative count"),
        pytest.param(Votes(0, 0, 0, 0), "nobody", id="nobody called"),
    ],
)
def test_impossible_counts_close_the_move(votes, problem):
    found = at_votes(votes)
    assert only(found, F.VOTES_IMPOSSIBLE).params["problem"] == problem
    assert not codes(found) & {F.VOTES_ENOUGH, F.VOTES_NOT_ENOUGH}


def test_abstentions_keep_the_difference():
    assert F.VOTES_IMPOSSIBLE not in codes(at_votes(voted(6, called=9, present=9, against=1)))


@pytest.mark.parametrize(
    ("in_favour", "called", "closed_by"),
    [(5, 9, set()), (5, 10, {F.VOTES_NO_DECISION}), (4, 9, {F.VOTES_NO_DECISION})],
)
def test_a_decision_needs_more_than_half_of_the_standing_committee(in_favour, called, closed_by):
    entry = entry_for(M.RECORD_DECISION, votes=voted(in_favour, called))
    assert codes(judged(M.RECORD_DECISION, entry=entry), BLOCK) == closed_by


def test_striking_off_needs_two_thirds_unless_the_level_above_decides():
    short = entry_for(M.STRIKE_OFF, votes=voted(5, 9))
    assert F.VOTES_NOT_ENOUGH in codes(judged(M.STRIKE_OFF, entry=short), BLOCK)
    reported = facts_at(S.PROBATIONARY, failed_votes=3)
    assert codes(judged(M.STRIKE_OFF, reported, short), BLOCK) == set()


# --- deadlines ---------------------------------------------------------------------------------------------


def test_a_decision_is_late_after_45_working_days():
    voted_on = date(2025, 10, 6)
    last = add_working_days(voted_on, 45)
    facts = facts_at(S.SUBMITTED, branch_resolution_on=voted_on)
    in_time = entry_for(M.RECORD_DECISION, decision_on=last)
    late = entry_for(M.RECORD_DECISION, decision_on=add_working_days(last, 1))
    assert F.DECISION_LATE not in codes(judged(M.RECORD_DECISION, facts, in_time))
    found = only(judged(M.RECORD_DECISION, facts, late), F.DECISION_LATE)
    assert (found.severity, found.params["due"], found.params["extension"]) == (WARNING, last, 15)


def test_in_2023_a_decision_had_60_working_days():
    facts = facts_at(S.SUBMITTED, branch_resolution_on=date(2023, 3, 6), stage_since=date(2023, 3, 20))
    entry = entry_for(M.RECORD_DECISION, decision_on=add_working_days(date(2023, 3, 6), 60), received_on=None)
    found = judged(M.RECORD_DECISION, facts, entry, mode=AuthorityMode.A, rules=rules_on(date(2023, 6, 1)))
    assert F.DECISION_LATE not in codes(found)


@pytest.mark.parametrize(
    ("day", "received", "late"),
    [
        pytest.param(
            date(2026, 3, 10), date(2026, 1, 20), False, id="30 working days from receipt, over Tet"
        ),
        pytest.param(date(2026, 3, 11), date(2026, 1, 20), True, id="31 working days from receipt"),
        pytest.param(date(2026, 3, 11), None, True, id="receipt unknown: from the decision"),
    ],
)
def test_a_ceremony_has_30_working_days_from_receipt(day, received, late):
    facts = facts_at(S.DECIDED, decision_on=date(2026, 1, 12), decision_received_on=received)
    entry = entry_for(M.HOLD_CEREMONY, ceremony_on=day)
    found = judged(M.HOLD_CEREMONY, facts, entry, today=date(2026, 3, 31))
    assert (F.CEREMONY_LATE in codes(found, WARNING)) is late


def test_consent_from_above_excuses_a_late_ceremony():
    facts = facts_at(S.DECIDED, decision_on=date(2025, 11, 3), decision_received_on=None)
    entry = entry_for(M.HOLD_CEREMONY, upper_consent="30-CV/ĐU, 20/12/2025")
    assert F.CEREMONY_CONSENTED in codes(judged(M.HOLD_CEREMONY, facts, entry), INFO)


def test_since_july_2026_the_ceremony_counts_from_the_issue():
    facts = facts_at(
        S.DECIDED,
        decision_on=date(2026, 8, 3),
        decision_received_on=date(2026, 8, 20),
        stage_since=date(2026, 8, 3),
    )
    entry = entry_for(M.HOLD_CEREMONY, ceremony_on=date(2026, 9, 18))
    day = date(2026, 9, 18)
    found = only(judged(M.HOLD_CEREMONY, facts, entry, today=day, rules=rules_on(day)), F.CEREMONY_LATE)
    assert found.citation == "QD208"
    assert found.params["unchecked"] is True


def test_a_ceremony_needs_a_helper_known_or_typed():
    facts = facts_at(S.DECIDED, has_helper=False)
    assert F.HELPER_MISSING in codes(
        judged(M.HOLD_CEREMONY, facts, entry_for(M.HOLD_CEREMONY, helper=None)), BLOCK
    )
    assert codes(judged(M.HOLD_CEREMONY, facts), BLOCK) == set()
    assert codes(judged(M.HOLD_CEREMONY, entry=entry_for(M.HOLD_CEREMONY, helper=None)), BLOCK) == set()


@pytest.mark.parametrize(
    ("ends", "closed_by"),
    [(date(2026, 3, 6), {F.PROBATION_NOT_OVER}), (date(2026, 3, 5), set()), (date(2026, 3, 4), set())],
)
def test_probation_ends_before_the_branch_considers(ends, closed_by):
    facts = facts_at(S.PROBATIONARY, probation_ends_on=ends)
    found = judged(M.PROPOSE_OFFICIAL, facts)
    assert codes(found, BLOCK) == closed_by
    assert not closed_by or only(found, F.PROBATION_NOT_OVER).earliest == ends


def test_the_branch_has_30_working_days_after_probation():
    ends = date(2025, 10, 6)
    facts = facts_at(S.PROBATIONARY, probation_ends_on=ends, stage_since=date(2024, 10, 6))
    in_time = entry_for(M.PROPOSE_OFFICIAL, happened_on=add_working_days(ends, 30))
    late = entry_for(M.PROPOSE_OFFICIAL, happened_on=add_working_days(ends, 31))
    assert F.OFFICIAL_REVIEW_LATE not in codes(judged(M.PROPOSE_OFFICIAL, facts, in_time))
    assert F.OFFICIAL_REVIEW_LATE in codes(judged(M.PROPOSE_OFFICIAL, facts, late), WARNING)


def test_a_late_recognition_is_warned_about():
    facts = facts_at(
        S.OFFICIAL_PROPOSED, official_proposed_on=date(2025, 11, 3), stage_since=date(2025, 11, 3)
    )
    assert F.OFFICIAL_DECISION_LATE in codes(judged(M.RECOGNISE, facts), WARNING)


def test_after_three_failed_votes_only_the_level_above_decides():
    facts = facts_at(S.PROBATIONARY, failed_votes=3)
    assert F.VOTES_LIMIT_REACHED in codes(judged(M.PROPOSE_OFFICIAL, facts), BLOCK)
    assert codes(judged(M.RECOGNISE_ABOVE, facts), BLOCK) == set()
    assert F.VOTES_LIMIT_NOT_REACHED in codes(judged(M.RECOGNISE_ABOVE, facts_at(S.PROBATIONARY)), BLOCK)
