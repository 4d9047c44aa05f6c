"""People, the runs in which a branch follows them, and everything that happened to a run."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..domain.opinions import ReasonLeftParty
from ..domain.stages import BasisKind, Education, Sex, SourceGroup, Stage
from ..extensions import Base
from .types import Audited, BranchOwned, UtcDateTime, Versioned, code

PERSONAL = {"personal": True}


class PartyMember(Audited, Versioned, BranchOwned, Base):
    """A member of a branch, as far as helping and voting need it."""

    __tablename__ = "party_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str] = mapped_column(String(100), info=PERSONAL)
    sort_key: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    birth_year: Mapped[int | None] = mapped_column(info=PERSONAL)
    is_official: Mapped[bool] = mapped_column(default=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    duty: Mapped[str] = mapped_column(String(60), default="")


class Person(Audited, Versioned, Base):
    """A human being who is or was followed. Holds no stage: that is the run's."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("birth_month IS NULL OR birth_month BETWEEN 1 AND 12", name="birth_month"),
        CheckConstraint("birth_day IS NULL OR birth_month IS NOT NULL", name="birth_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Random; binds what is encrypted to this row.
    key: Mapped[str] = mapped_column(String(32), unique=True)
    full_name: Mapped[str] = mapped_column(String(100), info=PERSONAL)
    search_key: Mapped[str] = mapped_column(String(120), index=True, info=PERSONAL)
    sort_key: Mapped[str] = mapped_column(String(300), index=True, info=PERSONAL)
    birth_year: Mapped[int] = mapped_column(info=PERSONAL)
    birth_month: Mapped[int | None] = mapped_column(info=PERSONAL)
    birth_day: Mapped[int | None] = mapped_column(info=PERSONAL)
    sex: Mapped[Sex | None] = mapped_column(code(Sex), info=PERSONAL)
    residence_group: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    occupation: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    education: Mapped[Education | None] = mapped_column(code(Education), info=PERSONAL)
    phone: Mapped[str] = mapped_column(String(20), default="", info=PERSONAL)
    citizen_id_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=PERSONAL)
    notes_sealed: Mapped[bytes | None] = mapped_column(LargeBinary, info=PERSONAL)
    introduced_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    introduced_on: Mapped[date | None]
    consent_on: Mapped[date | None]
    is_future_leader: Mapped[bool] = mapped_column(default=False)
    is_former_member: Mapped[bool] = mapped_column(default=False)
    #: Of a former member: when and why the Party was left, how often admitted again, when a sentence lapsed.
    left_party_on: Mapped[date | None]
    left_party_reason: Mapped[ReasonLeftParty | None] = mapped_column(code(ReasonLeftParty), info=PERSONAL)
    sentence_cleared_on: Mapped[date | None] = mapped_column(info=PERSONAL)
    readmissions: Mapped[int] = mapped_column(default=0)
    #: Who introduces depends on these (QD 294, 3.1).
    is_youth_union_member: Mapped[bool] = mapped_column(default=False)
    is_youth_union_cadre: Mapped[bool] = mapped_column(default=False)
    youth_union_on: Mapped[date | None]
    is_trade_union_member: Mapped[bool] = mapped_column(default=False)
    source_groups: Mapped[list["PersonSourceGroup"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PersonSourceGroup.position"
    )


class PersonSourceGroup(Audited, Base):
    """A source group of a person; position 0 is the main one."""

    __tablename__ = "person_source_group"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    source_group: Mapped[SourceGroup] = mapped_column(code(SourceGroup), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class TrackingRun(Audited, Versioned, BranchOwned, Base):
    """One person followed by one branch. The dated facts are what the moves recorded (domain notes 09)."""

    __tablename__ = "tracking_run"
    __table_args__ = (
        Index(
            "uq_tracking_run_open",
            "person_id",
            unique=True,
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        Index("ix_tracking_run_board", "branch_id", "closed_on", "stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stage: Mapped[Stage] = mapped_column(code(Stage, "stage"))
    stage_since: Mapped[date]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    previous_run_id: Mapped[int | None] = mapped_column(ForeignKey("tracking_run.id"))
    paused_from: Mapped[Stage | None] = mapped_column(code(Stage))
    helper_id: Mapped[int | None] = mapped_column(ForeignKey("party_member.id"))
    helper_since: Mapped[date | None]
    sympathiser_on: Mapped[date | None]
    class_proposed_on: Mapped[date | None]
    certificate_number: Mapped[str] = mapped_column(String(60), default="")
    certificate_on: Mapped[date | None]
    start_proposed_on: Mapped[date | None]
    dossier_started_on: Mapped[date | None]
    #: From this day on the papers that go stale must have been made again (HD 06, 5.4 a).
    papers_renewed_on: Mapped[date | None]
    branch_resolution_number: Mapped[str] = mapped_column(String(60), default="")
    branch_resolution_on: Mapped[date | None]
    committee_resolution_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    decision_number: Mapped[str] = mapped_column(String(60), default="")
    decision_on: Mapped[date | None]
    decision_received_on: Mapped[date | None]
    ceremony_on: Mapped[date | None]
    probation_ends_on: Mapped[date | None]
    official_proposed_on: Mapped[date | None]
    official_on: Mapped[date | None]
    failed_votes: Mapped[int] = mapped_column(default=0)
    over_age_consent: Mapped[bool] = mapped_column(default=False)
    education_exempt: Mapped[bool] = mapped_column(default=False)
    certificate_issuer: Mapped[str] = mapped_column(String(200), default="")
    special_opinion_needed: Mapped[bool] = mapped_column(default=False)
    is_readmission: Mapped[bool] = mapped_column(default=False)
    new_member_certificate_number: Mapped[str] = mapped_column(String(60), default="")
    new_member_certificate_on: Mapped[date | None]
    official_decision_number: Mapped[str] = mapped_column(String(60), default="")
    official_decision_on: Mapped[date | None]
    #: From where somebody came who was followed outside of the ward before; "" for all others.
    arrived_from: Mapped[str] = mapped_column(String(200), default="", info=PERSONAL)
    #: The admission date that the branch is working towards.
    wanted_on: Mapped[date | None]
    person: Mapped[Person] = relationship(lazy="raise")
    helper: Mapped[PartyMember | None] = relationship(lazy="raise")


class HelperAssignment(Audited, BranchOwned, Base):
    """Who helped the person of a run from a day to a day, by which resolution."""

    __tablename__ = "helper_assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("party_member.id"), index=True)
    assigned_on: Mapped[date]
    ended_on: Mapped[date | None]
    #: Since when both work or live in the same place, as typed by the branch (QD 294, 3.2.1).
    together_since: Mapped[date | None]
    basis_number: Mapped[str] = mapped_column(String(60), default="")


class RunEvent(BranchOwned, Base):
    """Something that happened to a run. Append-only by triggers; a wrong one is cancelled by another."""

    __tablename__ = "run_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    #: move, undo, helper, edit, note, introduce
    kind: Mapped[str] = mapped_column(String(20))
    move: Mapped[str] = mapped_column(String(40), default="")
    from_stage: Mapped[Stage | None] = mapped_column(code(Stage))
    to_stage: Mapped[Stage | None] = mapped_column(code(Stage))
    happened_on: Mapped[date]
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(100))
    basis_kind: Mapped[BasisKind | None] = mapped_column(code(BasisKind))
    basis_number: Mapped[str] = mapped_column(String(60), default="")
    basis_on: Mapped[date | None]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    reason_code: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    #: Written answers to warnings: {finding code: text}.
    warnings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: Votes, numbers and other typed facts; names of changed fields for an edit; facts before, for an undo.
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    regime: Mapped[str] = mapped_column(String(20), default="")
    cancels_id: Mapped[int | None] = mapped_column(ForeignKey("run_event.id"), unique=True)
