"""What happened about who somebody is (ids only), and the links of letters that end an access."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from desk.rules.auth import AuthWhat
from desk.rules.people import Proof
from storage.tables.base import metadata
from storage.types import Name, Number, UtcDateTime, Word

auth_events = Table(
    "auth_events",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("what", Word(AuthWhat), nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("person", BigInteger, nullable=False),
    Column("client", Name),
    Column("method", Word(Proof), nullable=False),
    Column("result", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_auth_events_client", auth_events.c.client, auth_events.c.id)
Index("ix_auth_events_person", auth_events.c.person, auth_events.c.id)
Index("ix_auth_events_at", auth_events.c.at)

undos = Table(
    "undos",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("client", Name, ForeignKey("clients.id"), nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("opened_by", BigInteger),
    Column("used_at", UtcDateTime),
    sqlite_autoincrement=True,
)
Index("ix_undos_expires_at", undos.c.expires_at)
