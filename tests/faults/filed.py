"""Tickets that are there from the beginning: written into the database, not typed into a form."""

from collections.abc import Sequence

from desk.ids import ChatId, ClientId, DraftId, PersonId, ServiceId
from desk.notices.staff import CardNeeded, TopicNeeded
from desk.ports import Work
from desk.rules.entitlement import Service, ServiceStatus
from desk.rules.messages import Room
from desk.rules.people import Assurance, Client, ClientCategory, Link, Person, Role
from simulator import Person as Somebody
from simulator import Topic
from tests.bot.running import RunningDesk
from tests.builders import a_ticket

SUBJECT = "Сайт не открывается"


async def file_for(work: Work, *, person: Person, room: ChatId) -> int:
    """A client of this person's own with a ticket; the desk owes its topic and its card. Gives its number."""
    client, service = ClientId(f"client-{person.id}"), ServiceId(f"service-{person.id}")
    await work.people.seen(person)
    await work.people.reach(person.id, reachable=True)
    await work.clients.replace(
        [Client(client, f"ООО {person.name}", ClientCategory.PARTNER, f"{person.id}@example.com")],
        [Service(service, client, "Хостинг", "hosting", ServiceStatus.ACTIVE)],
    )
    await work.people.link(Link(person.id, client, Role.OWNER, Assurance.HIGH), work.now)
    ticket = await work.tickets.file(
        a_ticket(
            author=person.id,
            client=client,
            room=room,
            draft=DraftId(100_000 + person.id % 100_000),
            subject=SUBJECT,
            filed_at=work.now,
            react_by=None,
            service=service,
            service_name="Хостинг",
        )
    )
    await work.rooms.save(Room(ticket.id, room))
    work.outbox.say(TopicNeeded(room=room, ticket=ticket.id))
    work.outbox.say(CardNeeded(room=room, ticket=ticket.id))
    return int(ticket.id)


async def has_ticket(desk: RunningDesk, person: Somebody) -> Topic:
    """Their ticket's topic, with its card in it."""
    (number,) = await have_tickets(desk, [person])
    topic = await desk.room.topic(f"№{number}", timeout=40)
    await desk.boris.sees(SUBJECT, topic=topic, timeout=40)
    return topic


async def have_tickets(desk: RunningDesk, people: Sequence[Somebody]) -> list[int]:
    """The numbers of their tickets, which are on their way to the staff's room."""
    numbers = []
    for one in people:
        person = Person(PersonId(one.id), one.name, "", "ru")
        numbers.append(await desk.app.office.run(file_for, person=person, room=ChatId(desk.room.id)))
    return numbers
