"""A person's own tickets are found whatever client they are for."""

import sqlalchemy as sa
from alembic import op

revision = "0133"
down_revision = "0132"
branch_labels = None
depends_on = None

WITHOUT_CLIENT = sa.text("client IS NULL")


def upgrade() -> None:
    op.drop_index("ix_tickets_author", "tickets")
    op.create_index("ix_tickets_author", "tickets", ["author", "filed_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_tickets_author", "tickets")
    op.create_index(
        "ix_tickets_author",
        "tickets",
        ["author", "filed_at", "id"],
        sqlite_where=WITHOUT_CLIENT,
        postgresql_where=WITHOUT_CLIENT,
    )
