"""Lists of tickets that an employee asked for, where they asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk.ids import ChatId, PersonId, TicketId
from desk.notices.base import ForChat
from desk.rules.ticket import Status


class Listing(StrEnum):
    """What was asked for."""

    QUEUE = "queue"
    MINE = "mine"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A ticket in a list. `react_by` is None once it has its first reaction; `who` is the assignee's name.

    `asked_at` is the first word of the client that has no answer yet. `chat`, `topic` and `card` lead to it.
    """

    ticket: TicketId
    subject: str
    status: Status
    who: str
    chat: ChatId
    react_by: datetime | None = None
    asked_at: datetime | None = None
    topic: int | None = None
    card: int | None = None
    until: datetime | None = None
    """It is put aside until then."""
    promised: datetime | None = None
    """The client was promised an answer by then."""


@dataclass(frozen=True, slots=True)
class MacroLine:
    macro: int
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MacrosShown(ForChat):
    """All macros; with the ticket that they were asked for in, a button for each, a page of them at a time.

    `manage`: the buttons show one instead of saying it. `on` is the message in whose place they are shown.
    """

    lines: tuple[MacroLine, ...]
    ticket: TicketId | None = None
    topic: int | None = None
    reply_to: int | None = None
    page: int = 0
    manage: bool = False
    on: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroShown(ForChat):
    """One macro, to be changed or thrown away, in place of the list (`on`)."""

    line: MacroLine
    ticket: TicketId
    on: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsFound(ForChat):
    """`total` is how many there are, of which `lines` shows the first; `words` is what was looked for.

    Beside them there are `sleeping` ones that are put aside, of which `asleep` shows those that come back first.
    """

    listing: Listing
    lines: tuple[StaffLine, ...]
    total: int
    words: str = ""
    asleep: tuple[StaffLine, ...] = ()
    sleeping: int = 0
    topic: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """An employee of a group."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class HolderLine:
    person: PersonId
    name: str
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldersShown(ForChat):
    """Whose tickets are to be taken over? A button for each."""

    lines: tuple[HolderLine, ...]
    topic: int | None = None
    reply_to: int | None = None


ListNotice = HoldersShown | TicketsFound | MacrosShown | MacroShown
