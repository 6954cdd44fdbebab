"""Who is known to be in a staff group."""

from sqlalchemy import BigInteger, Column, Table

from storage.tables.base import metadata
from storage.types import UtcDateTime

members = Table(
    "members",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
