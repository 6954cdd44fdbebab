"""The promise of a ticket that was kept last is found: it may not have been kept after all."""

import sqlalchemy as sa
from alembic import op

revision = "0301"
down_revision = "0290"
branch_labels = None
depends_on = None

IS_OVER = sa.text("over_at IS NOT NULL")


def upgrade() -> None:
    columns = ["ticket", "what", "over_at", "id"]
    op.create_index("ix_reminders_over", "reminders", columns, sqlite_where=IS_OVER, postgresql_where=IS_OVER)


def downgrade() -> None:
    op.drop_index("ix_reminders_over", "reminders")
