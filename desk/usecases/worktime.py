"""Employees record how long they worked on a ticket. Source: regulation 2.3."""

from collections.abc import Awaitable, Callable

from desk.errors import NoSuchTicket, NotYours, TimeIsThere
from desk.ids import ChatId, PersonId, SpentId, TicketId
from desk.notices.toasts import Toast
from desk.notices.worktime import TimeAsked, TimeLine, TimeRecorded, TimeShown, TimeTakenBack
from desk.ports import Work
from desk.rules.charges import costs
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Ticket
from desk.rules.worktime import Spent, parse_time
from desk.usecases.staff_messages import Spot, ticket_here

MOST_SHOWN = 10


async def time_command(work: Work, *, by: PersonId, spot: Spot, text: str) -> None:
    """`/time 40m what was done` records it; `/time` alone shows what is recorded."""
    ticket = await ticket_here(work, spot)
    if not text.strip():
        await _show(work, ticket)
        return
    await record_time(text)(work, ticket, by)


def record_time(text: str) -> Callable[[Work, Ticket, PersonId], Awaitable[None]]:
    async def record(work: Work, ticket: Ticket, by: PersonId) -> None:
        minutes, note = parse_time(text)
        await _record(work, ticket, by, minutes, note)

    return record


async def answer_time(work: Work, *, by: PersonId, room: ChatId, number: TicketId, minutes: int) -> Toast:
    """A button of the question at solving: the first answer counts, more is added by the command."""
    ticket = await _ticket_in(work, number, room)
    before = next((spent for spent in await work.times.of(ticket.id) if spent.asked), None)
    if before is not None:
        if before.by == by and before.minutes == minutes:
            return Toast.ALREADY
        raise TimeIsThere(await _name(work, before.by))
    await _record(work, ticket, by, minutes, "", asked=True)
    return Toast.DONE


async def take_back(work: Work, *, by: PersonId, room: ChatId, spent: SpentId) -> Toast:
    """A wrong entry counts no more; only its author can say so. It is kept, and so is this."""
    found = await work.times.get(spent)
    if found is None:
        raise NoSuchTicket(TicketId(0))
    ticket = await _ticket_in(work, found.ticket, room)
    if found.by != by:
        raise NotYours(await _name(work, found.by))
    if not await work.times.take_back(spent, work.now):
        return Toast.ALREADY
    work.events.add(Event(ticket.id, EventKind.TIME_TAKEN_BACK, work.now, by, _detail(found)))
    work.outbox.say(
        TimeTakenBack(
            room=ticket.room,
            ticket=ticket.id,
            who=await _name(work, by),
            minutes=found.minutes,
            total=await _total(work, ticket),
        )
    )
    return Toast.DONE


async def ask_time(work: Work, ticket: Ticket) -> None:
    """At solving, once in a ticket's life, and only if nobody has recorded anything."""
    if await work.times.of(ticket.id):
        return
    if any(event.kind is EventKind.TIME_ASKED for event in await work.events.of(ticket.id)):
        return
    work.events.add(Event(ticket.id, EventKind.TIME_ASKED, work.now))
    work.outbox.say(TimeAsked(room=ticket.room, ticket=ticket.id))


async def _record(work: Work, ticket: Ticket, by: PersonId, minutes: int, note: str, *, asked: bool = False) -> None:
    charge = await work.charges.current(ticket.id)
    paid = costs(ticket.billing, charge)
    spent = await work.times.add(
        Spent(SpentId(0), ticket.id, ticket.client, by, minutes, note, paid, work.now, asked=asked)
    )
    work.events.add(Event(ticket.id, EventKind.TIME_RECORDED, work.now, by, _detail(spent)))
    work.outbox.say(
        TimeRecorded(
            room=ticket.room,
            ticket=ticket.id,
            spent=spent.id,
            who=await _name(work, by),
            minutes=minutes,
            note=note,
            paid=paid,
            total=await _total(work, ticket),
        )
    )


async def _show(work: Work, ticket: Ticket) -> None:
    recorded = await work.times.of(ticket.id)
    names = await work.people.names({spent.by for spent in recorded})
    newest = recorded[-MOST_SHOWN:]
    work.outbox.say(
        TimeShown(
            room=ticket.room,
            ticket=ticket.id,
            lines=tuple(
                TimeLine(spent.id, names.get(spent.by, ""), spent.minutes, spent.note, spent.paid, spent.at)
                for spent in newest
            ),
            more=len(recorded) - len(newest),
            free=sum(spent.minutes for spent in recorded if not spent.paid),
            paid=sum(spent.minutes for spent in recorded if spent.paid),
        )
    )


async def _ticket_in(work: Work, number: TicketId, room: ChatId) -> Ticket:
    ticket = await work.tickets.get(number)
    if ticket is None or ticket.room != room:
        raise NoSuchTicket(number)
    return ticket


async def _total(work: Work, ticket: Ticket) -> int:
    return sum(spent.minutes for spent in await work.times.of(ticket.id))


async def _name(work: Work, person: PersonId) -> str:
    return (await work.people.names([person])).get(person, "")


def _detail(spent: Spent) -> str:
    return f"{spent.minutes} min {spent.note}".strip()
