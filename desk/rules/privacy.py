"""What people must have agreed to before anything of theirs is kept. Source: security 41."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import PersonId, TicketId

HELD_FOR: Final = timedelta(hours=24)
"""So long what somebody wrote waits for their consent; then it is erased unread."""

MOST_HELD: Final = 50
"""So much of one person waits: it is not read, so nobody could tell an abuse of it."""

ASKED_EACH: Final = 10
"""The question stands above what was written meanwhile: it is put again after so many."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """The text that the company has published, by its version: a new version is agreed to anew."""

    url: str
    version: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody has agreed to, and when; `withdrawn_at` if they took it back."""

    version: str
    url: str
    at: datetime
    withdrawn_at: datetime | None = None


ERASED: Final = "•••"
"""What stands where something was."""

FADED: Final = "••"
"""The same in a ticket whose time was over, so that what others wrote in an erased one goes in its time, too."""

MOST_COUNTED: Final = 10_000
"""More of a kind is told as more than that: nobody waits for it to be counted."""

MOST_NAMED: Final = 20
"""So many open tickets are named to whoever would have everything erased."""

EXPORT_AGAIN: Final = timedelta(hours=1)
"""Everything about a person is gathered at most so often."""


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A ticket as its author may take it along."""

    number: int
    filed_at: datetime
    status: str
    subject: str
    description: str
    answers: tuple[tuple[str, str], ...]
    service: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """What was said in one of their tickets: by themselves, or to them. `files` are the names that they came with."""

    ticket: int
    at: datetime
    mine: bool
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Praise, a complaint, or the words beside a rating."""

    at: datetime
    text: str
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is kept of one person, and of nobody else. Access data and codes are not among it."""

    id: int
    name: str
    username: str
    language: str
    zone: str
    consents: tuple[Consent, ...]
    clients: tuple[tuple[str, str], ...]
    """For whom they may write: (name, role)."""
    tickets: tuple[OwnTicket, ...]
    messages: tuple[OwnMessage, ...]
    feedback: tuple[OwnWords, ...]
    ratings: tuple[OwnWords, ...]
    drafts: tuple[tuple[str, ...], ...]
    """What stands in forms that were not sent."""


@dataclass(frozen=True, slots=True)
class Found:
    """How much there is of a person: of each kind MOST_COUNTED + 1 stands for any more.

    `open` are the numbers of their tickets that have not ended, MOST_NAMED + 1 of them at most.
    """

    tickets: int
    open: tuple[int, ...]
    messages: int
    drafts: int
    feedback: int
    clients: int


@dataclass(frozen=True, slots=True)
class Wiped:
    """A part of what somebody wrote is erased. `over` if it was the last.

    `tickets` have nothing of theirs any more; `rows` is how much it was.
    """

    tickets: tuple[TicketId, ...]
    rows: int
    over: bool


@dataclass(frozen=True, slots=True)
class Erasing:
    """Of this person goes what was written until `at`. `language` was theirs."""

    person: PersonId
    at: datetime
    language: str


class Fading(StrEnum):
    """What goes by itself after a time that the company has set."""

    TICKETS = "tickets"
    """Words, files and answers of tickets that have ended; the ticket itself stays."""
    FEEDBACK = "feedback"
    PEOPLE = "people"
    """Who acts for no client (any more) and whose tickets have all ended."""
    LEFTOVERS = "leftovers"
    """Updates that were set aside, and what did not get through."""
