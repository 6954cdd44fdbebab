"""Links of the panel that wait to be used."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Table, Text

from desk.rules.people import Role
from storage.tables.base import metadata
from storage.types import Name, Number, UtcDateTime, Word

panel_links = Table(
    "panel_links",
    metadata,
    Column("id", Number, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("client", Name, ForeignKey("clients.id"), nullable=False),
    Column("login", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("role", Word(Role), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("person", BigInteger),
    Column("used_at", UtcDateTime),
    Column("void", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_panel_links_client", panel_links.c.client, panel_links.c.expires_at)
Index("ix_panel_links_expires_at", panel_links.c.expires_at)
