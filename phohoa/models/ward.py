"""The ward: its settings, units with their dated names, terms, rule values, holidays."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.units import BranchKind, OrganisationKind
from ..extensions import Base
from .types import Audited, Versioned, code


class Ward(Audited, Versioned, Base):
    """Settings of the one ward that the installation serves (a single row, id 1)."""

    __tablename__ = "ward"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(100))
    issuer: Mapped[str] = mapped_column(String(200))
    parent_issuer: Mapped[str] = mapped_column(String(200))
    upper_level: Mapped[str] = mapped_column(String(200))
    office_phone: Mapped[str] = mapped_column(String(40), default="")
    review_due_day: Mapped[int] = mapped_column(default=10)
    meeting_day: Mapped[int] = mapped_column(default=3)
    #: The day of the next month after which a month is locked; None: never.
    review_lock_day: Mapped[int | None]
    #: How many people one member helps before the office is told.
    helper_most: Mapped[int] = mapped_column(default=2)
    #: Send digests by e-mail, where a mail server is set up.
    sends_digests: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    #: Print the number of the national form on papers of the process, though it is only believed to be right.
    prints_form_numbers: Mapped[bool] = mapped_column(default=False)


class Branch(Audited, Versioned, Base):
    """A Party branch. `name` is its name today; earlier names are in UnitName."""

    __tablename__ = "branch"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[BranchKind] = mapped_column(code(BranchKind, "kind"))
    is_practice: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    position: Mapped[int] = mapped_column(default=0)
    #: Which of these exist decides who introduces a person (QD 294, 3.1).
    has_youth_union: Mapped[bool] = mapped_column(default=True)
    has_trade_union: Mapped[bool] = mapped_column(default=False)


class Organisation(Audited, Versioned, Base):
    """The Fatherland Front or a mass organisation of the ward."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[OrganisationKind] = mapped_column(code(OrganisationKind, "kind"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)


class UnitName(Audited, Base):
    """A name that a branch or an organisation bore from a day on (to a day)."""

    __tablename__ = "unit_name"
    __table_args__ = (CheckConstraint("(branch_id IS NULL) <> (organisation_id IS NULL)", name="one_unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class CommitteeTerm(Audited, Base):
    """A term of the committee; document numbers start anew with it."""

    __tablename__ = "committee_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date] = mapped_column(unique=True)
    ends_on: Mapped[date]
    #: How many the committee and its standing committee are: the base of their votes.
    members: Mapped[int | None]
    standing_members: Mapped[int | None]


class AuthorityPeriod(Audited, Base):
    """Who decides on admissions (mode A, B or C), from a day on; overrides the rule book's default."""

    __tablename__ = "authority_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(String(1))
    valid_from: Mapped[date] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(String(400), default="")


class RuleValueRow(Audited, Base):
    """A rule value that the office entered with its citation; overrides the rule book's."""

    __tablename__ = "rule_value"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    citation: Mapped[str] = mapped_column(String(300))
    #: Why the ward keeps its own value, where that is practice and not law.
    note: Mapped[str] = mapped_column(String(400), default="")


class Holiday(Audited, Base):
    """A day that is not a working day (or, swapped, a weekend day that is one)."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    is_working: Mapped[bool] = mapped_column(default=False)
