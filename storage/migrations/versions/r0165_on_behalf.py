"""Tickets that staff have filed themselves: who, how the request came, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0165"
down_revision = "0161"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("filed_by", sa.BigInteger()))
    op.add_column("tickets", sa.Column("way", sa.Text()))
    op.add_column("tickets", sa.Column("came_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    for column in ("came_at", "way", "filed_by"):
        op.drop_column("tickets", column)
