"""The inbox and the outbox."""

from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text, UniqueConstraint, text

from desk.ports import OwedState
from storage.tables.base import metadata, partial
from storage.types import Number, UtcDateTime, Word

IS_READY = "state = 'ready'"
IS_PARKED = "state = 'parked'"
IS_ASKED = "state = 'asked'"
IS_DONE = "state = 'done'"
IS_ITEM = "album <> ''"
IS_UNFINISHED = "state IN ('waiting', 'sending')"
IS_WAITING = "state = 'waiting'"
IS_SENDING = "state = 'sending'"
IS_SENT = "state = 'sent'"
IS_LOST = "state = 'undeliverable'"
IS_UNCERTAIN = "state = 'uncertain'"
IS_HELD = "state = 'held'"
"""Of what is owed: until its reader is back. Of what came: until its sender has agreed."""


class InboxState(StrEnum):
    READY = "ready"
    DONE = "done"
    PARKED = "parked"
    HELD = "held"
    ASKED = "asked"
    """Its sender was asked what is to become of it."""


inbox = Table(
    "inbox",
    metadata,
    Column("update_id", Number, primary_key=True, autoincrement=False),
    Column("lane", BigInteger, nullable=False),
    Column("raw", Text, nullable=False),
    Column("album", Text, nullable=False),
    Column("state", Word(InboxState), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("done_at", UtcDateTime),
    Column("way", Text, nullable=False, server_default=text("''")),
    Column("choice", BigInteger),
    Column("sender", BigInteger, nullable=False, server_default=text("0")),
)
partial("ix_inbox_ready", inbox.c.update_id, where=IS_READY)
partial("ix_inbox_lanes", inbox.c.lane, inbox.c.due_at, where=IS_READY)
partial("ix_inbox_next_try", inbox.c.due_at, where=IS_READY)
partial("ix_inbox_parked", inbox.c.update_id, where=IS_PARKED)
partial("ix_inbox_held", inbox.c.lane, inbox.c.update_id, inbox.c.received_at, where=IS_HELD)
partial("ix_inbox_asked", inbox.c.lane, inbox.c.choice, inbox.c.due_at, inbox.c.way, where=IS_ASKED)
partial("ix_inbox_done", inbox.c.done_at, where=IS_DONE)
partial("ix_inbox_albums", inbox.c.lane, inbox.c.album, where=IS_ITEM)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Text),
    Column("kind", Text, nullable=False),
    Column("payload", Text),
    Column("chat", BigInteger, nullable=False),
    Column("lane", BigInteger, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("holds", Boolean, nullable=False),
    Column("collapse", Text),
    Column("state", Word(OwedState), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("made", Text, nullable=False, server_default=text("''")),
    Column("weight", Integer, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("error", Text, nullable=False),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)
# It holds all that the order of the lanes is made of, so that the rows themselves are not read for it.
partial(
    "ix_outbox_lanes",
    outbox.c.chat,
    outbox.c.lane,
    outbox.c.rank,
    outbox.c.id,
    outbox.c.holds,
    outbox.c.priority,
    where=IS_UNFINISHED,
)
partial("ix_outbox_sending", outbox.c.id, where=IS_SENDING)
partial("ix_outbox_collapse", outbox.c.chat, outbox.c.collapse, where=IS_UNFINISHED)
partial("ix_outbox_lost", outbox.c.settled_at, where=IS_LOST)
partial("ix_outbox_held", outbox.c.chat, outbox.c.id, where=IS_HELD)
partial("ix_outbox_uncertain", outbox.c.settled_at, where=IS_UNCERTAIN)
partial("ix_outbox_unsure", outbox.c.lane, outbox.c.id, where=IS_UNCERTAIN)
partial("ix_outbox_sent", outbox.c.settled_at, where=IS_SENT)
