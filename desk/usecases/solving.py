"""A ticket is solved: whoever wrote it is told, and asked how it was done."""

from desk.ids import NOBODY, PersonId
from desk.notices.client import Solved
from desk.ports import Work
from desk.rules.rating import Rating
from desk.rules.ticket import Ticket


async def say_solved(work: Work, ticket: Ticket, *, to: PersonId, by: PersonId | None) -> None:
    """`by` is the employee; None: the client says so themselves."""
    until = work.now + work.policy.reopen_within
    name = (await work.people.names([by])).get(by, "") if by else ""
    rating = await _ask_rating(work, ticket, to, by)
    work.outbox.say(Solved(to=to, ticket=ticket.id, subject=ticket.subject, by=name, reopen_until=until, rating=rating))


async def _ask_rating(work: Work, ticket: Ticket, person: PersonId, by: PersonId | None) -> int | None:
    """After a human solution, once for each; it is the employee's who had the ticket. Source: T33."""
    employee = ticket.assignee or by
    if employee is None or ticket.ended_at is None or person == NOBODY:
        return None
    asked = await work.ratings.ask(Rating(0, ticket.id, ticket.ended_at, person, employee))
    return asked.id if asked else None
