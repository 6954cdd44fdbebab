"""Of what is said in several calls it is known which were made; answers of unknown fate are found by their ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0340"
down_revision = "0320"
branch_labels = None
depends_on = None


IS_UNCERTAIN = sa.text("state = 'uncertain'")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("made", sa.Text(), nullable=False, server_default=sa.text("''")))
    columns = ["lane", "id"]
    op.create_index("ix_outbox_unsure", "outbox", columns, sqlite_where=IS_UNCERTAIN, postgresql_where=IS_UNCERTAIN)


def downgrade() -> None:
    op.drop_index("ix_outbox_unsure", "outbox")
    op.drop_column("outbox", "made")
