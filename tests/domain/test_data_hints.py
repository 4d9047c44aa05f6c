"""What looks forgotten in the data, and what does not."""

from dataclasses import replace
from datetime import date

import pytest

from phohoa.domain.data_hints import (
    BranchSigns,
    HintKind,
    RunSigns,
    all_hints,
    branch_hints,
    helper_hints,
    organisation_hints,
    run_hints,
)
from phohoa.domain.stages import Stage

TODAY = date(2026, 8, 31)
RUN = RunSigns(1, 7, Stage.SYMPATHISER, date(2025, 1, 5), date(2026, 8, 3), helper=4, reviews=5, remarked=2)


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ({}, []),
        ({"changed_on": date(2026, 2, 28)}, [HintKind.NO_CHANGE]),
        ({"changed_on": date(2026, 3, 1)}, []),
        ({"changed_on": None}, [HintKind.NO_CHANGE]),
        ({"changed_on": None, "opened_on": date(2026, 6, 1)}, []),
        ({"changed_on": date(2025, 1, 5), "stage": Stage.SUBMITTED}, []),
        ({"changed_on": date(2025, 1, 5), "stage": Stage.PAUSED}, []),
        ({"helper": None}, [HintKind.NO_HELPER]),
        ({"helper": None, "stage": Stage.SOURCE}, []),
        ({"helper_left_on": TODAY}, [HintKind.NO_HELPER]),
        ({"helper_left_on": date(2026, 9, 1)}, []),
        ({"remarked": 0}, [HintKind.NEVER_REMARKED]),
        ({"remarked": 0, "reviews": 2}, []),
        ({"stage": Stage.LEFT, "helper": None, "changed_on": None, "remarked": 0}, []),
    ],
    ids=[
        "all is well",
        "six months to the day, counted to the end of February",
        "a day less",
        "nothing recorded at all",
        "nothing recorded, but only just begun",
        "others are at work on it",
        "paused: nobody expects anything",
        "nobody helps",
        "before the list nobody has to help",
        "who helped has left today",
        "who helps leaves tomorrow",
        "five reviews without a word",
        "two reviews are too few to tell",
        "no longer followed",
    ],
)
def test_what_looks_forgotten_about_a_person(changed: dict[str, object], kinds: list[HintKind]) -> None:
    found = run_hints(replace(RUN, **changed), TODAY)  # type: ignore[arg-type]
    assert [hint.kind for hint in found] == kinds
    assert all((hint.branch, hint.subject) == (7, 1) for hint in found)


def test_a_member_may_help_as_many_as_the_ward_says_and_no_more() -> None:
    runs = [replace(RUN, key=n) for n in range(3)]
    assert helper_hints(runs, 3, TODAY) == ()
    (hint,) = helper_hints(runs, 2, TODAY)
    assert (hint.kind, hint.branch, hint.subject, hint.count) == (HintKind.HELPER_OF_MANY, 7, 4, 3)
    others = [
        replace(RUN, key=8, stage=Stage.SOURCE),
        replace(RUN, key=9, helper=5),
        replace(RUN, key=10, helper_left_on=TODAY),
    ]
    assert helper_hints([*runs[:2], *others], 2, TODAY) == ()


@pytest.mark.parametrize(
    ("official", "undated", "kinds"),
    [
        (3, 0, []),
        (2, 0, [HintKind.FEW_MEMBERS]),
        (9, 4, [HintKind.MEMBERS_UNDATED]),
        (0, 1, [HintKind.FEW_MEMBERS, HintKind.MEMBERS_UNDATED]),
    ],
)
def test_what_a_list_of_members_lacks(official: int, undated: int, kinds: list[HintKind]) -> None:
    assert [hint.kind for hint in branch_hints(BranchSigns(7, official, undated))] == kinds


@pytest.mark.parametrize(
    ("today", "keys"), [(date(2026, 6, 30), []), (date(2026, 7, 1), [2]), (date(2026, 12, 31), [2])]
)
def test_an_organisation_has_half_a_year_to_introduce_somebody(today: date, keys: list[int]) -> None:
    assert [hint.subject for hint in organisation_hints([(1, 3), (2, 0)], today)] == keys


def test_hints_come_in_the_order_of_their_weight() -> None:
    quiet = replace(RUN, changed_on=None)
    alone = replace(RUN, key=2, helper=None)
    found = all_hints([alone, quiet], [BranchSigns(7, 1, 0)], [(5, 0)], 2, TODAY)
    assert [hint.kind for hint in found] == [
        HintKind.NO_CHANGE,
        HintKind.NO_HELPER,
        HintKind.FEW_MEMBERS,
        HintKind.NOTHING_INTRODUCED,
    ]
