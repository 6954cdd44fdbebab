"""An answer and newer words of the client that cross. Source: T32."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from desk.rules.messages import Message

WHOLE_SECOND = timedelta(seconds=1)
"""The messenger's times are whole seconds: what arrived within the same one may have been seen."""

WRITING = timedelta(seconds=20)
"""Who answers one message looks at that one, and not at what comes meanwhile."""

LATELY = timedelta(minutes=10)
"""Older words that never arrived are told as undelivered."""


def unseen(words: Iterable[Message], written_at: datetime, *, answered: Message | None) -> bool:
    """Whether any of these client's words stand above an answer whose author cannot have read them.

    `answered` is the message that the answer replies to: what came after it while the answer was written counts too.
    """
    return any(_is_unseen(message, written_at, answered) for message in words)


def _is_unseen(message: Message, written_at: datetime, answered: Message | None) -> bool:
    if message.is_description or (answered is not None and message.id <= answered.id):
        # The description stands on the card.
        return False
    if message.delivered_at is None or message.delivered_at >= written_at + WHOLE_SECOND:
        return True
    if answered is None:
        return False
    return message.delivered_at >= written_at - WRITING
