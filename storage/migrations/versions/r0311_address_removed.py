"""When the panel has last said of a client that there is no address any more: many of them in a day are a mistake."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0311"
down_revision = "0330"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("checks", sa.Column("address_removed_at", UtcDateTime()))
    op.create_index("ix_checks_address_removed_at", "checks", ["address_removed_at"])


def downgrade() -> None:
    op.drop_index("ix_checks_address_removed_at", "checks")
    op.drop_column("checks", "address_removed_at")
