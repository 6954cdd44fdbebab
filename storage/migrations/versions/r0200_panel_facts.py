"""What a panel tells more of clients and services: closed ones, work that is done, its own words."""

import sqlalchemy as sa
from alembic import op

revision = "0200"
down_revision = "0210"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("clients", sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("services", sa.Column("done_on", sa.Date()))
    op.add_column("services", sa.Column("raw", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("services", "raw")
    op.drop_column("services", "done_on")
    op.drop_column("clients", "closed")
