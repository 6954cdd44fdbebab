"""What waits until its sender has said what is to become of it."""

import sqlalchemy as sa
from alembic import op

revision = "0231"
down_revision = "0230"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("way", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("inbox", sa.Column("choice", sa.BigInteger()))
    asked = sa.text("state = 'asked'")
    op.create_index(
        "ix_inbox_asked",
        "inbox",
        ["lane", "choice", "due_at", "way"],
        sqlite_where=asked,
        postgresql_where=asked,
    )


def downgrade() -> None:
    op.execute("UPDATE inbox SET state = 'ready' WHERE state = 'asked'")
    op.drop_index("ix_inbox_asked", "inbox")
    op.drop_column("inbox", "choice")
    op.drop_column("inbox", "way")
