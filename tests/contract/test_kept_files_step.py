"""The step that brings signed copies of sessions: files kept before it stay what they are and still open."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from phohoa.extensions import WRITE_OPTION, db
from phohoa.models import Attachment, MeetingFile, SessionFile
from tests.contract import world
from tests.contract.test_matrix import browser

_BEFORE = "0008"
_KEPT = ("attachment", "meeting_file")


@pytest.fixture
def stepped(app: Flask) -> Iterator[Flask]:
    """The application, brought back to the newest step whatever the test did."""
    yield app
    db.session.remove()
    upgrade()
    db.engine.dispose()


def test_files_of_before_open_and_a_removal_of_before_stays_one(
    stepped: Flask, people: SimpleNamespace
) -> None:
    world.build(people, stepped.extensions["phohoa"].settings.field_key)
    db.session.remove()
    downgrade(revision=_BEFORE)
    there = inspect(db.engine)
    assert not there.has_table("session_file")
    for table in _KEPT:
        assert "removed_by_id" not in {column["name"] for column in there.get_columns(table)}
    with db.engine.execution_options(**{WRITE_OPTION: True}).begin() as connection:
        gone = "UPDATE {} SET removed_at = '2026-02-03 08:00:00', removed_reason = 'Quét nhầm' WHERE id = 1"
        for table in _KEPT:
            connection.execute(text(gone.format(table)))
        kept = "SELECT id, key, size FROM {} ORDER BY id"
        before = {table: connection.execute(text(kept.format(table))).all() for table in _KEPT}
    db.session.remove()
    upgrade()
    db.session.remove()
    for model in (Attachment, MeetingFile):
        rows = db.session.scalars(select(model).order_by(model.id)).all()
        assert [(row.id, row.key, row.size) for row in rows] == before[model.__tablename__]
        assert (rows[0].removed_reason, rows[0].removed_by_id) == ("Quét nhầm", None)
        assert rows[0].removed_at is not None
    assert db.session.scalars(select(SessionFile)).all() == []
    keys = {
        (table, key["constrained_columns"][0], key["referred_table"])
        for table in (*_KEPT, "session_file")
        for key in inspect(db.engine).get_foreign_keys(table)
    }
    assert {(table, "removed_by_id", "user_account") for table in (*_KEPT, "session_file")} <= keys
    names = [index["name"] for index in inspect(db.engine).get_indexes("meeting_file")]
    assert {"ix_meeting_file_branch_id", "ix_meeting_file_review_id"} <= set(names)
    office = browser(stepped, "office")
    assert office.get("/meeting-files/1").status_code == 404
    row = db.session.scalars(
        select(MeetingFile).where(MeetingFile.removed_at.is_(None)).order_by(MeetingFile.id)
    ).first()
    assert row is not None
    assert office.get(f"/meeting-files/{row.id}").data.startswith(b"%PDF")
    assert Path(stepped.extensions["phohoa"].settings.attachment_dir, row.key).exists()
