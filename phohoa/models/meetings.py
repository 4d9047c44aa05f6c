"""What surrounds a monthly review: attendance, tasks, signed copies, proposals, the committee's session."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.meetings import MeetingPaper, Presence, TaskState
from ..domain.proposals import ProposalKind, ProposalOutcome, ProposalState, SessionPaper, SessionState
from ..domain.reminders import DigestOccasion
from ..domain.stages import VoteForm
from ..extensions import Base
from .types import Audited, BranchOwned, KeptFile, UtcDateTime, Versioned, code

#: Names and free words: the audit keeps that they changed, not what they were.
PERSONAL = {"personal": True}


class MeetingAttendance(Audited, Versioned, BranchOwned, Base):
    """Whether one member came to the meeting of a review."""

    __tablename__ = "meeting_attendance"
    __table_args__ = (UniqueConstraint("review_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("party_member.id"), index=True)
    presence: Mapped[Presence] = mapped_column(code(Presence))
    reason: Mapped[str] = mapped_column(String(200), default="", info=PERSONAL)


class MeetingTask(Audited, Versioned, BranchOwned, Base):
    """A task given at a meeting, to a person followed (`run_id`) or to a member (`member_id`)."""

    __tablename__ = "meeting_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The review at which it was given.
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("party_member.id"))
    text: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    due_on: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(code(TaskState), default=TaskState.OPEN)
    closed_on: Mapped[date | None]
    closed_note: Mapped[str] = mapped_column(String(300), default="", info=PERSONAL)
    #: The review at which it was looked at and closed.
    closed_review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MeetingFile(Audited, BranchOwned, KeptFile, Base):
    """A signed copy of a paper of a branch's meeting."""

    __tablename__ = "meeting_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    paper: Mapped[MeetingPaper] = mapped_column(code(MeetingPaper))


class ReviewException(Audited, BranchOwned, Base):
    """Leave for one branch to write in a month that is locked: asked for by the branch, or given at once.

    In force from `granted_at` to `until`, unless revoked. Without `granted_at` it is a question that waits;
    revoking such a one declines it.
    """

    __tablename__ = "review_exception"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    #: What the branch wrote when it asked.
    request: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_by_name: Mapped[str] = mapped_column(String(100), default="")
    until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    granted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    granted_by_name: Mapped[str] = mapped_column(String(100), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_by_name: Mapped[str] = mapped_column(String(100), default="")


class Proposal(Audited, Versioned, BranchOwned, Base):
    """One thing that a branch lays before the committee; made by a move of a run, or written (kind other).

    While it is pending, `outcome` and what belongs to it are the draft of a session's table and nothing that
    a branch may see; concluding the session makes it decided.
    """

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ProposalKind] = mapped_column(code(ProposalKind))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    #: The event that raised it.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("run_event.id"), unique=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    raised_on: Mapped[date] = mapped_column(index=True)
    #: What a written proposal asks.
    subject: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    state: Mapped[ProposalState] = mapped_column(
        code(ProposalState), default=ProposalState.PENDING, index=True
    )
    session_id: Mapped[int | None] = mapped_column(ForeignKey("committee_session.id"), index=True)
    outcome: Mapped[ProposalOutcome | None] = mapped_column(code(ProposalOutcome))
    reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: The vote, where one is due: counts of members of the body.
    called: Mapped[int | None]
    present: Mapped[int | None]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    #: Number and day of the decision, where the body decides on admission itself.
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decision_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    #: What the decision did to the run.
    result_event_id: Mapped[int | None] = mapped_column(ForeignKey("run_event.id"))
    #: When somebody of the branch saw what became of it.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SessionRecord(Audited, Versioned, Base):
    """How a planned session of the committee was held."""

    __tablename__ = "session_record"

    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"), primary_key=True)
    state: Mapped[SessionState] = mapped_column(code(SessionState), default=SessionState.OPEN)
    held_on: Mapped[date | None]
    starts_at: Mapped[str] = mapped_column(String(5), default="")
    ends_at: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    chair: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    secretary: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    #: Members of the body, and how many of them came.
    called: Mapped[int | None]
    present: Mapped[int | None]
    absence_note: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    vote_form: Mapped[VoteForm | None] = mapped_column(code(VoteForm))
    guests: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    discussion: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: Number of the conclusion or resolution on which what was accepted rests.
    conclusion_number: Mapped[str] = mapped_column(String(60), default="")
    #: Why the session went on with half of its members or fewer.
    quorum_answer: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: Who signs for the body and to whom the notice goes.
    authority: Mapped[str] = mapped_column(String(100), default="")
    recipients: Mapped[str] = mapped_column(Text, default="")
    signatory_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signatory_name: Mapped[str] = mapped_column(String(100), default="")
    position: Mapped[str] = mapped_column(String(100), default="")
    concluded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    concluded_by_name: Mapped[str] = mapped_column(String(100), default="")


class SessionDocument(Audited, Base):
    """A paper that concluding a session made; `symbol` and `issued_on` of a notice that was issued."""

    __tablename__ = "session_document"
    __table_args__ = (UniqueConstraint("session_id", "paper"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"), index=True)
    paper: Mapped[SessionPaper] = mapped_column(code(SessionPaper))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    #: What the paper says, for the same words in another format.
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    symbol: Mapped[str] = mapped_column(String(60), default="")
    issued_on: Mapped[date | None]


class SessionFile(Audited, KeptFile, Base):
    """A signed copy of a paper of a concluded session."""

    __tablename__ = "session_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"), index=True)
    paper: Mapped[SessionPaper] = mapped_column(code(SessionPaper))


class DigestSent(Audited, Base):
    """An account's digest of a month for an occasion: sent once; when it failed, tried again another day."""

    __tablename__ = "digest_sent"
    __table_args__ = (UniqueConstraint("user_id", "occasion", "year", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    occasion: Mapped[DigestOccasion] = mapped_column(code(DigestOccasion))
    year: Mapped[int]
    month: Mapped[int]
    #: Written before the message leaves, so that two senders never send the same one.
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Code of why the last try failed.
    failure: Mapped[str] = mapped_column(String(40), default="")


class FormDraft(Base):
    """What somebody typed into a form and has not saved yet: sealed, and nobody else's to read."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("user_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    #: The address of the page and the name of the form in it; no name of a person.
    place: Mapped[str] = mapped_column(String(200))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
