"""Admitting a former member again, at each edge of its waiting times and exclusions."""

from datetime import date

import pytest

from phohoa.domain.facts import FindingCode as F
from phohoa.domain.facts import Severity, blocked
from phohoa.domain.opinions import NEVER_AGAIN, Opinion, OpinionKind, ReasonLeftParty
from phohoa.domain.stages import MoveCode, Stage
from phohoa.texts.findings import sentence

from .cases import codes, facts_at, judged, only

M, S, R = MoveCode, Stage, ReasonLeftParty
BLOCK, WARNING, INFO = Severity
#: The branch votes on 5 March 2026.
AGREED = (Opinion(OpinionKind.READMISSION, date(2026, 1, 5), date(2026, 3, 5), True),)
FORMER = {
    "is_former_member": True,
    "left_party_on": date(2020, 1, 6),
    "left_party_reason": R.ASKED_FOR_FAMILY,
    "opinions": AGREED,
}


def at_vote(**changes):
    return judged(M.RESOLVE_BRANCH, facts_at(S.DOSSIER, **(FORMER | changes)))


def test_a_former_member_in_order_may_be_voted_on():
    found = at_vote()
    assert not blocked(found)
    assert F.READMISSION_CONSENTED in codes(found, INFO)


@pytest.mark.parametrize(
    ("changes", "closed_by"),
    [
        pytest.param({"left_party_on": date(2023, 3, 5)}, set(), id="36 months that day"),
        pytest.param({"left_party_on": date(2023, 3, 6)}, {F.READMISSION_EARLY}, id="a day short"),
        pytest.param({"left_party_on": None}, {F.READMISSION_UNKNOWN}, id="when is not known"),
        pytest.param({"left_party_reason": None}, {F.READMISSION_UNKNOWN}, id="why is not known"),
        pytest.param(
            {"left_party_reason": R.LESSER_CRIME, "sentence_cleared_on": date(2021, 3, 5)},
            set(),
            id="60 months after the sentence was cleared",
        ),
        pytest.param(
            {"left_party_reason": R.LESSER_CRIME, "sentence_cleared_on": date(2021, 3, 6)},
            {F.READMISSION_SENTENCE_EARLY},
            id="a day short of 60 months",
        ),
        pytest.param(
            {"left_party_reason": R.LESSER_CRIME}, {F.READMISSION_SENTENCE_UNKNOWN}, id="not cleared yet"
        ),
        pytest.param({"readmissions": 1}, {F.READMISSION_USED}, id="a second time"),
        pytest.param({"opinions": ()}, {F.READMISSION_CONSENT_MISSING}, id="nobody was asked"),
        pytest.param(
            {"opinions": (Opinion(OpinionKind.READMISSION, None, date(2026, 3, 6), True),)},
            {F.READMISSION_CONSENT_MISSING},
            id="agreed the day after",
        ),
        pytest.param(
            {"opinions": (Opinion(OpinionKind.READMISSION, None, date(2026, 3, 5), False),)},
            {F.READMISSION_REFUSED},
            id="refused",
        ),
    ],
)
def test_what_closes_the_vote(changes, closed_by):
    assert codes(at_vote(**changes), BLOCK) == closed_by


@pytest.mark.parametrize("reason", sorted(NEVER_AGAIN))
def test_after_some_reasons_there_is_no_way_back(reason):
    found = at_vote(left_party_reason=reason)
    assert codes(found, BLOCK) == {F.READMISSION_NEVER}
    facts = facts_at(S.SOURCE, **(FORMER | {"left_party_reason": reason}))
    assert codes(judged(M.ADD_SYMPATHISER, facts), BLOCK) == {F.READMISSION_NEVER}, "not even on the list"


@pytest.mark.parametrize("reason", sorted(set(R) - NEVER_AGAIN - {R.LESSER_CRIME}))
def test_after_the_others_there_is(reason):
    assert not blocked(at_vote(left_party_reason=reason))


@pytest.mark.parametrize("code", [M.ADD_SYMPATHISER, M.PROPOSE_START])
def test_what_only_time_mends_is_told_early_with_its_day(code):
    stage = S.SOURCE if code is M.ADD_SYMPATHISER else S.CLASS_DONE
    facts = facts_at(stage, **(FORMER | {"left_party_on": date(2024, 1, 8), "opinions": ()}))
    found = judged(code, facts)
    assert not blocked(found)
    early = only(found, F.READMISSION_EARLY)
    assert (early.severity, early.earliest) == (INFO, date(2027, 1, 8))
    assert F.READMISSION in codes(found, WARNING)
    assert "294-QĐ/TW, điểm 3.5.1" in sentence(early)


def test_nobody_else_is_asked():
    assert not {code for code in codes(at_vote(is_former_member=False)) if code.startswith("readmission")}
