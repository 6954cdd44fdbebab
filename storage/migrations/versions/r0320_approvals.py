"""Requests to be let in by staff."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0320"
down_revision = "0311"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
IS_OPEN = sa.text("settled IS NULL")


def upgrade() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("client", NAME, nullable=True),
        sa.Column("named_by", sa.BigInteger(), nullable=True),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name="fk_approvals_client"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_approvals_open", "approvals", ["person"], unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
    )


def downgrade() -> None:
    op.drop_index("uq_approvals_open", "approvals")
    op.drop_table("approvals")
