"""What was used once and counts no more."""

from sqlalchemy import Column, Index, Table, Text

from storage.tables.base import metadata
from storage.types import UtcDateTime

nonces = Table(
    "nonces",
    metadata,
    Column("nonce", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
Index("ix_nonces_at", nonces.c.at)
