"""What a ticket's targets depend on, so that changed settings can move them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Span, UtcDateTime

revision = "0170"
down_revision = "0143"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of tickets from before nobody knows what their due times were counted from: they stay as they were promised.
    op.add_column("tickets", sa.Column("level", sa.Text()))
    op.add_column("tickets", sa.Column("client_category", sa.Text()))
    op.add_column("tickets", sa.Column("products", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("tickets", sa.Column("counted_from", UtcDateTime()))
    op.add_column("tickets", sa.Column("paused_for", Span()))


def downgrade() -> None:
    for name in ("paused_for", "counted_from", "products", "client_category", "level"):
        op.drop_column("tickets", name)
