"""What an answer of Telegram (or the lack of one) means for what we sent. One table; docs/operating.md has it too."""

from dataclasses import dataclass
from enum import Enum

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError


class Fate(Enum):
    """What to do with a row of the outbox."""

    ACCEPTED = "accepted"
    WAIT = "wait"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"
    RETRY = "retry"
    TARGET_GONE = "target_gone"
    TOPIC_GONE = "topic_gone"
    REPLY_GONE = "reply_gone"
    TOPIC_CLOSED = "topic_closed"
    """Somebody has closed the topic: it is opened for what has to be said there."""
    NO_FORUM = "no_forum"
    MOVED = "moved"
    BLOCKED = "blocked"
    GONE = "gone"
    TOO_OLD = "too_old"
    SHUT_OUT = "shut_out"
    """The bot may not write into this group at the moment: its rows wait until somebody puts it right."""
    NO_RIGHT = "no_right"
    """The bot lacks a right for this one kind of call: the row waits, and others go on."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wait` in seconds, `moved_to` a chat, `topic` where it was to go; `detail` is Telegram's own text."""

    fate: Fate
    detail: str = ""
    wait: float = 0.0
    moved_to: int = 0
    topic: int | None = None


PARTLY = "failed to send message #"
"""An album that failed as a whole although a part of it may have arrived, whatever the reason that follows."""

UNDONE = "sent message was immediately deleted"
"""Telegram did it and somebody's rule in the group undid it: every further try would end in the same way."""

FLOOD = "too many requests"
"""Without a number of seconds; aiogram has no kind of its own for that."""

FLOOD_WAIT = 5.0

BAD_REQUESTS = (
    (PARTLY, Fate.UNKNOWN),
    ("message is not modified", Fate.ACCEPTED),
    ("topic_not_modified", Fate.ACCEPTED),
    ("message thread not found", Fate.TOPIC_GONE),
    ("topic_deleted", Fate.TOPIC_GONE),
    ("topic_id_invalid", Fate.TOPIC_GONE),
    ("the chat is not a forum", Fate.NO_FORUM),
    ("the chat is not a supergroup forum", Fate.NO_FORUM),
    ("message to edit not found", Fate.TARGET_GONE),
    ("message can't be edited", Fate.TARGET_GONE),
    ("message_id_invalid", Fate.TARGET_GONE),
    ("there is no text in the message to edit", Fate.TARGET_GONE),
    ("there is no caption in the message to edit", Fate.TARGET_GONE),
    ("message to be replied not found", Fate.REPLY_GONE),
    ("message to react not found", Fate.TARGET_GONE),
    ("reaction_invalid", Fate.TARGET_GONE),
    ("message to delete not found", Fate.TARGET_GONE),
    ("message can't be deleted", Fate.TOO_OLD),
    ("message can't be copied", Fate.REFUSED),
    ("message to copy not found", Fate.REFUSED),
    ("has protected content", Fate.REFUSED),
    ("not enough rights to send text messages", Fate.SHUT_OUT),
    ("not enough rights", Fate.NO_RIGHT),
    ("have no write access", Fate.SHUT_OUT),
    ("chat_write_forbidden", Fate.SHUT_OUT),
    ("chat_restricted", Fate.SHUT_OUT),
    ("topic_closed", Fate.TOPIC_CLOSED),
    ("chat not found", Fate.GONE),
    ("user not found", Fate.GONE),
)
"""Parts of the descriptions of 400, in lower case, in the order in which they are looked for."""

FORBIDDEN = (
    ("bot was blocked by the user", Fate.BLOCKED),
    ("user is deactivated", Fate.GONE),
    ("can't initiate conversation", Fate.BLOCKED),
    ("the group chat was deleted", Fate.SHUT_OUT),
    ("bot was kicked", Fate.SHUT_OUT),
    ("bot is not a member", Fate.SHUT_OUT),
)


BY_KIND: tuple[tuple[type[Exception], Fate], ...] = (
    (TelegramUnauthorizedError, Fate.NOT_SENT),
    (TelegramNotFound, Fate.NOT_SENT),
    (ProxyError, Fate.NOT_SENT),
    (ProxyConnectionError, Fate.NOT_SENT),
    (ProxyTimeoutError, Fate.NOT_SENT),
    (TelegramEntityTooLarge, Fate.REFUSED),
    (TelegramServerError, Fate.UNKNOWN),
    (ClientDecodeError, Fate.UNKNOWN),
)
"""Kinds of errors whose text does not matter."""


def verdict(error: Exception) -> Verdict:
    """The meaning of an exception that a call ended in. What is in no table is retried a bounded number of times."""
    detail = getattr(error, "message", None) or str(error)
    if FLOOD in detail.lower() and not isinstance(error, TelegramRetryAfter):
        return Verdict(Fate.WAIT, detail, wait=FLOOD_WAIT)
    if UNDONE in detail.lower():
        return Verdict(Fate.REFUSED, detail)
    for kind, fate in BY_KIND:
        if isinstance(error, kind):
            return Verdict(fate, detail)
    match error:
        case TelegramRetryAfter():
            return Verdict(Fate.WAIT, detail, wait=float(error.retry_after))
        case TelegramMigrateToChat():
            return Verdict(Fate.MOVED, detail, moved_to=error.migrate_to_chat_id)
        case TelegramForbiddenError():
            return Verdict(_look_up(detail, FORBIDDEN, Fate.SHUT_OUT), detail)
        case TelegramNetworkError():
            before = isinstance(error.__cause__, ClientConnectorError)
            return Verdict(Fate.NOT_SENT if before else Fate.UNKNOWN, detail)
        case TelegramBadRequest():
            return Verdict(_look_up(detail, BAD_REQUESTS, Fate.RETRY), detail)
        case _:
            return Verdict(Fate.UNKNOWN, f"{type(error).__name__}: {detail}")


def _look_up(detail: str, table: tuple[tuple[str, Fate], ...], otherwise: Fate) -> Fate:
    text = detail.lower()
    return next((fate for part, fate in table if part in text), otherwise)
