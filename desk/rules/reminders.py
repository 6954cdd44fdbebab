"""Dates that staff set on a ticket: what was promised to the client, and until when it is put aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desk.ids import PersonId, TicketId
from desk.rules.calendar import Calendar

AN_HOUR: Final = timedelta(hours=1)
A_FIFTH: Final = 5


class Set(StrEnum):
    """What a date is for; a ticket has at most one of each."""

    PROMISE = "promise"
    """The client has an answer by then. Source: T19, `/by`."""
    SNOOZE = "snooze"
    """It is out of the lists of staff until then. Source: `/snooze`."""


class Over(StrEnum):
    """Why a date counts no more."""

    KEPT = "kept"
    LATE = "late"
    """The promise was kept after its time."""
    REPLACED = "replaced"
    ENDED = "ended"
    """The ticket has ended."""
    ITS_TIME = "its_time"
    CLIENT_WROTE = "client_wrote"
    DUE = "due"
    """An answer is due soon, or overdue: nothing hides that. Source: T15."""
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`look_at` is when the desk looks at it next; None: it has nothing more to say. `by` has set it."""

    id: int
    ticket: TicketId
    what: Set
    until: datetime
    reason: str
    by: PersonId
    set_at: datetime
    look_at: datetime | None
    over_at: datetime | None = None
    over: Over | None = None


def remind_at(made_at: datetime, due: datetime, calendar: Calendar) -> datetime:
    """An hour of working time before a promise is due; of a short one, when a fifth of it is left."""
    whole = calendar.worked(made_at, due)
    left = min(AN_HOUR, whole / A_FIFTH)
    return min(calendar.add_working(made_at, whole - left), due) if whole else due
