"""Invitations to act for a client."""

import sqlalchemy as sa
from alembic import op

revision = "0131"
down_revision = "0130"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
IS_OPEN = sa.text("settled IS NULL")


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("client", NAME, nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sees_all", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.BigInteger()),
        sa.Column("settled", sa.Text()),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_invitations_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitations_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_invitations_open", "invitations", ["client", "id"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
    )


def downgrade() -> None:
    op.drop_index("ix_invitations_open", "invitations")
    op.drop_table("invitations")
