"""Refusals before they are sent."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from desk.rules.refusals import Clause
from storage.tables.base import metadata
from storage.types import Number, UtcDateTime, Word

previews = Table(
    "previews",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("clause", Word(Clause)),
    Column("words", Text, nullable=False),
    Column("sent_at", UtcDateTime),
    sqlite_autoincrement=True,
)
