"""Planned sessions of the committee and its standing committee, from which plans count backward."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, select

from ..domain.access import Action, scope_of
from ..domain.deadlines import is_working_day
from ..domain.errors import Invalid, Refused
from ..domain.sessions import SessionKind, session_days
from ..models import CommitteeSession, SessionRecord
from .command import Command, Context, Query, command, query
from .rules import book_of

#: How many years before and after this one a session may be entered for.
YEARS_AROUND = 5


@dataclass(frozen=True)
class SessionLine:
    """A session of the year; `is_working_day` says whether offices work on it."""

    id: int
    version: int
    kind: SessionKind
    planned_on: date
    note: str
    is_working_day: bool
    is_past: bool


@dataclass(frozen=True)
class SessionsOfYear:
    """The sessions of one year in the order of their days; `empty` names the bodies without any."""

    year: int
    years: tuple[int, ...]
    lines: tuple[SessionLine, ...]
    empty: tuple[SessionKind, ...]
    may_edit: bool


@dataclass(frozen=True)
class YearEntered:
    """How many sessions were added; `kept` months had one already, `past` are over."""

    added: int
    kept: int
    past: int


def year_in_reach(cx: Context, year: int | None) -> int:
    """The year asked for, or this year where none or a far one is asked."""
    return (
        year if year is not None and abs(year - cx.today.year) <= YEARS_AROUND and year > 0 else cx.today.year
    )


@query(Action.RULE_VIEW)
def sessions_of_year(cx: Query, year: int | None = None) -> SessionsOfYear:
    """The planned sessions of a year; this year where none is asked."""
    cx.allow()
    shown = year_in_reach(cx, year)
    rows = cx.session.scalars(
        select(CommitteeSession)
        .where(extract("year", CommitteeSession.planned_on) == shown)
        .order_by(CommitteeSession.planned_on, CommitteeSession.kind)
    ).all()
    holidays = book_of(cx.session).holidays
    return SessionsOfYear(
        year=shown,
        years=tuple(sorted({cx.today.year - 1, cx.today.year, cx.today.year + 1, shown})),
        lines=tuple(
            SessionLine(
                row.id,
                row.version,
                row.kind,
                row.planned_on,
                row.note,
                is_working_day(row.planned_on, holidays),
                row.planned_on < cx.today,
            )
            for row in rows
        ),
        empty=tuple(kind for kind in SessionKind if kind not in {row.kind for row in rows}),
        may_edit=scope_of(cx.actor, Action.CALENDAR_EDIT) is not None,
    )


@query(Action.CALENDAR_EDIT)
def session_line(cx: Query, meeting_id: int) -> SessionLine:
    """One session. Raises NotFound."""
    row = cx.load(CommitteeSession, meeting_id)
    working = is_working_day(row.planned_on, book_of(cx.session).holidays)
    return SessionLine(
        row.id, row.version, row.kind, row.planned_on, row.note, working, row.planned_on < cx.today
    )


def check_day(cx: Command, kind: SessionKind, planned_on: date, but: int | None = None) -> None:
    """Raises Invalid for a day that the body has already, or one too far away."""
    if abs(planned_on.year - cx.today.year) > YEARS_AROUND:
        raise Invalid(fields={"planned_on": "session_year"})
    taken = cx.session.scalar(
        select(CommitteeSession.id)
        .where(CommitteeSession.kind == kind, CommitteeSession.planned_on == planned_on)
        .limit(1)
    )
    if taken is not None and taken != but:
        raise Invalid(fields={"planned_on": "session_taken"})


@command(Action.CALENDAR_EDIT)
def add_session(cx: Command, kind: SessionKind, planned_on: date, note: str) -> None:
    """Plan one session. Raises Invalid for a day that the body has already, or one too far away."""
    cx.allow()
    check_day(cx, kind, planned_on)
    cx.session.add(CommitteeSession(kind=kind, planned_on=planned_on, note=note))


@command(Action.CALENDAR_EDIT)
def add_sessions_of_year(cx: Command, kind: SessionKind, year: int, day: int) -> YearEntered:
    """Plan a session in each month still to come that has none of this body. Raises Invalid."""
    cx.allow()
    fields = {}
    if not cx.today.year <= year <= cx.today.year + YEARS_AROUND:
        fields["year"] = "session_year"
    if not 1 <= day <= 31:
        fields["day"] = "session_day"
    if fields:
        raise Invalid(fields=fields)
    known = cx.session.scalars(
        select(CommitteeSession.planned_on).where(
            CommitteeSession.kind == kind, extract("year", CommitteeSession.planned_on) == year
        )
    )
    months = {planned_on.month for planned_on in known}
    added = past = 0
    for planned_on in session_days(year, day, book_of(cx.session).holidays):
        if planned_on.month in months:
            continue
        if planned_on < cx.today:
            past += 1
            continue
        cx.session.add(CommitteeSession(kind=kind, planned_on=planned_on, note=""))
        added += 1
    return YearEntered(added, len(months), past)


@command(Action.CALENDAR_EDIT)
def change_session(cx: Command, meeting_id: int, version: int, planned_on: date, note: str) -> None:
    """Move a session to another day. Raises Invalid, Conflict, NotFound; Refused once it was opened."""
    row = cx.load(CommitteeSession, meeting_id, version)
    _must_be_planned(cx, meeting_id)
    check_day(cx, row.kind, planned_on, meeting_id)
    row.planned_on, row.note = planned_on, note


@command(Action.CALENDAR_EDIT)
def remove_session(cx: Command, meeting_id: int, version: int) -> None:
    """Take a session out of the plan. Raises Conflict, NotFound; Refused once it was opened."""
    row = cx.load(CommitteeSession, meeting_id, version)
    _must_be_planned(cx, meeting_id)
    cx.session.delete(row)


def _must_be_planned(cx: Command, meeting_id: int) -> None:
    """What was opened keeps its day here: how it was held stands with the session itself."""
    if cx.session.get(SessionRecord, meeting_id) is not None:
        raise Refused("session_opened")
