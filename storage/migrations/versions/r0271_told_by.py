"""Which panel has told of a client: only that one can say that they are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0271"
down_revision = "0270"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("checks", sa.Column("told_by", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("checks", "told_by")
