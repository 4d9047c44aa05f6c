"""Numbers of certificates: each stands for one person, however it is spaced, dashed or capitalised."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..domain.access import Action, may
from ..domain.facts import Entry, Finding, FindingCode, Param, Severity
from ..domain.moves import Move
from ..domain.stages import Input
from ..domain.training import ClassKind, Problem, folded_number
from ..domain.vietnamese import format_date
from ..models import Branch, Person, TrackingRun
from .command import Context
from .undoing import whole_ward


@dataclass(frozen=True)
class Holder:
    """Who has a certificate of the number; name and branch are "" for somebody whom the actor may not see."""

    name: str
    branch: str
    issued_on: date

    def problem(self, number: str) -> Problem:
        """The code of the sentence that names both sides, and its figures."""
        day = format_date(self.issued_on)
        if not self.name:
            return "class_number_used_elsewhere", {"number": number.strip(), "day": day}
        return "class_number_used", {
            "number": number.strip(),
            "who": self.name,
            "branch": self.branch,
            "day": day,
        }


def holders_of(cx: Context, kind: ClassKind, branch_id: int) -> dict[str, list[tuple[int, Holder]]]:
    """Folded number -> person and holder, of everybody in the ward; the practice branch has its own world."""
    number, issued = TrackingRun.certificate_number, TrackingRun.certificate_on
    if kind is ClassKind.NEW_MEMBER:
        number = TrackingRun.new_member_certificate_number
        issued = TrackingRun.new_member_certificate_on
    with whole_ward(cx):
        practice = cx.session.scalar(select(Branch.is_practice).where(Branch.id == branch_id))
        rows = cx.session.execute(
            select(
                TrackingRun.person_id,
                number,
                issued,
                TrackingRun.branch_id,
                Person.full_name,
                Branch.short_name,
            )
            .join(Person, Person.id == TrackingRun.person_id)
            .join(Branch, Branch.id == TrackingRun.branch_id)
            .where(number != "", issued.is_not(None), Branch.is_practice.is_(bool(practice)))
            .order_by(TrackingRun.id)
        ).all()
    found: dict[str, list[tuple[int, Holder]]] = {}
    for person, typed, day, branch, name, short in rows:
        seen = may(cx.actor, Action.CANDIDATE_VIEW, branch)
        if day is None:
            continue
        holder = Holder(name if seen else "", short if seen else "", day)
        found.setdefault(folded_number(typed), []).append((person, holder))
    return found


def other_holder(holders: dict[str, list[tuple[int, Holder]]], number: str, person_id: int) -> Holder | None:
    """Somebody else who has this number."""
    of_number = holders.get(folded_number(number), []) if folded_number(number) else []
    return next((holder for person, holder in of_number if person != person_id), None)


def certificate_used(cx: Context, run: TrackingRun, move: Move, entry: Entry) -> tuple[Finding, ...]:
    """A block if the number typed for a move is another person's certificate; both sides are named."""
    number = entry.certificate_number
    if Input.CERTIFICATE_NUMBER not in move.inputs or not folded_number(number):
        return ()
    holder = other_holder(holders_of(cx, ClassKind.AWARENESS, run.branch_id), number, run.person_id)
    if holder is None:
        return ()
    who = f"{holder.name} ({holder.branch})" if holder.name else ""
    params: dict[str, Param] = {
        "input": Input.CERTIFICATE_NUMBER.value,
        "number": number.strip(),
        "who": who,
        "day": holder.issued_on,
    }
    return (Finding(Severity.BLOCK, FindingCode.CERTIFICATE_NUMBER_USED, params),)
