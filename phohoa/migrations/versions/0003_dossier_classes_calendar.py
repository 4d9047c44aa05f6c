"""the dossier, classes and the calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


#: New tables in the order of their foreign keys, and new columns.
TABLES = (
    "committee_session",
    "calendar_feed",
    "member_absence",
    "dossier_file",
    "dossier_paper",
    "upper_opinion",
    "verification",
    "attachment",
    "training_class",
    "class_nomination",
    "paper_draft",
    "process_document",
    "run_obligation",
)
ADDED = {
    "branch": ("has_youth_union", "has_trade_union"),
    "committee_term": ("members", "standing_members"),
    "person": (
        "left_party_on",
        "left_party_reason",
        "sentence_cleared_on",
        "readmissions",
        "is_youth_union_member",
        "is_youth_union_cadre",
        "youth_union_on",
        "is_trade_union_member",
    ),
    "rule_value": ("note",),
    "tracking_run": (
        "certificate_issuer",
        "special_opinion_needed",
        "is_readmission",
        "new_member_certificate_number",
        "new_member_certificate_on",
        "official_decision_number",
        "official_decision_on",
        "arrived_from",
        "wanted_on",
        "papers_renewed_on",
    ),
    "ward": ("prints_form_numbers",),
}


def upgrade() -> None:
    """Make the tables and the columns."""
    op.create_table(
        "committee_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_session")),
        sa.UniqueConstraint("kind", "planned_on", name=op.f("uq_committee_session_kind_planned_on")),
    )
    with op.batch_alter_table("committee_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_committee_session_planned_on"), ["planned_on"], unique=False)

    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_calendar_feed_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    with op.batch_alter_table("calendar_feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feed_user_id"), ["user_id"], unique=False)

    op.create_table(
        "member_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("basis_number", sa.String(length=60), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_member_absence_branch_id")),
        sa.ForeignKeyConstraint(["member_id"], ["party_member.id"], name=op.f("fk_member_absence_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_absence")),
    )
    with op.batch_alter_table("member_absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_absence_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_absence_member_id"), ["member_id"], unique=False)

    op.create_table(
        "dossier_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("shelf", sa.String(length=60), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_dossier_file_branch_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_dossier_file_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_file")),
        sa.UniqueConstraint("run_id", name=op.f("uq_dossier_file_run_id")),
    )
    with op.batch_alter_table("dossier_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_file_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "dossier_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("together_since", sa.Date(), nullable=True),
        sa.Column("name_on_paper", sa.String(length=100), nullable=False),
        sa.Column("birth_on_paper", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_dossier_paper_branch_id")),
        sa.ForeignKeyConstraint(["member_id"], ["party_member.id"], name=op.f("fk_dossier_paper_member_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_dossier_paper_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_paper")),
        sa.UniqueConstraint("run_id", "paper", "ordinal", name=op.f("uq_dossier_paper_run_id_paper_ordinal")),
    )
    with op.batch_alter_table("dossier_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_paper_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_paper_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_paper_run_id"), ["run_id"], unique=False)

    op.create_table(
        "upper_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_number", sa.String(length=60), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_number", sa.String(length=60), nullable=False),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_upper_opinion_branch_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_upper_opinion_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upper_opinion")),
    )
    with op.batch_alter_table("upper_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upper_opinion_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_upper_opinion_run_id"), ["run_id"], unique=False)

    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("asked_place", sa.String(length=200), nullable=False),
        sa.Column("is_abroad", sa.Boolean(), nullable=False),
        sa.Column("letter_number", sa.String(length=60), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("concluded_by", sa.String(length=100), nullable=False),
        sa.Column("conclusion", sa.String(length=32), nullable=False),
        sa.Column("exempt_reason", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_verification_branch_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_verification_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
    )
    with op.batch_alter_table("verification", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verification_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verification_run_id"), ["run_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_reason", sa.String(length=200), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name=op.f("fk_attachment_added_by_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_attachment_branch_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["dossier_paper.id"], name=op.f("fk_attachment_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("key", name=op.f("uq_attachment_key")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "training_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("nominate_by", sa.Date(), nullable=True),
        sa.Column("notice_number", sa.String(length=60), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("notice_document_id", sa.Integer(), nullable=True),
        sa.Column("notice_state", sa.String(length=32), nullable=False),
        sa.Column("notice_issuer", sa.String(length=200), nullable=False),
        sa.Column("notice_text", sa.Text(), nullable=False),
        sa.Column("notice_replaces", sa.String(length=100), nullable=False),
        sa.Column("authority", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=100), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("signatory_name", sa.String(length=100), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_document_id"], ["document.id"], name=op.f("fk_training_class_notice_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["user_account.id"], name=op.f("fk_training_class_signatory_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_class")),
    )
    op.create_table(
        "class_nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=False),
        sa.Column("basis_number", sa.String(length=60), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("rank_reasons", sa.JSON(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.Integer(), nullable=True),
        sa.Column("placed_reason", sa.Text(), nullable=False),
        sa.Column("days_attended", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("certificate_number", sa.String(length=60), nullable=False),
        sa.Column("certificate_on", sa.Date(), nullable=True),
        sa.Column("certificate_issuer", sa.String(length=200), nullable=False),
        sa.Column("result_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_class_nomination_branch_id")),
        sa.ForeignKeyConstraint(
            ["class_id"], ["training_class.id"], name=op.f("fk_class_nomination_class_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_class_nomination_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_nomination")),
        sa.UniqueConstraint("class_id", "run_id", name=op.f("uq_class_nomination_class_id_run_id")),
    )
    with op.batch_alter_table("class_nomination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_class_nomination_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_class_nomination_class_id"), ["class_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_class_nomination_run_id"), ["run_id"], unique=False)

    op.create_table(
        "paper_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("typed_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_paper_draft_branch_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_paper_draft_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_draft")),
        sa.UniqueConstraint("run_id", "form", name=op.f("uq_paper_draft_run_id_form")),
    )
    with op.batch_alter_table("paper_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_draft_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_draft_run_id"), ["run_id"], unique=False)

    op.create_table(
        "process_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("register_entry_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("replace_reason", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_process_document_branch_id")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["process_document.id"], name=op.f("fk_process_document_replaces_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_process_document_document_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["run_event.id"], name=op.f("fk_process_document_event_id")),
        sa.ForeignKeyConstraint(
            ["register_entry_id"], ["register_entry.id"], name=op.f("fk_process_document_register_entry_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_process_document_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_document")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_process_document_replaces_id")),
    )
    with op.batch_alter_table("process_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_document_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_process_document_run_id"), ["run_id"], unique=False)

    op.create_table(
        "run_obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(length=32), nullable=False),
        sa.Column("arose_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_number", sa.String(length=60), nullable=False),
        sa.Column("done_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_run_obligation_branch_id")),
        sa.ForeignKeyConstraint(["event_id"], ["run_event.id"], name=op.f("fk_run_obligation_event_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_run_obligation_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_obligation")),
    )
    with op.batch_alter_table("run_obligation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_obligation_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_obligation_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_obligation_run_id"), ["run_id"], unique=False)

    op.add_column(
        "branch", sa.Column("has_youth_union", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column(
        "branch", sa.Column("has_trade_union", sa.Boolean(), nullable=False, server_default=sa.false())
    )

    op.add_column("committee_term", sa.Column("members", sa.Integer(), nullable=True))
    op.add_column("committee_term", sa.Column("standing_members", sa.Integer(), nullable=True))

    op.add_column("person", sa.Column("left_party_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("left_party_reason", sa.String(length=32), nullable=True))
    op.add_column("person", sa.Column("sentence_cleared_on", sa.Date(), nullable=True))
    op.add_column("person", sa.Column("readmissions", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "person", sa.Column("is_youth_union_member", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "person", sa.Column("is_youth_union_cadre", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("person", sa.Column("youth_union_on", sa.Date(), nullable=True))
    op.add_column(
        "person", sa.Column("is_trade_union_member", sa.Boolean(), nullable=False, server_default=sa.false())
    )

    op.add_column("rule_value", sa.Column("note", sa.String(length=400), nullable=False, server_default=""))

    op.add_column(
        "tracking_run",
        sa.Column("certificate_issuer", sa.String(length=200), nullable=False, server_default=""),
    )
    op.add_column(
        "tracking_run",
        sa.Column("special_opinion_needed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "tracking_run", sa.Column("is_readmission", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "tracking_run",
        sa.Column("new_member_certificate_number", sa.String(length=60), nullable=False, server_default=""),
    )
    op.add_column("tracking_run", sa.Column("new_member_certificate_on", sa.Date(), nullable=True))
    op.add_column(
        "tracking_run",
        sa.Column("official_decision_number", sa.String(length=60), nullable=False, server_default=""),
    )
    op.add_column("tracking_run", sa.Column("official_decision_on", sa.Date(), nullable=True))
    op.add_column(
        "tracking_run", sa.Column("arrived_from", sa.String(length=200), nullable=False, server_default="")
    )
    op.add_column("tracking_run", sa.Column("wanted_on", sa.Date(), nullable=True))
    op.add_column("tracking_run", sa.Column("papers_renewed_on", sa.Date(), nullable=True))

    op.add_column(
        "ward", sa.Column("prints_form_numbers", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Take them away."""
    for table, columns in ADDED.items():
        for column in columns:
            # Not in batch mode: that makes a table anew, and rows of others point at these.
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in reversed(TABLES):
        op.drop_table(table)
