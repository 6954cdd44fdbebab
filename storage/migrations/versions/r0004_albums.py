"""Items of an album that were handled are found by their group."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

IS_ITEM = sa.text("album <> ''")


def upgrade() -> None:
    op.create_index("ix_inbox_albums", "inbox", ["lane", "album"], sqlite_where=IS_ITEM, postgresql_where=IS_ITEM)


def downgrade() -> None:
    op.drop_index("ix_inbox_albums", "inbox")
