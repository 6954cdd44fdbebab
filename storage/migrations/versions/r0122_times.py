"""Recorded working time."""

import sqlalchemy as sa
from alembic import op

revision = "0122"
down_revision = "0121"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
VALID = sa.text("taken_back_at IS NULL")
ANSWER = sa.text("asked AND taken_back_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "times",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ticket", NUMBER, nullable=False),
        sa.Column("client", NAME),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_times_ticket"),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name="fk_times_client"),
        sa.PrimaryKeyConstraint("id", name="pk_times"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_times_ticket", "times", ["ticket", "at", "id"], sqlite_where=VALID, postgresql_where=VALID)
    op.create_index("ix_times_at", "times", ["at", "id"], sqlite_where=VALID, postgresql_where=VALID)
    op.create_index("uq_times_asked", "times", ["ticket"], unique=True, sqlite_where=ANSWER, postgresql_where=ANSWER)


def downgrade() -> None:
    op.drop_table("times")
