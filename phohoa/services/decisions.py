"""Numbers of decisions: each stands once with the body that issued it."""

from datetime import date

from sqlalchemy import select

from ..domain.access import Action, may
from ..domain.facts import Entry, Finding, FindingCode, Severity
from ..domain.moves import Move
from ..domain.stages import Input
from ..domain.vietnamese import fold
from ..models import Branch, CommitteeTerm, Person, RunEvent, TrackingRun
from .command import Context
from .undoing import whole_ward


def _term_of(cx: Context, day: date) -> tuple[str, int]:
    """Numbers begin anew with each term; without one on record, with each year."""
    term = cx.session.scalar(
        select(CommitteeTerm.id).where(CommitteeTerm.starts_on <= day, CommitteeTerm.ends_on >= day).limit(1)
    )
    return ("term", term) if term is not None else ("year", day.year)


def decision_used(cx: Context, run: TrackingRun, move: Move, entry: Entry) -> tuple[Finding, ...]:
    """A block if the number stands already for another decision of the same body.

    The other person is named only to somebody who may see the other branch's people.
    """
    number, day = entry.decision_number.strip(), entry.decision_on
    if Input.DECISION_NUMBER not in move.inputs or not number or day is None:
        return ()
    body = fold(entry.issuing_body.strip())
    with whole_ward(cx):
        cancelled = select(RunEvent.cancels_id).where(RunEvent.cancels_id.is_not(None))
        practice = cx.session.scalar(select(Branch.is_practice).where(Branch.id == run.branch_id))
        rows = cx.session.execute(
            select(RunEvent, Person.full_name)
            .join(TrackingRun, TrackingRun.id == RunEvent.run_id)
            .join(Person, Person.id == TrackingRun.person_id)
            .join(Branch, Branch.id == RunEvent.branch_id)
            .where(RunEvent.kind == "move", RunEvent.id.not_in(cancelled))
            .where(Branch.is_practice.is_(bool(practice)))
            .where(RunEvent.data["typed"]["decision_number"].as_string() == number)
            .order_by(RunEvent.id)
        ).all()
    term = None
    for event, name in rows:
        if fold(str(event.data["typed"].get("issuing_body", ""))) != body:
            continue
        term = term or _term_of(cx, day)
        if _term_of(cx, event.happened_on) != term:
            continue
        seen = may(cx.actor, Action.CANDIDATE_VIEW, event.branch_id)
        return (
            Finding(
                Severity.BLOCK,
                FindingCode.DECISION_NUMBER_USED,
                {
                    "input": Input.DECISION_NUMBER.value,
                    "number": number,
                    "body": entry.issuing_body.strip(),
                    "who": name if seen else "",
                    "day": event.happened_on,
                },
            ),
        )
    return ()
