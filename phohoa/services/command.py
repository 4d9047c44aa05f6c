"""The one wrapper of every use case: access, transaction, audit and the answer to a repeated press."""

import base64
import dataclasses
import functools
import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from enum import Enum
from typing import Any, Concatenate, ParamSpec, TypeVar, cast, get_type_hints

from sqlalchemy import Connection, bindparam, event, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, UOWTransaction, with_loader_criteria

from ..domain.access import Action, Actor, Role, Scope, may, scope_of
from ..domain.errors import Conflict, Forbidden, NotFound
from ..extensions import WRITE_OPTION, Installation, db, installation
from ..models import Receipt
from ..models.types import BranchOwned
from . import audit, clock
from .vault import digest, open_sealed, seal

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M")


#: PostgreSQL's code for a value that another transaction has taken since it was looked for.
_TAKEN_MEANWHILE = "23505"


@dataclasses.dataclass(frozen=True)
class Caller:
    """Who asks, and the one-time number of the form that was sent (None: the command line)."""

    actor: Actor
    command_id: str | None = None


class Fresh:
    """A value made anew at every press, as a salted hash is: pressing again is still the same command."""

    def __init__(self, value: str) -> None:
        self.value = value


class Context:
    """What a use case works with: the session, the actor, and the questions of access."""

    def __init__(self, actor: Actor, action: Action, session: Session, place: Installation) -> None:
        self.actor = actor
        self.action = action
        self.session = session
        self.settings = place.settings
        self.today: date = clock.today()
        self.now: datetime = clock.now()
        self.authorised = False
        self.changes: list[audit.Change] = []

    def allow(self, branch_id: int | None = None, organisation_id: int | None = None) -> None:
        """Let the use case go on, or raise: Forbidden for the role, NotFound for another one's branch."""
        if scope_of(self.actor, self.action) is None:
            raise Forbidden
        if not may(self.actor, self.action, branch_id, organisation_id):
            raise NotFound
        self.authorised = True

    def load(self, model: type[M], key: Any, version: int | None = None, *, lock: bool = True) -> M:
        """The object, if the actor may have it. Raises NotFound; Conflict("stale") on another version."""
        locking = lock and isinstance(self, Command)
        found = self.session.get(model, key, with_for_update=True if locking else None)
        if found is None:
            self.allow()
            raise NotFound
        if isinstance(found, BranchOwned):
            self.allow(branch_id=found.branch_id)
        else:
            self.allow()
        if version is not None and cast("Any", found).version != version:
            raise Conflict("stale", current=cast("Any", found).version)
        return found

    @property
    def sees_all(self) -> bool:
        """Whether the permission reaches the whole ward."""
        return scope_of(self.actor, self.action) is Scope.ALL


class Query(Context):
    """A use case that only reads."""


class Command(Context):
    """A use case that writes."""


@functools.lru_cache(maxsize=512)
def _narrowed(branches: tuple[int, ...]) -> Any:
    """The wall round these branches; built once, for each select of each request stands behind it."""
    return with_loader_criteria(BranchOwned, lambda cls: cls.branch_id.in_(branches), include_aliases=True)


def _wall(state: Any) -> None:
    """Second wall: whatever a branch account selects is narrowed to its branches, even if a query forgot."""
    branches = state.session.info.get("branches")
    if branches is not None and state.is_select and not state.is_column_load:
        state.statement = state.statement.options(_narrowed(branches))


def _no_bulk(state: Any) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("rows are changed by a statement that the audit cannot see")


def _before_flush(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if (session.new or session.dirty or session.deleted) and "command" not in session.info:
        raise RuntimeError("rows are changed outside of a command")


def _after_flush(session: Session, context: UOWTransaction) -> None:
    cx: Command | None = session.info.get("command")
    if cx is not None:
        # What leaves a collection that owns it is deleted too, though the session does not list it.
        gone = [state.obj() for state, (deleted, listed) in context.states.items() if deleted and not listed]
        cx.changes += audit.changes_of(session, gone, cx.settings.audit_key)


def install_guards(session_class: type[Session] | Any) -> None:
    """Put the walls on the session class; a second application of the process finds them there already."""
    for name, guard in (
        ("do_orm_execute", _wall),
        ("do_orm_execute", _no_bulk),
        ("before_flush", _before_flush),
        ("after_flush", _after_flush),
    ):
        if not event.contains(session_class, name, guard):
            event.listen(session_class, name, guard)


def _enclose(actor: Actor) -> None:
    session = db.session()
    if actor.role is Role.BRANCH:
        session.info["branches"] = tuple(sorted(actor.branch_ids))
    else:
        session.info.pop("branches", None)


def end_reading() -> None:
    """Let go of what was read outside of a use case: on SQLite a reader holds up everybody who writes."""
    session = db.session()
    if "command" not in session.info and not session.info.get("queries"):
        session.rollback()


def query(
    action: Action,
) -> Callable[[Callable[Concatenate[Query, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Make a reading use case of a function; it is then called with the actor first.

    With the outermost one the read transaction ends, before anything is drawn or sent.
    """

    def decorate(function: Callable[Concatenate[Query, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @functools.wraps(function)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            session = db.session()
            outer = session.info.get("branches")
            session.info["queries"] = session.info.get("queries", 0) + 1
            _enclose(actor)
            cx = Query(actor, action, session, installation())
            try:
                if scope_of(actor, action) is None:
                    raise Forbidden
                result = function(cx, *args, **kwargs)
                if not cx.authorised:
                    raise RuntimeError(f"{function.__name__} asked nobody's permission")
                return result
            finally:
                if outer is None:
                    session.info.pop("branches", None)
                else:
                    session.info["branches"] = outer
                session.info["queries"] -= 1
                end_reading()

        return run

    return decorate


def _canonical(value: Any) -> Any:
    if isinstance(value, Fresh):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (set, frozenset)):
        return sorted(_text_of(member) for member in value)
    words: Any = type(value).__str__
    if words is object.__str__:
        raise TypeError(f"{type(value).__name__} has no words of its own to be known again by")
    return str(value)


def _text_of(value: Any) -> str:
    return json.dumps(value, default=_canonical, sort_keys=True)


def _fingerprint(key: bytes, function: Callable[..., Any], action: Action, args: Any, kwargs: Any) -> str:
    # One form may stand behind several buttons: the answer of one is not the answer of another.
    return digest(key, _text_of([function.__module__, function.__qualname__, action.value, args, kwargs]))


def _place(command_id: str) -> str:
    return f"receipt:{command_id}"


def _store(key: bytes, command_id: str, result: Any) -> Any:
    """The answer, sealed: it may name a person, and a receipt is nobody's record."""
    if result is None:
        return None
    sealed = seal(key, _place(command_id), json.dumps(dataclasses.asdict(result)))
    return base64.b64encode(sealed).decode()


def _restore(key: bytes, receipt: Any, kind: Any) -> Any:
    if receipt.result is None:
        return None
    sealed = base64.b64decode(receipt.result)
    stored = json.loads(open_sealed(key, _place(receipt.command_id), sealed))
    hints = get_type_hints(kind)
    values = {
        name: tuple(value) if isinstance(value, list) and "tuple" in str(hints.get(name)) else value
        for name, value in stored.items()
    }
    return kind(**values)


#: Asked at every press, so made once. Nobody changes a receipt, so it needs no unit of work.
_RECEIPT = select(Receipt.command_id, Receipt.user_id, Receipt.fingerprint, Receipt.result).where(
    Receipt.command_id == bindparam("command_id")
)
_CLAIM = insert(Receipt)
_ANSWER = update(Receipt).where(Receipt.command_id == bindparam("number")).values(result=bindparam("answer"))


def _replay(
    connection: Connection, caller: Caller, fingerprint: str, kind: Callable[[], Any], key: bytes
) -> tuple[bool, Any]:
    """(True, first answer) when this form was already carried out."""
    if caller.command_id is None:
        return False, None
    receipt = connection.execute(_RECEIPT, {"command_id": caller.command_id}).first()
    if receipt is None:
        return False, None
    if receipt.user_id != caller.actor.user_id or receipt.fingerprint != fingerprint:
        raise Conflict("form_reused")
    return True, _restore(key, receipt, kind())


def command(
    action: Action,
) -> Callable[[Callable[Concatenate[Command, P], R]], Callable[Concatenate[Caller, P], R]]:
    """Make a writing use case of a function; it is then called with the caller first.

    One transaction: the function, the audit rows, the receipt; all or nothing. The function returns None or a
    frozen dataclass of primitives, which is stored as the answer to the same `command_id` sent again.
    """

    def decorate(function: Callable[Concatenate[Command, P], R]) -> Callable[Concatenate[Caller, P], R]:
        @functools.cache
        def kind() -> Any:
            return get_type_hints(function).get("return")

        @functools.wraps(function)
        def run(caller: Caller, /, *args: P.args, **kwargs: P.kwargs) -> R:
            place, opened = installation(), db.session()
            if "command" in opened.info or opened.info.get("queries"):
                raise RuntimeError(f"{function.__name__} was called inside another use case")
            lock: AbstractContextManager[Any] = (
                place.write_lock if place.settings.is_sqlite else nullcontext()
            )
            fingerprint = _fingerprint(place.settings.audit_key, function, action, args, kwargs)
            key = place.settings.field_key
            # Before the wait, not after it: who waits with an open read keeps the one at work from finishing.
            opened.rollback()
            with lock:
                session = db.session()
                connection = session.connection(execution_options={WRITE_OPTION: True})
                _enclose(caller.actor)
                cx = Command(caller.actor, action, session, place)
                session.info["command"] = cx
                try:
                    if scope_of(caller.actor, action) is None:
                        raise Forbidden
                    done, answer = _replay(connection, caller, fingerprint, kind, key)
                    if done:
                        return cast("R", answer)
                    receipt = {
                        "command_id": caller.command_id,
                        "user_id": caller.actor.user_id,
                        "fingerprint": fingerprint,
                        "result": None,
                        "at": cx.now,
                    }
                    # On SQLite whoever writes is alone: the number is free and stays so until the end.
                    claimed = caller.command_id is not None and not place.settings.is_sqlite
                    if claimed:
                        try:
                            connection.execute(_CLAIM, receipt)  # a second press waits here
                        except IntegrityError:
                            session.rollback()
                            done, answer = _replay(session.connection(), caller, fingerprint, kind, key)
                            if done:
                                return cast("R", answer)
                            raise
                    result = function(cx, *args, **kwargs)
                    session.flush()
                    if not cx.authorised:
                        raise RuntimeError(f"{function.__name__} asked nobody's permission")
                    if caller.command_id is not None:
                        answer = _store(key, caller.command_id, result)
                        if claimed:
                            found = {"number": caller.command_id, "answer": answer}
                            connection.execute(_ANSWER, found)
                        else:
                            connection.execute(_CLAIM, {**receipt, "result": answer})
                    if cx.changes:
                        audit_key = place.settings.audit_key
                        audit.append(connection, audit_key, caller.actor, action.value, cx.changes)
                    session.commit()
                    return result
                except IntegrityError as error:
                    if getattr(error.orig, "sqlstate", None) == _TAKEN_MEANWHILE:
                        raise Conflict("stale") from error
                    raise
                finally:
                    session.rollback()
                    session.info.pop("command", None)
                    session.info.pop("branches", None)

        return run

    return decorate
