"""People who may not write for now. Source: regulation 2.1."""

from desk.errors import NoReason
from desk.ids import PersonId
from desk.notices.staff import Happened, StaffHint, What
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Ticket
from desk.usecases.conversation import card_changed
from desk.usecases.staff_messages import Spot, ticket_here


async def block(work: Work, *, by: PersonId, spot: Spot, reason: str) -> None:
    """The author of this ticket may not write for now. A complaint to the management stays possible."""
    ticket = await ticket_here(work, spot)
    if not reason.strip():
        raise NoReason("block")
    await _settle(work, ticket, by, EventKind.BLOCKED, What.BLOCKED, reason=reason.strip())


async def unblock(work: Work, *, by: PersonId, spot: Spot) -> None:
    ticket = await ticket_here(work, spot)
    known = await work.people.get(ticket.author)
    if known is None or not known.blocked:
        work.outbox.say(StaffHint(to=spot.chat, what="already", topic=spot.topic, reply_to=spot.message))
        return
    await _settle(work, ticket, by, EventKind.UNBLOCKED, What.UNBLOCKED, reason="")


async def _settle(work: Work, ticket: Ticket, by: PersonId, kind: EventKind, what: What, *, reason: str) -> None:
    await work.people.block(ticket.author, reason)
    work.events.add(Event(ticket.id, kind, work.now, by, reason))
    name = (await work.people.names([by])).get(by, "")
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=name, detail=reason))
    card_changed(work, ticket)
