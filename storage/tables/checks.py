"""When the panel was asked about whom."""

from sqlalchemy import Column, Index, Table, Text, text

from storage.tables.base import metadata
from storage.types import Name, UtcDateTime

checks = Table(
    "checks",
    metadata,
    Column("client", Name, primary_key=True),
    Column("checked_at", UtcDateTime),
    Column("asked_at", UtcDateTime),
    Column("failed_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("address_removed_at", UtcDateTime),
    Column("told_by", Text, nullable=False, server_default=text("''")),
    Column("wrong", Text, nullable=False, server_default=text("''")),
)
Index("ix_checks_asked_at", checks.c.asked_at, checks.c.client)
Index("ix_checks_closed_at", checks.c.closed_at)
Index("ix_checks_address_removed_at", checks.c.address_removed_at)
Index("ix_checks_wrong", checks.c.client, sqlite_where=checks.c.wrong != "", postgresql_where=checks.c.wrong != "")
