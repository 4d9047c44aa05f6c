"""The dossier of a run: papers, the file, verifications, scans, opinions from above, duties, documents."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..domain.dossier import PaperState, VerificationConclusion, VerificationSubject
from ..domain.facts import Obligation
from ..domain.opinions import OpinionKind
from ..domain.papers import PaperForm
from ..domain.stages import Paper
from ..extensions import Base
from .types import Audited, BranchOwned, KeptFile, UtcDateTime, Versioned, code

PERSONAL = {"personal": True}


class DossierPaper(Audited, Versioned, BranchOwned, Base):
    """One paper of the dossier of a run; `ordinal` tells two of a kind apart (two who introduce)."""

    __tablename__ = "dossier_paper"
    __table_args__ = (UniqueConstraint("run_id", "paper", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    paper: Mapped[Paper] = mapped_column(code(Paper))
    ordinal: Mapped[int] = mapped_column(default=1)
    state: Mapped[PaperState] = mapped_column(code(PaperState), default=PaperState.MISSING)
    #: The day written on the paper, and the day it came into the file.
    dated: Mapped[date | None]
    received_on: Mapped[date | None]
    number: Mapped[str] = mapped_column(String(60), default="")
    issuer: Mapped[str] = mapped_column(String(200), default="")
    #: The member who introduces, on a paper of introduction.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("party_member.id"), index=True)
    #: Since when both work or live in the same place, as typed by the branch (QD 294, 3.2.1).
    together_since: Mapped[date | None]
    #: As written on the paper, for the cross-check; "" and None: not noted.
    name_on_paper: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    birth_on_paper: Mapped[str] = mapped_column(String(10), default="", info=PERSONAL)
    note: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)


class DossierFile(Audited, Versioned, BranchOwned, Base):
    """Where the paper file of a run is, and who holds it."""

    __tablename__ = "dossier_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), unique=True)
    holder: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    shelf: Mapped[str] = mapped_column(String(60), default="")
    since: Mapped[date | None]


class Verification(Audited, Versioned, BranchOwned, Base):
    """A request to verify a life history: asked, answered, concluded. Never what was found."""

    __tablename__ = "verification"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    subject: Mapped[VerificationSubject] = mapped_column(code(VerificationSubject))
    asked_place: Mapped[str] = mapped_column(String(200), default="", info=PERSONAL)
    is_abroad: Mapped[bool] = mapped_column(default=False)
    letter_number: Mapped[str] = mapped_column(String(60), default="")
    asked_on: Mapped[date | None]
    #: When the place asked received the letter, if known: the limit runs from then (HD 06, 3.4 d).
    received_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    concluded_on: Mapped[date | None]
    concluded_by: Mapped[str] = mapped_column(String(100), default="", info=PERSONAL)
    conclusion: Mapped[VerificationConclusion] = mapped_column(
        code(VerificationConclusion), default=VerificationConclusion.OPEN
    )
    exempt_reason: Mapped[str] = mapped_column(String(40), default="")


class Attachment(Audited, BranchOwned, KeptFile, Base):
    """A scan of a paper of a dossier."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("dossier_paper.id"), index=True)


class UpperOpinion(Audited, Versioned, BranchOwned, Base):
    """A question to the level above about one run, and the written answer."""

    __tablename__ = "upper_opinion"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    kind: Mapped[OpinionKind] = mapped_column(code(OpinionKind))
    asked_on: Mapped[date | None]
    asked_number: Mapped[str] = mapped_column(String(60), default="")
    answered_on: Mapped[date | None]
    answer_number: Mapped[str] = mapped_column(String(60), default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    #: Agreed, not agreed, or no answer yet.
    agreed: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)


class RunObligation(Audited, Versioned, BranchOwned, Base):
    """Something that must be done because of an event (report a failed vote upward), until it is done."""

    __tablename__ = "run_obligation"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("run_event.id"), index=True)
    obligation: Mapped[Obligation] = mapped_column(code(Obligation))
    arose_on: Mapped[date]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    done_number: Mapped[str] = mapped_column(String(60), default="")
    done_note: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)


class PaperDraft(Audited, Versioned, BranchOwned, Base):
    """What was typed for a paper that is not kept yet, sealed: it speaks of a person."""

    __tablename__ = "paper_draft"
    __table_args__ = (UniqueConstraint("run_id", "form"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    form: Mapped[PaperForm] = mapped_column(code(PaperForm))
    typed_sealed: Mapped[bytes] = mapped_column(LargeBinary, info=PERSONAL)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[str] = mapped_column(String(100))


class ProcessDocument(Audited, BranchOwned, Base):
    """A paper of the process, drawn from data and kept: which form, of which run, as which document.

    Never changed; a wrong one is replaced by another, which says why. `content_sealed` is what the document
    says and what was typed for it, so that the same content can be had as DOCX.
    """

    __tablename__ = "process_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("tracking_run.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("run_event.id"))
    form: Mapped[PaperForm] = mapped_column(code(PaperForm))
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None]
    register_entry_id: Mapped[int | None] = mapped_column(ForeignKey("register_entry.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(String(100))
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, info=PERSONAL)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("process_document.id"), unique=True)
    replace_reason: Mapped[str] = mapped_column(Text, default="", info=PERSONAL)
