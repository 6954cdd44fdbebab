"""The bot's queue of updates."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

DAY = 86_400
REMEMBERED = 20
QUERY_LIFE = 150
KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost",
)  # fmt: skip
BY_DEFAULT = set(KINDS) - {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, slots=True)
class Update:
    """One queued update; `expires` in Unix seconds."""

    id: int
    kind: str
    body: dict[str, Any]
    expires: int

    def as_json(self) -> dict[str, Any]:
        """Bot API type Update."""
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """Keeps what the bot has not confirmed, for as long as Telegram does. `confirmed` are the last that it has.

    `mix` says in which order the bot gets what has come in since it was handed something.
    """

    def __init__(self, timestamp: Callable[[], int]) -> None:
        self._timestamp = timestamp
        self._ids = count(100_000_001)
        self._queue: list[Update] = []
        self.allowed = BY_DEFAULT
        self.allowed_as_given: list[str] | None = None
        self.confirmed: deque[Update] = deque(maxlen=REMEMBERED)
        self.mix: Callable[[Sequence[Update]], list[Update]] = list
        self._handed_out = 0

    def allow(self, kinds: list[Any]) -> None:
        """Remembers `allowed_updates`; an empty list means the default, unknown names are ignored."""
        known = [kind for kind in kinds if kind in KINDS]
        self.allowed = set(known) or BY_DEFAULT
        self.allowed_as_given = known or None

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Queues an update, if its kind is allowed at this moment."""
        if kind in self.allowed:
            life = QUERY_LIFE if kind == "callback_query" else DAY
            self._queue.append(Update(next(self._ids), kind, body, self._timestamp() + life))

    def confirm(self, offset: int) -> None:
        """Forgets updates below the offset; a negative one keeps that many of the newest."""
        before = self._queue
        self._queue = before[offset:] if offset < 0 else [update for update in before if update.id >= offset]
        self.confirmed += before[: len(before) - len(self._queue)]

    def hand_out(self, limit: int) -> list[Update]:
        """The oldest that wait. Numbers rise with the order, and do not change once the bot has seen them."""
        waiting = self.pending()
        known = [update for update in waiting if update.id <= self._handed_out]
        fresh = waiting[len(known) :]
        mixed = self.mix(fresh)
        self._queue = known + [replace(update, id=place.id) for update, place in zip(mixed, fresh, strict=True)]
        batch = self._queue[:limit]
        self._handed_out = max([self._handed_out, *(update.id for update in batch)])
        return batch

    def clear(self) -> None:
        """Forgets all."""
        self._queue = []

    def pending(self) -> list[Update]:
        """What waits for the bot, oldest first."""
        now = self._timestamp()
        self._queue = [update for update in self._queue if update.expires > now]
        return self._queue
