"""Tickets whose group is no longer among the settings move to the one that serves them now."""

from dataclasses import replace

from desk.ids import ChatId, TicketId
from desk.notices.staff import CardNeeded, StaffHint, TopicNeeded, Unconfirmed
from desk.ports import Work
from desk.rules.messages import Room
from desk.rules.ticket import Ticket
from desk.usecases.conversation import topic_follows
from desk.usecases.managers import managers_now
from desk.usecases.membership import whereabouts
from desk.usecases.taking_back import questions_move


async def strays(work: Work) -> set[ChatId]:
    """The groups of open tickets that are not in the settings, nor are what one of those has become."""
    known = await _rooms(work)
    return {room for room in await work.tickets.open_rooms() if room not in known}


async def _rooms(work: Work) -> set[ChatId]:
    return {(await whereabouts(work, room)).id for room in work.policy.all_rooms()}


async def _home(work: Work, ticket: Ticket) -> ChatId:
    return (await whereabouts(work, work.policy.room_for(ticket.category))).id


async def take_in(work: Work, *, room: ChatId) -> set[ChatId]:
    """A group of the settings was seen: tickets of former groups that belong to it move there.

    Their topics and cards are made anew, what waits for them comes along, and it is told where they were and to the
    managers. Gives the former groups that have open tickets left.
    """
    for old in sorted(await strays(work)):
        moved = 0
        for ticket in await _of(work, old):
            if await _home(work, ticket) == room:
                await move_to(work, ticket, room)
                moved += ticket.is_open
        if moved:
            await _tell(work, old, room, moved)
    return await strays(work)


async def _of(work: Work, room: ChatId) -> list[Ticket]:
    """Its open tickets, and those that have ended about which something waits to be said."""
    tickets = {ticket.id: ticket for ticket in await work.tickets.open_in(room)}
    for number in await work.outbox.owed_tickets(room):
        ticket = await work.tickets.get(number)
        if ticket is not None and ticket.room == room:
            tickets[ticket.id] = ticket
    return [tickets[number] for number in sorted(tickets)]


async def _tell(work: Work, old: ChatId, new: ChatId, moved: int) -> None:
    facts = {
        "old": (await work.chats.get(old)).title or str(old),
        "new": (await work.chats.get(new)).title or str(new),
        "n": str(moved),
    }
    work.outbox.say(StaffHint(to=old, what="tickets_left", facts=facts))
    for manager in (await managers_now(work)).values():
        work.outbox.say(StaffHint(to=manager, what="tickets_moved", facts=facts))


async def bring_home(work: Work, ticket: Ticket) -> Ticket:
    """The ticket in a group that the desk serves: as it is, unless its group is no longer in the settings."""
    if ticket.room in await _rooms(work):
        return ticket
    return await move_to(work, ticket, await _home(work, ticket))


async def bring_home_by_number(work: Work, *, number: TicketId) -> None:
    ticket = await work.tickets.get(number)
    if ticket is not None:
        await bring_home(work, ticket)


async def move_to(work: Work, ticket: Ticket, room: ChatId) -> Ticket:
    """With a new topic and card; what waits to be said in the old place comes along."""
    old = ticket.room
    moved = await work.tickets.save(replace(ticket, room=room))
    await work.rooms.save(Room(ticket.id, room))
    await work.outbox.readdress(ticket.id, old, room)
    await questions_move(work, ticket, room)
    await show_anew(work, moved)
    return moved


async def show_anew(work: Work, ticket: Ticket) -> None:
    """Where it is now there is neither a topic of it nor a card; the topic of one that has ended is closed again."""
    work.outbox.say(TopicNeeded(room=ticket.room, ticket=ticket.id))
    work.outbox.say(CardNeeded(room=ticket.room, ticket=ticket.id))
    if not ticket.is_open:
        topic_follows(work, ticket)
    await ask_anew(work, ticket.id, ticket.room)


async def ask_anew(work: Work, ticket: TicketId, room: ChatId) -> None:
    """About answers of unknown fate: the buttons that decide about them stay behind in the old place."""
    for row in await work.outbox.uncertain(ticket):
        work.outbox.say(Unconfirmed(room=room, ticket=ticket, owed=row.id))
