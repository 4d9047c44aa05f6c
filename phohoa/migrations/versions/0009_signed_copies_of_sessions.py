"""signed copies of the papers of the committee's sessions; of every kept file who removed it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("session_file",)
ADDED = {"attachment": ("removed_by_id",), "meeting_file": ("removed_by_id",)}


def upgrade() -> None:
    """Make the table and the columns; who removed a file before stands in the audit alone."""
    op.create_table(
        "session_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user_account.id"], name=op.f("fk_session_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["user_account.id"], name=op.f("fk_session_file_removed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_session_file_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_file")),
        sa.UniqueConstraint("key", name=op.f("uq_session_file_key")),
    )
    with op.batch_alter_table("session_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_file_session_id"), ["session_id"], unique=False)
    for table in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("removed_by_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_removed_by_id"), "user_account", ["removed_by_id"], ["id"]
            )


def downgrade() -> None:
    """Drop the table and the columns."""
    for table in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_removed_by_id"), type_="foreignkey")
            batch_op.drop_column("removed_by_id")
    with op.batch_alter_table("session_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_file_session_id"))
    op.drop_table("session_file")
