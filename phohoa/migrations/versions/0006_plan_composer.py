"""the composer of the plan: versions of every part, comments, reusable passages, a plan from last year's."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: New tables in the order of their foreign keys, and new columns.
TABLES = ("plan_version", "plan_comment", "passage", "passage_version")
ADDED = {"plan": ("based_on_id", "frozen"), "plan_section": ("removed_at", "removed_from")}

#: What the first version of a head keeps.
_HEAD = (
    "subject",
    "parent_issuer",
    "place",
    "dated",
    "authority",
    "position",
    "signatory_name",
    "signatory_id",
    "ward_target",
    "recipients",
)


def upgrade() -> None:
    """Make the tables and the columns; what plans say now becomes the first version of each part."""
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_plan_version_actor_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id")),
        sa.ForeignKeyConstraint(["section_id"], ["plan_section.id"], name=op.f("fk_plan_version_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint(
            "plan_id", "section_id", "number", name=op.f("uq_plan_version_plan_id_section_id_number")
        ),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_version_section_id"), ["section_id"], unique=False)

    op.create_table(
        "plan_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_by_name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_plan_comment_actor_id")),
        sa.ForeignKeyConstraint(["answers_id"], ["plan_comment.id"], name=op.f("fk_plan_comment_answers_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_comment_plan_id")),
        sa.ForeignKeyConstraint(["section_id"], ["plan_section.id"], name=op.f("fk_plan_comment_section_id")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user_account.id"], name=op.f("fk_plan_comment_settled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_comment")),
    )
    with op.batch_alter_table("plan_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_comment_answers_id"), ["answers_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_comment_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_comment_section_id"), ["section_id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    op.create_table(
        "passage_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_passage_version_actor_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_passage_version_passage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_version")),
        sa.UniqueConstraint("passage_id", "number", name=op.f("uq_passage_version_passage_id_number")),
    )
    with op.batch_alter_table("passage_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_version_passage_id"), ["passage_id"], unique=False)

    op.add_column("plan", sa.Column("based_on_id", sa.Integer(), nullable=True))
    op.add_column("plan", sa.Column("frozen", sa.Text(), nullable=False, server_default=""))
    op.add_column("plan_section", sa.Column("removed_at", sa.DateTime(), nullable=True))
    op.add_column("plan_section", sa.Column("removed_from", sa.Integer(), nullable=True))
    _first_versions()


def _first_versions() -> None:
    """One version for every section and head there is, by whoever began the plan."""
    op.execute(
        """
        INSERT INTO plan_version
            (plan_id, section_id, number, at, actor_id, actor_name, heading, body)
        SELECT s.plan_id, s.id, s.version, p.created_at, e.actor_id, COALESCE(e.actor_name, ''), s.heading,
               s.body
        FROM plan_section s
        JOIN plan p ON p.id = s.plan_id
        LEFT JOIN plan_event e
            ON e.id = (SELECT MIN(f.id) FROM plan_event f WHERE f.plan_id = p.id)
        """
    )
    connection = op.get_bind()
    begun = {
        row.plan_id: row
        for row in connection.execute(
            sa.text("SELECT plan_id, actor_id, actor_name FROM plan_event ORDER BY id DESC")
        )
    }
    plans = connection.execute(
        sa.text(f"SELECT id, created_at, {', '.join(_HEAD)} FROM plan ORDER BY id")
    ).mappings()
    for plan in plans.all():
        body = {name: plan[name] for name in _HEAD}
        body["dated"] = str(plan["dated"]) if plan["dated"] else None
        who = begun.get(plan["id"])
        connection.execute(
            sa.text(
                "INSERT INTO plan_version (plan_id, number, at, actor_id, actor_name, heading, body)"
                " VALUES (:plan_id, 1, :at, :actor_id, :actor_name, '', :body)"
            ),
            {
                "plan_id": plan["id"],
                "at": plan["created_at"],
                "actor_id": who.actor_id if who else None,
                "actor_name": who.actor_name if who else "",
                "body": json.dumps(body, ensure_ascii=False),
            },
        )


def downgrade() -> None:
    """Take them away, and the sections that only the history still held."""
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DELETE FROM plan_section WHERE removed_at IS NOT NULL")
    for table, columns in ADDED.items():
        for column in columns:
            # Not in batch mode: that makes a table anew, and rows of others point at these.
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
