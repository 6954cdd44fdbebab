"""Answers that were taken back."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0181"
down_revision = "0166"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("recalled_at", UtcDateTime()))


def downgrade() -> None:
    op.drop_column("messages", "recalled_at")
