"""A client looks at their tickets."""

from desk.errors import NoSuchTicket
from desk.ids import PersonId, TicketId
from desk.notices.client import TicketLine, TicketShown, TicketsListed
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.ticket import Ticket, may_reopen
from desk.usecases.waiting import expected_close


async def tickets_of(work: Work, person: PersonId) -> list[Ticket]:
    """Those that the person may see: open ones first, then newest first."""
    links = await work.people.links_of(person)
    found = await work.tickets.of_person(person, [link.client for link in links])
    return [ticket for ticket in found if may_see(person, links, ticket)]


async def ticket_for(work: Work, person: PersonId, number: TicketId) -> Ticket:
    """A ticket that the person may see; NoSuchTicket hides whether another one exists."""
    ticket = await work.tickets.get(number)
    if ticket is None or not may_see(person, await work.people.links_of(person), ticket):
        raise NoSuchTicket(number)
    return ticket


def line(ticket: Ticket) -> TicketLine:
    return TicketLine(ticket.id, ticket.subject, ticket.status)


async def list_tickets(work: Work, *, person: PersonId) -> None:
    found = await tickets_of(work, person)
    work.outbox.say(TicketsListed(to=person, tickets=tuple(line(ticket) for ticket in found)))


async def show_ticket(work: Work, *, person: PersonId, number: TicketId) -> None:
    """One ticket: its state in plain words, what is awaited from whom and by when."""
    ticket = await ticket_for(work, person, number)
    period = await work.periods.open_of(ticket.id)
    names = await work.people.names([ticket.assignee] if ticket.assignee else [])
    work.outbox.say(
        TicketShown(
            to=person,
            ticket=ticket.id,
            subject=ticket.subject,
            description=ticket.description,
            status=ticket.status,
            category=ticket.category,
            filed_at=ticket.filed_at,
            service=ticket.service_name,
            assignee=names.get(ticket.assignee, "") if ticket.assignee else "",
            react_by=ticket.react_by if ticket.reacted_at is None else None,
            close_at=expected_close(work, period) if period else None,
            ended_at=ticket.ended_at,
            messages=await work.messages.count_of(ticket.id),
            may_reopen=may_reopen(ticket, work.now, work.policy.reopen_within),
            support=ticket.support,
        )
    )
