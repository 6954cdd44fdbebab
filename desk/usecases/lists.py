"""Lists of tickets for staff: what is next, mine, and found by words. Source: regulation 2.3."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from desk.errors import NothingToFind, NoTicketHere
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.lists import Listing, StaffLine, TicketsFound
from desk.ports import Work
from desk.rules.reminders import Set
from desk.rules.ticket import Status, Ticket
from desk.usecases.snoozes import due_soon
from desk.usecases.staff_messages import Spot

SHOWN = 15
ASLEEP = 5
"""So many that are put aside are shown; all are counted."""

LAST = datetime.max.replace(tzinfo=UTC)


async def queue(work: Work, *, spot: Spot) -> None:
    """The open tickets of this group, most urgent first."""
    await _show_awake(work, spot, Listing.QUEUE, await work.tickets.open_in(spot.chat))


async def mine(work: Work, *, by: PersonId, spot: Spot) -> None:
    """The open tickets of this group that are the employee's."""
    await _show_awake(work, spot, Listing.MINE, await work.tickets.held_by(by, spot.chat))


async def _show_awake(work: Work, spot: Spot, listing: Listing, tickets: Sequence[Ticket]) -> None:
    """In their order; those that are put aside stand below, unless an answer is overdue. Source: T15."""
    numbers = [ticket.id for ticket in tickets]
    promises = await work.reminders.open_for(numbers, Set.PROMISE)
    aside = {
        number: one.until
        for number, one in (await work.reminders.open_for(numbers, Set.SNOOZE)).items()
        if one.until > work.now
    }
    due = {number: promise.until for number, promise in promises.items()}
    asleep = [ticket for ticket in tickets if ticket.id in aside and due_soon(work, ticket) is None]
    awake = [ticket for ticket in tickets if ticket not in asleep]
    ordered = sorted(awake, key=lambda ticket: turn(ticket, due.get(ticket.id)))
    later = sorted(asleep, key=lambda ticket: (aside[ticket.id], ticket.id))
    await _show(work, spot, listing, ordered, asleep=later, until=aside, due=due)


async def find(work: Work, *, spot: Spot, words: str) -> None:
    """Tickets of this group, open or not, in which all of these words were said, in whatever form."""
    if not words.strip():
        raise NothingToFind
    found = await work.search.find(words, spot.chat)
    await work.ahead(tickets=found)
    tickets = [ticket for number in found if (ticket := await work.tickets.get(number))]
    await _show(work, spot, Listing.FOUND, tickets, words=words)


async def one(work: Work, *, spot: Spot, number: TicketId) -> None:
    """Where a ticket is. One of another group is as if it were not there."""
    ticket = await work.tickets.get(number)
    if ticket is None or ticket.room != spot.chat:
        raise NoTicketHere(number)
    await _show(work, spot, Listing.FOUND, [ticket], words=f"№{number}")


def turn(ticket: Ticket, promised: datetime | None = None) -> tuple[bool, datetime, TicketId]:
    """The order of the queue: what waits for staff, by when it is due or since when it is asked; then the rest."""
    idle = ticket.status in {Status.WAITING, Status.ON_HOLD} and promised is None
    asked = ticket.react_by if ticket.reacted_at is None else ticket.unanswered_since
    return idle, min(asked or LAST, promised or LAST), ticket.id


async def _show(
    work: Work,
    spot: Spot,
    listing: Listing,
    tickets: Sequence[Ticket],
    *,
    words: str = "",
    asleep: Sequence[Ticket] = (),
    until: Mapping[TicketId, datetime] = MappingProxyType({}),
    due: Mapping[TicketId, datetime] = MappingProxyType({}),
) -> None:
    shown = [*tickets[:SHOWN], *asleep[:ASLEEP]]
    await work.ahead(tickets=[ticket.id for ticket in shown])
    names = await work.people.names([ticket.assignee for ticket in shown if ticket.assignee])
    found = [await _line(work, ticket, names.get(ticket.assignee, "") if ticket.assignee else "") for ticket in shown]
    told = [replace(line, until=until.get(line.ticket), promised=due.get(line.ticket)) for line in found]
    lines, below = told[: len(tickets[:SHOWN])], told[len(tickets[:SHOWN]) :]
    work.outbox.say(
        TicketsFound(
            to=spot.chat,
            listing=listing,
            lines=tuple(lines),
            total=len(tickets),
            asleep=tuple(below),
            sleeping=len(asleep),
            words=words[:200],
            topic=spot.topic,
            reply_to=spot.message,
        )
    )


async def line_of(work: Work, ticket: Ticket) -> StaffLine:
    """A ticket with its assignee."""
    names = await work.people.names([ticket.assignee]) if ticket.assignee else {}
    return await _line(work, ticket, names.get(ticket.assignee, "") if ticket.assignee else "")


async def _line(work: Work, ticket: Ticket, who: str) -> StaffLine:
    room = await work.rooms.of(ticket.id)
    return StaffLine(
        ticket=ticket.id,
        subject=ticket.subject,
        status=ticket.status,
        who=who,
        chat=room.chat if room else ChatId(ticket.room),
        react_by=ticket.react_by if ticket.reacted_at is None and ticket.is_open else None,
        asked_at=ticket.unanswered_since if ticket.is_open else None,
        topic=room.topic if room else None,
        card=room.card if room else None,
    )
