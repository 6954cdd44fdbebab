"""Invitations to act for a client."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Table, Text

from desk.rules.invitations import Settlement
from storage.tables.base import metadata, partial
from storage.types import Name, Number, UtcDateTime, Word

IS_OPEN = "settled IS NULL"

invitations = Table(
    "invitations",
    metadata,
    Column("id", Number, primary_key=True),
    Column("client", Name, ForeignKey("clients.id"), nullable=False),
    Column("owner", BigInteger, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("sees_all", Boolean, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("person", BigInteger),
    Column("settled", Word(Settlement)),
    sqlite_autoincrement=True,
)
partial("ix_invitations_open", invitations.c.client, invitations.c.id, where=IS_OPEN)
