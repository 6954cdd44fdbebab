"""Who is told about a ticket on the client's side."""

from desk.ids import PersonId
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.people import Role
from desk.rules.ticket import Ticket


async def reader_of(work: Work, ticket: Ticket) -> PersonId:
    """Its author; an owner of the client, once the author may see it no more. Source: regulation 2.2."""
    if ticket.client is None or may_see(ticket.author, await work.people.links_of(ticket.author), ticket):
        return ticket.author
    owners = [link.person for link in await work.people.linked_to(ticket.client) if link.role is Role.OWNER]
    return owners[0] if owners else ticket.author
