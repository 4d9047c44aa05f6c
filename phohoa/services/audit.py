"""The audit: one row per changed object, chained by a keyed digest, and its check."""

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlalchemy.orm import InstanceState, Mapper, Session

from ..domain.access import Actor
from ..models import AuditRow
from ..models.types import Audited
from . import clock
from .vault import digest

#: Any constant serves: it puts writers of the chain in a row on PostgreSQL.
_CHAIN_LOCK = 7302025
GENESIS = "0" * 64


@dataclass(frozen=True)
class Change:
    """A created, changed or deleted object: `old -> new` per column."""

    entity: str
    entity_id: str
    data: dict[str, Any]


def _plain(value: Any, key: bytes, place: str, personal: bool) -> Any:
    """What the audit keeps of a value; of a personal one a mark that says something in its own place only."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, (date, datetime)):
        value = value.isoformat()
    if isinstance(value, bytes):
        value = "#" + digest(key, f"{place}:{value.hex()}")[:16]
    elif personal and value not in (None, ""):
        # Personal data can be erased by law, the audit cannot: it proves that a value changed, not which.
        value = "#" + digest(key, f"{place}:{value}")[:16]
    return value


@functools.cache
def _columns(mapper: Mapper[Any]) -> tuple[tuple[str, bool], ...]:
    """Name of each column that the audit tells of, and whether it is personal; the version says nothing."""
    return tuple(
        (attribute.key, bool(attribute.columns[0].info.get("personal")))
        for attribute in mapper.column_attrs
        if attribute.key != "version"
    )


def _differences(state: InstanceState[Any], kind: str) -> dict[str, tuple[Any, Any, bool]]:
    """Old and new value of each column that the flush writes, and whether it is personal."""
    found: dict[str, tuple[Any, Any, bool]] = {}
    for name, personal in _columns(state.mapper):
        if kind == "+":
            value = getattr(state.obj(), name)
            if value not in (None, ""):
                found[name] = None, value, personal
        # Only what was set since it was loaded has a history.
        elif kind == "~" and name in state.committed_state:
            history = state.attrs[name].history
            before = history.deleted[0] if history.deleted else None
            after = history.added[0] if history.added else None
            if history.has_changes() and before != after:
                found[name] = before, after, personal
    return found


def changes_of(session: Session, gone: Iterable[Any], key: bytes) -> list[Change]:
    """What the flush under way changes, deletes being `gone`; called while the history is still there."""
    found: list[Change] = []
    deleted = list(gone)
    dirty = [obj for obj in session.dirty if not any(obj is other for other in deleted)]
    for kind, objects in (("+", session.new), ("~", dirty), ("-", deleted)):
        for obj in objects:
            if not isinstance(obj, Audited):
                continue
            state = inspect(obj)
            entity = state.mapper.local_table.name
            identity = state.mapper.primary_key_from_instance(obj)
            entity_id = ":".join(str(i.value if isinstance(i, Enum) else i) for i in identity)
            data: dict[str, Any] = {}
            for name, (before, after, personal) in _differences(state, kind).items():
                place = f"{entity}:{entity_id}:{name}"
                data[name] = [_plain(before, key, place, personal), _plain(after, key, place, personal)]
            if data or kind == "-":
                found.append(Change(entity, entity_id, data))
    return found


#: What the digest of a row covers, in this order; after it comes the digest of the row before.
_SEALED = ("seq", "at", "actor_id", "actor", "action", "entity", "entity_id", "data", "previous_mac")


def _mac(key: bytes, values: Iterable[Any]) -> str:
    return digest(key, json.dumps(list(values), ensure_ascii=False))


def _fits(key: bytes, row: AuditRow) -> bool:
    return row.mac == _mac(key, (getattr(row, name) for name in _SEALED))


#: Asked at every change, so made once. Rows are only ever added, so they need no unit of work.
_HEAD = select(AuditRow.seq, AuditRow.mac).order_by(AuditRow.seq.desc()).limit(1)
_APPEND = insert(AuditRow)


def append(connection: Connection, key: bytes, actor: Actor, action: str, changes: Iterable[Change]) -> None:
    """Write one row per change at the end of the chain, in the transaction of the connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _CHAIN_LOCK})
    head = connection.execute(_HEAD).first()
    last, previous = (head.seq, head.mac) if head else (0, GENESIS)
    at = clock.now().isoformat(timespec="milliseconds")
    rows: list[dict[str, Any]] = []
    for seq, change in enumerate(changes, last + 1):
        data = json.dumps(change.data, ensure_ascii=False, sort_keys=True)
        whose = (actor.user_id, actor.username, action)
        values = (seq, at, *whose, change.entity, change.entity_id, data, previous)
        previous = _mac(key, values)
        rows.append({**dict(zip(_SEALED, values, strict=True)), "mac": previous})
    connection.execute(_APPEND, rows)


def head_fits(session: Session, key: bytes) -> bool:
    """Whether the newest row was sealed with this key; an empty chain fits every key."""
    row = session.scalar(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1))
    return row is None or _fits(key, row)


@dataclass(frozen=True)
class ChainReport:
    """The check of the chain: how many rows, its head, and the first row that does not fit (None: sound)."""

    rows: int
    head_seq: int
    head_mac: str
    broken_at: int | None
    anchor_missing: bool = False

    @property
    def sound(self) -> bool:
        return self.broken_at is None and not self.anchor_missing


def verify_chain(session: Session, key: bytes, anchor: tuple[int, str] | None = None) -> ChainReport:
    """Recompute the chain. `anchor` is a (seq, mac) kept outside: with it a cut-off tail is noticed too."""
    previous, expected, broken = GENESIS, 1, None
    anchor_found = anchor is None
    rows = 0
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=500)):
        rows += 1
        if broken is None and (row.seq != expected or row.previous_mac != previous or not _fits(key, row)):
            broken = row.seq
        if anchor is not None and (row.seq, row.mac) == anchor:
            anchor_found = True
        previous, expected = row.mac, row.seq + 1
    head_seq = session.scalar(select(func.max(AuditRow.seq))) or 0
    return ChainReport(rows, head_seq, previous, broken, not anchor_found)
