"""Tickets, their messages, their waits and their history."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false

from desk.rules.came import Way
from desk.rules.clocks import Alert
from desk.rules.entitlement import Ground, ServiceState, Standing
from desk.rules.events import EventKind
from desk.rules.messages import Side
from desk.rules.paid import Billing
from desk.rules.people import ClientCategory
from desk.rules.periods import Ended
from desk.rules.ticket import ENDS, Category, Level, Status, Support, Urgency
from storage.codec import GIVEN, NAMES, PARTS
from storage.tables.base import metadata, partial
from storage.types import Json, Name, Number, Span, UtcDateTime, Word

IS_OPEN = f"status NOT IN ({', '.join(repr(status.value) for status in sorted(ENDS))})"
"""Of a ticket."""

IS_RUNNING = "ended_at IS NULL"
"""Of a waiting period."""

tickets = Table(
    "tickets",
    metadata,
    Column("id", Number, primary_key=True),
    Column("author", BigInteger, nullable=False),
    Column("client", Name, ForeignKey("clients.id")),
    Column("room", BigInteger, nullable=False),
    Column("draft", BigInteger, nullable=False, unique=True),
    Column("category", Word(Category), nullable=False),
    Column("urgency", Word(Urgency), nullable=False),
    Column("subject", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("standing", Word(Standing), nullable=False),
    Column("ground", Word(Ground), nullable=False),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("service", Text),
    Column("service_name", Text, nullable=False),
    Column("service_state", Word(ServiceState)),
    Column("answers", Json(GIVEN), nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("assignee", BigInteger),
    Column("react_by", UtcDateTime),
    Column("reacted_at", UtcDateTime),
    Column("took", Span),
    Column("ended_at", UtcDateTime),
    Column("unanswered_since", UtcDateTime),
    Column("merged_into", BigInteger),
    Column("follows", BigInteger),
    Column("followed_by", BigInteger),
    Column("billing", Word(Billing)),
    Column("support", Word(Support), nullable=False, server_default=Support.STANDARD.value),
    Column("answer_by", UtcDateTime),
    Column("paused_at", UtcDateTime),
    Column("alert_at", UtcDateTime),
    Column("filed_by", BigInteger),
    Column("way", Word(Way)),
    Column("came_at", UtcDateTime),
    Column("first_solved_at", UtcDateTime),
    Column("reopened", Integer, nullable=False, server_default="0"),
    Column("cycle_at", UtcDateTime),
    Column("level", Word(Level)),
    Column("client_category", Word(ClientCategory)),
    Column("products", Json(NAMES), nullable=False, server_default="[]"),
    Column("counted_from", UtcDateTime),
    Column("paused_for", Span),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_tickets_client", tickets.c.client, tickets.c.filed_at, tickets.c.id)
Index("ix_tickets_author", tickets.c.author, tickets.c.filed_at, tickets.c.id)
Index("ix_tickets_filed_at", tickets.c.filed_at)
partial("ix_tickets_reacted_at", tickets.c.reacted_at, tickets.c.id, where="reacted_at IS NOT NULL")
partial("ix_tickets_open", tickets.c.filed_at, where=IS_OPEN)
partial("ix_tickets_open_room", tickets.c.room, tickets.c.id, where=IS_OPEN)
partial("ix_tickets_held", tickets.c.assignee, tickets.c.id, where=IS_OPEN)
partial("ix_tickets_due", tickets.c.react_by, tickets.c.id, where=f"{IS_OPEN} AND reacted_at IS NULL")
partial("ix_tickets_to_alert", tickets.c.alert_at, tickets.c.id, where=f"{IS_OPEN} AND alert_at IS NOT NULL")

messages = Table(
    "messages",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("author", BigInteger, nullable=False),
    Column("side", Word(Side), nullable=False),
    Column("parts", Json(PARTS), nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("reply_to", BigInteger),
    Column("awaits", Boolean, nullable=False),
    Column("is_description", Boolean, nullable=False),
    Column("delivered_at", UtcDateTime),
    Column("told_with", BigInteger),
    Column("repeated", Boolean, nullable=False, server_default=false()),
    Column("recalled_at", UtcDateTime),
    Column("asks", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)
Index("ix_messages_ticket", messages.c.ticket, messages.c.written_at, messages.c.id)
Index("ix_messages_author", messages.c.author, messages.c.written_at, messages.c.id)
partial("ix_messages_told_with", messages.c.told_with, messages.c.id, where="told_with IS NOT NULL")

waiting_periods = Table(
    "waiting_periods",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ping_at", UtcDateTime),
    Column("pings", Integer, nullable=False),
    Column("pinged_at", UtcDateTime),
    Column("close_at", UtcDateTime),
    Column("extensions", Integer, nullable=False),
    Column("unreachable", Boolean, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended", Word(Ended)),
    sqlite_autoincrement=True,
)
partial("uq_waiting_periods_running", waiting_periods.c.ticket, where=IS_RUNNING, unique=True)
partial("ix_waiting_periods_to_ping", waiting_periods.c.ping_at, waiting_periods.c.id, where=IS_RUNNING)
partial("ix_waiting_periods_to_close", waiting_periods.c.close_at, waiting_periods.c.id, where=IS_RUNNING)

alerts = Table(
    "alerts",
    metadata,
    Column("ticket", Number, ForeignKey("tickets.id"), primary_key=True),
    Column("kind", Word(Alert), primary_key=True),
    Column("due", UtcDateTime, primary_key=True),
    Column("told_at", UtcDateTime, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Number, primary_key=True),
    Column("ticket", Number, ForeignKey("tickets.id"), nullable=False),
    Column("kind", Word(EventKind), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", BigInteger),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_events_ticket", events.c.ticket, events.c.at, events.c.id)
Index("ix_events_kind", events.c.kind, events.c.at)
partial("ix_events_by", events.c.by, events.c.at, events.c.id, where="by IS NOT NULL")
