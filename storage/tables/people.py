"""Who writes: Telegram accounts, the panel's clients and services, what ties them, the codes that prove it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
    text,
)

from desk.rules.entitlement import ServiceStatus
from desk.rules.people import Assurance, ClientCategory, Proof, Role
from storage.tables.base import metadata
from storage.types import Name, Number, UtcDateTime, Word

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("chosen", Text, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("blocked", Text, nullable=False, server_default=text("''")),
    Column("zone", Text, nullable=False, server_default=text("''")),
    Column("consent", Text, nullable=False, server_default=text("''")),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("version", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    sqlite_autoincrement=True,
)
Index("ix_consents_person", consents.c.person, consents.c.id)

clients = Table(
    "clients",
    metadata,
    Column("id", Name, primary_key=True),
    Column("name", Name, nullable=False),
    Column("category", Word(ClientCategory), nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("closed", Boolean, nullable=False, server_default=false()),
)
Index("ix_clients_email", clients.c.email, clients.c.id)

services = Table(
    "services",
    metadata,
    Column("id", Name, primary_key=True),
    Column("client", Name, ForeignKey("clients.id"), nullable=False),
    Column("name", Name, nullable=False),
    Column("product", Text, nullable=False),
    Column("status", Word(ServiceStatus), nullable=False),
    Column("paid_until", Date),
    Column("done_on", Date),
    Column("raw", Text, nullable=False, server_default=text("''")),
)
Index("ix_services_client", services.c.client, services.c.name, services.c.id)

links = Table(
    "links",
    metadata,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("client", Name, ForeignKey("clients.id"), primary_key=True),
    Column("role", Word(Role), nullable=False),
    Column("assurance", Word(Assurance), nullable=False),
    Column("sees_all", Boolean, nullable=False),
    Column("proof", Word(Proof), nullable=False, server_default=Proof.UNKNOWN.value),
    Column("since", UtcDateTime, nullable=False),
    Column("proven_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    Column("asked_at", UtcDateTime),
)
Index("ix_links_proven_at", links.c.proven_at)
Index("ix_links_client", links.c.client, links.c.since, links.c.person)

codes = Table(
    "codes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("person", BigInteger, nullable=False),
    Column("client", Name, ForeignKey("clients.id")),
    Column("email", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", UtcDateTime),
    Column("void", Boolean, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_codes_person", codes.c.person, codes.c.asked_at)
Index("ix_codes_client", codes.c.client, codes.c.asked_at)
Index("ix_codes_asked_at", codes.c.asked_at)
