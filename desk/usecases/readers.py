"""Who is told about a ticket on the client's side."""

from desk.ids import NOBODY, ClientId, PersonId
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.assurance import sees_all
from desk.rules.people import Role
from desk.rules.ticket import Ticket


async def reader_of(work: Work, ticket: Ticket) -> PersonId:
    """Its author; an owner of the client, or a delegate who sees all, once the author may see it no more or is nobody.

    NOBODY, as long as nobody of the client who may see it is in Telegram. Source: regulation 2.2, 2.3.
    """
    if ticket.client is None or may_see(ticket.author, await work.people.links_of(ticket.author), ticket):
        return ticket.author
    return await reader_among(work, ticket.client)


async def reader_among(work: Work, client: ClientId) -> PersonId:
    """Who of the client's people reads what is nobody's own; NOBODY if there is none."""
    links = await work.people.linked_to(client)
    whole = [link for link in links if sees_all(link)]
    able = [link.person for link in sorted(whole, key=lambda link: link.role is not Role.OWNER)]
    return able[0] if able else NOBODY
