"""Whoever is on duty is told at once of what is urgent outside of the desk's hours. Source: regulation 1.4."""

from desk.ids import private_chat
from desk.notices.alerts import DutyCall
from desk.ports import Work
from desk.rules.paid import Billing
from desk.rules.ticket import Support, Ticket


async def call_duty(work: Work, ticket: Ticket) -> None:
    """Once for each of them and ticket, however often it is asked for."""
    if not needs_duty(work, ticket):
        return
    client = await work.clients.get(ticket.client) if ticket.client else None
    for person in work.policy.on_duty:
        work.outbox.say(
            DutyCall(
                to=private_chat(person),
                ticket=ticket.id,
                subject=ticket.subject,
                client=client.name if client else "",
                service=ticket.service_name,
                react_by=ticket.react_by,
                paid=ticket.support is not Support.ROUND_THE_CLOCK,
            ),
            key=f"duty:{ticket.id}:{person}",
        )


def needs_duty(work: Work, ticket: Ticket) -> bool:
    """Filed while the desk was closed, for help at once, and nobody has reacted or taken it yet.

    Source: regulation 1.4 (urgent, with priority support), 2.4 (paid, outside of hours).
    """
    at_once = ticket.support is Support.ROUND_THE_CLOCK or ticket.billing is Billing.OUTSIDE_HOURS
    return (
        at_once
        and ticket.is_open
        and ticket.reacted_at is None
        and ticket.assignee is None
        and not work.policy.calendar.is_open(ticket.filed_at)
    )
