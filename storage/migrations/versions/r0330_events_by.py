"""What somebody did in tickets is found by who it was: it is erased a part at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0330"
down_revision = "0301"
branch_labels = None
depends_on = None

IS_SOMEBODYS = sa.text("by IS NOT NULL")


def upgrade() -> None:
    columns = ["by", "at", "id"]
    op.create_index("ix_events_by", "events", columns, sqlite_where=IS_SOMEBODYS, postgresql_where=IS_SOMEBODYS)


def downgrade() -> None:
    op.drop_index("ix_events_by", "events")
