"""When the panel was asked about whom."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0201"
down_revision = "0241"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checks",
        sa.Column("client", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("checked_at", UtcDateTime()),
        sa.Column("asked_at", UtcDateTime()),
        sa.Column("failed_at", UtcDateTime()),
        sa.Column("closed_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("client", name="pk_checks"),
    )
    op.create_index("ix_checks_asked_at", "checks", ["asked_at", "client"])
    op.create_index("ix_checks_closed_at", "checks", ["closed_at"])


def downgrade() -> None:
    op.drop_index("ix_checks_closed_at", "checks")
    op.drop_index("ix_checks_asked_at", "checks")
    op.drop_table("checks")
