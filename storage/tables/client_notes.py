"""What staff have noted about clients."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from storage.tables.base import metadata
from storage.types import Name, Number, UtcDateTime

client_notes = Table(
    "client_notes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("client", Name, ForeignKey("clients.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_client_notes_client", client_notes.c.client, client_notes.c.id)
