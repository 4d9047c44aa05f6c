"""Which paper can be made when, on which bases, under which number; and what cannot have been typed."""

from datetime import date

import pytest

from phohoa.domain.legal_bases import LegalBasis as B
from phohoa.domain.legal_bases import bases_on, bases_unchecked
from phohoa.domain.paper_entry import VoteCount, read, share
from phohoa.domain.papers import (
    COUNTS,
    DAYS,
    LONG,
    SPECS,
    PaperClosed,
    PaperField,
    PaperForm,
    form_number,
    why_closed,
)
from phohoa.domain.rulebook import AuthorityMode
from phohoa.domain.stages import MoveCode, Stage

TODAY = date(2026, 2, 10)
A, MODE_B, C = AuthorityMode
F = PaperField


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 7, 29), (B.STATUTES,)),
        (
            date(2021, 7, 30),
            (
                B.STATUTES,
                B.QD24,
            ),
        ),
        (
            date(2023, 1, 13),
            (
                B.STATUTES,
                B.QD24,
                B.HD01_2021,
                B.HD12,
            ),
        ),
        (
            date(2025, 1, 19),
            (
                B.STATUTES,
                B.QD24,
                B.HD01_2021,
                B.HD12,
            ),
        ),
        (
            date(2025, 1, 20),
            (
                B.STATUTES,
                B.QD232,
                B.HD01_2021,
                B.HD12,
            ),
        ),
        (
            date(2025, 6, 30),
            (
                B.STATUTES,
                B.QD232,
                B.HD01_2021,
                B.HD12,
            ),
        ),
        (
            date(2025, 7, 1),
            (
                B.STATUTES,
                B.QD294,
                B.HD06,
                B.HD12,
            ),
        ),
        (
            date(2025, 9, 28),
            (
                B.STATUTES,
                B.QD294,
                B.HD06,
                B.HD12,
            ),
        ),
        (
            date(2025, 9, 29),
            (
                B.STATUTES,
                B.QD294,
                B.HD06,
                B.HD38,
            ),
        ),
        (
            date(2026, 4, 7),
            (
                B.STATUTES,
                B.QD294,
                B.HD06,
                B.HD38,
            ),
        ),
        (
            date(2026, 4, 8),
            (
                B.STATUTES,
                B.QD20,
                B.HD06,
                B.HD38,
            ),
        ),
        (
            date(2026, 5, 18),
            (
                B.STATUTES,
                B.QD20,
                B.HD06,
                B.HD38,
            ),
        ),
        (
            date(2026, 5, 19),
            (
                B.STATUTES,
                B.QD20,
                B.HD01_2026,
                B.HD38,
            ),
        ),
        (
            date(2026, 7, 25),
            (
                B.STATUTES,
                B.QD20,
                B.HD01_2026,
                B.HD38,
            ),
        ),
        (
            date(2026, 7, 26),
            (
                B.STATUTES,
                B.QD208,
                B.HD01_2026,
                B.HD38,
            ),
        ),
    ],
    ids=str,
)
def test_a_paper_rests_on_what_is_in_force_on_its_day(day: date, expected: tuple[B, ...]) -> None:
    assert {one.basis for one in bases_on(day)} == set(expected)


@pytest.mark.parametrize(
    ("day", "unchecked"),
    [
        (date(2025, 12, 1), False),
        (date(2026, 4, 7), False),
        (date(2026, 4, 8), True),
        (date(2027, 1, 1), True),
    ],
)
def test_newer_regulations_are_marked_as_not_compared(day: date, unchecked: bool) -> None:
    assert bases_unchecked(day) is unchecked


CLOSED = [
    (PaperForm.BRANCH_ADMISSION, Stage.DOSSIER, (), MODE_B, PaperClosed.STEP_NOT_RECORDED),
    (PaperForm.BRANCH_ADMISSION, Stage.BRANCH_RESOLVED, (MoveCode.RESOLVE_BRANCH,), MODE_B, None),
    # A vote that failed leaves the run where it was; its resolution is written all the same.
    (PaperForm.BRANCH_ADMISSION, Stage.DOSSIER, (MoveCode.RESOLVE_BRANCH,), MODE_B, None),
    (PaperForm.COMMITTEE_ADMISSION, Stage.COMMITTEE_RESOLVED, (MoveCode.RESOLVE_COMMITTEE,), A, None),
    (PaperForm.COMMITTEE_ADMISSION, Stage.SUBMITTED, (), MODE_B, PaperClosed.WARD_DECIDES),
    (PaperForm.ADMISSION_DECISION, Stage.SUBMITTED, (), A, PaperClosed.LEVEL_ABOVE_DECIDES),
    (PaperForm.ADMISSION_DECISION, Stage.SUBMITTED, (), MODE_B, None),
    (PaperForm.ADMISSION_DECISION, Stage.DECIDED, (), C, None),
    (PaperForm.ADMISSION_DECISION, Stage.BRANCH_RESOLVED, (), C, PaperClosed.STAGE),
    (PaperForm.VERIFICATION_REQUEST, Stage.START_PROPOSED, (), MODE_B, PaperClosed.STAGE),
    (PaperForm.VERIFICATION_REQUEST, Stage.DOSSIER, (), MODE_B, None),
    (PaperForm.CONSIDERATION, Stage.SYMPATHISER, (), MODE_B, None),
    (PaperForm.CONSIDERATION, Stage.MOVED_AWAY, (), MODE_B, None),
    (PaperForm.CONSIDERATION, Stage.BRANCH_RESOLVED, (), MODE_B, PaperClosed.STAGE),
    (PaperForm.OPINIONS_SUMMARY, Stage.DOSSIER, (), MODE_B, None),
    (PaperForm.OPINIONS_SUMMARY, Stage.PROBATIONARY, (), MODE_B, None),
    (PaperForm.OPINIONS_SUMMARY, Stage.CLASS_DONE, (), MODE_B, PaperClosed.STAGE),
    (PaperForm.BRANCH_RECOGNITION, Stage.PROBATIONARY, (), MODE_B, PaperClosed.STEP_NOT_RECORDED),
    (PaperForm.BRANCH_RECOGNITION, Stage.OFFICIAL_PROPOSED, (MoveCode.PROPOSE_OFFICIAL,), MODE_B, None),
    (PaperForm.COMMITTEE_RECOGNITION, Stage.OFFICIAL_PROPOSED, (), A, None),
    (PaperForm.COMMITTEE_RECOGNITION, Stage.OFFICIAL_PROPOSED, (), C, PaperClosed.WARD_DECIDES),
    (PaperForm.RECOGNITION_DECISION, Stage.OFFICIAL_PROPOSED, (), C, None),
    (PaperForm.RECOGNITION_DECISION, Stage.PROBATIONARY, (), C, PaperClosed.STAGE),
]


@pytest.mark.parametrize(("form", "stage", "moves", "mode", "expected"), CLOSED)
def test_a_paper_is_open_where_its_step_is(form, stage, moves, mode, expected) -> None:
    assert why_closed(SPECS[form], stage, moves, mode, is_office=True) is expected


def test_papers_of_the_committee_are_the_office_s() -> None:
    for form, stage in (
        (PaperForm.VERIFICATION_REQUEST, Stage.DOSSIER),
        (PaperForm.ADMISSION_DECISION, Stage.DECIDED),
    ):
        assert why_closed(SPECS[form], stage, (), C, is_office=False) is PaperClosed.OFFICE_MAKES
    opinions = SPECS[PaperForm.OPINIONS_SUMMARY]
    assert why_closed(opinions, Stage.DOSSIER, (), C, is_office=False) is None


@pytest.mark.parametrize(
    ("form", "day", "marks", "expected"),
    [
        (PaperForm.BRANCH_ADMISSION, date(2022, 1, 17), {}, None),
        (PaperForm.BRANCH_ADMISSION, date(2022, 1, 18), {"residential": True}, "6-KN"),
        (PaperForm.BRANCH_ADMISSION, date(2025, 9, 28), {"residential": True}, "6-KN"),
        (PaperForm.BRANCH_ADMISSION, date(2025, 9, 29), {"residential": True}, "8C-KN"),
        (PaperForm.BRANCH_ADMISSION, date(2025, 9, 29), {}, "6-KN"),
        (PaperForm.BRANCH_RECOGNITION, date(2026, 1, 1), {"residential": True}, "15C-KN"),
        (PaperForm.OPINIONS_SUMMARY, date(2026, 1, 1), {}, "5-KN"),
        (PaperForm.OPINIONS_SUMMARY, date(2026, 1, 1), {"probation": True}, "12-KN"),
        (PaperForm.RECOGNITION_DECISION, date(2026, 1, 1), {"probation": True}, "16-KN"),
        (PaperForm.VERIFICATION_REQUEST, date(2026, 1, 1), {}, None),
    ],
)
def test_the_number_of_a_form_has_its_time(form, day, marks, expected) -> None:
    assert form_number(form, day, **marks) == expected


def test_every_form_asks_for_fields_it_has() -> None:
    for spec in SPECS.values():
        assert spec.required <= set(spec.fields), spec.form
        assert len(set(spec.fields)) == len(spec.fields), spec.form
    assert not (COUNTS & DAYS or COUNTS & LONG or DAYS & LONG)


@pytest.mark.parametrize(
    ("called", "in_favour", "carried"),
    [
        *((3, 2, True), (3, 1, False), (4, 3, True), (4, 2, False), (5, 4, True), (5, 3, False)),
        *((7, 5, True), (7, 4, False), (10, 7, True), (10, 6, False), (0, 0, False)),
    ],
)
def test_two_thirds_of_those_called(called: int, in_favour: int, carried: bool) -> None:
    assert VoteCount(called, in_favour, 0, 0).carried is carried


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(8, 9, (88, 9)), (9, 9, (100, 0)), (2, 3, (66, 7)), (1, 8, (12, 5)), (0, 9, (0, 0)), (1, 0, None)],
)
def test_a_share_is_rounded_for_print_only(part: int, whole: int, expected) -> None:
    assert share(part, whole) == expected


TYPED = {
    "number": "05-NQ/CB",
    "dated": "05/02/2026",
    "meeting_on": "3/2/2026",
    "members_official": "12",
    "members_probationary": "1",
    "present_official": "10",
    "chair": "Trần Văn Mẫu",
    "secretary": "Võ Thị Ghi",
    "called": "11",
    "in_favour": "9",
    "against": "1",
    **dict.fromkeys(("background", "awareness", "character", "ability", "relations"), "Tốt."),
    "authority": "T/M CHI BỘ",
    "position": "BÍ THƯ",
    "signatory": "Trần Văn Mẫu",
    "recipients": "Đảng ủy",
}
RESOLUTION = SPECS[PaperForm.BRANCH_ADMISSION]


def test_what_is_whole_is_read() -> None:
    entry, wrong = read(RESOLUTION, TYPED, TODAY)
    assert wrong == {}
    assert (entry.count(F.CALLED), entry.days[F.MEETING_ON]) == (11, date(2026, 2, 3))
    assert entry.text(F.AUTHORITY) == "T/M CHI BỘ"


@pytest.mark.parametrize(
    ("typed", "name", "code", "sides"),
    [
        ({"relations": " "}, F.RELATIONS, "required", {}),
        ({"called": "mười"}, F.CALLED, "paper_count", {}),
        ({"dated": "11/02/2026"}, F.DATED, "date_in_future", {}),
        ({"dated": "31/02/2026"}, F.DATED, "date_impossible", {}),
        (
            {"dated": "02/02/2026"},
            F.DATED,
            "paper_dated_before",
            {"dated": "02/02/2026", "day": "03/02/2026"},
        ),
        ({"in_favour": "11"}, F.IN_FAVOUR, "paper_ballots_called", {"ballots": 12, "called": 11}),
        (
            {"in_favour": "9", "blank": "2"},
            F.IN_FAVOUR,
            "paper_ballots_called",
            {"ballots": 12, "called": 11},
        ),
        (
            {"in_favour": "10", "against": "1"},
            F.IN_FAVOUR,
            "paper_ballots_present",
            {"ballots": 11, "present": 10},
        ),
        ({"called": "13"}, F.CALLED, "paper_called", {"called": 13, "members": 12}),
        ({"called": "0", "in_favour": "0", "against": "0"}, F.CALLED, "paper_nobody_called", {}),
        ({"present_official": "13"}, F.PRESENT_OFFICIAL, "paper_present", {"present": 13, "members": 12}),
        ({"chair": "A" * 201}, F.CHAIR, "paper_long", {"most": 200}),
        ({"ability": "A" * 4001}, F.ABILITY, "paper_long", {"most": 4000}),
    ],
)
def test_what_cannot_be_is_refused_with_both_sides(typed, name, code, sides) -> None:
    assert read(RESOLUTION, {**TYPED, **typed}, TODAY)[1][name] == (code, sides)
