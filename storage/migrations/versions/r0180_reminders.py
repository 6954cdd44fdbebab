"""Dates that staff set on tickets."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0180"
down_revision = "0170"
branch_labels = None
depends_on = None

OPEN = sa.text("over_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("look_at", UtcDateTime()),
        sa.Column("over_at", UtcDateTime()),
        sa.Column("over", sa.Text()),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_reminders_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_reminders_open", "reminders", ["ticket", "what"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_reminders_to_look", "reminders", ["look_at", "id"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_reminders_to_look", "reminders")
    op.drop_index("uq_reminders_open", "reminders")
    op.drop_table("reminders")
