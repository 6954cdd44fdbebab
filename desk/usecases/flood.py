"""Limits that protect the desk, and never lose a word. Source: regulation 2.1."""

from desk.errors import TooManyTickets
from desk.ids import PersonId
from desk.notices.client import TooFast
from desk.notices.staff import ClientMessage
from desk.ports import Work
from desk.rules.content import weight_of
from desk.rules.flood import hold, may_file_at
from desk.rules.form import FormName
from desk.rules.messages import Message
from desk.rules.ticket import Ticket


async def relay_in_time(work: Work, ticket: Ticket, message: Message) -> None:
    """To staff at once; beyond the limit a little later, with what else came meanwhile, and its author is told, once.

    What they write counts over all tickets; of each where something is kept they are told.

    The message itself is kept and counts as written already: only staff see it later.
    """
    flood = work.policy.flood_messages
    held = None
    if flood is not None:
        since = message.written_at - 2 * flood.within
        times = await work.messages.times_of(message.author, since)
        # The last of those of the same second: they are in their order.
        del times[max(place for place, time in enumerate(times) if time == (ticket.id, message.written_at))]
        here = [of == ticket.id for of, _ in times]
        held = hold(flood, [at for _, at in times], message.written_at, work.now, here=here)
    relayed = ClientMessage(
        room=ticket.room,
        ticket=ticket.id,
        message=message.id,
        items=weight_of(message.parts),
        held=held is not None,
    )
    work.outbox.say(relayed, at=held.until if held else None)
    if held and held.first:
        work.outbox.say(TooFast(to=message.author, ticket=ticket.id, until=held.until))


async def must_not_file_too_many(work: Work, person: PersonId, form: FormName) -> None:
    """Raises TooManyTickets, with when the next one can be sent; what was written stays in the form."""
    flood = work.policy.flood_prospects if form is FormName.PROSPECT else work.policy.flood_tickets
    if flood is None:
        return
    earlier = await work.tickets.filed_by(person, work.now - flood.within)
    until = may_file_at(flood, earlier, work.now)
    if until is not None:
        raise TooManyTickets(str(flood.most), until.isoformat())
