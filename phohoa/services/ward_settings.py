"""Settings of the ward: its names on papers, the office's phone, the rhythm of the month, the terms."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.access import Action
from ..domain.errors import Conflict, Invalid
from ..models import CommitteeTerm, Ward
from .command import Command, Query, command, query


@dataclass(frozen=True)
class WardInput:
    """What the office sets; days are days of the month."""

    name: str
    place: str
    issuer: str
    parent_issuer: str
    upper_level: str
    office_phone: str
    review_due_day: int
    meeting_day: int


@dataclass(frozen=True)
class TermLine:
    """A term of the committee; document numbers start anew with it."""

    ordinal: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class WardSettings:
    """The settings as they stand; version 0 before the ward is set up."""

    version: int
    values: WardInput
    terms: tuple[TermLine, ...]


#: Day by which a branch reports, and day around which it meets, until the office says otherwise.
_USUAL_DAYS = (10, 3)
_NEEDED = ("name", "place", "issuer", "parent_issuer", "upper_level")


def _terms(session: Session) -> list[CommitteeTerm]:
    return list(session.scalars(select(CommitteeTerm).order_by(CommitteeTerm.starts_on.desc())))


def is_set_up(session: Session, day: date) -> bool:
    """Whether the ward has its names, and a term to number the papers of that day in (one select)."""
    term = select(CommitteeTerm.id).where(CommitteeTerm.starts_on <= day, CommitteeTerm.ends_on >= day)
    return session.scalar(select(Ward.id).where(term.exists())) is not None


@query(Action.UNIT_MANAGE)
def ward_settings(cx: Query) -> WardSettings:
    """The ward's settings and its terms, newest first; empty ones before the ward is set up."""
    cx.allow()
    ward = cx.session.get(Ward, 1)
    terms = tuple(TermLine(t.ordinal, t.starts_on, t.ends_on) for t in _terms(cx.session))
    if ward is None:
        return WardSettings(0, WardInput("", "", "", "", "", "", *_USUAL_DAYS), terms)
    return WardSettings(
        ward.version,
        WardInput(
            ward.name,
            ward.place,
            ward.issuer,
            ward.parent_issuer,
            ward.upper_level,
            ward.office_phone,
            ward.review_due_day,
            ward.meeting_day,
        ),
        terms,
    )


def _is_phone(text: str) -> bool:
    digits = [c for c in text if c.isdigit()]
    return not text or (len(digits) >= 3 and all(c.isdigit() or c in " .+-()" for c in text))


@command(Action.UNIT_MANAGE)
def save_ward_settings(cx: Command, version: int, data: WardInput) -> None:
    """Set the ward up, or change its settings; issued papers keep what they say. Raises Invalid, Conflict."""
    cx.allow()
    ward = cx.session.get(Ward, 1, with_for_update=True)
    known = ward.version if ward is not None else 0
    if version != known:
        raise Conflict("stale", current=known)
    fields = {name: "required" for name in _NEEDED if not getattr(data, name)}
    for name in ("review_due_day", "meeting_day"):
        if not 1 <= getattr(data, name) <= 28:
            fields[name] = "day_of_month"
    if not _is_phone(data.office_phone):
        fields["office_phone"] = "office_phone_unreadable"
    if fields:
        raise Invalid(fields=fields)
    if ward is None:
        ward = Ward(id=1, is_demo=False)
        cx.session.add(ward)
    for name in (*_NEEDED, "office_phone", "review_due_day", "meeting_day"):
        setattr(ward, name, getattr(data, name))


@command(Action.UNIT_MANAGE)
def open_term(cx: Command, ordinal: str, starts_on: date, ends_on: date) -> None:
    """Enter a term of the committee. Raises Invalid when it ends before it begins or overlaps another."""
    cx.allow()
    fields: dict[str, object] = {}
    if not ordinal:
        fields["ordinal"] = "required"
    if ends_on <= starts_on:
        fields["ends_on"] = "term_ends_first"
    for other in _terms(cx.session):
        if starts_on <= other.ends_on and other.starts_on <= ends_on:
            words = {
                "ordinal": other.ordinal,
                "first": f"{other.starts_on:%d/%m/%Y}",
                "last": f"{other.ends_on:%d/%m/%Y}",
            }
            fields.setdefault("starts_on", ("term_overlaps", words))
    if fields:
        raise Invalid(fields=fields)
    cx.session.add(CommitteeTerm(ordinal=ordinal, starts_on=starts_on, ends_on=ends_on))
