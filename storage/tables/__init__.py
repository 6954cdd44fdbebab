"""Every table, by area. Deadlines are indexed rows; every listing has an index that ends in its order."""

from storage.tables.approvals import approvals
from storage.tables.articles import article_uses, article_words, articles
from storage.tables.auth import auth_events, undos
from storage.tables.base import metadata
from storage.tables.charges import charges, times
from storage.tables.chats import chats, digests, former_rooms, posts, rooms
from storage.tables.checks import checks
from storage.tables.client_notes import client_notes
from storage.tables.days import day_changes
from storage.tables.forms import drafts, feedback
from storage.tables.invitations import invitations
from storage.tables.macros import macros
from storage.tables.marks import marks
from storage.tables.members import members
from storage.tables.nonces import nonces
from storage.tables.panel_links import panel_links
from storage.tables.people import clients, codes, consents, links, people, services
from storage.tables.previews import previews
from storage.tables.prompts import prompts
from storage.tables.queues import inbox, outbox
from storage.tables.ratings import ratings
from storage.tables.reminders import reminders
from storage.tables.search import ticket_words
from storage.tables.tickets import alerts, events, messages, tickets, waiting_periods
from storage.tables.vault import secrets

__all__ = [
    "alerts",
    "approvals",
    "article_uses",
    "article_words",
    "articles",
    "auth_events",
    "charges",
    "chats",
    "checks",
    "client_notes",
    "clients",
    "codes",
    "consents",
    "day_changes",
    "digests",
    "drafts",
    "events",
    "feedback",
    "former_rooms",
    "inbox",
    "invitations",
    "links",
    "macros",
    "marks",
    "members",
    "messages",
    "metadata",
    "nonces",
    "outbox",
    "panel_links",
    "people",
    "posts",
    "previews",
    "prompts",
    "ratings",
    "reminders",
    "rooms",
    "secrets",
    "services",
    "ticket_words",
    "tickets",
    "times",
    "undos",
    "waiting_periods",
]
