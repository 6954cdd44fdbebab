"""By what an account was tied to a client, and when that was proven last."""

import sqlalchemy as sa
from alembic import op

revision = "0240"
down_revision = "0155"
branch_labels = None
depends_on = None

# Until now: a code by mail made an owner, an invitation a delegate, and only staff's word gave the lowest assurance.
WHAT_IS_KNOWN = """
UPDATE links SET proven_at = since, proof = CASE
    WHEN assurance = 'low' THEN 'staff'
    WHEN assurance = 'medium' AND role = 'owner' THEN 'mail'
    WHEN assurance = 'medium' AND role = 'delegate' THEN 'invitation'
    ELSE 'unknown' END
"""


def upgrade() -> None:
    op.drop_index("ix_links_client", "links")
    with op.batch_alter_table("links") as links:
        links.alter_column("at", new_column_name="since")
        links.add_column(sa.Column("proof", sa.Text(), nullable=False, server_default="unknown"))
        links.add_column(sa.Column("proven_at", sa.DateTime(timezone=True)))
    op.execute(WHAT_IS_KNOWN)
    with op.batch_alter_table("links") as links:
        links.alter_column("proven_at", nullable=False)
    op.create_index("ix_links_client", "links", ["client", "since", "person"])


def downgrade() -> None:
    op.drop_index("ix_links_client", "links")
    with op.batch_alter_table("links") as links:
        links.drop_column("proven_at")
        links.drop_column("proof")
        links.alter_column("since", new_column_name="at")
    op.create_index("ix_links_client", "links", ["client", "at", "person"])
