"""What managers take out once a month: paid tickets and working time. Each looks, and changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desk.errors import ManagersOnly, WhichMonth
from desk.ids import ChatId, ClientId, PersonId
from desk.notices.exports import MonthWanted
from desk.ports import Work
from desk.rules.charges import Charge
from desk.rules.exports import BadMonth, PaidRow, TimeRow, parse_month
from desk.rules.people import ClientCategory
from desk.rules.ticket import Ticket
from desk.usecases.managers import managers_now


@dataclass(frozen=True, slots=True)
class MonthTaken:
    """Both exports of a month."""

    paid: list[PaidRow]
    times: list[TimeRow]


async def export_month(work: Work, *, chat: ChatId, month: str) -> None:
    """A manager wants a month's exports in the chat."""
    if chat not in (await managers_now(work)).values():
        raise ManagersOnly
    try:
        parse_month(month, work.policy.calendar.zone)
    except BadMonth as error:
        raise WhichMonth from error
    work.outbox.say(MonthWanted(to=chat, month=month.strip()))


async def month_of(work: Work, *, month: str) -> MonthTaken:
    since, until = parse_month(month, work.policy.calendar.zone)
    return MonthTaken(
        await paid_tickets(work, since=since, until=until), await working_time(work, since=since, until=until)
    )


async def paid_tickets(work: Work, *, since: datetime, until: datetime) -> list[PaidRow]:
    """By the month in which the price was named or, while there is none, in which the ticket was filed: so none is in
    two months. Source: regulation 2.4.
    """
    charges = {charge.ticket: charge for charge in await work.charges.offered(since, until)}
    filed = await work.tickets.filed_as_paid(since, until)
    priced = await work.charges.currents([ticket.id for ticket in filed])
    await work.ahead(tickets=charges)
    priced_now = [ticket for number in charges if (ticket := await work.tickets.get(number))]
    tickets = {ticket.id: ticket for ticket in [*priced_now, *(one for one in filed if one.id not in priced)]}
    names = await _names(work, charges.values())
    return [await _paid_row(work, ticket, charges.get(number), names) for number, ticket in sorted(tickets.items())]


async def _paid_row(work: Work, ticket: Ticket, charge: Charge | None, names: Mapping[PersonId, str]) -> PaidRow:
    client, category = await _client(work, ticket.client, ticket.author)
    bare = PaidRow(
        ticket=ticket.id,
        filed_at=ticket.filed_at,
        client=client,
        category=category,
        subject=ticket.subject,
        service=ticket.service_name,
        billing=ticket.billing,
        minutes=sum(spent.minutes for spent in await work.times.of(ticket.id)),
    )
    if charge is None:
        return bare
    return replace(
        bare,
        price=charge.money if charge.amount else None,
        state=charge.state,
        note=charge.note,
        invoice=charge.invoice,
        priced_by=names.get(charge.by, ""),
        priced_at=charge.offered_at,
        settled_by=names.get(charge.settled_by, "") if charge.settled_by else "",
        settled_at=charge.settled_at,
        why=charge.why,
    )


async def working_time(work: Work, *, since: datetime, until: datetime) -> list[TimeRow]:
    """What was recorded in the month and not taken back, oldest first. Source: regulation 2.3."""
    recorded = await work.times.recorded(since, until)
    names = await work.people.names({spent.by for spent in recorded})
    await work.ahead(tickets={spent.ticket for spent in recorded})
    rows = []
    for spent in recorded:
        ticket = await work.tickets.get(spent.ticket)
        if ticket is None:
            continue
        client, category = await _client(work, spent.client, ticket.author)
        rows.append(
            TimeRow(
                at=spent.at,
                employee=names.get(spent.by, ""),
                client=client,
                category=category,
                ticket=ticket.id,
                subject=ticket.subject,
                paid=spent.paid,
                minutes=spent.minutes,
                note=spent.note,
            )
        )
    return rows


async def _client(work: Work, number: ClientId | None, author: PersonId) -> tuple[str, ClientCategory]:
    client = await work.clients.get(number) if number is not None else None
    if client is not None:
        return client.name, client.category
    return (await work.people.names([author])).get(author, ""), ClientCategory.PROSPECT


async def _names(work: Work, charges: Iterable[Charge]) -> Mapping[PersonId, str]:
    people = {person for charge in charges for person in (charge.by, charge.settled_by) if person is not None}
    return await work.people.names(people)
