"""What happened about who somebody is; links of letters that end an access; who was told of a link, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0241"
down_revision = "0200"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "auth_events",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("client", NAME),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_events")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_auth_events_client", "auth_events", ["client", "id"])
    op.create_index("ix_auth_events_person", "auth_events", ["person", "id"])
    op.create_index("ix_auth_events_at", "auth_events", ["at"])
    op.create_table(
        "undos",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("client", NAME, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.BigInteger()),
        sa.Column("used_at", MOMENT),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_undos_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undos")),
        sa.UniqueConstraint("digest", name=op.f("uq_undos_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_undos_expires_at", "undos", ["expires_at"])
    # Links from before: nobody can be told any more of what they have long known.
    op.add_column("links", sa.Column("told_at", MOMENT))
    op.execute("UPDATE links SET told_at = proven_at WHERE assurance <> 'low'")


def downgrade() -> None:
    op.drop_column("links", "told_at")
    op.drop_index("ix_undos_expires_at", "undos")
    op.drop_table("undos")
    op.drop_index("ix_auth_events_at", "auth_events")
    op.drop_index("ix_auth_events_person", "auth_events")
    op.drop_index("ix_auth_events_client", "auth_events")
    op.drop_table("auth_events")
