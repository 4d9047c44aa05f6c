"""People who come from outside of the ward with the paper that goes along (HD 06, 3.9 a)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from ..domain.access import Action
from ..domain.errors import Invalid, NotFound, Refused
from ..domain.facts import Entry, RunFacts, blocked, unanswered
from ..domain.guards import day_of
from ..domain.moves import MOVE_OF
from ..domain.outcomes import outcome as outcome_of
from ..domain.stages import BasisKind, MoveCode
from ..models import Branch, PartyMember, Person, RunEvent, TrackingRun
from .candidates import open_branch
from .command import Command, Query, command, query
from .helping import assign_helper
from .moves import judge, missing_inputs, typed_of
from .people import PersonInput, fill, new_person, number_warnings
from .rosters import OrganisationLine, organisations_on
from .rules import book_of
from .run_facts import birth_of


@dataclass(frozen=True)
class ArrivalSheet:
    """What the form shows: the branch, its official members, and who can have introduced."""

    branch_id: int
    branch_name: str
    is_practice: bool
    organisations: tuple[OrganisationLine, ...]
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Arrived:
    """Somebody who was received; `warnings` are codes of what does not fit in the citizen number."""

    run_id: int
    branch_id: int
    stage: str
    warnings: tuple[str, ...] = ()


@query(Action.CANDIDATE_CREATE)
def arrival_sheet(cx: Query, branch_id: int) -> ArrivalSheet:
    """For receiving somebody in a branch. Raises NotFound for another one's branch."""
    cx.allow(branch_id=branch_id)
    branch = cx.session.get(Branch, branch_id)
    if branch is None:
        raise NotFound
    rows = cx.session.scalars(
        select(PartyMember)
        .where(PartyMember.branch_id == branch_id, PartyMember.is_official.is_(True))
        .where(or_(PartyMember.left_on.is_(None), PartyMember.left_on > cx.today))
        .order_by(PartyMember.sort_key, PartyMember.id)
    )
    members = tuple((row.id, row.full_name) for row in rows)
    known = organisations_on(cx.session, cx.today)
    return ArrivalSheet(branch.id, branch.name, branch.is_practice, known, members)


def _papers(entry: Entry) -> dict[str, str]:
    """Somebody comes with the one paper or the other, and with each whole."""
    fields: dict[str, str] = {}
    paper = (bool(entry.paper_number.strip()), entry.paper_on is not None)
    if any(paper) and not all(paper):
        fields["paper_number" if not paper[0] else "paper_on"] = "paper_whole"
    certificate = (
        bool(entry.certificate_number.strip()),
        bool(entry.certificate_issuer.strip()),
        entry.certificate_on is not None,
    )
    if any(certificate) and not all(certificate):
        names = ("certificate_number", "certificate_issuer", "certificate_on")
        lacking = next(name for name, there in zip(names, certificate, strict=True) if not there)
        fields[lacking] = "certificate_whole"
    if not any(paper) and not any(certificate):
        fields["paper_number"] = "arrived_with_what"
    return fields


def _helper(cx: Command, branch_id: int, entry: Entry, day: date) -> Entry:
    member = cx.session.get(PartyMember, entry.helper) if entry.helper is not None else None
    gone = member is not None and member.left_on is not None and member.left_on <= day
    if member is None or member.branch_id != branch_id or gone:
        raise Invalid(fields={"helper": "helper_unknown"})
    return replace(entry, helper_official=member.is_official)


def _facts(person: Person) -> RunFacts:
    return RunFacts(
        birth=birth_of(person),
        sex=person.sex,
        education=person.education,
        consent_on=person.consent_on,
        is_former_member=person.is_former_member,
        left_party_on=person.left_party_on,
        left_party_reason=person.left_party_reason,
        sentence_cleared_on=person.sentence_cleared_on,
        readmissions=person.readmissions,
    )


@command(Action.CANDIDATE_CREATE)
def receive_arrival(cx: Command, branch_id: int, data: PersonInput, entry: Entry) -> Arrived:
    """Begin to follow somebody who was followed outside of the ward: the branch only names a helper.

    With a certificate that still serves the run begins where the class is done, else on the list. Raises
    Invalid, NotFound; Refused with the findings, or once for a likely duplicate.
    """
    cx.allow(branch_id=branch_id)
    open_branch(cx, branch_id)
    move = MOVE_OF[MoveCode.ARRIVE]
    fields: dict[str, Any] = missing_inputs(move, entry) | _papers(entry)
    if fields:
        raise Invalid(fields=fields)
    day = day_of(move, entry) or cx.today
    entry = _helper(cx, branch_id, entry, day)
    person = new_person()
    cx.session.add(person)
    with cx.session.no_autoflush:
        fill(cx, person, data, branch_id)
    cx.session.flush()
    book, facts = book_of(cx.session), _facts(person)
    findings = judge(book, move, facts, entry, cx.today)
    if blocked(findings) or unanswered(findings, entry.answers):
        raise Refused("refused", findings=findings)
    outcome = outcome_of(move, facts, entry, book.rules_on(day), book.holidays)
    run = TrackingRun(
        person_id=person.id,
        branch_id=branch_id,
        stage=outcome.stage,
        opened_on=day,
        **{
            name: value
            for name, value in outcome.changes.items()
            if name not in ("helper_id", "helper_since")
        },
    )
    cx.session.add(run)
    cx.session.flush()
    if entry.helper is not None:
        assign_helper(cx, run, entry.helper, day, entry.basis_number)
    asked = {finding.code.value for finding in findings}
    cx.session.add(
        RunEvent(
            branch_id=branch_id,
            run_id=run.id,
            kind="introduce",
            move=move.code.value,
            to_stage=run.stage,
            happened_on=day,
            entered_at=cx.now,
            actor_id=cx.actor.user_id,
            actor_name=cx.actor.full_name,
            basis_kind=BasisKind.BRANCH_RESOLUTION,
            basis_number=entry.basis_number,
            warnings={code: text.strip() for code, text in entry.answers.items() if code in asked},
            data={"typed": typed_of(move, entry)},
            regime=book.mode_on(day).value,
        )
    )
    return Arrived(run.id, branch_id, run.stage.value, number_warnings(cx, person))
