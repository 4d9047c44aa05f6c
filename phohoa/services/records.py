"""What the page of one person shows: the record, the run, and one timeline of everything that happened."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..domain.access import Action, may
from ..domain.dues import DueDate
from ..domain.errors import NotFound
from ..domain.facts import Finding
from ..domain.hints import missing
from ..domain.opinions import ReasonLeftParty
from ..domain.plan_steps import Plan
from ..domain.reviews import Rating
from ..domain.rulebook import AuthorityMode
from ..domain.stages import BasisKind, Education, MoveCode, Sex, SourceGroup, Stage
from ..domain.vietnamese import BirthDate, mask_citizen_id
from ..domain.voting import Reckoning
from ..models import (
    Branch,
    Organisation,
    PartyMember,
    Person,
    Review,
    ReviewLine,
    RunEvent,
    TrackingRun,
)
from .class_notes import ClassNote, class_notes
from .command import Query, query
from .dossier_notes import DossierNote, dossier_note
from .people import load_person, number_warnings, open_citizen_id, open_notes
from .plan_sources import plan_sources
from .process_on_person import Process, beside, process_of
from .rosters import OrganisationLine, organisations_on
from .rules import book_of
from .run_facts import birth_of, facts_from
from .run_plans import plan_at_hand
from .undoing import undo_refusal
from .voting import reckoned


@dataclass(frozen=True)
class Record:
    """What is kept of a person. `notes` is "" for readers who neither follow nor administer the person."""

    full_name: str
    birth: BirthDate
    sex: Sex | None
    residence_group: str
    occupation: str
    education: Education | None
    phone: str
    groups: tuple[SourceGroup, ...]
    introduced_by_id: int | None
    introduced_by: str
    introduced_on: date | None
    consent_on: date | None
    is_future_leader: bool
    is_former_member: bool
    left_party_on: date | None
    left_party_reason: ReasonLeftParty | None
    sentence_cleared_on: date | None
    readmissions: int
    citizen_id_masked: str
    citizen_id_warnings: tuple[str, ...]
    notes: str
    version: int


@dataclass(frozen=True)
class Happening:
    """One line of the timeline. Codes only; `typed` holds pairs (input code, value as text or number)."""

    day: date
    entered_at: datetime | None
    kind: str
    by: str
    move: MoveCode | None = None
    from_stage: Stage | None = None
    to_stage: Stage | None = None
    basis_kind: BasisKind | None = None
    basis_number: str = ""
    basis_on: date | None = None
    reason_code: str = ""
    reason: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    typed: tuple[tuple[str, Any], ...] = ()
    obligations: tuple[str, ...] = ()
    failed_vote: bool = False
    reckoning: Reckoning | None = None
    fields: tuple[str, ...] = ()
    #: What of the dossier was noted, as pairs (name, code or text); the codes of papers follow one another.
    dossier: tuple[tuple[str, str], ...] = ()
    month: tuple[int, int] | None = None
    rating: Rating | None = None
    cancelled_by: str = ""
    cancelled_at: datetime | None = None
    #: An exception that was recorded or taken back.
    flag: tuple[str, bool] | None = None


@dataclass(frozen=True)
class CandidatePage:
    """Everything that the page of one run shows. `undo_event_id`: what the actor may take back now."""

    run_id: int
    version: int
    branch_id: int
    branch_name: str
    is_practice: bool
    record: Record
    stage: Stage
    stage_since: date
    paused_from: Stage | None
    opened_on: date
    closed_on: date | None
    previous_run_id: int | None
    helper: str
    helper_since: date | None
    certificate: tuple[str, date | None]
    decision: tuple[str, date | None]
    ceremony_on: date | None
    probation_ends_on: date | None
    official_on: date | None
    mode: AuthorityMode
    dues: tuple[DueDate, ...]
    plan: Plan | None
    missing: tuple[Finding, ...]
    timeline: tuple[Happening, ...]
    dossier: DossierNote
    classes: tuple[ClassNote, ...]
    undo_event_id: int | None
    may_edit: bool
    today: date
    process: Process


def _record(cx: Query, person: Person, organisation: str, confidential: bool) -> Record:
    return Record(
        full_name=person.full_name,
        birth=birth_of(person),
        sex=person.sex,
        residence_group=person.residence_group,
        occupation=person.occupation,
        education=person.education,
        phone=person.phone,
        groups=tuple(row.source_group for row in person.source_groups),
        introduced_by_id=person.introduced_by_id,
        introduced_by=organisation,
        introduced_on=person.introduced_on,
        consent_on=person.consent_on,
        is_future_leader=person.is_future_leader,
        is_former_member=person.is_former_member,
        left_party_on=person.left_party_on if confidential else None,
        left_party_reason=person.left_party_reason if confidential else None,
        sentence_cleared_on=person.sentence_cleared_on if confidential else None,
        readmissions=person.readmissions,
        citizen_id_masked=mask_citizen_id(open_citizen_id(cx, person)) if confidential else "",
        citizen_id_warnings=number_warnings(cx, person) if confidential else (),
        notes=open_notes(cx, person) if confidential else "",
        version=person.version,
    )


def _typed(event: RunEvent, names: dict[int, str], branches: dict[int, str]) -> tuple[tuple[str, Any], ...]:
    shown = []
    for code, value in event.data.get("typed", {}).items():
        if code == "helper":
            value = names.get(value, "")
        elif code == "to_branch":
            value = branches.get(value, "")
        if value not in (None, ""):
            shown.append((code, value))
    return tuple(shown)


def _dossier(event: RunEvent) -> tuple[tuple[str, str], ...]:
    papers = [("paper", code) for code in event.data.get("papers", ())]
    known = ("subject", "conclusion", "holder", "shelf", "what")
    return (*papers, *((name, event.data[name]) for name in known if event.data.get(name)))


def _names(cx: Query, events: list[RunEvent]) -> tuple[dict[int, str], dict[int, str]]:
    """Names of the members and branches that the events speak of; each is asked for only if there are any."""
    typed = [event.data.get("typed", {}) for event in events]
    members = {one["helper"] for one in typed if one.get("helper")}
    branches = {one["to_branch"] for one in typed if one.get("to_branch")}
    found = (
        cx.session.execute(select(PartyMember.id, PartyMember.full_name).where(PartyMember.id.in_(members)))
        if members
        else ()
    )
    named = (
        cx.session.execute(select(Branch.id, Branch.short_name).where(Branch.id.in_(branches)))
        if branches
        else ()
    )
    return {row[0]: row[1] for row in found}, {row[0]: row[1] for row in named}


def _happening(
    event: RunEvent,
    undone: RunEvent | None,
    names: tuple[dict[int, str], dict[int, str]],
    confidential: bool,
) -> Happening:
    return Happening(
        day=event.happened_on,
        entered_at=event.entered_at,
        kind="again" if event.data.get("again") else event.kind,
        by=event.actor_name,
        move=MoveCode(event.move) if event.move else None,
        from_stage=event.from_stage,
        to_stage=event.to_stage,
        basis_kind=event.basis_kind,
        basis_number=event.basis_number,
        basis_on=event.basis_on,
        # Why somebody was taken off the list is for the branch and the office alone.
        reason_code=event.reason_code if confidential else "",
        reason=event.reason if confidential else "",
        answers=tuple(event.warnings.items()) if confidential else (),
        typed=_typed(event, *names),
        obligations=tuple(event.data.get("obligations", ())),
        failed_vote=bool(event.data.get("failed_vote")),
        reckoning=reckoned(event.data.get("reckoning"), event.happened_on),
        fields=tuple(event.data.get("fields", ())),
        dossier=_dossier(event),
        flag=(event.data["flag"], bool(event.data.get("on"))) if "flag" in event.data else None,
        cancelled_by=undone.actor_name if undone else "",
        cancelled_at=undone.entered_at if undone else None,
    )


def _timeline(cx: Query, run: TrackingRun, events: list[RunEvent], confidential: bool) -> list[Happening]:
    undone = {event.cancels_id: event for event in events if event.cancels_id is not None}
    names = _names(cx, events)
    lines = [
        (event.happened_on, 1, event.id, _happening(event, undone.get(event.id), names, confidential))
        for event in events
        if event.kind != "undo"
    ]
    if run.previous_run_id is not None and not any(event.kind == "introduce" for event in events):
        lines.append((run.opened_on, 0, 0, Happening(run.opened_on, None, "arrived", "")))
    reviewed = cx.session.execute(
        select(ReviewLine, Review.year, Review.month, Review.meeting_on)
        .join(Review, Review.id == ReviewLine.review_id)
        .where(ReviewLine.run_id == run.id)
    )
    for line, year, month, meeting_on in reviewed:
        if line.rating is None and not (line.remark and confidential):
            continue
        day = meeting_on or date(year, month, 1)
        lines.append(
            (
                day,
                2,
                line.id,
                Happening(
                    day,
                    line.saved_at,
                    "review",
                    "",
                    month=(year, month),
                    rating=line.rating,
                    reason=line.remark if confidential else "",
                ),
            )
        )
    return [line for *_, line in sorted(lines, key=lambda row: row[:3], reverse=True)]


def _last_move(events: list[RunEvent]) -> RunEvent | None:
    undone = {event.cancels_id for event in events}
    moves = [event for event in events if event.kind in ("move", "helper") and event.id not in undone]
    return moves[-1] if moves else None


@query(Action.CANDIDATE_VIEW)
def candidate_page(cx: Query, run_id: int) -> CandidatePage:
    """The page of a run. Raises NotFound for another branch's."""
    found = cx.session.execute(
        select(TrackingRun, Branch, Organisation.name, *beside(TrackingRun.id))
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .outerjoin(Organisation, Organisation.id == Person.introduced_by_id)
        .where(TrackingRun.id == run_id)
        .options(
            joinedload(TrackingRun.person).options(selectinload(Person.source_groups)),
            joinedload(TrackingRun.helper),
        )
    ).first()
    if found is None:
        cx.allow()
        raise NotFound
    run, branch, organisation, owes, asked = found
    cx.allow(branch_id=run.branch_id)
    may_edit = may(cx.actor, Action.CANDIDATE_EDIT, run.branch_id)
    events = list(cx.session.scalars(select(RunEvent).where(RunEvent.run_id == run.id).order_by(RunEvent.id)))
    book = book_of(cx.session)
    rules = book.rules_on(cx.today)
    process = process_of(cx, run, book, owes=owes, asked=asked)
    facts = replace(
        facts_from(run, run.person, run.helper, cx.today),
        report_owed=process.report_owed,
        opinions=process.facts,
    )
    sources = plan_sources(cx, book, branch_ids=(run.branch_id,), run_id=run.id)
    last = _last_move(events)
    may_undo = (
        last is not None
        and may(cx.actor, Action.CANDIDATE_MOVE, run.branch_id)
        and undo_refusal(cx, last, last) is None
    )
    return CandidatePage(
        run_id=run.id,
        version=run.version,
        branch_id=run.branch_id,
        branch_name=branch.name,
        is_practice=branch.is_practice,
        record=_record(cx, run.person, organisation or "", may_edit),
        stage=run.stage,
        stage_since=run.stage_since,
        paused_from=run.paused_from,
        opened_on=run.opened_on,
        closed_on=run.closed_on,
        previous_run_id=run.previous_run_id,
        helper=run.helper.full_name if run.helper else "",
        helper_since=run.helper_since,
        certificate=(run.certificate_number, run.certificate_on),
        decision=(run.decision_number, run.decision_on),
        ceremony_on=run.ceremony_on,
        probation_ends_on=run.probation_ends_on,
        official_on=run.official_on,
        mode=book.mode_on(cx.today),
        dues=sources.dues().dues_of(run, book, cx.today),
        plan=plan_at_hand(sources, run) if run.closed_on is None else None,
        missing=missing(facts, rules, cx.today),
        timeline=tuple(_timeline(cx, run, events, may_edit)),
        dossier=dossier_note(cx, run, run.person, branch, book),
        classes=class_notes(cx, run),
        undo_event_id=last.id if last is not None and may_undo else None,
        may_edit=may_edit,
        today=cx.today,
        process=process,
    )


@query(Action.CANDIDATE_REVEAL)
def revealed_citizen_id(cx: Query, run_id: int) -> str:
    """The citizen number in clear; to be asked only after `note_revealed`."""
    run = cx.load(TrackingRun, run_id)
    person = cx.session.get(Person, run.person_id)
    if person is None:
        raise NotFound
    return open_citizen_id(cx, person)


@dataclass(frozen=True)
class PersonSheet:
    """What the form of a record shows besides the record: the branch and who can have introduced."""

    branch_id: int
    branch_name: str
    is_practice: bool
    organisations: tuple[OrganisationLine, ...]
    record: Record | None = None


def _sheet(cx: Query, branch_id: int, record: Record | None = None) -> PersonSheet:
    branch = cx.session.get(Branch, branch_id)
    if branch is None:
        raise NotFound
    known = organisations_on(cx.session, cx.today)
    return PersonSheet(branch.id, branch.name, branch.is_practice, known, record)


@query(Action.CANDIDATE_CREATE)
def new_person_sheet(cx: Query, branch_id: int) -> PersonSheet:
    """For introducing somebody in a branch. Raises NotFound for another one's branch."""
    cx.allow(branch_id=branch_id)
    return _sheet(cx, branch_id)


@query(Action.CANDIDATE_EDIT)
def edit_person_sheet(cx: Query, run_id: int) -> PersonSheet:
    """For editing the record of a run's person. Raises NotFound for another branch's run."""
    run = cx.load(TrackingRun, run_id)
    return _sheet(cx, run.branch_id, _record(cx, load_person(cx, run), "", confidential=True))
