"""Messages of a ticket, and where their copies lie."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.ids import ChatId, MessageId, PersonId, TicketId
from desk.rules.content import Parts
from desk.rules.groups import Told, Wrong


class Side(StrEnum):
    """Who wrote a message."""

    CLIENT = "client"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Message:
    """A message that crosses the desk: an album is one. `awaits` is True for an answer that waits for the client.

    `told_with` is a later message in whose copy this one stands too, because both waited for the same budget.
    `repeated`: its copy says that it may be a repeat. `recalled_at`: an answer that its author has taken back.
    `repeated`: its copy says that it may be a repeat. `asks`: it was asked as a question, and is told as one.
    Internal notes are not among them: they are events of the history.
    """

    id: MessageId
    ticket: TicketId
    author: PersonId
    side: Side
    parts: Parts
    written_at: datetime
    reply_to: MessageId | None = None
    awaits: bool = False
    is_description: bool = False
    delivered_at: datetime | None = None
    told_with: MessageId | None = None
    repeated: bool = False
    recalled_at: datetime | None = None
    asks: bool = False


def number_in(message: Message | None, room: ChatId, part: int = 0) -> int | None:
    """Which message of that chat it came in, so that it can be replied to there; None where it came elsewhere."""
    source = message.parts[part].source if message else None
    return source.message or None if source and source.chat == room else None


@dataclass(frozen=True, slots=True)
class Post:
    """A message in a chat that belongs to a ticket: an original, a copy, or a notice of the bot.

    `of` is None for notices and cards. `original` tells a person's own message from the bot's.
    """

    chat: ChatId
    message: int
    ticket: TicketId
    of: MessageId | None = None
    part: int = 0
    original: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """The place of a ticket in the staff's group. `topic` is None in a plain group or before it is made."""

    ticket: TicketId
    chat: ChatId
    topic: int | None = None
    card: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """What we know about a chat. `newest` and `screen` are message ids; `quiet_until` is Telegram's order to wait.

    `wrong` is what keeps the desk from working there now, `told` when which of it was told.
    """

    id: ChatId
    title: str = ""
    forum: bool = False
    newest: int = 0
    screen: int | None = None
    quiet_until: datetime | None = None
    moved_to: ChatId | None = None
    wrong: Wrong = Wrong.NOTHING
    told: Told = field(default_factory=dict)
