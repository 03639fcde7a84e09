"""publishing: editions from the studio, what they change, reviews, local facts"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("edition") as batch_op:
        batch_op.add_column(
            sa.Column(
                "origin",
                sa.Enum("disk", "studio", name="origin", native_enum=False, length=20),
                server_default="disk",
                nullable=False,
            )
        )
    with op.batch_alter_table("module_state") as batch_op:
        batch_op.add_column(sa.Column("seen_edition_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_module_state_seen_edition_id"), "edition", ["seen_edition_id"], ["id"])
    op.create_table(
        "edition_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(length=100), nullable=False),
        sa.Column("substance", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_change_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_change")),
        sa.UniqueConstraint("edition_id", "module", name=op.f("uq_edition_change_edition_id_module")),
    )
    op.create_index(op.f("ix_edition_change_module_edition_id"), "edition_change", ["module", "edition_id"])
    op.create_table(
        "review_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("module", sa.String(length=100), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_review_request_by_id")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_review_request_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_request")),
    )
    op.create_index(op.f("ix_review_request_course_module"), "review_request", ["course", "module"])
    op.create_index(op.f("ix_review_request_to_id"), "review_request", ["to_id"])
    op.create_table(
        "review_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("module", sa.String(length=100), nullable=False),
        sa.Column("path", sa.String(length=300), server_default="", nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answers_id"], ["review_comment.id"], name=op.f("fk_review_comment_answers_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_review_comment_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comment")),
    )
    op.create_index(op.f("ix_review_comment_answers_id"), "review_comment", ["answers_id"])
    op.create_index(op.f("ix_review_comment_course_module"), "review_comment", ["course", "module"])
    op.create_table(
        "local_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("slot", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_local_fact_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_fact")),
        sa.UniqueConstraint("course", "slot", name=op.f("uq_local_fact_course_slot")),
    )


def downgrade() -> None:
    for table in ("local_fact", "review_comment", "review_request", "edition_change"):
        op.drop_table(table)
    with op.batch_alter_table("module_state") as batch_op:
        batch_op.drop_constraint(op.f("fk_module_state_seen_edition_id"), type_="foreignkey")
        batch_op.drop_column("seen_edition_id")
    with op.batch_alter_table("edition") as batch_op:
        batch_op.drop_column("origin")
