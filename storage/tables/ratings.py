"""How clients rated solutions."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.tables.base import metadata, partial
from storage.types import Number, UtcDateTime

IS_RATED = "rated_at IS NOT NULL"

ratings = Table(
    "ratings",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("solved_at", UtcDateTime, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("employee", BigInteger, nullable=False),
    Column("score", Integer),
    Column("comment", Text, nullable=False),
    Column("rated_at", UtcDateTime),
    UniqueConstraint("ticket", "solved_at"),
    sqlite_autoincrement=True,
)
partial("ix_ratings_rated_at", ratings.c.rated_at, where=IS_RATED)
