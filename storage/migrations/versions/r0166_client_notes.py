"""What staff note about a client, for colleagues alone; a client's tickets are asked for by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0166"
down_revision = "0165"
branch_labels = None
depends_on = None

NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "client_notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("client", NAME, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name="fk_client_notes_client"),
        sa.PrimaryKeyConstraint("id", name="pk_client_notes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_client_notes_client", "client_notes", ["client", "id"])


def downgrade() -> None:
    op.drop_index("ix_client_notes_client", "client_notes")
    op.drop_table("client_notes")
