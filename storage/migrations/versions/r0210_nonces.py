"""What the panel's calls may use once only."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0210"
down_revision = "0240"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nonces",
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name="pk_nonces"),
    )
    op.create_index("ix_nonces_at", "nonces", ["at"])


def downgrade() -> None:
    op.drop_index("ix_nonces_at", "nonces")
    op.drop_table("nonces")
