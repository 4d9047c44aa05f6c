"""An installation per test worker, emptied between tests by starting from a copy of the migrated database."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from phohoa import create_app
from phohoa.config import load_settings
from phohoa.documents.authority import DemoKeys, make_demo_authority
from phohoa.domain.access import Role
from phohoa.extensions import WRITE_OPTION, db
from phohoa.services import passwords, signing_keys

# Two thousand sign-ins with the real cost would be a fifth of a run; tests/services/test_passwords.py holds
# the cost that a ward gets. Before the accounts of the tests get their hash.
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

from . import factories  # noqa: E402
from .harness import Client  # noqa: E402

POSTGRES = os.environ.get("PHOHOA_TEST_DATABASE_URL", "")
_made: dict[str, DemoKeys] = {}


def _made_once(*, now: datetime, **names: Any) -> DemoKeys:
    """A demonstration's keys, once a worker for the same names and day: two RSA keys take half a second."""
    wanted = f"{now:%Y-%m-%d} {sorted(names.items())}"
    if wanted not in _made:
        _made[wanted] = make_demo_authority(now=now, **names)
    return _made[wanted]


signing_keys.make_demo_authority = _made_once


def _postgres_database(worker: str) -> str:
    """A fresh database of this worker on the throw-away server."""
    name = f"phohoa_{worker}"
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return POSTGRES.rsplit("/", 1)[0] + "/" + name


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium per worker, for journeys and faults alike: a second cannot be started."""
    from playwright.sync_api import sync_playwright

    from .e2e.conftest import ARGS, CHROMIUM

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def worker_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application of this worker with a migrated, empty database."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    instance = tmp_path_factory.mktemp("instance")
    env = {"PHOHOA_INSTANCE": str(instance)}
    if POSTGRES:
        env["PHOHOA_DATABASE_URL"] = _postgres_database(worker)
    settings = load_settings(env)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
    if not POSTGRES:
        shutil.copy(instance / "phohoa.db", instance / "empty.db")
    yield app


def _empty_postgres() -> None:
    """As new: no row, no number given, no trace in the files.

    TRUNCATE takes all tables whatever they hold, for each refers to others: 0.4 s a test, most of a run.
    """
    tables = [table.name for table in db.metadata.sorted_tables]
    holding = " UNION ALL ".join(f"SELECT '{n}' WHERE EXISTS (SELECT 1 FROM \"{n}\")" for n in tables)
    writing = db.engine.execution_options(**{WRITE_OPTION: True})
    with writing.begin() as connection:
        # Triggers refuse DELETE on append-only tables, as they must; the tests step round them.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        held = [row[0] for row in connection.execute(text(holding))]
        for name in held:
            connection.execute(text(f'DELETE FROM "{name}"'))
        moved = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
        for (name,) in connection.execute(text(moved)).all():
            connection.execute(text(f'ALTER SEQUENCE "{name}" RESTART'))
    if held:
        with writing.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("VACUUM " + ", ".join(f'"{name}"' for name in held)))


def _empty(app: Flask) -> None:
    instance = Path(app.extensions["phohoa"].settings.instance)
    with app.app_context():
        db.session.remove()
        if POSTGRES:
            _empty_postgres()
        else:
            db.engine.dispose()
            for leftover in instance.glob("phohoa.db-*"):
                leftover.unlink()
            shutil.copy(instance / "empty.db", instance / "phohoa.db")
    for folder in ("documents", "attachments"):
        for stored in (instance / folder).iterdir():
            stored.unlink()


@pytest.fixture
def app(worker_app: Flask) -> Iterator[Flask]:
    """The application on an empty database, inside an application context."""
    _empty(worker_app)
    worker_app.extensions.pop("phohoa.often", None)  # nobody has asked yet
    with worker_app.app_context():
        yield worker_app
        db.session.remove()


@pytest.fixture
def anyone(app: Flask) -> Client:
    """A browser in which nobody is signed in."""
    return Client(app)


@pytest.fixture
def people(app: Flask) -> SimpleNamespace:
    """A small ward: two branches and a practice one, an organisation, an account of each role."""
    with factories.writing():
        ward = factories.ward()
        first = factories.branch("Chi bộ Tổ dân phố An Thử")
        second = factories.branch("Chi bộ Trường Tiểu học Thử Nghiệm")
        practice = factories.branch("Chi bộ thực hành", practice=True)
        farmers = factories.organisation()
        return SimpleNamespace(
            ward=ward.id,
            first=first.id,
            second=second.id,
            practice=practice.id,
            farmers=farmers.id,
            admin=factories.user(Role.ADMIN, "admin").id,
            office=factories.user(Role.OFFICE, "office").id,
            signatory=factories.user(Role.SIGNATORY, "signatory").id,
            committee=factories.user(Role.COMMITTEE, "committee").id,
            b1=factories.user(Role.BRANCH, "b1", branches=(first, practice)).id,
            b2=factories.user(Role.BRANCH, "b2", branches=(second,)).id,
            mass_org=factories.user(Role.MASS_ORG, "mass-org", organisation=farmers).id,
            auditor=factories.user(Role.AUDITOR, "auditor").id,
        )


@pytest.fixture
def signed_in(app: Flask, people: SimpleNamespace):
    """signed_in("b1") gives a browser in which that account is signed in."""

    def make(username: str) -> Client:
        client = Client(app)
        response = client.sign_in(username, factories.PASSWORD)
        assert response.status_code == 303, response.get_data(as_text=True)[:2000]
        return client

    return make
