"""Of what is said in several calls it is known which of them were made, and where."""

import sqlalchemy as sa
from alembic import op

revision = "0340"
down_revision = "0320"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("made", sa.Text(), nullable=False, server_default=sa.text("''")))


def downgrade() -> None:
    op.drop_column("outbox", "made")
