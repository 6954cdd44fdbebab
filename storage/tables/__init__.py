"""Every table, by area. Deadlines are indexed rows; every listing has an index that ends in its order."""

from storage.tables.base import metadata
from storage.tables.chats import chats, digests, posts, rooms
from storage.tables.forms import drafts, feedback
from storage.tables.people import clients, codes, links, people, services
from storage.tables.queues import inbox, outbox
from storage.tables.tickets import alerts, events, messages, tickets, waiting_periods

__all__ = [
    "alerts",
    "chats",
    "clients",
    "codes",
    "digests",
    "drafts",
    "events",
    "feedback",
    "inbox",
    "links",
    "messages",
    "metadata",
    "outbox",
    "people",
    "posts",
    "rooms",
    "services",
    "tickets",
    "waiting_periods",
]
