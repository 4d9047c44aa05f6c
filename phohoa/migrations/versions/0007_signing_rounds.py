"""rounds of signing, links to the bytes to sign, the organisation's seal, keys that are not files here."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


#: New tables in the order of their foreign keys, and new columns.
TABLES = ("organisation_seal", "signing_round", "round_signature", "signing_link")
ADDED = {"signing_key": ("means", "certificate")}
_SUBJECTS = ("plan_id", "class_id", "session_id")
_ONE_SUBJECT = (
    "(plan_id IS NOT NULL AND class_id IS NULL AND session_id IS NULL)"
    " OR (plan_id IS NULL AND class_id IS NOT NULL AND session_id IS NULL)"
    " OR (plan_id IS NULL AND class_id IS NULL AND session_id IS NOT NULL)"
)


def upgrade() -> None:
    """Make the tables and the columns; keys at hand are key files."""
    op.create_table(
        "organisation_seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("image_sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_seal_single")),
        sa.ForeignKeyConstraint(
            ["keeper_id"], ["user_account.id"], name=op.f("fk_organisation_seal_keeper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_seal")),
    )
    op.create_table(
        "signing_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("frozen_sha256", sa.String(length=64), nullable=False),
        sa.Column("current_sha256", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("started_by_name", sa.String(length=100), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by_name", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(_ONE_SUBJECT, name=op.f("ck_signing_round_one_subject")),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_signing_round_class_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_signing_round_document_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name=op.f("fk_signing_round_entry_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_signing_round_plan_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_signing_round_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_round")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_signing_round_entry_id")),
    )
    for column in _SUBJECTS:
        op.create_index(
            f"uq_signing_round_open_{column}",
            "signing_round",
            [column],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
    op.create_table(
        "round_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("shown_name", sa.String(length=200), nullable=False),
        sa.Column("user_name", sa.String(length=100), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=True),
        sa.Column("means", sa.String(length=32), nullable=True),
        sa.Column("key_id", sa.Integer(), nullable=True),
        sa.Column("stamped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["signing_key.id"], name=op.f("fk_round_signature_key_id")),
        sa.ForeignKeyConstraint(["round_id"], ["signing_round.id"], name=op.f("fk_round_signature_round_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_round_signature_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_signature")),
        sa.UniqueConstraint("round_id", "place", name=op.f("uq_round_signature_round_id_place")),
    )
    op.create_index(op.f("ix_round_signature_round_id"), "round_signature", ["round_id"], unique=False)
    op.create_index(op.f("ix_round_signature_user_id"), "round_signature", ["user_id"], unique=False)
    op.create_table(
        "signing_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["round_signature.id"], name=op.f("fk_signing_link_signature_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_signing_link_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_signing_link_token_hash")),
    )
    op.create_index(op.f("ix_signing_link_signature_id"), "signing_link", ["signature_id"], unique=False)
    op.add_column(
        "signing_key",
        sa.Column("means", sa.String(length=32), nullable=False, server_default="key_file"),
    )
    op.add_column("signing_key", sa.Column("certificate", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    for table, columns in ADDED.items():
        for column in columns:
            # Not in batch mode: that makes a table anew, and rows of others point at these.
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in reversed(TABLES):
        op.drop_table(table)
