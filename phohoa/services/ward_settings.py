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
    prints_form_numbers: bool = False
    #: Of the month after; None: months are never locked.
    review_lock_day: int | None = None
    helper_most: int = 2
    sends_digests: bool = False


@dataclass(frozen=True)
class TermLine:
    """A term of the committee; document numbers start anew with it."""

    id: int
    ordinal: str
    starts_on: date
    ends_on: date
    members: int | None
    standing_members: int | None


@dataclass(frozen=True)
class TermInput:
    """What the office types of a term; how many members there are may be told later."""

    ordinal: str
    starts_on: date
    ends_on: date
    members: int | None = None
    standing_members: int | None = None


@dataclass(frozen=True)
class WardSettings:
    """The settings as they stand; version 0 before the ward is set up."""

    version: int
    values: WardInput
    terms: tuple[TermLine, ...]


#: Day by which a branch reports, and day around which it meets, until the office says otherwise.
_USUAL_DAYS = (10, 3)
_MOST_HELPED = 20
_NEEDED = ("name", "place", "issuer", "parent_issuer", "upper_level")


def _terms(session: Session) -> list[CommitteeTerm]:
    return list(session.scalars(select(CommitteeTerm).order_by(CommitteeTerm.starts_on.desc())))


def is_set_up(session: Session, day: date) -> bool:
    """Whether the ward has its names, and a term to number the papers of that day in (one select)."""
    term = select(CommitteeTerm.id).where(CommitteeTerm.starts_on <= day, CommitteeTerm.ends_on >= day)
    return session.scalar(select(Ward.id).where(term.exists())) is not None


def _line(term: CommitteeTerm) -> TermLine:
    return TermLine(term.id, term.ordinal, term.starts_on, term.ends_on, term.members, term.standing_members)


@query(Action.UNIT_MANAGE)
def ward_settings(cx: Query) -> WardSettings:
    """The ward's settings and its terms, newest first; empty ones before the ward is set up."""
    cx.allow()
    ward = cx.session.get(Ward, 1)
    terms = tuple(_line(t) for t in _terms(cx.session))
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
            ward.prints_form_numbers,
            ward.review_lock_day,
            ward.helper_most,
            ward.sends_digests,
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
    if data.review_lock_day is not None and not 1 <= data.review_lock_day <= 28:
        fields["review_lock_day"] = "day_of_month"
    if not 1 <= data.helper_most <= _MOST_HELPED:
        fields["helper_most"] = "helper_most_range"
    if not _is_phone(data.office_phone):
        fields["office_phone"] = "office_phone_unreadable"
    if fields:
        raise Invalid(fields=fields)
    if ward is None:
        ward = Ward(id=1, is_demo=False)
        cx.session.add(ward)
    for name in WardInput.__dataclass_fields__:
        setattr(ward, name, getattr(data, name))


@query(Action.UNIT_MANAGE)
def term_line(cx: Query, term_id: int) -> TermLine:
    """One term. Raises NotFound."""
    return _line(cx.load(CommitteeTerm, term_id))


#: How many a committee can have; the standing committee is a part of it.
_FEWEST_MEMBERS, _MOST_MEMBERS = 3, 99


def _counts(members: int | None, standing: int | None) -> dict[str, object]:
    fields: dict[str, object] = {}
    if members is not None and not _FEWEST_MEMBERS <= members <= _MOST_MEMBERS:
        fields["members"] = "committee_members"
    if standing is not None and not 1 <= standing <= _MOST_MEMBERS:
        fields["standing_members"] = "standing_members"
    elif standing is not None and members is not None and standing > members:
        fields["standing_members"] = "standing_more"
    return fields


@command(Action.UNIT_MANAGE)
def open_term(cx: Command, data: TermInput) -> None:
    """Enter a term of the committee. Raises Invalid when it ends before it begins or overlaps another."""
    cx.allow()
    fields = _counts(data.members, data.standing_members)
    if not data.ordinal:
        fields["ordinal"] = "required"
    if data.ends_on <= data.starts_on:
        fields["ends_on"] = "term_ends_first"
    for other in _terms(cx.session):
        if data.starts_on <= other.ends_on and other.starts_on <= data.ends_on:
            words = {
                "ordinal": other.ordinal,
                "first": f"{other.starts_on:%d/%m/%Y}",
                "last": f"{other.ends_on:%d/%m/%Y}",
            }
            fields.setdefault("starts_on", ("term_overlaps", words))
    if fields:
        raise Invalid(fields=fields)
    cx.session.add(
        CommitteeTerm(
            ordinal=data.ordinal,
            starts_on=data.starts_on,
            ends_on=data.ends_on,
            members=data.members,
            standing_members=data.standing_members,
        )
    )


@command(Action.UNIT_MANAGE)
def count_term(cx: Command, term_id: int, members: int | None, standing: int | None) -> None:
    """Say how many members the committee and its standing committee have. Raises Invalid, NotFound."""
    term = cx.load(CommitteeTerm, term_id)
    fields = _counts(members, standing)
    if fields:
        raise Invalid(fields=fields)
    term.members, term.standing_members = members, standing
