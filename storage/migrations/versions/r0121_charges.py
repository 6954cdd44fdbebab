"""What tickets cost."""

import sqlalchemy as sa
from alembic import op

revision = "0121"
down_revision = "0120"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CURRENT = sa.text("state <> 'replaced'")


def upgrade() -> None:
    op.create_table(
        "charges",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ticket", NUMBER, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invoice", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.BigInteger()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_charges_ticket"),
        sa.PrimaryKeyConstraint("id", name="pk_charges"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_charges_current", "charges", ["ticket"], unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT
    )
    op.create_index("ix_charges_offered_at", "charges", ["offered_at", "id"])


def downgrade() -> None:
    op.drop_table("charges")
