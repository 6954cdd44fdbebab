"""What tickets cost."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from desk.rules.charges import ChargeState
from storage.tables.base import metadata, partial
from storage.types import Number, UtcDateTime, Word

IS_CURRENT = f"state <> {ChargeState.REPLACED.value!r}"

charges = Table(
    "charges",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("invoice", Text, nullable=False),
    Column("state", Word(ChargeState), nullable=False),
    Column("settled_by", BigInteger),
    Column("settled_at", UtcDateTime),
    Column("why", Text, nullable=False),
    sqlite_autoincrement=True,
)
partial("uq_charges_current", charges.c.ticket, where=IS_CURRENT, unique=True)
Index("ix_charges_offered_at", charges.c.offered_at, charges.c.id)
