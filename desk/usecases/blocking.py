"""People who may not write for now. Source: regulation 2.1."""

from desk.errors import NoReason
from desk.ids import PersonId
from desk.notices.staff import Happened, StaffHint, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.messages import Side
from desk.rules.prompts import Asked
from desk.rules.ticket import Ticket
from desk.usecases.asking import ask_words
from desk.usecases.conversation import card_changed
from desk.usecases.staff_messages import Spot, ticket_here


async def block(work: Work, *, by: PersonId, spot: Spot, reason: str) -> None:
    """Whoever wrote the message that is replied to, or the last one, may not write for now.

    A complaint to the management stays possible. Raises NoReason.
    """
    ticket = await ticket_here(work, spot)
    await block_person(work, ticket, by, await _sender(work, ticket, spot), reason)


async def block_person(work: Work, ticket: Ticket, by: PersonId, person: PersonId, reason: str) -> None:
    """Raises NoReason."""
    reason = " ".join(reason.split())
    if not reason:
        raise NoReason("block")
    await work.people.block(person, reason)
    name = (await work.people.names([person])).get(person, "")
    await _tell(work, ticket, by, EventKind.BLOCKED, What.BLOCKED, detail=f"{name} – {reason}")


async def unblock(work: Work, *, by: PersonId, spot: Spot) -> None:
    """The same person or, if that one may write, the ticket's author."""
    ticket = await ticket_here(work, spot)
    for person in (await _sender(work, ticket, spot), ticket.author):
        if await _unblocked(work, ticket, by, person):
            return
    work.outbox.say(StaffHint(to=spot.chat, what="already", topic=spot.topic, reply_to=spot.message))


async def ask_block(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """By a button: whoever wrote last is named in the question, and it is them whom the answer blocks."""
    person = await _wrote_last(work, ticket)
    known = await work.people.get(person)
    if known is not None and known.blocked:
        return Toast.ALREADY
    name = known.name if known else ""
    return await ask_words(work, ticket, by, Asked.BLOCK, args=str(person), name=name)


async def unblock_here(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """By a button: whoever wrote last or, if that one may write, the ticket's author."""
    for person in (await _wrote_last(work, ticket), ticket.author):
        if await _unblocked(work, ticket, by, person):
            return Toast.DONE
    return Toast.ALREADY


async def _unblocked(work: Work, ticket: Ticket, by: PersonId, person: PersonId) -> bool:
    known = await work.people.get(person)
    if known is None or not known.blocked:
        return False
    await work.people.block(person, "")
    await _tell(work, ticket, by, EventKind.UNBLOCKED, What.UNBLOCKED, detail=known.name)
    return True


async def _wrote_last(work: Work, ticket: Ticket) -> PersonId:
    message = await work.messages.last_written(ticket.id, Side.CLIENT)
    return message.author if message else ticket.author


async def _sender(work: Work, ticket: Ticket, spot: Spot) -> PersonId:
    post = await work.posts.at(spot.chat, spot.replied) if spot.replied else None
    message = await work.messages.get(post.of) if post and post.of else None
    if message is None or message.side is not Side.CLIENT:
        return await _wrote_last(work, ticket)
    return message.author


async def _tell(work: Work, ticket: Ticket, by: PersonId, kind: EventKind, what: What, *, detail: str) -> None:
    work.events.add(Event(ticket.id, kind, work.now, by, detail))
    name = (await work.people.names([by])).get(by, "")
    work.outbox.say(Happened(room=ticket.room, ticket=ticket.id, what=what, who=name, detail=detail))
    card_changed(work, ticket)
