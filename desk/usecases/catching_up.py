"""Somebody of a client has come to Telegram: what waited for them is told now. Source: regulation 2.3."""

from typing import Final

from desk.ids import NOBODY, ClientId, PersonId
from desk.notices.client import StaffAnswer
from desk.notices.client_look import SomebodyLinked
from desk.ports import Work
from desk.rules.assurance import Word, sees_all, word_of
from desk.rules.form import key_of
from desk.rules.messages import Side
from desk.rules.people import Client, Role
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


async def tell_who_is_there(work: Work, person: PersonId, client: Client, *, new: bool) -> None:
    """A new owner hears of every other one, and one who has proven it anew of those whom they can send away.

    Source: regulation 2.2.
    """
    links = await work.people.linked_to(client.id)
    mine = next((link for link in links if link.person == person), None)
    for link in links if mine else []:
        known, word = await work.people.get(link.person), word_of(mine, link) if mine else None
        if known is None or link.role is not Role.OWNER or word is None or not (new or word is Word.ENDS):
            continue
        work.outbox.say(
            SomebodyLinked(
                to=person,
                key=key_of(str(client.id)),
                client=client.name,
                person=link.person,
                name=known.name,
                username=known.username,
                sees_all=sees_all(link),
                proof=link.proof,
                of=client.id,
                ends=word is Word.ENDS,
                there=link.since,
            )
        )


async def _answers(work: Work, ticket: Ticket, person: PersonId) -> None:
    for message in await work.messages.newest_of(ticket.id):
        if message.side is Side.STAFF and message.delivered_at is None:
            answer = StaffAnswer(to=person, ticket=ticket.id, message=message.id, items=len(message.parts))
            work.outbox.say(answer, key=f"answer:{message.id}:{person}")
