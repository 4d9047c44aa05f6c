"""Who helps the person of a run: assignments with their days."""

from datetime import date

from sqlalchemy import select

from ..models import HelperAssignment, TrackingRun
from .command import Command


def assign_helper(
    cx: Command,
    run: TrackingRun,
    member_id: int,
    day: date,
    basis_number: str = "",
    together_since: date | None = None,
) -> dict[str, int]:
    """Let a member help from a day on, ending the assignment before; gives the ids of both rows."""
    rows = _end_assignment(cx, run, day)
    assignment = HelperAssignment(
        branch_id=run.branch_id,
        run_id=run.id,
        member_id=member_id,
        assigned_on=day,
        together_since=together_since,
        basis_number=basis_number,
    )
    cx.session.add(assignment)
    cx.session.flush()  # before the run is touched, so that its change is one row of the audit
    run.helper_id, run.helper_since = member_id, day
    return {**rows, "opened": assignment.id}


def end_helper(cx: Command, run: TrackingRun, day: date) -> dict[str, int]:
    """End the assignment under way, if any; the run is left without a helper."""
    rows = _end_assignment(cx, run, day)
    run.helper_id = run.helper_since = None
    return rows


def _end_assignment(cx: Command, run: TrackingRun, day: date) -> dict[str, int]:
    with cx.session.no_autoflush:
        found = cx.session.scalar(
            select(HelperAssignment)
            .where(HelperAssignment.run_id == run.id, HelperAssignment.ended_on.is_(None))
            .order_by(HelperAssignment.id.desc())
            .limit(1)
        )
    if found is None:
        return {}
    found.ended_on = day
    return {"ended": found.id}
