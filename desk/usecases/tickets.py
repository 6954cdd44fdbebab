"""A client looks at their tickets."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from desk.errors import NoSuchTicket
from desk.ids import ClientId, PersonId, TicketId
from desk.notices.client import TicketLine, TicketShown, TicketsListed
from desk.ports import Work
from desk.rules.access import may_see
from desk.rules.assurance import sees_all
from desk.rules.awaited import Awaits, awaited
from desk.rules.pages import page_of
from desk.rules.rating import has_expired
from desk.rules.reminders import Set
from desk.rules.ticket import Status, Ticket, may_reopen
from desk.usecases.waiting import expected_close

A_PAGE: Final = 8
"""So many tickets at a time."""

MOST: Final = 500
"""So many can be paged through; older ones are found by their number."""


async def tickets_of(work: Work, person: PersonId, most: int = 50) -> list[Ticket]:
    """Those that the person may see: open ones first, then newest first."""
    links = await work.people.links_of(person)
    found = await work.tickets.of_person(person, await _whole(work, person), most)
    return [ticket for ticket in found if may_see(person, links, ticket)]


async def tickets_ahead(work: Work, people: Iterable[PersonId]) -> None:
    """What `tickets_of` will be asked for, of several people at once."""
    await work.ahead(whose={one: await _whole(work, one) for one in people})


async def _whole(work: Work, person: PersonId) -> list[ClientId]:
    """The clients of whom they see everything."""
    return [link.client for link in await work.people.links_of(person) if sees_all(link)]


async def ticket_for(work: Work, person: PersonId, number: TicketId) -> Ticket:
    """A ticket that the person may see; NoSuchTicket hides whether another one exists."""
    ticket = await work.tickets.get(number)
    if ticket is None or not may_see(person, await work.people.links_of(person), ticket):
        raise NoSuchTicket(number)
    return ticket


def line(ticket: Ticket) -> TicketLine:
    return TicketLine(ticket.id, ticket.subject, ticket.status)


async def list_tickets(work: Work, *, person: PersonId, page: int = 1) -> None:
    """A page of them: open ones first, each with what is awaited from whom and by when. Source: regulation 2.3."""
    shown, now, pages = page_of(await tickets_of(work, person, MOST), page, A_PAGE)
    others = await work.people.names({ticket.author for ticket in shown} - {person})
    lines = tuple([await _told(work, ticket, others) for ticket in shown])
    work.outbox.say(TicketsListed(to=person, tickets=lines, page=now, pages=pages))


async def _told(work: Work, ticket: Ticket, others: Mapping[PersonId, str]) -> TicketLine:
    awaits = awaited(ticket)
    period = await work.periods.open_of(ticket.id) if awaits is Awaits.CLIENT else None
    promise = await work.reminders.open_of(ticket.id, Set.PROMISE) if ticket.is_open else None
    by = ticket.react_by if awaits is Awaits.FIRST_ANSWER else None
    due = expected_close(work, period) if period else by
    promised = promise.until if promise else None
    return replace(line(ticket), awaits=awaits, by=due, author=others.get(ticket.author, ""), promised=promised)


async def show_ticket(work: Work, *, person: PersonId, number: TicketId) -> None:
    """One ticket: its state in plain words, what is awaited from whom and by when."""
    ticket = await ticket_for(work, person, number)
    period = await work.periods.open_of(ticket.id)
    names = await work.people.names([ticket.author, *([ticket.assignee] if ticket.assignee else [])])
    promise = await work.reminders.open_of(ticket.id, Set.PROMISE) if ticket.is_open else None
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
            awaits=awaited(ticket),
            follows=ticket.follows,
            followed_by=ticket.followed_by,
            author="" if ticket.author == person else names.get(ticket.author, ""),
            rating=await _to_rate(work, ticket, person),
            billing=ticket.billing,
            charge=await work.charges.current(ticket.id),
            support=ticket.support,
            promised=promise.until if promise else None,
            promised_why=promise.reason if promise else "",
        )
    )


async def _to_rate(work: Work, ticket: Ticket, person: PersonId) -> int | None:
    """The rating that this person can still give. Source: T33."""
    if ticket.status is not Status.SOLVED or ticket.ended_at is None:
        return None
    rating = await work.ratings.of(ticket.id, ticket.ended_at)
    if rating is None or rating.person != person or rating.score is not None or has_expired(rating, work.now):
        return None
    return rating.id
