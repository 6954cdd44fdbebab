"""Questions of the desk that employees answer in words."""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from desk.rules.prompts import Asked
from storage.tables.base import metadata, partial
from storage.types import Number, UtcDateTime, Word

IS_OPEN = "over_at IS NULL"

prompts = Table(
    "prompts",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("what", Word(Asked), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("args", Text, nullable=False),
    Column("message", BigInteger),
    Column("over_at", UtcDateTime),
    sqlite_autoincrement=True,
)
partial("ix_prompts_place", prompts.c.chat, prompts.c.message, where="message IS NOT NULL")
partial("ix_prompts_person", prompts.c.person, prompts.c.chat, prompts.c.id, where=IS_OPEN)
partial("ix_prompts_ticket", prompts.c.ticket, prompts.c.id, where=IS_OPEN)
partial("ix_prompts_asked_at", prompts.c.asked_at, prompts.c.id, where=IS_OPEN)
