"""Which waiting texts of one client go to staff as one message when the budget of their group is short."""

import json
from collections.abc import Sequence
from datetime import timedelta

from desk.rules.content import Content, Kind
from desk.rules.messages import Message, Side

LONGEST = 3600
"""UTF-16 units of all the words together: a message takes 4096 with its head and a line about a repeat."""

MOST_MARKS = 90
"""Telegram takes a hundred marks on a message and drops the others; the head has one."""

WITHIN = timedelta(minutes=10)
"""From the first to the last of them; what was said much later is a message of its own."""

BETWEEN = "\n\n"


def together(messages: Sequence[Message]) -> bool:
    """Whether these, in their order, may be shown as one message."""
    first = messages[0]
    parts = [part for message in messages for part in message.parts]
    return (
        all(_stands_alone(message) for message in messages)
        and all((message.ticket, message.author) == (first.ticket, first.author) for message in messages)
        and all(abs(message.written_at - first.written_at) <= WITHIN for message in messages)
        and _units(BETWEEN.join(part.text for part in parts)) <= LONGEST
        and sum(map(_marks, parts)) <= MOST_MARKS
    )


def _stands_alone(message: Message) -> bool:
    """A client's plain text that answers nothing."""
    first = message.parts[0]
    plain = len(message.parts) == 1 and first.kind is Kind.TEXT and not first.origin
    return plain and message.side is Side.CLIENT and message.reply_to is None and not message.is_description


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _marks(part: Content) -> int:
    return len(json.loads(part.entities)) if part.entities else 0
