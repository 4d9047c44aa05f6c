"""Before the work begins: is the database sound, is it ours, and is there a copy before it is changed."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import column, inspect, or_, select, table

from .. import migrating
from ..extensions import db, installation
from ..models import Person
from . import audit, clock, people
from .vault import DamagedField, open_sealed


class StartRefused(RuntimeError):
    """The program must not start; the code names the sentence that says why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


def _database() -> Path | None:
    """The file of the database; None on PostgreSQL and before the first start."""
    name = db.engine.url.database
    if not installation().settings.is_sqlite or not name:
        return None
    path = Path(name)
    return path if path.is_file() and path.stat().st_size else None


def check_database() -> None:
    """Let SQLite look through its file. Raises StartRefused."""
    path = _database()
    if path is None:
        return
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        found = "unreadable"
    if found != "ok":
        raise StartRefused("damaged", path=path)


#: Where Alembic notes the form of the tables.
_NOTED = table("alembic_version", column("version_num"))


def migration_is_due() -> bool:
    """Whether the tables are of an older form than the program. Raises StartRefused when they are newer."""
    with db.engine.connect() as connection:
        begun = inspect(connection).has_table(_NOTED.name)
        at = set(connection.scalars(select(_NOTED.c.version_num))) if begun else set()
    every, newest = migrating.known()
    if not at <= every:
        raise StartRefused("newer")
    return at != newest


def back_up_before_migration() -> Path | None:
    """A sound copy in the folder of backups when the tables are about to change; None when nothing is due.

    Raises StartRefused when no copy could be made. PostgreSQL has its own means; here it gets none.
    """
    source = _database()
    if source is None or not migration_is_due():
        return None
    folder = installation().settings.instance / "backups"
    target = folder / f"before-upgrade-{clock.local(clock.now()):%Y%m%d-%H%M%S}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        # Never a copy of the file: only SQLite knows which of its pages count.
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            sound = new.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        with target.open("rb+") as file:
            os.fsync(file.fileno())
    except (OSError, sqlite3.Error) as error:
        raise StartRefused("no_backup", path=folder) from error
    if not sound:
        raise StartRefused("no_backup", path=folder)
    return target


def check_keys() -> None:
    """Whether the keys are those that this database was written with. Raises StartRefused."""
    settings = installation().settings
    try:
        if not audit.head_fits(db.session(), settings.audit_key):
            raise StartRefused("key_foreign", name="audit.key")
        person = db.session.scalar(
            select(Person)
            .where(or_(Person.citizen_id_sealed.is_not(None), Person.notes_sealed.is_not(None)))
            .order_by(Person.id.desc())
            .limit(1)
        )
        if person is not None:
            open_sealed(settings.field_key, people.citizen_id_place(person), person.citizen_id_sealed)
            open_sealed(settings.field_key, people.notes_place(person), person.notes_sealed)
    except DamagedField as error:
        raise StartRefused("key_foreign", name="field.key") from error
    finally:
        db.session.rollback()
