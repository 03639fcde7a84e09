"""figures"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "taken_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.Column("not_started", sa.Integer(), nullable=False),
        sa.Column("under_way", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["person.id"], name=op.f("fk_taken_figures_manager_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_figures")),
    )
    op.create_index(op.f("ix_taken_figures_manager_id"), "taken_figures", ["manager_id"])
    op.create_index(
        "uq_taken_figures_all",
        "taken_figures",
        ["course"],
        unique=True,
        sqlite_where=sa.text("manager_id IS NULL"),
        postgresql_where=sa.text("manager_id IS NULL"),
    )
    op.create_index("uq_taken_figures_part", "taken_figures", ["course", "manager_id"], unique=True)
    op.create_table(
        "figures_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_figures_key_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_figures_key_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("figures_key")
    op.drop_table("taken_figures")
