"""Which clock a ticket's targets run on."""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("support", sa.Text(), nullable=False, server_default="standard"))


def downgrade() -> None:
    op.drop_column("tickets", "support")
