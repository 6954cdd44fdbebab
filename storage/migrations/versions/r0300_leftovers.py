"""Whose doing an update tells, and what of unknown fate is old: so that what lies about can be found and goes."""

import sqlalchemy as sa
from alembic import op

revision = "0300"
down_revision = "0271"
branch_labels = None
depends_on = None

IS_UNCERTAIN = sa.text("state = 'uncertain'")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("sender", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.create_index(
        "ix_outbox_uncertain", "outbox", ["settled_at"], sqlite_where=IS_UNCERTAIN, postgresql_where=IS_UNCERTAIN
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_uncertain", "outbox")
    op.drop_column("inbox", "sender")
