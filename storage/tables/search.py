"""The words of tickets, by their stems."""

from sqlalchemy import Column, ForeignKey, Table

from storage.tables.base import metadata
from storage.types import Name, Number

ticket_words = Table(
    "ticket_words",
    metadata,
    Column("stem", Name, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), primary_key=True, autoincrement=False),
)
