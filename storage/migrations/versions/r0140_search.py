"""The words of tickets. What was said before is not found by them: it is found by the ticket's number."""

import sqlalchemy as sa
from alembic import op

revision = "0140"
down_revision = "0133"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_words",
        sa.Column("stem", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("ticket", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("stem", "ticket", name="pk_ticket_words"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_ticket_words_ticket"),
    )


def downgrade() -> None:
    op.drop_table("ticket_words")
