"""Access data that clients pass on, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0155"
down_revision = "0183"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

PARTIAL = {
    "ix_secrets_asker": (["asker", "id"], "state IN ('asked', 'given', 'showing')"),
    "ix_secrets_request": (["reader", "request"], "request IS NOT NULL"),
    "ix_secrets_due": (["look_at", "id"], "look_at IS NOT NULL"),
    "ix_secrets_held": (["id"], "state IN ('given', 'showing')"),
    "ix_secrets_unchanged": (["ticket"], "change IN ('told', 'reminded')"),
}


IS_STEP = sa.text("form = 'secret'")


def upgrade() -> None:
    op.create_table(
        "secrets",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ticket", NUMBER, nullable=False),
        sa.Column("sealed_in", NUMBER, nullable=False),
        sa.Column("asker", sa.BigInteger()),
        sa.Column("reader", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("request", sa.BigInteger()),
        sa.Column("giver", sa.BigInteger()),
        sa.Column("given_at", MOMENT),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("seen_at", MOMENT),
        sa.Column("post", sa.BigInteger()),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("look_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ticket"], ["tickets.id"], name=op.f("fk_secrets_ticket")),
        sa.ForeignKeyConstraint(["sealed_in"], ["tickets.id"], name=op.f("fk_secrets_sealed_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrets")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_secrets_ticket", "secrets", ["ticket", "id"])
    op.create_index("ix_drafts_steps", "drafts", ["touched_at", "id"], sqlite_where=IS_STEP, postgresql_where=IS_STEP)
    for name, (columns, where) in PARTIAL.items():
        op.create_index(name, "secrets", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_index("ix_drafts_steps", "drafts")
    for name in PARTIAL:
        op.drop_index(name, "secrets")
    op.drop_index("ix_secrets_ticket", "secrets")
    op.drop_table("secrets")
