"""Tickets that were filed while the panel did not answer, now that it has."""

from dataclasses import replace
from typing import Final

from desk.ids import NOBODY, ClientId
from desk.notices.panel import StandingTold
from desk.notices.staff import CardChanged, Happened, What
from desk.ports import Work
from desk.rules.clocks import kept
from desk.rules.entitlement import Standing, entitlement, state_of
from desk.rules.freshness import DOUBTFUL, Trust, trust
from desk.rules.paid import Billing
from desk.rules.people import Client
from desk.rules.support import support_of
from desk.rules.ticket import Ticket
from desk.usecases.forms import asked_by, promise_for
from desk.usecases.home import listed_services
from desk.usecases.readers import reader_of

FREE: Final = {
    True: Billing.WITHIN_PLAN,
    False: Billing.AT_DISCRETION,
}
"""By whether it is served by right. Whatever else was agreed on stays agreed."""


async def verify_tickets(work: Work, number: ClientId) -> None:
    """Each stands on what the panel says now; whose standing has changed by that is told, and so are staff."""
    client = await work.clients.get(number)
    terms = work.policy.freshness
    if client is None or trust((await work.checks.of([number])).get(number), work.now, terms) is not Trust.SURE:
        return
    for ticket in await work.tickets.of_client(number):
        if ticket.is_open and ticket.entitlement.ground in DOUBTFUL:
            await _verify(work, client, ticket)


async def _verify(work: Work, client: Client, before: Ticket) -> None:
    after = kept(before, await _on_what_is_known(work, client, before), work.now, work.policy)
    saved = await work.tickets.save(after)
    work.outbox.say(Happened(room=saved.room, ticket=saved.id, what=What.VERIFIED))
    work.outbox.say(CardChanged(room=saved.room, ticket=saved.id))
    reader = await reader_of(work, saved)
    if saved.entitlement.standing is not before.entitlement.standing and reader != NOBODY:
        work.outbox.say(
            StandingTold(
                to=reader,
                ticket=saved.id,
                subject=saved.subject,
                entitlement=saved.entitlement,
                react_by=saved.react_by if saved.reacted_at is None else None,
            )
        )


async def _on_what_is_known(work: Work, client: Client, ticket: Ticket) -> Ticket:
    """A promise counts from now: before it nobody knew that there was one to make."""
    terms, services = work.policy.terms(work.now), await listed_services(work, client.id)
    about = next((service for service in services if service.id == ticket.service), None)
    ground = entitlement(about, services, terms)
    served = ground.standing is Standing.ENTITLED
    priority = work.policy.priority is not None and work.policy.priority.among(services, terms)
    support = support_of(has_priority=priority, urgency=ticket.urgency, ground=ground)
    known = {"category": str(ticket.category), "service": str(ticket.service or "")}
    asked = asked_by(work, client, services, known, support)
    if served and ticket.react_by is None and ticket.reacted_at is None:
        promise = promise_for(work, ground, asked)
        react_by, since = (promise.due, work.now) if promise else (None, None)
    else:
        react_by, since = (ticket.react_by, ticket.counted_from) if served else (None, None)
    return replace(
        ticket,
        entitlement=ground,
        service_state=state_of(about, terms) if about else ticket.service_state,
        support=support,
        products=asked.products,
        billing=FREE[served] if ticket.billing in FREE.values() else ticket.billing,
        react_by=react_by,
        counted_from=since,
    )
