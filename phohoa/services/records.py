"""What the page of one person shows: the record, the run, and one timeline of everything that happened."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..domain.access import Action, may
from ..domain.dues import DueDate
from ..domain.errors import NotFound
from ..domain.facts import Finding
from ..domain.hints import missing
from ..domain.opinions import ReasonLeftParty
from ..domain.plan_steps import Plan
from ..domain.rulebook import AuthorityMode
from ..domain.stages import Education, Sex, SourceGroup, Stage
from ..domain.vietnamese import BirthDate, mask_citizen_id
from ..models import (
    Branch,
    MeetingTask,
    Organisation,
    PartyMember,
    Person,
    Proposal,
    Review,
    ReviewLine,
    RunEvent,
    TrackingRun,
    Verification,
)
from .class_notes import ClassNote, class_notes
from .command import Query, query
from .dossier_lines import read_dossier
from .dossier_notes import DossierNote, dossier_note, is_spoken_of
from .happenings import Happening, timeline_of
from .people import load_person, number_warnings, open_citizen_id, open_notes
from .plan_sources import plan_sources
from .process_on_person import BESIDE, Process, process_of
from .proposal_notes import ProposalNote, notes_of_run
from .proposals import decided_in_session
from .rosters import OrganisationLine, organisations_on
from .rules import book_of
from .run_facts import birth_of, facts_from
from .run_plans import plan_at_hand
from .run_rows import RunRows, rows_of_run
from .task_lines import TaskLine, in_order, line_of
from .undoing import undo_refusal


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
    #: Why what was entered just now cannot be taken back, where one would look for it; "" otherwise.
    undo_closed: str
    may_edit: bool
    today: date
    process: Process
    proposals: tuple[ProposalNote, ...]
    tasks: tuple[TaskLine, ...]


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


#: The month of each line of a review stands in the review, the name of who has a task with the members.
_JOINED = (
    (Review, Review.id == ReviewLine.review_id),
    (PartyMember, PartyMember.id == MeetingTask.member_id),
)


def _last_move(events: list[RunEvent]) -> RunEvent | None:
    undone = {event.cancels_id for event in events}
    moves = [event for event in events if event.kind in ("move", "helper") and event.id not in undone]
    return moves[-1] if moves else None


@query(Action.CANDIDATE_VIEW)
def candidate_page(cx: Query, run_id: int) -> CandidatePage:
    """The page of a run. Raises NotFound for another branch's."""
    asked = cx.session.execute(
        select(TrackingRun, Branch, Organisation.name)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == TrackingRun.branch_id)
        .outerjoin(Organisation, Organisation.id == Person.introduced_by_id)
        .where(TrackingRun.id == run_id)
        .options(
            # A line for each group of the person, and few have more than two.
            joinedload(TrackingRun.person).options(joinedload(Person.source_groups)),
            joinedload(TrackingRun.helper),
        )
    )
    found = asked.unique().first()
    if found is None:
        cx.allow()
        raise NotFound
    run, branch, organisation = found
    cx.allow(branch_id=run.branch_id)
    may_edit = may(cx.actor, Action.CANDIDATE_EDIT, run.branch_id)
    models = (RunEvent, ReviewLine, Verification, Proposal, MeetingTask, *BESIDE)
    rows = rows_of_run(cx, run.id, *models, joined=_JOINED)
    events = rows.of(RunEvent)
    book = book_of(cx.session)
    rules = book.rules_on(cx.today)
    spoken_of = is_spoken_of(run)
    dossier = read_dossier(cx, run, run.person, branch, book, rows.of(Verification)) if spoken_of else None
    papers = [row for row, _ in dossier.papers] if dossier is not None else []
    process = process_of(cx, run, book, rows, papers)
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
    by_session = last is not None and decided_in_session(rows.of(Proposal), last.id)
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
        timeline=tuple(timeline_of(cx, run, rows, may_edit)),
        dossier=dossier_note(cx, run.id, dossier),
        classes=class_notes(cx, run),
        undo_event_id=last.id if last is not None and may_undo and not by_session else None,
        undo_closed="undo_by_session" if may_undo and by_session else "",
        may_edit=may_edit,
        today=cx.today,
        process=process,
        proposals=notes_of_run(rows.of(Proposal), events, run),
        tasks=_tasks(cx, run, rows),
    )


def _tasks(cx: Query, run: TrackingRun, rows: RunRows) -> tuple[TaskLine, ...]:
    names = {row.id: row.full_name for row in rows.of(PartyMember)}
    lines = (line_of(row, {}, names, cx.today) for row in rows.of(MeetingTask))
    return in_order(lines)


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
