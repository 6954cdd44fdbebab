"""Dates that staff set on tickets."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from desk.rules.reminders import Over, Set
from storage.tables.base import metadata, partial
from storage.types import Number, UtcDateTime, Word

IS_OPEN = "over_at IS NULL"
IS_OVER = "over_at IS NOT NULL"

reminders = Table(
    "reminders",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("what", Word(Set), nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("look_at", UtcDateTime),
    Column("over_at", UtcDateTime),
    Column("over", Word(Over)),
    sqlite_autoincrement=True,
)
partial("uq_reminders_open", reminders.c.ticket, reminders.c.what, where=IS_OPEN, unique=True)
partial("ix_reminders_over", reminders.c.ticket, reminders.c.what, reminders.c.over_at, reminders.c.id, where=IS_OVER)
partial("ix_reminders_to_look", reminders.c.look_at, reminders.c.id, where=IS_OPEN)
