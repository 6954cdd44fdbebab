"""Dates that staff set: what was promised to a client, and until when a ticket is put aside."""

from dataclasses import dataclass
from datetime import datetime

from desk.ids import PersonId, TicketId
from desk.notices.base import AboutTicket, ForChat, ForRoom, Priority
from desk.rules.reminders import Over


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised(AboutTicket):
    """The client has an answer by then; `before` is what they were told earlier. Source: T19, regulation 3.2.

    `target`: it is the first answer, which had a date of its own (an edit of content).
    """

    subject: str
    who: str
    due: datetime
    reason: str = ""
    before: datetime | None = None
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMade(ForRoom):
    """The same for staff."""

    who: str
    due: datetime
    reason: str = ""
    before: datetime | None = None
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseSoon(ForRoom):
    """What was promised is due soon: to whoever has the ticket, or has promised it. Not sent once it is kept."""

    who: PersonId
    name: str
    due: datetime
    reason: str = ""

    priority = Priority.MESSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePassed(ForRoom):
    """The time has passed without an answer."""

    who: PersonId
    name: str
    due: datetime

    priority = Priority.MESSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken(ForChat):
    """To managers, once for each date; `answered_at` if the answer came by now. Source: T12, T34."""

    ticket: TicketId
    subject: str
    who: str
    due: datetime
    reason: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAside(ForRoom):
    """Out of the lists until then."""

    who: str
    until: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackAgain(ForRoom):
    """In the lists again; `who` had it put aside or has the ticket, None where nobody need be called."""

    how: Over
    who: PersonId | None
    name: str
    reason: str = ""


DateNotice = Promised | PromiseMade | PromiseSoon | PromisePassed | PromiseBroken | PutAside | BackAgain
