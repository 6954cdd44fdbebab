"""Questions of the desk that employees answer in words."""

import sqlalchemy as sa
from alembic import op

revision = "0175"
down_revision = "0160"
branch_labels = None
depends_on = None

OPEN = sa.text("over_at IS NULL")
PLACED = sa.text("message IS NOT NULL")


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "prompts",
        sa.Column("id", number, nullable=False),
        sa.Column("ticket", number, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger()),
        sa.Column("over_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_prompts"),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name="fk_prompts_ticket"),
        sqlite_autoincrement=True,
    )
    for name, columns, where in (
        ("ix_prompts_place", ["chat", "message"], PLACED),
        ("ix_prompts_person", ["person", "chat", "id"], OPEN),
        ("ix_prompts_ticket", ["ticket", "id"], OPEN),
        ("ix_prompts_asked_at", ["asked_at", "id"], OPEN),
    ):
        op.create_index(name, "prompts", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_table("prompts")
