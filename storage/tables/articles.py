"""The knowledge base, its words, and what became of it. Uses outlive their article: so no key leads to it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from desk.rules.articles import Place, Use
from storage.codec import NAMES
from storage.tables.base import metadata
from storage.types import Json, Name, Number, UtcDateTime, Word

articles = Table(
    "articles",
    metadata,
    Column("id", Number, primary_key=True),
    Column("slug", Name, nullable=False, unique=True),
    Column("title", Name, nullable=False),
    Column("text", Text, nullable=False),
    Column("entities", Text, nullable=False),
    Column("tags", Json(NAMES), nullable=False),
    Column("categories", Json(NAMES), nullable=False),
    Column("language", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

article_words = Table(
    "article_words",
    metadata,
    Column("stem", Name, primary_key=True),
    Column("article", Number, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("place", Word(Place), primary_key=True),
)
Index("ix_article_words_article", article_words.c.article)

article_uses = Table(
    "article_uses",
    metadata,
    Column("id", Number, primary_key=True),
    Column("slug", Name, nullable=False),
    Column("use", Word(Use), nullable=False),
    Column("draft", BigInteger),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("slug", "use", "draft"),
    sqlite_autoincrement=True,
)
Index("ix_article_uses_at", article_uses.c.at)
