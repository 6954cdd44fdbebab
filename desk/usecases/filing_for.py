"""An entry of staff becomes a ticket of the client, once, and the client is told at once. Source: regulation 2.3."""

from desk.ids import NOBODY, ChatId, DraftId, MessageId, PersonId, TicketId
from desk.notices.on_behalf import EntryOver, FiledForYou
from desk.notices.staff import CardNeeded, ClientMessage, TopicNeeded
from desk.ports import Work
from desk.rules.came import Way
from desk.rules.content import Content, Kind, Source
from desk.rules.entitlement import state_of
from desk.rules.events import Event, EventKind
from desk.rules.form import Draft
from desk.rules.messages import Message, Room, Side
from desk.rules.people import Client
from desk.rules.ticket import ON_CARD, Category, Ticket, Urgency
from desk.usecases.alerts import armed
from desk.usecases.entries import Place, came_at, reader_for, standing_of, told_of
from desk.usecases.forms import opens_at
from desk.usecases.membership import whereabouts


async def file_entry(work: Work, draft: Draft, place: Place, client: Client | None) -> None:
    """The entry goes in the same transaction, so a second press finds nothing."""
    ticket = await work.tickets.file(armed(work, await _ticket(work, draft, client)))
    await work.rooms.save(Room(ticket.id, ticket.room))
    work.search.add(ticket.id, f"{ticket.subject}\n{ticket.description}\n{ticket.service_name}")
    _happened(work, ticket, draft.person)
    work.outbox.say(TopicNeeded(room=ticket.room, ticket=ticket.id))
    work.outbox.say(CardNeeded(room=ticket.room, ticket=ticket.id))
    await _add_description(work, ticket)
    told = await told_of(work, ticket.author, client)
    if told != NOBODY:
        await tell_client(work, ticket, told)
    names = await work.people.names([told])
    work.outbox.say(
        EntryOver(
            to=place.chat,
            topic=place.topic,
            page=place.page,
            reply_to=place.reply_to,
            by=draft.person,
            rev=draft.rev,
            client=client.name if client else "",
            ticket=ticket.id,
            subject=ticket.subject,
            told=names.get(told, ""),
        )
    )
    await work.drafts.drop(draft.id)


async def _ticket(work: Work, draft: Draft, client: Client | None) -> Ticket:
    answers = draft.answers
    standing = await standing_of(work, draft, client)
    service, came = standing.service, came_at(draft, work.now)
    category = Category(answers["category"])
    state = state_of(service, work.policy.terms(work.now)) if service else None
    home = work.policy.first_room_for(category, state, standing.billing)
    room: ChatId = (await whereabouts(work, home)).id
    return Ticket(
        id=TicketId(0),
        author=await reader_for(work, draft, client),
        client=client.id if client else None,
        room=room,
        draft=DraftId(draft.id),
        category=category,
        urgency=Urgency(answers["urgency"]),
        subject=" ".join(answers["subject"].split()),
        description=answers["description"],
        entitlement=standing.entitlement,
        filed_at=work.now.replace(microsecond=0),
        service=service.id if service else None,
        service_name=service.name if service else "",
        service_state=state,
        react_by=standing.react_by,
        counted_from=came if standing.react_by else None,
        client_category=standing.asked.client,
        products=standing.asked.products,
        support=standing.asked.support,
        billing=standing.billing,
        filed_by=draft.person,
        way=Way(answers["way"]),
        came_at=came if client else None,
    )


def _happened(work: Work, ticket: Ticket, by: PersonId) -> None:
    """Who has filed it and how it came is a part of its history."""
    work.events.add(Event(ticket.id, EventKind.FILED, work.now, by, str(ticket.billing or "")))
    came = f" {ticket.came_at.isoformat()}" if ticket.came_at else ""
    work.events.add(Event(ticket.id, EventKind.FILED_FOR, work.now, by, f"{ticket.way}{came}"))


async def _add_description(work: Work, ticket: Ticket) -> None:
    """The description is a message of the ticket, which nobody has typed in a private chat."""
    words = (Content(Kind.TEXT, Source(ChatId(0), 0), ticket.description),)
    message = await work.messages.add(
        Message(MessageId(0), ticket.id, ticket.author, Side.CLIENT, words, ticket.filed_at, is_description=True)
    )
    if len(ticket.description) > ON_CARD:
        work.outbox.say(ClientMessage(room=ticket.room, ticket=ticket.id, message=message.id))


async def tell_client(work: Work, ticket: Ticket, to: PersonId) -> None:
    """Filed for them, by whom and why; they take part from now on. A time that is over is promised no more."""
    if ticket.filed_by is None or ticket.way is None:
        return
    names = await work.people.names([ticket.filed_by])
    promised = ticket.react_by if ticket.reacted_at is None else None
    work.outbox.say(
        FiledForYou(
            to=to,
            ticket=ticket.id,
            subject=ticket.subject,
            by=names.get(ticket.filed_by, ""),
            way=ticket.way,
            came_at=ticket.asked_at,
            entitlement=ticket.entitlement,
            react_by=promised if promised and promised > work.now else None,
            opens_at=opens_at(work, ticket.support),
            billing=ticket.billing,
            support=ticket.support,
        )
    )
