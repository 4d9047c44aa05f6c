"""the monthly rhythm: meetings, proposals, sessions, locks, reminders, drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


#: New tables in the order of their foreign keys, and new columns.
TABLES = (
    "digest_sent",
    "form_draft",
    "review_exception",
    "session_record",
    "session_document",
    "meeting_attendance",
    "meeting_file",
    "meeting_task",
    "proposal",
)
ADDED = {
    "review": ("agenda", "quorum_answer", "papers_sealed"),
    "review_event": ("open_until",),
    "review_line": ("votes_for", "votes_against"),
    "user_account": ("email",),
    "ward": ("review_lock_day", "helper_most", "sends_digests"),
}

#: What branches had already laid before the committee, and nobody has decided yet.
OPEN_PROPOSALS = """
    INSERT INTO proposal
        (version, kind, run_id, event_id, review_id, branch_id, raised_on, subject, state, reason,
         decision_number)
    SELECT 1, CASE r.stage WHEN 'class_proposed' THEN 'class' WHEN 'start_proposed' THEN 'start'
           ELSE 'admit' END,
           r.id, e.id, e.review_id, r.branch_id, e.happened_on, '', 'pending', '', ''
    FROM tracking_run r
    JOIN branch b ON b.id = r.branch_id
    JOIN run_event e ON e.id = (
        SELECT MAX(f.id) FROM run_event f
        WHERE f.run_id = r.id AND f.to_stage = r.stage
          AND f.move IN ('propose_class', 'retake_class', 'propose_start', 'resolve_branch')
          AND NOT EXISTS (SELECT 1 FROM run_event c WHERE c.cancels_id = f.id)
    )
    WHERE r.stage IN ('class_proposed', 'start_proposed', 'branch_resolved') AND NOT b.is_practice
"""


def upgrade() -> None:
    """Make the tables and the columns; take over what was proposed."""
    op.create_table(
        "digest_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("failure", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_digest_sent_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_sent")),
        sa.UniqueConstraint(
            "user_id", "occasion", "year", "month", name=op.f("uq_digest_sent_user_id_occasion_year_month")
        ),
    )
    with op.batch_alter_table("digest_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_sent_user_id"), ["user_id"], unique=False)

    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_form_draft_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("user_id", "place", name=op.f("uq_form_draft_user_id_place")),
    )
    with op.batch_alter_table("form_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_draft_user_id"), ["user_id"], unique=False)

    op.create_table(
        "review_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("asked_by_name", sa.String(length=100), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("granted_by_name", sa.String(length=100), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by_name", sa.String(length=100), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_review_exception_branch_id")),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["user_account.id"], name=op.f("fk_review_exception_granted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_exception")),
    )
    with op.batch_alter_table("review_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_exception_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "session_record",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("ends_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("chair", sa.String(length=100), nullable=False),
        sa.Column("secretary", sa.String(length=100), nullable=False),
        sa.Column("called", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("absence_note", sa.Text(), nullable=False),
        sa.Column("vote_form", sa.String(length=32), nullable=True),
        sa.Column("guests", sa.Text(), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("conclusion_number", sa.String(length=60), nullable=False),
        sa.Column("quorum_answer", sa.Text(), nullable=False),
        sa.Column("authority", sa.String(length=100), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("signatory_name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=100), nullable=False),
        sa.Column("concluded_at", sa.DateTime(), nullable=True),
        sa.Column("concluded_by_name", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_session_record_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["signatory_id"], ["user_account.id"], name=op.f("fk_session_record_signatory_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_record")),
    )
    op.create_table(
        "session_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_session_document_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_session_document_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_document")),
        sa.UniqueConstraint("session_id", "paper", name=op.f("uq_session_document_session_id_paper")),
    )
    with op.batch_alter_table("session_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_document_session_id"), ["session_id"], unique=False)

    op.create_table(
        "meeting_attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_meeting_attendance_branch_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["party_member.id"], name=op.f("fk_meeting_attendance_member_id")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_meeting_attendance_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
        sa.UniqueConstraint("review_id", "member_id", name=op.f("uq_meeting_attendance_review_id_member_id")),
    )
    with op.batch_alter_table("meeting_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_attendance_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_attendance_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_attendance_review_id"), ["review_id"], unique=False)

    op.create_table(
        "meeting_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_reason", sa.String(length=200), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user_account.id"], name=op.f("fk_meeting_file_added_by_id")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_meeting_file_branch_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_meeting_file_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_file")),
        sa.UniqueConstraint("key", name=op.f("uq_meeting_file_key")),
    )
    with op.batch_alter_table("meeting_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_file_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_file_review_id"), ["review_id"], unique=False)

    op.create_table(
        "meeting_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_note", sa.String(length=300), nullable=False),
        sa.Column("closed_review_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_meeting_task_branch_id")),
        sa.ForeignKeyConstraint(
            ["closed_review_id"], ["review.id"], name=op.f("fk_meeting_task_closed_review_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["party_member.id"], name=op.f("fk_meeting_task_member_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_meeting_task_review_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_meeting_task_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_task")),
    )
    with op.batch_alter_table("meeting_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_task_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_task_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_task_run_id"), ["run_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("called", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("in_favour", sa.Integer(), nullable=True),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("result_event_id", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_proposal_branch_id")),
        sa.ForeignKeyConstraint(["event_id"], ["run_event.id"], name=op.f("fk_proposal_event_id")),
        sa.ForeignKeyConstraint(
            ["result_event_id"], ["run_event.id"], name=op.f("fk_proposal_result_event_id")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_proposal_review_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_proposal_run_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_proposal_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_proposal_event_id")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_raised_on"), ["raised_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_run_id"), ["run_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_state"), ["state"], unique=False)

    op.add_column("review", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    op.add_column("review", sa.Column("quorum_answer", sa.Text(), nullable=False, server_default=""))
    op.add_column("review_event", sa.Column("open_until", sa.Date(), nullable=True))
    op.add_column("review", sa.Column("papers_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("review_line", sa.Column("votes_for", sa.Integer(), nullable=True))
    op.add_column("review_line", sa.Column("votes_against", sa.Integer(), nullable=True))
    op.add_column(
        "user_account", sa.Column("email", sa.String(length=200), nullable=False, server_default="")
    )
    op.add_column("ward", sa.Column("review_lock_day", sa.Integer(), nullable=True))
    op.add_column("ward", sa.Column("helper_most", sa.Integer(), nullable=False, server_default="2"))
    op.add_column("ward", sa.Column("sends_digests", sa.Boolean(), nullable=False, server_default=sa.false()))

    op.execute(OPEN_PROPOSALS)


def downgrade() -> None:
    """Take them away."""
    for table, columns in ADDED.items():
        for column in columns:
            # Not in batch mode: that makes a table anew, and rows of others point at these.
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    for table in reversed(TABLES):
        op.drop_table(table)
