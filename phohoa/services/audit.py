"""The audit: one row per changed object, chained by a keyed digest, and its check."""

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

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
            mapper = state.mapper
            entity = mapper.local_table.name
            identity = mapper.primary_key_from_instance(obj)
            entity_id = ":".join(str(i.value if isinstance(i, Enum) else i) for i in identity)
            data: dict[str, Any] = {}
            for attribute in mapper.column_attrs:
                name = attribute.key
                if name == "version":
                    continue
                personal = bool(attribute.columns[0].info.get("personal"))
                plain = functools.partial(
                    _plain, key=key, place=f"{entity}:{entity_id}:{name}", personal=personal
                )
                history = state.attrs[name].history
                if kind == "~":
                    if not history.has_changes():
                        continue
                    before = history.deleted[0] if history.deleted else None
                    after = history.added[0] if history.added else None
                    if before == after:
                        continue
                    data[name] = [plain(before), plain(after)]
                elif kind == "+":
                    value = getattr(obj, name)
                    if value not in (None, ""):
                        data[name] = [None, plain(value)]
            if data or kind == "-":
                found.append(Change(entity, entity_id, data))
    return found


def _mac(key: bytes, row: AuditRow) -> str:
    parts = [row.seq, row.at, row.actor_id, row.actor, row.action, row.entity, row.entity_id, row.data]
    return digest(key, json.dumps([*parts, row.previous_mac], ensure_ascii=False))


#: Asked at every change, so made once.
_HEAD = select(AuditRow.seq, AuditRow.mac).order_by(AuditRow.seq.desc()).limit(1)


def append(session: Session, key: bytes, actor: Actor, action: str, changes: Iterable[Change]) -> None:
    """Write one row per change at the end of the chain, in the transaction of the session."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _CHAIN_LOCK})
    head = session.execute(_HEAD).first()
    seq, previous = (head.seq, head.mac) if head else (0, GENESIS)
    at = clock.now().isoformat(timespec="milliseconds")
    for change in changes:
        seq += 1
        row = AuditRow(
            seq=seq,
            at=at,
            actor_id=actor.user_id,
            actor=actor.username,
            action=action,
            entity=change.entity,
            entity_id=change.entity_id,
            data=json.dumps(change.data, ensure_ascii=False, sort_keys=True),
            previous_mac=previous,
        )
        row.mac = previous = _mac(key, row)
        session.add(row)


def head_fits(session: Session, key: bytes) -> bool:
    """Whether the newest row was sealed with this key; an empty chain fits every key."""
    row = session.scalar(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1))
    return row is None or row.mac == _mac(key, row)


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
        if broken is None and (
            row.seq != expected or row.previous_mac != previous or row.mac != _mac(key, row)
        ):
            broken = row.seq
        if anchor is not None and (row.seq, row.mac) == anchor:
            anchor_found = True
        previous, expected = row.mac, row.seq + 1
    head_seq = session.scalar(select(func.max(AuditRow.seq))) or 0
    return ChainReport(rows, head_seq, previous, broken, not anchor_found)
