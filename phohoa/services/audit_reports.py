"""The logs for people: is the audit's chain sound, who changed what, who opened whose record."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from ..domain.access import Action
from ..models import AccessLine, AuditRow, Person, User
from . import clock
from .audit import verify_chain
from .command import Query, query

PER_PAGE = 50
#: Tables whose values the administrator may read; of all others only how many fields changed.
VALUES_SHOWN = frozenset({"user_account", "user_branch", "branch", "organisation", "unit_name", "ward"})


@query(Action.AUDIT_VIEW)
def verify(cx: Query, anchor: tuple[int, str] | None = None) -> dict[str, Any]:
    """The check of the whole chain: sound, rows, head_seq, head_mac, broken_at, anchor_missing."""
    cx.allow()
    report = verify_chain(cx.session, cx.settings.audit_key, anchor)
    return {
        "sound": report.sound,
        "rows": report.rows,
        "head_seq": report.head_seq,
        "head_mac": report.head_mac,
        "broken_at": report.broken_at,
        "anchor_missing": report.anchor_missing,
    }


@dataclass(frozen=True)
class LogFilter:
    """What of a log is asked for; days are the ward's, both ends included. `page` counts from 1."""

    first: date | None = None
    last: date | None = None
    user_id: int | None = None
    entity: str = ""
    page: int = 1


@dataclass(frozen=True)
class ChangeOf:
    """A field that changed; both texts are empty where the field itself is all that may be told."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class AuditLine:
    """One changed object. `changed` counts its fields, `changes` tells them where they may be read."""

    seq: int
    at: datetime
    actor: str
    action: str
    entity: str
    entity_id: str
    changed: int
    changes: tuple[ChangeOf, ...]


@dataclass(frozen=True)
class LogPage:
    """A page of a log, newest first, with what it can be filtered by."""

    lines: tuple[Any, ...]
    total: int
    page: int
    pages: int
    users: tuple[tuple[int, str], ...]
    entities: tuple[str, ...] = ()


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), clock.ZONE)


def _stamp(moment: datetime) -> str:
    """The moment as audit rows write it (UTC, as text)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _users(cx: Query) -> tuple[tuple[int, str], ...]:
    rows = cx.session.execute(select(User.id, User.username, User.full_name).order_by(User.username))
    return tuple((row.id, f"{row.username} - {row.full_name}") for row in rows)


def _paged(cx: Query, found: Any, wanted: int) -> tuple[int, int, int, Any]:
    total = cx.session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, wanted), pages)
    return total, page, pages, found.limit(PER_PAGE).offset((page - 1) * PER_PAGE)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _audit_line(row: AuditRow) -> AuditLine:
    data: dict[str, list[Any]] = json.loads(row.data)
    changes: tuple[ChangeOf, ...] = ()
    if row.entity in VALUES_SHOWN:
        changes = tuple(
            ChangeOf(column, "", "")
            if any(str(value).startswith("#") for value in values)
            else ChangeOf(column, _text(values[0]), _text(values[1]))
            for column, values in data.items()
        )
    return AuditLine(
        row.seq,
        datetime.fromisoformat(row.at),
        row.actor,
        row.action,
        row.entity,
        row.entity_id if row.entity in VALUES_SHOWN else "",
        len(data),
        changes,
    )


@query(Action.AUDIT_VIEW)
def audit_page(cx: Query, wanted: LogFilter) -> LogPage:
    """The audit's rows by day, actor and kind of object, newest first."""
    cx.allow()
    found = select(AuditRow).order_by(AuditRow.seq.desc())
    if wanted.first:
        found = found.where(AuditRow.at >= _stamp(_start(wanted.first)))
    if wanted.last:
        found = found.where(AuditRow.at < _stamp(_start(wanted.last + timedelta(days=1))))
    if wanted.user_id is not None:
        found = found.where(AuditRow.actor_id == wanted.user_id)
    if wanted.entity:
        found = found.where(AuditRow.entity == wanted.entity)
    total, page, pages, rows = _paged(cx, found, wanted.page)
    entities = cx.session.scalars(select(AuditRow.entity).distinct().order_by(AuditRow.entity))
    lines = tuple(_audit_line(row) for row in cx.session.scalars(rows))
    return LogPage(lines, total, page, pages, _users(cx), tuple(entities))


@dataclass(frozen=True)
class OpenedLine:
    """Somebody opened a person's record."""

    at: datetime
    who: str
    person: str
    what: str


@query(Action.ACCESS_LOG_VIEW)
def access_page(cx: Query, wanted: LogFilter) -> LogPage:
    """Who opened whose record, newest first, by day and by who."""
    cx.allow()
    found = (
        select(AccessLine.at, AccessLine.what, User.full_name.label("who"), Person.full_name.label("person"))
        .join(User, User.id == AccessLine.user_id)
        .join(Person, Person.id == AccessLine.person_id)
        .order_by(AccessLine.id.desc())
    )
    if wanted.first:
        found = found.where(AccessLine.at >= _start(wanted.first))
    if wanted.last:
        found = found.where(AccessLine.at < _start(wanted.last + timedelta(days=1)))
    if wanted.user_id is not None:
        found = found.where(AccessLine.user_id == wanted.user_id)
    total, page, pages, rows = _paged(cx, found, wanted.page)
    lines = tuple(OpenedLine(r.at, r.who, r.person, r.what) for r in cx.session.execute(rows))
    return LogPage(lines, total, page, pages, _users(cx))
