"""Answers that are ready to be said."""

from sqlalchemy import BigInteger, Column, Table, Text

from storage.tables.base import metadata
from storage.types import Name, Number, UtcDateTime

macros = Table(
    "macros",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Name, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
