"""What waits for the return of its reader is found by their chat."""

import sqlalchemy as sa
from alembic import op

revision = "0160"
down_revision = "0180"
branch_labels = None
depends_on = None

IS_HELD = "state = 'held'"


def upgrade() -> None:
    where = sa.text(IS_HELD)
    op.create_index("ix_outbox_held", "outbox", ["chat", "id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_outbox_held", "outbox")
