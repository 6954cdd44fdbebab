"""Chats, the places of tickets in them, and where messages lie."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from desk.rules.groups import Wrong
from storage.codec import TOLD
from storage.tables.base import metadata, partial
from storage.types import Json, Number, UtcDateTime, Word

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False, default=""),
    Column("forum", Boolean, nullable=False, default=False),
    Column("newest", BigInteger, nullable=False, default=0),
    Column("screen", BigInteger),
    Column("quiet_until", UtcDateTime),
    Column("moved_to", BigInteger),
    Column("wrong", Word(Wrong), nullable=False, default=Wrong.NOTHING),
    Column("told", Json(TOLD), nullable=False, default=dict),
)
partial("ix_chats_hushed", chats.c.quiet_until, where="quiet_until IS NOT NULL")
HAS_MOVED = "moved_to IS NOT NULL"
partial("ix_chats_moved", chats.c.moved_to, chats.c.id, where=HAS_MOVED)

rooms = Table(
    "rooms",
    metadata,
    Column("ticket", Number, ForeignKey("tickets.id"), primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger),
    Column("card", BigInteger),
    Column("closed", Boolean, nullable=False),
    UniqueConstraint("chat", "topic"),
)

former_rooms = Table(
    "former_rooms",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger),
    Column("card", BigInteger),
    sqlite_autoincrement=True,
)
Index("ix_former_rooms_ticket", former_rooms.c.ticket, former_rooms.c.id)
Index("ix_former_rooms_topic", former_rooms.c.chat, former_rooms.c.topic, former_rooms.c.id)

posts = Table(
    "posts",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("of", Number, ForeignKey("messages.id")),
    Column("part", Integer, nullable=False),
    Column("original", Boolean, nullable=False),
)
Index("ix_posts_of", posts.c.of, posts.c.chat, posts.c.part, posts.c.message)

digests = Table(
    "digests",
    metadata,
    Column("day", Date, primary_key=True),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("delivered_at", UtcDateTime),
)
