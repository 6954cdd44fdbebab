"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)

READY = "state = 'ready'"
UNFINISHED = "state IN ('waiting', 'sending')"
OPEN = "status NOT IN ('inactive', 'merged', 'refused', 'solved')"
RUNNING = "ended_at IS NULL"


def upgrade() -> None:
    _people()
    _clients()
    _chats()
    _queues()
    _tickets()
    _messages()
    _waiting_periods()
    _events()
    _forms()


def downgrade() -> None:
    for table in (
        *("feedback", "drafts", "events", "waiting_periods", "posts", "messages", "rooms", "tickets"),
        *("outbox", "inbox", "digests", "chats", "codes", "links", "services", "clients", "people"),
    ):
        op.drop_table(table)


def _table(name: str, *parts: Any, keys: tuple[str, ...] = ("id",), counts: bool = False) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}"), sqlite_autoincrement=counts)


def _must(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _may(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _key(name: str, kind: Any) -> sa.Column[Any]:
    """A key that comes from elsewhere: it does not count up."""
    return sa.Column(name, kind, nullable=False, autoincrement=False)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}")


def _index(name: str, table: str, *columns: str, where: str | None = None, unique: bool = False) -> None:
    rows = None if where is None else sa.text(where)
    op.create_index(name, table, [*columns], unique=unique, sqlite_where=rows, postgresql_where=rows)


def _people() -> None:
    _table(
        "people",
        _key("id", sa.BigInteger()),
        _must("name", sa.Text()),
        _must("username", sa.Text()),
        _must("language", sa.Text()),
        _must("chosen", sa.Text()),
        _must("reachable", sa.Boolean()),
    )


def _clients() -> None:
    _table(
        "clients",
        _must("id", NAME),
        _must("name", NAME),
        _must("category", sa.Text()),
        _must("email", sa.Text()),
        _must("phone", sa.Text()),
    )
    _index("ix_clients_email", "clients", "email", "id")
    _table(
        "services",
        _must("id", NAME),
        _must("client", NAME),
        _must("name", NAME),
        _must("product", sa.Text()),
        _must("status", sa.Text()),
        _may("paid_until", sa.Date()),
        _refers("services", "client", "clients"),
    )
    _index("ix_services_client", "services", "client", "name", "id")
    _table(
        "links",
        _key("person", sa.BigInteger()),
        _must("client", NAME),
        _must("role", sa.Text()),
        _must("assurance", sa.Text()),
        _must("sees_all", sa.Boolean()),
        _must("at", MOMENT),
        _refers("links", "client", "clients"),
        keys=("person", "client"),
    )
    _index("ix_links_client", "links", "client", "at", "person")
    _table(
        "codes",
        _must("id", NUMBER),
        _must("person", sa.BigInteger()),
        _may("client", NAME),
        _must("email", sa.Text()),
        _must("salt", sa.LargeBinary()),
        _must("digest", sa.LargeBinary()),
        _must("asked_at", MOMENT),
        _must("tries", sa.Integer()),
        _may("used_at", MOMENT),
        _must("void", sa.Boolean()),
        _refers("codes", "client", "clients"),
        counts=True,
    )
    _index("ix_codes_person", "codes", "person", "asked_at")
    _index("ix_codes_client", "codes", "client", "asked_at")
    _index("ix_codes_asked_at", "codes", "asked_at")


def _chats() -> None:
    _table(
        "chats",
        _key("id", sa.BigInteger()),
        _must("title", sa.Text()),
        _must("forum", sa.Boolean()),
        _must("newest", sa.BigInteger()),
        _may("screen", sa.BigInteger()),
        _may("quiet_until", MOMENT),
        _may("moved_to", sa.BigInteger()),
        _must("wrong", sa.Text()),
        _must("told", sa.Text()),
    )
    _index("ix_chats_hushed", "chats", "quiet_until", where="quiet_until IS NOT NULL")
    _table(
        "digests",
        _must("day", sa.Date()),
        _key("chat", sa.BigInteger()),
        _may("delivered_at", MOMENT),
        keys=("day", "chat"),
    )


def _queues() -> None:
    _table(
        "inbox",
        _key("update_id", NUMBER),
        _must("lane", sa.BigInteger()),
        _must("raw", sa.Text()),
        _must("album", sa.Text()),
        _must("state", sa.Text()),
        _must("received_at", MOMENT),
        _must("due_at", MOMENT),
        _must("tries", sa.Integer()),
        _must("error", sa.Text()),
        _may("done_at", MOMENT),
        keys=("update_id",),
    )
    _index("ix_inbox_ready", "inbox", "update_id", where=READY)
    _index("ix_inbox_lanes", "inbox", "lane", "due_at", where=READY)
    _index("ix_inbox_next_try", "inbox", "due_at", where=READY)
    _index("ix_inbox_parked", "inbox", "update_id", where="state = 'parked'")
    _index("ix_inbox_done", "inbox", "done_at", where="state = 'done'")
    _table(
        "outbox",
        _must("id", NUMBER),
        _may("key", sa.Text()),
        _must("kind", sa.Text()),
        _may("payload", sa.Text()),
        _must("chat", sa.BigInteger()),
        _must("lane", sa.BigInteger()),
        _must("rank", sa.Integer()),
        _must("priority", sa.Integer()),
        _must("holds", sa.Boolean()),
        _may("collapse", sa.Text()),
        _must("state", sa.Text()),
        _must("due_at", MOMENT),
        _must("tries", sa.Integer()),
        _must("parts", sa.Integer()),
        _must("weight", sa.Integer()),
        _must("repeat", sa.Boolean()),
        _must("error", sa.Text()),
        _may("settled_at", MOMENT),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        counts=True,
    )
    _index("ix_outbox_lanes", "outbox", "chat", "lane", "rank", "id", "holds", "priority", where=UNFINISHED)
    _index("ix_outbox_sending", "outbox", "id", where="state = 'sending'")
    _index("ix_outbox_collapse", "outbox", "chat", "collapse", where=UNFINISHED)
    _index("ix_outbox_lost", "outbox", "settled_at", where="state = 'undeliverable'")
    _index("ix_outbox_sent", "outbox", "settled_at", where="state = 'sent'")


def _tickets() -> None:
    _table(
        "tickets",
        _must("id", NUMBER),
        _must("author", sa.BigInteger()),
        _may("client", NAME),
        _must("room", sa.BigInteger()),
        _must("draft", sa.BigInteger()),
        _must("category", sa.Text()),
        _must("urgency", sa.Text()),
        _must("subject", sa.Text()),
        _must("description", sa.Text()),
        _must("standing", sa.Text()),
        _must("ground", sa.Text()),
        _must("filed_at", MOMENT),
        _may("service", sa.Text()),
        _must("service_name", sa.Text()),
        _may("service_state", sa.Text()),
        _must("answers", sa.Text()),
        _must("status", sa.Text()),
        _may("assignee", sa.BigInteger()),
        _may("react_by", MOMENT),
        _may("reacted_at", MOMENT),
        _may("took", sa.BigInteger()),
        _may("ended_at", MOMENT),
        _may("unanswered_since", MOMENT),
        _must("version", sa.Integer()),
        _refers("tickets", "client", "clients"),
        sa.UniqueConstraint("draft", name="uq_tickets_draft"),
        counts=True,
    )
    _index("ix_tickets_client", "tickets", "client", "filed_at", "id")
    _index("ix_tickets_author", "tickets", "author", "filed_at", "id", where="client IS NULL")
    _index("ix_tickets_filed_at", "tickets", "filed_at")
    _index("ix_tickets_reacted_at", "tickets", "reacted_at", "id", where="reacted_at IS NOT NULL")
    _index("ix_tickets_open", "tickets", "filed_at", where=OPEN)
    _index("ix_tickets_open_room", "tickets", "room", "id", where=OPEN)
    _index("ix_tickets_held", "tickets", "assignee", "id", where=OPEN)
    _index("ix_tickets_due", "tickets", "react_by", "id", where=f"{OPEN} AND reacted_at IS NULL")
    _table(
        "rooms",
        _key("ticket", NUMBER),
        _must("chat", sa.BigInteger()),
        _may("topic", sa.BigInteger()),
        _may("card", sa.BigInteger()),
        _must("closed", sa.Boolean()),
        _refers("rooms", "ticket", "tickets"),
        sa.UniqueConstraint("chat", "topic", name="uq_rooms_chat_topic"),
        keys=("ticket",),
    )


def _messages() -> None:
    _table(
        "messages",
        _must("id", NUMBER),
        _must("ticket", NUMBER),
        _must("author", sa.BigInteger()),
        _must("side", sa.Text()),
        _must("parts", sa.Text()),
        _must("written_at", MOMENT),
        _may("reply_to", sa.BigInteger()),
        _must("awaits", sa.Boolean()),
        _must("is_description", sa.Boolean()),
        _may("delivered_at", MOMENT),
        _refers("messages", "ticket", "tickets"),
        counts=True,
    )
    _index("ix_messages_ticket", "messages", "ticket", "written_at", "id")
    _table(
        "posts",
        _key("chat", sa.BigInteger()),
        _key("message", sa.BigInteger()),
        _must("ticket", NUMBER),
        _may("of", NUMBER),
        _must("part", sa.Integer()),
        _must("original", sa.Boolean()),
        _refers("posts", "ticket", "tickets"),
        _refers("posts", "of", "messages"),
        keys=("chat", "message"),
    )
    _index("ix_posts_of", "posts", "of", "chat", "part", "message")


def _waiting_periods() -> None:
    _table(
        "waiting_periods",
        _must("id", NUMBER),
        _must("ticket", NUMBER),
        _must("started_at", MOMENT),
        _may("ping_at", MOMENT),
        _must("pings", sa.Integer()),
        _may("pinged_at", MOMENT),
        _may("close_at", MOMENT),
        _must("extensions", sa.Integer()),
        _must("unreachable", sa.Boolean()),
        _may("ended_at", MOMENT),
        _may("ended", sa.Text()),
        _refers("waiting_periods", "ticket", "tickets"),
        counts=True,
    )
    _index("uq_waiting_periods_running", "waiting_periods", "ticket", where=RUNNING, unique=True)
    _index("ix_waiting_periods_to_ping", "waiting_periods", "ping_at", "id", where=RUNNING)
    _index("ix_waiting_periods_to_close", "waiting_periods", "close_at", "id", where=RUNNING)


def _events() -> None:
    _table(
        "events",
        _must("id", NUMBER),
        _must("ticket", NUMBER),
        _must("kind", sa.Text()),
        _must("at", MOMENT),
        _may("by", sa.BigInteger()),
        _must("detail", sa.Text()),
        _refers("events", "ticket", "tickets"),
        counts=True,
    )
    _index("ix_events_ticket", "events", "ticket", "at", "id")
    _index("ix_events_kind", "events", "kind", "at")


def _forms() -> None:
    _table(
        "drafts",
        _must("id", NUMBER),
        _must("person", sa.BigInteger()),
        _must("form", sa.Text()),
        _must("answers", sa.Text()),
        _must("files", sa.Text()),
        _must("typed_in", sa.Text()),
        _must("story", sa.Text()),
        _may("revisiting", sa.Text()),
        _must("rev", sa.BigInteger()),
        _must("touched_at", MOMENT),
        sa.UniqueConstraint("person", "form", name="uq_drafts_person_form"),
        counts=True,
    )
    _index("ix_drafts_touched_at", "drafts", "touched_at", "id")
    _table(
        "feedback",
        _must("id", NUMBER),
        _must("person", sa.BigInteger()),
        _must("praise", sa.Boolean()),
        _must("text", sa.Text()),
        _must("at", MOMENT),
        _may("ticket", NUMBER),
        _refers("feedback", "ticket", "tickets"),
        counts=True,
    )
    _index("ix_feedback_at", "feedback", "at")
