"""What tickets cost: money and working time."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from desk.rules.charges import ChargeState
from storage.tables.base import metadata, partial
from storage.types import Name, Number, UtcDateTime, Word

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

IS_VALID = "taken_back_at IS NULL"
IS_ANSWER = f"asked AND {IS_VALID}"

times = Table(
    "times",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("client", Name, ForeignKey("clients.id")),
    Column("by", BigInteger, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("paid", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("taken_back_at", UtcDateTime),
    sqlite_autoincrement=True,
)
partial("ix_times_ticket", times.c.ticket, times.c.at, times.c.id, where=IS_VALID)
partial("ix_times_at", times.c.at, times.c.id, where=IS_VALID)
partial("uq_times_asked", times.c.ticket, where=IS_ANSWER, unique=True)
