"""mail"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "calendar_link",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_link_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_link_token_hash")),
    )
    op.create_table(
        "mail_off",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "password",
                "letter",
                "welcome",
                "reminder",
                "shared",
                "digest",
                "before_start",
                name="mailkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_off_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_mail_off")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "password",
                "letter",
                "welcome",
                "reminder",
                "shared",
                "digest",
                "before_start",
                name="mailkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("module", sa.String(length=100), server_default="", nullable=False),
        sa.Column("about_on", sa.Date(), nullable=True),
        sa.Column("details", sa.Text(), server_default="{}", nullable=False),
        sa.Column("message_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "collected", "sent", "given_up", "dropped", name="mailstate", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "failure",
            sa.Enum("address", "server", "interrupted", "fault", name="mailfailure", native_enum=False, length=20),
            nullable=True,
        ),
        sa.Column("address", sa.String(length=254), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_outbox_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["outbox.id"], name=op.f("fk_outbox_letter_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("reason", name=op.f("uq_outbox_reason")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_enrolment_id"), ["enrolment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_letter_id"), ["letter_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outbox_person_id_kind_queued_at"), ["person_id", "kind", "queued_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outbox_state_ended_at"), ["state", "ended_at"], unique=False)
        batch_op.create_index(
            "ix_outbox_waiting",
            ["send_after"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(length=2), server_default="da", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("language")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_outbox_state_ended_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_person_id_kind_queued_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_letter_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_enrolment_id"))

    op.drop_table("outbox")
    op.drop_table("mail_off")
    op.drop_table("calendar_link")
