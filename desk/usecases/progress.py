"""A client hears how it goes without asking, and never twice of one thing."""

from desk.ids import PersonId
from desk.notices.client import Taken
from desk.ports import Work
from desk.rules.ticket import Status, Ticket
from desk.usecases.readers import reader_of


async def tell_taken(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Who has the ticket by now, and until when the first answer comes.

    Once for each employee and cycle, however often they release it and take it again; and only while it is our turn:
    while the client or somebody else is waited for, the next answer says whose it is.
    """
    if ticket.status not in {Status.NEW, Status.OPEN}:
        return
    work.outbox.say(
        Taken(
            to=await reader_of(work, ticket),
            ticket=ticket.id,
            by=(await work.people.names([by])).get(by, ""),
            employee=by,
            react_by=ticket.react_by if ticket.reacted_at is None else None,
        ),
        key=f"taken:{ticket.id}:{ticket.reopened}:{by}",
    )
