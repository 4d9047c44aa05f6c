"""What is recorded never makes a date later that was shown before, without a finding that says so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phohoa.domain.consequences import facts_after, later_dues
from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity, blocked
from phohoa.domain.guards import check, closed
from phohoa.domain.hints import missing, next_due
from phohoa.domain.moves import MOVE_OF
from phohoa.domain.opinions import Opinion, OpinionKind
from phohoa.domain.outcomes import outcome
from phohoa.domain.rulebook import AuthorityMode, rules_on
from phohoa.domain.stages import OPEN_STAGES, MoveCode, Stage
from phohoa.domain.vietnamese import BirthDate
from phohoa.texts.findings import sentence

from .cases import RULES, TODAY, B, entry_for, facts_at, voted

M, S = MoveCode, Stage


def later(code, facts, **typed):
    return tuple(later_dues(MOVE_OF[code], facts, entry_for(code, **typed), RULES, TODAY))


def test_a_new_certificate_says_how_far_the_deadline_moves():
    facts = facts_at(S.CLASS_DONE, certificate_on=date(2021, 9, 15))
    (found,) = later(M.RENEW_CERTIFICATE, facts, certificate_on=date(2026, 3, 2))
    assert (found.code, found.severity) == (F.DUE_MOVED, Severity.INFO)
    assert sentence(found).startswith("Hạn giấy chứng nhận chuyển từ ngày 15/09/2026 sang ngày 02/03/2031")


@pytest.mark.parametrize(
    ("code", "stage"),
    [(M.ASSIGN_HELPER, S.DOSSIER), (M.PERMIT_START, S.START_PROPOSED), (M.PAUSE, S.DOSSIER)],
)
def test_what_moves_no_deadline_says_nothing(code, stage):
    assert later(code, facts_at(stage)) == ()


days = st.integers(-200, 60).map(lambda n: TODAY + timedelta(days=n))


@st.composite
def situations(draw):
    """A run anywhere, a move out of its stage, and what was typed for it."""
    stage = draw(st.sampled_from(sorted(OPEN_STAGES)))
    facts = facts_at(
        stage,
        certificate_on=draw(st.one_of(st.none(), days)),
        dossier_started_on=draw(st.one_of(st.none(), days)),
        decision_received_on=draw(st.one_of(st.none(), days)),
        failed_votes=draw(st.integers(0, 3)),
    )
    code = draw(st.sampled_from([move.code for move in MOVE_OF.values() if stage in move.sources]))
    day = draw(days)
    entry = entry_for(
        code,
        happened_on=day,
        certificate_on=day,
        decision_on=day,
        ceremony_on=day,
        votes=voted(draw(st.integers(4, 9)), 9),
    )
    return code, facts, entry


@settings(max_examples=400, deadline=None)
@given(situations())
def test_no_move_puts_off_a_deadline_in_silence(situation):
    code, facts, entry = situation
    move, rules = MOVE_OF[code], rules_on(TODAY)
    found = check(move, facts, entry, rules, TODAY, B)
    if blocked(found):
        return
    said = (*found, *later_dues(move, facts, entry, rules, TODAY))
    after = facts_after(facts, outcome(move, facts, entry, rules))
    before_due, after_due = next_due(facts, rules, TODAY), next_due(after, rules, TODAY)
    if before_due and after_due and before_due.code is after_due.code and after_due.on > before_due.on:
        (told,) = [one for one in said if one.code is F.DUE_MOVED]
        assert (told.params["old"], told.params["new"]) == (before_due.on, after_due.on)


#: Facts that are recorded without a move, each on its own.
RECORDED = (
    ("new_member_certificate_on", date(2025, 9, 8)),
    ("decision_received_on", date(2026, 2, 4)),
    ("consent_on", date(2025, 6, 1)),
    ("over_age_consent", True),
    ("education_exempt", True),
    ("opinions", tuple(Opinion(kind, None, date(2026, 3, 1), True) for kind in OpinionKind)),
    ("branch_official_members", 9),
)
UNKNOWN = {"opinions": (), "over_age_consent": False, "education_exempt": False}


def first_days(facts, mode=AuthorityMode.B):
    """For each move the first day that its findings name; a move without one can be made today."""
    found = {}
    for code, move in MOVE_OF.items():
        if facts.stage in move.sources and mode in move.modes:
            named = [one.earliest for one in closed(move, facts, RULES, TODAY, mode) if one.earliest]
            found[code] = max(named, default=TODAY)
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(OPEN_STAGES)),
    st.sampled_from(RECORDED),
    st.sampled_from([BirthDate(2008, 6, 1), BirthDate(1995, 5, 20), BirthDate(1960, 1, 1)]),
)
def test_what_is_recorded_makes_no_first_day_and_no_deadline_later_in_silence(stage, recorded, birth):
    name, value = recorded
    before = facts_at(stage, birth=birth, **{name: UNKNOWN.get(name)})
    after = replace(before, **{name: value})
    sooner, now = first_days(before), first_days(after)
    assert all(now[code] <= day for code, day in sooner.items()), (name, sooner, now)
    old, new = next_due(before, RULES, TODAY), next_due(after, RULES, TODAY)
    if old and new and old.code is new.code and new.on > old.on:
        # Receipt moves the clock of the ceremony: that it was only a first reckoning was said before.
        assert name == "decision_received_on"
        assert F.RECEIPT_UNKNOWN in {one.code for one in missing(before, RULES, TODAY)}


def test_a_case_without_a_day_changes_no_deadline():
    assert later(M.RENEW_CERTIFICATE, facts_at(S.CLASS_DONE), certificate_on=None) == ()
