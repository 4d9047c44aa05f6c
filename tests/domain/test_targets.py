"""The plan's allocation and what is credited to whom."""

from datetime import date

import pytest

from phohoa.domain.facts import FindingCode as F
from phohoa.domain.targets import (
    Admission,
    AdmissionDate,
    BranchAllocation,
    Introduction,
    OrganisationAllocation,
    TargetResult,
    achieved,
    check_allocation,
    result,
)
from phohoa.domain.units import OrganisationKind

FRONT = OrganisationAllocation(1, OrganisationKind.FRONT, 1)
WOMEN = OrganisationAllocation(2, OrganisationKind.WOMEN, 1, 1)


def test_an_allocation_in_order():
    assert (
        check_allocation([BranchAllocation(1, 1), BranchAllocation(2, 3)], [FRONT, WOMEN], {1, 2}, {1, 2})
        == ()
    )


@pytest.mark.parametrize(
    ("branches", "organisations", "expected"),
    [
        pytest.param(
            [BranchAllocation(1, 0)], [FRONT, WOMEN], (F.ALLOCATION_TOO_LOW, "branch", 1), id="branch at 0"
        ),
        pytest.param(
            [BranchAllocation(1, -1)], [FRONT, WOMEN], (F.ALLOCATION_NEGATIVE, "branch", 1), id="below 0"
        ),
        pytest.param([], [FRONT, WOMEN], (F.ALLOCATION_MISSING, "branch", 1), id="a branch forgotten"),
        pytest.param(
            [BranchAllocation(1, 1)], [FRONT], (F.ALLOCATION_MISSING, "introductions", 2), id="one forgotten"
        ),
        pytest.param(
            [BranchAllocation(1, 1)],
            [OrganisationAllocation(1, OrganisationKind.FRONT, 0), WOMEN],
            (F.ALLOCATION_TOO_LOW, "introductions", 1),
            id="the Front introduces nobody",
        ),
        pytest.param(
            [BranchAllocation(1, 1)],
            [FRONT, OrganisationAllocation(2, OrganisationKind.WOMEN, 1, 0)],
            (F.ALLOCATION_TOO_LOW, "admissions", 2),
            id="the women's union brings nobody in",
        ),
    ],
)
def test_what_is_wrong_with_an_allocation(branches, organisations, expected):
    (found,) = check_allocation(branches, organisations, {1}, {1, 2})
    assert (found.code, found.params["unit"], found.params["key"]) == expected


def admitted(run, branch=1, organisation=2, decision=date(2023, 6, 1), ceremony=date(2023, 6, 20), **more):
    return Admission(run, branch, organisation, decision, ceremony, **more)


def test_one_admission_credits_branch_organisation_and_ward_once_each():
    got = achieved(2023, [], [admitted(10), admitted(10), admitted(11, branch=3, organisation=None)])
    assert got.branch_admissions == {1: 1, 3: 1}
    assert got.organisation_admissions == {2: 1}
    assert got.ward_admissions == 2


@pytest.mark.parametrize(
    ("admission", "by", "counts"),
    [
        pytest.param(admitted(1), AdmissionDate.DECISION, True, id="decided and held this year"),
        pytest.param(
            admitted(1, decision=date(2022, 12, 20), ceremony=date(2023, 1, 10)),
            AdmissionDate.DECISION,
            False,
            id="decided last year",
        ),
        pytest.param(
            admitted(1, decision=date(2022, 12, 20), ceremony=date(2023, 1, 10)),
            AdmissionDate.CEREMONY,
            True,
            id="decided last year, but the ward counts ceremonies",
        ),
        pytest.param(admitted(1, ceremony=None), AdmissionDate.CEREMONY, False, id="no ceremony yet"),
        pytest.param(admitted(1, annulled=True), AdmissionDate.DECISION, False, id="annulled"),
        pytest.param(
            admitted(1, is_practice=True), AdmissionDate.DECISION, False, id="of the practice branch"
        ),
    ],
)
def test_which_admissions_count_in_a_year(admission, by, counts):
    assert achieved(2023, [], [admission], by).ward_admissions == int(counts)


def test_introductions_count_once_per_person_and_organisation():
    rows = [
        Introduction(1, 2, date(2023, 1, 5)),
        Introduction(1, 2, date(2023, 2, 5)),
        Introduction(2, 2, date(2022, 12, 31)),
        Introduction(3, 4, date(2023, 3, 1)),
        Introduction(4, 4, date(2023, 3, 1), is_practice=True),
    ]
    assert achieved(2023, rows, []).organisation_introductions == {2: 1, 4: 1}


@pytest.mark.parametrize(
    ("target", "reached", "expected"),
    [(1, 0, TargetResult.NOT_YET), (1, 1, TargetResult.REACHED), (1, 2, TargetResult.EXCEEDED)],
)
def test_a_result_is_stated_as_a_fact(target, reached, expected):
    assert result(target, reached) is expected
