"""Which calls of a row were made; answers of unknown fate are found by their ticket, former groups by what they are."""

import sqlalchemy as sa
from alembic import op

revision = "0340"
down_revision = "0320"
branch_labels = None
depends_on = None


IS_UNCERTAIN = sa.text("state = 'uncertain'")
HAS_MOVED = sa.text("moved_to IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("made", sa.Text(), nullable=False, server_default=sa.text("''")))
    columns = ["lane", "id"]
    op.create_index("ix_outbox_unsure", "outbox", columns, sqlite_where=IS_UNCERTAIN, postgresql_where=IS_UNCERTAIN)
    columns = ["moved_to", "id"]
    op.create_index("ix_chats_moved", "chats", columns, sqlite_where=HAS_MOVED, postgresql_where=HAS_MOVED)


def downgrade() -> None:
    op.drop_index("ix_chats_moved", "chats")
    op.drop_index("ix_outbox_unsure", "outbox")
    op.drop_column("outbox", "made")
