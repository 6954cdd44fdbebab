"""The tickets of a colleague who is away are taken over, all at once."""

from desk.errors import NothingToHandOver
from desk.ids import ChatId, PersonId
from desk.notices.lists import HolderLine, HoldersShown
from desk.notices.staff import Happened, StaffHint, What
from desk.notices.toasts import Toast
from desk.ports import Work
from desk.rules.events import Event, EventKind
from desk.rules.ticket import Ticket, hand_over
from desk.usecases.conversation import card_changed
from desk.usecases.progress import tell_taken
from desk.usecases.staff_messages import Spot, place_of

SHOWN = 20


async def ask_handover(work: Work, *, by: PersonId, spot: Spot) -> None:
    """Whose tickets? Everybody else who has open ones in this group, most first. Raises NothingToHandOver."""
    await _ask(work, by, spot)


async def ask_handover_here(work: Work, ticket: Ticket, by: PersonId) -> Toast:
    """By a button of any card."""
    await _ask(work, by, await place_of(work, ticket))
    return Toast.SHOWN


async def _ask(work: Work, by: PersonId, spot: Spot) -> None:
    held = await work.tickets.holders(spot.chat)
    names = await work.people.names(held)
    others = sorted(
        (HolderLine(person, names.get(person, ""), count) for person, count in held.items() if person != by),
        key=lambda line: (-line.tickets, line.name),
    )
    if not others:
        raise NothingToHandOver
    lines, reply_to = tuple(others[:SHOWN]), spot.message or None
    work.outbox.say(HoldersShown(to=spot.chat, lines=lines, topic=spot.topic, reply_to=reply_to))


async def take_over(work: Work, *, by: PersonId, room: ChatId, topic: int | None, whose: PersonId) -> None:
    """All open tickets of that colleague in this group are the employee's now.

    Each client for whom it is our turn is told who has theirs.
    """
    tickets = await work.tickets.held_by(whose, room) if whose != by else []
    if not tickets:
        raise NothingToHandOver
    names = await work.people.names([by, whose])
    mine, theirs = names.get(by, ""), names.get(whose, "")
    for ticket in tickets:
        saved = await work.tickets.save(hand_over(ticket, by))
        work.events.add(Event(ticket.id, EventKind.TAKEN, work.now, by, str(whose)))
        work.outbox.say(Happened(room=room, ticket=ticket.id, what=What.TAKEN_OVER, who=mine, detail=theirs))
        await tell_taken(work, saved, by)
        card_changed(work, saved)
    facts = {"who": mine, "whose": theirs, "n": str(len(tickets))}
    work.outbox.say(StaffHint(to=room, what="taken_over", facts=facts, topic=topic))
