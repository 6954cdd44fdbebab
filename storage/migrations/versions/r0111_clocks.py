"""The clocks of a ticket, and what was told of them."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0111"
down_revision = "0110"
branch_labels = None
depends_on = None

OPEN = "status NOT IN ('inactive', 'merged', 'refused', 'solved')"
TO_ALERT = sa.text(f"{OPEN} AND alert_at IS NOT NULL")


def upgrade() -> None:
    for name in ("answer_by", "paused_at", "alert_at"):
        op.add_column("tickets", sa.Column(name, UtcDateTime()))
    # The first look works out what runs for a ticket from before; what it has missed is told, once.
    op.execute(f"UPDATE tickets SET alert_at = react_by WHERE {OPEN} AND reacted_at IS NULL")  # noqa: S608
    op.execute(f"UPDATE tickets SET alert_at = unanswered_since WHERE {OPEN} AND reacted_at IS NOT NULL")  # noqa: S608
    op.create_index(
        "ix_tickets_to_alert", "tickets", ["alert_at", "id"], sqlite_where=TO_ALERT, postgresql_where=TO_ALERT
    )
    op.create_table(
        "alerts",
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_alerts_ticket"),
        sa.PrimaryKeyConstraint("ticket", "kind", "due", name="pk_alerts"),
    )


def downgrade() -> None:
    op.drop_table("alerts")
    op.drop_index("ix_tickets_to_alert", "tickets")
    for name in ("alert_at", "paused_at", "answer_by"):
        op.drop_column("tickets", name)
