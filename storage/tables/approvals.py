"""Requests to be let in by staff."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from desk.rules.approvals import Settlement
from storage.tables.base import metadata, partial
from storage.types import Name, Number, UtcDateTime, Word

IS_OPEN = "settled IS NULL"

approvals = Table(
    "approvals",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("client", Name, ForeignKey("clients.id")),
    Column("named_by", BigInteger),
    Column("settled", Word(Settlement)),
    sqlite_autoincrement=True,
)
partial("uq_approvals_open", approvals.c.person, where=IS_OPEN, unique=True)
