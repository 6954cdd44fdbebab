"""Who is known to be in a staff group."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0182"
down_revision = "0181"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat", "person", name="pk_members"),
    )


def downgrade() -> None:
    op.drop_table("members")
