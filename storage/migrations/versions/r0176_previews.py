"""Refusals before they are sent, and questions to a client that were asked as such."""

import sqlalchemy as sa
from alembic import op

revision = "0176"
down_revision = "0172"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "previews",
        sa.Column("id", number, nullable=False),
        sa.Column("ticket", number, nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clause", sa.Text()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_previews"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_previews_ticket"),
        sqlite_autoincrement=True,
    )
    op.add_column("messages", sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("messages", "asks")
    op.drop_table("previews")
