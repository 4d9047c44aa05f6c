"""the layout linter: what was mended on a plan and what was put aside with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("plan_lint_mark",)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "plan_lint_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("mended", "aside", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("finding", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("stretch", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_plan_lint_mark_actor_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_lint_mark_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_lint_mark")),
    )
    with op.batch_alter_table("plan_lint_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_lint_mark_plan_id"), ["plan_id"], unique=False)


def downgrade() -> None:
    """Drop the table."""
    with op.batch_alter_table("plan_lint_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_lint_mark_plan_id"))
    op.drop_table("plan_lint_mark")
