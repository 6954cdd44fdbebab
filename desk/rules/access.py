"""The one function that decides who sees a ticket outside the staff's room."""

from collections.abc import Iterable

from desk.ids import PersonId
from desk.rules.assurance import sees_all
from desk.rules.people import Link
from desk.rules.ticket import Ticket


def may_see(person: PersonId, links: Iterable[Link], ticket: Ticket) -> bool:
    """Whether this person may see and write into this ticket from a private chat.

    The author of a prospect's ticket, the client's owner, or a confirmed delegate within what the owner allowed;
    whoever has shown no more than a phone number, or was let in by staff alone: their own. Source: regulation 2.2.
    """
    if ticket.client is None:
        return ticket.author == person
    for link in links:
        if link.person == person and link.client == ticket.client:
            return sees_all(link) or ticket.author == person
    return False
