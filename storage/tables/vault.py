"""Access data, sealed, on their way from a client to an employee."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from desk.rules.vault import Change, SecretState
from storage.tables.base import metadata, partial
from storage.types import Number, UtcDateTime, Word

IS_DUE = "look_at IS NOT NULL"
IS_UNSEEN = "state IN ('asked', 'given', 'showing')"
IS_HELD = "state IN ('given', 'showing')"
IS_UNCHANGED = "change IN ('told', 'reminded')"
IS_REQUEST = "request IS NOT NULL"
HAS_PAGE = "page IS NOT NULL"

secrets = Table(
    "secrets",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("sealed_in", Number, ForeignKey("tickets.id"), nullable=False),
    Column("asker", BigInteger),
    Column("reader", BigInteger, nullable=False),
    Column("what", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("bot", Text, nullable=False),
    Column("state", Word(SecretState), nullable=False),
    Column("request", BigInteger),
    Column("giver", BigInteger),
    Column("given_at", UtcDateTime),
    Column("sealed", Text, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("post", BigInteger),
    Column("change", Word(Change), nullable=False),
    Column("look_at", UtcDateTime),
    Column("page", Text),
    Column("page_until", UtcDateTime),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_secrets_ticket", secrets.c.ticket, secrets.c.id)
partial("ix_secrets_asker", secrets.c.asker, secrets.c.id, where=IS_UNSEEN)
partial("ix_secrets_request", secrets.c.reader, secrets.c.request, where=IS_REQUEST)
partial("ix_secrets_page", secrets.c.page, where=HAS_PAGE)
partial("ix_secrets_due", secrets.c.look_at, secrets.c.id, where=IS_DUE)
partial("ix_secrets_held", secrets.c.id, where=IS_HELD)
partial("ix_secrets_unchanged", secrets.c.ticket, where=IS_UNCHANGED)
