"""A ward in which every text of every branch carries a mark; a value for every parameter of an address."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, literal_column, select

from phohoa.domain.access import Role
from phohoa.domain.meetings import MeetingPaper
from phohoa.domain.numbering import DocumentKind
from phohoa.domain.papers import Guide, PaperForm
from phohoa.domain.proposals import (
    SessionPaper,
)
from phohoa.domain.register import EntryState
from phohoa.domain.signing import SubjectKind
from phohoa.domain.stages import MoveCode
from phohoa.domain.units import OrganisationKind
from phohoa.extensions import db
from phohoa.models import (
    Attachment,
    AuthorityPeriod,
    Branch,
    CalendarFeed,
    CommitteeSession,
    CommitteeTerm,
    Document,
    IncomingPaper,
    LoginSession,
    MeetingFile,
    MeetingTask,
    MemberAbsence,
    Passage,
    Plan,
    PlanComment,
    PlanSection,
    ProcessDocument,
    Proposal,
    RegisterEntry,
    ReviewException,
    RuleValueRow,
    RunObligation,
    SessionFile,
    SigningKey,
    SigningRound,
    TrackingRun,
    TrainingClass,
    TrustedIssuer,
    UpperOpinion,
    User,
    Verification,
)
from phohoa.services import clock, passages, plan_comments, plans, public_papers
from phohoa.services.command import Caller
from phohoa.services.login_sessions import token_hash
from tests import factories
from tests.contract.branch_rows import fill
from tests.contract.marks import Marks
from tests.contract.ward_rows import LINK_TOKEN, classes, demo_key, ids, incoming, sessions, signing

#: Who asks; None is nobody signed in. b1 is bound to the first branch and the practice one, b2 to the second.
ROLES = (None, "admin", "office", "signatory", "committee", "b1", "b2", "mass_org", "auditor")
OWN_BRANCHES = {"b1": {"1", "3"}, "b2": {"2"}}
#: The secret of the calendar of the first branch's account.
FEED_TOKEN = "feed-of-the-first-branch"


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


def build(people: SimpleNamespace, field_key: bytes) -> World:
    """Fill the ward of the tests: three marked branches, a draft plan, a key, an issuer."""
    marks = Marks()
    with factories.writing():
        women = factories.organisation("Hội Phụ nữ phường", OrganisationKind.WOMEN)
        classes()
        sessions(field_key, marks)
        brought = ((people.first, people.farmers), (people.second, women.id), (people.practice, women.id))
        for number, (branch_id, organisation_id) in enumerate(brought, 1):
            branch = db.session.get(Branch, branch_id)
            assert branch is not None
            fill(branch, number, organisation_id, marks, field_key)
        db.session.add(
            CalendarFeed(
                user_id=people.b1, token_hash=token_hash(FEED_TOKEN), created_at=clock.now(), revoked_at=None
            )
        )
        db.session.add(
            RegisterEntry(
                term_id=ids(CommitteeTerm)[0],
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
        incoming(field_key)
        db.session.add(AuthorityPeriod(mode="B", valid_from=date(2031, 7, 26), note="còn chờ"))
        db.session.add(
            RuleValueRow(
                code="youth_age_max", value="30", valid_from=date(2030, 1, 1), citation="", note="như cũ"
            )
        )
        signing(people)
        newcomer = factories.user(Role.COMMITTEE, "for-the-administrator")
    signatory = db.session.get(User, people.signatory)
    office = db.session.get(User, people.office)
    assert signatory is not None
    assert office is not None
    demo_key(signatory)
    db.session.rollback()
    plans.create_plan(Caller(factories.actor_of(office)), clock.today().year)
    passages.create_passage(Caller(factories.actor_of(office)), "Lời kêu gọi", "Toàn Đảng bộ phấn đấu.")
    db.session.rollback()
    plan, section = ids(Plan)[0], ids(PlanSection)[0]
    plan_comments.add_comment(Caller(factories.actor_of(office)), plan, section, "Xem lại căn cứ.")
    return _world(people, marks, newcomer.id)


def _world(people: SimpleNamespace, marks: Marks, newcomer: int) -> World:
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
        "run_id": ids(TrackingRun),
        "member_id": ids(PartyMember),
        "absence_id": ids(MemberAbsence),
        "leave_id": ids(ReviewException),
        "obligation_id": ids(RunObligation),
        "opinion_id": ids(UpperOpinion),
        "document_id": ids(Document),
        "user_id": ids(User),
        "plan_id": ids(Plan),
        "section_id": ids(PlanSection)[:2],
        "key_id": ids(SigningKey),
        "issuer_id": ids(TrustedIssuer),
        "meeting_id": ids(CommitteeSession),
        "session_id": [1],
        "proposal_id": ids(Proposal),
        "paper": [paper.value for paper in SessionPaper],
        "term_id": ids(CommitteeTerm),
        "value_id": ids(RuleValueRow),
        "period_id": ids(AuthorityPeriod),
        "unit_id": [people.first, people.second],
        "what": ["branch", "organisation"],
        "class_id": ids(TrainingClass),
        "code": [MoveCode.PROPOSE_CLASS.value, MoveCode.LEAVE.value, "application-1", "introduction-1"],
        "verification_id": ids(Verification),
        "attachment_id": ids(Attachment),
        "kept_id": ids(ProcessDocument),
        "form": [PaperForm.CONSIDERATION.value, PaperForm.BRANCH_ADMISSION.value],
        "guide": [Guide.APPLICATION.value],
        "task_id": ids(MeetingTask),
        "meeting_file_id": ids(MeetingFile),
        "session_file_id": ids(SessionFile),
        "meeting_paper": [MeetingPaper.MINUTES.value],
        "place": [0, 1],
        "part": [0],
        "passage_id": ids(Passage),
        "comment_id": ids(PlanComment),
        "number": [1],
        "kind": ["xlsx"],
        "round_id": ids(SigningRound),
        "subject": [SubjectKind.SESSION_NOTICE.value],
        "subject_id": ids(CommitteeSession)[1:],
        "entry_id": ids(RegisterEntry),
        "incoming_id": ids(IncomingPaper),
        "list_kind": ["csv", "json"],
        "year": sorted({today.year, today.year if today.month > 1 else today.year - 1}),
        "month": sorted({today.month, today.month - 1 or 12}),
        "filename": ["app.css"],
        "token": [
            FEED_TOKEN,
            *(public_papers.code_of(number) for number in ids(RegisterEntry)),
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
