"""Counts the bot's actions against Telegram's published limits."""

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Limit(NamedTuple):
    """At most `actions` in any window of `seconds`."""

    actions: int
    seconds: float


PER_GROUP = Limit(20, 60)
PER_PRIVATE_CHAT = Limit(3, 3)
OVERALL = Limit(30, 1)

COUNTED = {
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendVideo",
    "sendAudio",
    "sendVoice",
    "sendVideoNote",
    "sendAnimation",
    "sendSticker",
    "sendContact",
    "sendLocation",
    "sendVenue",
    "sendPoll",
    "sendDice",
    "sendMediaGroup",
    "copyMessage",
    "copyMessages",
    "forwardMessage",
    "forwardMessages",
    "editMessageText",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "setMessageReaction",
    "createForumTopic",
    "editForumTopic",
    "closeForumTopic",
    "reopenForumTopic",
    "deleteForumTopic",
    "pinChatMessage",
    "unpinChatMessage",
    "unpinAllForumTopicMessages",
}


class Keeping(Enum):
    """What becomes of calls beyond the limits."""

    OFF = "off"
    """Nothing: they are not counted."""
    COUNTED = "counted"
    """They are violations."""
    ENFORCED = "enforced"
    """They are answered late, or with an order to wait."""


@dataclass
class Pace:
    """How the limits are kept at present."""

    keeping: Keeping = Keeping.COUNTED


def limit_of(chat_id: int) -> Limit:
    """The limit of one chat."""
    return PER_GROUP if chat_id < 0 else PER_PRIVATE_CHAT


class Limits:
    """Sliding windows, one per chat and one over all. An album larger than one needs it empty, and the next ones."""

    def __init__(self) -> None:
        self._windows: dict[tuple[Limit, int], deque[float]] = {}

    def count(self, chat_id: int, actions: int, now: float) -> list[str]:
        """Adds actions at the time `now` (Unix seconds); returns what they exceed."""
        own = limit_of(chat_id)
        return [
            f"more than {limit.actions} actions in {limit.seconds:g} s {where}"
            for limit, key, where in ((own, chat_id, f"in chat {chat_id}"), (OVERALL, 0, "over all chats"))
            if self._exceeds(limit, key, actions, now)
        ]

    def _exceeds(self, limit: Limit, key: int, actions: int, now: float) -> bool:
        window = self._windows.setdefault((limit, key), deque())
        while window and window[0] <= now - limit.seconds:
            window.popleft()
        over = len(window) + min(actions, limit.actions) > limit.actions
        window.extend(now + item // limit.actions * limit.seconds for item in range(actions))
        return over
