"""The knowledge base."""

import sqlalchemy as sa
from alembic import op

revision = "0150"
down_revision = "0176"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("title", NAME, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("slug", name="uq_articles_slug"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "article_words",
        sa.Column("stem", NAME, nullable=False),
        sa.Column("article", NUMBER, nullable=False, autoincrement=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stem", "article", "place", name="pk_article_words"),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name="fk_article_words_article"),
    )
    op.create_index("ix_article_words_article", "article_words", ["article"])
    op.create_table(
        "article_uses",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("slug", NAME, nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("draft", sa.BigInteger()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_uses"),
        sa.UniqueConstraint("slug", "use", "draft", name="uq_article_uses_slug_use_draft"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_article_uses_at", "article_uses", ["at"])


def downgrade() -> None:
    op.drop_table("article_uses")
    op.drop_table("article_words")
    op.drop_table("articles")
