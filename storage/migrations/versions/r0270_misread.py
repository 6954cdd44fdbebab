"""What is wrong with what the panel tells of a client."""

import sqlalchemy as sa
from alembic import op

revision = "0270"
down_revision = "0258"
branch_labels = None
depends_on = None

IS_WRONG = sa.text("wrong != ''")


def upgrade() -> None:
    op.add_column("checks", sa.Column("wrong", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_index("ix_checks_wrong", "checks", ["client"], sqlite_where=IS_WRONG, postgresql_where=IS_WRONG)


def downgrade() -> None:
    op.drop_index("ix_checks_wrong", "checks")
    op.drop_column("checks", "wrong")
