"""How clients rated solutions."""

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0122"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
IS_RATED = sa.text("rated_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ticket", NUMBER, nullable=False),
        sa.Column("solved_at", MOMENT, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("employee", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", MOMENT),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_ratings_ticket")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("ticket", "solved_at", name=op.f("uq_ratings_ticket_solved_at")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ratings_rated_at", "ratings", ["rated_at"], sqlite_where=IS_RATED, postgresql_where=IS_RATED)


def downgrade() -> None:
    op.drop_index("ix_ratings_rated_at", "ratings")
    op.drop_table("ratings")
