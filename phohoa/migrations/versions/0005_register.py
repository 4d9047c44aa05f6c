"""the register: reserved numbers, incoming papers, and the chain of what happened in both books."""

import hashlib
import json
from datetime import datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: New tables, and new columns.
TABLES = ("incoming_paper", "register_event")
ADDED = {
    "register_entry": (
        "version",
        "state",
        "recorded_on",
        "order_mark",
        "order_reason",
        "reserved_on",
        "reserved_by",
        "reserve_reason",
        "is_outside",
        "outside_sha256",
        "kept_by",
        "copies",
    )
}

_ENTRY = sa.table(
    "register_entry",
    *(
        sa.column(name, kind)
        for name, kind in (
            ("id", sa.Integer()),
            ("term_id", sa.Integer()),
            ("kind", sa.String()),
            ("number", sa.Integer()),
            ("dated", sa.Date()),
            ("symbol", sa.String()),
            ("subject", sa.String()),
            ("signatory_name", sa.String()),
            ("recipients", sa.Text()),
            ("document_id", sa.Integer()),
            ("plan_id", sa.Integer()),
            ("cancelled_reason", sa.Text()),
            ("created_at", sa.DateTime()),
            ("state", sa.String()),
            ("recorded_on", sa.Date()),
        )
    ),
)
_TERM = sa.table("committee_term", sa.column("id", sa.Integer()), sa.column("ordinal", sa.String()))
_DOCUMENT = sa.table("document", sa.column("id", sa.Integer()), sa.column("sha256", sa.String()))
_EVENT = sa.table(
    "register_event",
    *(sa.column(name) for name in ("book", "seq", "row_id", "event", "content", "previous_hash", "hash")),
)


def upgrade() -> None:
    """Make them; say of every number what it is, and begin the chain with the numbers that there are."""
    op.create_table(
        "incoming_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("sender", sa.String(length=200), nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("handler", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("scan_key", sa.String(length=32), nullable=True),
        sa.Column("scan_kind", sa.String(length=10), nullable=False),
        sa.Column("scan_size", sa.Integer(), nullable=False),
        sa.Column("scan_pages", sa.Integer(), nullable=True),
        sa.Column("scan_sha256", sa.String(length=64), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_paper")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_incoming_paper_year_number")),
        sa.UniqueConstraint("scan_key", name=op.f("uq_incoming_paper_scan_key")),
    )
    op.create_index("ix_incoming_paper_due_on", "incoming_paper", ["due_on"])
    op.create_table(
        "register_event",
        sa.Column("book", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("book", "seq", name=op.f("pk_register_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_register_event_hash")),
    )
    op.create_index("ix_register_event_row", "register_event", ["book", "row_id"])
    for column in (
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("state", sa.String(length=32), nullable=False, server_default="used"),
        sa.Column("recorded_on", sa.Date(), nullable=False, server_default="1970-01-01"),
        sa.Column("order_mark", sa.String(length=32), nullable=False, server_default="in_order"),
        sa.Column("order_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("reserved_on", sa.Date(), nullable=True),
        sa.Column("reserved_by", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("reserve_reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("is_outside", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("outside_sha256", sa.String(length=64), nullable=False, server_default=""),
        sa.Column("kept_by", sa.String(length=100), nullable=False, server_default=""),
        sa.Column("copies", sa.Integer(), nullable=True),
    ):
        op.add_column("register_entry", column)
    _begin_chain()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER register_event_append_only BEFORE UPDATE OR DELETE ON register_event "
            "FOR EACH ROW EXECUTE FUNCTION phohoa_append_only()"
        )
        op.execute(
            "CREATE TRIGGER register_event_no_truncate BEFORE TRUNCATE ON register_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION phohoa_append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER register_event_no_{verb.lower()} BEFORE {verb} ON register_event "
            "BEGIN SELECT RAISE(ABORT, 'register_event is append-only'); END"
        )


def _state(document_id: int | None, plan_id: int | None, cancelled_reason: str) -> str:
    if cancelled_reason:
        return "cancelled"
    return "carried_over" if document_id is None and plan_id is None else "used"


def _begin_chain() -> None:
    """One event for each number, in the order in which they were given, and the ward's day of its entry."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_ENTRY, _TERM.c.ordinal, _DOCUMENT.c.sha256)
        .join(_TERM, _TERM.c.id == _ENTRY.c.term_id)
        .outerjoin(_DOCUMENT, _DOCUMENT.c.id == _ENTRY.c.document_id)
        .order_by(_ENTRY.c.id)
    ).all()
    at = datetime.now(timezone(timedelta(hours=7))).isoformat(timespec="seconds")
    previous = "0" * 64
    for seq, row in enumerate(rows, 1):
        state = _state(row.document_id, row.plan_id, row.cancelled_reason)
        recorded_on = (row.created_at + timedelta(hours=7)).date()
        connection.execute(
            _ENTRY.update().where(_ENTRY.c.id == row.id).values(state=state, recorded_on=recorded_on)
        )
        values = {
            "seq": seq,
            "book": "outgoing",
            "at": at,
            "by": "",
            "event": "taken_over",
            "row": row.id,
            "kind": row.kind,
            "term": row.ordinal,
            "number": row.number,
            "symbol": row.symbol,
            "dated": row.dated.isoformat(),
            "state": state,
            "subject": row.subject,
            "signatory": row.signatory_name,
            "recipients": row.recipients,
            "sha256": row.sha256 or "",
            "outside": False,
            "recorded_on": recorded_on.isoformat(),
            "order": "in_order",
            "order_reason": "",
            "reserved_on": "",
            "reserved_by": "",
            "reserve_reason": "",
            "cancelled_reason": row.cancelled_reason,
            "kept_by": "",
            "copies": None,
            "reason": "",
        }
        content = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
        connection.execute(
            _EVENT.insert().values(
                book="outgoing",
                seq=seq,
                row_id=row.id,
                event="taken_over",
                content=content,
                previous_hash=previous,
                hash=digest,
            )
        )
        previous = digest


def downgrade() -> None:
    """Take them away."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER register_event_append_only ON register_event")
        op.execute("DROP TRIGGER register_event_no_truncate ON register_event")
    for column in ADDED["register_entry"]:
        # Not in batch mode: that makes a table anew, and rows of others point at these.
        op.execute(f"ALTER TABLE register_entry DROP COLUMN {column}")
    for table in reversed(TABLES):
        op.drop_table(table)
