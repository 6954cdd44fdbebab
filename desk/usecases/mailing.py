"""Mail as the second way to a client."""

from desk.notices.staff import NoMail
from desk.ports import Work
from desk.rules.ticket import Ticket


async def mailbox_of(work: Work, ticket: Ticket) -> str:
    """The address of the ticket's client in the registry; none where there is none, or mail is off.

    Whoever reads that mailbox can sign in as the client by a code, and sees this ticket then: a letter tells them
    nothing more. What a prospect has typed is no proof of anything, so nothing goes there.
    """
    client = await work.clients.get(ticket.client) if ticket.client and work.policy.mail else None
    return client.email if client else ""


async def why_no_mail(work: Work, ticket: Ticket) -> NoMail | None:
    """None: mail is possible."""
    if not work.policy.mail:
        return NoMail.OFF
    return None if await mailbox_of(work, ticket) else NoMail.NO_ADDRESS
