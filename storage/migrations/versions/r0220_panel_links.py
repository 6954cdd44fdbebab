"""Links of the panel by which people sign in."""

import sqlalchemy as sa
from alembic import op

from storage.types import UtcDateTime

revision = "0220"
down_revision = "0201"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "panel_links",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("client", NAME, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name="fk_panel_links_client"),
        sa.PrimaryKeyConstraint("id", name="pk_panel_links"),
        sa.UniqueConstraint("digest", name="uq_panel_links_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_panel_links_client", "panel_links", ["client", "expires_at"])
    op.create_index("ix_panel_links_expires_at", "panel_links", ["expires_at"])


def downgrade() -> None:
    op.drop_index("ix_panel_links_expires_at", "panel_links")
    op.drop_index("ix_panel_links_client", "panel_links")
    op.drop_table("panel_links")
