"""Requests to verify a life history: asked, received there, answered, concluded. Never what was found."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.dossier import ExemptReason, VerificationConclusion, VerificationSubject
from ..domain.errors import Invalid, NotFound
from ..domain.verifying import AnswerDue, answer_due
from ..domain.vietnamese import format_date
from ..models import Branch, Person, TrackingRun, Verification
from .command import Command, Query, command, query
from .dossiers import note_dossier, open_dossier
from .rules import RuleBook, book_of

_OPEN = (VerificationConclusion.OPEN, VerificationConclusion.NEEDS_MORE)


@dataclass(frozen=True)
class VerificationInput:
    """What is typed of one request. There is no field for findings, and there must be none."""

    subject: VerificationSubject
    asked_place: str = ""
    is_abroad: bool = False
    letter_number: str = ""
    asked_on: date | None = None
    received_on: date | None = None
    answered_on: date | None = None
    conclusion: VerificationConclusion = VerificationConclusion.OPEN
    concluded_on: date | None = None
    concluded_by: str = ""
    exempt_reason: ExemptReason | None = None


@dataclass(frozen=True)
class VerificationSaved:
    """Where the request is."""

    run_id: int
    verification_id: int


def _problems(cx: Command, data: VerificationInput) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    for name in ("asked_on", "received_on", "answered_on", "concluded_on"):
        day = getattr(data, name)
        if day is not None and day > cx.today:
            wrong[name] = "date_in_future"
    exempt = data.conclusion is VerificationConclusion.EXEMPT
    if exempt:
        if data.exempt_reason is None:
            wrong["exempt_reason"] = "required"
    else:
        if not data.asked_place:
            wrong["asked_place"] = "required"
        if data.asked_on is None:
            wrong["asked_on"] = "required"
    steps = ("asked_on", "received_on", "answered_on", "concluded_on")
    known = [(name, getattr(data, name)) for name in steps if getattr(data, name) is not None]
    for (_, earlier), (name, later) in pairwise(known):
        if later < earlier:
            days = {"later": format_date(later), "earlier": format_date(earlier)}
            wrong.setdefault(name, ("verification_order", days))
    if data.conclusion is not VerificationConclusion.OPEN:
        for name in ("concluded_on", "concluded_by"):
            if not getattr(data, name):
                wrong.setdefault(name, "required")
        if not exempt and data.answered_on is None:
            wrong.setdefault("answered_on", "required")
    for name, most in (("asked_place", 200), ("letter_number", 60), ("concluded_by", 100)):
        if len(getattr(data, name)) > most:
            wrong[name] = "text_too_long"
    return wrong


def fill_verification(cx: Command, row: Verification, data: VerificationInput) -> None:
    """Put what was typed on the row. Raises Invalid."""
    wrong = _problems(cx, data)
    exempt = VerificationConclusion.EXEMPT
    # Two texts do not quite agree on it: the office decides (HD 06, 3.4 c; HD 38, I.1.5).
    if data.conclusion is exempt and row.conclusion is not exempt and not cx.sees_all:
        wrong["conclusion"] = "exempt_by_office"
    if wrong:
        raise Invalid(fields=wrong)
    for name, value in vars(data).items():
        if name != "exempt_reason" and getattr(row, name) != value:
            setattr(row, name, value)
    reason = data.exempt_reason if data.conclusion is exempt else None
    row.exempt_reason = reason.value if reason else ""


def new_verification(run: TrackingRun) -> Verification:
    """An empty request of the run."""
    return Verification(branch_id=run.branch_id, run_id=run.id)


@command(Action.DOSSIER_EDIT)
def add_verification(cx: Command, run_id: int, data: VerificationInput) -> VerificationSaved:
    """Note a request (or why none is needed). Raises Invalid, NotFound, Refused for a dossier not here."""
    run = open_dossier(cx, run_id)
    row = new_verification(run)
    fill_verification(cx, row, data)
    cx.session.add(row)
    note_dossier(cx, run, "verification", subject=data.subject.value, conclusion=data.conclusion.value)
    cx.session.flush()
    return VerificationSaved(run.id, row.id)


@command(Action.DOSSIER_EDIT)
def save_verification(
    cx: Command, verification_id: int, version: int, data: VerificationInput
) -> VerificationSaved:
    """Note what became of a request. Raises Invalid, NotFound, Conflict("stale")."""
    row = cx.load(Verification, verification_id, version)
    run = open_dossier(cx, row.run_id)
    before = row.conclusion
    fill_verification(cx, row, data)
    if row.conclusion is not before:
        note_dossier(cx, run, "verification", subject=data.subject.value, conclusion=data.conclusion.value)
    return VerificationSaved(run.id, row.id)


# --- reading -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VerificationLine:
    """One request as lists show it."""

    id: int
    version: int
    subject: VerificationSubject
    asked_place: str
    is_abroad: bool
    letter_number: str
    asked_on: date | None
    received_on: date | None
    answered_on: date | None
    conclusion: VerificationConclusion
    concluded_on: date | None
    concluded_by: str
    exempt_reason: ExemptReason | None
    due: AnswerDue | None
    run_id: int
    name: str = ""
    branch: str = ""

    @property
    def is_open(self) -> bool:
        return self.conclusion in _OPEN


def line_of(row: Verification, book: RuleBook, name: str = "", branch: str = "") -> VerificationLine:
    """A row with its last day, judged by the rules of the day it was asked."""
    start = row.asked_on or row.received_on
    waits = row.conclusion is VerificationConclusion.OPEN and row.answered_on is None and start is not None
    return VerificationLine(
        id=row.id,
        version=row.version,
        subject=row.subject,
        asked_place=row.asked_place,
        is_abroad=row.is_abroad,
        letter_number=row.letter_number,
        asked_on=row.asked_on,
        received_on=row.received_on,
        answered_on=row.answered_on,
        conclusion=row.conclusion,
        concluded_on=row.concluded_on,
        concluded_by=row.concluded_by,
        exempt_reason=ExemptReason(row.exempt_reason) if row.exempt_reason else None,
        due=answer_due(row.asked_on, row.received_on, row.is_abroad, book.rules_on(start), book.holidays)
        if waits and start is not None
        else None,
        run_id=row.run_id,
        name=name,
        branch=branch,
    )


def verifications_of(session: Session, run_id: int, book: RuleBook) -> tuple[VerificationLine, ...]:
    """The requests of a run in the order in which they were noted (one select)."""
    rows = session.scalars(
        select(Verification).where(Verification.run_id == run_id).order_by(Verification.id)
    )
    return tuple(line_of(row, book) for row in rows)


@dataclass(frozen=True)
class VerificationSheet:
    """The form of one request: of whom, in which branch, and the request itself if it is there already."""

    run_id: int
    name: str
    branch: str
    is_practice: bool
    line: VerificationLine | None
    today: date


def _sheet(cx: Query, run: TrackingRun, line: VerificationLine | None) -> VerificationSheet:
    branch, person = cx.session.get(Branch, run.branch_id), cx.session.get(Person, run.person_id)
    if branch is None or person is None:
        raise NotFound
    return VerificationSheet(run.id, person.full_name, branch.name, branch.is_practice, line, cx.today)


@query(Action.DOSSIER_EDIT)
def verification_sheet(cx: Query, run_id: int, verification_id: int | None = None) -> VerificationSheet:
    """For noting a request of a run, or what became of one. Raises NotFound."""
    run = cx.load(TrackingRun, run_id)
    if verification_id is None:
        return _sheet(cx, run, None)
    row = cx.load(Verification, verification_id)
    if row.run_id != run.id:
        raise NotFound
    return _sheet(cx, run, line_of(row, book_of(cx.session)))


@dataclass(frozen=True)
class OpenVerifications:
    """Every request that is not concluded, the most pressing first."""

    lines: tuple[VerificationLine, ...]
    late: int
    near: int
    today: date


@query(Action.DOSSIER_VIEW)
def open_verifications(cx: Query) -> OpenVerifications:
    """The open requests of the actor's branches; for the ward's readers of all but practice branches."""
    cx.allow()
    rows = (
        select(Verification, Person.full_name, Branch.short_name)
        .join(TrackingRun, TrackingRun.id == Verification.run_id)
        .join(Person, Person.id == TrackingRun.person_id)
        .join(Branch, Branch.id == Verification.branch_id)
        .where(Verification.conclusion.in_(_OPEN), TrackingRun.closed_on.is_(None))
    )
    if cx.sees_all:
        rows = rows.where(Branch.is_practice.is_(False))
    else:
        rows = rows.where(Verification.branch_id.in_(cx.actor.branch_ids))
    book = book_of(cx.session)
    lines = [line_of(row, book, name, branch) for row, name, branch in cx.session.execute(rows)]
    far = date(9999, 1, 1)
    lines.sort(key=lambda line: (line.due.on if line.due else far, line.id))
    return OpenVerifications(
        tuple(lines),
        sum(line.due is not None and line.due.is_late(cx.today) for line in lines),
        sum(line.due is not None and line.due.is_near(cx.today) for line in lines),
        cx.today,
    )
