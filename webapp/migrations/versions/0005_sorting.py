"""documents on their way to becoming courses"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "sorting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=100), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("upload", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "reading", "failed", "sorting", "built", name="sortingstate", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("claim", sa.String(length=32), server_default="", nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.String(length=300), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("places", sa.Text(), server_default="{}", nullable=False),
        sa.Column("doubts", sa.Text(), server_default="{}", nullable=False),
        sa.Column("notice", sa.Text(), server_default="", nullable=False),
        sa.Column("answered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("behind", sa.Text(), server_default="[]", nullable=False),
        sa.Column("ahead", sa.Text(), server_default="[]", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_sorting_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sorting")),
        sa.UniqueConstraint("course", name=op.f("uq_sorting_course")),
    )


def downgrade() -> None:
    op.drop_table("sorting")
