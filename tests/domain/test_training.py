"""The dates of a class, numbers as they are compared, and the order of nominations with its reasons."""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from phohoa.domain.training import (
    CRITERIA,
    ClassDates,
    ClassKind,
    ClassResult,
    Nominee,
    RankCriterion,
    ResultLine,
    check_dates,
    check_result,
    folded_number,
    rank,
)

START = date(2026, 9, 14)
FIRST = Nominee(1, "an", date(2026, 3, 4))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("starts", "ends", "by", "seats", "wrong"),
    [
        ("2026-09-14", "2026-09-18", "2026-09-01", 60, {}),
        ("2026-09-14", "2026-09-14", "2026-09-14", 1, {}),
        ("2026-09-14", "2026-09-13", None, None, {"ends_on": "class_ends_first"}),
        ("2026-09-14", "2026-11-11", None, None, {}),
        ("2026-09-14", "2026-11-13", None, None, {"ends_on": "class_too_long"}),
        ("2026-09-14", "2026-09-18", "2026-09-15", None, {"nominate_by": "class_nominate_late"}),
        ("2026-09-14", "2026-09-18", None, 0, {"seats": "class_seats"}),
        ("2026-09-14", "2026-09-18", None, 500, {}),
        ("2026-09-14", "2026-09-18", None, 501, {"seats": "class_seats"}),
        (None, "2026-09-18", "2026-09-15", None, {"starts_on": "required"}),
        ("2026-09-14", None, None, None, {"ends_on": "required"}),
    ],
)
def test_dates_of_a_class(
    starts: str | None, ends: str | None, by: str | None, seats: int | None, wrong: dict[str, str]
) -> None:
    typed = ClassDates(*(day(text) if text else None for text in (starts, ends, by)), seats)
    assert check_dates(typed) == wrong


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("15/GCN", "15/gcn", True),
        ("15/GCN", " 15 / GCN ", True),
        ("15-GCN", "15–GCN", True),
        ("15.GCN/TTCT", "15/GCN-TTCT", True),
        ("0015/GCN", "15/GCN", True),
        ("15/GCN", "15/GCN/2024", False),
        ("15/GCN", "150/GCN", False),
        ("1 50", "150", True),
        ("000", "0", True),
        ("", " / ", True),
        ("15/QĐ", "15/QD", False),
    ],
)
def test_numbers_are_compared_without_spaces_case_and_dashes(one: str, other: str, same: bool) -> None:
    assert (folded_number(one) == folded_number(other)) is same


#: What meets a criterion at its very edge, and what just misses it.
EDGES = [
    (RankCriterion.PASSED_OVER_TWICE, {"passed_over": 2}, {"passed_over": 1}),
    (RankCriterion.AGE_LIMIT_NEAR, {"months_to_age_limit": 36}, {"months_to_age_limit": 37}),
    (RankCriterion.AGE_LIMIT_NEAR, {"months_to_age_limit": 0}, {"months_to_age_limit": -1}),
    (RankCriterion.WANTED_SOON, {"wanted_on": day("2027-09-30")}, {"wanted_on": day("2027-10-01")}),
    (RankCriterion.BRANCH_WITHOUT_ADMISSION, {"branch_admissions": 0}, {"branch_admissions": 1}),
    (RankCriterion.BRANCH_FEW_MEMBERS, {"branch_members": 8}, {"branch_members": 9}),
    (RankCriterion.BRANCH_FEW_MEMBERS, {"branch_members": 1}, {"branch_members": 0}),
    (
        RankCriterion.BRANCH_FEW_YOUNG,
        {"branch_members": 20, "branch_young": 2},
        {"branch_members": 20, "branch_young": 3},
    ),
    (RankCriterion.GOOD_RATING, {"is_rated_good": True}, {"is_rated_good": False}),
]


@pytest.mark.parametrize(("criterion", "meets", "misses"), EDGES)
def test_a_criterion_at_its_edge(
    criterion: RankCriterion, meets: dict[str, object], misses: dict[str, object]
) -> None:
    # Whoever only just misses it has waited longer, so that the order shows which of the two counted.
    one = replace(FIRST, key=1, waiting_since=day("2026-03-05"), **meets)
    other = replace(FIRST, key=2, waiting_since=day("2026-03-04"), **misses)
    first, second = rank((other, one), ClassKind.AWARENESS, START)
    assert (first.key, second.key) == (1, 2)
    assert criterion in {reason.criterion for reason in first.reasons}
    assert criterion not in {reason.criterion for reason in second.reasons}


@pytest.mark.parametrize(
    ("ends", "urgent"), [("2026-09-13", True), ("2027-03-31", True), ("2027-04-01", False)]
)
def test_probation_that_ends_soon_comes_first_in_a_class_for_new_members(ends: str, urgent: bool) -> None:
    one = replace(FIRST, probation_ends_on=day(ends))
    (found,) = rank((one,), ClassKind.NEW_MEMBER, START)
    assert (RankCriterion.PROBATION_ENDS in {r.criterion for r in found.reasons}) is urgent


def test_the_sooner_probation_ends_the_earlier_in_line() -> None:
    late = replace(FIRST, key=1, probation_ends_on=day("2026-12-01"), waiting_since=day("2025-12-01"))
    soon = replace(FIRST, key=2, probation_ends_on=day("2026-11-01"), waiting_since=day("2026-01-01"))
    assert [one.key for one in rank((late, soon), ClassKind.NEW_MEMBER, START)] == [2, 1]


def test_a_weightier_criterion_beats_all_the_lighter_ones_together() -> None:
    heavy = replace(FIRST, key=1, passed_over=2, waiting_since=day("2026-08-01"))
    light = replace(
        FIRST,
        key=2,
        months_to_age_limit=1,
        wanted_on=day("2026-12-31"),
        branch_admissions=0,
        branch_members=5,
        branch_young=0,
        is_rated_good=True,
        waiting_since=day("2020-01-01"),
    )
    first, second = rank((light, heavy), ClassKind.AWARENESS, START)
    assert (first.key, second.key) == (1, 2)
    expected = (*CRITERIA[ClassKind.AWARENESS][1:], RankCriterion.WAITING)
    assert tuple(reason.criterion for reason in second.reasons) == expected


def test_between_equals_waiting_time_decides_and_then_the_name() -> None:
    people = (
        replace(FIRST, key=3, name_key="chau"),
        replace(FIRST, key=2, name_key="binh"),
        replace(FIRST, key=1, name_key="an", waiting_since=day("2026-03-05")),
    )
    assert [one.key for one in rank(people, ClassKind.AWARENESS, START)] == [2, 3, 1]


def test_the_order_does_not_hang_on_how_people_came_in() -> None:
    people = tuple(
        replace(
            FIRST, key=n, name_key=f"n{n % 2}", passed_over=n % 3, waiting_since=day(f"2026-03-0{1 + n % 4}")
        )
        for n in range(1, 6)
    )
    orders = {
        tuple(one.key for one in rank(tuple(mixed), ClassKind.AWARENESS, START))
        for mixed in itertools.permutations(people)
    }
    assert len(orders) == 1


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        ({4: 1}, [4, 1, 2, 3, 5]),
        ({1: 5}, [2, 3, 4, 5, 1]),
        ({1: 99}, [2, 3, 4, 5, 1]),
        ({5: 2}, [1, 5, 2, 3, 4]),
        ({5: 1, 4: 2}, [5, 4, 1, 2, 3]),
        ({5: 1, 4: 1}, [5, 4, 1, 2, 3]),
        ({2: 2}, [1, 2, 3, 4, 5]),
    ],
)
def test_the_office_may_put_a_line_elsewhere(placed: dict[int, int], expected: list[int]) -> None:
    people = tuple(
        replace(FIRST, key=n, waiting_since=day(f"2026-03-0{n}"), placed_at=placed.get(n))
        for n in range(1, 6)
    )
    ranked = rank(people, ClassKind.AWARENESS, START)
    assert [one.key for one in ranked] == expected
    assert [one.rank for one in ranked] == [1, 2, 3, 4, 5]
    assert {one.key: one.natural for one in ranked} == {n: n for n in range(1, 6)}


def test_what_is_not_known_meets_no_criterion() -> None:
    (found,) = rank((FIRST,), ClassKind.AWARENESS, START)
    assert [reason.criterion for reason in found.reasons] == [RankCriterion.WAITING]


ENDS, TODAY = date(2026, 9, 18), date(2026, 9, 30)
GOOD = ResultLine(ClassResult.PASSED, 5, "15/GCN", ENDS, "")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, {}),
        ({"days": None}, {}),
        ({"days": 0}, {}),
        ({"days": 6}, {"days": "class_days"}),
        ({"days": -1}, {"days": "class_days"}),
        ({"result": None}, {}),
        ({"result": None, "number": ""}, {"result": "class_result_needed"}),
        ({"number": " "}, {"number": "class_number_needed"}),
        ({"issued_on": None}, {"issued_on": "class_issued_needed"}),
        ({"issued_on": day("2026-09-17")}, {"issued_on": "class_issued_before_end"}),
        ({"issued_on": TODAY}, {}),
        ({"issued_on": day("2026-10-01")}, {"issued_on": "date_in_future"}),
        ({"result": ClassResult.FAILED}, {"number": "class_number_not_passed", "note": "class_note_needed"}),
        ({"result": ClassResult.ABSENT, "number": "", "issued_on": None, "note": "Ốm."}, {}),
        ({"number": "9" * 60}, {}),
        ({"number": "9" * 61}, {"number": "text_long"}),
        ({"note": "x" * 501}, {"note": "text_long"}),
    ],
)
def test_a_line_of_results_at_its_edges(changes: dict[str, object], wrong: dict[str, str]) -> None:
    found = check_result(replace(GOOD, **changes), START, ENDS, TODAY)
    assert {field: code for field, (code, _) in found.items()} == wrong


def test_a_date_alone_is_no_line() -> None:
    assert ResultLine(issued_on=ENDS).is_empty
    assert not ResultLine(number="15/GCN").is_empty
