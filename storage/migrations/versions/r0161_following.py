"""Which tickets go on from which, and what stays known of a ticket that is opened again."""

import sqlalchemy as sa
from alembic import op

revision = "0161"
down_revision = "0150"
branch_labels = None
depends_on = None

NAMES = ("follows", "followed_by", "first_solved_at", "reopened", "cycle_at")


def upgrade() -> None:
    for name in ("follows", "followed_by"):
        op.add_column("tickets", sa.Column(name, sa.BigInteger()))
    for name in ("first_solved_at", "cycle_at"):
        op.add_column("tickets", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("tickets", sa.Column("reopened", sa.Integer(), nullable=False, server_default="0"))
    # What is known of tickets from before: their last solution, and how often they were opened again.
    op.execute(
        "UPDATE tickets SET first_solved_at = (SELECT min(at) FROM events WHERE events.ticket = tickets.id "
        "AND events.kind IN ('solved', 'solved_by_client'))"
    )
    op.execute(
        "UPDATE tickets SET reopened = (SELECT count(*) FROM events WHERE events.ticket = tickets.id "
        "AND events.kind = 'reopened')"
    )
    op.execute(
        "UPDATE tickets SET cycle_at = (SELECT max(at) FROM events WHERE events.ticket = tickets.id "
        "AND events.kind = 'reopened')"
    )


def downgrade() -> None:
    for name in NAMES:
        op.drop_column("tickets", name)
