"""No step before the steps it depends on: each at its edge, with both steps and both days in the sentence."""

from datetime import date, timedelta

import pytest

from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity
from phohoa.domain.moves import MOVE_OF
from phohoa.domain.stages import MoveCode, Stage
from phohoa.texts.findings import FACT_DAYS, sentence

from .cases import codes, entry_for, facts_at, judged, only

M, S = MoveCode, Stage
BLOCK = Severity.BLOCK
BEFORE = {F.BEFORE_STAGE, F.BEFORE_DECISION, F.BEFORE_BASIS}
ONE = timedelta(days=1)

#: move, stage, the fact that it depends on last.
DEPENDS = [
    (M.PROPOSE_CLASS, S.SYMPATHISER, "sympathiser_on"),
    (M.ASSIGN_HELPER, S.CLASS_DONE, "sympathiser_on"),
    (M.PROPOSE_START, S.CLASS_DONE, "certificate_on"),
    (M.PERMIT_START, S.START_PROPOSED, "start_proposed_on"),
    (M.RESOLVE_BRANCH, S.DOSSIER, "dossier_started_on"),
    (M.RESOLVE_COMMITTEE, S.BRANCH_RESOLVED, "branch_resolution_on"),
    (M.SUBMIT, S.BRANCH_RESOLVED, "branch_resolution_on"),
    (M.SUBMIT_UP, S.COMMITTEE_RESOLVED, "committee_resolution_on"),
    (M.RECORD_DECISION, S.SUBMITTED, "submitted_on"),
    (M.HOLD_CEREMONY, S.DECIDED, "decision_on"),
    (M.RECOGNISE, S.OFFICIAL_PROPOSED, "official_proposed_on"),
    (M.NOT_APPROVED, S.SUBMITTED, "submitted_on"),
    (M.ANNUL, S.DECIDED, "decision_on"),
    (M.MOVE_OUT, S.DECIDED, "committee_resolution_on"),
    (M.MOVE_OUT, S.SUBMITTED, "submitted_on"),
]


@pytest.mark.parametrize(("code", "stage", "fact"), DEPENDS, ids=[f"{c}-{s}" for c, s, _ in DEPENDS])
def test_the_day_before_is_closed_the_day_itself_is_not(code, stage, fact):
    facts = facts_at(stage)
    day = getattr(facts, fact)

    def on(typed):
        return judged(code, facts, entry_for(code, **{MOVE_OF[code].day.value: typed}))

    (found,) = [one for one in on(day - ONE) if one.code in BEFORE]
    assert found.severity is BLOCK
    assert (found.params["after"], found.params["since"], found.params["day"]) == (fact, day, day - ONE)
    assert not codes(on(day)) & BEFORE


def test_the_sentence_names_both_steps_and_both_days():
    facts = facts_at(S.DOSSIER, dossier_started_on=date(2026, 2, 10))
    entry = entry_for(M.RESOLVE_BRANCH, happened_on=date(2026, 2, 3))
    found = only(judged(M.RESOLVE_BRANCH, facts, entry), F.BEFORE_STAGE)
    assert sentence(found) == (
        "Ngày chi bộ biểu quyết (03/02/2026) sớm hơn ngày Đảng ủy cho làm thủ tục (10/02/2026)."
    )


def test_a_second_vote_is_not_before_the_failed_one():
    facts = facts_at(S.DOSSIER, failed_votes=1, failed_vote_on=date(2026, 3, 6))
    found = judged(M.RESOLVE_BRANCH, facts, entry_for(M.RESOLVE_BRANCH, happened_on=date(2026, 3, 5)))
    assert only(found, F.BEFORE_STAGE).params["after"] == "failed_vote_on"


def test_nobody_withdraws_before_the_day_of_the_statement():
    entry = entry_for(M.WITHDRAW, happened_on=date(2026, 3, 4), basis_on=date(2026, 3, 5))
    found = only(judged(M.WITHDRAW, entry=entry), F.BEFORE_BASIS)
    assert "04/03/2026" in sentence(found) and "05/03/2026" in sentence(found)
    same = entry_for(M.WITHDRAW, happened_on=date(2026, 3, 5), basis_on=date(2026, 3, 5))
    assert F.BEFORE_BASIS not in codes(judged(M.WITHDRAW, entry=same))


def test_a_certificate_may_be_older_than_everything():
    entry = entry_for(M.RECORD_CERTIFICATE, certificate_on=date(2022, 1, 4))
    assert not codes(judged(M.RECORD_CERTIFICATE, entry=entry)) & BEFORE


def test_every_fact_has_its_words():
    for code, stage, fact in DEPENDS:
        assert fact in FACT_DAYS, (code, stage)
