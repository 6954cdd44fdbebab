"""Somebody of a client has come to Telegram: what waited for them is told now. Source: regulation 2.3."""

from typing import Final

from desk.ids import NOBODY, ClientId, PersonId
from desk.notices.client import StaffAnswer
from desk.ports import Work
from desk.rules.messages import Side
from desk.rules.ticket import Ticket
from desk.usecases.conversation import card_changed
from desk.usecases.filing_for import tell_client
from desk.usecases.readers import reader_of

MOST: Final = 5
"""So many tickets are told of; all of them are under /tickets."""


async def catch_up(work: Work, person: PersonId, client: ClientId) -> None:
    """Open tickets that staff filed while nobody of the client was here, and answers that reached nobody."""
    found = await work.tickets.of_person(person, [client])
    waited = [ticket for ticket in found if ticket.client == client and ticket.author == NOBODY and ticket.is_open]
    for ticket in waited[:MOST]:
        if await reader_of(work, ticket) != person:
            continue
        await tell_client(work, ticket, person)
        await _answers(work, ticket, person)
        card_changed(work, ticket)


async def _answers(work: Work, ticket: Ticket, person: PersonId) -> None:
    for message in await work.messages.newest_of(ticket.id):
        if message.side is Side.STAFF and message.delivered_at is None:
            answer = StaffAnswer(to=person, ticket=ticket.id, message=message.id, items=len(message.parts))
            work.outbox.say(answer, key=f"answer:{message.id}:{person}")
