"""units as a tree, lists of people, leaves, rules, groups, and which courses take new people"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
    )
    op.create_table(
        "course_state",
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column(
            "intake", sa.Enum("open", "closed", "retired", name="intake", native_enum=False, length=20), nullable=False
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("course", name=op.f("pk_course_state")),
    )
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(length=100), server_default="", nullable=False),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("level", sa.String(length=100), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rule_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rule_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("whole_list", sa.Boolean(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "running", "done", name="uploadstate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("step", sa.String(length=20), server_default="", nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(length=500), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_upload_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("resumes_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("delay_days", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("cohort_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("partner_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_enrolment_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_enrolment_partner_id"), "enrolment", ["partner_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_enrolment_cohort_id"), "cohort", ["cohort_id"], ["id"])

    with op.batch_alter_table("module_state", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(length=100), server_default="", nullable=False))
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("leaves_on", sa.Date(), nullable=True))

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_unit_name"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_unit_parent_id_name"), ["parent_id", "name"])
        batch_op.create_check_constraint("own_parent", "parent_id <> id")
        batch_op.create_index(
            "uq_unit_top",
            ["name"],
            unique=True,
            sqlite_where=sa.text("parent_id IS NULL"),
            postgresql_where=sa.text("parent_id IS NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_unit_parent_id"), "unit", ["parent_id"], ["id"])

    weeks = "(SELECT max(completed_week) FROM module_state WHERE module_state.enrolment_id = enrolment.id)"
    op.execute(f"UPDATE enrolment SET closed_on = {weeks} WHERE state = 'completed'")


def downgrade() -> None:

    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_unit_parent_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_unit_top", sqlite_where=sa.text("parent_id IS NULL"), postgresql_where=sa.text("parent_id IS NULL")
        )
        batch_op.drop_constraint(batch_op.f("uq_unit_parent_id_name"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_unit_name"), ["name"])
        batch_op.drop_constraint("own_parent", type_="check")
        batch_op.drop_column("parent_id")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("leaves_on")
        batch_op.drop_column("starts_on")
        batch_op.drop_column("level")

    with op.batch_alter_table("module_state", schema=None) as batch_op:
        batch_op.drop_column("moved")

    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_enrolment_cohort_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_enrolment_partner_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_enrolment_cohort_id"))
        batch_op.drop_column("partner_id")
        batch_op.drop_column("cohort_id")
        batch_op.drop_column("forgotten_at")
        batch_op.drop_column("closed_on")
        batch_op.drop_column("delay_days")
        batch_op.drop_column("resumes_on")
        batch_op.drop_column("paused_on")

    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_person_id"))

    op.drop_table("upload")
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rule_unit_id"))

    op.drop_table("rule")
    op.drop_table("course_state")
    op.drop_table("cohort")
