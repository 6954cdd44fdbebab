"""Messages that lie in the copy of another."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TOLD_WITH = sa.text("told_with IS NOT NULL")


def upgrade() -> None:
    op.add_column("messages", sa.Column("told_with", sa.BigInteger()))
    op.create_index(
        "ix_messages_told_with",
        "messages",
        ["told_with", "id"],
        sqlite_where=TOLD_WITH,
        postgresql_where=TOLD_WITH,
    )


def downgrade() -> None:
    op.drop_index("ix_messages_told_with", "messages")
    op.drop_column("messages", "told_with")
