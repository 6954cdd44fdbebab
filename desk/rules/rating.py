"""How a client rates a solution. Source: T33."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desk.ids import PersonId, TicketId
from desk.rules.ticket import Status, Ticket

SCORES: Final = range(1, 6)
LOW: Final = 2
"""This and less goes to the managers at once."""

EXPIRES_AFTER: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Rating:
    """Asked for once for each solution: `solved_at` tells which. `employee` had the ticket when it was closed."""

    id: int
    ticket: TicketId
    solved_at: datetime
    person: PersonId
    employee: PersonId
    score: int | None = None
    comment: str = ""
    rated_at: datetime | None = None


def is_low(score: int) -> bool:
    return score <= LOW


def is_of_this_solution(rating: Rating, ticket: Ticket) -> bool:
    """Whether the ticket is still solved as it was then: one that was opened again is rated when it is solved again."""
    return ticket.status is Status.SOLVED and ticket.ended_at == rating.solved_at


def has_expired(rating: Rating, now: datetime) -> bool:
    return now - rating.solved_at >= EXPIRES_AFTER
