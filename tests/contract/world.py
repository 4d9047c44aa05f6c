"""A ward in which every text of every branch carries a mark; a value for every parameter of an address."""

import hashlib
import itertools
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from flask import current_app
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import Enum, String, func, literal_column, select

from phohoa.documents.content import Head
from phohoa.documents.official import OfficialPaper, Signature, to_plain
from phohoa.domain.access import Action, Role
from phohoa.domain.dossier import VerificationSubject
from phohoa.domain.facts import Obligation
from phohoa.domain.meetings import MeetingPaper, Presence
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.opinions import OpinionKind
from phohoa.domain.papers import Guide, PaperForm
from phohoa.domain.proposals import (
    ProposalKind,
    ProposalOutcome,
    ProposalState,
    SessionPaper,
    SessionState,
)
from phohoa.domain.register import EntryState, IncomingKind
from phohoa.domain.reviews import Rating, ReviewDecision, ReviewState
from phohoa.domain.sessions import SessionKind
from phohoa.domain.signing import ORDER, RoundState, SubjectKind
from phohoa.domain.stages import BasisKind, MoveCode, Paper, SourceGroup, Stage
from phohoa.domain.training import ClassKind, ClassState, NominationState, NoticeState
from phohoa.domain.units import OrganisationKind
from phohoa.domain.vietnamese import search_key, sort_key
from phohoa.domain.voting import AbsenceKind
from phohoa.extensions import db
from phohoa.models import (
    Attachment,
    AuthorityPeriod,
    Branch,
    CalendarFeed,
    ClassNomination,
    CommitteeSession,
    CommitteeTerm,
    Document,
    DossierFile,
    DossierPaper,
    HelperAssignment,
    IncomingPaper,
    LoginSession,
    MeetingAttendance,
    MeetingFile,
    MeetingTask,
    MemberAbsence,
    OrganisationSeal,
    PaperDraft,
    Passage,
    PersonSourceGroup,
    Plan,
    PlanComment,
    PlanSection,
    ProcessDocument,
    Proposal,
    RegisterEntry,
    Review,
    ReviewEvent,
    ReviewException,
    ReviewLine,
    RoundSignature,
    RuleValueRow,
    RunEvent,
    RunObligation,
    SessionDocument,
    SessionFile,
    SessionRecord,
    SigningKey,
    SigningLink,
    SigningRound,
    TrackingRun,
    TrainingClass,
    TrustedIssuer,
    UpperOpinion,
    User,
    Verification,
)
from phohoa.services import clock, passages, plan_comments, plans, public_papers
from phohoa.services.command import Caller, Command, command
from phohoa.services.login_sessions import token_hash
from phohoa.services.paper_pages import draft_place, kept_place
from phohoa.services.people import citizen_id_place, notes_place
from phohoa.services.signing_keys import make_demo_key
from phohoa.services.storage import write_file
from phohoa.services.vault import seal, seal_bytes
from phohoa.services.ward_session_papers import place_of as session_paper_place
from tests import factories

#: A mark is CANARY, the number of the branch in this world, and the number of the column.
MARK = re.compile(r"canary(\d)(\d{3})", re.IGNORECASE)
#: Who asks; None is nobody signed in. b1 is bound to the first branch and the practice one, b2 to the second.
ROLES = (None, "admin", "office", "signatory", "committee", "b1", "b2", "mass_org", "auditor")
OWN_BRANCHES = {"b1": {"1", "3"}, "b2": {"2"}}
#: The number in marks of what no branch may see, its own proposals' drafts included.
NOBODYS = 9
#: Columns that hold a code, a key or a time and no words.
_CODES = {
    "key", "kind", "move", "reason_code", "regime", "sha256", "starts_at", "ends_at", "search_key",
    "sort_key", "exempt_reason",
}  # fmt: skip


#: The secret of the calendar of the first branch's account.
FEED_TOKEN = "feed-of-the-first-branch"
#: The secret of the leader's link to a paper that waits for his signature.
LINK_TOKEN = "paper-of-the-leader"


@dataclass
class World:
    """The rows, by the parameter of an address that names them: all, and the one of the first branch."""

    people: SimpleNamespace
    every: dict[str, list[Any]]
    own: dict[str, Any]
    columns: dict[str, str]

    def column_of(self, mark: str) -> str:
        """`table.column` of a mark found in an answer."""
        return self.columns[mark[-3:]]


def _text_columns(model: Any) -> list[str]:
    return [
        c.name
        for c in model.__table__.columns
        if isinstance(c.type, String) and not isinstance(c.type, Enum) and c.name not in _CODES
    ]


class _Marks:
    """Gives out marks and remembers which column each stands for."""

    def __init__(self) -> None:
        self.columns: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._known: dict[str, str] = {}

    def of(self, branch: int, column: str) -> str:
        if column not in self._known:
            self._known[column] = f"{next(self._numbers):03d}"
            self.columns[self._known[column]] = column
        return f"CANARY{branch}{self._known[column]}"

    def put(self, branch: int, row: Any) -> None:
        """Mark every text column of the row."""
        for name in _text_columns(type(row)):
            setattr(row, name, self.of(branch, f"{row.__tablename__}.{name}"))


def _pdf(text: str) -> bytes:
    data = BytesIO()
    canvas = Canvas(data)
    canvas.drawString(72, 700, text)
    canvas.save()
    return data.getvalue()


def _document(branch: Branch, number: int, marks: _Marks) -> Document:
    data = _pdf(marks.of(number, "file of minutes"))
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


def _person(run: TrackingRun, number: int, marks: _Marks, organisation_id: int, key: bytes) -> None:
    from phohoa.models import Person

    person = db.session.get(Person, run.person_id)
    assert person is not None
    marks.put(number, person)
    person.search_key, person.sort_key = search_key(person.full_name), sort_key(person.full_name)
    person.introduced_by_id, person.introduced_on = organisation_id, date(2025, 12, 1)
    person.citizen_id_sealed = seal(key, citizen_id_place(person), f"05109500000{number}")
    person.notes_sealed = seal(key, notes_place(person), marks.of(number, "person.notes"))
    db.session.add(PersonSourceGroup(person_id=person.id, source_group=SourceGroup.YOUTH, position=0))


def _events(run: TrackingRun, number: int, marks: _Marks) -> None:
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


def _reviews(
    branch: Branch, run: TrackingRun, helper_id: int, number: int, marks: _Marks, key: bytes
) -> None:
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


def _copy(review: Review, number: int, marks: _Marks, key: bytes) -> None:
    """A signed copy of the minutes, and one that was withdrawn."""
    data = _pdf(marks.of(number, "file of a signed copy"))
    row = MeetingFile(
        branch_id=review.branch_id,
        review_id=review.id,
        paper=MeetingPaper.MINUTES,
        key=f"{number + 100:032d}",
        kind="pdf",
        size=len(data),
        added_at=clock.now(),
    )
    marks.put(number, row)
    db.session.add(row)
    folder = current_app.extensions["phohoa"].settings.attachment_dir
    (folder / row.key).write_bytes(seal_bytes(key, f"meeting_file:{row.key}", data))
    gone = MeetingFile(
        branch_id=review.branch_id,
        review_id=review.id,
        paper=MeetingPaper.EXTRACT,
        key=f"{number + 200:032d}",
        kind="pdf",
        size=len(data),
        added_at=clock.now(),
        removed_at=clock.now(),
    )
    marks.put(number, gone)
    db.session.add(gone)


def _dossier(run: TrackingRun, helper_id: int, number: int, marks: _Marks, key: bytes) -> None:
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


def _scan(paper: DossierPaper, number: int, marks: _Marks, key: bytes) -> None:
    data = _pdf(marks.of(number, "file of a scan"))
    row = Attachment(
        branch_id=paper.branch_id,
        paper_id=paper.id,
        key=f"{number:032d}",
        kind="pdf",
        size=len(data),
        added_at=clock.now(),
    )
    marks.put(number, row)
    db.session.add(row)
    folder = current_app.extensions["phohoa"].settings.attachment_dir
    (folder / row.key).write_bytes(seal_bytes(key, f"attachment:{row.key}", data))


def _incoming(key: bytes) -> None:
    """A paper that came in, with its scan."""
    place, data = "f" * 32, b"\x89PNG came in"
    db.session.add(
        IncomingPaper(
            year=clock.today().year,
            number=1,
            received_on=clock.today(),
            recorded_on=clock.today(),
            sender="Ban Mẫu",
            kind=IncomingKind.LETTER,
            subject="về một việc",
            search_key="ban mau ve mot viec",
            scan_key=place,
            scan_kind="png",
            scan_size=len(data),
            created_at=clock.now(),
        )
    )
    folder = current_app.extensions["phohoa"].settings.attachment_dir
    (folder / place).write_bytes(seal_bytes(key, f"incoming_paper:{place}", data))


def _official(said: str) -> OfficialPaper:
    return OfficialPaper(
        head=Head("P", "I", "NQ/CB", "Nơi thử", 2026),
        kind="NGHỊ QUYẾT",
        subject="thử",
        title="Thử",
        opening=said,
        signatures=(Signature("T/M CHI BỘ", "BÍ THƯ", said),),
    )


def _papers(run: TrackingRun, number: int, marks: _Marks, key: bytes) -> None:
    """A kept paper, and the draft of another."""
    data = _pdf(marks.of(number, "file of a paper"))
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
    content = json.dumps({"paper": to_plain(_official(said)), "typed": {}})
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


def _classes() -> list[TrainingClass]:
    """One class whose list is open, and one whose list is decided."""
    rows = [
        TrainingClass(
            kind=ClassKind.AWARENESS,
            name=name,
            state=state,
            notice_state=NoticeState.RECORDED,
            starts_on=date(2026, 3, 2),
            ends_on=date(2026, 3, 6),
            seats=2,
            notice_number="01-TB/ThU",
            notice_on=date(2026, 2, 2),
            created_at=clock.now(),
        )
        for name, state in (("Lớp Thử Một", ClassState.ANNOUNCED), ("Lớp Thử Hai", ClassState.DECIDED))
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def _nominations(run: TrackingRun, number: int, marks: _Marks) -> None:
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


def _owed_and_asked(run: TrackingRun, member_id: int, number: int, marks: _Marks) -> None:
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


def _fill(branch: Branch, number: int, organisation_id: int, marks: _Marks, key: bytes) -> None:
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


def _sessions(key: bytes, marks: _Marks) -> list[CommitteeSession]:
    """A session at work, and one that is concluded, with its papers; marked as no branch's."""
    today = clock.today()
    rows = [
        CommitteeSession(kind=SessionKind.COMMITTEE, planned_on=today, note="họp thường kỳ"),
        CommitteeSession(kind=SessionKind.STANDING_COMMITTEE, planned_on=today - timedelta(days=30), note=""),
    ]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        record = SessionRecord(session_id=row.id, state=SessionState.OPEN, held_on=row.planned_on)
        marks.put(NOBODYS, record)
        db.session.add(record)
    record.state = SessionState.CONCLUDED
    for paper in SessionPaper:
        said = marks.of(NOBODYS, "paper of a session")
        data = _pdf(f"{said} {paper}")
        document = Document(
            kind=DocumentKind.MINUTES,
            title=said,
            sha256=write_file(data),
            size=len(data),
            created_at=clock.now(),
        )
        db.session.add(document)
        db.session.flush()
        content = json.dumps(to_plain(_official(said)))
        sealed = seal(key, session_paper_place(document.sha256), content)
        db.session.add(
            SessionDocument(
                session_id=rows[1].id, paper=paper, document_id=document.id, content_sealed=sealed
            )
        )
    _session_copies(rows[1], marks, key)
    return rows


def _session_copies(session: CommitteeSession, marks: _Marks, key: bytes) -> None:
    """A signed copy of each paper, and one of the minutes that was withdrawn."""
    data = _pdf(marks.of(NOBODYS, "file of a signed copy"))
    folder = current_app.extensions["phohoa"].settings.attachment_dir
    for number, paper in enumerate((*SessionPaper, SessionPaper.MINUTES), NOBODYS * 100):
        row = SessionFile(
            session_id=session.id,
            paper=paper,
            key=f"{number:032d}",
            kind="pdf",
            size=len(data),
            added_at=clock.now(),
            removed_reason="",
        )
        (folder / row.key).write_bytes(seal_bytes(key, f"session_file:{row.key}", data))
        db.session.add(row)
    (folder / row.key).unlink()
    row.removed_at, row.removed_reason = clock.now(), marks.of(NOBODYS, "session_file.removed_reason")


def _proposals(run: TrackingRun, number: int, marks: _Marks) -> None:
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


def _signing(people: SimpleNamespace) -> None:
    """The notice of the concluded session being signed, by the leader and then with the seal."""
    picture = BytesIO()
    Image.new("RGBA", (200, 200), (200, 0, 0, 90)).save(picture, "PNG")
    db.session.add(
        OrganisationSeal(
            id=1, in_use=False, keeper_id=people.office, image_sha256=write_file(picture.getvalue())
        )
    )
    today, now = clock.today(), clock.now()
    entry = RegisterEntry(
        term_id=_ids(CommitteeTerm)[0],
        kind=DocumentKind.NOTICE,
        number=2,
        year=today.year,
        dated=today,
        symbol="02-TB/ĐU",
        subject="về kết luận phiên họp",
        signatory_name="Trăng Thị Sáng",
        created_at=now,
        state=EntryState.TAKEN,
        recorded_on=today,
    )
    db.session.add(entry)
    db.session.flush()
    frozen = write_file(_pdf("bản chờ ký"))
    row = SigningRound(
        session_id=_ids(CommitteeSession)[1],
        entry_id=entry.id,
        title="Thông báo kết luận",
        dated=today,
        state=RoundState.OPEN,
        frozen_sha256=frozen,
        current_sha256=frozen,
        started_at=now,
        started_by_name="Trăng Thị Sáng",
    )
    db.session.add(row)
    db.session.flush()
    for place, (part, user) in enumerate(zip(ORDER, (people.signatory, people.office), strict=True), 1):
        db.session.add(
            RoundSignature(
                round_id=row.id,
                place=place,
                part=part,
                field=part.value,
                user_id=user,
                shown_name="Trăng Thị Sáng",
                user_name="Trăng Thị Sáng",
            )
        )
    db.session.flush()
    db.session.add(
        SigningLink(
            signature_id=_ids(RoundSignature)[0],
            user_id=people.signatory,
            token_hash=hashlib.sha256(LINK_TOKEN.encode()).hexdigest(),
            sha256=frozen,
            made_at=now,
            expires_at=now + timedelta(minutes=15),
        )
    )


@command(Action.KEY_MANAGE)
def _make_key(cx: Command, user_id: int) -> None:
    cx.allow()
    make_demo_key(cx, user_id, "con cò bay lả bay la")


_made: list[tuple[Any, dict[str, Any]]] = []


def _demo_key(user: User) -> None:
    """A key and its issuer; made once, because making keys is slow."""
    if not _made:
        _make_key(Caller(factories.actor_of(user)), user.id)
        db.session.rollback()
        for model in (TrustedIssuer, SigningKey):
            row = db.session.scalars(select(model)).one()
            _made.append((model, {c.name: getattr(row, c.name) for c in model.__table__.columns}))
        return
    with factories.writing():
        for model, values in _made:
            db.session.add(model(**{name: value for name, value in values.items() if name != "version"}))


def _ids(model: Any) -> list[int]:
    return list(db.session.scalars(select(model.id).order_by(model.id)))


def build(people: SimpleNamespace, field_key: bytes) -> World:
    """Fill the ward of the tests: three marked branches, a draft plan, a key, an issuer."""
    marks = _Marks()
    with factories.writing():
        women = factories.organisation("Hội Phụ nữ phường", OrganisationKind.WOMEN)
        _classes()
        _sessions(field_key, marks)
        brought = ((people.first, people.farmers), (people.second, women.id), (people.practice, women.id))
        for number, (branch_id, organisation_id) in enumerate(brought, 1):
            branch = db.session.get(Branch, branch_id)
            assert branch is not None
            _fill(branch, number, organisation_id, marks, field_key)
        db.session.add(
            CalendarFeed(
                user_id=people.b1, token_hash=token_hash(FEED_TOKEN), created_at=clock.now(), revoked_at=None
            )
        )
        db.session.add(
            RegisterEntry(
                term_id=_ids(CommitteeTerm)[0],
                kind=DocumentKind.NOTICE,
                number=1,
                year=clock.today().year,
                dated=clock.today(),
                symbol="01-TB/ĐU",
                subject="về một việc đã thôi",
                signatory_name="Trăng Thị Sáng",
                cancelled_reason="Ghi nhầm",
                created_at=clock.now(),
                state=EntryState.CANCELLED,
                recorded_on=clock.today(),
            )
        )
        _incoming(field_key)
        db.session.add(AuthorityPeriod(mode="B", valid_from=date(2031, 7, 26), note="còn chờ"))
        db.session.add(
            RuleValueRow(
                code="youth_age_max", value="30", valid_from=date(2030, 1, 1), citation="", note="như cũ"
            )
        )
        _signing(people)
        newcomer = factories.user(Role.COMMITTEE, "for-the-administrator")
    signatory = db.session.get(User, people.signatory)
    office = db.session.get(User, people.office)
    assert signatory is not None
    assert office is not None
    _demo_key(signatory)
    db.session.rollback()
    plans.create_plan(Caller(factories.actor_of(office)), clock.today().year)
    passages.create_passage(Caller(factories.actor_of(office)), "Lời kêu gọi", "Toàn Đảng bộ phấn đấu.")
    db.session.rollback()
    plan, section = _ids(Plan)[0], _ids(PlanSection)[0]
    plan_comments.add_comment(Caller(factories.actor_of(office)), plan, section, "Xem lại căn cứ.")
    return _world(people, marks, newcomer.id)


def _world(people: SimpleNamespace, marks: _Marks, newcomer: int) -> World:
    from phohoa.models import PartyMember

    db.session.rollback()
    today = clock.today()
    first_run = db.session.scalars(
        select(TrackingRun.id).where(TrackingRun.branch_id == people.first, TrackingRun.closed_on.is_(None))
    ).one()
    member = db.session.scalars(
        select(PartyMember.id).where(PartyMember.branch_id == people.first, PartyMember.left_on.is_(None))
    ).one()
    document = db.session.scalars(
        select(Document.id).where(Document.branch_id == people.first, Document.kind == DocumentKind.MINUTES)
    ).one()
    every: dict[str, list[Any]] = {
        "branch_id": [people.first, people.second, people.practice],
        "run_id": _ids(TrackingRun),
        "member_id": _ids(PartyMember),
        "absence_id": _ids(MemberAbsence),
        "leave_id": _ids(ReviewException),
        "obligation_id": _ids(RunObligation),
        "opinion_id": _ids(UpperOpinion),
        "document_id": _ids(Document),
        "user_id": _ids(User),
        "plan_id": _ids(Plan),
        "section_id": _ids(PlanSection)[:2],
        "key_id": _ids(SigningKey),
        "issuer_id": _ids(TrustedIssuer),
        "meeting_id": _ids(CommitteeSession),
        "session_id": [1],
        "proposal_id": _ids(Proposal),
        "paper": [paper.value for paper in SessionPaper],
        "term_id": _ids(CommitteeTerm),
        "value_id": _ids(RuleValueRow),
        "period_id": _ids(AuthorityPeriod),
        "unit_id": [people.first, people.second],
        "what": ["branch", "organisation"],
        "class_id": _ids(TrainingClass),
        "code": [MoveCode.PROPOSE_CLASS.value, MoveCode.LEAVE.value, "application-1", "introduction-1"],
        "verification_id": _ids(Verification),
        "attachment_id": _ids(Attachment),
        "kept_id": _ids(ProcessDocument),
        "form": [PaperForm.CONSIDERATION.value, PaperForm.BRANCH_ADMISSION.value],
        "guide": [Guide.APPLICATION.value],
        "task_id": _ids(MeetingTask),
        "meeting_file_id": _ids(MeetingFile),
        "session_file_id": _ids(SessionFile),
        "meeting_paper": [MeetingPaper.MINUTES.value],
        "place": [0, 1],
        "part": [0],
        "passage_id": _ids(Passage),
        "comment_id": _ids(PlanComment),
        "number": [1],
        "kind": ["xlsx"],
        "round_id": _ids(SigningRound),
        "subject": [SubjectKind.SESSION_NOTICE.value],
        "subject_id": _ids(CommitteeSession)[1:],
        "entry_id": _ids(RegisterEntry),
        "incoming_id": _ids(IncomingPaper),
        "list_kind": ["csv", "json"],
        "year": sorted({today.year, today.year if today.month > 1 else today.year - 1}),
        "month": sorted({today.month, today.month - 1 or 12}),
        "filename": ["app.css"],
        "token": [
            FEED_TOKEN,
            *(public_papers.code_of(number) for number in _ids(RegisterEntry)),
            LINK_TOKEN,
        ],
    }
    own = {name: values[0] for name, values in every.items()}
    own |= {"run_id": first_run, "member_id": member, "document_id": document, "user_id": newcomer}
    own |= {"year": today.year, "month": today.month}
    return World(people, every, own, marks.columns)


def own_session(user_id: int) -> int:
    """A session of the account."""
    return db.session.scalars(select(func.max(LoginSession.id)).where(LoginSession.user_id == user_id)).one()


def snapshot(but: tuple[str, ...] = ("login_attempt", "login_session")) -> dict[str, list[tuple[Any, ...]]]:
    """The content of every table, those that any request may write left out."""
    db.session.rollback()
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name not in but:
            rows = db.session.execute(select(table).order_by(literal_column("1"))).all()
            found[table.name] = [tuple(row) for row in rows]
    db.session.rollback()
    return found
