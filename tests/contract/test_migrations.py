"""The steps of the database: they end at the models, and go back and forth with rows in place."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from phohoa import migrating
from phohoa.extensions import WRITE_OPTION, db
from phohoa.services import audit_reports
from tests import factories
from tests.contract import world
from tests.factories import Actor

ROOT = Path(__file__).parents[2]


@pytest.fixture
def stepped(app: Flask) -> Iterator[Flask]:
    """The application, brought back to the newest step whatever the test did."""
    yield app
    db.session.remove()
    upgrade()
    db.engine.dispose()


def kept(rows: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Of a snapshot, the tables and columns that the last step did not bring (TABLES, ADDED)."""
    last = ScriptDirectory(str(ROOT / "phohoa" / "migrations")).get_revision("head").module
    gone = getattr(last, "ADDED", {})
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name in rows and table.name not in getattr(last, "TABLES", ()):
            stays = [n for n, c in enumerate(table.columns) if c.name not in gone.get(table.name, ())]
            found[table.name] = [tuple(row[n] for n in stays) for row in rows[table.name]]
    return found


def differences() -> list[object]:
    """What a new step would have to change."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": False}
        )
        return list(compare_metadata(context, db.metadata))


def test_the_steps_end_where_the_models_are(app: Flask) -> None:
    db.session.remove()
    assert differences() == []


def test_there_is_one_line_of_steps(app: Flask) -> None:
    steps = ScriptDirectory(str(ROOT / "phohoa" / "migrations"))
    assert len(steps.get_heads()) == 1
    assert len(steps.get_bases()) == 1
    every = {step.revision for step in steps.walk_revisions()}
    assert migrating.known() == (every, set(steps.get_heads())), "the start reads the files as Alembic does"


def test_checks_of_the_models_are_in_the_database_too(app: Flask) -> None:
    db.session.remove()
    there = inspect(db.engine)
    for table in db.metadata.sorted_tables:
        wanted = {c.name for c in table.constraints if c.name and c.name.startswith("ck_")}
        assert wanted <= {c["name"] for c in there.get_check_constraints(table.name)}, table.name
        indexes = {i.name for i in table.indexes}
        assert indexes <= {i["name"] for i in there.get_indexes(table.name)}, table.name


def test_the_last_step_goes_back_and_forth_with_rows_in_place(
    stepped: Flask, people: SimpleNamespace
) -> None:
    world.build(people, stepped.extensions["phohoa"].settings.field_key)
    before = kept(world.snapshot(()))
    assert sum(map(len, before.values())) > 50
    db.session.remove()
    downgrade(revision="-1")
    db.session.remove()
    upgrade()
    assert kept(world.snapshot(())) == before
    assert audit_reports.verify(Actor.system())["sound"] is True
    db.session.remove()
    writing = db.engine.execution_options(**{WRITE_OPTION: True})
    with pytest.raises(DBAPIError, match="append-only"), writing.begin() as connection:
        connection.execute(text("DELETE FROM audit_row"))


def test_everything_can_be_taken_down_and_set_up_again(stepped: Flask, people: SimpleNamespace) -> None:
    db.session.remove()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    db.session.remove()
    db.engine.dispose()
    upgrade()
    db.engine.dispose()
    assert differences() == []
    with factories.writing():
        factories.ward()


def test_the_command_brings_a_new_installation_to_the_newest_step_twice(tmp_path: Path) -> None:
    env = {**os.environ, "PHOHOA_INSTANCE": str(tmp_path), "PHOHOA_DATABASE_URL": ""}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "migrate-database"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "phohoa.db").stat().st_size > 0
    assert {p.name for p in tmp_path.glob("*.key")} == {"secret.key", "audit.key", "field.key"}
    if os.name == "posix":
        assert all(p.stat().st_mode & 0o077 == 0 for p in tmp_path.glob("*.key"))
