"""What a plan still lacks before it may go to the signatory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Role
from ..domain.facts import FindingCode
from ..domain.targets import BranchAllocation, OrganisationAllocation, check_allocation
from ..models import User
from .plan_allocation import units_on
from .plan_content import Paper, live_values
from .plan_fields import places_left, unknown_fields


@dataclass(frozen=True)
class Problem:
    """One thing to mend: a code of texts/plans.py with its parameters."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


_CODES = {
    FindingCode.ALLOCATION_TOO_LOW: "allocation_too_low",
    FindingCode.ALLOCATION_NEGATIVE: "allocation_too_low",
    FindingCode.ALLOCATION_MISSING: "allocation_missing",
}


def problems_of(session: Session, paper: Paper, day: date) -> tuple[Problem, ...]:
    """Everything that keeps the plan from being submitted, in the order of the paper."""
    plan, found = paper.plan, []
    signs = select(User.id).where(User.id == plan.signatory_id, User.role == Role.SIGNATORY, User.active)
    if session.scalar(signs) is None:
        found.append(Problem("signatory_needed"))
    for name in ("subject", "place", "recipients", "parent_issuer"):
        if not getattr(plan, name).strip():
            found.append(Problem("head_incomplete"))
            break
    for section in paper.sections:
        if section.level != 1 and not section.body.strip():
            found.append(Problem("section_empty", {"heading": section.heading}))
    unknown = unknown_fields(paper.words, live_values(paper))
    if unknown:
        found.append(Problem("fields_left", {"fields": ", ".join(unknown)}))
    marks = places_left(paper.words)
    if marks:
        found.append(Problem("marks_left", {"marks": ", ".join(marks)}))
    return (*found, *_allocation_problems(session, paper, day))


def _allocation_problems(session: Session, paper: Paper, day: date) -> tuple[Problem, ...]:
    units = units_on(session, day)
    names = {(unit.is_branch, unit.id): unit.name for unit in units}
    names |= {(True, row.branch_id or 0): row.unit_name for row in paper.branches}
    names |= {(False, row.organisation_id or 0): row.unit_name for row in paper.organisations}
    kinds = {unit.id: unit.kind for unit in units if unit.kind is not None}
    findings = check_allocation(
        [BranchAllocation(row.branch_id or 0, row.admissions) for row in paper.branches],
        [
            OrganisationAllocation(
                row.organisation_id or 0,
                kinds[row.organisation_id or 0],
                row.introductions,
                row.admissions,
            )
            for row in paper.organisations
            if row.organisation_id in kinds
        ],
        [unit.id for unit in units if unit.is_branch],
        [unit.id for unit in units if not unit.is_branch],
    )
    here = {(unit.is_branch, unit.id) for unit in units}
    problems = [
        Problem("allocation_closed", {"name": row.unit_name})
        for row in paper.allocations
        if (row.branch_id is not None, row.branch_id or row.organisation_id or 0) not in here
    ]
    for finding in findings:
        params = finding.params
        name = names.get((params["unit"] == "branch", int(str(params["key"]))), "")
        problems.append(Problem(_CODES[finding.code], {"name": name, "least": params.get("least", 1)}))
    return tuple(problems)
