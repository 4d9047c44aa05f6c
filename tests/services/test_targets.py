"""Targets against results: each person once per branch, per organisation, for the ward."""

from datetime import date

import pytest

from phohoa.domain.errors import Forbidden
from phohoa.domain.stages import Stage
from phohoa.domain.targets import TargetResult
from phohoa.extensions import db
from phohoa.models import Branch
from phohoa.services import targets

from .. import factories
from ..plan_world import YEAR, World, signing, world

__all__ = ["signing", "world"]


def admit(world: World, branch: int, *, on: date | None, stage: Stage = Stage.PROBATIONARY) -> None:
    row = db.session.get(Branch, branch)
    assert row is not None
    person = {"introduced_by_id": world.ids.farmers, "introduced_on": date(YEAR, 1, 8)}
    factories.run(row, "Người Thử", stage, decision_on=on, person=person)


def test_an_admission_counts_once_for_branch_organisation_and_ward(signing: World) -> None:
    signing.issue(signing.approved())
    with factories.writing():
        admit(signing, signing.ids.first, on=date(YEAR, 3, 1))
        admit(signing, signing.ids.first, on=date(YEAR, 4, 1))
        admit(signing, signing.ids.second, on=date(YEAR - 1, 12, 31))
        admit(signing, signing.ids.second, on=date(YEAR, 5, 1), stage=Stage.ANNULLED)
        admit(signing, signing.ids.practice, on=date(YEAR, 6, 1))
    shown = targets.target_page(signing.actor("auditor"))
    reached = {line.name: (line.reached, line.target, line.result) for line in shown.branches}
    assert reached == {
        "Chi bộ Tổ dân phố An Thử": (2, 1, TargetResult.EXCEEDED),
        "Chi bộ Trường Tiểu học Thử Nghiệm": (0, 1, TargetResult.NOT_YET),
    }
    assert shown.ward is not None and (shown.ward.reached, shown.ward.target) == (2, 2)
    farmers = shown.organisations[0]
    assert farmers.admissions is not None
    assert (farmers.introductions.reached, farmers.admissions.reached) == (4, 2)
    assert (shown.plan_symbol, shown.branches_reached) == ("01-KH/ĐU", 1)


def test_a_year_without_a_plan_has_results_but_no_targets(world: World) -> None:
    with factories.writing():
        admit(world, world.ids.first, on=date(YEAR, 3, 1))
    shown = targets.target_page(world.actor("office"))
    assert (shown.ward, shown.branches, shown.reached) == (None, (), 1)


@pytest.mark.parametrize("role", ["admin", "b1", "mass_org"])
def test_targets_are_for_the_ward_and_those_above(world: World, role: str) -> None:
    with pytest.raises(Forbidden):
        targets.target_page(world.actor(role))
