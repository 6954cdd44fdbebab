"""When somebody was asked to prove once more that they are the client's."""

import sqlalchemy as sa
from alembic import op

revision = "0242"
down_revision = "0231"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("links", sa.Column("asked_at", sa.DateTime(timezone=True)))
    op.create_index("ix_links_proven_at", "links", ["proven_at"])


def downgrade() -> None:
    op.drop_index("ix_links_proven_at", "links")
    op.drop_column("links", "asked_at")
