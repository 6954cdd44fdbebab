"""What an employee is asked for in words, after the press of a button."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import ChatId, PersonId, PromptId, TicketId
from desk.rules.ticket import Ticket

LIVES: Final = timedelta(hours=24)
GOES_WITHIN: Final = timedelta(hours=47)
"""Telegram deletes a bot's message for two days."""

SECOND_PRESS: Final = timedelta(minutes=1)
"""Whoever presses the same button again so soon sees the same question, not another one."""

ARRIVES: Final = timedelta(minutes=5)
"""So long after it was asked it may stand in the chat though nobody knows yet where."""

LONGEST: Final = 3000
"""Characters of an answer, so that what is said with it stays one message."""


class Asked(StrEnum):
    """For what the words are. The question is in `handlers.texts.prompts`, its taker in `desk.usecases.words`."""

    HOLD = "hold"
    NOTE = "note"
    TIME = "time"
    PRICE = "price"
    WAIVE = "waive"
    COMPLEX = "complex"
    NOT_URGENT = "noturgent"
    BLOCK = "block"
    BY = "by"
    SNOOZE = "snooze"
    URGENT = "urgent"
    CLIENT_NOTE = "clientnote"
    LINK = "link"
    REFUSE = "refuse"
    CLARIFY = "clarify"
    ACCESS = "access"
    MACRO = "macro"
    MACRO_TEXT = "macro_text"


OUTLIVES: Final = frozenset({Asked.NOTE, Asked.TIME, Asked.CLIENT_NOTE, Asked.LINK, Asked.MACRO, Asked.MACRO_TEXT})
"""What can be said of a ticket that has ended meanwhile."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question to `person` in `chat`. `args` is what the button knew; `message` where the question stands, once sent.

    It is kept after its end: words that come late must not be taken for an answer to the client.
    """

    id: PromptId
    ticket: TicketId
    chat: ChatId
    person: PersonId
    what: Asked
    asked_at: datetime
    args: str = ""
    message: int | None = None
    over_at: datetime | None = None


def is_alive(prompt: Prompt, ticket: Ticket, now: datetime) -> bool:
    """Whether it can still be answered: for a day, and not once the ticket has ended."""
    if prompt.over_at is not None or now - prompt.asked_at >= LIVES:
        return False
    ended = ticket.ended_at is not None and ticket.ended_at > prompt.asked_at
    return not ended or prompt.what in OUTLIVES
