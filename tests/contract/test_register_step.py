"""The step that brings the chain: numbers given before it are named for what they are, and chained."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from phohoa.domain.access import Actor
from phohoa.domain.numbering import DocumentKind
from phohoa.extensions import WRITE_OPTION, db
from phohoa.models import RegisterEntry, RegisterEvent
from phohoa.services.register_check import check_books
from phohoa.services.storage import write_file
from tests import factories

_BEFORE = "0004"


@pytest.fixture
def stepped(app: Flask) -> Iterator[Flask]:
    """The application, brought back to the newest step whatever the test did."""
    yield app
    db.session.remove()
    upgrade()
    db.engine.dispose()


def test_numbers_of_before_are_chained_as_what_they_are(stepped: Flask) -> None:
    with factories.writing():
        factories.ward()
    sha256 = write_file(b"%PDF-1.4 an old plan")
    db.session.remove()
    downgrade(revision=_BEFORE)
    db.session.remove()
    moment = datetime(2023, 1, 13, 20, 30)
    entry = text(
        "INSERT INTO register_entry (id, term_id, kind, number, year, dated, symbol, subject, signatory_name,"
        " recipients, document_id, cancelled_reason, created_at)"
        " VALUES (:id, 1, 'plan', :number, 2023, :dated, :symbol, :subject, 'Trăng', '', :document_id,"
        " :reason, :at)"
    )
    rows = [
        (1, 43, "Các số đến 43 ghi trong sổ giấy", None, ""),
        (2, 44, "phát triển đảng viên năm 2023", 1, ""),
        (3, 45, "in sai", None, "in sai, lập lại"),
    ]
    with db.engine.execution_options(**{WRITE_OPTION: True}).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO document (id, kind, title, sha256, size, signed, created_at)"
                " VALUES (1, 'plan', 'Kế hoạch', :sha256, 20, :signed, :at)"
            ),
            {"sha256": sha256, "signed": True, "at": moment},
        )
        for number, (row_id, given, subject, document_id, reason) in enumerate(rows):
            values = {"id": row_id, "number": given, "dated": date(2023, 1, 10 + number)}
            values |= {"symbol": f"{given}-KH/ĐU", "subject": subject, "document_id": document_id}
            connection.execute(entry, {**values, "reason": reason, "at": moment})
    db.session.remove()
    upgrade()
    entries = db.session.scalars(db.select(RegisterEntry).order_by(RegisterEntry.id)).all()
    assert [(row.kind, row.state.value, row.version) for row in entries] == [
        (DocumentKind.PLAN, "carried_over", 1),
        (DocumentKind.PLAN, "used", 1),
        (DocumentKind.PLAN, "cancelled", 1),
    ]
    # 20:30 in UTC is the day after in the ward.
    assert {row.recorded_on for row in entries} == {date(2023, 1, 14)}
    events = db.session.scalars(db.select(RegisterEvent).order_by(RegisterEvent.seq)).all()
    assert [(one.seq, one.row_id, one.event.value) for one in events] == [
        (1, 1, "taken_over"),
        (2, 2, "taken_over"),
        (3, 3, "taken_over"),
    ]
    assert sha256 in events[1].content
    db.session.remove()
    checks = check_books(Actor.system())
    assert [check.code for check in checks] == ["", ""]
    db.session.remove()
    writing = db.engine.execution_options(**{WRITE_OPTION: True})
    with pytest.raises(DBAPIError, match="append-only"), writing.begin() as connection:
        connection.execute(text("DELETE FROM register_event"))
