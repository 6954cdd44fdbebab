"""What was said in the chat about single days. Only ever added to: who changed what is kept."""

from sqlalchemy import BigInteger, Column, Date, Index, Table, Text

from storage.tables.base import metadata
from storage.types import Number, UtcDateTime

day_changes = Table(
    "day_changes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("day", Date, nullable=False),
    Column("how", Text, nullable=False),
    Column("over", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_day_changes_day", day_changes.c.day, day_changes.c.id)
