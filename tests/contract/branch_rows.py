"""What each branch of the marked ward has: its people, their events, reviews, papers, proposals."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

from flask import current_app
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from phohoa.documents.content import Head
from phohoa.documents.official import OfficialPaper, Signature, to_plain
from phohoa.domain.dossier import VerificationSubject
from phohoa.domain.facts import Obligation
from phohoa.domain.meetings import MeetingPaper, Presence
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.opinions import OpinionKind
from phohoa.domain.papers import PaperForm
from phohoa.domain.proposals import (
    ProposalKind,
    ProposalOutcome,
    ProposalState,
)
from phohoa.domain.reviews import Rating, ReviewDecision, ReviewState
from phohoa.domain.stages import BasisKind, MoveCode, Paper, SourceGroup, Stage
from phohoa.domain.training import ClassState, NominationState
from phohoa.domain.vietnamese import search_key, sort_key
from phohoa.domain.voting import AbsenceKind
from phohoa.extensions import db
from phohoa.models import (
    Attachment,
    Branch,
    ClassNomination,
    CommitteeSession,
    Document,
    DossierFile,
    DossierPaper,
    HelperAssignment,
    MeetingAttendance,
    MeetingFile,
    MeetingTask,
    MemberAbsence,
    PaperDraft,
    PersonSourceGroup,
    ProcessDocument,
    Proposal,
    Review,
    ReviewEvent,
    ReviewException,
    ReviewLine,
    RunEvent,
    RunObligation,
    SessionFile,
    TrackingRun,
    TrainingClass,
    UpperOpinion,
    Verification,
)
from phohoa.models.types import KeptFile
from phohoa.services import clock
from phohoa.services.paper_pages import draft_place, kept_place
from phohoa.services.people import citizen_id_place, notes_place
from phohoa.services.storage import write_file
from phohoa.services.vault import seal, seal_bytes
from tests import factories
from tests.contract.marks import NOBODYS, Marks


def pdf_of(text: str) -> bytes:
    data = BytesIO()
    canvas = Canvas(data)
    canvas.drawString(72, 700, text)
    canvas.save()
    return data.getvalue()


def _document(branch: Branch, number: int, marks: Marks) -> Document:
    data = pdf_of(marks.of(number, "file of minutes"))
    row = Document(
        kind=DocumentKind.MINUTES,
        title=marks.of(number, "document.title"),
        sha256=write_file(data),
        size=len(data),
        branch_id=branch.id,
        signed=False,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _person(run: TrackingRun, number: int, marks: Marks, organisation_id: int, key: bytes) -> None:
    from phohoa.models import Person

    person = db.session.get(Person, run.person_id)
    assert person is not None
    marks.put(number, person)
    person.search_key, person.sort_key = search_key(person.full_name), sort_key(person.full_name)
    person.introduced_by_id, person.introduced_on = organisation_id, date(2025, 12, 1)
    person.citizen_id_sealed = seal(key, citizen_id_place(person), f"05109500000{number}")
    person.notes_sealed = seal(key, notes_place(person), marks.of(number, "person.notes"))
    db.session.add(PersonSourceGroup(person_id=person.id, source_group=SourceGroup.YOUTH, position=0))


def _events(run: TrackingRun, number: int, marks: Marks) -> None:
    typed = {"place": marks.of(number, "run_event.data"), "issuing_body": marks.of(number, "run_event.data")}
    for kind, move in (("move", MoveCode.ADD_SYMPATHISER.value), ("edit", ""), ("note", "")):
        event = RunEvent(
            run_id=run.id,
            branch_id=run.branch_id,
            kind=kind,
            move=move,
            from_stage=Stage.SOURCE,
            to_stage=Stage.SYMPATHISER,
            happened_on=run.stage_since,
            entered_at=clock.now(),
            basis_kind=BasisKind.BRANCH_RESOLUTION,
            basis_on=run.stage_since,
            data={"typed": typed, "before": {}},
            warnings={"age_young": marks.of(number, "run_event.warnings")},
        )
        marks.put(number, event)
        db.session.add(event)


def _reviews(branch: Branch, run: TrackingRun, helper_id: int, number: int, marks: Marks, key: bytes) -> None:
    today = clock.today()
    last = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    for (year, month), state in (
        ((today.year, today.month), ReviewState.IN_PROGRESS),
        (last, ReviewState.RECEIVED),
    ):
        document = _document(branch, number, marks) if state is ReviewState.RECEIVED else None
        if document is None and number == 3:
            continue
        review = Review(
            branch_id=branch.id,
            year=year,
            month=month,
            state=state,
            meeting_on=date(year, month, 1),
            members_official=2,
            present_official=2,
            document_id=document.id if document else None,
            submitted_at=clock.now() if document else None,
            first_submitted_at=clock.now() if document else None,
        )
        marks.put(number, review)
        db.session.add(review)
        db.session.flush()
        line = ReviewLine(
            review_id=review.id,
            branch_id=branch.id,
            run_id=run.id,
            decision=ReviewDecision.KEEP,
            helper_id=helper_id,
            rating=Rating.GOOD,
            warnings={"age_young": marks.of(number, "review_line.warnings")},
        )
        event = ReviewEvent(
            review_id=review.id, branch_id=branch.id, at=clock.now(), to_state=ReviewState.IN_PROGRESS
        )
        leave = ReviewException(
            branch_id=branch.id, year=year, month=month, until=clock.today(), granted_at=clock.now()
        )
        mine = {"review_id": review.id, "branch_id": branch.id}
        came = MeetingAttendance(member_id=helper_id, presence=Presence.EXCUSED, **mine)
        task = MeetingTask(run_id=run.id, member_id=helper_id, created_at=clock.now(), **mine)
        for row in (line, event, leave, came, task):
            marks.put(number, row)
            db.session.add(row)
        if document is not None:
            _copy(review, number, marks, key)


def _copy(review: Review, number: int, marks: Marks, key: bytes) -> None:
    """A signed copy of the minutes, and one that was withdrawn."""
    data = pdf_of(marks.of(number, "file of a signed copy"))
    mine = {"branch_id": review.branch_id, "review_id": review.id}
    row = MeetingFile(paper=MeetingPaper.MINUTES, key=f"{number + 100:032d}", **mine)
    gone = MeetingFile(paper=MeetingPaper.EXTRACT, key=f"{number + 200:032d}", **mine)
    for one in (row, gone):
        marks.put(number, one)
        keep_file(one, data, key)
    withdrawn(gone)


def _dossier(run: TrackingRun, helper_id: int, number: int, marks: Marks, key: bytes) -> None:
    """Papers, an open request to verify, the place of the file."""
    kept = {"run_id": run.id, "branch_id": run.branch_id}
    rows = [
        DossierPaper(paper=Paper.APPLICATION, **kept),
        DossierPaper(paper=Paper.INTRODUCTION, member_id=helper_id, **kept),
        Verification(subject=VerificationSubject.SELF, asked_on=date(2026, 1, 5), **kept),
        DossierFile(**kept),
    ]
    for row in rows:
        marks.put(number, row)
        db.session.add(row)
    db.session.flush()
    _scan(rows[0], number, marks, key)


def _scan(paper: DossierPaper, number: int, marks: Marks, key: bytes) -> None:
    data = pdf_of(marks.of(number, "file of a scan"))
    row = Attachment(branch_id=paper.branch_id, paper_id=paper.id, key=f"{number:032d}")
    marks.put(number, row)
    keep_file(row, data, key)


def _place(row: KeptFile) -> Path:
    folder: Path = current_app.extensions["phohoa"].settings.attachment_dir
    return folder / row.key


def keep_file(row: Attachment | MeetingFile | SessionFile, data: bytes, key: bytes) -> None:
    """Add the row of a PDF that somebody brought, and its bytes, sealed for it."""
    row.kind, row.size, row.added_at = "pdf", len(data), clock.now()
    _place(row).write_bytes(seal_bytes(key, f"{row.__tablename__}:{row.key}", data))
    db.session.add(row)


def withdrawn(row: KeptFile) -> None:
    """Take the file back: the row stays, its bytes go."""
    row.removed_at = clock.now()
    _place(row).unlink()


def official(said: str) -> OfficialPaper:
    return OfficialPaper(
        head=Head("P", "I", "NQ/CB", "Nơi thử", 2026),
        kind="NGHỊ QUYẾT",
        subject="thử",
        title="Thử",
        opening=said,
        signatures=(Signature("T/M CHI BỘ", "BÍ THƯ", said),),
    )


def _papers(run: TrackingRun, number: int, marks: Marks, key: bytes) -> None:
    """A kept paper, and the draft of another."""
    data = pdf_of(marks.of(number, "file of a paper"))
    document = Document(
        kind=DocumentKind.RESOLUTION,
        title=marks.of(number, "document.title"),
        sha256=write_file(data),
        size=len(data),
        branch_id=run.branch_id,
        created_at=clock.now(),
    )
    db.session.add(document)
    db.session.flush()
    said = marks.of(number, "words of a paper")
    content = json.dumps({"paper": to_plain(official(said)), "typed": {}})
    kept = ProcessDocument(
        run_id=run.id,
        branch_id=run.branch_id,
        form=PaperForm.BRANCH_ADMISSION,
        document_id=document.id,
        made_at=clock.now(),
        content_sealed=seal(key, kept_place(document.sha256), content),
    )
    typed = json.dumps({"addressee": marks.of(number, "words of a draft")})
    draft = PaperDraft(
        run_id=run.id,
        branch_id=run.branch_id,
        form=PaperForm.CONSIDERATION,
        typed_sealed=seal(key, draft_place(run.id, PaperForm.CONSIDERATION), typed),
        saved_at=clock.now(),
    )
    for row in (kept, draft):
        marks.put(number, row)
        db.session.add(row)


def _nominations(run: TrackingRun, number: int, marks: Marks) -> None:
    for one in db.session.scalars(select(TrainingClass).order_by(TrainingClass.id)):
        decided = one.state is ClassState.DECIDED
        row = ClassNomination(
            class_id=one.id,
            run_id=run.id,
            branch_id=run.branch_id,
            state=NominationState.ACCEPTED if decided else NominationState.NOMINATED,
            nominated_on=date(2026, 2, 3),
        )
        marks.put(number, row)
        row.certificate_number = ""
        db.session.add(row)


def _owed_and_asked(run: TrackingRun, member_id: int, number: int, marks: Marks) -> None:
    """What a failed vote asks for, what the level above was asked, and a member left out of votes."""
    event = db.session.scalars(
        select(RunEvent).where(RunEvent.run_id == run.id, RunEvent.kind == "note").limit(1)
    ).one()
    day = run.stage_since
    for row in (
        RunObligation(
            run_id=run.id,
            branch_id=run.branch_id,
            event_id=event.id,
            obligation=Obligation.REPORT_UPWARD,
            arose_on=day,
        ),
        UpperOpinion(
            run_id=run.id,
            branch_id=run.branch_id,
            kind=OpinionKind.SPECIAL_CASE,
            asked_on=day,
            answered_on=day,
            agreed=True,
        ),
        MemberAbsence(member_id=member_id, branch_id=run.branch_id, kind=AbsenceKind.EXEMPT, from_day=day),
    ):
        marks.put(number, row)
        db.session.add(row)
    db.session.flush()


def _proposals(run: TrackingRun, number: int, marks: Marks) -> None:
    """What the branch may know: pending, decided, written; and a draft of the session that it may not."""
    kept = {"branch_id": run.branch_id, "raised_on": run.stage_since}
    at_work, concluded = db.session.scalars(select(CommitteeSession).order_by(CommitteeSession.id))
    review = db.session.scalars(
        select(Review).where(Review.branch_id == run.branch_id).order_by(Review.id).limit(1)
    ).one()
    drafted = Proposal(
        kind=ProposalKind.CLASS,
        run_id=run.id,
        session_id=at_work.id,
        outcome=ProposalOutcome.DECLINED,
        reason=marks.of(NOBODYS, "proposal.draft"),
        **kept,
    )
    decided = Proposal(
        kind=ProposalKind.ADD,
        run_id=run.id,
        state=ProposalState.DECIDED,
        session_id=concluded.id,
        outcome=ProposalOutcome.RETURNED,
        decided_on=concluded.planned_on,
        reason=marks.of(number, "proposal.reason"),
        **kept,
    )
    written = Proposal(
        kind=ProposalKind.OTHER,
        review_id=review.id,
        subject=marks.of(number, "proposal.subject"),
        session_id=at_work.id,
        outcome=ProposalOutcome.ACCEPTED,
        reason=marks.of(NOBODYS, "proposal.draft"),
        **kept,
    )
    db.session.add_all([drafted, decided, written])
    db.session.flush()


def fill(branch: Branch, number: int, organisation_id: int, marks: Marks, key: bytes) -> None:
    helper, gone = factories.member(branch), factories.member(branch)
    for member in (helper, gone):
        marks.put(number, member)
    gone.left_on = date(2026, 1, 2)
    closed = {"closed_on": date(2026, 2, 1), "opened_on": date(2025, 2, 1)}
    open_run = factories.run(branch, stage=Stage.SYMPATHISER, helper=helper, sympathiser_on=date(2026, 1, 5))
    ended = factories.run(branch, stage=Stage.LEFT, **closed)
    for run in (open_run, ended):
        marks.put(number, run)
        run.certificate_on = run.decision_on = date(2026, 1, 5)
        _person(run, number, marks, organisation_id, key)
        _events(run, number, marks)
    assignment = HelperAssignment(
        run_id=open_run.id, branch_id=branch.id, member_id=helper.id, assigned_on=date(2026, 1, 5)
    )
    marks.put(number, assignment)
    db.session.add(assignment)
    open_run.dossier_started_on = date(2026, 1, 6)
    _reviews(branch, open_run, helper.id, number, marks, key)
    _dossier(open_run, helper.id, number, marks, key)
    _owed_and_asked(open_run, helper.id, number, marks)
    _papers(open_run, number, marks, key)
    _nominations(open_run, number, marks)
    if not branch.is_practice:
        _proposals(open_run, number, marks)
