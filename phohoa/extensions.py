"""The Flask extensions, the database's settings, and the installation that a request works on."""

import sqlite3
import threading
from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app
from flask_compress import Compress
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm.exc import StaleDataError

from .config import Settings

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; constraints have names, so that a migration can change them on SQLite."""

    metadata = MetaData(naming_convention=_NAMES)


#: What the web layer answers for: the database cannot work now; somebody else changed the row first.
DatabaseTrouble = OperationalError
LostRace = StaleDataError

db = SQLAlchemy(model_class=Base)
login_manager = LoginManager()
csrf = CSRFProtect()
compress = Compress()


@dataclass
class Installation:
    """One running installation: its settings and the lock that puts writers in a row on SQLite."""

    settings: Settings
    write_lock: Any = field(default_factory=threading.Lock)


def installation() -> Installation:
    """The installation of the application at work."""
    return cast("Installation", current_app.extensions["phohoa"])


#: Connection option that says the transaction is going to write.
WRITE_OPTION = "phohoa_write"


def _configure(connection: Any, _record: Any, journal_mode: str) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # BEGIN is ours: the driver's own begins too late
    for pragma in (
        f"journal_mode={journal_mode}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=8000",
        "recursive_triggers=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "cache_size=-1000",  # KB for each connection; what another one has written must be read anew anyhow
    ):
        connection.execute("PRAGMA " + pragma)


def _begin(connection: Connection) -> None:
    """Begin the transaction; one that did not say that it is going to write cannot."""
    writing = connection.get_execution_options().get(WRITE_OPTION, False)
    if connection.dialect.name == "sqlite":
        driver = cast("sqlite3.Connection", connection.connection.driver_connection)
        if connection.info.get("writing") is not writing:  # goes with the connection over its transactions
            driver.execute("PRAGMA query_only=" + ("OFF" if writing else "ON"))
            connection.info["writing"] = writing
        if writing:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # waits for other processes, and may fail
        else:
            driver.execute("BEGIN")  # takes no lock yet
    else:
        cast("Any", connection.connection.dbapi_connection).read_only = not writing


def configure_engine(engine: Engine, settings: Settings) -> None:
    """Put the settings on every connection of the engine and the read-only rule on every transaction."""
    event.listen(engine, "connect", lambda c, r: _configure(c, r, settings.journal_mode))
    event.listen(engine, "begin", _begin)
