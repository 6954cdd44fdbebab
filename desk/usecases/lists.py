"""Lists of tickets for staff: what is next, mine, and found by words. Source: regulation 2.3."""

from collections.abc import Sequence
from datetime import UTC, datetime

from desk.errors import NothingToFind, NoTicketHere
from desk.ids import ChatId, PersonId, TicketId
from desk.notices.lists import Listing, StaffLine, TicketsFound
from desk.ports import Work
from desk.rules.ticket import Status, Ticket
from desk.usecases.staff_messages import Spot

SHOWN = 15

LAST = datetime.max.replace(tzinfo=UTC)


async def queue(work: Work, *, spot: Spot) -> None:
    """The open tickets of this group, most urgent first."""
    tickets = sorted(await work.tickets.open_in(spot.chat), key=turn)
    await _show(work, spot, Listing.QUEUE, tickets)


async def mine(work: Work, *, by: PersonId, spot: Spot) -> None:
    """The open tickets of this group that are the employee's."""
    tickets = sorted(await work.tickets.held_by(by, spot.chat), key=turn)
    await _show(work, spot, Listing.MINE, tickets)


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


def turn(ticket: Ticket) -> tuple[bool, datetime, TicketId]:
    """The order of the queue: what waits for staff, by when it is due or since when it is asked; then the rest."""
    idle = ticket.status in {Status.WAITING, Status.ON_HOLD}
    if ticket.reacted_at is None:
        return idle, ticket.react_by or LAST, ticket.id
    return idle, ticket.unanswered_since or LAST, ticket.id


async def _show(work: Work, spot: Spot, listing: Listing, tickets: Sequence[Ticket], *, words: str = "") -> None:
    shown = tickets[:SHOWN]
    await work.ahead(tickets=[ticket.id for ticket in shown])
    names = await work.people.names([ticket.assignee for ticket in shown if ticket.assignee])
    lines = [await _line(work, ticket, names.get(ticket.assignee, "") if ticket.assignee else "") for ticket in shown]
    work.outbox.say(
        TicketsFound(
            to=spot.chat,
            listing=listing,
            lines=tuple(lines),
            total=len(tickets),
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
