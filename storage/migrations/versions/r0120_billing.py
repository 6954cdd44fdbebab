"""What a ticket was filed as: free or paid, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0111"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("billing", sa.Text()))


def downgrade() -> None:
    op.drop_column("tickets", "billing")
