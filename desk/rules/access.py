"""The one function that decides who sees a ticket outside the staff's room."""

from collections.abc import Iterable

from desk.ids import PersonId
from desk.rules.people import Link, Role
from desk.rules.ticket import Ticket


def may_see(person: PersonId, links: Iterable[Link], ticket: Ticket) -> bool:
    """Whether this person may see and write into this ticket from a private chat.

    The author of a prospect's ticket, the client's owner, or a confirmed delegate within what the owner allowed.
    Source: regulation 2.2.
    """
    if ticket.client is None:
        return ticket.author == person
    for link in links:
        if link.person == person and link.client == ticket.client:
            return link.role is Role.OWNER or link.sees_all or ticket.author == person
    return False
