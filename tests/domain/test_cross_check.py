"""What was recorded in one place against what was recorded in another."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta

import pytest

from phohoa.domain.cross_check import (
    Doubt,
    Noted,
    NotedPaper,
    NotedVerification,
    Step,
    contradictions,
    same_name,
)
from phohoa.domain.dossier import PaperState
from phohoa.domain.stages import Paper
from phohoa.domain.vietnamese import BirthDate

NAME, BORN = "Đỗ Thị Hòa", BirthDate(1995, 4, 12)
VOTE = date(2026, 3, 5)
ONE = timedelta(days=1)
STEPS = {
    Step.SYMPATHISER: date(2025, 2, 3),
    Step.START_PROPOSED: date(2025, 9, 3),
    Step.DOSSIER_STARTED: date(2025, 10, 1),
    Step.BRANCH_VOTE: VOTE,
    Step.COMMITTEE_VOTE: date(2026, 3, 12),
    Step.SUBMITTED: date(2026, 3, 16),
    Step.DECISION_RECEIVED: date(2026, 4, 3),
    Step.CEREMONY: date(2026, 4, 20),
    Step.PROBATION_ENDS: date(2027, 4, 20),
    Step.OFFICIAL_VOTE: date(2027, 5, 5),
}


def paper(kind: Paper, day: date | None = None, **more: object) -> NotedPaper:
    return NotedPaper(kind, PaperState.RECEIVED, dated=day, **more)


PAPERS = (
    paper(Paper.CLASS_CERTIFICATE, date(2025, 6, 2), number="15/GCN"),
    paper(Paper.APPLICATION, date(2025, 10, 6), name=NAME, birth="12/04/1995"),
    paper(Paper.LIFE_HISTORY, date(2025, 10, 8), name=NAME),
    paper(Paper.INTRODUCTION, date(2026, 2, 2), together_since=date(2025, 2, 2)),
    paper(Paper.OPINIONS, date(2026, 2, 10)),
    paper(Paper.DECISION, date(2026, 4, 1), number="18-QĐ/ĐU"),
    paper(Paper.SELF_REVIEW, date(2027, 4, 22)),
    paper(Paper.OFFICIAL_DECISION, date(2027, 5, 20), number="31-QĐ/ĐU"),
)
ASKED = NotedVerification(7, date(2025, 11, 3), date(2026, 1, 9))
ORDERLY = Noted(NAME, BORN, STEPS, PAPERS, (ASKED,))


def changed(kind: Paper, **changes: object) -> Noted:
    return replace(ORDERLY, papers=tuple(replace(p, **changes) if p.paper is kind else p for p in PAPERS))


def stepped(step: Step, day: date) -> Noted:
    return replace(ORDERLY, steps={**STEPS, step: day})


def found(noted: Noted) -> list[tuple[Doubt, object, object]]:
    return [(one.doubt, one.one.where, one.other.where) for one in contradictions(noted)]


def test_an_orderly_dossier_contradicts_itself_nowhere():
    assert found(ORDERLY) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Đỗ Thị Hòa", "Đỗ Thị Hoà", True),
        ("Đỗ Thị Hòa", "ĐỖ THỊ HÒA", True),
        ("Đỗ Thị Hòa", unicodedata.normalize("NFD", "Đỗ  Thị Hoà"), True),
        ("Nguyễn Thúy", "Nguyễn Thuý", True),
        ("Đỗ Thị Hòa", "Đỗ Thị Hoa", False),
        ("Đỗ Thị Hòa", "Đỗ Thị Hóa", False),
        ("Đỗ Thị Hòa", "Đo Thị Hòa", False),
        ("Đỗ Thị Hòa", "Hòa Thị Đỗ", False),
    ],
)
def test_the_same_name(one, other, same):
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("noted", "expected"),
    [
        pytest.param(
            changed(Paper.LIFE_HISTORY, name="Đỗ Thị Hoài"),
            (Doubt.NAME_DIFFERS, Paper.LIFE_HISTORY, Step.RECORD),
            id="another name",
        ),
        pytest.param(
            changed(Paper.LIFE_HISTORY, name="Đỗ Thị Hóa"),
            (Doubt.NAME_MARKS_DIFFER, Paper.LIFE_HISTORY, Step.RECORD),
            id="another mark",
        ),
        pytest.param(changed(Paper.LIFE_HISTORY, name="ĐỖ THỊ HOÀ"), None, id="the same name"),
        pytest.param(
            changed(Paper.APPLICATION, birth="13/04/1995"),
            (Doubt.BIRTH_DIFFERS, Paper.APPLICATION, Step.RECORD),
            id="another day of birth",
        ),
        pytest.param(changed(Paper.APPLICATION, birth="1995"), None, id="the year alone agrees"),
        pytest.param(
            changed(Paper.APPLICATION, birth="1994"),
            (Doubt.BIRTH_DIFFERS, Paper.APPLICATION, Step.RECORD),
            id="the year alone differs",
        ),
        pytest.param(changed(Paper.APPLICATION, birth="not legible"), None, id="not legible"),
        pytest.param(changed(Paper.OPINIONS, dated=VOTE), None, id="opinions of the day of the vote"),
        pytest.param(
            changed(Paper.OPINIONS, dated=VOTE + ONE),
            (Doubt.TOO_LATE, Paper.OPINIONS, Step.BRANCH_VOTE),
            id="opinions of the day after",
        ),
        pytest.param(
            changed(Paper.CLASS_CERTIFICATE, dated=VOTE + ONE),
            (Doubt.TOO_LATE, Paper.CLASS_CERTIFICATE, Step.BRANCH_VOTE),
            id="the certificate after the vote",
        ),
        pytest.param(
            changed(Paper.APPLICATION, dated=VOTE + ONE),
            (Doubt.TOO_LATE, Paper.APPLICATION, Step.BRANCH_VOTE),
            id="the application after the vote",
        ),
        pytest.param(
            changed(Paper.APPLICATION, received_on=date(2025, 10, 5)),
            (Doubt.TOO_EARLY, Paper.APPLICATION, Paper.APPLICATION),
            id="in the file before it was written",
        ),
        pytest.param(
            changed(Paper.APPLICATION, dated=date(1995, 4, 11)),
            (Doubt.BEFORE_BIRTH, Paper.APPLICATION, Step.RECORD),
            id="written before the birth",
        ),
        pytest.param(
            changed(Paper.INTRODUCTION, dated=date(2026, 2, 1)),
            (Doubt.TOGETHER_SHORT, Paper.INTRODUCTION, Step.TOGETHER),
            id="a day short of 12 months together",
        ),
        pytest.param(
            changed(Paper.INTRODUCTION, dated=date(2026, 2, 1), took_over=True),
            None,
            id="who took over need not",
        ),
        pytest.param(
            changed(Paper.SELF_REVIEW, dated=date(2026, 4, 19)),
            (Doubt.TOO_EARLY, Paper.SELF_REVIEW, Step.CEREMONY),
            id="a probationer's paper before the ceremony",
        ),
        pytest.param(
            changed(Paper.SELF_REVIEW, dated=date(2027, 5, 6)),
            (Doubt.TOO_LATE, Paper.SELF_REVIEW, Step.OFFICIAL_VOTE),
            id="the self-review after the vote",
        ),
        pytest.param(
            stepped(Step.COMMITTEE_VOTE, VOTE - ONE),
            (Doubt.TOO_EARLY, Step.COMMITTEE_VOTE, Step.BRANCH_VOTE),
            id="the committee before the branch",
        ),
        pytest.param(
            stepped(Step.SUBMITTED, date(2026, 3, 11)),
            (Doubt.TOO_EARLY, Step.SUBMITTED, Step.COMMITTEE_VOTE),
            id="sent before the committee resolved",
        ),
        pytest.param(
            stepped(Step.DECISION_RECEIVED, date(2026, 3, 31)),
            (Doubt.TOO_EARLY, Step.DECISION_RECEIVED, Paper.DECISION),
            id="received before it was signed",
        ),
        pytest.param(
            stepped(Step.CEREMONY, date(2026, 4, 2)),
            (Doubt.TOO_EARLY, Step.CEREMONY, Step.DECISION_RECEIVED),
            id="the ceremony before the decision came in",
        ),
        pytest.param(
            stepped(Step.OFFICIAL_VOTE, date(2027, 5, 21)),
            (Doubt.TOO_EARLY, Paper.OFFICIAL_DECISION, Step.OFFICIAL_VOTE),
            id="recognised before the branch voted",
        ),
        pytest.param(
            replace(ORDERLY, verifications=(replace(ASKED, concluded_on=VOTE + ONE),)),
            (Doubt.TOO_LATE, Step.VERIFICATION, Step.BRANCH_VOTE),
            id="verified after the vote",
        ),
        pytest.param(
            replace(ORDERLY, verifications=(replace(ASKED, asked_on=date(2025, 10, 7)),)),
            (Doubt.TOO_EARLY, Step.VERIFICATION, Paper.LIFE_HISTORY),
            id="asked before there was a life history",
        ),
        pytest.param(
            replace(ORDERLY, taken=((Paper.CLASS_CERTIFICATE, "15 / gcn"),)),
            (Doubt.NUMBER_TWICE, Paper.CLASS_CERTIFICATE, Step.OTHER_PERSON),
            id="the certificate of somebody else",
        ),
        pytest.param(
            replace(ORDERLY, taken=((Paper.DECISION, "15/GCN"),)),
            None,
            id="a number of another kind of paper",
        ),
        pytest.param(
            changed(Paper.OFFICIAL_DECISION, number="18-QĐ/ĐU"),
            (Doubt.NUMBER_TWICE, Paper.OFFICIAL_DECISION, Paper.DECISION),
            id="one decision for two things",
        ),
    ],
)
def test_each_contradiction_names_both_places(noted, expected):
    assert found(noted) == ([expected] if expected else [])


def test_both_values_stand_there():
    (one,) = contradictions(stepped(Step.COMMITTEE_VOTE, VOTE - ONE))
    assert (one.one.value, one.other.value) == (VOTE - ONE, VOTE)


def test_a_paper_that_is_not_there_contradicts_nothing():
    gone = changed(Paper.OPINIONS, dated=VOTE + ONE, state=PaperState.MISSING)
    assert found(gone) == []
