"""What somebody wrote lately is found whatever ticket it is in: the limit counts over all of theirs."""

from alembic import op

revision = "0290"
down_revision = "0300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_messages_author", "messages", ["author", "written_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_messages_author", "messages")
