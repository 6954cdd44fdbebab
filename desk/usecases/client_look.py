"""A look at a client, and notes on them that only staff read. Source: regulation 2.3."""

from collections.abc import Sequence
from typing import Final

from desk.errors import BadClientNote, NoClientHere, NotYours, WhichClient
from desk.ids import PersonId
from desk.notices.client_look import ClientNoteKept, ClientShown, HeldService, LinkedPerson, NoteLine
from desk.notices.on_behalf import Purpose
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.client_notes import MOST, ClientNote, noted
from desk.rules.entitlement import state_of
from desk.rules.form import key_of
from desk.rules.people import Client, Role
from desk.rules.ticket import Ticket
from desk.usecases.conversation import card_changed
from desk.usecases.home import listed_services
from desk.usecases.lists import line_of
from desk.usecases.registry import client_by_key, meant, offer
from desk.usecases.staff_actions import Action
from desk.usecases.staff_messages import Spot, ticket_at

SERVICES: Final = 10
PEOPLE: Final = 8
TICKETS: Final = 5
NOTES: Final = 5
"""So many of each are shown, so that the page stays one message."""


async def look(work: Work, *, spot: Spot, words: str) -> None:
    """`/client` in a ticket, `/client Петров` anywhere in the group. Raises WhichClient, NoClientHere, NoSuchClient."""
    if not words.strip():
        ticket = await ticket_at(work, spot)
        if ticket is None:
            raise WhichClient
        await show_client(work, await client_of(work, ticket), spot)
        return
    clients = await meant(work, words.strip())
    if len(clients) == 1:
        await show_client(work, clients[0], spot)
    else:
        offer(work, spot, Purpose.LOOK, clients, words.strip())


async def client_of(work: Work, ticket: Ticket) -> Client:
    """Raises NoClientHere: it is a prospect's, or staff's own."""
    client = await work.clients.get(ticket.client) if ticket.client else None
    if client is None:
        raise NoClientHere(ticket.id)
    return client


async def look_by_key(work: Work, *, spot: Spot, key: str) -> None:
    """One of several was chosen."""
    await show_client(work, await client_by_key(work, key), spot)


async def look_at_ticket(work: Work, ticket: Ticket, _: PersonId) -> Toast:
    """By a button of the ticket, in its place."""
    room = await work.rooms.of(ticket.id)
    topic = room.topic if room else None
    card = room.card if room and topic is None else None
    await show_client(work, await client_of(work, ticket), Spot(ticket.room, 0, topic), reply_to=card)
    return Toast.DONE


async def show_client(work: Work, client: Client, spot: Spot, *, reply_to: int | None = None) -> None:
    """The panel's data, who writes for the client, the last tickets of this group, and the notes."""
    services = await listed_services(work, client.id)
    terms = work.policy.terms(work.now)
    people = await _people(work, client)
    tickets = [one for one in await work.tickets.of_client(client.id) if one.room == spot.chat]
    notes = await work.client_notes.of(client.id)
    work.outbox.say(
        ClientShown(
            to=spot.chat,
            topic=spot.topic,
            reply_to=reply_to or spot.message or None,
            key=key_of(str(client.id)),
            number=str(client.id),
            name=client.name,
            category=client.category,
            email=client.email,
            phone=client.phone,
            services=tuple(HeldService(one.name, state_of(one, terms), one.paid_until) for one in services[:SERVICES]),
            people=tuple(people[:PEOPLE]),
            tickets=tuple([await line_of(work, one) for one in tickets[:TICKETS]]),
            notes=await _lines(work, notes[:NOTES]),
            more_services=max(0, len(services) - SERVICES),
            more_people=max(0, len(people) - PEOPLE),
            more_tickets=max(0, len(tickets) - TICKETS),
            more_notes=max(0, len(notes) - NOTES),
        )
    )


async def _people(work: Work, client: Client) -> list[LinkedPerson]:
    """Owners first."""
    found = []
    for link in await work.people.linked_to(client.id):
        known = await work.people.get(link.person)
        if known is not None:
            owner = link.role is Role.OWNER
            found.append(LinkedPerson(known.name, known.username, owner, link.sees_all, known.reachable, known.blocked))
    return sorted(found, key=lambda one: not one.owner)


async def _lines(work: Work, notes: Sequence[ClientNote]) -> tuple[NoteLine, ...]:
    names = await work.people.names({note.by for note in notes})
    return tuple(NoteLine(note.id, note.text, names.get(note.by, ""), note.at) for note in notes)


def noting(text: str) -> Action:
    """A note on the client of the ticket. Raises BadClientNote, NoClientHere."""

    async def note_it(work: Work, ticket: Ticket, by: PersonId) -> Toast:
        client = await client_of(work, ticket)
        words = noted(text)
        if await work.client_notes.count(client.id) >= MOST:
            raise BadClientNote("too_many")
        note = await work.client_notes.add(ClientNote(0, client.id, words, by, work.now))
        name = (await work.people.names([by])).get(by, "")
        total = await work.client_notes.count(client.id)
        kept = ClientNoteKept(
            room=ticket.room, ticket=ticket.id, note=note.id, client=client.name, who=name, total=total
        )
        work.outbox.say(kept)
        card_changed(work, ticket)
        return Toast.DONE

    return note_it


async def must_be_clients(work: Work, ticket: Ticket, _: PersonId) -> None:
    """Raises NoClientHere."""
    await client_of(work, ticket)


async def take_note_back(work: Work, *, by: PersonId, number: int) -> Toast:
    """By its author; it is gone, words and all. Raises NotYours."""
    note = await work.client_notes.get(number)
    if note is None:
        return Toast.ALREADY
    if note.by != by:
        raise NotYours((await work.people.names([note.by])).get(note.by, ""))
    await work.client_notes.drop(number)
    for ticket in await work.tickets.of_client(note.client):
        if ticket.is_open:
            card_changed(work, ticket)
    return Toast.DONE
