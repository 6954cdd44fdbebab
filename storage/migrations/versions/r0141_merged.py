"""The ticket that a merged one went on in."""

import sqlalchemy as sa
from alembic import op

revision = "0141"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("merged_into", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("tickets", "merged_into")
