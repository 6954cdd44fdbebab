"""What people have agreed to, and what waits until they have."""

import sqlalchemy as sa
from alembic import op

revision = "0230"
down_revision = "0220"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("consent", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "consents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consents_person", "consents", ["person", "id"])
    held = sa.text("state = 'held'")
    op.create_index(
        "ix_inbox_held",
        "inbox",
        ["lane", "update_id", "received_at"],
        sqlite_where=held,
        postgresql_where=held,
    )


def downgrade() -> None:
    op.execute("UPDATE inbox SET state = 'ready' WHERE state = 'held'")
    op.drop_index("ix_inbox_held", "inbox")
    op.drop_index("ix_consents_person", "consents")
    op.drop_table("consents")
    op.drop_column("people", "consent")
