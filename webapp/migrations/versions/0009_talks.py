"""talks"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("talk", sa.String(length=120), nullable=False),
        sa.Column("held_week", sa.Date(), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_talk_enrolment_id")),
        sa.ForeignKeyConstraint(["marked_by"], ["person.id"], name=op.f("fk_talk_marked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
        sa.UniqueConstraint("enrolment_id", "talk", name=op.f("uq_talk_enrolment_id_talk")),
    )
    op.create_table(
        "talk_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("window", sa.String(length=16), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_talk_sheet_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_sheet")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_talk_sheet_enrolment_id")),
    )
    op.create_table(
        "talk_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), server_default="", nullable=False),
        sa.Column("key", sa.String(length=300), nullable=True),
        sa.Column("picked", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_talk_line_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_line")),
        sa.UniqueConstraint("enrolment_id", "key", name=op.f("uq_talk_line_enrolment_id_key")),
    )
    op.create_index(op.f("ix_talk_line_enrolment_id_position"), "talk_line", ["enrolment_id", "position"])
    op.add_column("enrolment", sa.Column("refreshed_on", sa.Date(), nullable=True))
    op.add_column("enrolment", sa.Column("refreshers_off", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("reflection", sa.Column("ask_on", sa.Date(), nullable=True))
    op.add_column("reflection", sa.Column("outcome", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reflection") as reflection:
        reflection.drop_column("outcome")
        reflection.drop_column("ask_on")
    with op.batch_alter_table("enrolment") as enrolment:
        enrolment.drop_column("refreshers_off")
        enrolment.drop_column("refreshed_on")
    op.drop_table("talk_line")
    op.drop_table("talk_sheet")
    op.drop_table("talk")
