"""The page by which access data can be passed on without Telegram."""

import sqlalchemy as sa
from alembic import op

revision = "0258"
down_revision = "0242"
branch_labels = None
depends_on = None

HAS_PAGE = sa.text("page IS NOT NULL")


def upgrade() -> None:
    op.add_column("secrets", sa.Column("page", sa.Text()))
    op.add_column("secrets", sa.Column("page_until", sa.DateTime(timezone=True)))
    op.create_index("ix_secrets_page", "secrets", ["page"], sqlite_where=HAS_PAGE, postgresql_where=HAS_PAGE)


def downgrade() -> None:
    op.drop_index("ix_secrets_page", "secrets")
    op.drop_column("secrets", "page_until")
    op.drop_column("secrets", "page")
