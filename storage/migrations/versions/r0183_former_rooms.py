"""Where tickets were before they were moved to another group."""

import sqlalchemy as sa
from alembic import op

revision = "0183"
down_revision = "0182"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "former_rooms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.BigInteger()),
        sa.Column("card", sa.BigInteger()),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_former_rooms_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_former_rooms"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_former_rooms_ticket", "former_rooms", ["ticket", "id"])
    op.create_index("ix_former_rooms_topic", "former_rooms", ["chat", "topic", "id"])


def downgrade() -> None:
    op.drop_index("ix_former_rooms_topic", "former_rooms")
    op.drop_index("ix_former_rooms_ticket", "former_rooms")
    op.drop_table("former_rooms")
