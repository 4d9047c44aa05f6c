"""The monthly review of a branch, its lines, and what became of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.reviews import Rating, ReviewDecision, ReviewState
from ..extensions import Base
from .types import Audited, BranchOwned, UtcDateTime, Versioned, code

#: Names and free words: the audit keeps that they changed, not what they were.
PERSONAL = {"personal": True}


class Review(Audited, Versioned, BranchOwned, Base):
    """One branch's item of one month. A month without a row has not been started."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("branch_id", "year", "month"),
        CheckConstraint("month BETWEEN 1 AND 12", name="month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    month: Mapped[int]
    state: Mapped[ReviewState] = mapped_column(code(ReviewState, "state"))
    #: Counts the saves of the meeting's part alone, which has its own form.
    head_version: Mapped[int] = mapped_column(default=0)
    meeting_on: Mapped[date | None]
    starts_at: Mapped[str] = mapped_column(String(5), default="")
    ends_at: Mapped[str] = mapped_column(String(5), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    chair: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    secretary: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    members_official: Mapped[int | None]
    members_probationary: Mapped[int | None]
    present_official: Mapped[int | None]
    present_probationary: Mapped[int | None]
    absent_unexcused: Mapped[int | None]
    absence_note: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    resolution_number: Mapped[str] = mapped_column(String(60), default="")
    discussion: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: One point a line; empty: the usual order.
    agenda: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: Why the meeting went on with fewer members than there should be.
    quorum_answer: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    no_change: Mapped[bool] = mapped_column(default=False)
    not_held_reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The first submission decides whether the branch was on time, even if it was returned since.
    first_submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    return_reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    #: What the minutes and the extract said when the review was concluded; read only to draw them again.
    papers_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, info=PERSONAL)


class ReviewLine(Audited, Versioned, BranchOwned, Base):
    """One person in one review."""

    __tablename__ = "review_line"
    __table_args__ = (UniqueConstraint("review_id", "run_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    decision: Mapped[ReviewDecision | None] = mapped_column(code(ReviewDecision))
    reason_code: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: Day of the statement of somebody who withdraws, of a death or a moving away.
    reason_on: Mapped[date | None]
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("party_member.id"))
    remark: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    rating: Mapped[Rating | None] = mapped_column(code(Rating))
    #: A vote on this person alone, where one was taken.
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    #: Written answers to warnings: {finding code: text}.
    warnings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, info=PERSONAL)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    #: Set when concluding applied it: the event on the run.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("run_event.id"))


class ReviewEvent(Audited, BranchOwned, Base):
    """A change of a review's state, with who, when and why."""

    __tablename__ = "review_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    to_state: Mapped[ReviewState] = mapped_column(code(ReviewState))
    reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
    #: The state is the same as before: a locked month was opened for the branch until this day.
    open_until: Mapped[date | None]
