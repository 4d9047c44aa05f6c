"""first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit_row",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.String(length=60), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("previous_mac", sa.String(length=64), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_row")),
    )
    with op.batch_alter_table("audit_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_row_entity_id"), ["entity_id"], unique=False)

    op.create_table(
        "authority_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=1), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_period")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_authority_period_valid_from")),
    )
    op.create_table(
        "branch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "residential",
                "school",
                "health",
                "police",
                "military",
                "office",
                "enterprise",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["successor_id"], ["branch.id"], name=op.f("fk_branch_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
    )
    op.create_table(
        "committee_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_term")),
        sa.UniqueConstraint("starts_on", name=op.f("uq_committee_term_starts_on")),
    )
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("name_digest", sa.String(length=64), nullable=False),
        sa.Column("address_digest", sa.String(length=64), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_attempt_address_digest"), ["address_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_attempt_name_digest"), ["name_digest"], unique=False)
        batch_op.create_index("ix_login_attempt_recent", ["at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "front",
                "farmers",
                "women",
                "veterans",
                "youth",
                "trade_union",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "receipt",
        sa.Column("command_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("command_id", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index("ix_receipt_at", ["at"], unique=False)

    op.create_table(
        "rule_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("citation", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_value")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_rule_value_code_valid_from")),
    )
    op.create_table(
        "trusted_issuer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("revocation_list", sa.LargeBinary(), nullable=True),
        sa.Column("revocation_until", sa.DateTime(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_issuer")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_trusted_issuer_fingerprint")),
    )
    op.create_table(
        "ward",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("parent_issuer", sa.String(length=200), nullable=False),
        sa.Column("upper_level", sa.String(length=200), nullable=False),
        sa.Column("office_phone", sa.String(length=40), nullable=False),
        sa.Column("review_due_day", sa.Integer(), nullable=False),
        sa.Column("meeting_day", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ward_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward")),
    )
    op.create_table(
        "party_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("is_official", sa.Boolean(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("duty", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_party_member_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_member")),
    )
    with op.batch_alter_table("party_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_member_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("search_key", sa.String(length=120), nullable=False),
        sa.Column("sort_key", sa.String(length=300), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("birth_month", sa.Integer(), nullable=True),
        sa.Column("birth_day", sa.Integer(), nullable=True),
        sa.Column("sex", sa.Enum("male", "female", name="sex", native_enum=False, length=32), nullable=True),
        sa.Column("residence_group", sa.String(length=100), nullable=False),
        sa.Column("occupation", sa.String(length=100), nullable=False),
        sa.Column(
            "education",
            sa.Enum(
                "read_write",
                "primary",
                "lower_secondary",
                "upper_secondary",
                "vocational",
                "college",
                "university",
                "postgraduate",
                name="education",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("citizen_id_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("notes_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("introduced_by_id", sa.Integer(), nullable=True),
        sa.Column("introduced_on", sa.Date(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("is_future_leader", sa.Boolean(), nullable=False),
        sa.Column("is_former_member", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("birth_day IS NULL OR birth_month IS NOT NULL", name=op.f("ck_person_birth_day")),
        sa.CheckConstraint(
            "birth_month IS NULL OR birth_month BETWEEN 1 AND 12", name=op.f("ck_person_birth_month")
        ),
        sa.ForeignKeyConstraint(
            ["introduced_by_id"], ["organisation.id"], name=op.f("fk_person_introduced_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("key", name=op.f("uq_person_key")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_introduced_by_id"), ["introduced_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_search_key"), ["search_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "unit_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(branch_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_unit_name_one_unit")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_unit_name_branch_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_unit_name_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_name")),
    )
    with op.batch_alter_table("unit_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_name_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_name_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("full_name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=100), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "admin",
                "office",
                "signatory",
                "committee",
                "branch",
                "mass_org",
                "auditor",
                "anonymous",
                "system",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_set_at", sa.DateTime(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_user_account_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("username", name=op.f("uq_user_account_username")),
    )
    op.create_table(
        "access_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_line_person_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_access_line_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_line")),
    )
    with op.batch_alter_table("access_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_line_person_id"), ["person_id"], unique=False)

    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_login_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "person_source_group",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "source_group",
            sa.Enum(
                "youth",
                "women",
                "veterans",
                "farmers",
                "militia",
                "police",
                "teachers",
                "health_workers",
                "group_cadres",
                "good_farmers",
                "enterprise_workers",
                "students",
                "civil_servants",
                "other",
                name="sourcegroup",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_source_group_person_id")),
        sa.PrimaryKeyConstraint("person_id", "source_group", name=op.f("pk_person_source_group")),
    )
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("pkcs12", sa.LargeBinary(), nullable=False),
        sa.Column("holder", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("not_after", sa.DateTime(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_signing_key_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_signing_key_fingerprint")),
    )
    with op.batch_alter_table("signing_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signing_key_user_id"), ["user_id"], unique=False)

    op.create_table(
        "tracking_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "source",
                "sympathiser",
                "class_proposed",
                "class_done",
                "start_proposed",
                "dossier",
                "branch_resolved",
                "committee_resolved",
                "submitted",
                "decided",
                "probationary",
                "official_proposed",
                "official",
                "left",
                "moved_away",
                "paused",
                "not_approved",
                "struck_off",
                "annulled",
                "deceased",
                "withdrawn",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("previous_run_id", sa.Integer(), nullable=True),
        sa.Column(
            "paused_from",
            sa.Enum(
                "source",
                "sympathiser",
                "class_proposed",
                "class_done",
                "start_proposed",
                "dossier",
                "branch_resolved",
                "committee_resolved",
                "submitted",
                "decided",
                "probationary",
                "official_proposed",
                "official",
                "left",
                "moved_away",
                "paused",
                "not_approved",
                "struck_off",
                "annulled",
                "deceased",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("helper_id", sa.Integer(), nullable=True),
        sa.Column("helper_since", sa.Date(), nullable=True),
        sa.Column("sympathiser_on", sa.Date(), nullable=True),
        sa.Column("class_proposed_on", sa.Date(), nullable=True),
        sa.Column("certificate_number", sa.String(length=60), nullable=False),
        sa.Column("certificate_on", sa.Date(), nullable=True),
        sa.Column("start_proposed_on", sa.Date(), nullable=True),
        sa.Column("dossier_started_on", sa.Date(), nullable=True),
        sa.Column("branch_resolution_number", sa.String(length=60), nullable=False),
        sa.Column("branch_resolution_on", sa.Date(), nullable=True),
        sa.Column("committee_resolution_on", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(length=60), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("decision_received_on", sa.Date(), nullable=True),
        sa.Column("ceremony_on", sa.Date(), nullable=True),
        sa.Column("probation_ends_on", sa.Date(), nullable=True),
        sa.Column("official_proposed_on", sa.Date(), nullable=True),
        sa.Column("official_on", sa.Date(), nullable=True),
        sa.Column("failed_votes", sa.Integer(), nullable=False),
        sa.Column("over_age_consent", sa.Boolean(), nullable=False),
        sa.Column("education_exempt", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_tracking_run_branch_id")),
        sa.ForeignKeyConstraint(["helper_id"], ["party_member.id"], name=op.f("fk_tracking_run_helper_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tracking_run_person_id")),
        sa.ForeignKeyConstraint(
            ["previous_run_id"], ["tracking_run.id"], name=op.f("fk_tracking_run_previous_run_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_run")),
    )
    with op.batch_alter_table("tracking_run", schema=None) as batch_op:
        batch_op.create_index("ix_tracking_run_board", ["branch_id", "closed_on", "stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracking_run_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tracking_run_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_tracking_run_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )

    op.create_table(
        "user_branch",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_user_branch_branch_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_user_branch_user_id")),
        sa.PrimaryKeyConstraint("user_id", "branch_id", name=op.f("pk_user_branch")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plan",
                "resolution",
                "report",
                "notice",
                "minutes",
                "decision",
                "submission",
                "letter",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("signing_key_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_document_branch_id")),
        sa.ForeignKeyConstraint(
            ["signing_key_id"], ["signing_key.id"], name=op.f("fk_document_signing_key_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "helper_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("assigned_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("together_since", sa.Date(), nullable=True),
        sa.Column("basis_number", sa.String(length=60), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_helper_assignment_branch_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["party_member.id"], name=op.f("fk_helper_assignment_member_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_helper_assignment_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_assignment")),
    )
    with op.batch_alter_table("helper_assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helper_assignment_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_helper_assignment_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_helper_assignment_run_id"), ["run_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "returned",
                "approved",
                "issued",
                "superseded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("parent_issuer", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("authority", sa.String(length=100), nullable=False),
        sa.Column("position", sa.String(length=100), nullable=False),
        sa.Column("signatory_id", sa.Integer(), nullable=True),
        sa.Column("signatory_name", sa.String(length=100), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("ward_target", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_plan_document_id")),
        sa.ForeignKeyConstraint(["signatory_id"], ["user_account.id"], name=op.f("fk_plan_signatory_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["plan.id"], name=op.f("fk_plan_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_year"), ["year"], unique=False)
        batch_op.create_index(
            "uq_plan_issued",
            ["year"],
            unique=True,
            sqlite_where=sa.text("state = 'issued'"),
            postgresql_where=sa.text("state = 'issued'"),
        )

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not_started",
                "in_progress",
                "submitted",
                "received",
                "returned",
                "not_held",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("head_version", sa.Integer(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.String(length=5), nullable=False),
        sa.Column("ends_at", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("chair", sa.String(length=100), nullable=False),
        sa.Column("secretary", sa.String(length=100), nullable=False),
        sa.Column("members_official", sa.Integer(), nullable=True),
        sa.Column("members_probationary", sa.Integer(), nullable=True),
        sa.Column("present_official", sa.Integer(), nullable=True),
        sa.Column("present_probationary", sa.Integer(), nullable=True),
        sa.Column("absent_unexcused", sa.Integer(), nullable=True),
        sa.Column("absence_note", sa.Text(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("resolution_number", sa.String(length=60), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("no_change", sa.Boolean(), nullable=False),
        sa.Column("not_held_reason", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("first_submitted_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_review_month")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_review_branch_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_review_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("branch_id", "year", "month", name=op.f("uq_review_branch_id_year_month")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_branch_id"), ["branch_id"], unique=False)

    op.create_table(
        "plan_allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("introductions", sa.Integer(), nullable=False),
        sa.Column("admissions", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(branch_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_plan_allocation_one_unit")
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_plan_allocation_branch_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_plan_allocation_organisation_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_allocation_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_allocation")),
        sa.UniqueConstraint("plan_id", "branch_id", name=op.f("uq_plan_allocation_plan_id_branch_id")),
        sa.UniqueConstraint(
            "plan_id", "organisation_id", name=op.f("uq_plan_allocation_plan_id_organisation_id")
        ),
    )
    with op.batch_alter_table("plan_allocation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_allocation_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column(
            "to_state",
            sa.Enum(
                "draft",
                "in_review",
                "returned",
                "approved",
                "issued",
                "superseded",
                name="planstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_plan_event_actor_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_event_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_event")),
    )
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_event_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_section_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_section")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_plan_section_plan_id_position")),
    )
    with op.batch_alter_table("plan_section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_section_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plan",
                "resolution",
                "report",
                "notice",
                "minutes",
                "decision",
                "submission",
                "letter",
                name="documentkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("symbol", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("signatory_name", sa.String(length=100), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_register_entry_document_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_register_entry_plan_id")),
        sa.ForeignKeyConstraint(["term_id"], ["committee_term.id"], name=op.f("fk_register_entry_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("term_id", "kind", "number", name=op.f("uq_register_entry_term_id_kind_number")),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_entry_year"), ["year"], unique=False)

    op.create_table(
        "review_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column(
            "to_state",
            sa.Enum(
                "not_started",
                "in_progress",
                "submitted",
                "received",
                "returned",
                "not_held",
                name="reviewstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_review_event_actor_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_review_event_branch_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_event_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_event")),
    )
    with op.batch_alter_table("review_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_event_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_event_review_id"), ["review_id"], unique=False)

    op.create_table(
        "run_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column(
            "from_stage",
            sa.Enum(
                "source",
                "sympathiser",
                "class_proposed",
                "class_done",
                "start_proposed",
                "dossier",
                "branch_resolved",
                "committee_resolved",
                "submitted",
                "decided",
                "probationary",
                "official_proposed",
                "official",
                "left",
                "moved_away",
                "paused",
                "not_approved",
                "struck_off",
                "annulled",
                "deceased",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "source",
                "sympathiser",
                "class_proposed",
                "class_done",
                "start_proposed",
                "dossier",
                "branch_resolved",
                "committee_resolved",
                "submitted",
                "decided",
                "probationary",
                "official_proposed",
                "official",
                "left",
                "moved_away",
                "paused",
                "not_approved",
                "struck_off",
                "annulled",
                "deceased",
                "withdrawn",
                name="stage",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=100), nullable=False),
        sa.Column(
            "basis_kind",
            sa.Enum(
                "review",
                "branch_resolution",
                "committee_resolution",
                "decision",
                "letter",
                "certificate",
                "statement",
                "introduction",
                name="basiskind",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("basis_number", sa.String(length=60), nullable=False),
        sa.Column("basis_on", sa.Date(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("regime", sa.String(length=20), nullable=False),
        sa.Column("cancels_id", sa.Integer(), nullable=True),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_run_event_actor_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_run_event_branch_id")),
        sa.ForeignKeyConstraint(["cancels_id"], ["run_event.id"], name=op.f("fk_run_event_cancels_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_run_event_review_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_run_event_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_event")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_run_event_cancels_id")),
    )
    with op.batch_alter_table("run_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_event_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_event_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_event_run_id"), ["run_id"], unique=False)

    op.create_table(
        "review_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "decision",
            sa.Enum(
                "keep",
                "add",
                "remove",
                "propose_class",
                "propose_start",
                name="reviewdecision",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason_code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_on", sa.Date(), nullable=True),
        sa.Column("helper_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column(
            "rating",
            sa.Enum("good", "fair", "average", "poor", name="rating", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=True),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("branch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_review_line_branch_id")),
        sa.ForeignKeyConstraint(["event_id"], ["run_event.id"], name=op.f("fk_review_line_event_id")),
        sa.ForeignKeyConstraint(["helper_id"], ["party_member.id"], name=op.f("fk_review_line_helper_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_line_review_id")),
        sa.ForeignKeyConstraint(["run_id"], ["tracking_run.id"], name=op.f("fk_review_line_run_id")),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["user_account.id"], name=op.f("fk_review_line_saved_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_line")),
        sa.UniqueConstraint("review_id", "run_id", name=op.f("uq_review_line_review_id_run_id")),
    )
    with op.batch_alter_table("review_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_line_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_line_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_line_run_id"), ["run_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    with op.batch_alter_table("review_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_line_run_id"))
        batch_op.drop_index(batch_op.f("ix_review_line_review_id"))
        batch_op.drop_index(batch_op.f("ix_review_line_branch_id"))

    op.drop_table("review_line")
    with op.batch_alter_table("run_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_event_run_id"))
        batch_op.drop_index(batch_op.f("ix_run_event_review_id"))
        batch_op.drop_index(batch_op.f("ix_run_event_branch_id"))

    op.drop_table("run_event")
    with op.batch_alter_table("review_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_event_review_id"))
        batch_op.drop_index(batch_op.f("ix_review_event_branch_id"))

    op.drop_table("review_event")
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_entry_year"))

    op.drop_table("register_entry")
    with op.batch_alter_table("plan_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_section_plan_id"))

    op.drop_table("plan_section")
    with op.batch_alter_table("plan_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_event_plan_id"))

    op.drop_table("plan_event")
    with op.batch_alter_table("plan_allocation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_allocation_plan_id"))

    op.drop_table("plan_allocation")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_branch_id"))

    op.drop_table("review")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_issued",
            sqlite_where=sa.text("state = 'issued'"),
            postgresql_where=sa.text("state = 'issued'"),
        )
        batch_op.drop_index(batch_op.f("ix_plan_year"))

    op.drop_table("plan")
    with op.batch_alter_table("helper_assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helper_assignment_run_id"))
        batch_op.drop_index(batch_op.f("ix_helper_assignment_member_id"))
        batch_op.drop_index(batch_op.f("ix_helper_assignment_branch_id"))

    op.drop_table("helper_assignment")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_branch_id"))

    op.drop_table("document")
    op.drop_table("user_branch")
    with op.batch_alter_table("tracking_run", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tracking_run_open",
            sqlite_where=sa.text("closed_on IS NULL"),
            postgresql_where=sa.text("closed_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_tracking_run_person_id"))
        batch_op.drop_index(batch_op.f("ix_tracking_run_branch_id"))
        batch_op.drop_index("ix_tracking_run_board")

    op.drop_table("tracking_run")
    with op.batch_alter_table("signing_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signing_key_user_id"))

    op.drop_table("signing_key")
    op.drop_table("person_source_group")
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_session_user_id"))

    op.drop_table("login_session")
    with op.batch_alter_table("access_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_line_person_id"))

    op.drop_table("access_line")
    op.drop_table("user_account")
    with op.batch_alter_table("unit_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_name_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_unit_name_branch_id"))

    op.drop_table("unit_name")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_sort_key"))
        batch_op.drop_index(batch_op.f("ix_person_search_key"))
        batch_op.drop_index(batch_op.f("ix_person_introduced_by_id"))

    op.drop_table("person")
    with op.batch_alter_table("party_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_member_branch_id"))

    op.drop_table("party_member")
    op.drop_table("ward")
    op.drop_table("trusted_issuer")
    op.drop_table("rule_value")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index("ix_receipt_at")

    op.drop_table("receipt")
    op.drop_table("organisation")
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_login_attempt_recent")
        batch_op.drop_index(batch_op.f("ix_login_attempt_name_digest"))
        batch_op.drop_index(batch_op.f("ix_login_attempt_address_digest"))

    op.drop_table("login_attempt")
    op.drop_table("holiday")
    op.drop_table("committee_term")
    op.drop_table("branch")
    op.drop_table("authority_period")
    with op.batch_alter_table("audit_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_row_entity_id"))

    op.drop_table("audit_row")
