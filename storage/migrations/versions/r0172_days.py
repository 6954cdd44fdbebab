"""What was said in the chat about single days."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0172"
down_revision = "0171"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("over", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_day_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_day_changes_day", "day_changes", ["day", "id"])


def downgrade() -> None:
    op.drop_table("day_changes")
